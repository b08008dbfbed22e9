"""Dates that end a one-line capture without “on”."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netbook.domain.dates import closed_date_suffix, read_date

TODAY = date(2026, 11, 23)
"""A Monday."""

CLOSED = {
    "Ada yesterday": (1, "2026-11-22"),
    "Grace Hopper last tue": (2, "2026-11-17"),
    "Ada 3 weeks ago": (3, "2026-11-02"),
    "Ada a week ago": (3, "2026-11-16"),
    "Ada in 2 weeks": (3, "2026-12-07"),
    "Ada 2w ago": (2, "2026-11-09"),
    "Ada -2d": (1, "2026-11-21"),
    "Ada day before yesterday": (3, "2026-11-21"),
    "Ada the day before yesterday": (4, "2026-11-21"),
    "Ada 2026-11-24": (1, "2026-11-24"),
    "Ada 24 nov": (2, "2025-11-24"),
    "Ada nov 3 2026": (3, "2026-11-03"),
    "Ada Nov 3, 2026": (3, "2026-11-03"),
    "Ada 24/11": (1, "2025-11-24"),
    "Ada 2026-W48": (1, "2026-11-23"),
    "Ada tue 3 nov": (3, "2026-11-03"),
    "Ada wednesday the 4th of november 2026": (6, "2026-11-04"),
    "Ada end of the month": (4, "2026-11-30"),
    "Ada last week": (2, "2026-11-16"),
    "Ada this weekend": (2, "2026-11-21"),
    "Ada May 3": (2, "2026-05-03"),
    "Ada May 3 weeks ago": (3, "2026-11-02"),
    "April June 2 days ago": (3, "2026-11-21"),
    "yesterday": (1, "2026-11-22"),
}
OPEN = (
    *("", "Ada", "Ada May", "April June", "April", "Joe tue", "Joe Friday", "Ada 2026", "Ada May 2026", "Ada 3"),
    *("Ada 3 weeks", "Ada 6mo", "Henry the 3rd", "Chris Last", "Ada weekend", "Ada on", "Ada 31 feb", "Ada 2031-13-45"),
    *("Ada mon 24 nov 2026", "yesterday Ada", "Ada 10am", "Ada 200 years ago"),
)


@pytest.mark.parametrize(("line", "expected"), CLOSED.items())
def test_a_closed_phrase_is_taken_off_the_end(line: str, expected: tuple[int, str]) -> None:
    """The longest date at the end is counted and read, without what stands before it."""
    found = closed_date_suffix(line.split(), TODAY, prefer="past")
    assert found is not None
    assert (found[0], found[1].on.isoformat()) == expected


@pytest.mark.parametrize("line", OPEN)
def test_what_may_be_a_name_stays_a_name(line: str) -> None:
    """Bare months, weekdays, numbers and spans belong to the name, and so do days that do not exist."""
    assert closed_date_suffix(line.split(), TODAY, prefer="past") is None


def test_the_preference_and_the_order_of_day_and_month_hold() -> None:
    """A closed date is read as any other: by side, by order, marked when ambiguous."""
    found = closed_date_suffix(["Ada", "3/4"], TODAY, prefer="future", day_first=False)
    assert found is not None
    assert (found[0], found[1].on, found[1].ambiguous) == (1, date(2027, 3, 4), True)


def test_empty_words_are_not_counted() -> None:
    """A word of nothing but spaces or commas is never the first of a date."""
    found = closed_date_suffix(["Ada", "", ",", "yesterday"], TODAY, prefer="past")
    assert found is not None
    assert found[0] == 1


def test_an_argument_of_several_words_is_one_word() -> None:
    """A quoted argument of a shell counts once."""
    found = closed_date_suffix(["Ada", "last tue"], TODAY, prefer="past")
    assert found is not None
    assert (found[0], found[1].on) == (1, date(2026, 11, 17))


def test_long_words_and_many_words_are_no_date() -> None:
    """A long word or a long line costs nothing and hides no date behind it."""
    assert closed_date_suffix(["x" * 100_000], TODAY, prefer="past") is None
    found = closed_date_suffix(["x" * 100_000, *["word"] * 50_000, "last", "tue"], TODAY, prefer="past")
    assert found is not None
    assert found[0] == 2


WORDS = ("Ada", "May", "june", "tue", "last", "next", "the", "3", "24", "2026", "weeks", "ago", "in", "a", "yesterday")


@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_a_closed_date_reads_the_same_alone(words: list[str]) -> None:
    """The words counted mean the same date when they are read on their own."""
    found = closed_date_suffix(words, TODAY, prefer="past")
    if found is not None:
        count, reading = found
        assert read_date(" ".join(words[-count:]), TODAY, prefer="past") == reading


@given(st.lists(st.text(), max_size=8))
def test_any_words_are_taken_calmly(words: list[str]) -> None:
    """No words raise an error."""
    found = closed_date_suffix(words, TODAY, prefer="future")
    assert found is None or 1 <= found[0] <= len(words)
