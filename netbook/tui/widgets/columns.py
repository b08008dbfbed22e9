"""Columns that drop from the right as the width shrinks; the first flexible one, the name, never does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from netbook.domain.text import pad

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from netbook.tui.widgets.text import Part

T = TypeVar("T")
_GAP = 2


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: its title, what stands in it, and its cells from ``least`` to ``most``."""

    title: str
    text: Callable[[T], Part]
    least: int
    most: int
    gap: int = _GAP
    """The empty cells after it."""


def fit(columns: Sequence[Column[T]], cells: int) -> list[tuple[Column[T], int]]:
    """Give the columns that fit, each with its cells: all at their least, then widened from the left."""
    kept = list(columns)
    while len(kept) > 2 and _least(kept) > cells:
        kept.pop()
    spare = max(0, cells - _least(kept))
    fitted = []
    for column in kept:
        more = min(spare, column.most - column.least)
        spare -= more
        fitted.append((column, column.least + more))
    return fitted


def _least(columns: Sequence[Column[T]]) -> int:
    return sum(column.least + column.gap for column in columns) - columns[-1].gap


class ColumnPainter(Generic[T]):
    """Draws rows in columns, and their titles."""

    def __init__(self, columns: Sequence[Column[T]]) -> None:
        """Draw these columns."""
        self.columns = tuple(columns)
        self._cells = -1
        self._fitted: list[tuple[Column[T], int]] = []

    def __call__(self, row: T, cells: int) -> list[Part]:
        """Draw one row."""
        parts: list[Part] = []
        for column, width in self._fit(cells):
            text, role = column.text(row)
            parts.append((pad(text, width) + " " * column.gap, role))
        return parts

    def titles(self, cells: int) -> str:
        """Draw the titles over the columns."""
        return "".join(pad(column.title, width) + " " * column.gap for column, width in self._fit(cells))

    def _fit(self, cells: int) -> list[tuple[Column[T], int]]:
        if cells != self._cells:
            self._cells, self._fitted = cells, fit(self.columns, cells)
        return self._fitted
