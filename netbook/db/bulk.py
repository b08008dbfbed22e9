"""Writing many rows at once, with numbers given out beforehand, past the session and its journal."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, func, insert, select, text

from netbook.db.base import UtcInstant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def reserve_ids(connection: Connection, table: Table, count: int) -> range:
    """Give out the next numbers of a table; the write turn must have been taken, so that nobody else gets them."""
    first = (connection.execute(select(func.max(table.c.id))).scalar() or 0) + 1
    if count and connection.dialect.name == "postgresql":
        advance = text("SELECT setval(pg_get_serial_sequence(:table_name, 'id'), :last)")
        connection.execute(advance, {"table_name": table.name, "last": first + count - 1})
    return range(first, first + count)


def number_on(connection: Connection, table: Table) -> None:
    """Let the database give out numbers behind those that rows brought with them."""
    if connection.dialect.name == "postgresql":
        last = select(func.coalesce(func.max(table.c.id), 1)).scalar_subquery()
        connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))


def write_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all have the same columns."""
    if rows:
        connection.execute(insert(table), rows)


@contextmanager
def without_index(connection: Connection, table: Table, columns: Sequence[str], *, when: bool) -> Iterator[None]:
    """Leave an index out while many rows are written, and make it again at the end, which sorts them but once.

    Only on SQLite, where nobody else reads what this transaction has not committed; if it fails, the index comes back
    with everything else.
    """
    names = list(columns)
    index = next(index for index in table.indexes if [column.name for column in index.columns] == names)
    left_out = when and connection.dialect.name == "sqlite"
    if left_out:
        index.drop(connection)
    yield
    if left_out:
        index.create(connection)


class RowWriter:
    """Inserts rows of one table given as tuples: half the time that dictionaries take, the same values stored."""

    def __init__(self, connection: Connection, table: Table, columns: Sequence[str], *, unless: str = "") -> None:
        """Prepare the statement; a row whose value of the column ``unless`` is there already is left out."""
        dialect = connection.dialect
        mark = "?" if dialect.paramstyle == "qmark" else "%s"
        quoted = ", ".join(dialect.identifier_preparer.quote(column) for column in columns)
        conflict = f" ON CONFLICT ({unless}) DO NOTHING" if unless else ""
        self._sql = f"INSERT INTO {table.name} ({quoted}) VALUES ({', '.join([mark] * len(columns))}){conflict}"  # noqa: S608 — names of our own tables
        self._connection = connection
        found = ((place, _processor(table, column, connection)) for place, column in enumerate(columns))
        self._converted = [(place, convert) for place, convert in found if convert is not None]

    def write(self, rows: Sequence[Sequence[Any]]) -> int:
        """Insert rows, each with a value for every column; gives how many were inserted."""
        if not rows:
            return 0
        columns = list(zip(*rows, strict=True))
        for place, convert in self._converted:
            columns[place] = tuple(map(convert, columns[place]))
        return self._connection.exec_driver_sql(self._sql, list(zip(*columns, strict=True))).rowcount


def _processor(table: Table, column: str, connection: Connection) -> Callable[[Any], Any] | None:
    """Give what turns a value of a column into what the driver takes, as SQLAlchemy does it, only sooner."""
    dialect = connection.dialect
    kind = table.columns[column].type
    convert = kind.dialect_impl(dialect).bind_processor(dialect)
    if convert is None:
        return None
    if isinstance(kind, UtcInstant):
        return _sooner(convert) if dialect.name == "sqlite" else convert
    return lru_cache(maxsize=8_192)(convert)


def _sooner(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Write instants in UTC as SQLAlchemy keeps them on SQLite; leave all others to it."""

    def written(instant: datetime | None) -> Any:
        if instant is not None and instant.tzinfo is UTC:
            return instant.replace(tzinfo=None).isoformat(" ", "microseconds")
        return convert(instant)

    return written
