"""What became of the promises: follow-ups that say what is owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from netbook.db.people import Contact
from netbook.db.promises import FollowUp, FollowUpStatus
from netbook.domain.counts import counted
from netbook.queries.insights.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy.orm import Session

LONG_OPEN = timedelta(weeks=2)


class PromiseState(StrEnum):
    """What may be said of a promise; the last two are said of some that are open."""

    KEPT = "kept"
    DROPPED = "dropped"
    OPEN = "open"
    OVERDUE = "overdue"
    LONG_OPEN = "open longer than two weeks"


@dataclass(frozen=True, slots=True)
class PromiseCount:
    """Of how many promises something is to be said, and to how many contacts they were made."""

    state: PromiseState
    promises: int
    contacts: int


@dataclass(frozen=True, slots=True)
class PromisesKept:
    """The promises by what became of them, and how long keeping one takes; those to archived contacts left out."""

    states: tuple[PromiseCount, ...]
    """One for each state, in their order."""
    median_days: float | None
    """The median of the days from making a promise to keeping it; None before the first is kept."""

    @property
    def total(self) -> int:
        """How many promises there are, each once."""
        return sum(self.count(state) for state in (PromiseState.KEPT, PromiseState.DROPPED, PromiseState.OPEN))

    def count(self, state: PromiseState) -> int:
        """Give the number of promises of one state."""
        return next(count.promises for count in self.states if count.state is state)

    @property
    def sentence(self) -> str:
        """How many were kept and how soon, and what is open."""
        if not self.total:
            return "Nothing promised yet. A promise that says what you owe is counted here until it is kept or dropped."
        kept = self.count(PromiseState.KEPT)
        parts = [f"{kept:,} of {counted(self.total, 'promise')} kept"]
        if self.median_days is not None:
            parts.append(f"half of them within {_days(self.median_days)}" if kept > 1 else _after(self.median_days))
        words = f"{', '.join(parts)}"
        rest = [state for state in PromiseState if state is not PromiseState.KEPT and self.count(state)]
        return f"{words}; {listed([f'{self.count(state):,} {state}' for state in rest])}." if rest else f"{words}."


def _days(days: float) -> str:
    whole = int(days)
    return f"{days:g} days" if whole != days else counted(whole, "day")


def _after(days: float) -> str:
    return f"after {_days(days)}" if days else "on the same day"


def promises_kept(session: Session, today: date) -> PromisesKept:
    """Count the follow-ups that say what, by what became of them."""
    counts = func.count(), func.count(FollowUp.contact_id.distinct())
    states = []
    for state in PromiseState:
        promises, contacts = session.execute(_promises(state, today, *counts)).one()
        states.append(PromiseCount(state, promises, contacts))
    pairs = _promises(PromiseState.KEPT, today, FollowUp.made_on, FollowUp.closed_on, func.count())
    spans = session.execute(pairs.where(FollowUp.closed_on.is_not(None)).group_by(FollowUp.made_on, FollowUp.closed_on))
    return PromisesKept(tuple(states), _median((max(0, (closed - made).days), count) for made, closed, count in spans))


def contacts_with_promises(session: Session, state: PromiseState, today: date, most: int | None = None) -> list[int]:
    """List to whom promises of a state were made: the latest closed first, and of open ones the earliest made."""
    closed = state in {PromiseState.KEPT, PromiseState.DROPPED}
    order = func.max(FollowUp.closed_on).desc() if closed else func.min(FollowUp.made_on)
    query = _promises(state, today, FollowUp.contact_id).group_by(FollowUp.contact_id, Contact.sort_key)
    return list(session.scalars(query.order_by(order, Contact.sort_key, FollowUp.contact_id).limit(most)))


def _promises(state: PromiseState, today: date, *columns: Any) -> Select[Any]:
    joined = select(*columns).select_from(FollowUp).join(Contact, Contact.id == FollowUp.contact_id)
    return joined.where(FollowUp.what.is_not(None), ~Contact.archived, _is(state, today))


def _is(state: PromiseState, today: date) -> ColumnElement[bool]:
    is_open = FollowUp.status == FollowUpStatus.OPEN
    if state is PromiseState.OVERDUE:
        return and_(is_open, FollowUp.due_on < today)
    if state is PromiseState.LONG_OPEN:
        return and_(is_open, FollowUp.made_on < today - LONG_OPEN)
    return FollowUp.status == FollowUpStatus(state.value)


def _median(spans: Iterable[tuple[int, int]]) -> float | None:
    """Give the median of numbers that each come with how often they are there."""
    ordered = sorted(spans)
    total = sum(count for _, count in ordered)
    if not total:
        return None
    return (_at((total - 1) // 2, ordered) + _at(total // 2, ordered)) / 2


def _at(place: int, ordered: list[tuple[int, int]]) -> int:
    for number, count in ordered:
        place -= count
        if place < 0:
            return number
    raise IndexError(place)
