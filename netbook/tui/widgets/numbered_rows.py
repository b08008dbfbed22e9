"""The rows of a list by their numbers: where each is, which are headings, which are marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet


class NumberedRows:
    """Numbers in order; those of headings are negative."""

    numbers: Sequence[int] = ()
    """All rows in order, headings among them."""
    headings: Mapping[int, str] = {}
    """The words of the headings by their numbers."""
    marked: AbstractSet[int] = frozenset()
    _mark_from: int | None = None

    @property
    def count(self) -> int:
        """How many rows there are but headings."""
        return len(self.numbers) - len(self.headings)

    def index_of(self, number: int, near: int) -> int | None:
        """Give the place of a row, which is looked for at ``near`` first; None where it is not listed."""
        if 0 <= near < len(self.numbers) and self.numbers[near] == number:
            return near
        try:
            return self.numbers.index(number)
        except ValueError:
            return None

    def selectable(self, place: int, step: int) -> int:
        """Give the first row at or after a place that is no heading, else the nearest before; -1 if there is none."""
        for way in (step, -step):
            at = place
            while 0 <= at < len(self.numbers):
                if self.numbers[at] >= 0:
                    return at
                at += way
        return -1

    def mark_one(self, place: int) -> None:
        """Mark the row at a place, or take its mark off."""
        self.marked ^= {self.numbers[place]}
        self._mark_from = place

    def mark_up_to(self, place: int) -> None:
        """Mark all rows from the last mark to a place."""
        start = place if self._mark_from is None else self._mark_from
        low, high = sorted((min(start, len(self.numbers) - 1), place))
        self.marked |= {number for number in self.numbers[low : high + 1] if number >= 0}
        self._mark_from = place

    def mark_every(self) -> None:
        """Mark every row, or none if all are marked."""
        every = frozenset(number for number in self.numbers if number >= 0)
        self.marked = frozenset() if self.marked == every else every
