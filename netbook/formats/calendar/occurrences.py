"""The times at which the events of one series took place, moved and cancelled ones in their stead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from netbook.formats.calendar.recurrence import MOST_OCCURRENCES, read_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from netbook.formats.calendar.event import CalendarEvent
    from netbook.formats.calendar.times import Moment


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of an event: ``planned`` when the series says it is, ``at`` when it was; ``event`` says the rest."""

    event: CalendarEvent
    planned: Moment
    at: Moment


@dataclass(frozen=True, slots=True)
class Series:
    """Every VEVENT with one identifier: the event itself, and those that stand for single times of it."""

    events: Sequence[CalendarEvent]

    def occurrences(self, last: date | None) -> Iterator[Occurrence]:
        """Give what took place up to a day; without one, the first time of each event.

        An event whose rule is not understood gives the first time and those it names singly. One that stands for a
        time of a series and recurs itself goes on in its stead (RANGE=THISANDFUTURE).
        """
        instead = {event.replaces.key for event in self.events if event.replaces is not None}
        for event in self.events:
            if event.start is None:
                continue
            if event.replaces is not None and not event.recurs:
                yield Occurrence(event, event.replaces, event.start)
                continue
            for moment in _moments(event, event.start, last):
                if event.replaces is not None or moment.key not in instead:
                    yield Occurrence(event, moment, moment)


def not_understood(event: CalendarEvent) -> bool:
    """Say whether an event has a rule that cannot be read."""
    start = event.start
    return start is not None and any(read_rule(rule, start.local.date(), start.zone) is None for rule in event.rules)


def _moments(event: CalendarEvent, start: Moment, last: date | None) -> Iterator[Moment]:
    times = {start.key: start}
    if last is not None:
        for day in _ruled_days(event.rules, start, last):
            moment = start.moved(datetime.combine(day, start.local.time()))
            times.setdefault(moment.key, moment)
    for moment in event.more_days:
        times.setdefault(moment.key, moment)
    off = [moment for moment in event.days_off if not moment.is_day]
    days_off = {moment.local.date() for moment in event.days_off if moment.is_day}
    keys_off = {moment.key for moment in off}
    # One of the two without a zone: both are meant as the clock on the wall shows them.
    walls_off = {moment.local for moment in off if (moment.zone is None) != (start.zone is None)}
    for key, moment in islice(times.items(), MOST_OCCURRENCES):
        if key not in keys_off and moment.local.date() not in days_off and moment.local not in walls_off:
            yield moment


def _ruled_days(rules: Iterable[str], start: Moment, last: date) -> Iterator[date]:
    first = start.local.date()
    for text in rules:
        rule = read_rule(text, first, start.zone)
        if rule is not None:
            yield from rule.days(last)
