"""How the people in the network stand today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from netbook.db.people import Contact
from netbook.db.standing import Standing
from netbook.domain.counts import people
from netbook.domain.staleness import State
from netbook.queries.insights.words import listed

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

SHOWN_STATES = (State.NEW, State.FRESH, State.DUE, State.GOING_STALE, State.DORMANT)


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many contacts are in one state."""

    state: State
    contacts: int


@dataclass(frozen=True, slots=True)
class States:
    """The states by silence alone, from new to dormant, with those nobody is in; neither inbox nor archive counts."""

    states: tuple[StateCount, ...]

    @property
    def total(self) -> int:
        """How many contacts there are together."""
        return sum(count.contacts for count in self.states)

    @property
    def sentence(self) -> str:
        """How many people there are in each state that somebody is in."""
        found = [count for count in self.states if count.contacts]
        if not found:
            return "Nobody is here yet. Everybody you add is new, fresh, due, going stale or dormant, day by day."
        if len(found) == 1:
            return f"{people(self.total)}, {'all ' if self.total > 1 else ''}{found[0].state}."
        return f"{people(self.total)}: {listed([f'{count.contacts:,} {count.state}' for count in found])}."


def states(session: Session, today: date) -> States:
    """Count the watched contacts by the state their tie is in today."""
    state = _state(today).label("state")
    query = select(state, func.count()).select_from(Standing).where(Standing.watched).group_by(state)
    found: dict[str, int] = dict(session.execute(query).all())
    return States(tuple(StateCount(shown, found.get(shown.value, 0)) for shown in SHOWN_STATES))


def contacts_in_state(session: Session, state: State, today: date, most: int | None = None) -> list[int]:
    """List who is in a state: the new by the day they were added, latest first; others by the day due, earliest first."""
    order = (Contact.added_on.desc(),) if state is State.NEW else (Standing.due_on.asc().nulls_last(),)
    query = (
        select(Standing.contact_id)
        .join(Contact, Contact.id == Standing.contact_id)
        .where(Standing.watched, _state(today) == state.value)
        .order_by(*order, Contact.sort_key, Contact.id)
        .limit(most)
    )
    return list(session.scalars(query))


def _state(today: date) -> ColumnElement[str]:
    """Say in SQL what ``tie_state`` says of one contact."""
    return case(
        (Standing.last_on.is_(None), State.NEW.value),
        (Standing.dormant_on <= today, State.DORMANT.value),
        (Standing.stale_on <= today, State.GOING_STALE.value),
        (Standing.due_on <= today, State.DUE.value),
        else_=State.FRESH.value,
    )
