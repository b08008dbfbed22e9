"""How dates and distances are shown."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netbook.domain.dates import ago, describe_date, read_date, short_date

TODAY = date(2026, 11, 23)
"""A Monday."""


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-11-24", "Mon 24 Nov 2025, a year ago"),
        ("2026-11-23", "Mon 23 Nov 2026, today"),
        ("2026-11-24", "Tue 24 Nov 2026, tomorrow"),
        ("2026-11-22", "Sun 22 Nov 2026, yesterday"),
        ("2026-11-21", "Sat 21 Nov 2026, 2 days ago"),
        ("2026-11-30", "Mon 30 Nov 2026, in a week"),
        ("2026-12-03", "Thu 3 Dec 2026, in 10 days"),
        ("2026-12-07", "Mon 7 Dec 2026, in 2 weeks"),
        ("2026-09-23", "Wed 23 Sep 2026, 2 months ago"),
        ("2026-01-01", "Thu 1 Jan 2026, 11 months ago"),
        ("2025-05-23", "Fri 23 May 2025, 18 months ago"),
        ("2016-11-23", "Wed 23 Nov 2016, 10 years ago"),
        ("2028-11-23", "Thu 23 Nov 2028, in 2 years"),
    ],
)
def test_a_date_is_echoed_with_weekday_year_and_distance(day: str, expected: str) -> None:
    """The echo of a date shows everything that gives a misreading away."""
    assert describe_date(date.fromisoformat(day), TODAY) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-11-30", "Mon 30 Nov"), ("2026-01-01", "Thu 1 Jan"), ("2025-11-24", "Mon 24 Nov 2025")],
)
def test_a_short_date_has_the_year_only_when_it_is_another(day: str, expected: str) -> None:
    """This year goes without saying."""
    assert short_date(date.fromisoformat(day), TODAY) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, "today"),
        (-1, "1d ago"),
        (-3, "3d ago"),
        (-7, "1w ago"),
        (-13, "13d ago"),
        (-14, "2w ago"),
        (-56, "8w ago"),
        (-91, "13w ago"),
        (-152, "5mo ago"),
        (-365, "1y ago"),
        (-730, "2y ago"),
        (6, "in 6d"),
        (1, "in 1d"),
        (21, "in 3w"),
        (4000, "in 11y"),
    ],
)
def test_a_table_shows_a_compact_distance(days: int, expected: str) -> None:
    """A distance takes one short word in a table."""
    assert ago(TODAY + timedelta(days=days), TODAY) == expected


def test_no_date_is_never() -> None:
    """Nobody met yet is “never”."""
    assert ago(None, TODAY) == "never"


@given(st.dates(min_value=date(1950, 1, 1)), st.dates(min_value=date(1950, 1, 1)))
def test_what_is_shown_is_read_back(day: date, today: date) -> None:
    """Both ways to show a date, without the distance, read as the same date."""
    assert read_date(short_date(day, today), today, prefer="past").on == day
    assert read_date(describe_date(day, today).rpartition(",")[0], today, prefer="future").on == day


@given(st.integers(min_value=-9000, max_value=9000))
def test_a_compact_distance_is_right_within_its_rounding(days: int) -> None:
    """The unit shown is wrong by at most half of itself, and says the right side."""
    shown = ago(TODAY + timedelta(days=days), TODAY)
    match = re.search("([0-9]+)(d|w|mo|y)", shown)
    if match is None:
        assert (shown, days) == ("today", 0)
        return
    unit = {"d": 1.0, "w": 7.0, "mo": 30.436875, "y": 365.2425}[match[2]]
    assert abs(int(match[1]) * unit - abs(days)) <= unit / 2
    assert shown.startswith("in ") == (days > 0)


def test_longer_ago_never_reads_as_shorter() -> None:
    """The compact distance grows with the days, so that a sorted column looks sorted."""
    size = {"d": 1.0, "w": 7.0, "mo": 30.436875, "y": 365.2425}

    def shown(days: int) -> float:
        match = re.fullmatch("([0-9]+)(d|w|mo|y) ago", ago(TODAY - timedelta(days=days), TODAY))
        assert match is not None
        return int(match[1]) * size[match[2]]

    lengths = [shown(days) for days in range(1, 9000)]
    assert lengths == sorted(lengths)
