"""On which days an event that recurs took place, up to a day (RFC 5545, 3.3.10).

The days are walked one by one, so that no rule, however odd, takes longer than that. A reader of rules for all time
looks for the next “30 February, daily” until the year 9999, which takes it 15 seconds an event.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from itertools import groupby, islice
from typing import TYPE_CHECKING

from netbook.formats.calendar.times import read_moment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

MOST_DAYS = 366 * 60
MOST_OCCURRENCES = 5_000
_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_NUMBERED = ("BYMONTHDAY", "BYMONTH", "BYSETPOS")
_UNDERSTOOD = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", *_NUMBERED})
_OF_ONE_DAY = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
"""What says nothing of the day; it is taken to say what the event's own time says."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,3}", re.ASCII)
_COUNT = re.compile(r"\d{1,6}", re.ASCII)
_MOST_VALUES = 400
_WEEK = 7
_YEAR = timedelta(366)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, with what it leaves open filled in from the first day; ``until`` is the last day it can give.

    ``weekdays`` are pairs of a number within the month or the year (0 for every one) and the day (0 for Monday).
    Negative numbers count from the end.
    """

    frequency: str
    first: date
    interval: int = 1
    count: int | None = None
    until: date | None = None
    week_begins: int = 0
    weekdays: frozenset[tuple[int, int]] = frozenset()
    month_days: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    positions: frozenset[int] = frozenset()

    def days(self, last: date) -> Iterator[date]:
        """Give the days of the rule, at most up to ``last``."""
        end = last if self.until is None else min(last, self.until)
        days = self._fitting(self.first, end)
        if self.positions:
            # The days of a month have their places whether or not they lie within the range.
            placed = self._at_positions(self._fitting(self.first - _YEAR, end + _YEAR))
            days = (day for day in placed if self.first <= day <= end)
        return islice(days, MOST_OCCURRENCES if self.count is None else min(self.count, MOST_OCCURRENCES))

    def _fitting(self, first: date, last: date) -> Iterator[date]:
        for number in range(min((last - first).days + 1, MOST_DAYS)):
            day = first + timedelta(number)
            if self._fits(day):
                yield day

    def _fits(self, day: date) -> bool:
        if (self._period(day) - self._period(self.first)) % self.interval:
            return False
        if self.months and day.month not in self.months:
            return False
        if self.month_days and not self.month_days & {day.day, day.day - monthrange(day.year, day.month)[1] - 1}:
            return False
        return not self.weekdays or self._is_weekday(day)

    def _period(self, day: date) -> int:
        """Give the number of the day, week, month or year, by which intervals are counted."""
        if self.frequency == "DAILY":
            return day.toordinal()
        if self.frequency == "WEEKLY":
            return (day.toordinal() - 1 - self.week_begins) // _WEEK
        return day.year * 12 + day.month if self.frequency == "MONTHLY" else day.year

    def _is_weekday(self, day: date) -> bool:
        weekday = day.weekday()
        if (0, weekday) in self.weekdays:
            return True
        if self.frequency == "MONTHLY" or self.months:
            place, days = day.day, monthrange(day.year, day.month)[1]
        else:
            place, days = day.timetuple().tm_yday, 366 if isleap(day.year) else 365
        numbers = (1 + (place - 1) // _WEEK, -1 - (days - place) // _WEEK)
        return any((number, weekday) in self.weekdays for number in numbers)

    def _at_positions(self, days: Iterator[date]) -> Iterator[date]:
        for _period, group in groupby(days, self._period):
            found = list(group)
            for place, day in enumerate(found):
                if self.positions & {place + 1, place - len(found)}:
                    yield day


def read_rule(text: str, first: date, zone: tzinfo | None) -> Rule | None:
    """Read the rule of an event whose first day is ``first`` in its zone; None for one that is not understood."""
    pairs = (part.partition("=") for part in text.upper().split(";") if part.strip())
    parts = {name.strip(): value.strip() for name, _, value in pairs}
    frequency = parts.get("FREQ", "")
    if frequency not in _FREQUENCIES or not parts.keys() <= _UNDERSTOOD | _OF_ONE_DAY:
        return None
    weekdays = _weekdays(parts.get("BYDAY", ""), frequency)
    numbers = [_numbers(parts.get(name, "")) for name in _NUMBERED]
    counts = [parts.get(name, "1") for name in ("INTERVAL", "COUNT")]
    if weekdays is None or None in numbers or not all(_COUNT.fullmatch(each) and int(each) for each in counts):
        return None
    month_days, months, positions = (each or frozenset() for each in numbers)
    if not weekdays and not month_days:
        weekdays, month_days, months = _as_the_first(frequency, first, months)
    return Rule(
        frequency,
        first,
        int(counts[0]),
        int(counts[1]) if "COUNT" in parts else None,
        _last_day(parts.get("UNTIL", ""), zone),
        _WEEKDAYS.index(parts["WKST"]) if parts.get("WKST") in _WEEKDAYS else 0,
        weekdays,
        month_days,
        months,
        positions,
    )


def _as_the_first(
    frequency: str, first: date, months: frozenset[int]
) -> tuple[frozenset[tuple[int, int]], frozenset[int], frozenset[int]]:
    """Fill in weekdays, days of the month and months from the first day, where the rule says none."""
    if frequency == "DAILY":
        return frozenset(), frozenset(), months
    if frequency == "WEEKLY":
        return frozenset({(0, first.weekday())}), frozenset(), months
    if frequency == "YEARLY":
        months = months or frozenset({first.month})
    return frozenset(), frozenset({first.day}), months


def _weekdays(text: str, frequency: str) -> frozenset[tuple[int, int]] | None:
    """Read weekdays; a number before one counts within months and years only."""
    found = [_WEEKDAY.fullmatch(part.strip()) for part in text.split(",")[:_MOST_VALUES] if part.strip()]
    counts = frequency in {"MONTHLY", "YEARLY"}
    if None in found:
        return None
    return frozenset((int(each[1] or 0) if counts else 0, _WEEKDAYS.index(each[2])) for each in found if each)


def _numbers(text: str) -> frozenset[int] | None:
    parts = [part.strip() for part in text.split(",")[:_MOST_VALUES] if part.strip()]
    return frozenset(map(int, parts)) if all(_NUMBER.fullmatch(part) for part in parts) else None


def _last_day(text: str, zone: tzinfo | None) -> date | None:
    """Give the day on which a rule ends, as the clocks of the event's zone show it; an end that is unreadable is none."""
    moment = read_moment(text) if text else None
    if moment is None:
        return None
    if moment.zone is UTC and zone is not None:
        return moment.local.replace(tzinfo=UTC).astimezone(zone).date()
    return moment.local.date()
