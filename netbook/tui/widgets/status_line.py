"""The status line: what was done and how to take it back, always in the same place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.reactive import reactive
from textual.widget import Widget

from netbook.domain.text import shorten
from netbook.tui.widgets.text import line

if TYPE_CHECKING:
    from textual.content import Content


class StatusLine(Widget):
    """One line above the footer."""

    DEFAULT_CSS = "StatusLine { height: 1; padding: 0 1; }"

    said: reactive[str] = reactive("")
    """What was said last; not clean yet."""
    tone: reactive[str] = reactive("")
    """The role of its colour."""
    about: reactive[str] = reactive("")
    """What stands there while nothing was said."""

    def render(self) -> Content:
        """Draw the line, cut to the width."""
        room = max(1, self.size.width)
        if self.said:
            return line((_cut(self.said, room), self.tone))
        return line((shorten(self.about, room), "muted"))


def _cut(said: str, room: int) -> str:
    """Cut a saying to the room there is, but never how to take it back."""
    what, sign, undo = said.rpartition(" · u undo")
    if not sign or undo or len(what) + len(sign) <= room or room < 2 * len(sign):
        return shorten(said, room)
    return shorten(what, room - len(sign)) + sign
