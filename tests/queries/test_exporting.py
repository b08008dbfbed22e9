"""What is taken along from a book."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

import pytest

from netbook.domain.channels import Channel
from netbook.domain.filters import read_filter
from netbook.queries.exporting import take_along
from netbook.usecases.decide import snooze
from netbook.usecases.follow_ups import promise

if TYPE_CHECKING:
    from collections.abc import Callable

    from netbook.book import Book
    from netbook.domain.portable import PortableBook, PortableContact
    from tests.conftest import Desk

TODAY = date(2026, 11, 23)
T = TypeVar("T")


@pytest.fixture
def full(desk: Desk) -> Book:
    """Give a book of three people: two met together at an event, one brought by the other."""
    desk.add("@ada Ada #maths every 6w :: wants a co-speaker")
    desk.add("@grace@hachyderm.io Grace #navy via ada")
    desk.add("@alan")
    desk.met("ada, grace at PyCon DE on 2026-10-19 :: compilers")
    desk.log("alan", Channel.CALL, days_ago=3, note="a riddle")
    desk.book.do(promise, "ada", "send the slides", date(2026, 12, 1), TODAY)
    desk.book.do(snooze, ["alan"], date(2026, 12, 24), TODAY)
    return desk.book


def taken(book: Book, give: Callable[[PortableBook], T], words: str | None = None) -> T:
    """Take along what a filter chooses, or everything."""
    return book.read(take_along, None if words is None else read_filter(words), TODAY, give)


def everybody(book: Book, words: str | None = None) -> dict[str, PortableContact]:
    """Give the contacts by what they are called."""
    return {contact.called: contact for contact in taken(book, lambda part: list(part.contacts()), words)}


def test_all_of_a_contact_is_there(full: Book) -> None:
    """Handles, notes, tags, both halves of where-met, cadence, follow-ups and introductions come with a contact."""
    ada, grace, alan = everybody(full).values()
    assert (ada.name, ada.handles[0].shown, ada.notes, ada.tags, ada.cadence) == (
        *("Ada", "@ada", "wants a co-speaker", ("maths",), "6w"),
    )
    assert ada.met_online is not None
    assert (ada.met_online.network, ada.met_online.on) == ("x", TODAY)
    assert ada.met_in_person is not None
    assert (ada.met_in_person.event_name, ada.met_in_person.on) == ("PyCon DE", date(2026, 10, 19))
    assert any(each.what == "send the slides" and each.is_open for each in ada.follow_ups)
    assert [each.introducer and each.introducer.called for each in grace.introductions] == ["Ada"]
    assert (alan.name, alan.called, alan.snoozed_until) == (None, "@alan", date(2026, 12, 24))


def test_an_interaction_is_one_thing(full: Book) -> None:
    """One that two people shared comes once, and in the history of both."""
    talks = taken(full, lambda part: list(part.interactions()))
    shared = next(each for each in talks if each.event_name == "PyCon DE")
    assert [link.called for link in shared.people] == ["Ada", "Grace"]
    histories = taken(full, lambda part: {contact.called: talks for contact, talks in part.histories()})
    assert shared in histories["Ada"]
    assert shared in histories["Grace"]
    assert {each.number for talks in histories.values() for each in talks} == {each.number for each in talks}
    assert histories["@alan"][-1].note == "a riddle"


def test_a_filter_names_nobody_else(full: Book) -> None:
    """Only the chosen are named: others who took part, introducers, and what belongs to others stay behind."""
    assert list(everybody(full, "#navy")) == ["Grace"]
    assert everybody(full, "#navy")["Grace"].introductions == ()
    talks = taken(full, lambda part: list(part.interactions()), "#navy")
    assert [[link.called for link in talk.people] for talk in talks] == [["Grace"]]
    assert [event.name for event in taken(full, lambda part: list(part.events()), "#navy")] == ["PyCon DE"]
    assert [event.name for event in taken(full, lambda part: list(part.events()), "alan")] == []
    assert [tag.name for tag in taken(full, lambda part: list(part.tags()), "#navy")] == ["navy"]
    assert [tag.name for tag in taken(full, lambda part: list(part.tags()), "")] == ["maths", "navy"]
    assert taken(full, lambda part: (part.is_whole, part.size), "#navy") == (False, 1)
    assert taken(full, lambda part: (part.is_whole, part.size)) == (True, 3)


def test_an_identifier_stays(full: Book, desk: Desk) -> None:
    """A contact has the same identifier in every export of a book, whatever is changed, and another than its neighbour."""
    before = {contact.uid for contact in everybody(full).values()}
    assert len(before) == 3
    desk.log("ada", Channel.EMAIL)
    assert {contact.uid for contact in everybody(full).values()} == before
    assert everybody(full, "#navy")["Grace"].uid in before


def test_two_books_have_different_identifiers(tmp_path: object, open_book: Callable[..., Book]) -> None:
    """The first contact of one book is not the first contact of another."""
    from datetime import UTC, datetime

    found = set()
    for day in (1, 2):
        book = open_book(f"{tmp_path}/{day}.db", lambda day=day: datetime(2026, 11, day, tzinfo=UTC))
        from netbook.domain.capture import read_capture
        from netbook.usecases.log_contact import log_contact

        book.do(log_contact, read_capture("@ada", TODAY), TODAY)
        found |= {contact.uid for contact in everybody(book).values()}
    assert len(found) == 2
