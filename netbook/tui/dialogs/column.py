"""Choosing what a column of a table is, from a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from netbook.domain.text import pad, shorten
from netbook.formats.spreadsheets.targets import TARGETS, target_label
from netbook.tui.dialogs.dialog import Dialog
from netbook.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from netbook.formats.spreadsheets.targets import Column
    from netbook.tui.widgets.text import Part

_TITLE_CELLS = 48
_MOST_ROWS = 14
_AROUND = 6
"""The lines of the frame, the problem and the footer."""


class ColumnDialog(Dialog[str]):
    """Everything that a column can be."""

    AUTO_FOCUS = "VirtualList"

    def __init__(self, column: Column, now: str) -> None:
        """Choose for a column, which is ``now`` one of them."""
        super().__init__(f"What is {shorten(column.title, _TITLE_CELLS)}?")
        self._now = now

    def compose_fields(self) -> Iterable[Any]:
        """Put the list up."""
        yield VirtualList(self._fetch, self._paint, id="targets", markable=False)

    async def _fetch(self, numbers: Sequence[int]) -> Mapping[int, str]:
        return {number: TARGETS[number] for number in numbers}

    def _paint(self, row: str, cells: int) -> list[Part]:
        return [(pad(f"{target_label(row)}{'  (now)' if row == self._now else ''}", cells), "")]

    def on_mount(self) -> None:
        """Stand on what it is now."""
        super().on_mount()
        rows = self.query_one(VirtualList)
        rows.styles.height = min(_MOST_ROWS, max(3, self.size.height - _AROUND))
        rows.show(range(len(TARGETS)), on=TARGETS.index(self._now))

    @on(VirtualList.Opened)
    def _take(self, event: VirtualList.Opened) -> None:
        event.stop()
        self.action_save()

    async def save(self) -> None:
        """Take the choice."""
        number = self.query_one(VirtualList).number
        self.dismiss(None if number is None else TARGETS[number])
