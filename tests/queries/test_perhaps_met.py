"""Where one perhaps met: an event about the day of connecting, while nobody has written a meeting down."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netbook.queries.cards import cards
from netbook.queries.perhaps_met import Suggestion
from netbook.usecases.events import EventDetails, add_event

if TYPE_CHECKING:
    from tests.conftest import Desk

TODAY = date(2026, 11, 23)
FAIR = EventDetails(starts_on=date(2026, 5, 10), ends_on=date(2026, 5, 12))


def _connected(desk: Desk, on: date) -> int:
    """Make a contact who was met online on that day; gives the number."""
    return desk.add("Ada Lovelace @ada", on=on).card.id


def _suggested(desk: Desk, number: int) -> Suggestion | None:
    return desk.book.read(cards, [number], TODAY)[0].perhaps_met


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 4, 25), None),
        (date(2026, 4, 26), date(2026, 5, 10)),
        (date(2026, 5, 11), date(2026, 5, 11)),
        (date(2026, 5, 26), date(2026, 5, 10)),
        (date(2026, 5, 27), None),
    ],
)
def test_two_weeks_about_an_event(desk: Desk, on: date, expected: date | None) -> None:
    """From fourteen days before the first day to fourteen after the last; on a day of the event it is that day."""
    desk.book.do(add_event, "Rust Fair", FAIR, TODAY)
    found = _suggested(desk, _connected(desk, on))
    assert found == (None if expected is None else Suggestion("Rust Fair", expected))


def test_the_nearest_event_is_suggested(desk: Desk) -> None:
    """Of several the nearest, of two as near the one before."""
    desk.book.do(add_event, "Far", EventDetails(starts_on=date(2026, 5, 1)), TODAY)
    desk.book.do(add_event, "After", EventDetails(starts_on=date(2026, 5, 15)), TODAY)
    desk.book.do(add_event, "Before", EventDetails(starts_on=date(2026, 5, 9)), TODAY)
    found = _suggested(desk, _connected(desk, date(2026, 5, 12)))
    assert found == Suggestion("Before", date(2026, 5, 9))


@pytest.mark.parametrize(
    "details",
    [
        EventDetails(starts_on=date(2026, 11, 24)),
        EventDetails(starts_on=date(2026, 11, 20), kind="online"),
        EventDetails(),
    ],
)
def test_events_to_come_and_those_online_suggest_nothing(desk: Desk, details: EventDetails) -> None:
    """Nobody was met at what has not begun, has no place, or has no day."""
    desk.book.do(add_event, "Rust Fair", details, TODAY)
    assert _suggested(desk, _connected(desk, date(2026, 11, 20))) is None


def test_a_known_meeting_needs_no_suggestion(desk: Desk) -> None:
    """Once a meeting in person is written down, nothing is suggested any more."""
    desk.book.do(add_event, "Rust Fair", FAIR, TODAY)
    number = _connected(desk, date(2026, 5, 12))
    assert _suggested(desk, number) is not None
    desk.met(f"#{number}")
    assert _suggested(desk, number) is None
