"""Imports: what records become, what is kept of a second import, and who is never made a contact."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from netbook.domain.capture import read_capture
from netbook.domain.census import census_of
from netbook.domain.channels import Channel, Direction
from netbook.domain.filters import read_filter
from netbook.domain.handles import handle_on
from netbook.domain.records import Fate, InteractionRecord, LeftOut, Origin, Owner, PersonRecord, Record
from netbook.queries.cards import ContactCard, cards
from netbook.queries.doubts import doubtful_matches
from netbook.queries.people import Sort, list_contacts
from netbook.usecases.imports import (
    IN_THE_FUTURE,
    NOBODY_ELSE,
    OWN_ACCOUNT,
    PASSED_OVER,
    Imported,
    Source,
    apply_import,
)
from netbook.usecases.log_contact import log_contact
from netbook.usecases.undo import redo, undo

if TYPE_CHECKING:
    from netbook.book import Book

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SOURCE = Source("linkedin", "LinkedIn export", "export.zip", "0" * 64)
ME = handle_on("linkedin", "me-myself")


def person(slug: str, name: str, organisation: str | None = None) -> PersonRecord:
    """Make a person with a LinkedIn account."""
    origin = Origin("Connections.csv", 2)
    handle = handle_on("linkedin", slug)
    return PersonRecord(f"li:conn:{slug}", origin, name, (handle,), organisation, None, "linkedin", date(2024, 5, 1))


def message(key: str, slug: str, name: str | None, at: datetime = NOW) -> InteractionRecord:
    """Make a message from somebody."""
    people = ((handle_on("linkedin", slug), name),)
    return InteractionRecord(key, Origin("messages.csv", 3), people, Channel.MESSAGE, Direction.BY_THEM, at, "hello")


def nameless(name: str) -> PersonRecord:
    """Make a person whom the export names without an account."""
    return PersonRecord(f"li:conn:{name}:2024", Origin("Connections.csv", 9), name)


RECORDS: list[Record] = [
    Owner(ME, "Me"),
    person("ada-l", "Ada Lovelace", "Engines"),
    nameless("Grace Hopper"),
    LeftOut(Origin("Connections.csv", 4), Fate.SKIPPED, "A hidden member."),
    LeftOut(Origin("messages.csv", 8), Fate.FAILED, "A broken row."),
    message("m1", "ada-l", "Ada Lovelace"),
    message("m2", "alan-t", "Alan Turing"),
]


def take(book: Book, records: list[Record], **answers: object) -> Imported:
    """Import records."""
    return book.do(apply_import, records, SOURCE, TODAY, NOW, **answers)  # type: ignore[arg-type]  # keyword answers


def everybody(book: Book) -> list[ContactCard]:
    """Read every card, the inbox first; how often a contact was edited does not count."""
    ids = book.read(list_contacts, read_filter("is:inbox"), TODAY, sort=Sort.NAME)
    ids += book.read(list_contacts, read_filter(""), TODAY, sort=Sort.NAME)
    return [replace(card, version=0) for card in book.read(cards, ids, TODAY)]


def test_counts_add_up(book: Book) -> None:
    """Imported, matched, skipped and failed add up to what was read, and new people wait in the inbox."""
    done = take(book, RECORDS)
    assert (done.read, done.imported, done.matched, done.skipped, done.failed) == (6, 4, 0, 1, 1)
    assert (done.contacts_new, done.interactions_new) == (3, 2)
    found = everybody(book)
    assert [card.called for card in found] == ["Ada Lovelace", "Alan Turing", "Grace Hopper"]
    assert all(card.inbox for card in found)
    assert found[0].last_contact == TODAY
    assert found[0].met_online is not None
    assert found[0].met_online.on == date(2024, 5, 1)


def test_the_same_again_adds_nothing(book: Book) -> None:
    """A second import of the same records matches every one of them."""
    take(book, RECORDS)
    before = everybody(book)
    again = take(book, RECORDS)
    assert (again.imported, again.matched, again.contacts_new, again.interactions_new) == (0, 4, 0, 0)
    assert everybody(book) == before


def test_the_owner_is_no_contact(book: Book) -> None:
    """The user's own account becomes no contact, in this import and in a later one that does not name the owner."""
    take(book, [Owner(ME, "Me"), person("me-myself", "Me")])
    done = take(book, [person("me-myself", "Me"), message("m", "me-myself", "Me")])
    assert (done.skipped, done.contacts_new) == (2, 0)
    assert [problem.reason for problem in done.problems] == [OWN_ACCOUNT, NOBODY_ELSE]
    assert everybody(book) == []


def test_a_known_handle_is_filled_and_not_written_over(book: Book) -> None:
    """A contact that has the handle gets what is blank; what the user wrote stays."""
    book.do(log_contact, read_capture("in/ada-l Countess", TODAY), TODAY)
    done = take(book, [person("ada-l", "Ada Lovelace", "Engines")])
    (card,) = everybody(book)
    assert (done.matched, card.called, card.organisation, card.inbox) == (1, "Countess", "Engines", False)


def test_a_namesake_is_doubtful(book: Book) -> None:
    """Somebody of the same name without a known handle becomes a contact of their own, and is named as a problem."""
    book.do(log_contact, read_capture("@ada Ada Lovelace", TODAY), TODAY)
    records: list[Record] = [person("ada-l", "Ada Lovelace")]
    (doubt,) = book.read(doubtful_matches, census_of(records).everybody())
    assert doubt.called == "Ada Lovelace"
    done = book.preview(apply_import, records, SOURCE, TODAY, NOW)
    assert done.contacts_new == 1
    assert [problem.reason for problem in done.problems] == ["Possible duplicate of Ada Lovelace: same name."]
    assert len(everybody(book)) == 1


def test_namesakes_of_one_file_are_asked_about_each(book: Book) -> None:
    """An account that is known says nothing of another one without an id on the same network."""
    take(book, [person("ada-l", "Ada Lovelace"), person("zed", "Zed Zettel", "Papers")])
    records: list[Record] = [person("ada-l", "Ada Lovelace"), person("zed-other", "Zed Zettel", "Papers")]
    (doubt,) = book.read(doubtful_matches, census_of(records).everybody())
    assert (doubt.record.key, doubt.score) == ("li:conn:zed-other", 98)


def test_the_same_person_gets_the_handle(book: Book) -> None:
    """Whom the user calls the same person gets the handle, also if the export knows them from messages alone."""
    known = book.do(log_contact, read_capture("@ada Ada Lovelace", TODAY), TODAY).card.id
    records: list[Record] = [message("m1", "ada-l", "Ada Lovelace")]
    (doubt,) = book.read(doubtful_matches, census_of(records).everybody())
    done = take(book, records, same_person={doubt.record.key: known})
    (card,) = everybody(book)
    assert (done.contacts_new, done.problems, card.last_contact) == (0, (), TODAY)
    assert {handle.network for handle in card.handles} == {"x", "linkedin"}
    assert book.read(doubtful_matches, census_of(records).everybody()) == []


def test_whom_the_user_calls_another_is_no_doubt_any_more(book: Book) -> None:
    """Whom the user calls somebody else becomes a contact of their own, and is not named as a possible duplicate."""
    known = book.do(log_contact, read_capture("@ada Ada Lovelace", TODAY), TODAY).card.id
    done = take(book, [person("ada-l", "Ada Lovelace")], different={("li:conn:ada-l", known)})
    assert (done.contacts_new, done.problems) == (1, ())


def test_a_person_without_handle_is_remembered(book: Book) -> None:
    """Whom the user calls the same person is known by the export's key the next time, without a handle."""
    known = book.do(log_contact, read_capture("@grace Grace Hopper", TODAY), TODAY).card.id
    records: list[Record] = [nameless("Grace Hopper")]
    take(book, records, same_person={"li:conn:Grace Hopper:2024": known})
    assert book.read(doubtful_matches, census_of(records).everybody()) == []
    assert take(book, records).matched == 1
    assert len(everybody(book)) == 1


def test_passed_over(book: Book) -> None:
    """Whom the user leaves out is skipped, and so are the messages with nobody else."""
    book.do(log_contact, read_capture("@ada Ada Lovelace", TODAY), TODAY)
    records: list[Record] = [person("ada-l", "Ada Lovelace"), message("m1", "ada-l", "Ada Lovelace")]
    done = take(book, records, pass_over={"li:conn:ada-l"})
    assert [problem.reason for problem in done.problems] == [PASSED_OVER, PASSED_OVER]
    assert (done.skipped, len(everybody(book))) == (2, 1)


def test_a_message_from_the_future_fails(book: Book) -> None:
    """A message of a later day than tomorrow is refused: it would make a contact fresh for ever."""
    done = take(book, [message("m1", "ada-l", "Ada", datetime(2031, 1, 1, tzinfo=UTC))])
    assert (done.failed, done.contacts_new) == (1, 0)
    assert done.problems[0].reason == IN_THE_FUTURE


def test_hostile_text_is_kept_whole(book: Book) -> None:
    """Markup and direction marks are stored; NUL and lone surrogates, which no database takes, become U+FFFD."""
    take(book, [person("ada-l", "[red]\u202ex\x00y\ud800[/]"), message("k\x00" + "é" * 5_000, "ada-l", None)])
    again = take(book, [message("k\x00" + "é" * 5_000, "ada-l", None)])
    (card,) = everybody(book)
    assert card.called == "[red]\u202ex\ufffdy\ufffd[/]"
    assert again.matched == 1


def test_undo_and_redo(book: Book) -> None:
    """An import is one step: undone, nothing of it is left; redone, all is there again; and again after that."""
    book.do(log_contact, read_capture("in/ada-l", TODAY), TODAY)
    before = everybody(book)
    take(book, RECORDS)
    after = everybody(book)
    for _ in range(2):
        book.reverse(undo, NOW)
        assert everybody(book) == before
        book.reverse(redo)
        assert everybody(book) == after
    book.reverse(undo, NOW)
    assert take(book, RECORDS).contacts_new == 2
    assert [card.called for card in everybody(book)] == [card.called for card in after]
