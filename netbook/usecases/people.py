"""The parts that verbs on contacts share: making one, giving it handles, tags and where-met, filling what is blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from netbook.db.people import Contact, ContactTag, Handle, Introduction, Tag, WhereMet
from netbook.domain.kinds import HandleStatus, MetKind
from netbook.domain.text import norm, norm_line, plain
from netbook.errors import UsageProblem
from netbook.queries.naming import contact_with_handle

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from netbook.db.meetings import Event
    from netbook.domain.handles import Handle as TypedHandle

LONGEST_NAME = 60_000


def make_contact(session: Session, today: date, *, name: str | None, handles: Sequence[TypedHandle]) -> Contact:
    """Make a contact from a name, handles, or both.

    Raises:
        UsageProblem: there is neither.

    """
    named = norm_line(name) if name else None
    if not named and not handles:
        raise UsageProblem("a contact needs a name or a handle.", "netbook add @ada", 'netbook add "Ada Lovelace"')
    contact = Contact(name=named or None, sort_key="", added_on=today)
    session.add(contact)
    session.flush()
    for handle in handles:
        add_handle(session, contact, handle, today)
    rename(contact, named)
    return contact


def rename(contact: Contact, name: str | None) -> None:
    """Set the name, and the key that lists are sorted by; without a name the first handle stands in."""
    contact.name = name or None
    contact.sort_key = sort_key(contact.called)


def sort_key(called: str) -> str:
    """Give the folded form that names are sorted and found by."""
    return plain(called).lstrip("@")[:LONGEST_NAME]


def add_handle(session: Session, contact: Contact, handle: TypedHandle, today: date) -> bool:
    """Give the contact an account; says whether it was new to this contact.

    Raises:
        UsageProblem: another contact has it.

    """
    owner_id = contact_with_handle(session, handle)
    if owner_id == contact.id:
        return _renew_handle(contact, handle, today)
    if owner_id is not None and _is_active(session, handle):
        owner = session.get_one(Contact, owner_id)
        sentence = f"{handle.shown} belongs to {owner.called} already."
        raise UsageProblem(sentence, "netbook merge makes one contact of two")
    contact.handles.append(
        Handle(
            network=handle.network,
            key=handle.key,
            shown=handle.shown,
            stable_id=handle.stable_id,
            url=handle.url,
            status=HandleStatus.ACTIVE,
            added_on=today,
        )
    )
    session.flush()
    return True


def _renew_handle(contact: Contact, handle: TypedHandle, today: date) -> bool:
    """Take a known account up again, and learn its stable id."""
    for known in contact.handles:
        if known.network == handle.network and known.key == handle.key:
            if known.stable_id is None and handle.stable_id is not None:
                known.stable_id = handle.stable_id
            if known.status is not HandleStatus.ACTIVE:
                known.status, known.status_on = HandleStatus.ACTIVE, today
                return True
    return False


def _is_active(session: Session, handle: TypedHandle) -> bool:
    query = select(Handle.id).where(
        Handle.network == handle.network, Handle.key == handle.key, Handle.status == HandleStatus.ACTIVE
    )
    return session.scalars(query).first() is not None


def add_tags(session: Session, contact: Contact, names: Iterable[str]) -> list[str]:
    """Put tags on the contact; gives those that were new to it."""
    has = {tag.tag.key for tag in contact.tags}
    added = []
    for name in names:
        tag = tag_named(session, name)
        if tag.key not in has:
            contact.tags.append(ContactTag(contact_id=contact.id, tag_id=tag.id, tag=tag))
            has.add(tag.key)
            added.append(tag.name)
    session.flush()
    return added


def tag_named(session: Session, name: str) -> Tag:
    """Give the tag of this name, made if it is not there.

    Raises:
        UsageProblem: no word is left of the name.

    """
    shown = norm_line(name).lstrip("#")
    key = plain(shown) or shown.casefold()
    if not key:
        raise UsageProblem("a tag needs a word, such as #pycon.")
    tag = session.scalars(select(Tag).where(Tag.key == key)).first()
    if tag is None:
        tag = Tag(name=shown, key=key)
        session.add(tag)
        session.flush()
    return tag


def met_online(contact: Contact, network: str | None, on: date | None, event: Event | None = None) -> None:
    """Record where the contact was met online, unless that is known."""
    if not any(met.kind is MetKind.ONLINE for met in contact.where_met):
        event_id = None if event is None else event.id
        contact.where_met.append(WhereMet(kind=MetKind.ONLINE, network=network, event_id=event_id, on=on))


def met_in_person(contact: Contact, on: date, event: Event | None) -> bool:
    """Record the first meeting in person; one before the meeting that was thought the first takes its place."""
    first = next((met for met in contact.where_met if met.kind is MetKind.IN_PERSON), None)
    event_id = None if event is None else event.id
    if first is None:
        contact.where_met.append(WhereMet(kind=MetKind.IN_PERSON, event_id=event_id, on=on))
        return True
    if first.on is not None and on < first.on:
        first.on, first.event_id = on, event_id
    elif first.on == on and first.event_id is None:
        first.event_id = event_id
    return False


def introduced_by(session: Session, contact: Contact, introducer_id: int, on: date) -> None:
    """Record that somebody brought this contact to the user."""
    if introducer_id == contact.id:
        raise UsageProblem("nobody is introduced by themselves; name somebody else after “via”.")
    known = select(Introduction.id).where(
        Introduction.contact_id == contact.id,
        Introduction.introducer_id == introducer_id,
        Introduction.other_id.is_(None),
    )
    if session.scalars(known).first() is None:
        session.add(Introduction(introducer_id=introducer_id, contact_id=contact.id, on=on))


def append_note(contact: Contact, note: str) -> None:
    """Add a paragraph to the contact's notes."""
    text = norm(note).strip("\n")
    if text.strip():
        contact.notes = f"{contact.notes}\n\n{text}" if contact.notes else text


def take_out_of_inbox(contact: Contact) -> None:
    """Keep a contact that was waiting in the inbox or lay in the archive: the user has named it."""
    if contact.inbox or contact.archived:
        contact.inbox = contact.archived = False
