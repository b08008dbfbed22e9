"""The words that the sentences of the insights share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def counted(count: int, one: str, many: str | None = None) -> str:
    """Give a number with its word; the plural is the word with an s unless it is given."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def people(count: int) -> str:
    """Count people."""
    return counted(count, "person", "people")


def listed(parts: Sequence[str]) -> str:
    """Join parts as a sentence does: “a, b and c”."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def rounded(number: float) -> str:
    """Give a number to one decimal place below ten, whole above, without a needless “.0”."""
    return f"{round(number):,}" if number >= 10 else f"{number:.1f}".removesuffix(".0")
