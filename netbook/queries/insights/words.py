"""The words that the sentences of the insights share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def listed(parts: Sequence[str]) -> str:
    """Join parts as a sentence does: “a, b and c”."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def rounded(number: float) -> str:
    """Give a number to one decimal place below ten, whole above, without a needless “.0”."""
    return f"{round(number):,}" if number >= 10 else f"{number:.1f}".removesuffix(".0")
