"""People of whom only the id of an account is known, those most talked with first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from netbook.db.meetings import Interaction
from netbook.db.sources import Unresolved, Waiting
from netbook.domain.touches import NOT_A_CONTACT

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from netbook.domain.channels import Direction


@dataclass(frozen=True, slots=True)
class UnresolvedRow:
    """Somebody unresolved: the account, the link that opens it, who follows whom, and what waits for them."""

    id: int
    network: str
    stable_id: str
    url: str | None
    linked: Direction | None
    talks: int
    """Interactions in which something was said; likes and follows do not count."""
    last_on: date | None


def unresolved_people(session: Session, *, most: int | None = None) -> list[UnresolvedRow]:
    """List whom nobody has put a name to yet, those most talked with first, then those last heard of."""
    said = Interaction.channel.not_in(NOT_A_CONTACT)
    talks = func.count(Interaction.id).filter(said)
    last_on = func.max(Interaction.on)
    query = (
        select(
            Unresolved.id, Unresolved.network, Unresolved.stable_id, Unresolved.url, Unresolved.linked, talks, last_on
        )
        .outerjoin(Waiting, Waiting.unresolved_id == Unresolved.id)
        .outerjoin(Interaction, Interaction.id == Waiting.interaction_id)
        .group_by(Unresolved.id)
        .order_by(talks.desc(), last_on.desc().nulls_last(), Unresolved.id)
        .limit(most)
    )
    return [UnresolvedRow(*row) for row in session.execute(query)]


def count_unresolved(session: Session) -> int:
    """Say how many wait to be known."""
    return session.scalar(select(func.count()).select_from(Unresolved)) or 0
