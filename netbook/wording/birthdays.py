"""Birthdays in words."""

from __future__ import annotations

from datetime import date

from netbook.domain.dates.wording import dated

_LEAP_YEAR = 2000
_YEAR_CHARACTERS = 4


def birthday_words(birthday: str) -> str:
    """Show a birthday as it is kept, ``1987-09-07`` or ``--12-25``, as people write it: “7 Sep 1987”, “25 Dec”."""
    yearless = birthday.startswith("--")
    try:
        day = date.fromisoformat(f"{_LEAP_YEAR}{birthday[1:]}" if yearless else birthday)
    except ValueError:
        return birthday
    return dated(day)[: -_YEAR_CHARACTERS - 1] if yearless else dated(day)
