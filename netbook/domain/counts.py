"""Counted things: “1 person”, “2,002 people”; a few of them by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_NAMED: Final = 3


def counted(count: int, one: str, many: str | None = None) -> str:
    """Give a number with its word; the plural is the word with an s unless it is given."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def people(count: int) -> str:
    """Count people."""
    return counted(count, "person", "people")


def named_or_counted(names: Sequence[str]) -> str:
    """Name a few people, count more; not clean yet."""
    return ", ".join(names) if len(names) <= MOST_NAMED else people(len(names))
