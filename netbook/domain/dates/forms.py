"""What a form of writing a date is: a pattern, the days it may mean, and where it may stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from dateutil.relativedelta import relativedelta

WEEKDAYS: Final[dict[str, int]] = {
    name: index
    for index, names in enumerate(
        (
            ("mon", "monday"),
            ("tue", "tues", "tuesday"),
            ("wed", "weds", "wednesday"),
            ("thu", "thur", "thurs", "thursday"),
            ("fri", "friday"),
            ("sat", "saturday"),
            ("sun", "sunday"),
        )
    )
    for name in names
}
"""Weekday names and their short forms; Monday is 0 as in ``date.weekday``."""

MONTHS: Final[dict[str, int]] = {
    name: index
    for index, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
"""Month names and their short forms."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a reading depends on besides the words: the day it is, the side to prefer, the order of 3/4."""

    today: date
    future: bool
    day_first: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The days a phrase may mean, likeliest first; none when it is shaped like a date but no such day exists."""

    days: tuple[date, ...]
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a date.

    ``closed`` forms may end a one-line capture without “on”; ``named`` forms name a calendar day and may follow a
    weekday.
    """

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Asking], Found]
    closed: bool
    named: bool = False


def pattern(text: str) -> re.Pattern[str]:
    """Compile a form's pattern so that it knows ASCII digits and spaces only."""
    return re.compile(text, re.ASCII)


def moved(day: date, by: relativedelta) -> Found:
    """Move a day; nothing is found when the calendar has no such day."""
    try:
        return Found((day + by,))
    except (ValueError, OverflowError):
        # Both mean the same: a year before 1 or after 9999.
        return Found(())
