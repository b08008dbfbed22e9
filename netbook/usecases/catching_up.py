"""After an absence: the list spread over the days to come, or let off; each one undo step, and never by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from netbook.db.journal import describe_step
from netbook.domain.counts import people
from netbook.errors import UsageProblem
from netbook.queries.cards import ContactCard, cards
from netbook.usecases.decide import snooze

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

LEAST_REST, MOST_REST, USUAL_REST = 14, 182, 42
"""The days of rest that an amnesty gives: a contact's own cadence, within these bounds; else the last."""


def spread(session: Session, contact_ids: Sequence[int], today: date, *, a_day: int) -> list[ContactCard]:
    """Snooze contacts in their order over the days from tomorrow on, so many a day.

    Raises:
        UsageProblem: there is nobody, or no day would take anybody.

    """
    if not contact_ids or a_day < 1:
        raise UsageProblem("there is nobody left to spread over the days to come.")
    for place in range(0, len(contact_ids), a_day):
        who = [f"#{number}" for number in contact_ids[place : place + a_day]]
        snooze(session, who, today + timedelta(days=1 + place // a_day), today)
    describe_step(session, f"Spread {people(len(contact_ids))} over the days to come")
    return cards(session, contact_ids, today)


def amnesty(session: Session, contact_ids: Sequence[int], today: date) -> list[ContactCard]:
    """Let contacts off for as long as their own cadence is; promises without a date stay as they are.

    Raises:
        UsageProblem: there is nobody.

    """
    if not contact_ids:
        raise UsageProblem("there is nobody left to let off.")
    for card in cards(session, contact_ids, today):
        snooze(session, [f"#{card.id}"], today + timedelta(days=_rest(card)), today)
    describe_step(session, f"Amnesty for {people(len(contact_ids))}")
    return cards(session, contact_ids, today)


def _rest(card: ContactCard) -> int:
    days = card.cadence.days if card.cadence is not None else None
    return USUAL_REST if days is None else min(max(days, LEAST_REST), MOST_REST)
