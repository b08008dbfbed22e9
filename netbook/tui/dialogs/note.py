"""Add a note: one line, or more of them in the user's editor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import SuspendNotSupported
from textual.widgets import Input, Static

from netbook.domain.text import shorten
from netbook.editor import edit_text
from netbook.errors import NetbookError, UsageProblem
from netbook.queries.cards import ContactCard
from netbook.tui.dialogs.one_line import OneLineDialog
from netbook.tui.keys import key
from netbook.tui.widgets.key_bar import Hint
from netbook.tui.widgets.reader import Reader
from netbook.tui.widgets.text import block, line, lines, plain
from netbook.usecases.edit import add_note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.content import Content

_NEWEST = 3
_CELLS = 160
_MOST_LINES = 6


class NoteLine(Input):
    """The line of a note; a paste of several lines is kept whole."""

    def on_paste(self, event: events.Paste) -> None:
        """Give text of several lines to the dialog, where a field of one line would drop all but the first."""
        dialog = self.screen
        if "\n" in event.text.strip() and isinstance(dialog, NoteDialog):
            event.stop()
            event.prevent_default()
            dialog.take(f"{self.value}{event.text}")


class NoteDialog(OneLineDialog[ContactCard]):
    """Add a paragraph to what is noted of a contact."""

    PLACEHOLDER = "reads “Gödel, Escher, Bach” every year"
    BINDINGS = [key("note-editor", "ctrl+g", "editor", "Editor", "write more lines in your editor", "^g")]  # noqa: RUF012 — Textual's form
    HINTS = (
        Hint("enter", "Save", "save"),
        Hint("^g", "More lines, in your editor", "editor"),
        Hint("esc", "Cancel", "cancel"),
    )
    DEFAULT_CSS = "NoteDialog #newest { height: auto; } NoteDialog Reader { height: auto; }"

    def __init__(self, number: int) -> None:
        """Be about the contact of this number."""
        super().__init__("A note on", [number])
        self._long = ""
        """Text of several lines, in place of the line."""

    def compose_fields(self) -> Iterable[Any]:
        """Put the newest notes over the line."""
        yield Static(id="newest", markup=False)
        yield NoteLine(placeholder=self.PLACEHOLDER, id="line")
        reader = Reader(id="long")
        reader.display = False
        reader.styles.max_height = _MOST_LINES
        yield reader
        yield Static(id="preview", markup=False)

    def on_mount(self) -> None:
        """Begin in the line."""
        self.query_one("#line", Input).focus()

    def show(self) -> None:
        """Show the newest notes."""
        super().show()
        notes = [text for card in self.cards for text in (card.notes or "").splitlines() if text.strip()]
        newest = [line(("• ", "muted"), shorten(text, _CELLS)) for text in notes[-_NEWEST:]]
        more = [plain(f"{len(notes) - _NEWEST} lines before", "muted")] if len(notes) > _NEWEST else []
        self.query_one("#newest", Static).update(lines([*more, *newest, ""] if newest else []))
        self.query_one("#newest", Static).display = bool(newest)

    def preview(self, text: str) -> Iterable[Content | str]:  # noqa: ARG002 — a note is taken as it is
        """Say that a note is no contact."""
        count = len(self._long.splitlines())
        yield ""
        if count:
            yield plain(f"{count} lines. enter saves them, ^g changes them.", "muted")
        else:
            yield plain("A note leaves the clock alone; l logs what you said to each other.", "muted")

    # Several lines

    @property
    def text(self) -> str:
        """What was typed, in the line or in the editor."""
        return self._long or super().text

    def typed(self) -> bool:
        """Count text of several lines too."""
        return bool(self._long) or super().typed()

    def action_editor(self) -> None:
        """Open the user's editor on the text; whatever happens there, the text is kept."""
        try:
            with self.app.suspend(), edit_text(self._long or self.query_one("#line", Input).value, ".md") as written:
                text = written.text
        except SuspendNotSupported:
            self.say_wrong(UsageProblem("an editor cannot be opened from here. Write the note in the line."))
        except NetbookError as problem:
            self.say_wrong(problem)
        else:
            self.take(text)
        self.refresh(layout=True)

    def take(self, text: str) -> None:
        """Take text of one line or of several; Enter saves it."""
        text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        several = "\n" in text
        field, reader = self.query_one("#line", Input), self.query_one("#long", Reader)
        self._long = text if several else ""
        self._sure = False
        field.value = "" if several else text
        field.cursor_position = len(field.value)
        field.display, reader.display = not several, several
        reader.show(block(self._long), from_top=True)
        (reader if several else field).focus()
        self.show()

    async def save(self) -> None:
        """Keep the note."""
        if not self.text.strip():
            raise UsageProblem("the note is empty. Type it, or press esc.")
        kept = await self.keep(add_note, self.who[0], self.text, self.work.today)
        self.finish(kept, f"Noted on {kept.result.called}")
