"""Taking out of a damaged book what can still be read: table by table, by ranges of row numbers around the bad pages."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from netbook.db.checks import mend_dangling_rows, mend_foreign_keys
from netbook.db.restoring import read_only
from netbook.db.tables import METADATA
from netbook.errors import BookProblem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Table

_DERIVED = frozenset({"standing"})
"""Worked out anew from the rest."""
_MOST_FAILURES = 20_000
"""Ranges of one table that may fail before the rest of it is given up."""
_UNKNOWN_END = 1 << 24
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Yield:
    """How many rows of a table came out, and how many there were as far as can be told."""

    table: str
    rows: int
    of: int


def salvage_rows(damaged: Path, target: Path) -> list[Yield]:
    """Copy every readable row of a damaged book into an empty book, and mend what then points nowhere.

    Raises:
        BookProblem: the file's first page is gone, and with it the way to any table.

    """
    with (
        closing(sqlite3.connect(read_only(damaged), uri=True)) as source,
        closing(sqlite3.connect(target, isolation_level=None)) as copy,
    ):
        there = _tables(source, damaged)
        copy.execute("PRAGMA foreign_keys=OFF")
        copy.execute("BEGIN IMMEDIATE")
        yields = [
            _copy(source, copy, table)
            for table in METADATA.sorted_tables
            if table.name in there and table.name not in _DERIVED
        ]
        mend_foreign_keys(copy)
        mend_dangling_rows(copy)
        copy.execute("COMMIT")
    return yields


def _tables(source: sqlite3.Connection, damaged: Path) -> set[str]:
    try:
        names = {name for (name,) in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError as error:
        sentence = f"nothing can be read out of {damaged}: {error}. It is left as it is."
        raise BookProblem(sentence, "go back to a backup: netbook backup --list") from error
    if "contact" not in names:
        raise BookProblem(f"{damaged} is no netbook book. It is left as it is.", "netbook backup --list")
    return names


def _copy(source: sqlite3.Connection, copy: sqlite3.Connection, table: Table) -> Yield:
    old = {row[1] for row in source.execute(f"PRAGMA table_info({table.name})")}
    columns = [f'"{column.name}"' for column in table.columns if column.name in old]
    marks = ", ".join("?" for _column in columns)
    insert = f"INSERT OR IGNORE INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 — names of our own tables
    count = 0
    for chunk in _readable(source, table.name, ", ".join(columns)):
        count += copy.executemany(insert, chunk).rowcount
    return Yield(table.name, count, max(count, _counted(source, table)))


def _readable(source: sqlite3.Connection, table: str, columns: str) -> Iterator[list[tuple[Any, ...]]]:
    """Give the rows that can be read; a range that fails is halved, down to the single row."""
    query = f"SELECT {columns} FROM {table} WHERE rowid BETWEEN ? AND ? ORDER BY rowid"  # noqa: S608 — names of our own tables
    end = _last(source, table)
    ranges = [(low, min(low + _AT_ONCE - 1, end)) for low in range(0, end + 1, _AT_ONCE)][::-1]
    failures = 0
    while ranges and failures < _MOST_FAILURES:
        low, high = ranges.pop()
        try:
            yield source.execute(query, (low, high)).fetchall()
        except sqlite3.DatabaseError:
            failures += 1
            if low < high:
                middle = (low + high) // 2
                ranges += [(middle + 1, high), (low, middle)]


def _last(source: sqlite3.Connection, table: str) -> int:
    try:
        return source.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] or 0  # noqa: S608 — names of our own tables
    except sqlite3.DatabaseError:
        return _UNKNOWN_END


def _counted(source: sqlite3.Connection, table: Table) -> int:
    """Count the rows by whichever index can still be read to its end."""
    best = 0
    for index in ("", *(f"INDEXED BY {index.name}" for index in table.indexes)):
        try:
            best = max(best, source.execute(f"SELECT count(*) FROM {table.name} {index}").fetchone()[0])  # noqa: S608 — the same
        except sqlite3.DatabaseError:
            continue
    return best
