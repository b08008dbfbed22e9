"""What an insight of the screens is made of, and the words that several share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbook.domain.counts import people
from netbook.domain.dates import short_date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from netbook.tui.widgets.charts import Bar, Figures

LONGEST_NAME = 60
"""The cells that a foreign name takes in a sentence or a title at most."""


@dataclass(frozen=True, slots=True)
class Period:
    """How far back an insight looks, in its own measure, and the words for it."""

    length: int
    words: str


@dataclass(frozen=True, slots=True)
class Insight:
    """One insight: its title, the question that counts it, and its periods, the shortest first."""

    name: str
    title: str
    counted: Callable[..., Figures]
    """Called with a session, the day and the period, and the user's own sector where ``by_sector`` says so."""
    periods: tuple[Period, ...] = (Period(0, ""),)
    usual: int = 0
    """The place of the period it begins with."""
    by_sector: bool = False


def week_words(monday: date, today: date) -> str:
    """Write a week by its Monday, without the weekday."""
    return short_date(monday, today).split(maxsplit=1)[1]


def with_people(word: str, count: int) -> str:
    """Say with how many people; nothing for nobody."""
    return f"{word} {people(count)}" if count else ""


def share(count: int, total: int) -> str:
    """Write a share in per cent; nothing where there is no whole."""
    return f"{round(100 * count / total):3}%" if total else ""


def under(heading: str, bars: Sequence[Bar]) -> tuple[Bar | str, ...]:
    """Put a heading over bars; nothing where there are none."""
    return (heading, *bars) if bars else ()


def weeks(*counts: int) -> tuple[Period, ...]:
    """Give periods of so many weeks."""
    return tuple(Period(count, f"last {count} weeks") for count in counts)
