"""Undoing and redoing what the journal holds, row by row."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, delete, insert, select, update

from netbook.db.base import Base
from netbook.db.journal import Row, journal_of, row_from_json, row_to_json
from netbook.db.ledger import Change

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy.orm import Session

_CHUNK = 5_000
_THROUGH_INTERACTION = ("participant",)


def undo_change(session: Session, change: Change) -> list[tuple[str, Row]]:
    """Put the rows of one change back as they were before it; gives the rows touched, each with its table's name."""
    connection = session.connection()
    table = Base.metadata.tables[change.table_name]
    if change.receipt_id is not None:
        return _unmake_imported(session, table, change)
    return _swap(connection, table, old=change.after, new=change.before)


def redo_change(session: Session, change: Change) -> list[tuple[str, Row]]:
    """Put the rows of one change back as they were after it; gives the rows touched, each with its table's name."""
    table = Base.metadata.tables[change.table_name]
    return _swap(session.connection(), table, old=change.before, new=change.after)


def delete_imported(
    session: Session,
    table_name: str,
    receipt_id: int,
    *,
    except_contacts: Collection[int] = (),
    except_ids: Collection[int] = (),
) -> None:
    """Delete the rows of a table that an import made, noting them in the journal; some contacts keep theirs."""
    connection = session.connection()
    table = Base.metadata.tables[table_name]
    going = []
    for chunk in imported_rows(connection, table, receipt_id):
        rows = [
            row
            for row in chunk
            if row.get("contact_id", row.get("id") if table_name == "contact" else None) not in except_contacts
            and row.get("id") not in except_ids
        ]
        if rows:
            going.append(Change(table_name=table_name, before=rows))
    journal_of(session).changes += going
    for change in going:
        _delete(connection, table, change.before or [])


def imported_rows(connection: Connection, table: Table, receipt_id: int) -> Iterator[list[Row]]:
    """Read the rows that an import made, in chunks."""
    query = select(table).where(_bears_receipt(table, receipt_id)).order_by(*table.primary_key)
    rows = iter(connection.execute(query).mappings().all())
    while chunk := [row_to_json(table, dict(row)) for row in islice(rows, _CHUNK)]:
        yield chunk


def _unmake_imported(session: Session, table: Table, marker: Change) -> list[tuple[str, Row]]:
    """Write out the rows that the marker stands for, so that they can be made again, and delete them."""
    if marker.receipt_id is None:
        return []
    connection = session.connection()
    touched: list[tuple[str, Row]] = []
    chunks = list(imported_rows(connection, table, marker.receipt_id))
    connection.execute(delete(table).where(_bears_receipt(table, marker.receipt_id)))
    marker.receipt_id = None
    marker.after = chunks[0] if chunks else []
    for chunk in chunks:
        touched += [(table.name, row) for row in chunk]
    for chunk in chunks[1:]:
        session.add(Change(step_id=marker.step_id, place=marker.place, table_name=table.name, after=chunk))
    return touched


def _bears_receipt(table: Table, receipt_id: int) -> ColumnElement[bool]:
    if table.name in _THROUGH_INTERACTION:
        interaction = Base.metadata.tables["interaction"]
        imported = select(interaction.c.id).where(interaction.c.receipt_id == receipt_id)
        return table.c.interaction_id.in_(imported)
    return table.c.receipt_id == receipt_id


def _swap(
    connection: Connection, table: Table, *, old: list[Row] | None, new: list[Row] | None
) -> list[tuple[str, Row]]:
    old, new = old or [], new or []
    if new and not old:
        connection.execute(insert(table), [row_from_json(table, row) for row in new])
    elif old and not new:
        _delete(connection, table, old)
    else:
        for before, after in zip(old, new, strict=True):
            _update(connection, table, before, after)
    return [(table.name, row) for row in _both(old, new)]


def _update(connection: Connection, table: Table, before: Row, after: Row) -> None:
    values: dict[str, Any] = row_from_json(table, after)
    if "version" in table.columns:
        values["version"] = table.c.version + 1
    connection.execute(update(table).where(_same_row(table, before)).values(values))


def _delete(connection: Connection, table: Table, rows: list[Row]) -> None:
    same_row = and_(*(column == bindparam(f"old_{column.name}") for column in table.primary_key))
    numbers = [{f"old_{column.name}": row[column.name] for column in table.primary_key} for row in rows]
    if numbers:
        connection.execute(delete(table).where(same_row), numbers)


def _same_row(table: Table, row: Row) -> ColumnElement[bool]:
    return and_(*(column == row[column.name] for column in table.primary_key))


def _both(old: Iterable[Row], new: Iterable[Row]) -> Iterator[Row]:
    yield from old
    yield from new
