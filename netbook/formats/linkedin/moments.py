"""The many ways in which LinkedIn writes a day, with or without a time of day."""

from __future__ import annotations

import re
from datetime import date, datetime

from netbook.formats.linkedin.cells import connected_on, day_of_month, full_year, month_number, sent_at

_LONGEST = 80
_TIME = r"(?:,? \d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?)?"
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})" + _TIME, re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})/(\d{2})/(\d{2})( \d{2}:\d{2}(?::\d{2})? utc)", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]{3,9}) (\d{1,2}), (\d{4})" + _TIME, re.ASCII)
_LAST_MONTH = 12


def moment(text: str, *, day_first: bool = False) -> datetime | date | None:
    """Return the UTC instant of a cell where it says UTC, else its day, or None if it cannot be read.

    A time without a zone is the time of nobody knows where, so the day alone is kept. ``day_first`` tells how to read
    ``1/2/26``.
    """
    plain = _plain(text)
    if match := _YEAR_FIRST.fullmatch(plain):
        return sent_at(f"{match[1]}-{match[2]}-{match[3]}{match[4]}")
    if match := _SLASHED.fullmatch(plain):
        month, day = (match[2], match[1]) if day_first else (match[1], match[2])
        return day_of_month(full_year(match[3]), int(month), int(day))
    if match := _MONTH_FIRST.fullmatch(plain):
        return day_of_month(int(match[3]), month_number(match[1]), int(match[2]))
    return sent_at(plain) or connected_on(plain)


def days(text: str) -> tuple[date, date | None] | None:
    """Return the first and the last day of a cell such as ``Apr 08, 2024 07:00 AM - Apr 09, 2024 05:00 PM``, or None."""
    first, dash, last = _plain(text).partition(" - ")
    begins, ends = _day(first), _day(last)
    if begins is None:
        return None
    return begins, ends if dash and ends is not None and ends > begins else None


def is_day_first(text: str) -> bool:
    """Say whether a cell such as ``29/1/26`` can only be meant with the day before the month."""
    match = _SLASHED.fullmatch(_plain(text))
    return match is not None and int(match[1]) > _LAST_MONTH >= int(match[2])


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold() if len(text) <= _LONGEST else ""


def _day(text: str) -> date | None:
    found = moment(text)
    return found.date() if isinstance(found, datetime) else found
