"""What a line of capture means in this book, before it is kept: the contact it is about, its event, its introducer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from netbook.db.meetings import Event
from netbook.db.people import Contact, Tag
from netbook.domain.handles import is_handle_word, parse_handle
from netbook.domain.text import norm_line, plain
from netbook.errors import NetbookError, UsageProblem
from netbook.queries.duplicates import likely_duplicate
from netbook.queries.naming import Called, close_names, contact_with_handle, contacts_called, find_contact

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from netbook.domain.capture import Capture

MOST_CHOICES = 6


@dataclass(frozen=True, slots=True)
class Meant:
    """The contact that a capture is about, and why it is thought so: “same handle”, “same name”."""

    id: int
    called: str
    because: str


@dataclass(frozen=True, slots=True)
class InBook:
    """What the words of a capture lead to in the book; a sentence where they lead nowhere."""

    meant: Meant | None = None
    event: str | None = None
    """The event as the book names it; None where it is new."""
    via: str | None = None
    problem: NetbookError | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A contact that a word may mean, with the day of the last contact."""

    called: Called
    close: bool = False
    """Whether the name is only spelt much like the word."""


def whom_it_means(session: Session, capture: Capture, *, make_new: bool = False) -> Meant | None:
    """Find the contact that a capture is about: the owner of its handle, else a likely duplicate by name.

    Raises:
        UsageProblem: its handles belong to several contacts, or to one although a new one was asked for.

    """
    found = {contact_with_handle(session, handle) for handle in capture.handles} - {None}
    if len(found) > 1:
        called = " and ".join(sorted(_called(session, contact_id) for contact_id in found if contact_id))
        sentence = f"these handles belong to different contacts: {called}."
        raise UsageProblem(sentence, "netbook merge makes one contact of two")
    if found:
        owner = found.pop() or 0
        if make_new:
            sentence = "this handle belongs to a contact already, so no new one can have it."
            raise UsageProblem(sentence, "leave --new out")
        return Meant(owner, _called(session, owner), "same handle")
    if make_new or not capture.name:
        return None
    duplicate = likely_duplicate(session, capture.name)
    return None if duplicate is None else Meant(duplicate.id, _called(session, duplicate.id), duplicate.reason)


def capture_in_book(session: Session, capture: Capture, *, make_new: bool = False) -> InBook:
    """Say what a capture leads to, for a preview; what would be refused is said and not raised."""
    try:
        meant = whom_it_means(session, capture, make_new=make_new)
        via = _called(session, find_contact(session, capture.via)) if capture.via else None
    except NetbookError as problem:
        return InBook(event=known_event(session, capture.event), problem=problem)
    return InBook(meant, known_event(session, capture.event), via)


def known_event(session: Session, name: str | None) -> str | None:
    """Give an event's name as the book has it; None where it is not there."""
    if not name:
        return None
    shown = norm_line(name)
    key = plain(shown) or shown.casefold()
    return session.scalars(select(Event.name).where(Event.key == key).order_by(Event.id.desc())).first()


def choices(session: Session, word: str, default_network: str = "x") -> list[Choice]:
    """List who a word may mean, those called so before those spelt much like it; empty for a new handle."""
    if is_handle_word(word):
        try:
            owner = contact_with_handle(session, parse_handle(word, default_network))
        except UsageProblem:
            owner = None
        found = contacts_called(session, f"#{owner}" if owner is not None else word)
        return [Choice(called) for called in found[:MOST_CHOICES]]
    found = contacts_called(session, word)
    if found:
        return [Choice(called) for called in found[:MOST_CHOICES]]
    return [Choice(called, close=True) for called in close_names(session, word)]


def completion(session: Session, text: str, _today: date) -> str | None:
    """Complete the last words of a capture: a tag, the name of an event, or who introduced; None if nothing fits."""
    beginning, hash_sign, tag = text.rpartition("#")
    if hash_sign and tag and " " not in tag:
        key = plain(tag)
        found = session.scalars(
            select(Tag.name).where(Tag.key >= key, Tag.key < key + "\U0010ffff").order_by(Tag.key).limit(1)
        ).first()
        return f"{beginning}#{found}" if found and key else None
    for keyword, look_up in ((" at ", _event_beginning), (" via ", _name_beginning)):
        beginning, sign, typed = text.rpartition(keyword)
        if sign and typed.strip() and not any(other in typed for other in (" on ", " every ", " :: ", "#")):
            name = look_up(session, plain(typed))
            return f"{beginning}{sign}{name}" if name else None
    return None


def _event_beginning(session: Session, key: str) -> str | None:
    query = select(Event.name).where(Event.key >= key, Event.key < key + "\U0010ffff")
    return session.scalars(query.order_by(Event.starts_on.desc(), Event.id.desc()).limit(1)).first() if key else None


def _name_beginning(session: Session, key: str) -> str | None:
    query = select(Contact.name).where(Contact.sort_key >= key, Contact.sort_key < key + "\U0010ffff")
    known = query.where(~Contact.archived, Contact.name.is_not(None)).order_by(Contact.inbox, Contact.sort_key)
    return session.scalars(known.limit(1)).first() if key else None


def _called(session: Session, contact_id: int) -> str:
    return session.get_one(Contact, contact_id).called
