"""Events: made, run one at a time, stopped by themselves, and counted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from netbook.domain.capture import read_capture, read_meeting
from netbook.domain.channels import Channel, Direction
from netbook.errors import NobodyMatches, SeveralMatch, UsageProblem
from netbook.queries.events import event_row, events, find_event, notes_taken, running_event, to_debrief, to_look_for
from netbook.usecases.decide import debrief
from netbook.usecases.events import EventDetails, add_event, start_event, stop_event
from netbook.usecases.interactions import NewInteraction, log_interaction
from netbook.usecases.log_contact import log_contact
from netbook.usecases.record_meeting import record_meeting
from netbook.usecases.undo import undo

if TYPE_CHECKING:
    from netbook.book import Book

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_one_runs_at_a_time_and_stops_by_itself(book: Book) -> None:
    """Starting an event stops the other; after its last day it no longer runs."""
    book.do(start_event, "PyCon DE", TODAY, until=TODAY + timedelta(2))
    second = book.do(start_event, "Leeds meetup", TODAY, until=TODAY + timedelta(1))
    assert [event.running for event in book.read(events, TODAY)].count(True) == 1
    assert book.read(running_event, TODAY + timedelta(1)) == second.id
    assert book.read(running_event, TODAY + timedelta(2)) is None
    book.reverse(undo, NOW)
    assert book.read(running_event, TODAY) == book.read(find_event, "pycon")


def test_a_meeting_takes_the_running_event(book: Book) -> None:
    """While an event runs, a meeting of the day is one there."""
    book.do(start_event, "PyCon DE", TODAY)
    met = book.do(record_meeting, read_meeting("Grace Hopper :: compilers", TODAY), TODAY)
    assert met.event == "PyCon DE"
    event = book.do(stop_event, TODAY)
    assert (event.met, event.first_met, event.to_debrief) == (1, 1, 1)
    assert book.read(notes_taken, event.id, [met.cards[0].id]) == {met.cards[0].id: "compilers"}


def test_figures_after_it(book: Book) -> None:
    """A talk after the last day counts as talked since; a debrief takes the contact off the list."""
    book.do(add_event, "PyCon DE", EventDetails(starts_on=TODAY, ends_on=TODAY), TODAY)
    book.do(record_meeting, read_meeting("Grace Hopper at PyCon DE", TODAY), TODAY)
    later = TODAY + timedelta(7)
    book.do(log_interaction, ["grace"], NewInteraction(Channel.CALL, Direction.BOTH, later), later)
    book.do(debrief, "grace", later + timedelta(7), later)
    event_id = book.read(find_event, "PyCon DE")
    event = book.read(event_row, event_id, later)
    assert (event.talked_since, event.to_debrief) == (1, 0)
    assert book.read(to_debrief, event_id, later) == []


def test_whom_to_look_for(book: Book) -> None:
    """Before an event, contacts known online only who bear its hashtag are listed; those met in person are not."""
    event = book.do(add_event, "FOSDEM", EventDetails(starts_on=TODAY + timedelta(60), hashtag="#fosdem"), TODAY)
    book.do(log_contact, read_capture("@zoe #fosdem", TODAY), TODAY)
    book.do(log_contact, read_capture("@alan #crypto", TODAY), TODAY)
    book.do(record_meeting, read_meeting("Grace Hopper #fosdem", TODAY), TODAY)
    assert [card.called for card in book.read(to_look_for, event.id, TODAY)] == ["@zoe"]


def test_what_is_refused(book: Book) -> None:
    """An event that ends before it starts, has no name, is unknown, or could be several is refused."""
    with pytest.raises(UsageProblem):
        book.do(add_event, "PyCon", EventDetails(starts_on=TODAY, ends_on=TODAY - timedelta(1)), TODAY)
    with pytest.raises(UsageProblem):
        book.do(add_event, " ", EventDetails(), TODAY)
    with pytest.raises(UsageProblem):
        book.do(start_event, "PyCon", TODAY, until=TODAY - timedelta(1))
    with pytest.raises(UsageProblem):
        book.do(stop_event, TODAY)
    assert book.read(events, TODAY) == []
    for name in ("PyCon DE", "PyCon UK"):
        book.do(add_event, name, EventDetails(), TODAY)
    with pytest.raises(SeveralMatch):
        book.read(find_event, "pycon")
    with pytest.raises(NobodyMatches):
        book.read(find_event, "europython")
