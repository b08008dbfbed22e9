"""Recording that one met people in person: the second of the three jobs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from netbook.db.journal import describe_step
from netbook.db.meetings import Event
from netbook.db.people import Contact
from netbook.db.promises import FollowUp, FollowUpStatus
from netbook.domain.channels import Channel, Direction
from netbook.domain.handles import is_handle_word, parse_handle
from netbook.errors import NobodyMatches, UsageProblem
from netbook.queries.cards import ContactCard, card
from netbook.queries.naming import close_names, contact_with_handle, contacts_called, find_contact, nobody_called
from netbook.usecases.events import event_for_meeting
from netbook.usecases.interactions import NewInteraction, add_interaction
from netbook.usecases.people import add_tags, introduced_by, make_contact
from netbook.usecases.settling import settle

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from netbook.domain.capture import MeetingCapture


@dataclass(frozen=True, slots=True)
class Met:
    """What was recorded of a meeting."""

    cards: tuple[ContactCard, ...]
    made: tuple[int, ...]
    """Numbers of the contacts that were made."""
    event: str | None
    on: date
    event_made: bool = False


def record_meeting(
    session: Session,
    meeting: MeetingCapture,
    today: date,
    *,
    make_new: bool = False,
    new_names: Collection[str] = (),
    follow_up_on: date | None = None,
    default_network: str = "x",
) -> Met:
    """Record one meeting with one or more contacts, known or new; their clocks start anew.

    Somebody whose name is close to a known one is asked about, unless ``make_new`` is set
    or the name is among ``new_names``.

    Raises:
        UsageProblem: a part is unreadable, nobody is named, or the day lies in the future.
        NobodyMatches: a name is unknown but close to known ones.
        SeveralMatch: a name fits several contacts.

    """
    _refuse_unreadable(meeting)
    on = meeting.on or today
    people = [
        _person(session, who, today, make_new=make_new or who in new_names, default_network=default_network)
        for who in meeting.who
    ]
    contacts = list(dict.fromkeys(contact for contact, _made in people))
    newest = session.scalar(select(func.max(Event.id))) or 0
    event = event_for_meeting(session, meeting.event, on, today)
    new = NewInteraction(Channel.IN_PERSON, Direction.BOTH, on, meeting.note)
    for contact in contacts:
        _details(session, contact, meeting, on, follow_up_on, today)
    add_interaction(session, contacts, new, Channel.IN_PERSON, event, today)
    names = ", ".join(contact.called for contact in contacts)
    describe_step(session, f"Met {names}{f' at {event.name}' if event else ''}")
    return Met(
        tuple(card(session, contact.id, today) for contact in contacts),
        tuple(contact.id for contact, made in people if made),
        None if event is None else event.name,
        on,
        event_made=event is not None and event.id > newest,
    )


def _refuse_unreadable(meeting: MeetingCapture) -> None:
    for problem in meeting.problems[:1]:
        raise UsageProblem(problem.sentence, *problem.hints)
    if not meeting.who:
        raise UsageProblem("whom did you meet?", 'netbook met "Grace Hopper" at PyCon yesterday')


def record_meetings(
    session: Session,
    meetings: Sequence[MeetingCapture],
    today: date,
    *,
    make_new: bool = False,
    follow_up_on: date | None = None,
    default_network: str = "x",
) -> list[Met]:
    """Record several meetings as one step; if one of them cannot be recorded, none is.

    Raises:
        UsageProblem, NobodyMatches, SeveralMatch: as :func:`record_meeting` does.

    """
    met = [
        record_meeting(
            session, meeting, today, make_new=make_new, follow_up_on=follow_up_on, default_network=default_network
        )
        for meeting in meetings
    ]
    if len(met) > 1:
        describe_step(session, f"Recorded {len(met)} meetings")
    return met


def _person(session: Session, who: str, today: date, *, make_new: bool, default_network: str) -> tuple[Contact, bool]:
    """Find whom a word names, or make a contact; says whether it was made."""
    if is_handle_word(who):
        handle = parse_handle(who, default_network)
        known = contact_with_handle(session, handle)
        if known is not None:
            return session.get_one(Contact, known), False
        return make_contact(session, today, name=None, handles=[handle]), True
    if not make_new:
        known = _known(session, who)
        if known is not None:
            return session.get_one(Contact, known), False
        if close_names(session, who):
            raise _close(session, who)
    return make_contact(session, today, name=who, handles=[]), True


def _known(session: Session, who: str) -> int | None:
    found = contacts_called(session, who)
    if len(found) > 1:
        return find_contact(session, who)
    return found[0].id if found else None


def _close(session: Session, who: str) -> NobodyMatches:
    error = nobody_called(session, who)
    first = close_names(session, who)[0].called
    return NobodyMatches(error.sentence, f'netbook met "{first}"        or        netbook met --new {who}')


def _details(  # noqa: PLR0917 — one meeting has that many parts
    session: Session, contact: Contact, meeting: MeetingCapture, on: date, follow_up_on: date | None, today: date
) -> None:
    add_tags(session, contact, meeting.tags)
    if meeting.cadence is not None:
        contact.cadence = meeting.cadence.short
    if meeting.via:
        introduced_by(session, contact, find_contact(session, meeting.via), on)
    if follow_up_on is not None:
        session.add(FollowUp(contact_id=contact.id, due_on=follow_up_on, status=FollowUpStatus.OPEN, made_on=today))
    settle(session, [contact.id])
