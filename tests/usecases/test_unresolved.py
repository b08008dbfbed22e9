"""People known by an id alone: they wait with their conversations until an import or the user says who they are."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netbook.domain.channels import Channel, Direction
from netbook.domain.records import PersonRecord
from netbook.errors import NobodyMatches, SeveralMatch, UsageProblem
from netbook.queries.receipts import receipts
from netbook.queries.timeline import timeline
from netbook.queries.unresolved import count_unresolved, unresolved_people
from netbook.usecases.take_back import take_back_import
from netbook.usecases.undo import redo, undo
from netbook.usecases.unresolved import resolve_people
from tests.usecases.test_import_people import HERE, NOW, TODAY, account, bare, everybody, meeting, person, take, talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from netbook.book import Book
    from netbook.domain.records import Record
    from tests.conftest import Dump


def archive() -> list[Record]:
    """Give an archive that knows two people by their ids, and talks with one of them and with Zoe."""
    return [
        person(bare("1"), met_network="x", linked=Direction.BY_ME),
        person(bare("2"), met_network="x", met_on=date(2026, 2, 2), linked=Direction.BY_THEM),
        talk("t1", bare("1"), on=date(2026, 3, 3)),
        talk("t2", bare("1"), account("zoe"), on=date(2026, 4, 4)),
        talk("t3", bare("3"), on=date(2026, 5, 5), channel=Channel.REACTION),
    ]


def test_they_wait_and_nobody_is_made(book: Book) -> None:
    """Ids become no contacts; their interactions are written and wait, those most talked with first."""
    done = take(book, *archive())
    assert (done.imported, done.contacts_new, done.interactions_new, done.unresolved) == (5, 1, 4, 3)
    assert [card.called for card in everybody(book)] == ["@zoe"]
    rows = book.read(unresolved_people)
    assert [(row.stable_id, row.talks, row.last_on, row.linked) for row in rows] == [
        ("1", 2, date(2026, 4, 4), Direction.BY_ME),
        ("3", 0, date(2026, 5, 5), None),
        ("2", 0, date(2026, 2, 2), Direction.BY_THEM),
    ]
    assert rows[0].url == "https://x.com/intent/user?user_id=1"
    assert [row.unresolved for row in book.read(receipts)] == [3]
    again = take(book, *archive())
    assert (again.matched, again.imported, again.unresolved) == (5, 0, 0)


def test_a_later_import_says_who_it_is(book: Book, dump: Callable[[Book], Dump]) -> None:
    """An import with the id and a handle makes the contact, with all that waited; undone, everything waits again."""
    take(book, *archive())
    before = dump(book)
    done = take(book, person(account("ada", "1"), name="Ada"), talk("t4", bare("1"), on=date(2026, 6, 6)))
    assert (done.contacts_new, done.unresolved) == (1, 0)
    ada = next(card for card in everybody(book) if card.called == "Ada")
    assert [row.on.month for row in book.read(timeline, ada.id)] == [6, 4, 3]
    assert ada.met_online is not None
    assert (ada.met_online.on, ada.last_contact, ada.talks) == (date(2026, 3, 3), date(2026, 6, 6), 3)
    assert [row.stable_id for row in book.read(unresolved_people)] == ["3", "2"]
    after = dump(book)
    book.reverse(undo, NOW)
    assert dump(book) == before
    book.reverse(redo)
    assert dump(book) == after


def test_taking_that_import_back_lets_them_wait_again(book: Book, dump: Callable[[Book], Dump]) -> None:
    """Taking an import back named somebody puts back what waited, and what was filled in."""
    take(book, *archive(), person(account("kim", "8")))
    before = dump(book)
    number = take(book, person(account("ada", "1"), name="Ada"), person(account("kim_x", "8"), name="Kim")).receipt
    book.do(take_back_import, number, NOW)
    after = dump(book)
    for table in ("receipt", "own_account"):
        del before[table], after[table]
    assert after == before


def test_whom_the_user_kept_stays_resolved(book: Book) -> None:
    """A contact that was named since keeps the conversations that an import now taken back had given it."""
    take(book, *archive())
    number = take(book, person(account("ada", "1"), name="Ada")).receipt
    book.do(resolve_people, [("3", "@ada3")], TODAY)
    ada = next(card for card in everybody(book) if card.called == "Ada")
    take(book, talk("later", account("ada", "1"), on=date(2026, 7, 7)))
    taken = book.do(take_back_import, number, NOW)
    assert taken.contacts_kept == ("Ada",)
    assert len(book.read(timeline, ada.id)) == 3


def test_taking_back_the_first_keeps_who_waits_for_another(book: Book) -> None:
    """Somebody who waits with what a later import brought stays among the unresolved."""
    number = take(book, *archive()).receipt
    take(book, talk("t9", bare("1"), on=date(2026, 8, 8)))
    book.do(take_back_import, number, NOW)
    assert [(row.stable_id, row.talks) for row in book.read(unresolved_people)] == [("1", 1)]


def test_the_user_says_who_it_is(book: Book, dump: Callable[[Book], Dump]) -> None:
    """Pairs of id and handle make inbox contacts or find those there; what cannot be read is named; all one step."""
    take(book, *archive(), meeting("m1", date(2026, 1, 5), None, bare("2")))
    before = dump(book)
    done = book.do(resolve_people, [("1", "https://x.com/zoe"), ("2", "@bob"), ("9", "@kim"), ("3", "@")], TODAY)
    assert (len(done.contacts), len(done.problems)) == (2, 2)
    zoe, bob = sorted(everybody(book), key=lambda card: card.called, reverse=True)
    assert (zoe.talks, bob.inbox, count := book.read(count_unresolved)) == (2, True, count)
    assert len(book.read(timeline, zoe.id)) == 2
    assert bob.met_online is not None
    assert bob.met_in_person is not None
    assert (bob.met_online.on, bob.met_in_person.on) == (date(2026, 2, 2), date(2026, 1, 5))
    after = dump(book)
    book.reverse(undo, NOW)
    assert dump(book) == before
    book.reverse(redo)
    assert dump(book) == after
    assert take(book, *archive()).unresolved == 0


def test_a_handle_that_another_id_has_is_taken_over(book: Book) -> None:
    """Two ids are two people here too: the one the user names has the handle from now on."""
    take(book, person(account("ada", "7"), name="Ada"), talk("t1", bare("1")))
    book.do(resolve_people, [("1", "@ada")], TODAY)
    assert {card.called: [handle.status.value for handle in card.handles] for card in everybody(book)} == {
        "Ada": ["renamed"],
        "@ada": ["active"],
    }


@pytest.mark.parametrize(
    ("stable_id", "handle", "problem"),
    [
        ("4", "@ada", NobodyMatches),
        ("1", "in/ada", UsageProblem),
        ("1", "https://x.com/intent/user?user_id=1", UsageProblem),
        ("1", "", UsageProblem),
    ],
)
def test_what_says_nothing_is_refused(book: Book, stable_id: str, handle: str, problem: type[Exception]) -> None:
    """An unknown id, a handle elsewhere, and an id for an id are refused, and nothing is changed."""
    take(book, *archive())
    with pytest.raises(problem):
        book.do(resolve_people, [(stable_id, handle)], TODAY)
    assert book.read(count_unresolved) == 3


def test_an_id_of_two_networks_needs_its_network(book: Book) -> None:
    """The same number on two networks is asked about."""
    other = bare("1")
    tiktok = type(other)("tiktok", "id:1", "1", "1", None)
    take(book, talk("t1", bare("1")), PersonRecord("tt", HERE, None, (tiktok,)))
    with pytest.raises(SeveralMatch, match="TikTok"):
        book.do(resolve_people, [("1", "@ada")], TODAY)
    book.do(resolve_people, [("1", "@ada")], TODAY, network="x")
    assert [row.network for row in book.read(unresolved_people)] == ["tiktok"]
