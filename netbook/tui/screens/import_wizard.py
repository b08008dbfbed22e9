"""The import wizard: file, columns, matches, confirm. Nothing is written before the last step's enter."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from textual import on

from netbook.domain.counts import counted, people
from netbook.exports import save_problems
from netbook.queries.doubts import doubtful_matches
from netbook.queries.receipts import ReceiptRow, receipts
from netbook.tui.keys import ON_IMPORT
from netbook.tui.screens.import_steps.confirm_step import Done
from netbook.tui.screens.import_steps.file_step import PathField, SourceList
from netbook.tui.screens.import_steps.matches_step import MatchesStep
from netbook.tui.screens.import_steps.reading import Reading, Stopped
from netbook.tui.screens.import_steps.reads_file import ReadsFile
from netbook.tui.screens.import_steps.wizard_view import BACKUP, COLUMNS, CONFIRM, FILE, READING, WRITING
from netbook.usecases.columns import remember_columns
from netbook.usecases.imports import apply_import
from netbook.usecases.take_back import TakenBack, take_back_import

if TYPE_CHECKING:
    from netbook.exports import ReadExport

_NAMES_SHOWN = 3


def _unwatched(done: int, total: int) -> None:
    """Let a reading go on unseen."""
    del done, total


class ImportPage(ReadsFile):
    """An import, from the choice of a file to its receipt."""

    BINDINGS = [*ON_IMPORT]  # noqa: RUF012 — Textual's form
    AUTO_FOCUS = "#path"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012 — the same
    CSS = """
    ImportPage #wizard { height: 1fr; }
    ImportPage #head { height: auto; }
    ImportPage #steps, ImportPage #counts { height: 1; }
    ImportPage .step { height: 1fr; }
    ImportPage.-wide #step-2, ImportPage.-widest #step-2 { layout: horizontal; }
    ImportPage.-wide #step-3, ImportPage.-widest #step-3 { layout: horizontal; }
    ImportPage.-low #head { border: none; padding: 0 2; }
    ImportPage.-low #counts { display: none; }
    ImportPage.-low.-narrow #match-side { height: 6; }
    ImportPage.-tiny #head { padding: 0; }
    ImportPage.-tiny #match-side { display: block; height: 6; border-top: solid $nb-frame; }
    """

    def __init__(self) -> None:
        """Begin with no file."""
        super().__init__()
        self._stop_wanted = False
        self._count_number = 0

    async def load(self) -> None:
        """Read the imports that were made; an import under way is matched and counted anew."""
        made = await self.work.read(receipts)
        self.file_step.show_receipts(made)
        if self._done is not None:
            number = self._done.outcome.receipt
            self._taken_back = not any(row.id == number and row.taken_back_at is None for row in made)
            self._draw()
        elif self._export is not None and not self._busy:
            people = self._export.census.everybody()
            self.matches.begin(await self.work.read(doubtful_matches, people), afresh=False)
            self._draw()
            if self._step == CONFIRM:
                await self._count()

    # Earlier imports

    @on(SourceList.TakeBack)
    def _take_back(self, event: SourceList.TakeBack) -> None:
        event.stop()
        if event.receipt is None:
            self.say("Go to an earlier import; del takes it back.", "warn")
        elif not self._busy:
            self.start(self._take_back_import(event.receipt))

    async def _take_back_import(self, receipt: ReceiptRow) -> None:
        with self._patience():
            await self.work.back_up()
            await self.perform(_taken_back_words, take_back_import, receipt.id, self.work.now())

    # Going from step to step

    @on(PathField.Leaving)
    def _leave_field(self, event: PathField.Leaving) -> None:
        event.stop()
        self.action_next_step()

    def action_next_step(self) -> None:
        """Go to the next step."""
        if self._busy or self._done is not None:
            return
        if self._step == FILE and self._export is None:
            self._read(self.file_step.field.path)
        elif self._step == CONFIRM:
            self.say("This is the last step: enter imports.", "muted")
        elif self._step == COLUMNS and self.columns.needs_reading:
            self.read_as_chosen()
        elif self._step == COLUMNS and not self.matches.doubts:
            self.say("Nobody is doubtful: step 3 has nothing to ask.", "muted")
            self._go_to(CONFIRM)
        else:
            self._go_to(self._step + 1)

    def action_step_back(self) -> None:
        """Go to the step before; nothing that was answered is lost."""
        if self._busy or self._done is not None:
            return
        if self._step == FILE:
            self.say("This is the first step: esc cancels.", "muted")
        else:
            skipped = self._step == CONFIRM and not self.matches.doubts
            self._go_to(self._step - (2 if skipped else 1))

    def _go_to(self, step: int) -> None:
        self._preview = None
        self._show_step(step)
        if step == CONFIRM:
            self.start(self._count())

    def action_go_on(self) -> None:
        """Do what the step is for."""
        if self._done is not None:
            self.dismiss()
            self.netbook.call_later(self.netbook.open_page, "inbox", "InboxPage")
        elif self._step == FILE:
            self.file_step.choose()
        elif self._step == COLUMNS:
            self.action_next_step()
        elif self._step == CONFIRM:
            self._confirm()

    def action_find(self) -> None:
        """Go to the field; in other steps there is nothing to find."""
        if self._step == FILE:
            self.file_step.field.focus()

    def action_add(self, text: str = "") -> None:
        """Take a paste for the path in step 1; else add a contact."""
        if text and self._step == FILE:
            self.file_step.field.put(text)
            self.file_step.field.focus()
        else:
            super().action_add(text)

    def action_import(self) -> None:
        """Begin anew once an import is made."""
        if self._done is not None:
            self.dismiss()
            self.netbook.call_later(self.netbook.open_page, "import_wizard", "ImportPage")

    @on(MatchesStep.Answered)
    def _after_answer(self, event: MatchesStep.Answered) -> None:
        event.stop()
        self._sure = False
        step = self.matches
        if event.words:
            self.say(event.words, "muted")
        elif step.decided == len(step.doubts):
            self.say("All are decided: → goes on.", "good")
        else:
            self.say(f"{step.decided:,} of {len(step.doubts):,} decided", "muted")

    # Step 4: counting and writing

    async def _count(self) -> None:
        """Count exactly what would come in; only the newest count is shown."""
        export = self._export
        if export is None:
            return
        self._count_number += 1
        number = self._count_number
        with self._patience():
            preview = await self.work.preview(
                apply_import,
                export.records(_unwatched),
                export.source,
                self.work.today,
                self.work.now(),
                census=export.census,
                **self._answers(),
            )
        if number == self._count_number and self._done is None and self._step == CONFIRM:
            self._preview = preview
            self._draw()

    def _answers(self) -> dict[str, Any]:
        answers = self.matches.answers
        return {
            "same_person": dict(answers.same_person),
            "pass_over": frozenset(answers.pass_over),
            "different": frozenset(answers.different),
        }

    def _confirm(self) -> None:
        if self._busy:
            return
        if self._preview is None:
            self.say("Still counting; enter imports once the counts are there.", "muted")
        elif self._export is not None:
            self._busy, self._busy_since, self._stop_wanted = BACKUP, time.monotonic(), False
            self._draw()
            self.start(self._write(self._export))

    async def _write(self, export: ReadExport) -> None:
        try:
            with self._patience():
                backup = await self.work.back_up()
                if self._stop_wanted:
                    self.say("Cancelled before anything was written.", "warn")
                    return
                self._busy, self._busy_since, self._reading = WRITING, time.monotonic(), Reading()
                kept = await self.work.keep(
                    apply_import,
                    export.records(self._reading),
                    export.source,
                    self.work.today,
                    self.work.now(),
                    census=export.census,
                    settling=self._reading.settled,
                    **self._answers(),
                )
                if export.mapped is not None:
                    await self.work.keep(remember_columns, export.mapped.table.digest, export.mapped.targets)
            problems_file, unsaved = None, ""
            outcome = kept.result
            if outcome.problems:
                problems_file = self.work.paths.log.parent / f"import-{outcome.receipt}-problems.txt"
                heading = f"Import {outcome.receipt}: {export.source.file}"
                try:
                    await asyncio.to_thread(save_problems, problems_file, heading, outcome.problems)
                except OSError as problem:
                    problems_file, unsaved = None, problem.strerror or "it cannot be written"
            self._done = Done(outcome, backup, problems_file, unsaved)
        except Stopped:
            self.say("Cancelled. Nothing was written.", "warn")
            return
        finally:
            self._busy = ""
            self._draw()
        new = f"{people(outcome.contacts_new)}, {counted(outcome.interactions_new, 'interaction')}"
        ids = f", {people(outcome.unresolved)} known by an id alone" if outcome.unresolved else ""
        self.say(f"✓ Imported {new}{ids} · u undo")
        await self.refresh_book()

    # Leaving

    def _may_leave(self, again: str) -> bool:
        """Say whether the page may be closed; ask first if answers would be lost."""
        if self._busy == WRITING:
            self._reading.stop()
            return False
        if self._busy == BACKUP:
            self._stop_wanted = True
            return False
        answered = self.matches.was_answered or self.columns.was_changed
        if self._done is None and answered and not self._sure:
            self._sure = True
            self.say(f"Your answers would be lost, and nothing is imported. {again} once more cancels.", "warn")
            return False
        return True

    def action_back(self) -> None:
        """Stop what is going on, else cancel."""
        if self._busy == READING:
            self._stop_reading()
        elif self._may_leave("esc"):
            self.dismiss()

    def action_quit_page(self) -> None:
        """Cancel."""
        if self._may_leave("q"):
            self.dismiss()

    def action_leave(self) -> None:
        """Quit, unless the book is being written."""
        if self._may_leave("^q"):
            self.netbook.exit(0)

    def action_show(self, tab: str) -> None:
        """Go to one of the four pages, which cancels the import."""
        if self._may_leave("The key"):
            super().action_show(tab)


def _taken_back_words(taken: TakenBack) -> str:
    gone = f"{people(taken.contacts_gone)}, {counted(taken.interactions_gone, 'interaction')} gone"
    words = f"Took back import {taken.receipt}: {gone}"
    if not taken.contacts_kept:
        return words
    names = ", ".join(taken.contacts_kept[:_NAMES_SHOWN])
    more = len(taken.contacts_kept) - _NAMES_SHOWN
    return f"{words}; kept, used since: {names}{f' and {more:,} more' if more > 0 else ''}"
