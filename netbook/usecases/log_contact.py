"""Logging a new contact from one line: the first of the three jobs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from netbook.db.journal import describe_step
from netbook.db.people import Contact
from netbook.db.promises import FollowUp, FollowUpStatus
from netbook.domain.handles import NETWORKS
from netbook.domain.handles import Handle as TypedHandle
from netbook.domain.text import norm_line
from netbook.errors import UsageProblem
from netbook.queries.captures import whom_it_means
from netbook.queries.cards import ContactCard, card
from netbook.queries.naming import contact_with_handle, find_contact
from netbook.usecases.events import event_named
from netbook.usecases.people import (
    add_handle,
    add_tags,
    append_note,
    introduced_by,
    make_contact,
    met_in_person,
    met_online,
    rename,
    take_out_of_inbox,
)
from netbook.usecases.settling import settle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from netbook.domain.capture import Capture

FOLLOW_UP_AFTER = timedelta(days=14)
DETAILS = ("organisation", "position", "sector", "location")
"""Fields that a capture can come with, besides what its line says."""


@dataclass(frozen=True, slots=True)
class Logged:
    """What became of a capture."""

    card: ContactCard
    made: bool
    """Whether a contact was made; else the words went to one that was there."""
    because: str | None = None
    """Why an existing contact was taken: “same handle”, “same name”."""
    new_handles: tuple[str, ...] = ()
    follow_up_on: date | None = None


def log_contact(
    session: Session,
    capture: Capture,
    today: date,
    *,
    make_new: bool = False,
    follow_up_on: date | None = None,
    details: Mapping[str, str] | None = None,
) -> Logged:
    """Make a contact of a capture, or add what it says to the contact it is about.

    A known handle names its contact. A likely duplicate by name gets the handle, unless ``make_new`` is set.
    ``follow_up_on`` is when to follow up a contact that is made; None sets no follow-up. ``details`` are further
    fields, by the names in ``DETAILS``; an empty one says nothing.

    Raises:
        UsageProblem: a part of the capture is unreadable, or it names nobody.
        NobodyMatches: nobody goes by the words after “via”.
        SeveralMatch: several do.

    """
    raise_first_problem(capture)
    if not capture.handles and not capture.name:
        raise UsageProblem("a contact needs a name or a handle.", "netbook add @ada", 'netbook add "Ada Lovelace"')
    meant = whom_it_means(session, capture, make_new=make_new)
    known_id, because = (None, None) if meant is None else (meant.id, meant.because)
    if known_id is None:
        contact = make_contact(session, today, name=capture.name, handles=_not_taken(session, capture.handles))
        new_handles = tuple(handle.shown for handle in contact.handles)
    else:
        contact = session.get_one(Contact, known_id)
        new_handles = _add_handles(session, contact, capture, today)
        if capture.name and not contact.name:
            rename(contact, capture.name)
        take_out_of_inbox(contact)
    _where_met(session, contact, capture, today, made=known_id is None)
    _rest(session, contact, capture, today)
    for field, text in (details or {}).items():
        if field in DETAILS and (said := norm_line(text)):
            setattr(contact, field, said)
    if follow_up_on is not None and (known_id is None or not _has_follow_up(session, contact, follow_up_on)):
        session.add(FollowUp(contact_id=contact.id, due_on=follow_up_on, status=FollowUpStatus.OPEN, made_on=today))
    settle(session, [contact.id])
    describe_step(session, _words(contact, new_handles, made=known_id is None))
    return Logged(card(session, contact.id, today), known_id is None, because, new_handles, follow_up_on)


def log_contacts(
    session: Session,
    captures: Sequence[Capture],
    today: date,
    *,
    make_new: bool = False,
    follow_up_on: date | None = None,
) -> list[Logged]:
    """Log several captures as one step; if one of them cannot be logged, none is.

    Raises:
        UsageProblem, NobodyMatches, SeveralMatch: as :func:`log_contact` does.

    """
    logged = [log_contact(session, each, today, make_new=make_new, follow_up_on=follow_up_on) for each in captures]
    if len(logged) > 1:
        describe_step(session, f"Added {len(logged)} contacts")
    return logged


def raise_first_problem(capture: Capture) -> None:
    """Refuse a capture with an unreadable part, naming it.

    Raises:
        UsageProblem: always the first problem, if there is one.

    """
    if capture.problems:
        problem = capture.problems[0]
        raise UsageProblem(problem.sentence, *problem.hints)


def _not_taken(session: Session, handles: tuple[TypedHandle, ...]) -> list[TypedHandle]:
    return [handle for handle in dict.fromkeys(handles) if contact_with_handle(session, handle) is None]


def _add_handles(session: Session, contact: Contact, capture: Capture, today: date) -> tuple[str, ...]:
    return tuple(handle.shown for handle in capture.handles if add_handle(session, contact, handle, today))


def _where_met(session: Session, contact: Contact, capture: Capture, today: date, *, made: bool) -> None:
    on = capture.on or today
    if capture.event:
        event = event_named(session, capture.event, on)
        if event.kind == "online":
            met_online(contact, None, on, event)
        else:
            met_in_person(contact, on, event)
    elif capture.handles and (made or not contact.where_met):
        met_online(contact, capture.handles[0].network, on)


def _rest(session: Session, contact: Contact, capture: Capture, today: date) -> None:
    """Record tags, cadence, introducer and note."""
    add_tags(session, contact, capture.tags)
    if capture.cadence is not None:
        contact.cadence = capture.cadence.short
    if capture.via:
        introduced_by(session, contact, find_contact(session, capture.via), capture.on or today)
    if capture.note:
        append_note(contact, capture.note)


def _has_follow_up(session: Session, contact: Contact, due_on: date) -> bool:
    follow_ups = session.query(FollowUp).filter_by(contact_id=contact.id, due_on=due_on, status=FollowUpStatus.OPEN)
    return session.query(follow_ups.exists()).scalar() or False


def _words(contact: Contact, new_handles: tuple[str, ...], *, made: bool) -> str:
    if made:
        return f"Added {contact.called}{_in_brackets(contact)}"
    if new_handles:
        return f"Added {', '.join(new_handles)} to {contact.called}"
    return f"Updated {contact.called}"


def _in_brackets(contact: Contact) -> str:
    if not contact.handles:
        return ""
    handle = contact.handles[0]
    label = NETWORKS[handle.network].label
    return f" ({handle.shown}, {label})" if contact.name else f" ({label})"
