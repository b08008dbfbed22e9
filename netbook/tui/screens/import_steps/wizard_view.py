"""What the import wizard shows: the line of steps, the step, the keys of it; what is known so far."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from textual.containers import Vertical
from textual.widgets import Static

from netbook.domain.counts import counted
from netbook.domain.text import shorten
from netbook.tui.screens.import_steps.columns_step import ColumnsStep
from netbook.tui.screens.import_steps.confirm_step import Done, busy_content, preview_content, result_content
from netbook.tui.screens.import_steps.file_step import FileStep
from netbook.tui.screens.import_steps.matches_step import MatchesStep
from netbook.tui.screens.import_steps.reading import Reading
from netbook.tui.screens.page import Page
from netbook.tui.widgets.key_bar import Hint, KeyBar, hint
from netbook.tui.widgets.reader import Reader
from netbook.tui.widgets.text import line, plain
from netbook.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.content import Content

    from netbook.exports import Contents, ReadExport
    from netbook.usecases.imports import Imported

FILE, COLUMNS, MATCHES, CONFIRM = 1, 2, 3, 4
MAPPING = 0
"""Stands for the keys of step 2 where its columns can be chosen."""
STEPS = {FILE: "File", COLUMNS: "Columns", MATCHES: "Matches", CONFIRM: "Confirm"}
TICK_SECONDS = 0.1
"""How often the reading and the writing are looked at."""
READING, BACKUP, WRITING = "reading", "backup", "writing"
_BUSY = {
    BACKUP: "Copying the book … esc cancels.",
    WRITING: "Writing … esc cancels, and leaves nothing behind.",
}
_FOOTERS = {
    FILE: (
        ("path-complete", None),
        ("wizard-go", "Read"),
        ("back", "Cancel"),
        ("path-list", None),
        ("take-back", None),
    ),
    COLUMNS: (("wizard-next", None), ("wizard-back", None), ("back", "Cancel")),
    MAPPING: (
        *(("column-change", None), ("column-ignore", None), ("wizard-next", None), ("wizard-back", None)),
        *(("back", "Cancel"), ("column-forget", None)),
    ),
    MATCHES: (
        *(("match-same", None), ("match-other", None), ("match-skip", None), ("match-change", None)),
        *(
            ("wizard-next", None),
            ("wizard-back", None),
            ("back", "Cancel"),
            ("match-all", None),
            ("match-forget", None),
        ),
    ),
    CONFIRM: (("wizard-go", "Import"), ("wizard-back", None), ("back", "Cancel")),
}


class WizardView(Page):
    """The page as it is seen; what its keys do stands in the wizard."""

    def __init__(self) -> None:
        """Begin with no file."""
        super().__init__()
        self._step = FILE
        self._export: ReadExport | None = None
        self._contents: Contents | None = None
        self._preview: Imported | None = None
        self._done: Done | None = None
        self._taken_back = False
        self._busy = ""
        self._busy_since = 0.0
        self._reading = Reading()
        self._sure = False

    def compose_body(self) -> Iterable[Any]:
        """Put the line of steps and all steps up; one is shown."""
        with Vertical(id="wizard"):
            with Vertical(id="head", classes="pane"):
                yield Static(id="steps", markup=False)
                yield Static(id="counts", markup=False)
            yield FileStep(self.work.today)
            yield ColumnsStep(self.work.today, lambda: self.work.settings.day_first)
            yield MatchesStep(self.work)
            yield Reader(id="step-4", classes="pane step")

    def on_mount(self) -> None:
        """Begin with the first step."""
        super().on_mount()
        self.set_interval(TICK_SECONDS, self._tick)
        self._show_step(FILE)
        self.start(self.file_step.look())

    def on_unmount(self) -> None:
        """End a reading that goes on."""
        self._reading.stop()

    @property
    def file_step(self) -> FileStep:
        """Step 1."""
        return self.query_one(FileStep)

    @property
    def columns(self) -> ColumnsStep:
        """Step 2."""
        return self.query_one(ColumnsStep)

    @property
    def matches(self) -> MatchesStep:
        """Step 3."""
        return self.query_one(MatchesStep)

    # What is shown

    def _show_step(self, step: int) -> None:
        self._step, self._sure = step, False
        for number in STEPS:
            self.query_one(f"#step-{number}").display = number == step
        columns = "#columns" if self.columns.can_choose else "#recognised"
        focused = {FILE: "#path", COLUMNS: columns, MATCHES: "#doubts"}.get(step, f"#step-{step}")
        self.query_one(focused).focus()
        self._draw()

    def _draw(self) -> None:
        """Draw the line of steps, the footer, and the text of the step."""
        self.query_one(TopBar).title = f"Import · step {self._step} of {len(STEPS)}"
        self.query_one(KeyBar).hints = self.hints()
        self.query_one("#steps", Static).update(line(*self._step_parts()))
        self.query_one("#counts", Static).update(plain(shorten(self._counts(), max(20, self.size.width - 4)), "muted"))
        head = self.query_one("#head")
        source = self._export.source if self._export else None
        words = f"{source.file} · {source.label}" if source else "Import"
        head.border_title = plain(shorten(words, max(20, self.size.width - 10)), "bold")
        head.border_subtitle = "" if self._done else "nothing is written until step 4"
        self.columns.draw()
        if self._export is not None and self._contents is not None:
            self.query_one("#step-4", Reader).show(self._confirm_content(self._export))

    def _step_parts(self) -> Iterator[tuple[str, str]]:
        for number, name in STEPS.items():
            if self._done is not None or number < self._step:
                yield f"{number} {name} ✓", "good"
            elif number == self._step:
                yield f"{number} {name} ●", "accent bold"
            else:
                yield f"{number} {name}", "muted"
            yield "  " if number < len(STEPS) else "", ""

    def _counts(self) -> str:
        """Say in one line what matters in this step."""
        if self._step == COLUMNS and self.columns.can_choose:
            return "What each column becomes. → goes on."
        if self._contents is None or self._step == FILE:
            return "As it was downloaded: a zip, a folder, a CSV, vCard, ICS or mbox file."
        if self._step == MATCHES:
            return "The same profile link is matched for you; only these need your eyes."
        if self._step == COLUMNS and self._export is not None:
            return "This is what was recognised. → goes on."
        doubts = self.matches.doubts
        said = f"{self.matches.decided:,} of {len(doubts):,} doubtful decided" if doubts else "nobody doubtful"
        return f"{counted(self._contents.records, 'record')} · {said}"

    def _confirm_content(self, export: ReadExport) -> Content:
        cells = max(30, self.query_one("#step-4", Reader).scrollable_content_region.width or self.size.width - 6)
        if self._done is not None:
            return result_content(export.source, self._done, cells, taken_back=self._taken_back)
        if self._busy in _BUSY:
            progress = self._reading.words() if self._busy == WRITING else None
            return busy_content(_BUSY[self._busy], time.monotonic() - self._busy_since, progress)
        if self._preview is None:
            return plain("Counting what would come in …", "muted")
        return preview_content(export.source, self._preview, self.work.book.backups, cells)

    def hints(self) -> tuple[Hint, ...]:
        """Give the keys of the step."""
        named = self.keys_by_name()
        mapping = self._step == COLUMNS and self.columns.can_choose
        wanted: tuple[tuple[str, str | None], ...] = _FOOTERS[MAPPING if mapping else self._step]
        if self._done is not None:
            wanted = (("wizard-go", "Inbox"), ("undo", None), ("import", None), ("back", None))
        middle = [hint(named[name], words) for name, words in wanted]
        return (hint(named["help"]), *middle, hint(named["palette"]))

    def on_resize(self) -> None:
        """Lay out anew."""
        if self.is_mounted:
            self.call_after_refresh(self._draw)

    def _tick(self) -> None:
        """Show how far the reading or the writing is."""
        if self._busy == READING:
            self.file_step.show_progress(self._reading.words())
            if self._step != FILE:
                self.query_one("#counts", Static).update(self._reading.words())
        elif self._busy and self._export is not None:
            self.query_one("#step-4", Reader).show(self._confirm_content(self._export))

    @contextmanager
    def _patience(self) -> Iterator[None]:
        """Keep quiet about waiting: an import takes its time without another netbook writing."""
        before, self.work.on_waiting = self.work.on_waiting, lambda: None
        try:
            yield
        finally:
            self.work.on_waiting = before
