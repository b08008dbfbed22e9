"""What the book holds of follow-ups that are kept in step with a folder of tasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from sqlalchemy import or_, select

from netbook.db.people import Contact
from netbook.db.promises import FollowUp, FollowUpStatus
from netbook.domain.tasks import Task
from netbook.queries.exported_parts import book_key

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

_NAMES = UUID("3d6f7bb8-9c57-5b57-8f0e-6f0a7a1c2e11")
"""The name space of the UIDs of follow-ups (RFC 9562, version 5)."""


@dataclass(frozen=True, slots=True)
class OurTask:
    """A follow-up with the UID under which lists of tasks know it, or will, and whom it is about."""

    id: int
    contact_id: int
    called: str
    task: Task


def our_tasks(session: Session, known: Collection[str]) -> dict[str, OurTask]:
    """Give by UID the open follow-ups of contacts outside the archive, and closed ones that are known already."""
    key = book_key(session)
    query = (
        select(FollowUp, Contact.name, Contact.sort_key)
        .join(Contact, Contact.id == FollowUp.contact_id)
        .where(~Contact.archived, or_(FollowUp.status == FollowUpStatus.OPEN, FollowUp.uid.is_not(None)))
        .order_by(FollowUp.id)
    )
    found: dict[str, OurTask] = {}
    for row, name, sort_key in session.execute(query):
        uid = row.uid or str(uuid5(_NAMES, f"{key} follow-up {row.id}"))
        if row.status is FollowUpStatus.OPEN or uid in known:
            task = Task(row.what, row.due_on, row.recurrence, row.status.value)
            found[uid] = OurTask(row.id, row.contact_id, name or sort_key, task)
    return found


def contact_called(session: Session, key: str) -> int | None:
    """Give the only contact outside the archive with this folded name; None if there is none, or several."""
    ids = session.scalars(select(Contact.id).where(Contact.sort_key == key, ~Contact.archived).limit(2)).all()
    return ids[0] if len(ids) == 1 else None
