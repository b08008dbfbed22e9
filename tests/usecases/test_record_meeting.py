"""Meetings: who is made, who shares one, and where they happened."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netbook.domain.staleness import State
from netbook.errors import NobodyMatches
from netbook.queries.timeline import timeline
from netbook.usecases import events

if TYPE_CHECKING:
    from tests.conftest import Desk

TODAY = date(2026, 11, 23)


def test_meeting_several_known_and_new(desk: Desk) -> None:
    """One meeting is shared by all it names; clocks start, where-met in person and the event appear by themselves."""
    desk.add("Ada Lovelace @ada")
    met = desk.met('ada, @linus at "PyCon UK" yesterday :: talked looms')
    assert (met.event, met.on, len(met.cards), len(met.made)) == ("PyCon UK", date(2026, 11, 22), 2, 1)
    for found in met.cards:
        assert (found.talks, found.last_contact, found.state) == (1, date(2026, 11, 22), State.FRESH)
        assert found.met_in_person is not None
        assert found.met_in_person.event == "PyCon UK"
    ids = [desk.book.read(timeline, found.id)[0].id for found in met.cards]
    assert ids[0] == ids[1]


def test_an_earlier_meeting_is_the_first(desk: Desk) -> None:
    """A meeting before the one thought the first takes its place; a later one does not."""
    desk.met("Ada Lovelace at Second on 5 Nov 2026")
    desk.met("ada at Third on 9 Nov 2026")
    desk.met("ada at First on 2 Nov 2026")
    found = desk.card("ada").met_in_person
    assert found is not None
    assert (found.event, found.on) == ("First", date(2026, 11, 2))


def test_a_meeting_falls_into_the_running_event(desk: Desk) -> None:
    """While an event runs, whom one meets is met there."""
    desk.book.do(events.start_event, "PyCon DE", TODAY)
    assert desk.met("Ada Lovelace").event == "PyCon DE"
    assert desk.met("Grace Hopper on 1 Nov 2026").event is None


def test_a_close_name_is_asked_about(desk: Desk) -> None:
    """Somebody whose name is nearly known is not made without a word."""
    desk.add("Grace Hopper")
    with pytest.raises(NobodyMatches, match="Close: Grace Hopper"):
        desk.met("Grace Hoper")
    assert len(desk.met("Grace Hoper", make_new=True).made) == 1
