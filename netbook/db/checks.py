"""What can be wrong inside an SQLite book, looked for with plain SQL, and mended where nothing has to be guessed.

Each check takes a connection and gives a sentence for each thing that is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex

from netbook.db.tables import METADATA

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from sqlalchemy import Index

QUICK_BYTES = 64_000_000
"""From this size on, a book's pages are checked without comparing every index with its table."""
_MOST_NAMED = 5

_NOBODY_S = """
FROM interaction WHERE id NOT IN (SELECT interaction_id FROM participant)
  AND id NOT IN (SELECT interaction_id FROM waiting)
"""
_OTHER_DAY = """
FROM participant JOIN interaction ON interaction.id = participant.interaction_id
WHERE participant.happened_on <> interaction.happened_on
"""
_TWICE = """
SELECT network, count(*) FROM handle WHERE status = 'active' GROUP BY network, key HAVING count(*) > 1
"""
_RECEIPTS = "SELECT id FROM receipt WHERE imported + matched + skipped + failed <> read"


def pages(connection: sqlite3.Connection) -> list[str]:
    """Check that the pages of the file hang together."""
    quick = _size(connection) > QUICK_BYTES
    rows = connection.execute(f"PRAGMA {'quick_check' if quick else 'integrity_check'}({_MOST_NAMED})").fetchall()
    return [text for (text,) in rows if text != "ok"]


def foreign_keys(connection: sqlite3.Connection) -> list[str]:
    """Check that no row points at one that is gone."""
    found: dict[tuple[str, str], int] = {}
    for table, _rowid, parent, _number in connection.execute("PRAGMA foreign_key_check"):
        found[table, parent] = found.get((table, parent), 0) + 1
    return [f"{count} rows of {table} point at a {parent} that is gone" for (table, parent), count in found.items()]


def dangling_rows(connection: sqlite3.Connection) -> list[str]:
    """Check that every interaction is somebody's, on the day that it is said to be, and that receipts add up."""
    nobody_s = _count(connection, _NOBODY_S)
    other_day = _count(connection, _OTHER_DAY)
    wrong = len(connection.execute(_RECEIPTS).fetchall())
    return [
        *([f"{nobody_s} interactions are with nobody"] if nobody_s else []),
        *([f"{other_day} interactions have another day in a timeline than of their own"] if other_day else []),
        *([f"{wrong} receipts do not add up"] if wrong else []),
    ]


def double_handles(connection: sqlite3.Connection) -> list[str]:
    """Check that no account is in use by two contacts."""
    return [f"{count} handles on {network} are one account" for network, count in connection.execute(_TWICE)]


def tables_and_indexes(connection: sqlite3.Connection) -> list[str]:
    """Check that every table and index of this revision is there."""
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    tables = [f"the table {name} is missing" for name in (*METADATA.tables, "contact_search") if name not in there]
    return tables + [f"the index {index.name} is missing" for index in _indexes() if index.name not in there]


def mend_indexes(connection: sqlite3.Connection) -> None:
    """Make the indexes that are missing, and fill all anew from their tables."""
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    connection.execute("REINDEX")
    for index in _indexes():
        if index.name not in there:
            connection.execute(str(CreateIndex(index).compile(dialect=sqlite.dialect())))


def mend_foreign_keys(connection: sqlite3.Connection) -> None:
    """Empty what points at a row that is gone, or delete the row where it means nothing without."""
    for table, rowid, _parent, number in connection.execute("PRAGMA foreign_key_check").fetchall():
        key = next(row for row in connection.execute(f"PRAGMA foreign_key_list({table})") if row[0] == number)
        column = key[3]
        may_be_empty = METADATA.tables[table].columns[column].nullable
        verb = f"UPDATE {table} SET {column} = NULL" if may_be_empty else f"DELETE FROM {table}"  # noqa: S608 — names of our own tables
        connection.execute(f"{verb} WHERE rowid = ?", (rowid,))


def mend_dangling_rows(connection: sqlite3.Connection) -> None:
    """Delete interactions with nobody, and let timelines have the days of the interactions."""
    connection.execute(f"DELETE FROM interaction WHERE id IN (SELECT id {_NOBODY_S})")  # noqa: S608 — a constant
    connection.execute(
        "UPDATE participant SET happened_on = (SELECT happened_on FROM interaction WHERE id = interaction_id) "
        "WHERE happened_on <> (SELECT happened_on FROM interaction WHERE id = interaction_id)"
    )


CHECKS: dict[str, Callable[[sqlite3.Connection], list[str]]] = {
    "integrity": pages,
    "tables": tables_and_indexes,
    "foreign keys": foreign_keys,
    "dangling rows": dangling_rows,
    "double handles": double_handles,
}
"""The checks by their names, in the order in which they make sense."""
MENDED: dict[str, Callable[[sqlite3.Connection], None]] = {
    "integrity": mend_indexes,
    "tables": mend_indexes,
    "foreign keys": mend_foreign_keys,
    "dangling rows": mend_dangling_rows,
}
"""What mends the findings of a check."""


def _indexes() -> Iterator[Index]:
    for table in METADATA.sorted_tables:
        yield from sorted(table.indexes, key=lambda index: str(index.name))


def _count(connection: sqlite3.Connection, condition: str) -> int:
    (count,) = connection.execute(f"SELECT count(*) {condition}").fetchone()
    return int(count)


def _size(connection: sqlite3.Connection) -> int:
    (count,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    return int(count) * int(size)
