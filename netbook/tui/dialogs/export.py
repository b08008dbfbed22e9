"""Exporting: one line says where to, its ending says what; and what that takes along is said before Enter."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.widgets import Input, Static

from netbook.domain.counts import counted, people
from netbook.domain.text import shorten
from netbook.errors import NetbookError
from netbook.export_files import ThereAlready, Wanted, export_to_place, exporter_for, place_named
from netbook.formats.exporters import exporters_found
from netbook.queries.people import count_contacts
from netbook.tui.dialogs.dialog import Dialog
from netbook.tui.dialogs.one_line import labelled
from netbook.tui.screens.import_steps.reading import Reading, Stopped
from netbook.tui.widgets.key_bar import Hint
from netbook.tui.widgets.text import lines, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from textual.content import Content

    from netbook.queries.exporting import Chosen

_SECONDS_BETWEEN = 0.1
_FILE_CELLS = 60
_EVERYTHING = "the whole book, inbox and archive too"
_LISTED = "everybody but inbox and archive"


class ExportDialog(Dialog[None]):
    """A line for the name of the file or folder."""

    HINTS = (Hint("enter", "Write", "save"), Hint("esc", "Cancel", "cancel"))

    def __init__(self, chosen: Chosen | None = None, words: str = "") -> None:
        """Export the contacts that are chosen, or everything; ``words`` say what the filter is."""
        super().__init__(f"Export: {words}" if words else "Export everything")
        self._chosen = chosen
        self._count = 0
        self._proposed = "~/netbook.json"
        self._refused = ""
        """The name that was refused because something has it already; Enter on it once more replaces that."""
        self._writing: Reading | None = None

    def compose_fields(self) -> Iterable[Any]:
        """Hold the line, what it means, and what else can be written."""
        yield Input(self._proposed, id="line")
        yield Static(id="preview", markup=False)
        yield Static(lines(list(_kinds())), id="kinds", markup=False)

    def on_mount(self) -> None:
        """Begin to count."""
        super().on_mount()
        self.show()
        self.run_worker(self._count_them())

    def first_value(self, field: Input) -> str:  # noqa: ARG002 — there is one field
        """Give the name that the dialog proposed."""
        return self._proposed

    async def _count_them(self) -> None:
        if self._chosen is None:
            return
        if isinstance(self._chosen, tuple):
            self._count = len(self._chosen)
        else:
            self._count = await self.work.read(count_contacts, self._chosen, self.work.today)
        self.show()

    @property
    def typed_name(self) -> str:
        """The name as it is typed."""
        return self.query_one("#line", Input).value.strip()

    def on_input_changed(self) -> None:
        """Say anew what the name means."""
        super().on_input_changed()
        self._refused = ""
        self.show()

    def show(self) -> None:
        """Say what would be written, or what is wrong with the name."""
        preview = self.query_one("#preview", Static)
        try:
            preview.update(lines(list(self._preview())))
        except NetbookError as problem:
            preview.update("")
            self.say_wrong(problem)
        else:
            self.say_wrong(None)

    def _preview(self) -> Iterable[Content]:
        wanted = Wanted(exporter_for(self.typed_name), self._chosen)
        whom = people(self._count) if self._chosen else _EVERYTHING if wanted.exporter.takes_all else _LISTED
        yield labelled("What", wanted.exporter.label)
        yield labelled("Whom", whom)

    # Writing

    async def save(self) -> None:
        """Write the file in a thread, and say how far it is.

        Raises:
            NetbookError: it cannot be written; what was there is as it was.

        """
        typed = self.typed_name
        exporter = exporter_for(typed)
        try:
            place = place_named(typed, exporter, replace=bool(typed) and typed == self._refused)
        except ThereAlready as problem:
            self._refused = typed
            raise ThereAlready(str(problem), "enter once more replaces it") from problem
        self._writing = Reading()
        watch = self.set_interval(_SECONDS_BETWEEN, self._show_progress)
        try:
            written = await asyncio.to_thread(
                export_to_place,
                self.work.book,
                Wanted(exporter, self._chosen),
                self.work.today,
                place,
                self._writing,
            )
        except Stopped:
            self.query_one("#preview", Static).update(plain("Stopped: nothing was written.", "warn"))
            return
        finally:
            watch.stop()
            self._writing = None
        counts = ", ".join(counted(count, word) for word, count in written.items())
        self.close(f"✓ Exported {counts} to {shorten(typed, _FILE_CELLS)}", undoable=False)

    def _show_progress(self) -> None:
        if self._writing is not None and self._writing.total:
            done, total = self._writing.done, self._writing.total
            self.query_one("#preview", Static).update(plain(f"{done:,} of {total:,} people · esc stops", "muted"))

    def action_cancel(self) -> None:
        """Stop the writing, else close."""
        if self._writing is not None:
            self._writing.stop()
        else:
            super().action_cancel()


def _kinds() -> Iterator[Content]:
    """Say how the names of files end, and what each is."""
    known = {exporter.ending: exporter for exporter in reversed(exporters_found().formats)}
    fills_folders = exporter_for("folder/")
    for ending, exporter in reversed(known.items()):
        folder = ", or a folder of them" if exporter is fills_folders else ""
        yield plain(f"{ending:<9} {exporter.label}{folder}", "muted")
