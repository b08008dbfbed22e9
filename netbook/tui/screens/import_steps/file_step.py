"""Step 1 of an import: which file, with what can be imported below the field, and the imports that were made."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Label, Static

from netbook.domain.counts import counted, people
from netbook.domain.dates import short_date
from netbook.domain.text import clean, pad
from netbook.exports import Candidate, begun_in, candidates, completed, download_folder, likely_exports, pasted_path
from netbook.queries.receipts import ReceiptRow
from netbook.tui.beside import start_beside
from netbook.tui.keys import IN_PATH_FIELD, ON_EARLIER_IMPORTS
from netbook.tui.screens.import_steps.reading import size_words
from netbook.tui.widgets.text import lines, plain
from netbook.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from textual import events
    from textual.app import ComposeResult
    from textual.content import Content

    from netbook.errors import NetbookError
    from netbook.tui.widgets.text import Part

Source = Candidate | ReceiptRow
_SIZE = 10
_DAY = 16
_NARROW = 70


class PathField(Input):
    """A field for a path; what is shown is clean, the path behind it is exact."""

    BINDINGS = [*IN_PATH_FIELD]  # noqa: RUF012 — Textual's form

    @dataclass
    class Leaving(Message):
        """The cursor wants to go on, to the right or down."""

        down: bool

    @dataclass
    class CompletionAsked(Message):
        """Tab was pressed."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(id="path", placeholder="~/Downloads/…", select_on_focus=False)
        self._exact: dict[str, str] = {}

    @property
    def path(self) -> str:
        """The path as it is on the disk."""
        return self._exact.get(self.value, self.value)

    def put(self, path: str) -> None:
        """Show a path; signs that a terminal obeys are made visible, and the path behind them is kept."""
        self._exact = {clean(path): path}
        self.value = clean(path)
        self.cursor_position = len(self.value)

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        text = pasted_path(event.text)
        if text:
            self.put(self.path[: self.cursor_position] + text.splitlines()[0] + self.path[self.cursor_position :])

    def action_complete(self) -> None:
        """Complete the path."""
        self.post_message(self.CompletionAsked())

    def action_to_list(self) -> None:
        """Go to the list below."""
        self.post_message(self.Leaving(down=True))

    def action_cursor_right(self, select: bool = False) -> None:
        """Go a sign to the right; from the end, to the next step."""
        if self.cursor_at_end and not select:
            self.post_message(self.Leaving(down=False))
        else:
            super().action_cursor_right(select)


class SourceList(VirtualList[Source]):
    """What can be imported, and the imports that were made."""

    BINDINGS = [*ON_EARLIER_IMPORTS]  # noqa: RUF012 — Textual's form

    @dataclass
    class TakeBack(Message):
        """An import is to be taken back; None where the cursor stands on none."""

        receipt: ReceiptRow | None

    @dataclass
    class Left(Message):
        """The cursor went up over the first row."""

    def action_take_back(self) -> None:
        """Take the import under the cursor back."""
        row = self.row
        self.post_message(self.TakeBack(row if isinstance(row, ReceiptRow) else None))

    def action_up(self) -> None:
        """Go to the row before; from the first, to the field."""
        before = self.cursor
        super().action_up()
        if self.cursor == before:
            self.post_message(self.Left())


class FileStep(Vertical):
    """The field, what is wrong, how far the reading is, and the list."""

    DEFAULT_CSS = """
    FileStep Horizontal { height: 1; }
    FileStep Label { width: 16; color: $nb-muted; }
    FileStep Input { width: 1fr; background: $panel; }
    FileStep #own-row { display: none; }
    FileStep.asks-account #own-row { display: block; }
    FileStep #file-problem, FileStep #progress { height: auto; display: none; }
    """

    @dataclass
    class Chosen(Message):
        """A path is to be read."""

        path: str

    def __init__(self, today: date) -> None:
        """Make the step; nothing is looked up before it is shown."""
        super().__init__(id="step-1", classes="pane step")
        self._today = today
        self._likely: list[Candidate] = []
        self._found: list[Candidate] = []
        self._receipts: list[ReceiptRow] = []
        self._rows: list[Source] = []
        self._downloads = ""

    def compose(self) -> ComposeResult:
        """Put the step together."""
        with Horizontal():
            yield Label("File or folder", markup=False)
            yield PathField()
        with Horizontal(id="own-row"):
            yield Label("Your account", markup=False)
            yield Input(id="own", placeholder="linkedin.com/in/you, or @you@example.social", select_on_focus=False)
        yield Static(id="file-problem", markup=False)
        yield Static(id="progress", markup=False)
        yield SourceList(self._fetch, self._paint, id="sources", markable=False)

    @property
    def field(self) -> PathField:
        """The field for the path."""
        return self.query_one(PathField)

    @property
    def sources(self) -> SourceList:
        """The list."""
        return self.query_one(SourceList)

    @property
    def own_account(self) -> str | None:
        """The account of the user's own, if it was asked for and given."""
        return self.query_one("#own", Input).value.strip() or None if self.has_class("asks-account") else None

    def ask_account(self) -> None:
        """Ask for the user's own account, which the export does not show."""
        self.add_class("asks-account")
        self.query_one("#own", Input).focus()

    def say_wrong(self, problem: NetbookError | None, *hints: str) -> None:
        """Say under the field what is wrong; None takes it away."""
        words = () if problem is None else (plain(f"✗ {problem}", "stale"), *(plain(hint, "muted") for hint in hints))
        self._show_note("#file-problem", lines(words))

    def say_note(self, text: str) -> None:
        """Say under the field what to do."""
        self._show_note("#file-problem", plain(text, "warn"))

    def show_progress(self, words: Content) -> None:
        """Say how far the reading is."""
        self._show_note("#progress", words)

    def _show_note(self, name: str, words: Content) -> None:
        note = self.query_one(name, Static)
        note.update(words)
        note.display = bool(words.plain)

    # The list

    async def look(self) -> None:
        """Look into the folder that is being typed, and into the one for downloads."""
        typed = self.field.path
        self._downloads = await asyncio.to_thread(download_folder)
        self._likely = await asyncio.to_thread(likely_exports) if not typed else []
        self._found = await asyncio.to_thread(candidates, typed)
        self._show()

    def show_receipts(self, receipts: list[ReceiptRow]) -> None:
        """Show the imports that were made."""
        self._receipts = receipts
        self._show()

    def _show(self) -> None:
        typed, rows, numbers = self.field.path, list[Source](), list[int]()
        headings: dict[int, str] = {}
        groups: tuple[tuple[str, Sequence[Source]], ...] = (
            (f"Found in {self._downloads}", self._likely),
            (f"In {begun_in(typed)[0] or './'}", self._found),
            ("Earlier imports", self._receipts),
        )
        for title, group in groups:
            if group:
                heading = -1 - len(headings)
                headings[heading] = f"{title} ({len(group):,})"
                numbers.append(heading)
                numbers += range(len(rows), len(rows) + len(group))
                rows += group
        self._rows = rows
        self.sources.show(numbers, headings)

    async def _fetch(self, numbers: Sequence[int]) -> Mapping[int, Source]:
        return {number: self._rows[number] for number in numbers if number < len(self._rows)}

    def _paint(self, row: Source, cells: int) -> Sequence[Part]:
        if isinstance(row, Candidate):
            size = "folder" if row.is_folder else size_words(row.size)
            return [
                (pad(row.name, cells - _SIZE - 1) + " ", "" if not row.is_folder else "muted"),
                (pad(size, _SIZE), "muted"),
            ]
        return self._receipt(row, cells)

    def _receipt(self, row: ReceiptRow, cells: int) -> Sequence[Part]:
        if row.taken_back_at is not None:
            came = "taken back"
        elif cells < _NARROW:
            came = people(row.contacts_new)
        else:
            parts = [people(row.contacts_new)]
            if row.interactions_new or not row.unresolved:
                parts.append(counted(row.interactions_new, "interaction"))
            if row.unresolved:
                parts.append(f"{row.unresolved:,} by id")
            came = ", ".join(parts)
        room = max(10, (cells - 5 - _DAY) // 2)
        role = "gone" if row.taken_back_at else ""
        day = short_date(row.at.date(), self._today)
        return [
            (pad(f"{row.id:>3}", 5), "muted"),
            (pad(day, _DAY), "muted"),
            (pad(row.file, room - 1) + " ", role),
            (pad(came, max(1, cells - 5 - _DAY - room)), "muted"),
        ]

    # Typing and choosing

    @on(Input.Changed, "#path")
    def _look_again(self, event: Input.Changed) -> None:
        event.stop()
        self.say_wrong(None)
        start_beside(self, self.look, "look", exclusive=True)

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Chosen(self.field.path))

    @on(PathField.CompletionAsked)
    def _complete(self, event: PathField.CompletionAsked) -> None:
        event.stop()
        start_beside(self, self._complete_path, "look", exclusive=True)

    async def _complete_path(self) -> None:
        typed = self.field.path
        self._found = await asyncio.to_thread(candidates, typed)
        further = completed(typed, self._found) if typed else typed
        if further != typed:
            self.field.put(further)
        elif self._rows:
            self.sources.focus()

    @on(PathField.Leaving)
    def _leave_field(self, event: PathField.Leaving) -> None:
        if event.down:
            event.stop()
            self.sources.focus()

    @on(SourceList.Left)
    def _leave_list(self, event: SourceList.Left) -> None:
        event.stop()
        self.field.focus()

    @on(VirtualList.Opened)
    def _open(self, event: VirtualList.Opened) -> None:
        event.stop()
        self.choose()

    def choose(self) -> None:
        """Take the row under the cursor: read a file, go into a folder."""
        row: Any = self.sources.row
        if not isinstance(row, Candidate):
            self.say_note(
                "This import was made already; del takes it back." if row else "Type a path, or choose a file."
            )
            return
        self.field.put(row.typed)
        if row.is_folder:
            self.sources.move_to(0)
            self.field.focus()
        else:
            self.post_message(self.Chosen(row.typed))
