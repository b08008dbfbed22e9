"""Making one contact of two: everything of the second goes to the first, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from netbook.db.journal import describe_step
from netbook.db.meetings import Participant
from netbook.db.people import Contact, ContactTag, FoundAs, Handle, Introduction, WhereMet
from netbook.db.promises import Decision, FollowUp
from netbook.errors import UsageProblem
from netbook.queries.cards import ContactCard, card
from netbook.queries.naming import find_contact
from netbook.usecases.people import append_note, rename
from netbook.usecases.settling import settle

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

_FILLED = ("organisation", "position", "sector", "location", "birthday", "cadence")


def merge_contacts(session: Session, kept: str, other: str, today: date) -> ContactCard:
    """Merge ``other`` into ``kept``; what both have stays as ``kept`` has it, notes are joined.

    Raises:
        NobodyMatches: nobody goes by one of the names.
        SeveralMatch: several do.
        UsageProblem: both name the same contact.

    """
    keeper = session.get_one(Contact, find_contact(session, kept))
    second = session.get_one(Contact, find_contact(session, other))
    if keeper.id == second.id:
        raise UsageProblem(f"both are {keeper.called} already; name two different contacts.")
    called, keeper_called = second.called, keeper.called
    _fill(keeper, second)
    _move_handles(session, keeper, second)
    _move_tags(session, keeper, second)
    _move_where_met(session, keeper, second)
    _move_interactions(session, keeper, second)
    _move_introductions(session, keeper, second)
    _move_owned(session, keeper, second)
    _move_uid(session, keeper, second)
    session.flush()
    session.expire(second, ["handles", "tags", "where_met"])
    session.delete(second)
    rename(keeper, keeper.name)
    settle(session, [keeper.id, second.id])
    describe_step(session, f"Merged {called} into {keeper_called}")
    return card(session, keeper.id, today)


def _fill(keeper: Contact, second: Contact) -> None:
    if not keeper.name and second.name:
        keeper.name = second.name
    for field in _FILLED:
        if getattr(keeper, field) is None:
            setattr(keeper, field, getattr(second, field))
    if second.notes:
        append_note(keeper, second.notes)
    keeper.inbox = keeper.inbox and second.inbox
    keeper.archived = keeper.archived and second.archived
    keeper.added_on = min(keeper.added_on, second.added_on)


def _move_handles(session: Session, keeper: Contact, second: Contact) -> None:
    for handle in session.scalars(select(Handle).where(Handle.contact_id == second.id)):
        handle.contact_id = keeper.id
    session.flush()
    session.expire(keeper, ["handles"])


def _move_tags(session: Session, keeper: Contact, second: Contact) -> None:
    has = set(session.scalars(select(ContactTag.tag_id).where(ContactTag.contact_id == keeper.id)))
    for worn in session.scalars(select(ContactTag).where(ContactTag.contact_id == second.id)).all():
        if worn.tag_id not in has:
            session.add(ContactTag(contact_id=keeper.id, tag_id=worn.tag_id))
        session.delete(worn)
    session.flush()
    session.expire(keeper, ["tags"])


def _move_where_met(session: Session, keeper: Contact, second: Contact) -> None:
    """Keep the earlier of two halves; one with a date goes before one without."""
    has = {met.kind: met for met in keeper.where_met}
    for met in session.scalars(select(WhereMet).where(WhereMet.contact_id == second.id)).all():
        mine = has.get(met.kind)
        if mine is None:
            met.contact_id = keeper.id
            continue
        if met.on is not None and (mine.on is None or met.on < mine.on):
            mine.on, mine.network, mine.event_id = met.on, met.network, met.event_id
        session.delete(met)
    session.flush()
    session.expire(keeper, ["where_met"])


def _move_interactions(session: Session, keeper: Contact, second: Contact) -> None:
    has = set(session.scalars(select(Participant.interaction_id).where(Participant.contact_id == keeper.id)))
    for part in session.scalars(select(Participant).where(Participant.contact_id == second.id)).all():
        if part.interaction_id not in has:
            session.add(Participant(interaction_id=part.interaction_id, contact_id=keeper.id, on=part.on))
        session.delete(part)
    session.flush()


def _move_owned(session: Session, keeper: Contact, second: Contact) -> None:
    """Move follow-ups, decisions and the keys of exports."""
    owned: list[FollowUp | Decision | FoundAs] = [
        *session.scalars(select(FollowUp).where(FollowUp.contact_id == second.id)),
        *session.scalars(select(Decision).where(Decision.contact_id == second.id)),
        *session.scalars(select(FoundAs).where(FoundAs.contact_id == second.id)),
    ]
    for row in owned:
        row.contact_id = keeper.id


def _move_uid(session: Session, keeper: Contact, second: Contact) -> None:
    if keeper.uid is None and second.uid is not None:
        uid, second.uid = second.uid, None
        session.flush()
        keeper.uid = uid


def _move_introductions(session: Session, keeper: Contact, second: Contact) -> None:
    about = or_(
        Introduction.contact_id == second.id,
        Introduction.introducer_id == second.id,
        Introduction.other_id == second.id,
    )
    for introduction in session.scalars(select(Introduction).where(about)).all():
        for role in ("contact_id", "introducer_id", "other_id"):
            if getattr(introduction, role) == second.id:
                setattr(introduction, role, keeper.id)
        if introduction.contact_id in (introduction.introducer_id, introduction.other_id):
            session.delete(introduction)
    session.flush()
