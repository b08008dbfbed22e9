"""A book exported as JSON and added to another one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from netbook.book import Book
from netbook.db.ledger import Receipt
from netbook.db.meetings import Event, Interaction, Participant
from netbook.db.people import Contact, ContactTag, FoundAs, Handle, Introduction, OwnAccount, Tag, WhereMet
from netbook.db.promises import Decision, FollowUp, FollowUpStatus, ReviewSession
from netbook.db.sources import Unresolved, Waiting
from netbook.domain import portable
from netbook.domain.census import census_of
from netbook.domain.channels import Channel, Direction
from netbook.domain.filters import read_filter
from netbook.domain.kinds import HandleStatus, MetKind
from netbook.domain.records import LeftOut, Origin, PartRecord, Record
from netbook.domain.text import plain
from netbook.queries.doubts import doubtful_matches
from netbook.queries.people import list_contacts
from netbook.usecases import add_contacts, add_talks
from netbook.usecases.demo import fill_demo_book
from netbook.usecases.imports import PASSED_OVER, Imported, apply_import
from netbook.usecases.settling import settle
from netbook.usecases.take_back import take_back_import
from netbook.usecases.undo import redo, undo
from tests.conftest import NOW, TODAY, Desk, dump_book
from tests.formats.held_book import HeldBook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

from tests.usecases.added_books import SOURCE, add, exported, records_of, written

AT = datetime(2026, 10, 19, 7, 30, 15, 250_000, tzinfo=UTC)
ADA = portable.PersonLink("u-ada", "Ada")
LEFT_BEHIND = frozenset({"receipt", "step", "change", "column_mapping", "synced_folder", "synced_item"})
"""Tables that are a book's own bookkeeping."""
OF_THE_BOOK = frozenset({"receipt_id"})
"""Columns that point into that bookkeeping; a follow-up's identifier is the one it has in a synced folder."""


def fill_every_corner(session: Session) -> None:
    """Add a row of each kind to a book, with a value in each column."""
    receipt = Receipt(format="x", file="x.zip", digest="0", at=AT, taken_back_at=None, problems=[])
    for name in ("read", "imported", "matched", "skipped", "failed", "contacts_new", "interactions_new", "unresolved"):
        setattr(receipt, name, 1)
    event = Event(name="Träffen", key=plain("Träffen"), kind="meetup", starts_on=TODAY, ends_on=TODAY, place="Lund")
    event.hashtag, event.running, event.source_key = "#traff", True, "li:event:1"
    full = Contact(name="Zoë Ünïcode", sort_key=plain("Zoë Ünïcode"), added_on=date(2020, 2, 29), inbox=True)
    other = Contact(name=None, sort_key="other", added_on=TODAY, archived=True)
    for name in ("organisation", "position", "sector", "location", "notes"):
        setattr(full, name, f"{name}\nwith 'quotes', “signs” and 😀" if name == "notes" else f"{name} ö")
    full.birthday, full.uid, full.cadence, full.snoozed_on = "--02-29", "urn:uuid:1", "5w", TODAY
    full.snoozed_until = date(2026, 12, 24)
    tag = Tag(name="Nära", key="nara", cadence="3w")
    sitting = ReviewSession(started_at=AT, ended_at=NOW)
    account = OwnAccount(network="x", key="me", shown="@me", name="Me", stable_id="77")
    unknown = Unresolved(network="x", stable_id="12345", url="https://x.com/i/user/12345", linked=Direction.BY_ME)
    session.add_all([receipt, event, full, other, tag, sitting, account, unknown])
    session.flush()
    handles = [("x", "zoe", "active"), ("x", "old_zoe", "renamed"), ("mastodon", "zoe@example.org", "left")]
    for network, key, status in handles:
        session.add(
            Handle(
                contact_id=full.id,
                network=network,
                key=key,
                shown=f"@{key}",
                stable_id=f"id-{key}",
                url="https://example.org",
                status=HandleStatus(status),
                status_on=None if status == "active" else TODAY,
                added_on=date(2021, 1, 1),
                receipt_id=receipt.id,
            )
        )
    session.add(Handle(contact_id=other.id, network="x", key="other", shown="@other", added_on=TODAY))
    talk = Interaction(channel=Channel.VIDEO, direction=Direction.BY_THEM, on=AT.date(), at=AT, note="a\n\nb")
    talk.event_id, talk.source, talk.source_key, talk.receipt_id = event.id, "x", "x:dm:1", receipt.id
    typed = [Interaction(channel=Channel.CALL, direction=Direction.BOTH, on=TODAY, note="twice") for _ in range(2)]
    alone = Interaction(channel=Channel.MESSAGE, direction=Direction.BY_THEM, on=TODAY, source="x", source_key="x:dm:2")
    session.add_all([talk, *typed, alone])
    session.flush()
    session.add_all(Participant(interaction_id=talk.id, contact_id=each.id, on=talk.on) for each in (full, other))
    session.add_all(Participant(interaction_id=each.id, contact_id=full.id, on=each.on) for each in typed)
    session.add_all(Waiting(interaction_id=each.id, unresolved_id=unknown.id) for each in (talk, alone))
    session.add_all(
        [
            WhereMet(contact_id=full.id, kind=MetKind.ONLINE, network="x", event_id=event.id, on=date(2020, 2, 29)),
            WhereMet(contact_id=full.id, kind=MetKind.IN_PERSON, event_id=event.id),
            ContactTag(contact_id=full.id, tag_id=tag.id),
            FoundAs(contact_id=full.id, source_key="li:conn:zoe", receipt_id=receipt.id),
            Introduction(introducer_id=other.id, contact_id=full.id, on=TODAY, note="at dinner"),
            Introduction(introducer_id=None, contact_id=full.id, other_id=other.id),
            FollowUp(
                contact_id=full.id, due_on=TODAY, what="slides", recurrence="FREQ=MONTHLY", made_on=TODAY, snoozes=2
            ),
            FollowUp(contact_id=full.id, status=FollowUpStatus.KEPT, made_on=TODAY, closed_on=TODAY),
            Decision(
                session_id=sitting.id,
                contact_id=full.id,
                verdict="snooze",
                list_group="due",
                decided_on=TODAY,
                until=TODAY,
            ),
        ]
    )
    settle(session, [full.id, other.id])


def fill_full_book(session: Session) -> None:
    """Fill a book with the people of the demo and one row of every kind besides."""
    fill_demo_book(session, TODAY)
    fill_every_corner(session)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """Give the demo book with a row of every kind besides; nobody changes it."""
    book = Book(str(tmp_path_factory.mktemp("full") / "netbook.db"), lambda: NOW)
    book.do(fill_full_book)
    yield book
    book.close()


def without_numbers(book: Book) -> dict[str, list[str]]:
    """Read every row of a book, with places in the order of the parents instead of numbers, sorted."""
    dumped = dump_book(book)
    places = {
        f"{table}.{row['id']}": place for table, rows in dumped.items() for place, row in enumerate(rows) if "id" in row
    }
    parents = {"session_id": "review_session", "introducer_id": "contact", "other_id": "contact", "rowid": "contact"}
    found = {}
    for table, rows in dumped.items():
        if table in LEFT_BEHIND:
            continue
        known = []
        for row in rows:
            kept = {name: value for name, value in row.items() if name not in {"id", "receipt_id", "uid"}}
            for name, value in kept.items():
                if (name.endswith("_id") or name == "rowid") and name != "stable_id" and value is not None:
                    kept[name] = places[f"{parents.get(name, name.removesuffix('_id'))}.{value}"]
            known.append(repr(kept))
        found[table] = sorted(known)
    return found


def test_the_book_is_full(full: Book) -> None:
    """Every column of every table that is taken along has a value somewhere, so that none can be forgotten."""
    empty = {
        (table, name)
        for table, rows in dump_book(full).items()
        if table not in LEFT_BEHIND and table not in {"standing", "contact_search"}
        for name in (rows[0] if rows else [])
        if all(row[name] is None for row in rows)
    }
    assert {pair for pair in empty if pair[1] not in OF_THE_BOOK and pair != ("follow_up", "uid")} == set()


def test_an_empty_book_becomes_an_equal_one(full: Book, book: Book) -> None:
    """Added to an empty book, the whole is there, table by table, on each database; and exports as the same file."""
    data = exported(full)
    outcome = add(book, data)
    assert (outcome.failed, outcome.skipped, outcome.problems) == (0, 0, ())
    assert outcome.imported == outcome.read
    before, after = without_numbers(full), without_numbers(book)
    if book.file is None:
        del before["contact_search"]  # the words are the same, and kept in another way
    for table, rows in before.items():
        assert after[table] == rows, table
    assert json.loads(exported(book)) == json.loads(data)


def test_added_again_it_changes_nothing(full: Book, book: Book) -> None:
    """The same file again, and the file of a book into that book, match everything and add nothing."""
    data = exported(full)
    add(book, data)
    before = without_numbers(book)
    again = add(book, data)
    assert (again.matched, again.imported, again.problems) == (again.read, 0, ())
    assert without_numbers(book) == before
    at_home = full.preview(apply_import, records_of(data), SOURCE, TODAY, NOW)
    assert (at_home.matched, at_home.imported, at_home.problems) == (at_home.read, 0, ())


def test_undo_redo_and_take_back(full: Book, book: Book) -> None:
    """One step takes it away and brings it back, byte for byte, from a book that had something to fill in."""
    desk = Desk(book)
    desk.add("@zoe")
    desk.add("@alan@mathstodon.xyz #crypto")
    before = dump_book(book)
    add(book, exported(full))
    after = dump_book(book)
    book.reverse(undo, NOW)
    assert dump_book(book) == before
    book.reverse(redo)
    assert dump_book(book) == after


def test_taken_back_later(desk: Desk) -> None:
    """What came goes again when other things were done since, promises and introductions too; what was used stays."""
    desk.add("@ada Ada")
    before = without_numbers(desk.book)
    slides = portable.PortableFollowUp(1, TODAY, what="slides")
    introduced = portable.PortableIntroduction(portable.PersonLink("u-bob", "Bob"), None, TODAY)
    outcome = add_parts(
        desk.book,
        portable.PortableSitting(1, AT, AT),
        person("u-ada", None, "ada", sector="computing", follow_ups=(slides,), introductions=(introduced,)),
        person("u-bob", "Bob", "bob", follow_ups=(slides,), cadence="4w"),
        person("u-eve", "Eve", "eve", notes="n", introductions=(introduced,)),
        talk(1, "u-bob"),
    )
    desk.log("eve", Channel.CALL)
    taken = desk.book.do(take_back_import, outcome.receipt, NOW)
    assert (taken.contacts_gone, taken.contacts_kept) == (1, ("Eve",))
    found = whole(desk.book)
    assert [contact["name"] for contact in found["contacts"]] == ["Ada", "Eve"]
    assert found["contacts"][0].keys() == {"uid", "name", "added_on", "handles", "met_online"}
    desk.undo(3)
    assert without_numbers(desk.book) == before


# What comes of a book that has something already


def parts(*given: portable.PortablePart) -> list[Record]:
    """Give parts as the reader does."""
    return [PartRecord(Origin("netbook.json", number), part) for number, part in enumerate(given, 1)]


def add_parts(book: Book, *given: portable.PortablePart, **answers: Any) -> Imported:
    """Add some parts."""
    return book.do(apply_import, parts(*given), SOURCE, TODAY, NOW, **answers)


def person(uid: str, name: str | None, *handles: str, **more: Any) -> portable.PortableContact:
    """Make a contact with accounts on X."""
    accounts = tuple(portable.PortableHandle("x", handle, f"@{handle}") for handle in handles)
    return portable.PortableContact(uid, name, date(2025, 1, 1), accounts, **more)


def talk(number: int, uid: str, note: str | None = None, **more: Any) -> portable.PortableInteraction:
    """Make a call."""
    people = (portable.PersonLink(uid, uid),)
    return portable.PortableInteraction(number, Channel.CALL, Direction.BOTH, TODAY, people, note=note, **more)


def whole(book: Book) -> dict[str, Any]:
    """Read everything as JSON."""
    found: dict[str, Any] = json.loads(exported(book))
    return found


def test_blanks_are_filled_and_nothing_is_written_over(desk: Desk) -> None:
    """A contact found by an account keeps what it has, and gets what it lacks: fields, tags, accounts, promises."""
    desk.add("@ada Ada #maths every 6w :: mine")
    made = person(
        "u-ada",
        "Augusta",
        "ada",
        "augusta",
        notes="theirs",
        sector="computing",
        cadence="2w",
        tags=("Maths", "looms"),
        follow_ups=(portable.PortableFollowUp(1, TODAY, what="slides"),),
        met_in_person=portable.PortableMet(on=date(2020, 1, 1)),
    )
    outcome = add_parts(desk.book, made)
    assert (outcome.matched, outcome.contacts_new) == (1, 0)
    (ada,) = whole(desk.book)["contacts"]
    assert (ada["name"], ada["notes"], ada["sector"], ada["cadence"]) == ("Ada", "mine", "computing", "6w")
    assert ada["tags"] == ["looms", "maths"]
    assert [handle["key"] for handle in ada["handles"]] == ["ada", "augusta"]
    assert [each.get("what") for each in ada["follow_ups"]] == ["slides"]
    assert ada["met_in_person"] == {"on": "2020-01-01"}
    assert desk.book.read(list_contacts, read_filter("computing #looms"), TODAY) == [desk.card("ada").id]


def test_what_was_typed_twice_stays_twice(desk: Desk) -> None:
    """Interactions without a key are known by content, each once: of two alike one that is here adds the other."""
    desk.add("@ada Ada")
    add_parts(desk.book, person("u", "Ada", "ada"), talk(1, "u", "hello"))
    outcome = add_parts(
        desk.book, person("u", "Ada", "ada"), talk(1, "u", "hello"), talk(2, "u", "hello"), talk(3, "u")
    )
    assert (outcome.interactions_new, outcome.matched) == (2, 2)
    again = add_parts(desk.book, person("u", "Ada", "ada"), talk(1, "u", "hello"), talk(2, "u", "hello"), talk(3, "u"))
    assert again.interactions_new == 0


def test_a_follow_up_that_was_kept_here_stays_kept(desk: Desk) -> None:
    """A promise that was put off or kept since the export is not made anew."""
    open_one = portable.PortableFollowUp(1, TODAY, date(2026, 12, 1), "slides")
    add_parts(desk.book, person("u", "Ada", "ada", follow_ups=(open_one,)))
    kept = replace(open_one, due_on=date(2027, 1, 1), status="kept", closed_on=TODAY, number=9)
    add_parts(desk.book, person("u", "Ada", "ada", follow_ups=(kept,)))
    (ada,) = whole(desk.book)["contacts"]
    assert [each.get("status", "open") for each in ada["follow_ups"]] == ["open"]


def test_an_account_of_somebody_else_stays_theirs(desk: Desk) -> None:
    """An account has one contact: one that somebody else uses is named among the problems, and left out."""
    add_parts(desk.book, person("u-1", "Ada", "ada"))
    outcome = add_parts(desk.book, person("u-1", "Ada"), person("u-2", "Eve", "eve", "ada"))
    assert [contact["name"] for contact in whole(desk.book)["contacts"]] == ["Ada"]
    twice = add_parts(desk.book, person("u-3", "Bob", "bob"), person("u-4", "Rob", "bob"))
    assert outcome.contacts_new == 0
    assert "is the account of somebody else here" in twice.problems[-1].reason
    assert [len(contact.get("handles", [])) for contact in whole(desk.book)["contacts"]] == [2, 1, 0]


def test_doubtful_people(desk: Desk) -> None:
    """A namesake without a shared account is asked about; unanswered it is a contact of its own, and named."""
    desk.add("@lovelace Ada Lovelace")
    made = person("u-ada", "Ada Lovelace", "ada")
    doubts = desk.book.read(doubtful_matches, census_of(parts(made)).everybody())
    assert [doubt.called for doubt in doubts] == ["Ada Lovelace"]
    ada = desk.card("lovelace").id
    outcome = desk.book.preview(apply_import, parts(made), SOURCE, TODAY, NOW)
    assert outcome.contacts_new == 1
    assert outcome.problems[0].reason.startswith("Possible duplicate of Ada Lovelace")
    same = desk.book.preview(apply_import, parts(made), SOURCE, TODAY, NOW, same_person={"netbook:u-ada": ada})
    assert (same.contacts_new, same.matched) == (0, 1)
    left = desk.book.preview(
        apply_import, parts(made, talk(1, "u-ada")), SOURCE, TODAY, NOW, pass_over={"netbook:u-ada"}
    )
    assert [problem.reason for problem in left.problems] == [PASSED_OVER, add_talks.NOBODY]


def test_what_names_nobody_in_the_file(desk: Desk) -> None:
    """Interactions and introductions of people who are not in the file, and people who are in it twice, are named."""
    introduced = portable.PortableIntroduction(portable.PersonLink("u-gone", "Gone"), None)
    outcome = add_parts(
        desk.book,
        person("u", "Ada", introductions=(introduced,)),
        person("u", "Ada again"),
        talk(1, "u-gone"),
    )
    assert [problem.reason for problem in outcome.problems] == [
        add_contacts.TWICE,
        add_talks.NOBODY,
        add_contacts.NOT_IN_FILE,
    ]
    assert (outcome.read, outcome.imported, outcome.failed) == (3, 1, 2)


def test_events_and_tags_are_found_again(desk: Desk) -> None:
    """An event of the same name and day, and a tag, are the ones that are here; a tag's cadence fills a blank."""
    desk.met("Grace at PyCon DE on 2026-10-19")
    desk.add("@ada Ada #close")
    day = date(2026, 10, 19)
    add_parts(
        desk.book,
        portable.PortableTag("Close", "2w"),
        portable.PortableEvent(7, "PyCon DE", starts_on=day),
        portable.PortableEvent(8, "PyCon DE", starts_on=date(2027, 10, 19)),
        person("u", "Ada", "ada", met_in_person=portable.PortableMet(event=7, on=day)),
    )
    found = whole(desk.book)
    assert [event["starts_on"] for event in found["events"]] == ["2026-10-19", "2027-10-19"]
    assert found["tags"] == [{"name": "close", "cadence": "2w"}]
    assert desk.card("ada").cadence_tag == "close"
    ada = next(contact for contact in found["contacts"] if contact.get("name") == "Ada")
    assert ada["met_in_person"]["event_name"] == "PyCon DE"


# Any book


def test_left_out_lines_are_in_the_receipt(desk: Desk) -> None:
    """What the reader leaves out is counted with its place, and the rest comes in."""
    data = written(HeldBook((person("u", "Ada", "ada"),))).replace(b'"contacts": [\n', b'"contacts": [\n{"uid": 7},\n')
    records = records_of(data)
    assert sum(isinstance(record, LeftOut) for record in records) == 1
    outcome = add(desk.book, data)
    assert (outcome.read, outcome.failed, outcome.contacts_new) == (2, 1, 1)
    assert outcome.problems[0].line == 8
