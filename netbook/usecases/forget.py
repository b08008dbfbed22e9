"""Forgetting somebody for good: out of the book, the search index, the receipts and the journal of undo.

This is the one deletion that is true. It takes no part in undo, and what the steps before it did to others can still
be undone. What the user wrote about others stays as it is, and is counted where it still has the name in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, or_, select

from netbook.db.base import Base
from netbook.db.ledger import Receipt
from netbook.db.meetings import Interaction, Participant
from netbook.db.people import Contact, FoundAs, Introduction
from netbook.db.search import index_contacts, purge_search
from netbook.db.sources import Unresolved, Waiting
from netbook.db.synced import SyncedItem
from netbook.queries.exported_parts import book_key, contact_uid
from netbook.queries.naming import find_contact
from netbook.usecases.forget_history import ROLES, erase_from_history, has_any
from netbook.usecases.tombstones import handle_marks, key_marks, set_tombstones, uid_mark

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from sqlalchemy.orm import Session


_OWNED = ("standing", "handle", "contact_tag", "where_met", "found_as", "follow_up", "decision", "participant")
"""Tables whose rows are one contact's, children of the contact."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was erased."""

    called: str
    traces: tuple[str, ...]
    """The names and handles, to look for elsewhere; not to be kept."""
    accounts: tuple[tuple[str, str], ...]
    """The handles as network and key, to look for in backups; not to be kept."""
    interactions: int
    mentions: int
    """Notes about others that still have the name in them."""


def forget(session: Session, who: str, today: date, new_salt: str) -> Forgotten:
    """Erase a contact for good, and keep nothing but marks that no name can be read out of.

    Raises:
        NobodyMatches: nobody goes by the name.
        SeveralMatch: several do.

    """
    contact = session.get_one(Contact, find_contact(session, who))
    called, contact_id = contact.called, contact.id
    receipt_id = contact.receipt_id
    handles = list(contact.handles)
    traces = tuple({text for text in (contact.name, *(handle.shown for handle in handles)) if text})
    accounts = tuple((handle.network, handle.key) for handle in handles)
    keys = session.scalars(select(FoundAs.source_key).where(FoundAs.contact_id == contact_id)).all()
    marks = [mark for handle in handles for mark in handle_marks(handle.network, handle.key, handle.stable_id)]
    uids = {contact.uid or "", contact_uid(None, book_key(session), contact_id)} - {""}
    marks += [uid_mark(uid) for uid in uids]
    set_tombstones(session, [*marks, *(mark for key in keys for mark in key_marks(key))], today, new_salt)
    numbers = {(handle.network, handle.stable_id) for handle in handles if handle.stable_id}
    session.expunge_all()
    talks = _talks_alone_with(session, contact_id)
    _erase_rows(session, contact_id, talks, numbers)
    erase_from_history(session, contact_id, receipt_id, talks, (*traces, *uids))
    _erase_from_receipts(session, traces)
    _erase_from_folders(session, uids, traces)
    index_contacts(session.connection(), [contact_id], [])
    purge_search(session.connection())
    return Forgotten(called, traces, accounts, len(talks), _mentions(session, traces))


def _talks_alone_with(session: Session, contact_id: int) -> Sequence[int]:
    """List the interactions in which nobody else takes part."""
    others = select(Participant.interaction_id).where(Participant.contact_id != contact_id)
    waiting = select(Waiting.interaction_id)
    mine = select(Participant.interaction_id).where(Participant.contact_id == contact_id)
    return session.scalars(
        mine.where(Participant.interaction_id.not_in(others), Participant.interaction_id.not_in(waiting))
    ).all()


def _erase_rows(
    session: Session, contact_id: int, talks: Sequence[int], numbers: Collection[tuple[str, str | None]]
) -> None:
    connection = session.connection()
    about = or_(*(getattr(Introduction, role) == contact_id for role in ROLES))
    connection.execute(delete(Introduction).where(about))
    for name in _OWNED:
        table = Base.metadata.tables[name]
        connection.execute(delete(table).where(table.c.contact_id == contact_id))
    for number in talks:
        connection.execute(delete(Interaction).where(Interaction.id == number))
    for network, stable_id in numbers:
        same = (Unresolved.network == network, Unresolved.stable_id == stable_id)
        connection.execute(delete(Waiting).where(Waiting.unresolved_id.in_(select(Unresolved.id).where(*same))))
        connection.execute(delete(Unresolved).where(*same))
    connection.execute(delete(Contact).where(Contact.id == contact_id))


def _erase_from_receipts(session: Session, traces: Sequence[str]) -> None:
    """Take the sentences that name the person out of what imports said."""
    for receipt in session.scalars(select(Receipt)):
        kept: list[dict[str, Any]] = [each for each in receipt.problems if not has_any(str(each.get("reason")), traces)]
        if len(kept) != len(receipt.problems):
            receipt.problems = kept
    session.flush()
    session.expunge_all()


def _erase_from_folders(session: Session, uids: Collection[str], traces: Sequence[str]) -> None:
    """Forget what the cards of the person said when they were last in step with a folder; the cards stay there."""
    texts = (SyncedItem.remembered, SyncedItem.file)
    named = or_(*(column.icontains(trace, autoescape=True) for trace in traces for column in texts))
    session.connection().execute(delete(SyncedItem).where(or_(SyncedItem.uid.in_(uids), named)))


def _mentions(session: Session, traces: Sequence[str]) -> int:
    """Count the notes of others that have the name in them."""
    count = 0
    for column in (Contact.notes, Interaction.note):
        found = or_(*(column.icontains(trace, autoescape=True) for trace in traces))
        count += session.scalar(select(func.count()).where(found)) or 0
    return count
