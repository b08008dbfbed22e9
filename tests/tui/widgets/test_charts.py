"""Bars and columns of the insights."""

from __future__ import annotations

import pytest

from netbook.domain.text import width
from netbook.tui.widgets.charts import Bar, BarPainter, bucketed, columns


def bar(label: str, count: int, aside: str = "") -> Bar:
    """Make a bar that counts nobody."""
    return Bar(label, label, count, lambda _: [], label, aside)


@pytest.mark.parametrize("cells", [1, 5, 12, 20, 40, 56, 76, 200])
def test_bars_share_a_scale_and_fit(cells: int) -> None:
    """The longest bar is the largest number, a small number has a cell, nought has none, and all rows are as wide."""
    bars = [bar("message", 12_345, "with 9 people"), bar("call", 1), bar("日本" * 30, 0)]
    painter = BarPainter()
    painter.measure(bars)
    drawn = ["".join(text for text, _ in painter(row, cells)) for row in bars]
    lengths = [row.count("█") for row in drawn]
    assert lengths[0] >= lengths[1] >= 1
    assert lengths[2] == 0
    assert len({width(row) for row in drawn}) == 1
    if cells >= 20:
        assert width(drawn[0]) <= cells
        assert "12,345" in drawn[0]


@pytest.mark.parametrize(
    ("counts", "most", "sums", "size"),
    [
        ([1, 2, 3], 3, [1, 2, 3], 1),
        ([1, 2, 3], 2, [1, 5], 2),
        ([1, 2, 3, 4], 2, [3, 7], 2),
        ([1, 2, 3, 4], 0, [10], 4),
        ([], 5, [], 1),
    ],
)
def test_too_many_weeks_are_added_up(counts: list[int], most: int, sums: list[int], size: int) -> None:
    """Weeks share a column where there is no room for each, and the last column is always full."""
    assert bucketed(counts, most) == (sums, size)


@pytest.mark.parametrize(("weeks", "cells"), [(26, 56), (26, 30), (104, 56), (104, 1), (1, 1)])
def test_columns_fit(weeks: int, cells: int) -> None:
    """Columns take the lines and no more than the cells that there are, whichever week is chosen."""
    counts = [place % 5 for place in range(1, weeks + 1)]
    for here in (None, 0, weeks - 1):
        rows = columns(counts, here, cells, 4).plain.split("\n")
        assert len(rows) == 4
        assert all(len(row.rstrip()) <= cells for row in rows)
        assert "█" in rows[-1]


def test_columns_of_nothing_are_empty() -> None:
    """Where nothing was counted there is nothing to draw."""
    assert columns([0, 0], None, 10, 2).plain == ""
