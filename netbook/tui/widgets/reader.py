"""A text that scrolls, with the keys that lists have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.widgets import Static

from netbook.tui.keys import MOVING

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content


class Reader(VerticalScroll, can_focus=True):
    """Shows one text, made of cleaned content."""

    BINDINGS = [*MOVING]  # noqa: RUF012 — Textual's form
    DEFAULT_CSS = "Reader { scrollbar-size-vertical: 1; } Reader > Static { width: 1fr; height: auto; }"

    def compose(self) -> ComposeResult:
        """Hold one text."""
        yield Static(markup=False)

    def show(self, content: Content, *, from_top: bool = False) -> None:
        """Show a text."""
        self.query_one(Static).update(content)
        if from_top:
            self.scroll_home(animate=False)

    def action_down(self) -> None:
        """Go a line down."""
        self.scroll_relative(y=1, animate=False)

    def action_up(self) -> None:
        """Go a line up."""
        self.scroll_relative(y=-1, animate=False)

    def action_first(self) -> None:
        """Go to the first line."""
        self.scroll_home(animate=False)

    def action_last(self) -> None:
        """Go to the last line."""
        self.scroll_end(animate=False)

    def action_half(self, way: int) -> None:
        """Go half a page."""
        self.scroll_relative(y=way * max(1, self.size.height // 2), animate=False)

    def action_page(self, way: int) -> None:
        """Go a page."""
        self.scroll_relative(y=way * max(1, self.size.height - 1), animate=False)
