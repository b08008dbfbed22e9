"""The headings of any table: found, named so that each column has a name of its own, and given a digest."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from netbook.domain.handles.links import has_web_scheme
from netbook.domain.text import norm_line
from netbook.formats.csv_rows import heading_key, sniffed_table
from netbook.formats.spreadsheets.cells import cell_date, is_nothing
from netbook.formats.spreadsheets.guessing import guessed_columns
from netbook.formats.spreadsheets.targets import Column, Target

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netbook.formats.csv_rows import CsvShape, SniffedTable

MOST_COLUMNS = 500
_SAMPLES = 20
_LONGEST_HEADING = 120
_NO_TABLES = (b"{", b"[", b"<", b"begin:", b"from ", b"%pdf", b"window.")
"""What files of other kinds begin with, in small letters."""
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f]")
_MOST_CONTROLS = 0.08
"""The share of control characters above which bytes are no text; a hostile name may have some."""
_ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@.]{2,63}")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is shown to have its columns named: what they hold, and what a guess makes of them.

    ``digest`` is the SHA-256 of the headings, by which a choice is remembered; ``head`` the first bytes of the file.
    """

    columns: tuple[Column, ...]
    guess: Mapping[str, str]
    digest: str
    head: bytes = field(repr=False)


def looked_at(head: bytes, *, whole: bool) -> tuple[Table, CsvShape] | None:
    """Return the columns of a file and its shape from its first bytes, None if it is no table; ``whole`` if these are all."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:16].lower()
    if start.startswith(_NO_TABLES) or not _is_text(head):
        return None
    sniffed = sniffed_table(head, whole=whole)
    if sniffed is None or len(sniffed.first) > MOST_COLUMNS:
        return None
    columns, shape = _named(sniffed)
    guess = guessed_columns(columns)
    known = any(target != Target.IGNORE for target in guess.values())
    if not known and (len(columns) < 2 or not sniffed.rows or not all(column.heading for column in columns)):
        return None
    return Table(columns, guess, _digest(columns, guess), head), shape


def _is_text(head: bytes) -> bool:
    if head.startswith(_UTF16_MARKS):
        return True
    return len(_CONTROL.findall(head)) <= _MOST_CONTROLS * len(head)


def _digest(columns: Sequence[Column], guess: Mapping[str, str]) -> str:
    """Tell tables apart by their headings; those without any by what seems to be in their columns."""
    words = [column.name if column.heading else f"{column.name}={guess[column.name]}" for column in columns]
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()


def _named(sniffed: SniffedTable) -> tuple[tuple[Column, ...], CsvShape]:
    """Name the columns: by their headings, or by their numbers where the first row is a person already."""
    first, rows, shape = sniffed.first, sniffed.rows, sniffed.shape
    if _is_a_person(first):
        rows = (first, *rows)
        lines = 1 + sum(cell.count("\n") for cell in first)
        shape = replace(shape, header_line=shape.header_line - lines)
        first = ("",) * len(first)
    named = len(first)
    while named > 1 and is_nothing(first[named - 1]) and not any(_cells(rows, named - 1)):
        named -= 1
    names = _unique(first[:named])
    columns = tuple(
        Column(name, _heading(first[place]), tuple(_cells(rows, place))[:_SAMPLES]) for place, name in enumerate(names)
    )
    return columns, replace(shape, columns=(*names, *[""] * (len(first) - named)))


def _is_a_person(row: Sequence[str]) -> bool:
    """Say whether a row has addresses, links or dates in it, as headings never do."""
    return any(
        _ADDRESS.fullmatch(cell.strip()[:300])
        or has_web_scheme(cell.strip())
        or cell_date(cell, day_first=True) is not None
        for cell in row
    )


def _unique(first: Sequence[str]) -> list[str]:
    names: list[str] = []
    for place, cell in enumerate(first, start=1):
        name = heading_key(_heading(cell)) or f"column {place}"
        number = 2
        while name in names:
            name = f"{heading_key(_heading(cell))} {number}".strip()
            number += 1
        names.append(name)
    return names


def _heading(cell: str) -> str:
    return norm_line(" ".join(cell.split()))[:_LONGEST_HEADING]


def _cells(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    return [row[place] for row in rows if place < len(row) and not is_nothing(row[place])]
