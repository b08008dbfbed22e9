"""Time zones of calendars: by their name in the tz database, by Windows' name, or as the calendar describes them."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from dateutil.tz import tzical

from netbook.formats.vcard.lines import properties
from netbook.formats.vcard.values import plain

if TYPE_CHECKING:
    from datetime import tzinfo

MOST_ZONES = 200
_DESCRIBED = re.compile(rb"\r?\n[ \t]")
_RULE = re.compile(rb"^(?:RRULE|EXRULE)(?:;[^:\r\n]{0,200})?:([^\r\n]{0,400})", re.MULTILINE | re.IGNORECASE)
_YEARLY = re.compile(rb"(?:^|;)FREQ=YEARLY(?:;|$)", re.IGNORECASE)
_FAULTS = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)
"""What dateutil raises where a description makes no sense."""


class Zones:
    """The zones that the calendars of one export name, worked out as they are asked for."""

    def __init__(self) -> None:
        """Know no description yet."""
        self._described: dict[str, bytes] = {}
        self._known: dict[str, tzinfo | None] = {}

    def note(self, content: bytes) -> None:
        """Keep the lines of a VTIMEZONE for those whose name says nothing."""
        name = next((plain(each) for each in properties(content) if each[0].name == "TZID"), "")
        if name and len(self._described) < MOST_ZONES:
            self._described.setdefault(name, content)
            self._known.pop(name, None)

    def named(self, name: str) -> tzinfo | None:
        """Give the zone of that name; None where nobody knows it, so that its times have no place on the globe."""
        asked = name.strip().strip('"')
        if asked not in self._known:
            self._known[asked] = _by_name(asked) or _described(self._described.get(asked))
        return self._known[asked]


def _by_name(name: str) -> tzinfo | None:
    """Find a name of the tz database in the text, which may have the place of a file before it, or Windows' name."""
    parts = name.split("/")
    for count in (3, 2, 1):
        candidate = "/".join(parts[-count:])
        if candidate in _names():
            return ZoneInfo(candidate)
    windows = _WINDOWS.get(name.casefold())
    return ZoneInfo(windows) if windows in _names() else None


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


def _described(content: bytes | None) -> tzinfo | None:
    """Read a description; one whose changes do not come once a year is left alone, for working it out has no end."""
    if content is None:
        return None
    unfolded = _DESCRIBED.sub(b"", content)
    if not all(_YEARLY.search(rule) for rule in _RULE.findall(unfolded)):
        return None
    text = b"BEGIN:VTIMEZONE\r\n" + unfolded + b"END:VTIMEZONE\r\n"
    try:
        found: tzinfo | None = tzical(io.StringIO(text.decode("utf-8", "replace"))).get()
    except _FAULTS:
        return None
    return found


_WINDOWS = {
    "utc": "Etc/UTC",
    "gmt standard time": "Europe/London",
    "greenwich standard time": "Atlantic/Reykjavik",
    "w. europe standard time": "Europe/Berlin",
    "central europe standard time": "Europe/Budapest",
    "central european standard time": "Europe/Warsaw",
    "romance standard time": "Europe/Paris",
    "e. europe standard time": "Europe/Chisinau",
    "fle standard time": "Europe/Kyiv",
    "gtb standard time": "Europe/Bucharest",
    "turkey standard time": "Europe/Istanbul",
    "russian standard time": "Europe/Moscow",
    "belarus standard time": "Europe/Minsk",
    "israel standard time": "Asia/Jerusalem",
    "egypt standard time": "Africa/Cairo",
    "south africa standard time": "Africa/Johannesburg",
    "w. central africa standard time": "Africa/Lagos",
    "e. africa standard time": "Africa/Nairobi",
    "morocco standard time": "Africa/Casablanca",
    "arab standard time": "Asia/Riyadh",
    "arabian standard time": "Asia/Dubai",
    "iran standard time": "Asia/Tehran",
    "pakistan standard time": "Asia/Karachi",
    "west asia standard time": "Asia/Tashkent",
    "india standard time": "Asia/Kolkata",
    "sri lanka standard time": "Asia/Colombo",
    "nepal standard time": "Asia/Kathmandu",
    "bangladesh standard time": "Asia/Dhaka",
    "se asia standard time": "Asia/Bangkok",
    "singapore standard time": "Asia/Singapore",
    "china standard time": "Asia/Shanghai",
    "taipei standard time": "Asia/Taipei",
    "tokyo standard time": "Asia/Tokyo",
    "korea standard time": "Asia/Seoul",
    "w. australia standard time": "Australia/Perth",
    "cen. australia standard time": "Australia/Adelaide",
    "aus central standard time": "Australia/Darwin",
    "e. australia standard time": "Australia/Brisbane",
    "aus eastern standard time": "Australia/Sydney",
    "tasmania standard time": "Australia/Hobart",
    "new zealand standard time": "Pacific/Auckland",
    "hawaiian standard time": "Pacific/Honolulu",
    "alaskan standard time": "America/Anchorage",
    "pacific standard time": "America/Los_Angeles",
    "us mountain standard time": "America/Phoenix",
    "mountain standard time": "America/Denver",
    "central standard time": "America/Chicago",
    "canada central standard time": "America/Regina",
    "central america standard time": "America/Guatemala",
    "central standard time (mexico)": "America/Mexico_City",
    "eastern standard time": "America/New_York",
    "us eastern standard time": "America/Indiana/Indianapolis",
    "atlantic standard time": "America/Halifax",
    "newfoundland standard time": "America/St_Johns",
    "sa pacific standard time": "America/Bogota",
    "sa western standard time": "America/La_Paz",
    "venezuela standard time": "America/Caracas",
    "pacific sa standard time": "America/Santiago",
    "argentina standard time": "America/Buenos_Aires",
    "e. south america standard time": "America/Sao_Paulo",
}
"""Windows' names for most people's zones; from windowsZones.xml of the Unicode CLDR."""
