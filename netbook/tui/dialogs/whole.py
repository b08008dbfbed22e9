"""One row of a timeline in full: notes of several lines are cut in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netbook.domain.dates import describe_date
from netbook.tui.dialogs.dialog import Dialog
from netbook.tui.widgets.key_bar import Hint
from netbook.tui.widgets.reader import Reader
from netbook.tui.widgets.text import block, line, lines, plain
from netbook.tui.widgets.timeline import DIRECTIONS, promised_when

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from textual.content import Content

    from netbook.tui.widgets.timeline import Entry


class WholeDialog(Dialog[None]):
    """Shows an interaction or a promise, and closes."""

    DEFAULT_CSS = "WholeDialog Reader { height: auto; max-height: 70vh; }"
    HINTS = (Hint("enter", "Close", "save"), Hint("esc", "Close", "cancel"))

    def __init__(self, entry: Entry, today: date) -> None:
        """Show one row."""
        super().__init__("Promise" if entry.interaction is None else entry.interaction.channel.value.capitalize())
        self._entry = entry
        self._today = today

    def compose_fields(self) -> Iterable[Any]:
        """Hold the text."""
        yield Reader()

    def on_mount(self) -> None:
        """Show the text."""
        super().on_mount()
        reader = self.query_one(Reader)
        reader.show(lines(self._parts()))
        reader.focus()

    def _parts(self) -> list[Content]:
        follow_up, row = self._entry.follow_up, self._entry.interaction
        if follow_up is not None:
            return [plain(follow_up.what or "follow up"), plain(promised_when(follow_up, self._today), "muted")]
        if row is None:
            return []
        parts = [
            line((describe_date(row.on, self._today), "muted"), ("  ·  ", "muted"), _who(DIRECTIONS[row.direction]))
        ]
        if row.event:
            parts.append(line(("at ", "muted"), row.event))
        if row.note:
            parts += [plain(""), block(row.note.strip("\n"))]
        if row.source:
            parts += [plain(""), line(("from ", "muted"), (row.source, "muted"))]
        return parts

    async def save(self) -> None:
        """Close; there is nothing to save."""
        self.dismiss(None)


def _who(direction: str) -> str:
    return {"you": "by you", "they": "by them", "both": "both of you"}[direction]
