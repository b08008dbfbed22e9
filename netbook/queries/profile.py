"""Everything about one contact that a page of its own shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbook.queries.cards import ContactCard, card
from netbook.queries.naming import find_contact
from netbook.queries.timeline import InteractionRow, timeline

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Profile:
    """A contact's card and the newest part of its timeline."""

    card: ContactCard
    timeline: tuple[InteractionRow, ...]
    more: bool
    """Whether older interactions were left out."""


def profile(session: Session, who: str, today: date, *, most: int | None = 10) -> Profile:
    """Read a contact's card and its newest interactions; ``most`` None reads all.

    Raises:
        NobodyMatches: nobody goes by these words.
        SeveralMatch: several contacts do.

    """
    contact_id = find_contact(session, who)
    rows = timeline(session, contact_id, most=None if most is None else most + 1)
    return Profile(card(session, contact_id, today), tuple(rows[:most]), more=most is not None and len(rows) > most)
