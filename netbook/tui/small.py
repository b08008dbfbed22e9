"""A window too small to draw in says so, and draws again once it has grown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.widgets import Static

from netbook.tui.keys import key

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.geometry import Size

LEAST_CELLS, LEAST_LINES = 40, 12


def is_too_small(size: Size) -> bool:
    """Say whether pages cannot be drawn in a window of this size."""
    return size.width < LEAST_CELLS or size.height < LEAST_LINES


class TooSmall(Screen[None]):
    """The sentence that stands in for every page."""

    BINDINGS = [key("leave", "ctrl+q,q", "app.exit", "Leave", "quit")]  # noqa: RUF012 — Textual's form

    def compose(self) -> ComposeResult:
        """Hold the sentence."""
        yield Static(self._sentence(), markup=False)

    def on_resize(self) -> None:
        """Say the new size."""
        self.query_one(Static).update(self._sentence())

    def _sentence(self) -> str:
        size = self.app.size
        return f"netbook needs {LEAST_CELLS}×{LEAST_LINES}; this is {size.width}×{size.height}."
