"""What can be said of an SQLite book at a glance, without loading the ORM and without writing anything near the file.

Importing the ORM takes a quarter of a second; a shell prompt that asks who is overdue should not wait for it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from netbook.db.migrations_folder import newest_revision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KINDS = ("overdue", "promised", "due this week", "new", "snoozed back")
"""Kinds of review rows; each row is of the first that fits."""
_PATIENCE = 30.0
"""Seconds to wait for a writer."""

_COUNTS = """
SELECT CASE
    WHEN follow_up_on < :today
      OR (follow_up_on IS NULL AND due_on < :today AND (dormant_on IS NULL OR dormant_on > :today)) THEN 'overdue'
    WHEN promised_on IS NOT NULL THEN 'promised'
    WHEN follow_up_on IS NOT NULL THEN 'due this week'
    WHEN back_on IS NOT NULL THEN 'snoozed back'
    WHEN talks = 1 AND cadence IS NULL THEN CASE WHEN due_on <= :today THEN 'new' END
    ELSE 'due this week'
  END AS kind, count(*)
FROM standing
WHERE watched AND (back_on IS NULL OR back_on <= :today OR follow_up_on <= :today) AND (
  follow_up_on <= :week OR promised_on <= :today OR back_on <= :today
  OR (due_on <= :week AND follow_up_on IS NULL AND (dormant_on IS NULL OR dormant_on > :today)))
GROUP BY kind
"""
_FIGURES = """
SELECT (SELECT count(*) FROM contact WHERE NOT inbox AND NOT archived), (SELECT count(*) FROM contact WHERE inbox),
  (SELECT count(*) FROM contact WHERE archived), (SELECT count(*) FROM interaction), (SELECT count(*) FROM event)
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """The revision of a book, and how much is in it."""

    revision: str
    contacts: int
    inbox: int
    archived: int
    interactions: int
    events: int


def glance_counts(file: Path, today: date) -> dict[str, int] | None:
    """Count the review's rows of each kind; None where the file is no book of this netbook's own revision."""
    try:
        with _looking_at(file) as connection:
            if _revision(connection) != newest_revision():
                return None
            days = {"today": today.isoformat(), "week": (today + timedelta(days=6)).isoformat()}
            found = dict(connection.execute(_COUNTS, days).fetchall())
    except sqlite3.Error:
        return None
    return {kind: found.get(kind, 0) for kind in KINDS}


def glance_figures(file: Path) -> Figures | None:
    """Read a book's revision and figures; None where the file holds no book, or one of another shape."""
    try:
        with _looking_at(file) as connection:
            return Figures(_revision(connection), *connection.execute(_FIGURES).fetchone())
    except sqlite3.Error:
        return None


@contextmanager
def _looking_at(file: Path) -> Iterator[sqlite3.Connection]:
    # Without a write-ahead log beside it nobody writes, and “immutable” keeps SQLite from making one.
    at_rest = not file.with_name(f"{file.name}-wal").exists()
    address = f"{file.absolute().as_uri()}?mode=ro{'&immutable=1' if at_rest else ''}"
    with closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE)) as connection:
        yield connection


def _revision(connection: sqlite3.Connection) -> str:
    (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(revision)
