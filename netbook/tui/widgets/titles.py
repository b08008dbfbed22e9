"""The titles over the columns of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.widget import Widget

from netbook.tui.widgets.text import plain
from netbook.tui.widgets.virtual_list import GUTTER, VirtualList

if TYPE_CHECKING:
    from textual.content import Content

    from netbook.tui.widgets.columns import ColumnPainter


class Titles(Widget):
    """One line that follows the width of the list below it, scroll bar and all."""

    DEFAULT_CSS = "Titles { height: 1; color: $nb-muted; }"

    def __init__(self, painter: ColumnPainter[Any]) -> None:
        """Name the columns of a painter."""
        super().__init__()
        self._painter = painter

    def on_mount(self) -> None:
        """Follow the scroll bar, which takes a cell from the rows."""
        self.watch(self.screen.query_one(VirtualList), "show_vertical_scrollbar", self._follow, init=False)

    def _follow(self) -> None:
        self.call_after_refresh(self.refresh)

    def render(self) -> Content:
        """Draw the titles."""
        rows: VirtualList[Any] = self.screen.query_one(VirtualList)
        return plain(" " * GUTTER + self._painter.titles(max(1, rows.cells - GUTTER)))
