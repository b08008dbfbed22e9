"""Lengths of time as people write them: “3 weeks”, “2w”, “a fortnight”, “two months”."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from dateutil.relativedelta import relativedelta

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

Unit = Literal["d", "w", "mo", "y"]

UNIT_WORDS: Final[dict[Unit, str]] = {"d": "day", "w": "week", "mo": "month", "y": "year"}
"""The whole English word for each unit, in the singular."""

NUMBER_WORDS: Final[dict[str, int]] = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "a couple of": 2,
}

_UNITS: Final[dict[str, tuple[int, Unit]]] = {
    **dict.fromkeys(("d", "day", "days"), (1, "d")),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), (1, "w")),
    **dict.fromkeys(("fortnight", "fortnights"), (2, "w")),
    **dict.fromkeys(("mo", "mos", "mth", "mths", "month", "months"), (1, "mo")),
    **dict.fromkeys(("quarter", "quarters"), (3, "mo")),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), (1, "y")),
}
# “m” is missing on purpose: on social networks “2m” is two minutes.


def any_of(words: Iterable[str]) -> str:
    """Give a regular expression for one of the words, longest first so that none hides another."""
    return "|".join(sorted(words, key=len, reverse=True))


UNIT: Final = f"(?P<unit>{any_of(_UNITS)})"
"""Regular expression for one unit, short or long."""
SPAN: Final = rf"(?:(?P<digits>[1-9][0-9]{{0,4}}) ?|(?P<number>{any_of(NUMBER_WORDS)}) ){UNIT}"
"""Regular expression for a number and a unit; the number has at most five digits and is not zero."""


@dataclass(frozen=True, slots=True)
class Span:
    """A count of days, weeks, months or years."""

    count: int
    unit: Unit

    def delta(self) -> relativedelta:
        """Give the span as something to add to a date; a month from 31 January ends on the last of February."""
        if self.unit == "d":
            return relativedelta(days=self.count)
        if self.unit == "w":
            return relativedelta(weeks=self.count)
        if self.unit == "mo":
            return relativedelta(months=self.count)
        return relativedelta(years=self.count)


def span_of(found: re.Match[str]) -> Span:
    """Take the span out of a match of a pattern that holds ``SPAN``, in lower case."""
    number = found["number"]
    return span_in(NUMBER_WORDS[number] if number else int(found["digits"]), found["unit"])


def span_in(count: int, unit_word: str) -> Span:
    """Give so many of a unit as written, with fortnights as weeks and quarters as months."""
    size, unit = _UNITS[unit_word]
    return Span(count * size, unit)
