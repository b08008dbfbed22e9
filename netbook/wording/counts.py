"""Counted things: “1 person”, “2,002 people”."""

from __future__ import annotations


def counted(count: int, one: str, many: str | None = None) -> str:
    """Give a number with its word; the plural is the word with an s unless it is given."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def people(count: int) -> str:
    """Count people."""
    return counted(count, "person", "people")
