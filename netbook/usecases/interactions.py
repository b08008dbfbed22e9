"""Logging interactions: every one resets the clock of those who took part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from netbook.db.journal import describe_step
from netbook.db.meetings import Event, Interaction, Participant
from netbook.db.people import Contact
from netbook.domain.channels import Channel, Direction
from netbook.domain.text import norm
from netbook.domain.touches import NOT_A_CONTACT
from netbook.errors import UsageProblem
from netbook.queries.cards import ContactCard, card
from netbook.queries.naming import find_contact
from netbook.usecases.events import event_for_meeting
from netbook.usecases.people import met_in_person, take_out_of_inbox
from netbook.usecases.settling import settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class NewInteraction:
    """What the user says of an interaction; ``channel`` None means the usual one."""

    channel: Channel | None
    direction: Direction
    on: date
    note: str | None = None
    event: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LoggedInteraction:
    """What was logged: with whom, on which channel, and at which event if at any."""

    cards: tuple[ContactCard, ...]
    channel: Channel
    event: str | None


def log_interaction(session: Session, who: Sequence[str], new: NewInteraction, today: date) -> LoggedInteraction:
    """Log one interaction with one or more contacts.

    Raises:
        NobodyMatches: nobody goes by one of the names.
        SeveralMatch: several do.
        UsageProblem: the day lies in the future.

    """
    contacts = [
        session.get_one(Contact, contact_id)
        for contact_id in dict.fromkeys(find_contact(session, name) for name in who)
    ]
    channel = new.channel or usual_channel(session, contacts[0].id)
    event = event_for_meeting(session, new.event, new.on, today) if new.event else None
    add_interaction(session, contacts, new, channel, event, today)
    names = ", ".join(contact.called for contact in contacts)
    describe_step(session, f"Logged {channel} with {names}")
    cards = tuple(card(session, contact.id, today) for contact in contacts)
    return LoggedInteraction(cards, channel, None if event is None else event.name)


def add_interaction(  # noqa: PLR0917 — one interaction has that many parts
    session: Session,
    contacts: Sequence[Contact],
    new: NewInteraction,
    channel: Channel,
    event: Event | None,
    today: date,
) -> Interaction:
    """Write an interaction, with the where-met and the ended snoozes that follow from it, and settle its contacts.

    Raises:
        UsageProblem: the day lies in the future, or before 1900.

    """
    if new.on > today:
        sentence = f"{new.on:%a %d %b %Y} is in the future; what is logged has happened."
        raise UsageProblem(sentence, f'netbook promise {contacts[0].called} "…" --due {new.on}')
    if new.on < EARLIEST:
        raise UsageProblem(f"{new.on} is before 1900; give the day it happened.")
    note = norm(new.note).strip() if new.note else None
    interaction = Interaction(
        channel=channel,
        direction=new.direction,
        on=new.on,
        at=new.at,
        note=note or None,
        event_id=None if event is None else event.id,
    )
    interaction.participants = [Participant(contact_id=contact.id, on=new.on) for contact in contacts]
    session.add(interaction)
    for contact in contacts:
        take_out_of_inbox(contact)
        if channel is Channel.IN_PERSON:
            met_in_person(contact, new.on, event)
        if channel not in NOT_A_CONTACT:
            end_snooze(contact, new.on)
    settle(session, [contact.id for contact in contacts])
    return interaction


def end_snooze(contact: Contact, on: date) -> None:
    """Forget a snooze that was set on this day or before."""
    if contact.snoozed_on is not None and contact.snoozed_on <= on:
        contact.snoozed_on = contact.snoozed_until = None


def usual_channel(session: Session, contact_id: int) -> Channel:
    """Give the channel most used with a contact of late; a message where there is none."""
    recent = (
        select(Interaction.channel)
        .join(Participant, Participant.interaction_id == Interaction.id)
        .where(Participant.contact_id == contact_id, Interaction.channel.not_in(NOT_A_CONTACT))
        .order_by(Participant.on.desc(), Participant.interaction_id.desc())
        .limit(20)
        .subquery()
    )
    query = select(recent.c.channel).group_by(recent.c.channel).order_by(func.count().desc(), recent.c.channel).limit(1)
    return session.scalar(query) or Channel.MESSAGE
