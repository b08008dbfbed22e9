"""Coming back after an absence: what went by meanwhile, and who would be lost first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select

from netbook.db.ledger import Step
from netbook.db.meetings import Interaction, Participant
from netbook.db.promises import Decision
from netbook.db.standing import Standing
from netbook.domain.channels import Direction
from netbook.domain.staleness import State
from netbook.queries.cards import cards
from netbook.queries.review import Group, ReviewRow, review_rows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LONG_DAYS = 14
"""An absence is longer than so many days."""


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What went by since the user was last here."""

    since: date
    days: int
    follow_ups_missed: int
    gone_stale: int
    wrote: int
    """Contacts who wrote meanwhile, as far as imports brought it."""
    rows: tuple[ReviewRow, ...]
    """Everybody of the review, and who went dormant meanwhile, ranked by what would be lost: the chance of losing the tie, weighed by its talks."""


def catch_up(session: Session, today: date, *, since: date | None = None) -> CatchUp | None:
    """Say what went by; None if the user was here within two weeks, or has begun to decide today.

    ``since`` goes on with a catch-up that has begun, whatever was decided meanwhile.
    """
    if since is None:
        since = _last_here(session, today)
        if since is None or (today - since).days <= LONG_DAYS or _decided_on(session, today):
            return None
    listed = review_rows(session, today)
    rows = [*listed, *_gone_dormant(session, since, today, {row.card.id for row in listed})]
    rows.sort(key=lambda row: (-row.card.urgency, row.card.called))
    return CatchUp(
        since,
        (today - since).days,
        follow_ups_missed=sum(row.card.follow_up_state is State.FOLLOW_UP_OVERDUE for row in rows),
        gone_stale=sum(row.card.stale_on is not None and since < row.card.stale_on <= today for row in rows),
        wrote=_wrote(session, since),
        rows=tuple(rows),
    )


def _gone_dormant(session: Session, since: date, today: date, listed: set[int]) -> list[ReviewRow]:
    """List those who fell silent for good meanwhile: the review has given them up, coming back has not."""
    asleep = and_(Standing.back_on.is_not(None), Standing.back_on > today)
    query = select(Standing.contact_id).where(
        Standing.watched, Standing.dormant_on > since, Standing.dormant_on <= today, ~asleep
    )
    numbers = [number for number in session.scalars(query) if number not in listed]
    return [ReviewRow(Group.GOING_STALE, card, overdue=True) for card in cards(session, numbers, today)]


def _last_here(session: Session, today: date) -> date | None:
    """Give the last day before today on which the user did anything."""
    midnight = datetime.combine(today, time(), UTC)
    at = session.scalar(select(func.max(Step.at)).where(Step.at < midnight))
    return None if at is None else at.date()


def _decided_on(session: Session, today: date) -> bool:
    return session.scalars(select(Decision.id).where(Decision.decided_on == today).limit(1)).first() is not None


def _wrote(session: Session, since: date) -> int:
    query = (
        select(func.count(Participant.contact_id.distinct()))
        .join(Interaction, Interaction.id == Participant.interaction_id)
        .where(Interaction.on > since, Interaction.direction == Direction.BY_THEM)
    )
    return session.scalar(query) or 0
