"""Who the people of an import are: found by id, key and name of old, renamed, linked, tagged, met; or left to wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from netbook.domain.capture import read_capture
from netbook.domain.channels import Channel, Direction
from netbook.domain.filters import read_filter
from netbook.domain.handles import Handle, handle_on
from netbook.domain.records import (
    EventRecord,
    Fate,
    InteractionRecord,
    LeftOut,
    Origin,
    Owner,
    PersonRecord,
    Record,
    TagRecord,
)
from netbook.queries.cards import ContactCard, cards
from netbook.queries.people import list_contacts
from netbook.queries.timeline import timeline
from netbook.usecases.imports import Imported, Source, apply_import
from netbook.usecases.log_contact import log_contact
from netbook.usecases.undo import redo, undo

if TYPE_CHECKING:
    from collections.abc import Callable

    from netbook.book import Book
    from tests.conftest import Dump

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SOURCE = Source("x", "X archive", "x.zip", "0" * 64)
HERE = Origin("tweets.js")


def account(name: str, number: str | None = None) -> Handle:
    """Give an account on X, with its id if that is known."""
    return replace(handle_on("x", name), stable_id=number)


def bare(number: str) -> Handle:
    """Give an account on X of which the id alone is known."""
    return Handle("x", f"id:{number}", number, number, f"https://x.com/intent/user?user_id={number}")


def person(*handles: Handle, name: str | None = None, **said: object) -> PersonRecord:
    """Make a person of an export."""
    key = f"x:user:{handles[0].stable_id or handles[0].key}" if handles else f"name:{name}"
    return PersonRecord(key, HERE, name, handles, **said)  # type: ignore[arg-type]  # whatever fields a test wants


def talk(key: str, *handles: Handle, on: date = date(2026, 11, 1), channel: Channel = Channel.MESSAGE) -> Record:
    """Make an interaction."""
    return InteractionRecord(key, HERE, tuple((handle, None) for handle in handles), channel, Direction.BOTH, on)


def take(book: Book, *records: Record) -> Imported:
    """Import records; whatever they are, the counts add up."""
    done = book.do(apply_import, list(records), SOURCE, TODAY, NOW)
    assert done.read == done.imported + done.matched + done.skipped + done.failed
    return done


def everybody(book: Book) -> list[ContactCard]:
    """Read every card, the inbox first."""
    ids = [*book.read(list_contacts, read_filter("is:inbox"), TODAY), *book.read(list_contacts, read_filter(""), TODAY)]
    return book.read(cards, ids, TODAY)


def handles_of(card: ContactCard) -> dict[str, str]:
    """Give the status of each handle."""
    return {handle.shown: handle.status.value for handle in card.handles}


def test_a_new_name_under_the_same_id_is_the_same_contact(book: Book) -> None:
    """Who is known by a stable id has the new handle afterwards, and the old one still finds them."""
    take(book, person(account("ada", "1"), name="Ada"))
    done = take(book, person(account("ada_l", "1")), talk("t1", account("ada_l", "1")))
    (card,) = everybody(book)
    assert (done.matched, done.contacts_new, card.called) == (1, 0, "Ada")
    assert handles_of(card) == {"@ada_l": "active", "@ada": "renamed"}
    assert take(book, talk("t2", account("ada"))).contacts_new == 0


def test_two_ids_are_two_people_whatever_they_are_called(book: Book) -> None:
    """A key that goes over to another account makes no one person of two, and the receipt says what happened."""
    take(book, person(account("ada", "1"), name="Ada"))
    done = take(book, person(account("ada", "2"), name="Zoe"))
    by_name = {card.called: handles_of(card) for card in everybody(book)}
    assert by_name == {"Ada": {"@ada": "renamed"}, "Zoe": {"@ada": "active"}}
    assert [problem.reason for problem in done.problems] == [
        "@ada was Ada's, and is another account now; theirs counts as renamed."
    ]


def test_an_older_export_brings_no_old_name_back(book: Book) -> None:
    """A handle that one gave up and another has by now stays the other's, though an older export is read again."""
    take(book, person(account("ada", "1"), name="Ada"))
    take(book, person(account("ada_l", "1")), person(account("ada", "2"), name="Zoe"))
    done = take(book, person(account("ada", "1"), name="Ada"))
    assert (done.matched, done.problems) == (1, ())
    by_name = {card.called: handles_of(card) for card in everybody(book)}
    assert by_name == {"Ada": {"@ada_l": "active", "@ada": "renamed"}, "Zoe": {"@ada": "active"}}


def test_the_same_within_one_import(book: Book) -> None:
    """It makes no difference whether the names of an account come in one import or in two."""
    take(
        book,
        person(account("ada", "1"), name="Ada"),
        person(account("ada_l", "1")),
        person(account("ada", "2"), name="Zoe"),
    )
    by_name = {card.called: handles_of(card) for card in everybody(book)}
    assert by_name == {"Ada": {"@ada_l": "active", "@ada": "renamed"}, "Zoe": {"@ada": "active"}}


def test_never_across_networks_by_handle_alone(book: Book) -> None:
    """The same handle on two networks is two people until somebody says otherwise."""
    take(book, person(account("ada")), PersonRecord("b", HERE, None, (handle_on("github", "ada"),)))
    assert len(everybody(book)) == 2


def test_several_handles_of_one_record_are_one_person(book: Book) -> None:
    """A record that links accounts is believed; one that belongs to another contact stays with that, and is named."""
    mail = handle_on("email", "ada@example.org")
    take(book, person(account("ada"), name="Ada"))
    take(book, PersonRecord("m", HERE, "Ada Lovelace", (account("ada"), mail)))
    (card,) = everybody(book)
    assert handles_of(card) == {"@ada": "active", "ada@example.org": "active"}
    done = take(book, PersonRecord("n", HERE, "Zoe", (account("zoe"), handle_on("github", "zoe"))))
    assert done.contacts_new == 1
    done = take(book, PersonRecord("o", HERE, None, (account("zoe"), mail)))
    assert [problem.reason for problem in done.problems] == [
        "ada@example.org belongs to Ada already; if both are one person, netbook merge makes one of two."
    ]


def test_aliases_find_and_are_kept(book: Book) -> None:
    """An account that was used once finds the contact, in this import and in later ones."""
    take(book, person(account("ada_l", "1"), name="Ada", aliases=(account("countess"),)))
    assert take(book, talk("t1", account("countess"))).contacts_new == 0
    (card,) = everybody(book)
    assert handles_of(card) == {"@ada_l": "active", "@countess": "renamed"}


def test_everything_a_record_says_is_kept(book: Book) -> None:
    """Position, sector, location, notes, birthday, tags and where-met come with the person, and fill what is blank."""
    said = {
        "organisation": "Engines",
        "position": "Analyst",
        "sector": "computing",
        "location": "London",
        "notes": "Likes looms.\nAnd trains.",
        "birthday": "--12-10",
        "tags": ("maths", "#Maths", "engines"),
        "met_event": "Soirée",
        "met_in_person_on": date(2025, 6, 5),
    }
    take(book, person(account("ada"), name="Ada", **said))
    book.do(log_contact, read_capture("@zoe", TODAY), TODAY)
    take(book, person(account("zoe"), name="Zoe", **said))
    for card in everybody(book):
        assert (card.organisation, card.position, card.sector) == ("Engines", "Analyst", "computing")
        assert (card.location, card.notes, card.birthday) == ("London", "Likes looms.\nAnd trains.", "--12-10")
        assert card.tags == ("engines", "maths")
        assert card.met_in_person is not None
        assert (card.met_in_person.event, card.met_in_person.on) == ("Soirée", date(2025, 6, 5))


def test_a_uid_finds_the_contact_before_any_handle(book: Book) -> None:
    """A person of an address book whose addresses all changed is the same contact still."""
    take(book, replace(person(handle_on("email", "ada@example.org"), name="Ada"), uid="urn:1"))
    done = take(book, replace(person(handle_on("email", "ada@engines.example"), name="Ada King"), uid="urn:1"))
    (card,) = everybody(book)
    assert (done.contacts_new, len(card.handles)) == (0, 2)


def test_a_shared_telephone_is_no_proof(book: Book) -> None:
    """Two people of quite different names who share a number stay two."""
    phone = handle_on("phone", "+44 20 7946 0958")
    take(book, PersonRecord("p1", HERE, "Ada Lovelace", (phone,)))
    done = take(book, PersonRecord("p2", HERE, "Charles Babbage", (phone,)))
    assert done.contacts_new == 1
    assert [problem.reason for problem in done.problems] == [
        f"{phone.shown} belongs to Ada Lovelace already; if both are one person, netbook merge makes one of two."
    ]
    assert take(book, PersonRecord("p3", HERE, "Ada King, Countess of Lovelace", (phone,))).contacts_new == 0


@pytest.mark.parametrize("apart", [True, False])
def test_what_an_office_shares_is_no_proof(book: Book, *, apart: bool) -> None:
    """Two people whom an address book keeps apart stay two, though they share a number, a page and an address."""
    shared = (
        handle_on("phone", "+44 20 7946 0958"),
        handle_on("blog", "https://www.engines.example/"),
        handle_on("email", "office@engines.example"),
    )
    ada = PersonRecord("vcard:1", HERE, "Ada Lovelace", shared, uid="1")
    charles = PersonRecord("vcard:2", HERE, "Charles Babbage", shared, uid="2")
    again = PersonRecord("vcard:3", HERE, "A. Lovelace", shared, uid="3")
    done = [take(book, ada), take(book, charles), take(book, again)] if apart else [take(book, ada, charles, again)]
    assert sum(each.contacts_new for each in done) == 2
    assert sum(each.matched for each in done) == 1
    assert sum(len(each.problems) for each in done) == 3
    assert [card.name for card in everybody(book)] == ["Ada Lovelace", "Charles Babbage"]


def test_a_dated_link_is_a_weak_interaction(book: Book) -> None:
    """A follow with a date stands in the timeline and is where they met; one without a date gives no interaction."""
    follow = person(account("ada"), met_network="x", met_on=date(2026, 3, 4), linked=Direction.BY_ME)
    done = take(book, follow, person(account("zoe"), met_network="x", linked=Direction.BY_THEM))
    assert (done.contacts_new, done.interactions_new, done.imported) == (2, 1, 2)
    ada = next(card for card in everybody(book) if card.called == "@ada")
    (row,) = book.read(timeline, ada.id)
    assert (row.channel, row.direction, row.on) == (Channel.REACTION, Direction.BY_ME, date(2026, 3, 4))
    assert ada.met_online is not None
    assert (ada.met_online.network, ada.met_online.on, ada.last_contact) == ("x", date(2026, 3, 4), None)
    assert take(book, follow).interactions_new == 0


def test_tags_for_people_who_are_there(book: Book) -> None:
    """A block list marks somebody in the book, makes nobody, and says so."""
    take(book, person(account("ada", "1")))
    done = take(book, TagRecord(HERE, bare("1"), "blocked"), TagRecord(HERE, bare("2"), "blocked"))
    assert (done.imported, done.skipped, [problem.reason for problem in done.problems]) == (
        1,
        1,
        ["Nobody in your book has this account."],
    )
    (card,) = everybody(book)
    assert card.tags == ("blocked",)
    assert take(book, TagRecord(HERE, account("ada"), "blocked")).matched == 1


def test_many_alike_are_one_problem(book: Book) -> None:
    """Records left out together are counted one by one, and the sentence says how many they are."""
    likes = LeftOut(Origin("like.js"), Fate.SKIPPED, "A like has no author.", 1_200)
    done = take(book, likes, LeftOut(HERE, Fate.FAILED, "Broken.", 2))
    assert (done.read, done.skipped, done.failed) == (1_202, 1_200, 2)
    assert [problem.sentence for problem in done.problems] == [
        "A like has no author. (1,200 records)",
        "Broken. (2 records)",
    ]


def test_people_named_by_key(book: Book) -> None:
    """Who has no account takes part by the key of their record, or becomes a contact by name."""
    friend = PersonRecord("fb:friend:Ada", HERE, "Ada")
    chat = InteractionRecord(
        "c1",
        HERE,
        (),
        Channel.MESSAGE,
        Direction.BOTH,
        date(2026, 1, 2),
        named=(("fb:friend:Ada", "Ada"), ("fb:friend:Zoe", "Zoe"), ("fb:friend:?", None)),
    )
    done = take(book, friend, chat)
    assert (done.contacts_new, done.interactions_new) == (2, 1)
    assert {card.called: card.last_contact for card in everybody(book)} == dict.fromkeys(
        ("Ada", "Zoe"), date(2026, 1, 2)
    )
    assert take(book, friend, chat).matched == 2


def test_an_own_account_is_known_by_its_id(book: Book) -> None:
    """Whatever the user's account is called, its id says that it is no contact."""
    done = take(book, Owner(account("me", "7"), "Me"), talk("t", bare("7")), talk("u", account("me_once", "7")))
    assert (done.skipped, done.contacts_new) == (2, 0)


def meeting(key: str, on: date, event: str | None, *handles: Handle) -> InteractionRecord:
    """Make a meeting in person."""
    people = tuple((handle, None) for handle in handles)
    return InteractionRecord(key, HERE, people, Channel.IN_PERSON, Direction.BOTH, on, event=event, place="Leeds")


def test_the_first_meeting_is_where_they_met(book: Book) -> None:
    """The earliest meeting in person makes an event and a where-met; later ones make none, unless the event is there."""
    ada, zoe = account("ada"), account("zoe")
    done = take(
        book,
        EventRecord("ev", HERE, "LibCamp", date(2026, 5, 1), date(2026, 5, 3), "York"),
        meeting("m2", date(2026, 5, 2), "LibCamp", ada),
        meeting("m3", date(2026, 6, 1), "Coffee", ada, zoe),
        meeting("m1", date(2026, 2, 1), "Lunch", ada),
    )
    assert (done.imported, done.interactions_new) == (4, 3)
    met = {card.called: card.met_in_person for card in everybody(book)}
    assert met["@ada"] is not None
    assert met["@zoe"] is not None
    assert (met["@ada"].event, met["@ada"].on) == ("Lunch", date(2026, 2, 1))
    assert (met["@zoe"].event, met["@zoe"].on) == ("Coffee", date(2026, 6, 1))
    ada_id = next(card.id for card in everybody(book) if card.called == "@ada")
    assert [row.event for row in book.read(timeline, ada_id)] == ["Coffee", "LibCamp", "Lunch"]
    again = take(book, EventRecord("ev", HERE, "LibCamp 2026", date(2026, 5, 1)))
    assert again.matched == 1


def test_an_earlier_meeting_takes_the_place_of_an_imported_one_only(book: Book) -> None:
    """What an import said of the first meeting gives way to an earlier one; what the user said does not."""
    book.do(log_contact, read_capture("@zoe at PyCon on 2026-09-09", TODAY), TODAY)
    take(book, meeting("m2", date(2026, 5, 2), "Tea", account("ada")))
    take(book, meeting("m1", date(2026, 4, 1), "Lunch", account("ada"), account("zoe")))
    take(book, meeting("m3", date(2026, 7, 1), "Dinner", account("ada")))
    met = {card.called: card.met_in_person for card in everybody(book)}
    assert met["@ada"] is not None
    assert met["@zoe"] is not None
    assert (met["@ada"].event, met["@ada"].on) == ("Lunch", date(2026, 4, 1))
    assert met["@zoe"].event == "PyCon"


def test_the_earliest_contact_online_is_where_they_met(book: Book) -> None:
    """Without a word of the export, the first dated interaction online says where and when; a call does not."""
    ada, zoe = account("ada"), account("zoe")
    take(
        book,
        talk("t2", ada, on=date(2026, 3, 1)),
        talk("t1", ada, on=date(2026, 2, 1)),
        talk("t3", zoe, on=date(2026, 2, 1), channel=Channel.CALL),
    )
    met = {card.called: card.met_online for card in everybody(book)}
    assert met["@ada"] is not None
    assert (met["@ada"].network, met["@ada"].on, met["@zoe"]) == ("x", date(2026, 2, 1), None)


@pytest.mark.parametrize("event", [False, True])
def test_all_of_it_is_one_step(book: Book, dump: Callable[[Book], Dump], *, event: bool) -> None:
    """Renamed handles, filled fields, moved meetings, tags and events are undone, redone and undone again exactly."""
    take(
        book,
        person(account("ada", "1"), name=None),
        person(account("zoe", "3"), name="Zoe"),
        meeting("m2", date(2026, 5, 2), "Tea", account("ada", "1")),
    )
    before = dump(book)
    records: list[Record] = [
        Owner(account("me", "9"), "Me"),
        person(account("ada_l", "1"), name="Ada", tags=("maths",), birthday="1815-12-10"),
        person(account("zoe", "4"), name="Another Zoe", linked=Direction.BOTH, met_on=date(2026, 1, 1)),
        meeting("m1", date(2026, 4, 1), "Lunch" if event else None, account("ada_l", "1")),
        TagRecord(HERE, account("zoe", "3"), "muted"),
    ]
    take(book, *records)
    after = dump(book)
    for _ in range(2):
        book.reverse(undo, NOW)
        assert dump(book) == before
        book.reverse(redo)
        assert dump(book) == after
