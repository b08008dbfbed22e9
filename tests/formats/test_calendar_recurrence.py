"""Rules of recurrence, against the reader of rules that looks for all time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from netbook.formats.calendar.recurrence import MOST_OCCURRENCES, read_rule

FIRST = date(2024, 2, 29)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Draw a rule that calendars write, and that comes true within a few years."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}"]
    days = draw(st.lists(st.sampled_from(DAYS), max_size=3, unique=True))
    ordinal = draw(st.sampled_from(["", "1", "2", "+3", "-1", "-2"])) if frequency in ("MONTHLY", "YEARLY") else ""
    if days:
        parts.append("BYDAY=" + ",".join(ordinal + day for day in days))
        if not ordinal and frequency == "MONTHLY" and draw(st.booleans()):
            parts.append(f"BYSETPOS={draw(st.sampled_from([1, 2, -1, -2]))}")
    elif draw(st.booleans()) and frequency != "WEEKLY":
        parts.append(f"BYMONTHDAY={draw(st.sampled_from([1, 15, 28, -1, -7]))}")
    if draw(st.booleans()):
        parts.append("BYMONTH=" + ",".join(map(str, draw(st.lists(st.integers(1, 12), min_size=1, max_size=5)))))
    parts.extend(f"{name}={draw(st.integers(1, 5))}" for name in ("INTERVAL", "COUNT") if draw(st.booleans()))
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(DAYS))}")
    return ";".join(parts)


@given(text=rules(), first=st.dates(date(2015, 1, 1), date(2024, 12, 31)))
def test_the_days_are_those_of_dateutil(text: str, first: date) -> None:
    """On every rule that both read, the days within four years are the same."""
    last = first + timedelta(1_461)
    rule = read_rule(text, first, None)
    assert rule is not None
    expected = rrulestr(
        f"{text}" if "COUNT" in text else f"{text};UNTIL={last:%Y%m%d}", dtstart=datetime.combine(first, time())
    )
    assert list(rule.days(last)) == list(takewhile(lambda day: day <= last, (each.date() for each in expected)))


@pytest.mark.parametrize(
    "text",
    [
        *("", "FREQ=HOURLY", "FREQ=DAILY;BYYEARDAY=3", "FREQ=YEARLY;BYWEEKNO=20", "FREQ=DAILY;INTERVAL=0", "nonsense"),
        *("FREQ=DAILY;BYDAY=XX", "FREQ=MONTHLY;BYMONTHDAY=a", "FREQ=DAILY;COUNT=-1", "FREQ=DAILY;INTERVAL=9999999"),
    ],
)
def test_rules_that_are_not_read(text: str) -> None:
    """What is not understood is said to be none, rather than taken for something else."""
    assert read_rule(text, FIRST, None) is None


def test_a_rule_that_never_comes_true_ends() -> None:
    """Every 30 February gives nothing, and so does a rule that ended before it began."""
    for text in ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;UNTIL=20200101"):
        rule = read_rule(text, FIRST, None)
        assert rule is not None
        assert list(rule.days(date(2026, 11, 23))) == []


def test_days_without_end_are_bounded() -> None:
    """No series gives more than some thousand times."""
    rule = read_rule("freq=daily;byhour=9", date(1950, 1, 1), None)
    assert rule is not None
    assert len(list(rule.days(date(2026, 11, 23)))) == MOST_OCCURRENCES


def test_the_last_day_is_that_of_the_wall() -> None:
    """An end that is given in UTC is the day that the clocks of the event's zone show."""
    rule = read_rule("FREQ=DAILY;UNTIL=20240301T200000Z", FIRST, ZoneInfo("Pacific/Auckland"))
    assert rule is not None
    assert rule.until == date(2024, 3, 2)
    in_utc = read_rule("FREQ=DAILY;UNTIL=20240301T200000Z", FIRST, UTC)
    assert in_utc is not None
    assert in_utc.until == date(2024, 3, 1)
