"""Dates and times of calendars (RFC 5545, 3.3.4 and 3.3.5)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo

    from netbook.formats.calendar.zones import Zones
    from netbook.formats.vcard.lines import Property

_MOMENT = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[Tt ](\d{2}):?(\d{2})(?::?(\d{2}))?(?:\.\d{1,9})?([Zz])?)?", re.ASCII
)
_PERIOD_ENDS = "/"
_YEARS = range(1900, 2200)
"""Years in which people meet; zones are sure to be worked out in them."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a time as the clock on the wall shows it, in a zone unless it is the same everywhere."""

    local: datetime
    zone: tzinfo | None = None
    is_day: bool = False

    @property
    def instant(self) -> datetime | None:
        """The time in UTC; None for a day, and for a time without a zone."""
        if self.is_day or self.zone is None:
            return None
        return self.local.replace(tzinfo=self.zone).astimezone(UTC)

    @property
    def kept(self) -> date | datetime:
        """The instant where it is known, else the day."""
        return self.instant or self.local.date()

    @property
    def key(self) -> str:
        """A text that is the same for the same moment, however a program writes it."""
        if self.is_day:
            return f"{self.local:%Y%m%d}"
        instant = self.instant
        return f"{self.local:%Y%m%dT%H%M%S}" if instant is None else f"{instant:%Y%m%dT%H%M%SZ}"

    def moved(self, local: datetime) -> Moment:
        """Give the same kind of moment at another time of the wall."""
        return Moment(local, self.zone, self.is_day)


def read_moment(text: str, zone: tzinfo | None = None) -> Moment | None:
    """Read a date, a time, or the beginning of a period; None for anything else."""
    found = _MOMENT.fullmatch(text.partition(_PERIOD_ENDS)[0].strip())
    if found is None or int(found[1]) not in _YEARS:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        local = datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001 — the wall's time; its zone stands beside it
    except ValueError:
        return None
    if found[4] is None:
        return Moment(local, is_day=True)
    return Moment(local, UTC if found[7] else zone)


def moments(prop: Property, zones: Zones) -> list[Moment]:
    """Read the dates or times of a property, between commas; those that cannot be read are left out."""
    head, text = prop
    zone = zones.named(head.get("TZID")) if head.get("TZID") else None
    read = (read_moment(part, zone) for part in text.replace("\\,", ",").split(","))
    return [moment for moment in read if moment is not None]
