"""Step 2 of an import: what was recognised, and its first rows; what the columns of a table are, where that can be chosen.

The columns of most files are known, so there is nothing to choose. Those of any other table are listed with their first
values and what they are taken for, which can be changed column by column.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Container, Vertical
from textual.message import Message

from netbook.domain.counts import counted, people
from netbook.domain.dates import short_date
from netbook.exports import MappedTable
from netbook.formats.spreadsheets.targets import Target, target_label
from netbook.tui.beside import start_beside
from netbook.tui.keys import ON_COLUMNS
from netbook.tui.widgets.columns import Column, ColumnPainter
from netbook.tui.widgets.reader import Reader
from netbook.tui.widgets.text import line, lines, plain
from netbook.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from typing import TypeVar

    from textual.app import ComposeResult
    from textual.content import Content

    from netbook.domain.records import InteractionRecord, PersonRecord
    from netbook.exports import Contents
    from netbook.formats.spreadsheets.targets import Column as TableColumn
    from netbook.usecases.imports import Source

    T = TypeVar("T")

_VALUES = 3
_LABEL = 14


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of a table, and what it is taken for."""

    column: TableColumn
    target: str


class ColumnList(VirtualList[ColumnRow]):
    """The columns of a table."""

    BINDINGS = [*ON_COLUMNS]  # noqa: RUF012 — Textual's form

    @dataclass
    class Wanted(Message):
        """Something is wanted of the column under the cursor: to change or ignore it, or to take the last change back."""

        what: str

    def action_change(self) -> None:
        """Say what the column is."""
        self.post_message(self.Wanted("change"))

    def action_ignore(self) -> None:
        """Leave the column out."""
        self.post_message(self.Wanted("ignore"))

    def action_forget(self) -> None:
        """Take the last change back."""
        self.post_message(self.Wanted("forget"))


class ColumnsStep(Container):
    """The columns at the left, if they can be chosen, and what was recognised."""

    DEFAULT_CSS = "ColumnsStep.known #columns-pane { display: none; }"

    @dataclass
    class Changed(Message):
        """A column is something else now; ``words`` say so."""

        words: str

    @dataclass
    class ChangeAsked(Message):
        """The user wants to choose what a column is, which is ``now`` one of the targets."""

        column: TableColumn
        now: str

    def __init__(self, today: date, day_first: Callable[[], bool]) -> None:
        """Begin with nothing read; ``day_first`` says how 3/4 is meant."""
        super().__init__(id="step-2", classes="step known")
        self._today = today
        self._day_first = day_first
        self._mapped: MappedTable | None = None
        self._targets: dict[str, str] = {}
        self._before: list[tuple[int, dict[str, str]]] = []
        self._read: tuple[Source, Contents] | None = None
        self._people: Sequence[PersonRecord] = ()

    def compose(self) -> ComposeResult:
        """Put the list and the text up."""
        with Vertical(classes="pane main", id="columns-pane"):
            yield ColumnList(self._fetch, ColumnPainter(_columns()), id="columns", markable=False)
        yield Reader(id="recognised", classes="pane side")

    @property
    def rows(self) -> ColumnList:
        """The list."""
        return self.query_one("#columns", ColumnList)

    @property
    def can_choose(self) -> bool:
        """Whether this is a table whose columns can be chosen."""
        return self._mapped is not None

    @property
    def chosen(self) -> MappedTable | None:
        """The table with its columns as they are chosen now."""
        return MappedTable(self._mapped.table, dict(self._targets)) if self._mapped else None

    @property
    def was_changed(self) -> bool:
        """Whether a column was changed."""
        return bool(self._before)

    @property
    def needs_reading(self) -> bool:
        """Whether the file must be read for what the columns are now."""
        return self._mapped is not None and (self._read is None or self._targets != self._mapped.targets)

    def begin(self, mapped: MappedTable | None, source: Source | None = None, contents: Contents | None = None) -> None:
        """Show what was read, and of a table what its columns are; without contents it could not be read so."""
        before = self._mapped
        self._read = (source, contents) if source is not None and contents is not None else None
        self._mapped = mapped
        self.set_class(mapped is None, "known")
        if mapped is None or before is None or before.table.digest != mapped.table.digest:
            self._before = []
        self._targets = dict(mapped.targets) if mapped else {}
        self._people = contents.first_people if contents else ()
        self._show()

    def take(self, name: str, target: str) -> None:
        """Say what a column is, and go to the next."""
        place = self.rows.number
        if self._mapped is None or place is None or self._targets[name] == target:
            return
        self._before.append((place, dict(self._targets)))
        self._targets[name] = target
        self._changed(min(place + 1, len(self._mapped.table.columns) - 1))

    def _changed(self, place: int) -> None:
        self._show(place)
        start_beside(self, self._preview, "preview", exclusive=True)

    async def _preview(self) -> None:
        chosen = self.chosen
        if chosen is not None:
            self._people = await asyncio.to_thread(chosen.first_people, day_first=self._day_first())
            self.draw()

    def _show(self, on_place: int | None = None) -> None:
        count = len(self._mapped.table.columns) if self._mapped else 0
        self.rows.show(range(count), on=on_place)
        pane = self.query_one("#columns-pane")
        pane.border_title = f"Columns ({count:,})"
        pane.border_subtitle = "enter changes · x ignores"
        self.draw()

    async def _fetch(self, numbers: Sequence[int]) -> Mapping[int, ColumnRow]:
        columns = self._mapped.table.columns if self._mapped else ()
        found = {number: columns[number] for number in numbers if number < len(columns)}
        return {number: ColumnRow(column, self._targets[column.name]) for number, column in found.items()}

    @on(ColumnList.Wanted)
    def _do(self, event: ColumnList.Wanted) -> None:
        event.stop()
        row = self.rows.row
        if event.what == "forget":
            self._forget()
        elif row is not None and event.what == "change":
            self.post_message(self.ChangeAsked(row.column, self._targets[row.column.name]))
        elif row is not None:
            self.take(row.column.name, Target.IGNORE.value)
            self.post_message(self.Changed(f"{row.column.title}: left out · u takes that back"))

    def _forget(self) -> None:
        if not self._before:
            self.post_message(self.Changed("There is no change to take back."))
            return
        place, self._targets = self._before.pop()
        self._changed(place)
        self.post_message(self.Changed("The last change is taken back."))

    # What was recognised

    def draw(self) -> None:
        """Lay out what was recognised, in the room there is."""
        reader = self.query_one("#recognised", Reader)
        cells = max(30, reader.scrollable_content_region.width or self.size.width - 6)
        if self._mapped is not None:
            reader.show(self._table_content(cells))
        elif self._read is not None:
            reader.show(columns_content(*self._read, self._today, cells))

    def _table_content(self, cells: int) -> Content:
        """Say what the columns make of the first rows."""
        if self._people:
            found = _table("First people", _NAMED(), self._people, cells)
        else:
            found = [plain("No column tells yet who somebody is: a name, an e-mail address or a handle.", "warn")]
        if not self.needs_reading and self._read is not None:
            contents = self._read[1]
            held = f"{people(contents.people)}, {counted(contents.interactions, 'interaction')}"
            found.append(_row("Holds", held))
        return lines([*found, plain("Remembered for files with the same headings, once imported.", "muted")])

    def on_resize(self) -> None:
        """Lay out anew."""
        if self.display:
            self.call_after_refresh(self.draw)


def _columns() -> tuple[Column[ColumnRow], ...]:
    return (
        Column("Column", lambda row: (row.column.title, ""), 12, 18),
        Column("Becomes", lambda row: (target_label(row.target), _role(row.target)), 14, 20),
        Column("First values", lambda row: (", ".join(row.column.samples[:_VALUES]), "muted"), 12, 60),
    )


def _role(target: str) -> str:
    return "muted" if target == Target.IGNORE else "accent"


def columns_content(source: Source, contents: Contents, today: date, cells: int) -> Content:
    """Lay out what was recognised."""
    found: list[Content | str] = [
        _row("Recognised", source.label),
        _row("Read", f"{counted(contents.records, 'record')} of {source.file}"),
        _row("Holds", f"{people(contents.people)}, {counted(contents.interactions, 'interaction')}"),
    ]
    if contents.own_account:
        found.append(_row("Your account", f"{contents.own_account} (never made a contact)"))
    if contents.skipped or contents.failed:
        words = f"{counted(contents.skipped, 'record')} skipped, {contents.failed:,} unreadable; step 4 says why"
        found.append(_row("Left out", words))
    found += [_row("Columns", "known already; nothing to choose")]
    if contents.first_people:
        found += ["", *_table("First people", _PERSON(today), contents.first_people, cells)]
    if contents.first_interactions:
        found += ["", *_table("First interactions", _TALK(today), contents.first_interactions, cells)]
    return lines(found)


def _row(label: str, text: str) -> Content:
    return line((label.ljust(_LABEL), "muted"), text)


def _table(title: str, columns: Sequence[Column[T]], rows: Sequence[T], cells: int) -> list[Content]:
    painter = ColumnPainter(columns)
    return [
        plain(title, "heading bold"),
        plain(painter.titles(cells).rstrip(), "muted"),
        *(line(*painter(row, cells)) for row in rows),
    ]


def _NAMED() -> tuple[Column[PersonRecord], ...]:  # noqa: N802 — the columns of a table
    return (
        Column("Name", lambda row: (row.name or "–", ""), 14, 24),
        Column("Handle", lambda row: (row.handles[0].shown if row.handles else "–", "accent"), 14, 26),
        Column("Organisation", lambda row: (row.organisation or "–", ""), 12, 28),
        Column("Position", lambda row: (row.position or "–", ""), 12, 28),
        Column("Tags", lambda row: (", ".join(row.tags) or "–", "muted"), 10, 24),
    )


def _PERSON(today: date) -> tuple[Column[PersonRecord], ...]:  # noqa: N802 — the columns of a table, for one day
    return (
        Column("Name", lambda row: (row.name or "–", ""), 14, 24),
        Column("Handle", lambda row: (row.handles[0].shown if row.handles else "–", "accent"), 14, 26),
        Column("Connected", lambda row: (short_date(row.met_on, today) if row.met_on else "–", "muted"), 15, 15),
        Column("Organisation", lambda row: (row.organisation or "–", ""), 12, 28),
        Column("Position", lambda row: (row.position or "–", ""), 12, 28),
    )


def _TALK(today: date) -> tuple[Column[InteractionRecord], ...]:  # noqa: N802 — the same
    return (
        Column("With", lambda row: (_with(row), ""), 14, 24),
        Column("Date", lambda row: (short_date(_day(row.at), today), "muted"), 15, 15),
        Column("Channel", lambda row: (f"{row.channel}, {row.direction}", "muted"), 17, 20),
        Column("Text", lambda row: (row.note or "", "muted"), 12, 60),
    )


def _with(row: InteractionRecord) -> str:
    return ", ".join(name or handle.shown for handle, name in row.people)


def _day(at: datetime | date) -> date:
    return at.date() if isinstance(at, datetime) else at
