"""A contact's interactions, newest first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, tuple_

from netbook.db.meetings import Event, Interaction, Participant

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from netbook.domain.channels import Channel, Direction


@dataclass(frozen=True, slots=True)
class InteractionRow:
    """One interaction as the timeline shows it."""

    id: int
    channel: Channel
    direction: Direction
    on: date
    at: datetime | None
    note: str | None
    event: str | None
    source: str | None


def timeline(
    session: Session, contact_id: int, *, most: int | None = 50, before: tuple[date, int] | None = None
) -> list[InteractionRow]:
    """Read a page of interactions, or all if ``most`` is None; ``before`` is the day and number of the last one of the page before."""
    query = (
        select(
            Interaction.id,
            Interaction.channel,
            Interaction.direction,
            Interaction.on,
            Interaction.at,
            Interaction.note,
            Event.name,
            Interaction.source,
        )
        .join(Participant, Participant.interaction_id == Interaction.id)
        .outerjoin(Event, Event.id == Interaction.event_id)
        .where(Participant.contact_id == contact_id)
        .order_by(Participant.on.desc(), Participant.interaction_id.desc())
        .limit(most)
    )
    if before is not None:
        query = query.where(tuple_(Participant.on, Participant.interaction_id) < before)
    return [InteractionRow(*row) for row in session.execute(query)]
