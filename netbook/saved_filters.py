"""Filters kept under a name: a few to start with, and those in the table ``[filters]`` of the settings file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from netbook.config import read_table, set_in_table
from netbook.domain.filters import read_filter
from netbook.domain.text import norm_line, width
from netbook.errors import UsageProblem

if TYPE_CHECKING:
    from pathlib import Path

TABLE: Final = "filters"
LONGEST_NAME: Final = 40
"""In cells."""
TO_START_WITH: Final = {
    "going stale": "is:stale",
    "this week": "due:week",
    "met in person, not for 6 months": "met:inperson last:>6mo",
    "online only": "-met:inperson",
}


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter and its name."""

    name: str
    text: str


def saved_filters(file: Path) -> list[SavedFilter]:
    """Give the saved filters, the user's own first; an empty text in the file hides one of those to start with.

    Raises:
        UsageProblem: the settings file cannot be read.

    """
    kept = read_table(file, TABLE)
    texts = {**kept, **{name: text for name, text in TO_START_WITH.items() if name not in kept}}
    return [SavedFilter(name, text) for name, text in texts.items() if text.strip()]


def save_filter(file: Path, name: str, text: str) -> SavedFilter:
    """Keep a filter under a name, in place of the one that had it.

    Raises:
        UsageProblem: the name is empty or too long, the filter cannot be read, or the file cannot be written.

    """
    shown = " ".join(norm_line(name).split())
    if not shown:
        raise UsageProblem("a saved filter needs a name.")
    if width(shown) > LONGEST_NAME:
        raise UsageProblem(f"the name of a saved filter has at most {LONGEST_NAME} letters.")
    if not read_filter(text):
        raise UsageProblem("there is no filter in force that could be saved. / filters the list.")
    set_in_table(file, TABLE, shown, text.strip())
    return SavedFilter(shown, text.strip())


def remove_filter(file: Path, name: str) -> None:
    """Take a saved filter off the list.

    Raises:
        UsageProblem: the settings file cannot be read or written.

    """
    set_in_table(file, TABLE, name, "" if name in TO_START_WITH else None)


def put_back(file: Path, saved: SavedFilter) -> None:
    """Put a filter that was removed back as it was, readable or not.

    Raises:
        UsageProblem: the settings file cannot be read or written.

    """
    to_start_with = TO_START_WITH.get(saved.name) == saved.text
    set_in_table(file, TABLE, saved.name, None if to_start_with else saved.text)
