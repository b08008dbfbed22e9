"""The tables of an export: which of its files are tables with certain headings, and their rows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from netbook.domain.records import Fate, LeftOut, Origin
from netbook.formats.csv_rows import BrokenRow, CsvRow, CsvShape, csv_rows
from netbook.formats.spreadsheets.cells import order_of_days
from netbook.formats.spreadsheets.people import Draft, Roll
from netbook.formats.streams import OnRead, UnreadableFile, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from netbook.domain.handles import Handle
    from netbook.domain.records import Progress, Record, Records
    from netbook.formats.files import ExportFiles, Member

HEAD_BYTES = 64 * 1024
"""How much of a file is looked at for its headings; those of an address book can be longer than 4 KiB."""
MOST_TABLES = 1_000
"""How many files of one folder or zip are looked into."""
_ENDINGS = (".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class Choices:
    """What only the user can say of a table: what its columns are, and how dates such as 3/4 are meant."""

    columns: Mapping[str, str] | None = None
    """Targets by column, as ``Table.columns`` names them."""
    day_first: bool = True


@dataclass(frozen=True, slots=True)
class TablePart:
    """One file of the export that is a table, and its name for sentences."""

    files: ExportFiles
    member: Member
    shape: CsvShape
    shown: str

    def rows(self, on_read: OnRead | None = None) -> Iterator[CsvRow | BrokenRow]:
        """Yield the rows below the headings."""
        with self.files.open(self.member.name, on_read) as stream:
            yield from csv_rows(stream, self.shape)

    def origin(self, line: int) -> Origin:
        """Return where a line of this file stands."""
        return Origin(self.shown, line)


class TableFormat(ABC):
    """A reader of tables with a person a row; what is to be known of them besides the file is told to it."""

    name: ClassVar[str]
    label: ClassVar[str]
    date_columns: ClassVar[tuple[str, ...]] = ()
    """Columns whose dates may be written in either order, which the whole column tells."""
    with_companies: ClassVar[bool] = True
    """Whether a row with no more than an organisation and a number is a company's card, called by its name."""

    def __init__(self, choices: Choices | None = None) -> None:
        """Read with these choices, or with none."""
        self.choices = choices or Choices()

    def told(self, choices: Choices) -> Self:
        """Return a reader that knows these choices."""
        return type(self)(choices)

    def recognises(self, files: ExportFiles) -> bool:
        """Say whether a file with the headings of this format is there."""
        return bool(self.parts(files))

    def read(self, files: ExportFiles, progress: Progress, owner: Handle | None = None) -> Records:
        """Yield one record for every row; raises UnreadableFile if no file has the headings of this format.

        ``owner`` is left out of the people by whoever takes the records; an address book does not name its owner.
        """
        del owner
        parts = self.parts(files)
        if not parts:
            raise UnreadableFile(
                f"“{shown_name(files.label)}” has not the headings of {self.label}. "
                "Import the file as it was exported, or say --format csv and what its columns are."
            )
        meter = _Meter(progress, parts, times=2 if self._asks_dates() else 1)
        roll = Roll(self.name, with_companies=self.with_companies)
        for part in parts:
            yield from self._records(part, roll, meter)
        meter.finish()

    def parts(self, files: ExportFiles) -> list[TablePart]:
        """Return the files that are tables of this format."""
        found = []
        for member in table_members(files):
            head = readable_head(files, member)
            shape = self.shape(head, whole=len(head) >= member.size) if head else None
            if shape is not None:
                found.append(TablePart(files, member, shape, shown_name(member.name)))
        return found

    @abstractmethod
    def shape(self, head: bytes, *, whole: bool) -> CsvShape | None:
        """Return the shape of a file from its first bytes if it is a table of this format; ``whole`` if they are all."""

    @abstractmethod
    def fill(self, draft: Draft, row: CsvRow, *, day_first: bool) -> None:
        """Put what a row says into a draft."""

    def _records(self, part: TablePart, roll: Roll, meter: _Meter) -> Iterator[Record]:
        day_first = self._day_first(part, meter.add)
        for row in part.rows(meter.add):
            origin = part.origin(row.line)
            if isinstance(row, BrokenRow):
                yield LeftOut(origin, Fate.FAILED, row.reason)
                continue
            draft = Draft()
            self.fill(draft, row, day_first=day_first)
            yield from roll.records(draft, origin, self.key(row))

    def key(self, row: CsvRow) -> str | None:  # noqa: ARG002 — few files know their people by a key
        """Return what the file itself knows a person by."""
        return None

    def _asks_dates(self) -> bool:
        return bool(self.dates())

    def dates(self) -> Sequence[str]:
        """Return the columns with dates."""
        return self.date_columns

    def _day_first(self, part: TablePart, on_read: OnRead) -> bool:
        """Find out from all dates of a file whether the day comes first; else go by what the user says of 3/4."""
        columns = [column for column in self.dates() if column in part.shape.columns]
        if not columns:
            return self.choices.day_first
        rows = (row for row in part.rows(on_read) if isinstance(row, CsvRow))
        told = order_of_days(row.get(column) for row in rows for column in columns)
        return self.choices.day_first if told is None else told


def table_members(files: ExportFiles) -> list[Member]:
    """Return the files that may be tables: a lone file whatever its name, of several those named as tables."""
    members = [member for member in files.members if not _is_shadow(member)]
    if len(members) > 1:
        members = [member for member in members if member.base.casefold().endswith(_ENDINGS)]
    return members[:MOST_TABLES]


def readable_head(files: ExportFiles, member: Member) -> bytes:
    """Return the first bytes of a file, none if it cannot be read and others may do instead."""
    try:
        return files.head(member.name, HEAD_BYTES)
    except UnreadableFile:
        if len(files.members) == 1:
            raise
        return b""


def first_cell(row: CsvRow, columns: Iterable[str]) -> str:
    """Return the first cell that is not empty."""
    return next((cell for column in columns if (cell := row.get(column))), "")


def _is_shadow(member: Member) -> bool:
    """Say whether this is the twin file that a Mac puts beside the real one in a zip."""
    return member.base.startswith("._") or member.name.startswith("__MACOSX/")


class _Meter:
    """Adds up the bytes read, of files that are read so many times."""

    def __init__(self, progress: Progress, parts: Sequence[TablePart], *, times: int) -> None:
        self._progress = progress
        self._total = times * sum(part.member.size for part in parts)
        self._done = 0

    def add(self, count: int) -> None:
        """Note ``count`` more bytes."""
        self._done = min(self._done + count, self._total)
        self._progress(self._done, self._total)

    def finish(self) -> None:
        """Note that everything is read."""
        self._progress(self._total, self._total)
