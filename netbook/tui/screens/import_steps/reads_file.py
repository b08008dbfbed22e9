"""The first two steps of the import wizard at work: a file is read, and again once its columns are something else."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from textual import on
from textual.content import Content

from netbook.errors import NetbookError
from netbook.exports import MappedTable, holds_export, is_folder, read_export, said_before
from netbook.formats.owner_unclear import OwnerUnclear
from netbook.formats.protocol import Circumstances
from netbook.formats.spreadsheets.targets import ColumnsUnclear, names_people
from netbook.queries.doubts import doubtful_matches
from netbook.queries.own_accounts import own_handles
from netbook.tui.screens.import_steps.columns_step import ColumnsStep
from netbook.tui.screens.import_steps.file_step import FileStep
from netbook.tui.screens.import_steps.reading import Reading, Stopped
from netbook.tui.screens.import_steps.wizard_view import COLUMNS, FILE, READING, WizardView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.worker import Worker

    from netbook.exports import ReadExport
    from netbook.formats.spreadsheets.headings import Table


class ReadsFile(WizardView):
    """The wizard as far as a file is read and its columns are chosen."""

    def __init__(self) -> None:
        """Begin with no file."""
        super().__init__()
        self._worker: Worker[Any] | None = None
        self._folder_named = ""
        self._path = ""
        self._chosen: MappedTable | None = None

    def action_next_step(self) -> None:
        """Go to the next step; the whole wizard knows which that is."""

    # Reading

    @on(FileStep.Chosen)
    def _choose(self, event: FileStep.Chosen) -> None:
        event.stop()
        self._read(event.path)

    def _read(self, path: str) -> None:
        if self._busy:
            self.say("One file after the other. esc stops the reading.", "warn")
        elif not path.strip():
            self.file_step.say_note("Type a path, or choose a file below.")
        else:
            self._busy, self._reading, self._path = READING, Reading(), path
            self._worker = self.run_worker(self._guarded(self._read_file(path, self._reading)), group="reading")

    async def _read_file(self, path: str, reading: Reading) -> None:
        self.file_step.say_wrong(None)
        self.file_step.show_progress(reading.words())
        try:
            if await self._is_asked_first(path):
                return
            # “-” would be standard input, which belongs to the terminal.
            name = "./-" if path == "-" else path
            export = await asyncio.to_thread(
                read_export,
                name,
                reading,
                me=self.file_step.own_account,
                circumstances=Circumstances(self.work.today, await self.work.read(own_handles)),
                columns=self._columns_of,
                day_first=self.work.settings.day_first,
            )
            await self._show_read(export)
        except Stopped:
            return
        except NetbookError as problem:
            self._show_unread(problem)
        finally:
            if self._reading is reading:
                self._busy = ""
                self.file_step.show_progress(Content())
                self._draw()

    async def _show_read(self, export: ReadExport) -> None:
        doubts = await self.work.read(doubtful_matches, export.census.everybody())
        before, again = self._export, self._step == COLUMNS
        self._export, self._contents, self._preview = export, export.contents, None
        self.matches.begin(doubts, afresh=before is None or before.source.digest != export.source.digest)
        self.columns.begin(export.mapped, export.source, export.contents)
        self._busy = ""
        if again:
            self.action_next_step()
        else:
            self._show_step(COLUMNS)

    def _show_unread(self, problem: NetbookError) -> None:
        """Say why nothing could be read, where that can be put right."""
        if isinstance(problem, ColumnsUnclear) and self._chosen is not None:
            self._export = self._contents = self._preview = None
            self.matches.begin((), afresh=True)
            self.columns.begin(self._chosen)
            self._show_step(COLUMNS)
        elif self._step != FILE:
            self.say_problem(problem)
        elif isinstance(problem, OwnerUnclear):
            self.file_step.say_wrong(problem, "Write your own account above, and press enter.")
            self.file_step.ask_account()
        else:
            self.file_step.say_wrong(problem, *problem.hints)

    async def _is_asked_first(self, path: str) -> bool:
        """Ask for a second enter before a whole folder is read that does not look like an export."""
        if path == self._folder_named or not await asyncio.to_thread(is_folder, path):
            return False
        if await asyncio.to_thread(holds_export, path):
            return False
        self._folder_named = path if path.endswith("/") else f"{path}/"
        self.file_step.field.put(self._folder_named)
        self.call_after_refresh(
            self.file_step.say_note, "A folder. Choose a file in it, or enter again to read all of it."
        )
        return True

    def _stop_reading(self) -> None:
        self._reading.stop()
        if self._worker is not None:
            self._worker.cancel()
        self._busy = ""
        self.file_step.show_progress(Content())
        self._draw()
        self.say("Stopped reading. Nothing was changed.", "warn")

    # Choosing columns

    def _columns_of(self, table: Table) -> Mapping[str, str]:
        """Say in the reading's thread what the columns of a table are: as chosen here, as said before, or as guessed."""
        chosen = self._chosen
        if chosen is None or chosen.table.digest != table.digest:
            chosen = MappedTable(table, {**table.guess, **said_before(self.work.book, table)})
        self._chosen = MappedTable(table, chosen.targets)
        return chosen.targets

    def read_as_chosen(self) -> None:
        """Read the file for what its columns are now, and go on."""
        chosen = self.columns.chosen
        if chosen is None or not names_people(chosen.targets):
            self.say("No column tells yet who somebody is: enter on one says what it is.", "warn")
        else:
            self._chosen = chosen
            self._read(self._path)

    @on(ColumnsStep.ChangeAsked)
    def _ask_column(self, event: ColumnsStep.ChangeAsked) -> None:
        event.stop()
        if not self._busy:
            self.start(self._choose_target(event))

    async def _choose_target(self, event: ColumnsStep.ChangeAsked) -> None:
        from netbook.tui.dialogs.column import ColumnDialog

        target = await self.ask(ColumnDialog(event.column, event.now))
        if target is not None:
            self.columns.take(event.column.name, target)
            self._sure = False

    @on(ColumnsStep.Changed)
    def _say_change(self, event: ColumnsStep.Changed) -> None:
        event.stop()
        self._sure = False
        self.say(event.words, "muted")
