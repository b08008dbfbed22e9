"""Where one may have met a contact in person, though nobody wrote it down: an event about the day they connected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from netbook.db.plain_sql import fetch, known_day

if TYPE_CHECKING:
    from collections.abc import Collection

    from netbook.db.plain_sql import Source

WITHIN_DAYS = 14
"""How long before or after an event people connect who met there."""
_WITHIN = timedelta(days=WITHIN_DAYS)
_IN_PERSON = """
SELECT name, starts_on, coalesce(ends_on, starts_on) FROM event
WHERE starts_on <= :latest AND coalesce(ends_on, starts_on) >= :earliest AND (kind IS NULL OR kind <> 'online')
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An event where two people may have met, and the day to put down for it."""

    event: str
    on: date


@dataclass(frozen=True, slots=True)
class _Held:
    """An event that has begun."""

    name: str
    first: date
    last: date

    def distance(self, day: date) -> tuple[int, bool, int]:
        """Say how far a day is from the event: in days, whether it lies before, and then how long ago it began."""
        before, after = (self.first - day).days, (day - self.last).days
        return max(before, after, 0), before > 0, -self.first.toordinal()

    def suggested(self, day: date) -> Suggestion:
        """Suggest the day itself if it falls into the event, else the event's first."""
        return Suggestion(self.name, day if self.first <= day <= self.last else self.first)


def perhaps_met(source: Source, days: Collection[date], today: date) -> dict[date, Suggestion]:
    """Give the event nearest to each of these days, where one that has begun lies within two weeks of it.

    Of two events equally near, the one before the day wins: one connects after having met, more often than before.
    """
    if not days:
        return {}
    held = _held(source, min(days) - _WITHIN, min(max(days) + _WITHIN, today))
    found = {}
    for day in set(days) if held else ():
        nearest = min(held, key=lambda event: event.distance(day))
        if nearest.distance(day)[0] <= WITHIN_DAYS:
            found[day] = nearest.suggested(day)
    return found


def _held(source: Source, earliest: date, latest: date) -> list[_Held]:
    """List the events where people meet in person and that fall between two days."""
    found = fetch(source, _IN_PERSON, earliest=earliest, latest=latest)
    return [_Held(name, known_day(first), known_day(last)) for name, first, last in found]
