"""What was done to the book: steps, and what each changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, select

from netbook.db.ledger import Change, Step
from netbook.errors import NobodyMatches

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step, newest first in a history."""

    id: int
    words: str
    at: datetime
    undone: bool
    redoable: bool


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Rows of one table before and after; None where they did not exist."""

    table: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def history(session: Session, most: int = 20) -> list[StepRow]:
    """List the newest steps, undone ones among them."""
    return _rows(session, _STEPS.order_by(Step.id.desc()).limit(most))


def one_step(session: Session, step_id: int) -> StepRow:
    """Read one step.

    Raises:
        NobodyMatches: there is no such step.

    """
    rows = _rows(session, _STEPS.where(Step.id == step_id))
    if not rows:
        raise NobodyMatches(f"there is no step {step_id} in the history.", "netbook history lists the steps")
    return rows[0]


def step_changes(session: Session, step_id: int, most: int = 200) -> list[ChangeRow]:
    """List what a step changed, row by row, in the order it was written; an import's own rows are only counted in its receipt."""
    query = select(Change.table_name, Change.before, Change.after).where(Change.step_id == step_id)
    rows: list[ChangeRow] = []
    for table, before, after in session.execute(query.order_by(Change.place, Change.id)):
        pairs = max(len(before or ()), len(after or ()))
        for place in range(pairs):
            rows.append(ChangeRow(table, before[place] if before else None, after[place] if after else None))
            if len(rows) == most:
                return rows
    return rows


_STEPS = select(Step.id, Step.words, Step.at, Step.undone_at)


def _rows(session: Session, steps: Select[int, str, datetime, datetime | None]) -> list[StepRow]:
    newest = session.scalar(select(func.max(Step.id)).where(Step.undone_at.is_(None))) or 0
    return [
        StepRow(step_id, words, at, undone_at is not None, undone_at is not None and step_id > newest)
        for step_id, words, at, undone_at in session.execute(steps)
    ]
