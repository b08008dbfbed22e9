"""States and where-met: who is counted, once each, and who is behind each bar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from netbook.domain.channels import Channel
from netbook.domain.staleness import State
from netbook.queries.insights import (
    Known,
    all_insights,
    contacts_in_state,
    contacts_known,
    contacts_met_through,
    states,
    where_met,
)
from netbook.usecases import decide, edit

if TYPE_CHECKING:
    from netbook.book import Book
    from tests.conftest import Desk

TODAY = date(2026, 11, 23)
HOSTILE = "\x1b]0;owned\x07\u202eevil"


@pytest.fixture
def network(desk: Desk) -> Desk:
    """Put people into a book who were met online, in person, in both ways, or nobody knows how; one is archived."""
    desk.add("x.com/ada Ada Lovelace")
    desk.add("mastodon.social/@grace Grace Hopper")
    desk.met("Grace Hopper at PyCon UK yesterday")
    desk.met("Zoe Zed at PyCon UK yesterday")
    desk.met("Alan Turing yesterday")
    desk.add("Nora New")
    desk.add("x.com/old Old Friend")
    desk.log("ada", Channel.CALL, days_ago=300)
    desk.book.do(edit.archive, ["old"], TODAY)
    return desk


def test_states_agree_with_the_cards(network: Desk) -> None:
    """On any day, each state counts those whose card says it, and its list names them."""
    network.book.do(decide.let_go, ["zoe"], TODAY)
    ids = range(1, 6)
    for day in (TODAY, date(2026, 11, 27), date(2026, 12, 24), date(2027, 3, 1), date(2030, 1, 1)):
        found = network.book.read(states, day)
        assert found.total == 5
        for count in found.states:
            behind = network.book.read(contacts_in_state, count.state, day)
            expected = [number for number in ids if network.card(f"#{number}", day).state is count.state]
            assert sorted(behind) == expected, (day, count)
            assert len(behind) == count.contacts


def test_the_sentence_of_states(network: Desk) -> None:
    """The states that somebody is in are said with their numbers, and one alone without a list."""
    assert network.book.read(states, TODAY).sentence == "5 people: 1 new, 3 fresh and 1 dormant."
    assert network.book.read(contacts_in_state, State.FRESH, TODAY, most=2) == [4, 2]


def test_one_state_alone(desk: Desk) -> None:
    """One person is a person, and people in one state are all in it."""
    desk.add("@ada")
    assert desk.book.read(states, TODAY).sentence == "1 person, new."
    desk.add("@grace")
    assert desk.book.read(states, TODAY).sentence == "2 people, all new."


def test_where_met(network: Desk) -> None:
    """Networks and events have their contacts, most first; each person counts once among the ways."""
    found = network.book.read(where_met, TODAY)
    assert [(through.label, through.contacts) for through in found.online] == [("Mastodon", 1), ("X", 1)]
    assert [(through.label, through.contacts) for through in found.in_person] == [("PyCon UK", 2), ("in person", 1)]
    assert {count.known: count.contacts for count in found.known} == {
        Known.ONLINE: 1,
        Known.IN_PERSON: 2,
        Known.BOTH: 1,
        Known.UNSAID: 1,
    }
    assert found.sentence == (
        "5 people: 1 online only, 2 in person only, 1 online and in person and 1 not said where; most at PyCon UK (2)."
    )


def test_who_is_behind_where_met(network: Desk) -> None:
    """Each bar's list has as many contacts as it says, and the ways part everybody there is."""
    found = network.book.read(where_met, TODAY)
    for through in (*found.online, *found.in_person):
        assert len(network.book.read(contacts_met_through, through)) == through.contacts
    behind = [network.book.read(contacts_known, count.known) for count in found.known]
    assert [len(ids) for ids in behind] == [count.contacts for count in found.known]
    assert sorted(number for ids in behind for number in ids) == [1, 2, 3, 4, 5]
    assert network.book.read(contacts_known, Known.IN_PERSON, most=1) == [4]
    assert network.book.read(contacts_met_through, found.in_person[0], most=1) == [2]


def test_a_hostile_event(desk: Desk) -> None:
    """The name of an event stays as it is in its bar, and is harmless in the sentence."""
    desk.met(f"Eve at {HOSTILE}")
    found = desk.book.read(where_met, TODAY)
    assert found.in_person[0].label == HOSTILE
    assert not set("\x1b\x07\u202e") & set(found.sentence)
    assert "evil" in found.sentence


def test_an_empty_book(book: Book) -> None:
    """Without anybody all states are there with nobody, and every insight says in a sentence what it would show."""
    found = book.read(all_insights, TODAY)
    assert [count.contacts for count in found.states.states] == [0] * 5
    assert (found.where_met.online, found.where_met.in_person, found.where_met.total) == ((), (), 0)
    for insight in (found.states, found.where_met, found.contacts_a_week, found.where_you_talk):
        assert insight.sentence.endswith(".")
    assert found.states.sentence.startswith("Nobody is here yet.")
    assert found.where_met.sentence.startswith("Nobody is here yet.")


def test_all_insights_are_those_asked_one_by_one(network: Desk) -> None:
    """All insights hold the same figures as each on its own, on another day too."""
    for day in (TODAY, TODAY + timedelta(days=30)):
        found = network.book.read(all_insights, day)
        assert found.states == network.book.read(states, day)
        assert found.where_met == network.book.read(where_met, day)
