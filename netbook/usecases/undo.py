"""Undo and redo: the journal's rows put back, newest step first, across restarts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import Select, and_, func, select

from netbook.db.ledger import Change, Step
from netbook.db.meetings import Participant
from netbook.db.people import ContactTag
from netbook.db.replay import redo_change, undo_change
from netbook.errors import NetbookError
from netbook.usecases.settling import settle

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import InstrumentedAttribute, Session

    from netbook.db.journal import Row

_CHUNK = 500


class NothingToUndo(NetbookError):
    """There is no step to undo or to redo."""


@dataclass(frozen=True, slots=True)
class Reversed:
    """A step that was undone or redone."""

    id: int
    words: str
    at: datetime


def undo(session: Session, now: datetime, count: int = 1) -> list[Reversed]:
    """Undo the newest steps, the newest first.

    Raises:
        NothingToUndo: no step is left.

    """
    done = []
    for _ in range(count):
        step = session.scalars(select(Step).where(Step.undone_at.is_(None)).order_by(Step.id.desc()).limit(1)).first()
        if step is None:
            break
        done.append(_undo_step(session, step, now))
    if not done:
        raise NothingToUndo("nothing to undo since this book was made.")
    return done


def redo(session: Session, count: int = 1) -> list[Reversed]:
    """Redo the steps undone last; a new step after an undo ends that possibility.

    Raises:
        NothingToUndo: nothing was undone since the newest step.

    """
    done = []
    for _ in range(count):
        newest = session.scalar(select(func.max(Step.id)).where(Step.undone_at.is_(None))) or 0
        can_be_redone = and_(Step.undone_at.is_not(None), Step.id > newest, Step.id.in_(select(Change.step_id)))
        undone = select(Step).where(can_be_redone).order_by(Step.id).limit(1)
        step = session.scalars(undone).first()
        if step is None:
            break
        done.append(_redo_step(session, step))
    if not done:
        raise NothingToUndo("nothing to redo: nothing was undone since the last change.")
    return done


def _undo_step(session: Session, step: Step, now: datetime) -> Reversed:
    changes = session.scalars(
        select(Change).where(Change.step_id == step.id).order_by(Change.place.desc(), Change.id.desc())
    )
    touched: set[int] = set()
    for change in changes.all():
        touched |= _contacts_of(session, undo_change(session, change))
    step.undone_at = now
    _settle_touched(session, touched)
    return Reversed(step.id, step.words, step.at)


def _redo_step(session: Session, step: Step) -> Reversed:
    changes = session.scalars(select(Change).where(Change.step_id == step.id).order_by(Change.place, Change.id))
    touched: set[int] = set()
    for change in changes.all():
        touched |= _contacts_of(session, redo_change(session, change))
    step.undone_at = None
    _settle_touched(session, touched)
    return Reversed(step.id, step.words, step.at)


def _contacts_of(session: Session, rows: Sequence[tuple[str, Row]]) -> set[int]:
    """Say whose standing the rows may have changed."""
    contacts = {row["contact_id"] for _table, row in rows if "contact_id" in row}
    contacts |= {row["id"] for table, row in rows if table == "contact"}
    tags = {row["id"] for table, row in rows if table == "tag"}
    contacts |= _numbers(session, select(ContactTag.contact_id), ContactTag.tag_id, tags)
    interactions = {row["id"] for table, row in rows if table == "interaction"}
    return contacts | _numbers(session, select(Participant.contact_id), Participant.interaction_id, interactions)


def _numbers(
    session: Session, query: Select[int], column: InstrumentedAttribute[int], wanted: Iterable[int]
) -> set[int]:
    found: set[int] = set()
    remaining = iter(wanted)
    while chunk := list(islice(remaining, _CHUNK)):
        found |= set(session.scalars(query.where(column.in_(chunk))))
    return found


def _settle_touched(session: Session, touched: set[int]) -> None:
    session.flush()
    session.expire_all()
    settle(session, touched)
