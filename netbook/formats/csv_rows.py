"""Rows of a CSV file as people really have them: any of several delimiters, encodings, preambles and accidents.

A row that cannot be read is handed on with its line, and the rows after it are still read.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HEADER_WITHIN_LINES = 40
"""The row of headings is looked for among this many lines."""
LINE_CHARACTERS = 1_000_000
RECORD_CHARACTERS = 1_000_000
"""A quoted cell that has not closed after this many characters never will."""
REREAD_CHARACTERS = 3_000_000
"""How much of one file may be read again to find good rows behind broken ones; bounds the time a hostile file takes."""

_DELIMITERS = ",;\t"
_TABLE_DELIMITERS = ",;\t|"
_SNIFFED_ROWS = 60
_STRAIGHT_SHARE = 0.5
"""The least share of rows that have the width of the headings, for a text to be a table."""
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class CsvShape:
    """How a CSV file is written: delimiter, the line of its headings, and these, in small letters.

    ``header_line`` is the last line of the headings; 0 where there are none and ``columns`` are made up.
    """

    utf16: bool
    delimiter: str
    header_line: int
    columns: tuple[str, ...]

    @property
    def least(self) -> int:
        """How many cells a row must have: empty headings at the end may have none."""
        named = len(self.columns)
        while named > 1 and not self.columns[named - 1]:
            named -= 1
        return named


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: the line where it begins, counted from 1, and its cells by heading."""

    line: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """Return the cell under a heading without outer white space; empty if the file has no such column."""
        return self.cells.get(column, "").strip()


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that cannot be read: the line where it begins, and why."""

    line: int
    reason: str


def csv_shape(head: bytes, wanted: frozenset[str]) -> CsvShape | None:
    """Return how a CSV file is written, from its first bytes, or None if no row of headings holds all of ``wanted``.

    Headings are compared without regard to case, underscores and runs of spaces.
    """
    utf16 = head.startswith(_UTF16_MARKS)
    for number, line in enumerate(_text_lines(io.BytesIO(head), utf16=utf16), start=1):
        if number > HEADER_WITHIN_LINES:
            break
        for delimiter in _DELIMITERS:
            columns = tuple(heading_key(cell) for cell in _loosely_split(line, delimiter))
            if wanted.issubset(columns):
                return CsvShape(utf16, delimiter, number, columns)
    return None


@dataclass(frozen=True, slots=True)
class SniffedTable:
    """What a text looks like as a table: its shape without columns, its first row as written, and some rows below."""

    shape: CsvShape
    first: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sniffed_table(head: bytes, *, whole: bool) -> SniffedTable | None:
    """Return the first rows of a CSV file of any headings, or None if the bytes do not look like a table.

    ``whole`` says that ``head`` is all of the file, so that its last line is not cut off. A line ``sep=;``, as
    spreadsheets write it, and lines before the headings that are not as wide as the table are passed over.
    """
    utf16 = head.startswith(_UTF16_MARKS)
    lines = list(_text_lines(io.BytesIO(head), utf16=utf16))
    if not whole:
        lines = lines[:-1]
    if lines:
        lines[0] = lines[0].removeprefix(_UTF8_MARK)
    told = _told_delimiter(lines)
    found = [_straight(lines, delimiter, utf16=utf16) for delimiter in told or _TABLE_DELIMITERS]
    tables = [table for table in found if table is not None]
    return max(tables, key=lambda table: (len(table.first) > 1, len(table.rows), len(table.first)), default=None)


def _told_delimiter(lines: Sequence[str]) -> str:
    """Return the delimiter that a first line ``sep=;`` tells, or nothing."""
    first = lines[0].rstrip("\r\n").lower() if lines else ""
    return first[4:] if len(first) == len("sep=;") and first.startswith("sep=") else ""


def _straight(lines: Sequence[str], delimiter: str, *, utf16: bool) -> SniffedTable | None:
    """Return the table that the lines are with this delimiter: the widest of the widths that most rows have."""
    rows = _sniffed_rows(lines, delimiter)
    widths = Counter(len(row) for _line, row in rows if len(row) > 1)
    if not widths:
        return _one_column(rows, delimiter, utf16=utf16)
    width = max(widths, key=lambda each: (widths[each], each))
    # Headings that end in a delimiter over rows that do not are one wider.
    begun = next(place for place, (_line, row) in enumerate(rows) if width in (len(row), len(row) - (not row[-1])))
    if begun >= HEADER_WITHIN_LINES or widths[width] < _STRAIGHT_SHARE * (len(rows) - begun):
        return None
    straight = tuple(row for _line, row in rows[begun + 1 :] if len(row) == width)
    return SniffedTable(CsvShape(utf16, delimiter, rows[begun][0], ()), rows[begun][1], straight)


def _one_column(rows: Sequence[tuple[int, tuple[str, ...]]], delimiter: str, *, utf16: bool) -> SniffedTable | None:
    if delimiter != _TABLE_DELIMITERS[0] or not rows:
        return None
    return SniffedTable(CsvShape(utf16, delimiter, rows[0][0], ()), rows[0][1], tuple(row for _, row in rows[1:]))


def _sniffed_rows(lines: Sequence[str], delimiter: str) -> list[tuple[int, tuple[str, ...]]]:
    """Return the first rows that are not blank, each with its last line; up to where the quotation marks go wrong."""
    csv.field_size_limit(max(csv.field_size_limit(), 2 * (LINE_CHARACTERS + RECORD_CHARACTERS)))
    reader = csv.reader(lines, delimiter=delimiter)
    rows: list[tuple[int, tuple[str, ...]]] = []
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((reader.line_num, tuple(row)))
            if len(rows) > _SNIFFED_ROWS:
                break
    except csv.Error:
        # The rows before it say enough.
        pass
    return rows


def csv_rows(stream: io.BufferedReader | io.BytesIO, shape: CsvShape) -> Iterator[CsvRow | BrokenRow]:
    """Yield every row below the headings; blank lines are no rows."""
    csv.field_size_limit(max(csv.field_size_limit(), 2 * (LINE_CHARACTERS + RECORD_CHARACTERS)))
    return _RowReader(_text_lines(stream, utf16=shape.utf16), shape).rows()


def heading_key(cell: str) -> str:
    """Return the form in which headings are compared: small letters, without underscores and runs of spaces."""
    return " ".join(cell.replace("_", " ").replace(_UTF8_MARK, "").casefold().split())


def _loosely_split(line: str, delimiter: str) -> list[str]:
    """Split one line on its own, forgiving its quotation marks; empty if even that is impossible."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _text_lines(stream: io.BufferedReader | io.BytesIO, *, utf16: bool) -> Iterator[str]:
    """Yield the lines as text with their ends, each line in UTF-8 if it is that, else in cp1252.

    Latin-1 gives every byte a character of its own, so lines can be found first and each be decoded by itself: one
    bad byte then spoils one line and not the file.
    """
    encoding, errors = ("utf-16", "replace") if utf16 else ("latin-1", "strict")
    text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")
    while line := text.readline(LINE_CHARACTERS):
        if not utf16 and not line.isascii():
            line = _decoded(line.encode("latin-1"))
        yield line.replace("\0", "") if "\0" in line else line


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


class _Feed:
    """Lines for the csv module, kept until their row is judged, so that those of a broken row can be read again."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._characters = 0
        self._taken = 0
        self._allowance = REREAD_CHARACTERS
        self.held: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        if self.held and self._characters + len(line) > RECORD_CHARACTERS:
            self._again.appendleft(line)
            raise StopIteration
        self.held.append(line)
        self._characters += len(line)
        self._taken += 1
        return line

    @property
    def line(self) -> int:
        """The line where the held row begins, from 1."""
        return self._taken - len(self.held) + 1

    def begin(self) -> None:
        """Forget the held lines: a new row begins."""
        self.held = []
        self._characters = 0

    def give_back(self) -> bool:
        """Offer all held lines but the first once more; False if that is past the allowance."""
        back = self.held[1:]
        cost = self._characters - len(self.held[0])
        if cost > self._allowance:
            return False
        self._allowance -= cost
        self._taken -= len(back)
        self._again.extendleft(reversed(back))
        del self.held[1:]
        return True


class _RowReader:
    """Reads rows strictly, and after a broken one finds its way to the next good one."""

    def __init__(self, lines: Iterator[str], shape: CsvShape) -> None:
        self._feed = _Feed(lines)
        self._shape = shape
        self._reader = csv.reader(self._feed, delimiter=shape.delimiter, strict=True)
        self._astray = False

    def rows(self) -> Iterator[CsvRow | BrokenRow]:
        """Yield the rows below the headings."""
        for _, _line in zip(range(self._shape.header_line), self._feed, strict=False):
            self._feed.begin()
        width = len(self._shape.columns)
        while True:
            self._feed.begin()
            cells: list[str] | None = None
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error:
                # A quotation mark that is never closed, or text behind one that is.
                pass
            if cells is not None and len(cells) == width:
                yield self._row(self._feed.line, cells)
            elif cells != [] and (judged := self._judge(cells)) is not None:
                yield judged

    def _judge(self, cells: list[str] | None) -> CsvRow | BrokenRow | None:
        """Return what to make of a row that does not fit: a row after all, a broken one, or None if it is no row."""
        line, first = self._feed.line, self._feed.held[0]
        if cells is not None and (whole := self._fitting(cells)):
            return self._row(line, whole)
        if cells is not None and len(self._feed.held) == 1:
            return self._broken(line, first, cells) if any(cell.strip() for cell in cells) else None
        last = line + len(self._feed.held) - 1
        if not self._feed.give_back():
            self._astray = True
            return BrokenRow(line, f"Quotation marks do not pair up, and nothing up to line {last} could be read.")
        # Where they pair up within the first line, that line is the row.
        if first.count('"') % 2 == 0 and (whole := self._fitting(_loosely_split(first, self._shape.delimiter))):
            return self._row(line, whole)
        broken = self._broken(line, first, cells)
        self._astray = True
        return broken

    def _row(self, line: int, cells: Sequence[str]) -> CsvRow:
        self._astray = False
        return CsvRow(line, dict(zip(self._shape.columns, cells, strict=True)))

    def _broken(self, line: int, first: str, cells: Sequence[str] | None) -> BrokenRow | None:
        """Return what is wrong, or None for a line left over from a broken row that is reported already."""
        if self._astray and first.count(self._shape.delimiter) < len(self._shape.columns) - 1:
            return None
        if cells is None:
            return BrokenRow(line, "A quotation mark in this row is opened and not closed, or is not doubled.")
        return BrokenRow(line, f"The row has {len(cells)} cells where the headings have {len(self._shape.columns)}.")

    def _fitting(self, cells: Sequence[str]) -> Sequence[str] | None:
        """Return as many cells as there are headings, or None; what lacks or is too many at the end must be empty."""
        width = len(self._shape.columns)
        if len(cells) < self._shape.least or any(cell.strip() for cell in cells[width:]):
            return None
        return [*cells[:width], *[""] * (width - len(cells))]
