"""Dates as shown: with their weekday and distance, or short for a table; always English, whatever the locale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netbook.domain.dates.spans import UNIT_WORDS, Span

if TYPE_CHECKING:
    from datetime import date

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NEAR: Final = {-1: "yesterday", 0: "today", 1: "tomorrow"}

_WEEK = 7
_MONTH = 30.436875
_YEAR = 365.2425
_DAYS_BELOW = 14
_WEEKS_BELOW_IN_WORDS = 60
_WEEKS_BELOW_IN_TABLES = 123
"""Up to 17 weeks: a table tells a quarterly rhythm in weeks, so that rows compare at a glance."""
_MONTHS_A_YEAR = 12
_YEARS_FROM = 24


def describe_date(day: date, today: date) -> str:
    """Show a date with weekday, year and distance, so that a misreading is seen: “Mon 24 Nov 2025, a year ago”."""
    return f"{_weekday(day)} {dated(day)}, {_distance_in_words(day, today)}"


def short_date(day: date, today: date) -> str:
    """Show a date with its weekday, and with the year only when it is not this year's: “Mon 30 Nov”."""
    if day.year == today.year:
        return f"{_weekday(day)} {day.day} {_MONTHS[day.month - 1]}"
    return f"{_weekday(day)} {dated(day)}"


def ago(day: date | None, today: date) -> str:
    """Show a distance for a table: “never”, “today”, “3d ago”, “8w ago”, “5mo ago”, “2y ago”, “in 6d”."""
    if day is None:
        return "never"
    days = (day - today).days
    if days == 0:
        return "today"
    span = _rounded(abs(days), _WEEKS_BELOW_IN_TABLES)
    short = f"{span.count}{span.unit}"
    return f"in {short}" if days > 0 else f"{short} ago"


def dated(day: date) -> str:
    """Show a date as day, month and year: “24 Nov 2025”."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def weekday_name(day: date) -> str:
    """Give the whole English name of the weekday."""
    return _WEEKDAYS[day.weekday()]


def _weekday(day: date) -> str:
    return weekday_name(day)[:3]


def _distance_in_words(day: date, today: date) -> str:
    days = (day - today).days
    if days in _NEAR:
        return _NEAR[days]
    span = _rounded(abs(days), _WEEKS_BELOW_IN_WORDS)
    word = UNIT_WORDS[span.unit]
    long = f"a {word}" if span.count == 1 else f"{span.count} {word}s"
    return f"in {long}" if days > 0 else f"{long} ago"


def _rounded(days: int, weeks_below: int) -> Span:
    """Round a positive number of days to the unit a person would use; 364 days are a year, 18 months stay months."""
    if days == _WEEK:
        return Span(1, "w")
    if days < _DAYS_BELOW:
        return Span(days, "d")
    if days < weeks_below:
        return Span(round(days / _WEEK), "w")
    months = round(days / _MONTH)
    if months == _MONTHS_A_YEAR:
        return Span(1, "y")
    if months < _YEARS_FROM:
        return Span(months, "mo")
    return Span(round(days / _YEAR), "y")
