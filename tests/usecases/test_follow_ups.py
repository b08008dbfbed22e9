"""Follow-ups: promised, kept, and coming again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netbook.domain.cadence import read_cadence
from netbook.domain.staleness import State
from netbook.errors import NobodyMatches, SeveralMatch, UsageProblem
from netbook.usecases import follow_ups
from netbook.usecases.follow_ups import SECOND_CHANNEL, ask_for_channel

if TYPE_CHECKING:
    from tests.conftest import Desk

TODAY = date(2026, 11, 23)


def test_a_promise_never_resets_the_clock(desk: Desk) -> None:
    """A follow-up is not a contact; kept, it is gone from the card, and the last contact is as it was."""
    desk.log(desk.add("Ada Lovelace").card.called, days_ago=30)
    found = desk.book.do(follow_ups.promise, "ada", "slides", date(2026, 11, 22), TODAY)
    assert (found.last_contact, found.follow_up_state) == (date(2026, 10, 24), State.FOLLOW_UP_OVERDUE)
    kept = desk.book.do(follow_ups.keep, "ada", TODAY)
    assert (kept.follow_ups, kept.last_contact, kept.follow_up_state) == ((), date(2026, 10, 24), kept.state)


def test_keeping_one_of_several(desk: Desk) -> None:
    """Among several open follow-ups a word says which; without it they are listed."""
    desk.add("Ada Lovelace")
    for what in ("slides", "a book"):
        desk.book.do(follow_ups.promise, "ada", what, None, TODAY)
    with pytest.raises(SeveralMatch) as caught:
        desk.book.do(follow_ups.keep, "ada", TODAY)
    assert caught.value.candidates == ("slides", "a book")
    left = desk.book.do(follow_ups.keep, "ada", TODAY, which="BOOK").follow_ups
    assert [follow_up.what for follow_up in left] == ["slides"]
    with pytest.raises(NobodyMatches, match="nothing about “car”"):
        desk.book.do(follow_ups.keep, "ada", TODAY, which="car")


def test_the_only_promise_is_meant(desk: Desk) -> None:
    """Beside a follow-up that says nothing, such as the one “add” sets, the only promise is the one kept first."""
    desk.add("Ada Lovelace", follow_up_on=date(2026, 12, 7))
    desk.book.do(follow_ups.promise, "ada", "slides", None, TODAY)
    left = desk.book.do(follow_ups.keep, "ada", TODAY).follow_ups
    assert [(follow_up.due_on, follow_up.what) for follow_up in left] == [(date(2026, 12, 7), None)]
    assert desk.book.do(follow_ups.keep, "ada", TODAY).follow_ups == ()


def test_a_recurring_follow_up_comes_again(desk: Desk) -> None:
    """Kept late, a weekly follow-up is made again for its next day after today, not for those that passed."""
    desk.add("Ada Lovelace")
    first = date(2026, 11, 2)
    desk.book.do(follow_ups.promise, "ada", "call", first, TODAY, recurrence="FREQ=WEEKLY")
    again = desk.book.do(follow_ups.keep, "ada", TODAY).follow_ups
    assert [(each.due_on, each.recurrence) for each in again] == [(date(2026, 11, 30), "FREQ=WEEKLY")]


@pytest.mark.parametrize(
    ("rule", "first", "after", "expected"),
    [
        ("FREQ=WEEKLY", date(2026, 11, 2), TODAY, date(2026, 11, 30)),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", date(2026, 11, 30), date(2026, 11, 30), date(2026, 12, 31)),
        ("FREQ=YEARLY;INTERVAL=2", date(2026, 11, 2), TODAY, date(2028, 11, 2)),
        ("FREQ=DAILY;UNTIL=20261110", date(2026, 11, 2), TODAY, None),
    ],
)
def test_recurrences(rule: str, first: date, after: date, expected: date | None) -> None:
    """An RRULE gives its next day, or none once it has ended."""
    assert follow_ups.next_occurrence(rule, first, after=after) == expected


@pytest.mark.parametrize(
    "rule", ["", "weekly", "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "DTSTART:20260101", "FREQ=DAILY;" * 99]
)
def test_what_is_no_recurrence(rule: str) -> None:
    """Anything but a rule of days is refused, and nothing loops."""
    with pytest.raises(UsageProblem, match="is not a recurrence"):
        follow_ups.next_occurrence(rule, TODAY, after=TODAY)


@pytest.mark.parametrize("cadence", ["10d", "2w", "3mo", "1y"])
def test_a_cadence_as_a_recurrence(cadence: str) -> None:
    """Every cadence but “never” has a rule that can be read."""
    rule = follow_ups.recurrence_of(read_cadence(cadence))
    assert rule is not None
    assert follow_ups.next_occurrence(rule, TODAY, after=TODAY) is not None
    assert follow_ups.recurrence_of(read_cadence("never")) is None


def test_asking_for_a_second_channel(desk: Desk) -> None:
    """Each contact gets one follow-up, as one step; who has it open already gets no second one."""
    desk.add("@ada")
    desk.add("@grace")
    due_on = date(2026, 11, 30)
    desk.book.do(ask_for_channel, ["@ada"], due_on, TODAY)
    cards = desk.book.do(ask_for_channel, ["@ada", "@grace"], due_on, TODAY)
    assert [[(each.what, each.due_on) for each in card.follow_ups] for card in cards] == [
        [(SECOND_CHANNEL, due_on)]
    ] * 2
    desk.undo()
    assert (len(desk.card("@ada").follow_ups), len(desk.card("@grace").follow_ups)) == (1, 0)
