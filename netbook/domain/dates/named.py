"""Dates told by the calendar: “24 nov”, “november 3rd 2026”, “2026-11-24”, “24/11”, “2026-W48”, “the 3rd”.

A date without a year is the nearest one on the preferred side, today included. A week is its Monday and a month
(“on May”, “nov 2026”) its 1st. Two figures of a year mean the century that brings it within fifty years of today.
Dots put the day first, as everybody who writes them does; with slashes or dashes the first number is the day or the
month as the user set it, unless only one of the two can be.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from netbook.domain.dates.forms import MONTHS, WEEKDAYS, Asking, Form, Found, pattern
from netbook.domain.dates.spans import any_of

if TYPE_CHECKING:
    import re

_MONTHS_A_YEAR = 12
_YEARS_BETWEEN_LEAP_DAYS = 8
"""The longest wait for a 29 February, as from 1896 to 1904."""
_HALF_CENTURY = 50
_TWO_FIGURES = 2

_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH = rf"(?P<month>{any_of(MONTHS)})\.?"
_YEAR = r"(?P<year>[0-9]{4}|'[0-9]{2})"


def _found(*days: date | None, ambiguous: bool = False) -> Found:
    return Found(tuple(day for day in days if day is not None), ambiguous)


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full_year(figures: str, today: date) -> int:
    figures = figures.removeprefix("'")
    if len(figures) > _TWO_FIGURES:
        return int(figures)
    year = today.year - today.year % 100 + int(figures)
    if year > today.year + _HALF_CENTURY:
        return year - 100
    return year + 100 if year <= today.year - _HALF_CENTURY else year


def _nearest(asking: Asking, day: int, month: int | None) -> Found:
    """Find the day of the month (of any month when none is named) before and after today, the preferred side first."""
    step, reach = (1, _MONTHS_A_YEAR) if month is None else (_MONTHS_A_YEAR, _YEARS_BETWEEN_LEAP_DAYS)
    here = asking.today.year * _MONTHS_A_YEAR + (month or asking.today.month) - 1
    days: list[date] = []
    for away in range(-reach, reach + 1):
        year, month_index = divmod(here + away * step, _MONTHS_A_YEAR)
        real = _day_of(year, month_index + 1, day)
        if real is not None:
            days.append(real)
    before = [real for real in days if real <= asking.today][-1:]
    after = [real for real in days if real >= asking.today][:1]
    return _found(*after, *before) if asking.future else _found(*before, *after)


def _from_month_name(found: re.Match[str], asking: Asking) -> Found:
    month, day = MONTHS[found["month"]], int(found["day"])
    if found["year"] is None:
        return _nearest(asking, day, month)
    return _found(_day_of(_full_year(found["year"], asking.today), month, day))


def _from_month_alone(found: re.Match[str], asking: Asking) -> Found:
    month = MONTHS[found["month"]]
    if found["year"] is None:
        return _nearest(asking, 1, month)
    return _found(_day_of(_full_year(found["year"], asking.today), month, 1))


def _from_day_alone(found: re.Match[str], asking: Asking) -> Found:
    return _nearest(asking, int(found["day"]), None)


def _from_year_first(found: re.Match[str], _asking: Asking) -> Found:
    return _found(_day_of(int(found["year"]), int(found["month"]), int(found["day"])))


def _from_iso_week(found: re.Match[str], _asking: Asking) -> Found:
    try:
        return _found(date.fromisocalendar(int(found["year"]), int(found["week"]), int(found["weekday"] or 1)))
    except ValueError:
        return Found(())


def _from_dots(found: re.Match[str], asking: Asking) -> Found:
    day, month = int(found["day"]), int(found["month"])
    if found["year"] is None:
        return _nearest(asking, day, month) if 1 <= month <= _MONTHS_A_YEAR else Found(())
    return _found(_day_of(_full_year(found["year"], asking.today), month, day))


def _from_two_numbers(found: re.Match[str], asking: Asking) -> Found:
    first, second = int(found["first"]), int(found["second"])
    either = first <= _MONTHS_A_YEAR and second <= _MONTHS_A_YEAR
    day_first = asking.day_first if either else first > _MONTHS_A_YEAR
    day, month = (first, second) if day_first else (second, first)
    if not 1 <= month <= _MONTHS_A_YEAR:
        return Found(())
    if found["year"] is None:
        days = _nearest(asking, day, month).days
    else:
        days = _found(_day_of(_full_year(found["year"], asking.today), month, day)).days
    return Found(days, ambiguous=either and first != second)


_SLASHED = r"(?P<first>[0-9]{1,2})/(?P<second>[0-9]{1,2})(?:/(?P<year>[0-9]{4}|[0-9]{2}))?"
_DASHED = r"(?P<first>[0-9]{1,2})-(?P<second>[0-9]{1,2})-(?P<year>[0-9]{4})"

NAMED_FORMS: Final = (
    Form(
        pattern(r"(?P<year>[0-9]{4})(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})"),
        _from_year_first,
        closed=True,
        named=True,
    ),
    Form(
        pattern(r"(?P<year>[0-9]{4})-?w(?P<week>[0-9]{2})(?:-(?P<weekday>[1-7]))?"),
        _from_iso_week,
        closed=True,
    ),
    Form(
        pattern(rf"{_DAY}[ -]?(?:of )?{_MONTH}(?:[ -]?{_YEAR})?"),
        _from_month_name,
        closed=True,
        named=True,
    ),
    Form(
        pattern(rf"{_MONTH}[ -]?(?:the )?{_DAY}(?:[ -]{_YEAR})?"),
        _from_month_name,
        closed=True,
        named=True,
    ),
    Form(
        pattern(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4}|[0-9]{2})?"),
        _from_dots,
        closed=True,
        named=True,
    ),
    Form(pattern(_SLASHED), _from_two_numbers, closed=True, named=True),
    Form(pattern(_DASHED), _from_two_numbers, closed=True, named=True),
    Form(pattern(rf"(?:in )?{_MONTH}(?: {_YEAR})?"), _from_month_alone, closed=False),
    Form(
        pattern(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)"),
        _from_day_alone,
        closed=False,
        named=True,
    ),
)
"""Every way to name a day of the calendar, without a weekday before it."""

WEEKDAY_BEFORE: Final = pattern(rf"(?P<weekday>{any_of(WEEKDAYS)})\.? (?:the )?(?P<rest>.{{1,60}})")
"""A weekday and what it is the weekday of."""
