"""Saying who somebody unresolved is: the waiting interactions become a contact's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from netbook.db.base import Base
from netbook.db.journal import delete_noted, insert_noted
from netbook.db.meetings import Interaction, Participant
from netbook.db.sources import Unresolved, Waiting
from netbook.domain.channels import NOT_ONLINE, Channel, Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sqlalchemy import ColumnElement, Table
    from sqlalchemy.orm import Session

_PARTICIPANT, _WAITING, _UNRESOLVED = (Base.metadata.tables[name] for name in ("participant", "waiting", "unresolved"))


@dataclass(frozen=True, slots=True)
class Waited:
    """What had waited for a contact: on which network, who follows whom, and the first days online and in person."""

    contact_id: int
    network: str
    linked: Direction | None
    online_on: date | None
    in_person_on: date | None


def settle_waiting(
    session: Session, found: Iterable[tuple[int, int]], receipt_id: int | None = None
) -> Iterator[Waited]:
    """Give contacts the interactions of the unresolved people that they are, pair by pair of their numbers.

    Rows that bear the receipt of an import under way are its own; all others are noted for undo.
    """
    for unresolved_id, contact_id in found:
        query = select(Unresolved.network, Unresolved.linked).where(Unresolved.id == unresolved_id)
        row = session.execute(query).one_or_none()
        if row is not None:
            days = _move(session, unresolved_id, contact_id, receipt_id)
            online = min((on for on, channel in days if channel not in NOT_ONLINE), default=None)
            in_person = min((on for on, channel in days if channel is Channel.IN_PERSON), default=None)
            yield Waited(contact_id, row.network, row.linked, online, in_person)


def _move(session: Session, unresolved_id: int, contact_id: int, receipt_id: int | None) -> list[tuple[date, Channel]]:
    """Make participants of what waited, and let nothing wait any longer; gives the days and channels."""
    query = select(Waiting.interaction_id, Waiting.receipt_id, Interaction.on, Interaction.channel)
    waited = session.execute(
        query.join(Interaction, Interaction.id == Waiting.interaction_id).where(Waiting.unresolved_id == unresolved_id)
    ).all()
    waits = select(Waiting.interaction_id).where(Waiting.unresolved_id == unresolved_id)
    there = set(
        session.scalars(
            select(Participant.interaction_id).where(
                Participant.contact_id == contact_id, Participant.interaction_id.in_(waits)
            )
        )
    )
    new = [
        (row.receipt_id, {"interaction_id": row.interaction_id, "contact_id": contact_id, "happened_on": row.on})
        for row in waited
        if row.interaction_id not in there
    ]
    own = [row for bears, row in new if receipt_id is not None and bears == receipt_id]
    if own:
        session.connection().execute(insert(_PARTICIPANT), own)
    insert_noted(session, _PARTICIPANT, [row for bears, row in new if receipt_id is None or bears != receipt_id])
    _delete(session, _WAITING, _WAITING.c.unresolved_id == unresolved_id, receipt_id)
    _delete(session, _UNRESOLVED, _UNRESOLVED.c.id == unresolved_id, receipt_id)
    return [(row.on, row.channel) for row in waited]


def _delete(session: Session, table: Table, condition: ColumnElement[bool], receipt_id: int | None) -> None:
    """Delete rows; those of the import under way need no note, since it is undone as a whole."""
    if receipt_id is not None:
        session.connection().execute(delete(table).where(condition, table.c.receipt_id == receipt_id))
    delete_noted(session, table, condition)
