"""Plain SQL that SQLite and PostgreSQL both understand, asked of sqlite3 alone or of an open session.

What the first screens show is asked this way: importing the ORM takes longer, and more memory, than all else they need.
Days and instants come back as each driver keeps them; :func:`day` and :func:`instant` read either.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import TextClause
    from sqlalchemy.orm import Session

Source: TypeAlias = "sqlite3.Connection | Session"
"""A book that is open for reading: by sqlite3 alone, or by a session."""
Value = str | int | date | datetime | Sequence[int] | None


def dialect(source: Source) -> str:
    """Name the database: sqlite or postgresql."""
    return "sqlite" if isinstance(source, sqlite3.Connection) else source.get_bind().dialect.name


def fetch(source: Source, sql: str, /, **values: Value) -> list[tuple[Any, ...]]:
    """Ask a question; ``:name`` in it stands for a value, ``IN :name`` for a list of numbers."""
    if isinstance(source, sqlite3.Connection):
        for name, numbers in _lists(values).items():
            written = ", ".join(str(int(number)) for number in numbers)
            sql = re.sub(rf"\bIN :{name}\b", f"IN ({written})", sql)
        return source.execute(sql, {name: _as_kept(value) for name, value in values.items()}).fetchall()
    if source.autoflush:
        source.flush()
    lists = _lists(values)
    if dialect(source) == "sqlite":
        values = {name: _as_kept(value) for name, value in values.items()} | lists
    return [tuple(row) for row in source.execute(_statement(sql, tuple(lists)), values)]


def first(source: Source, sql: str, /, **values: Value) -> Any:
    """Give the first value of the first row; None where there is none."""
    rows = fetch(source, sql, **values)
    return rows[0][0] if rows else None


def day(value: str | date | None) -> date | None:
    """Read a day."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def known_day(value: str | date) -> date:
    """Read a day that is never missing."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def instant(value: str | datetime | None) -> datetime | None:
    """Read an instant; the book keeps them in UTC."""
    if value is None:
        return None
    read = datetime.fromisoformat(value) if isinstance(value, str) else value
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def _lists(values: Mapping[str, Value]) -> dict[str, Sequence[int]]:
    return {name: value for name, value in values.items() if isinstance(value, Sequence) and not isinstance(value, str)}


def _as_kept(value: Value) -> Any:
    """Write a value as SQLite keeps it; lists are written into the question instead."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, (str, int)) else None


@cache
def _statement(sql: str, lists: tuple[str, ...]) -> TextClause:
    from sqlalchemy import bindparam, text

    return text(sql).bindparams(*(bindparam(name, expanding=True) for name in lists))
