"""Taking an import back, also when other things were done since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select

from netbook.db.journal import IMPORTED_TABLES, describe_step
from netbook.db.ledger import Receipt
from netbook.db.meetings import Interaction, Participant
from netbook.db.people import Contact, ContactTag, FoundAs, Handle, WhereMet
from netbook.db.replay import delete_imported
from netbook.db.sources import Waiting
from netbook.errors import NobodyMatches, UsageProblem
from netbook.usecases.brought import Brought
from netbook.usecases.put_back import Trace
from netbook.usecases.settling import settle

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute, Session


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking an import back did."""

    receipt: int
    file: str
    contacts_gone: int
    interactions_gone: int
    contacts_kept: tuple[str, ...]
    """Contacts the import made that the user has kept, named or talked to since; they stay, with their handles."""


def take_back_import(session: Session, receipt_id: int, now: datetime) -> TakenBack:
    """Delete what an import made, except contacts that the user has done something with since.

    What it filled in or changed of contacts that were there before goes too, where nobody has changed it since, and
    those whom it told who somebody unresolved is wait again.

    Raises:
        NobodyMatches: there is no such import.
        UsageProblem: it was taken back already.

    """
    receipt = session.get(Receipt, receipt_id)
    if receipt is None:
        raise NobodyMatches(f"there is no import {receipt_id}.", "netbook import --list shows them")
    if receipt.taken_back_at is not None:
        raise UsageProblem(f"import {receipt_id} was taken back already.", "netbook redo, if you just undid it")
    touched = set(
        session.scalars(select(Participant.contact_id).join(Interaction).where(Interaction.receipt_id == receipt_id))
    )
    touched |= set(session.scalars(select(Handle.contact_id).where(Handle.receipt_id == receipt_id)))
    touched |= set(session.scalars(select(ContactTag.contact_id).where(ContactTag.receipt_id == receipt_id)))
    touched |= set(session.scalars(select(WhereMet.contact_id).where(WhereMet.receipt_id == receipt_id)))
    trace = Trace(session, receipt_id)
    touched |= trace.edited()
    made = set(session.scalars(select(Contact.id).where(Contact.receipt_id == receipt_id)))
    brought = Brought(session, trace)
    kept = _used_since(session, made, receipt_id, trace.moved(), brought)
    interactions = session.scalar(select(func.count()).where(Interaction.receipt_id == receipt_id)) or 0
    session.expunge_all()
    trace.put_back("contact", "where_met", "event")
    session.expunge_all()
    touched |= brought.take_away(made, kept)
    for table in reversed(IMPORTED_TABLES):
        contacts = kept if table != "participant" else ()
        delete_imported(session, table, receipt_id, except_contacts=contacts, except_ids=_needed(session, table))
        if table == "handle":
            trace.put_back("handle")
            touched |= trace.let_wait_again()
    trace.drop_unused_tags()
    trace.forget_owners()
    session.get_one(Receipt, receipt_id).taken_back_at = now
    settle(session, touched | made)
    describe_step(session, f"Took back the import of {receipt.file}")
    names = session.scalars(select(Contact.name).where(Contact.id.in_(kept)).order_by(Contact.sort_key))
    return TakenBack(
        receipt_id, receipt.file, len(made - kept), interactions, tuple(name or "nobody" for name in names)
    )


def _needed(session: Session, table: str) -> set[int]:
    """Give the rows that others point at still when it is their turn: events of other meetings, people who wait."""
    if table == "event":
        used: set[int] = set()
        for column in (Interaction.event_id, WhereMet.event_id):
            used.update(number for number in session.scalars(select(column).distinct()) if number is not None)
        return used
    return set(session.scalars(select(Waiting.unresolved_id).distinct())) if table == "unresolved" else set()


def _used_since(
    session: Session, made: set[int], receipt_id: int, moved: set[tuple[int, int]], brought: Brought
) -> set[int]:
    """Say which of the contacts an import made carry something that did not come with it.

    ``moved`` are parts in older interactions that came with it, since it told who somebody unresolved is.
    """
    edited = and_(
        Contact.version > 1,
        or_(~Contact.inbox, Contact.archived, Contact.notes.is_not(None), Contact.cadence.is_not(None)),
    )
    other = (
        select(Contact.id).where(edited),
        select(Handle.contact_id).where(_not_from(Handle.receipt_id, receipt_id)),
        select(WhereMet.contact_id).where(_not_from(WhereMet.receipt_id, receipt_id)),
        select(ContactTag.contact_id).where(_not_from(ContactTag.receipt_id, receipt_id)),
        select(FoundAs.contact_id).where(_not_from(FoundAs.receipt_id, receipt_id)),
    )
    elsewhere = (
        select(Participant.interaction_id, Participant.contact_id)
        .join(Interaction, Interaction.id == Participant.interaction_id)
        .join(Contact, Contact.id == Participant.contact_id)
        .where(Contact.receipt_id == receipt_id, _not_from(Interaction.receipt_id, receipt_id))
    )
    used = {contact for interaction, contact in session.execute(elsewhere) if (interaction, contact) not in moved}
    for query in other:
        used |= made.intersection(session.scalars(query).all())
    return used | made & brought.others()


def _not_from(column: InstrumentedAttribute[int | None], receipt_id: int) -> ColumnElement[bool]:
    return or_(column.is_(None), column != receipt_id)
