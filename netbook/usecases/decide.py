"""Deciding about a contact in the review: done, snoozed or let go; each one key, each kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from netbook.db.journal import describe_step
from netbook.db.people import Contact
from netbook.db.promises import Decision, FollowUp, FollowUpStatus, ReviewSession
from netbook.domain.channels import Channel, Direction
from netbook.domain.counts import named_or_counted
from netbook.domain.dates import describe_date
from netbook.domain.sitting import OUTSIDE_REVIEW, Sitting
from netbook.errors import UsageProblem
from netbook.queries.cards import ContactCard, card
from netbook.queries.naming import find_contact
from netbook.usecases.follow_ups import close, move, open_follow_ups
from netbook.usecases.interactions import NewInteraction, add_interaction, usual_channel
from netbook.usecases.people import take_out_of_inbox
from netbook.usecases.settling import settle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

DONE, SNOOZE, LET_GO = "done", "snooze", "let go"


def done(session: Session, who: Sequence[str], today: date, sitting: Sitting = OUTSIDE_REVIEW) -> list[ContactCard]:
    """Log that one was in touch today by the usual channel, and keep the follow-ups that have come due.

    Raises:
        NobodyMatches: nobody goes by one of the names.
        SeveralMatch: several do.

    """
    contacts = _contacts(session, who)
    for contact in contacts:
        channel = usual_channel(session, contact.id)
        channel = Channel.MESSAGE if channel is Channel.IN_PERSON else channel
        add_interaction(session, [contact], NewInteraction(channel, Direction.BOTH, today), channel, None, today)
        for follow_up in open_follow_ups(session, contact.id):
            if follow_up.due_on is not None and follow_up.due_on <= today:
                close(session, follow_up, FollowUpStatus.KEPT, today)
        _write_decision(session, contact, DONE, sitting, today)
    return _finish(session, contacts, today, f"In touch with {_names(contacts)}")


def snooze(
    session: Session, who: Sequence[str], until: date, today: date, sitting: Sitting = OUTSIDE_REVIEW
) -> list[ContactCard]:
    """Leave contacts out of the review until a day, and move their follow-ups there.

    Raises:
        NobodyMatches: nobody goes by one of the names.
        SeveralMatch: several do.
        UsageProblem: the day is not in the future.

    """
    if until <= today:
        raise UsageProblem(
            f"a snooze ends in the future, and {describe_date(until, today)} is not.", 'netbook snooze ada "3 weeks"'
        )
    contacts = _contacts(session, who)
    for contact in contacts:
        take_out_of_inbox(contact)
        move(session, contact, until, today)
        _write_decision(session, contact, SNOOZE, sitting, today, until)
    return _finish(
        session,
        contacts,
        today,
        f"Snoozed {_names(contacts)} until {until:%a} {until.day} {until:%b %Y}",
    )


def let_go(session: Session, who: Sequence[str], today: date, sitting: Sitting = OUTSIDE_REVIEW) -> list[ContactCard]:
    """Ask for no more reminders: the cadence becomes “never”, and open follow-ups are dropped.

    Raises:
        NobodyMatches: nobody goes by one of the names.
        SeveralMatch: several do.

    """
    contacts = _contacts(session, who)
    for contact in contacts:
        contact.cadence = "never"
        contact.snoozed_on = contact.snoozed_until = None
        take_out_of_inbox(contact)
        for follow_up in open_follow_ups(session, contact.id):
            close(session, follow_up, FollowUpStatus.DROPPED, today)
        _write_decision(session, contact, LET_GO, sitting, today)
    return _finish(session, contacts, today, f"Let {_names(contacts)} go")


def debrief(session: Session, who: str, follow_up_on: date | None, today: date) -> ContactCard:
    """Decide about somebody met at an event: a follow-up by a day, or none.

    Raises:
        NobodyMatches: nobody goes by the name.
        SeveralMatch: several do.

    """
    (contact,) = _contacts(session, [who])
    if follow_up_on is not None:
        session.add(FollowUp(contact_id=contact.id, due_on=follow_up_on, status=FollowUpStatus.OPEN, made_on=today))
    verdict = "follow up" if follow_up_on else "none"
    _write_decision(session, contact, verdict, Sitting(group="debrief"), today, follow_up_on)
    return _finish(session, [contact], today, f"Debriefed {contact.called}")[0]


def _contacts(session: Session, who: Sequence[str]) -> list[Contact]:
    ids = dict.fromkeys(find_contact(session, name) for name in who)
    return [session.get_one(Contact, contact_id) for contact_id in ids]


def _write_decision(  # noqa: PLR0917 — one decision has that many parts
    session: Session, contact: Contact, verdict: str, sitting: Sitting, today: date, until: date | None = None
) -> None:
    session.add(
        Decision(
            session_id=_session_id(session, sitting),
            contact_id=contact.id,
            verdict=verdict,
            list_group=sitting.groups.get(contact.id, sitting.group),
            decided_on=today,
            until=until,
        )
    )


def _session_id(session: Session, sitting: Sitting) -> int | None:
    """Give the number of the sitting's row, making it with the first decision; None outside a review."""
    if sitting.started_at is None:
        return None
    query = select(ReviewSession).where(ReviewSession.started_at == sitting.started_at).order_by(ReviewSession.id)
    row = session.scalars(query.limit(1)).first()
    if row is None:
        row = ReviewSession(started_at=sitting.started_at)
        session.add(row)
    row.ended_at = sitting.decided_at
    session.flush()
    return row.id


def _finish(session: Session, contacts: Sequence[Contact], today: date, words: str) -> list[ContactCard]:
    settle(session, [contact.id for contact in contacts])
    describe_step(session, words)
    return [card(session, contact.id, today) for contact in contacts]


def _names(contacts: Sequence[Contact]) -> str:
    return named_or_counted([contact.called for contact in contacts])
