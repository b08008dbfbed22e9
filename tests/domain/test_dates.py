"""The date grammar: what it reads, what it refuses, and that no input harms it."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from netbook.domain.dates import Prefer, UnreadableDate, read_date
from netbook.domain.dates.forms import MONTHS, WEEKDAYS
from netbook.domain.dates.reading import LONGEST
from netbook.domain.text import clean

TODAY = date(2026, 11, 23)
"""A Monday."""
HOSTILE = Path(__file__).resolve().parents[2] / ".." / "shared" / "golden" / "hostile_strings.jsonl"
EXAMPLES = "Try: yesterday, last tue, 3 weeks ago, 24 nov, 2026-11-24"
SIDES: tuple[Prefer, ...] = get_args(Prefer)

EITHER = {
    "today": "2026-11-23",
    "tonight": "2026-11-23",
    "this morning": "2026-11-23",
    "yesterday": "2026-11-22",
    "last night": "2026-11-22",
    "tomorrow": "2026-11-24",
    "day before yesterday": "2026-11-21",
    "the day before yesterday": "2026-11-21",
    "day after tomorrow": "2026-11-25",
    "last tuesday": "2026-11-17",
    "last tue": "2026-11-17",
    "last mon": "2026-11-16",
    "next mon": "2026-11-30",
    "this mon": "2026-11-23",
    "next friday": "2026-11-27",
    "3 weeks ago": "2026-11-02",
    "2w ago": "2026-11-09",
    "2 wks ago": "2026-11-09",
    "a week ago": "2026-11-16",
    "an year ago": "2025-11-23",
    "two months ago": "2026-09-23",
    "twelve days ago": "2026-11-11",
    "a couple of weeks ago": "2026-11-09",
    "in 2 weeks": "2026-12-07",
    "in a fortnight": "2026-12-07",
    "10 days from now": "2026-12-03",
    "+3w": "2026-12-14",
    "+ 3 weeks": "2026-12-14",
    "-2d": "2026-11-21",
    "november 3rd 2026": "2026-11-03",
    "Nov 3, 2026": "2026-11-03",
    "3rd of November, 2026": "2026-11-03",
    "24 nov 2026": "2026-11-24",
    "24nov2026": "2026-11-24",
    "24-Nov-2026": "2026-11-24",
    "24 Nov '26": "2026-11-24",
    "24 Nov ’26": "2026-11-24",
    "24 nov '98": "1998-11-24",
    "2026-11-24": "2026-11-24",
    "2026/11/24": "2026-11-24",
    "2026/3/4": "2026-03-04",
    "24.11.2026": "2026-11-24",
    "3.4.2026": "2026-04-03",
    "24.11.26": "2026-11-24",
    "24-11-2026": "2026-11-24",
    "11/24/2026": "2026-11-24",
    "24/11/26": "2026-11-24",
    "2026-W48": "2026-11-23",
    "2026-w48-3": "2026-11-25",
    "2026w01": "2025-12-29",
    "end of month": "2026-11-30",
    "the end of the month": "2026-11-30",
    "end of the year": "2026-12-31",
    "end of the week": "2026-11-29",
    "end of last month": "2026-10-31",
    "end of the quarter": "2026-12-31",
    "start of the quarter": "2026-10-01",
    "start of next month": "2026-12-01",
    "beginning of next week": "2026-11-30",
    "start of the year": "2026-01-01",
    "next week": "2026-11-30",
    "last week": "2026-11-16",
    "next month": "2026-12-23",
    "last month": "2026-10-23",
    "next year": "2027-11-23",
    "last weekend": "2026-11-21",
    "Mon 23 Nov 2026": "2026-11-23",
    "tuesday, the 3rd of november 2026": "2026-11-03",
    "Tue 2026-11-24": "2026-11-24",
    "tue 24 nov": "2026-11-24",
    "mon 24 nov": "2025-11-24",
    "23 nov": "2026-11-23",
    "nov 2026": "2026-11-01",
    "on 2026-11-24": "2026-11-24",
    "since last tue": "2026-11-17",
    "on the 23rd": "2026-11-23",
    "  YesterDay \t": "2026-11-22",
}
BY_SIDE = {
    "tue": ("2026-11-17", "2026-11-24"),
    "tues": ("2026-11-17", "2026-11-24"),
    "Tuesday": ("2026-11-17", "2026-11-24"),
    "mon": ("2026-11-16", "2026-11-30"),
    "this friday": ("2026-11-20", "2026-11-27"),
    "weekend": ("2026-11-21", "2026-11-28"),
    "this weekend": ("2026-11-21", "2026-11-28"),
    "nov 24": ("2025-11-24", "2026-11-24"),
    "24 nov": ("2025-11-24", "2026-11-24"),
    "24/11": ("2025-11-24", "2026-11-24"),
    "11/24": ("2025-11-24", "2026-11-24"),
    "24.11.": ("2025-11-24", "2026-11-24"),
    "nov 3": ("2026-11-03", "2027-11-03"),
    "3 nov": ("2026-11-03", "2027-11-03"),
    "3rd november": ("2026-11-03", "2027-11-03"),
    "since 2 Nov": ("2026-11-02", "2027-11-02"),
    "on the 3rd": ("2026-11-03", "2026-12-03"),
    "31st": ("2026-10-31", "2026-12-31"),
    "29 feb": ("2024-02-29", "2028-02-29"),
    "on May": ("2026-05-01", "2027-05-01"),
    "in december": ("2025-12-01", "2026-12-01"),
    "3 weeks": ("2026-11-02", "2026-12-14"),
    "6mo": ("2026-05-23", "2027-05-23"),
}
REFUSED = (
    *("2026", "10am", "2031-13-45", "31 feb", "blah", "3", "0", "3rd feb 20", "nov 45", "32 nov", "0 nov", "32nd"),
    *("29 feb 2026", "29/2/2026", "13/13", "0/0", "0/5", "1/0", "31/2", "0.0.", "31.2.2026", "24.11", "24-11"),
    *("2026-W54", "2026-W00", "2026-w48-8", "0000-01-01", "1899-12-31", "10000-01-01", "200 years ago", "+9000y"),
    *("99999 years ago", "in 99999 years", "99999999999 weeks", "0 days ago", "0d", "-0d", "3m", "weeks ago"),
    *("three", "on", "the", "since", "on the", "ago", "in", "next", "last", "this", "end of", "next weekend"),
    *("twenty days ago", "thirteen weeks ago", "few weeks ago", "3 weeks 2 days ago", "a", "nov 26 26", "24 nov 26"),
    *("2026-11", "20261124", "2026-11-24T10:00", "2026-11/24", "24/11.2026", "1/2/3/4", "tue tue", "tue yesterday"),
    *("٣ weeks ago", "２４ nov", "2026-11-٢٤", "3 wee\u212as ago", "²4 nov", "to\u200bday", "toda\u0443"),
    *("next", "2026-11-24\x00", "\x1b[2Jtoday", "$(date)", "24 nov; drop", "+-3w", "--3w", "3.5 weeks ago", "1e3 days"),
)


def read(text: str, prefer: Prefer = "past", *, today: date = TODAY, day_first: bool = True) -> str:
    """Read a date and give it in ISO form."""
    return read_date(text, today, prefer=prefer, day_first=day_first).on.isoformat()


def sentence_for(text: str) -> str:
    """Give the refusal of a text, or nothing when it is a date."""
    try:
        read_date(text, TODAY, prefer="past")
    except UnreadableDate as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize("prefer", SIDES)
@pytest.mark.parametrize(("text", "expected"), EITHER.items())
def test_a_date_that_says_its_side_ignores_the_preference(text: str, expected: str, prefer: Prefer) -> None:
    """A date with a year or a direction means the same in a log and in a schedule."""
    assert read(text, prefer) == expected


@pytest.mark.parametrize(("text", "expected"), BY_SIDE.items())
def test_an_open_date_takes_the_preferred_side(text: str, expected: tuple[str, str]) -> None:
    """A log prefers the past, a schedule the future."""
    assert (read(text, "past"), read(text, "future")) == expected


@pytest.mark.parametrize("prefer", SIDES)
@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_date_is_refused_with_examples(text: str, prefer: Prefer) -> None:
    """Text that is no date, or a day that does not exist, is refused in a sentence that names examples."""
    with pytest.raises(UnreadableDate, match=re.escape(EXAMPLES)):
        read_date(text, TODAY, prefer=prefer)


def test_the_refusal_quotes_what_was_typed() -> None:
    """The sentence is the one the design shows, with exit code 2."""
    with pytest.raises(UnreadableDate) as refused:
        read_date(" 31 feb ", TODAY, prefer="past")
    assert str(refused.value) == f"“31 feb” is not a date I know. {EXAMPLES}"
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("text", ["", "   ", "\n", "\u00a0"])
def test_nothing_typed_is_told_apart(text: str) -> None:
    """An empty text is refused without quoting it."""
    with pytest.raises(UnreadableDate) as refused:
        read_date(text, TODAY, prefer="past")
    assert str(refused.value) == f"There is no date here. {EXAMPLES}"


@pytest.mark.parametrize("text", ["Mon 24 Nov 2026", "wed 24 nov 2026", "sun 2026-11-24"])
def test_a_weekday_that_contradicts_the_date_is_refused(text: str) -> None:
    """A weekday that does not fit is named as the trouble, and a way out is given."""
    with pytest.raises(UnreadableDate) as refused:
        read_date(text, TODAY, prefer="past")
    assert str(refused.value) == (
        f"“{text}” contradicts itself: 24 Nov 2026 is a Tuesday. Leave the weekday out, or write 2026-11-24."
    )


def test_a_weekday_that_fits_neither_side_is_refused() -> None:
    """A date without a year is not moved to a distant year to please its weekday."""
    with pytest.raises(UnreadableDate, match="contradicts itself: 24 Nov 2025 is a Monday"):
        read_date("wed 24 nov", TODAY, prefer="past")


@pytest.mark.parametrize(
    ("text", "day_first", "expected", "ambiguous"),
    [
        ("3/4", True, "2026-04-03", True),
        ("3/4", False, "2026-03-04", True),
        ("3/4/2025", True, "2025-04-03", True),
        ("3-4-2025", False, "2025-03-04", True),
        ("3/3", True, "2026-03-03", False),
        ("24/11", False, "2025-11-24", False),
        ("11/24", True, "2025-11-24", False),
        ("3.4.2026", False, "2026-04-03", False),
        ("2026/3/4", True, "2026-03-04", False),
        ("3 apr", False, "2026-04-03", False),
    ],
)
def test_two_numbers_are_read_as_set_and_marked(text: str, *, day_first: bool, expected: str, ambiguous: bool) -> None:
    """Only two different numbers that could both be the month are ambiguous, and then the setting decides."""
    reading = read_date(text, TODAY, prefer="past", day_first=day_first)
    assert (reading.on.isoformat(), reading.ambiguous) == (expected, ambiguous)


@pytest.mark.parametrize(
    ("today", "text", "expected"),
    [
        (date(2026, 3, 31), "a month ago", "2026-02-28"),
        (date(2026, 1, 31), "next month", "2026-02-28"),
        (date(2024, 2, 29), "last year", "2023-02-28"),
        (date(2026, 11, 30), "end of month", "2026-11-30"),
        (date(2026, 12, 31), "end of next month", "2027-01-31"),
        (date(2026, 11, 29), "last weekend", "2026-11-21"),
        (date(2026, 11, 29), "this weekend", "2026-11-28"),
        (date(2026, 11, 29), "end of the week", "2026-11-29"),
        (date(2026, 11, 28), "weekend", "2026-11-28"),
        (date(1904, 2, 28), "29 feb", "1904-02-29"),
        (date(2026, 1, 1), "31 dec", "2025-12-31"),
    ],
)
def test_edges_of_months_and_years(today: date, text: str, expected: str) -> None:
    """A month is cut to its last day, and the turn of the year and leap days are crossed."""
    assert read(text, "past", today=today) == expected


@pytest.mark.parametrize(
    ("today", "text"),
    [(date.max, "tomorrow"), (date.max, "next friday"), (date.max, "end of next month"), (date(1900, 1, 1), "-1d")],
)
def test_the_ends_of_the_calendar_are_refused(today: date, text: str) -> None:
    """A day before 1900 or after 9999 is refused, not an overflow."""
    with pytest.raises(UnreadableDate):
        read_date(text, today, prefer="past")


def test_long_text_is_refused_unread() -> None:
    """Text longer than a date can be is refused whatever it says, and the sentence stays short."""
    padded = f"on {'the': <{LONGEST}} 3 nov"
    for text in (padded, "a" * 100_000, "3 " * 50_000, "nov " * 25_000, "tue " * 14 + "x" * 100_000, "1/" * 50_000):
        with pytest.raises(UnreadableDate) as refused:
            read_date(text, TODAY, prefer="past")
        assert len(str(refused.value)) < 200


def test_surrounding_space_does_not_count_as_length() -> None:
    """Spaces around a date never make it too long."""
    assert read(" " * 50_000 + "3 weeks ago" + "\n" * 50_000) == "2026-11-02"


def test_quoted_text_is_harmless() -> None:
    """What a terminal obeys is shown, not sent, when it is quoted."""
    with pytest.raises(UnreadableDate) as refused:
        read_date("\x1b[2J\u202enov", TODAY, prefer="past")
    assert "\x1b" not in str(refused.value)
    assert "\u202e" not in str(refused.value)


KEYWORDS = re.compile(
    r"today|tonight|yesterday|tomorrow|night|this|weekend|ago|from|in|next|last|start|beginning|end|"
    r"day|week|wk|fortnight|mo|mth|quarter|year|yr|" + "|".join((*WEEKDAYS, *MONTHS)) + r"|\b[dwy]\b"
)
FILLERS = (
    "on",
    "the",
    "since",
    "of",
    "a",
    "an",
    "one",
    "two",
    "twelve",
    "couple",
    "+",
    "-",
    "/",
    ".",
    "'",
    "ada",
    "9am",
)


@given(st.text().filter(lambda text: not re.search("[0-9]", text) and not KEYWORDS.search(text.lower())))
def test_no_text_without_digit_or_keyword_is_a_date(text: str) -> None:
    """Text that has neither a digit nor a word of the grammar is never read as a date."""
    for prefer in SIDES:
        with pytest.raises(UnreadableDate):
            read_date(text, TODAY, prefer=prefer)


@given(st.lists(st.sampled_from(FILLERS), max_size=8).map(" ".join))
def test_the_small_words_alone_are_no_date(text: str) -> None:
    """Number words, signs and fillers without a unit, month or weekday are never read as a date."""
    with pytest.raises(UnreadableDate):
        read_date(text, TODAY, prefer="past")


@given(
    st.lists(
        st.sampled_from((*FILLERS, *WEEKDAYS, *MONTHS, "last", "next", "ago", "in", "w", "weeks", "3", "24", "2026")),
        max_size=8,
    ).map(" ".join),
    st.dates(),
    st.sampled_from(SIDES),
)
def test_any_words_of_the_grammar_read_or_are_refused(text: str, today: date, prefer: Prefer) -> None:
    """Whatever the words and the day, a date within bounds comes back or a refusal, never another error."""
    try:
        reading = read_date(text, today, prefer=prefer)
    except UnreadableDate:
        return
    assert 1900 <= reading.on.year <= 9999


@given(st.dates(min_value=date(1900, 1, 1)), st.dates(), st.sampled_from(SIDES))
def test_every_iso_date_is_read_back(day: date, today: date, prefer: Prefer) -> None:
    """An ISO date means itself on any day, as does its ISO week with a weekday."""
    assert read(day.isoformat(), prefer, today=today) == day.isoformat()
    year, week, weekday = day.isocalendar()
    if year >= 1900:
        assert read(f"{year:04}-W{week:02}-{weekday}", prefer, today=today) == day.isoformat()


@given(
    st.integers(min_value=1, max_value=500),
    st.sampled_from(["days", "weeks", "months"]),
    st.dates(min_value=date(1950, 1, 1), max_value=date(9900, 1, 1)),
)
def test_relative_phrases_agree_with_dateutil(count: int, unit: str, today: date) -> None:
    """A span ago or ahead is what relativedelta makes of it, in every spelling."""
    delta = relativedelta(days=count if unit == "days" else 0, weeks=count if unit == "weeks" else 0)
    delta += relativedelta(months=count if unit == "months" else 0)
    before, after = (today - delta).isoformat(), (today + delta).isoformat()
    short = {"days": "d", "weeks": "w", "months": "mo"}[unit]
    assert {read(text, today=today) for text in (f"{count} {unit} ago", f"{count}{short} ago", f"-{count}{short}")} == {
        before
    }
    assert {read(text, today=today) for text in (f"in {count} {unit}", f"+{count}{short}")} == {after}


@given(st.sampled_from(sorted(WEEKDAYS)), st.dates(min_value=date(1950, 1, 1), max_value=date(9900, 1, 1)))
def test_weekdays_stay_within_a_week(name: str, today: date) -> None:
    """A bare, last or next weekday is one to seven days away, on the right weekday."""
    week = timedelta(days=7)
    for text in (name, f"last {name}"):
        day = date.fromisoformat(read(text, "past", today=today))
        assert today - week <= day < today
        assert day.weekday() == WEEKDAYS[name]
    for text in (name, f"next {name}"):
        day = date.fromisoformat(read(text, "future", today=today))
        assert today < day <= today + week
        assert day.weekday() == WEEKDAYS[name]


@pytest.mark.skipif(not HOSTILE.exists(), reason="the shared golden files are not beside the project")
def test_hostile_strings_read_or_are_refused() -> None:
    """Every hostile string either is a date or is refused in words."""
    for line in HOSTILE.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = row["s"] if "s" in row else row["pre"] + row["repeat"][0] * row["repeat"][1] + row["post"]
        shown = sentence_for(text)
        assert clean(shown) == shown
