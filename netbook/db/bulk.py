"""Writing many rows at once, with numbers given out beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, func, insert, select, text

if TYPE_CHECKING:
    from collections.abc import Sequence


def reserve_ids(connection: Connection, table: Table, count: int) -> range:
    """Give out the next numbers of a table; the write turn must have been taken, so that nobody else gets them."""
    first = (connection.execute(select(func.max(table.c.id))).scalar() or 0) + 1
    if count and connection.dialect.name == "postgresql":
        advance = text("SELECT setval(pg_get_serial_sequence(:table_name, 'id'), :last)")
        connection.execute(advance, {"table_name": table.name, "last": first + count - 1})
    return range(first, first + count)


def write_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all have the same columns."""
    if rows:
        connection.execute(insert(table), rows)
