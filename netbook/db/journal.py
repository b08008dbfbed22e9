"""The change journal: what every flush wrote, row by row, so that a step can be undone and redone.

The session notes changes as it flushes; :func:`close_step` writes them down as one step. Rows written past the
session (imports write in bulk) are noted by :func:`note_import`, which keeps the receipt's number instead of the rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Column, ColumnElement, Connection, Table, delete, event, insert, inspect, select
from sqlalchemy.orm import InstanceState, Mapper, Session

from netbook.db.base import Base
from netbook.db.ledger import Change, Step
from netbook.db.meetings import AskedAbout
from netbook.db.sources import ColumnMapping
from netbook.db.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy.orm.unitofwork import UOWTransaction

Row = dict[str, Any]
_FIRST_IMPORTED = (
    "contact",
    "found_as",
    "event",
    "where_met",
    "interaction",
    "participant",
    "unresolved",
    "waiting",
)
_LAST_IMPORTED = ("handle", "contact_tag")
IMPORTED_TABLES = _FIRST_IMPORTED + _LAST_IMPORTED
"""Tables whose rows an import makes in bulk, parents first."""
_CHUNK = 5_000
_JOURNAL = "netbook journal"
_UNRECORDED = (Step, Change, Standing, ColumnMapping, AskedAbout)


@dataclass(slots=True)
class Journal:
    """What one session has written so far, and the words for it."""

    words: str = ""
    changes: list[Change] = field(default_factory=list)


class BookSession(Session):
    """A session that notes every row it writes."""


def journal_of(session: Session) -> Journal:
    """Give the session's journal, empty at first."""
    return cast("Journal", session.info.setdefault(_JOURNAL, Journal()))


def describe_step(session: Session, words: str) -> None:
    """Say in a few words what this step does, for the history and the undo line."""
    journal_of(session).words = words


def begin_import(session: Session, receipt_id: int) -> None:
    """Note, before an import writes anything else, that rows bearing this receipt are written in bulk.

    What the import changes of other rows may point at the new ones, so it has to be undone before them.
    """
    _note_bulk(session, receipt_id, _FIRST_IMPORTED)


def end_import(session: Session, receipt_id: int) -> None:
    """Note the rest at its end: handles take the place of others that were renamed first, and tags were made first."""
    session.flush()
    _note_bulk(session, receipt_id, _LAST_IMPORTED)


def _note_bulk(session: Session, receipt_id: int, tables: Iterable[str]) -> None:
    journal_of(session).changes += [Change(table_name=table, receipt_id=receipt_id) for table in tables]


def insert_noted(session: Session, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows past the session and note each, so that undo takes them away."""
    for start in range(0, len(rows), _CHUNK):
        chunk = rows[start : start + _CHUNK]
        session.connection().execute(insert(table), chunk)
        journal_of(session).changes.append(
            Change(table_name=table.name, after=[row_to_json(table, row) for row in chunk])
        )


def delete_noted(session: Session, table: Table, condition: ColumnElement[bool]) -> None:
    """Delete rows past the session and note each, so that undo brings them back."""
    rows = session.connection().execute(select(table).where(condition)).mappings().all()
    for start in range(0, len(rows), _CHUNK):
        kept = [row_to_json(table, dict(row)) for row in rows[start : start + _CHUNK]]
        journal_of(session).changes.append(Change(table_name=table.name, before=kept))
    if rows:
        session.connection().execute(delete(table).where(condition))


def close_step(session: Session, now: datetime) -> Step | None:
    """Write what was noted as one step; None if nothing changed."""
    session.flush()
    journal = journal_of(session)
    if not journal.changes:
        return None
    _forget_undone(session)
    step = Step(words=journal.words or "Changed the book", at=now)
    session.add(step)
    session.flush()
    for place, change in enumerate(journal.changes):
        change.step_id, change.place = step.id, place
    session.add_all(journal.changes)
    session.flush()
    session.info.pop(_JOURNAL)
    return step


def last_change(connection: Connection) -> datetime | None:
    """Give the instant of the newest step; None for a book to which nothing was done yet."""
    return connection.execute(select(Step.at).order_by(Step.id.desc()).limit(1)).scalar()


def _forget_undone(session: Session) -> None:
    """Drop the changes of steps that were undone: what is done next is done upon a book without them."""
    undone = select(Step.id).where(Step.undone_at.is_not(None))
    gone = delete(Change).where(Change.step_id.in_(undone))
    session.execute(gone, execution_options={"synchronize_session": False})


def row_to_json(table: Table, row: Row) -> Row:
    """Turn a row of values into what JSON can hold."""
    return {name: _to_json(row[name]) for name in table.columns.keys()}  # noqa: SIM118 — a collection of columns, not a dict


def row_from_json(table: Table, kept: Row) -> Row:
    """Turn a kept row back into values, column by column; columns made since then keep their defaults."""
    return {name: _from_json(table.columns[name], value) for name, value in kept.items() if name in table.columns}


def _to_json(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def _from_json(column: Column[Any], value: object) -> object:
    if not isinstance(value, str):
        return value
    kind = column.type.python_type
    if kind in (date, datetime) or issubclass(kind, StrEnum):
        return kind.fromisoformat(value) if kind in (date, datetime) else kind(value)
    return value


@event.listens_for(BookSession, "after_flush")
def _note_flush(session: Session, _context: UOWTransaction) -> None:
    changes = journal_of(session).changes
    changes += _made(session.new)
    changes += _edited(session)
    changes += _deleted(session.deleted)


def _made(objects: Iterable[object]) -> Iterator[Change]:
    for state in _in_table_order(objects):
        yield Change(table_name=_table(state).name, after=[_values(state)])


def _edited(session: Session) -> Iterator[Change]:
    for state in _in_table_order([obj for obj in session.dirty if session.is_modified(obj)]):
        after = _values(state)
        yield Change(table_name=_table(state).name, before=[_values_before(state, after)], after=[after])


def _deleted(objects: Iterable[object]) -> Iterator[Change]:
    for state in reversed(list(_in_table_order(objects))):
        yield Change(table_name=_table(state).name, before=[_values_before(state, _values(state))])


def _in_table_order(objects: Iterable[object]) -> Iterator[InstanceState[Any]]:
    """Give the states of recorded objects, parents before their children."""
    order = _table_order()
    states = [cast("InstanceState[Any]", inspect(obj)) for obj in objects if not isinstance(obj, _UNRECORDED)]
    return iter(sorted(states, key=lambda state: order[_table(state).name]))


@cache
def _table_order() -> dict[str, int]:
    return {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}


def _mapper(state: InstanceState[Any]) -> Mapper[Any]:
    return state.mapper


def _table(state: InstanceState[Any]) -> Table:
    return cast("Table", _mapper(state).local_table)


def _values(state: InstanceState[Any]) -> Row:
    table, row = _table(state), {}
    for attribute in _mapper(state).column_attrs:
        row[attribute.columns[0].name] = getattr(state.object, attribute.key)
    return row_to_json(table, row)


def _values_before(state: InstanceState[Any], after: Row) -> Row:
    before = dict(after)
    for attribute in _mapper(state).column_attrs:
        history = state.attrs[attribute.key].history
        if history.deleted:
            before[attribute.columns[0].name] = _to_json(history.deleted[0])
        elif history.added and not history.unchanged:
            message = (
                f"{state.class_.__name__}.{attribute.key} was written without being read first: undo would lose it"
            )
            raise RuntimeError(message)
    return before
