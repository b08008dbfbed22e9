"""Birthdays as people write them, and as the book keeps them: ``1987-09-07``, or ``--12-25`` without the year."""

from __future__ import annotations

import re
from datetime import date

from netbook.domain.dates.forms import MONTHS
from netbook.domain.text import norm_line, shorten
from netbook.errors import UsageProblem

_LEAP_YEAR = 2000
"""Stands in for a year that is not known, so that the 29th of February is a day."""
_KEPT = re.compile(r"(?:([0-9]{4})-|--)([0-9]{2})-?([0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.? ([a-z]{3,9})\.?(?:,? ([0-9]{4}))?")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? ([0-9]{1,2})(?:,? ([0-9]{4}))?")


class UnreadableBirthday(UsageProblem):
    """The text is no birthday."""


def read_birthday(text: str) -> str:
    """Read “10 Dec 1815”, “Dec 10”, “1815-12-10” or “--12-10”; raises UnreadableBirthday for anything else."""
    typed = norm_line(text).casefold()
    if (found := _KEPT.fullmatch(typed)) is not None:
        year, month, day = found[1], int(found[2]), int(found[3])
    elif (found := _DAY_FIRST.fullmatch(typed)) is not None:
        year, month, day = found[3], MONTHS.get(found[2], 0), int(found[1])
    elif (found := _MONTH_FIRST.fullmatch(typed)) is not None:
        year, month, day = found[3], MONTHS.get(found[1], 0), int(found[2])
    else:
        raise _unreadable(text)
    try:
        on = date(int(year) if year else _LEAP_YEAR, month, day)
    except ValueError as problem:
        raise _unreadable(text) from problem
    return on.isoformat() if year else f"--{on:%m-%d}"


def _unreadable(text: str) -> UnreadableBirthday:
    return UnreadableBirthday(
        f"“{shorten(text, 40)}” is not a birthday. Try: 10 Dec 1815, 10 Dec, 1815-12-10, --12-10."
    )
