"""Changing what is known of contacts: fields, notes, handles, cadence, tags, archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from netbook.db.journal import describe_step
from netbook.db.people import Contact, ContactTag, Tag
from netbook.domain.birthdays import read_birthday
from netbook.domain.handles import parse_handle
from netbook.domain.kinds import HandleStatus
from netbook.domain.text import norm, norm_line, plain, shorten
from netbook.errors import NobodyMatches, UsageProblem
from netbook.queries.cards import ContactCard, card
from netbook.queries.naming import find_contact
from netbook.usecases.people import add_handle, add_tags, append_note, rename, tag_named, take_out_of_inbox
from netbook.usecases.settling import settle, settle_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from netbook.domain.cadence import Cadence

FIELDS = ("name", "organisation", "position", "sector", "location", "birthday", "notes")


class ChangedMeanwhile(UsageProblem):
    """Somebody else changed the contact since it was read; nothing was written."""


def edit(
    session: Session, who: str, values: Mapping[str, str | None], today: date, *, version: int | None = None
) -> ContactCard:
    """Set fields of a contact; an empty value clears one. ``version`` is that of the card the edit began with.

    Raises:
        NobodyMatches: nobody goes by the name.
        SeveralMatch: several do.
        ChangedMeanwhile: the contact has another version by now.
        UsageProblem: a field is unknown, or neither a name nor a handle would be left.

    """
    contact = session.get_one(Contact, find_contact(session, who))
    _refuse_another_version(contact, version)
    for field, value in values.items():
        if field not in FIELDS:
            raise UsageProblem(f"a contact has no field “{shorten(field, 40)}”. There are: {', '.join(FIELDS)}.")
        text = None if value is None else _as_kept(field, value)
        if field == "name":
            if not text and not contact.handles:
                raise UsageProblem("without a handle a contact needs its name.")
            rename(contact, text)
        else:
            setattr(contact, field, text or None)
    take_out_of_inbox(contact)
    settle(session, [contact.id])
    describe_step(session, f"Edited {contact.called}: {', '.join(values)}")
    return card(session, contact.id, today)


def _as_kept(field: str, value: str) -> str:
    if field == "notes":
        return norm(value).strip("\n")
    line = norm_line(value)
    return read_birthday(line) if field == "birthday" and line else line


def add_note(session: Session, who: str, note: str, today: date) -> ContactCard:
    """Add a paragraph to a contact's notes.

    Raises:
        NobodyMatches: nobody goes by the name.
        SeveralMatch: several do.
        UsageProblem: the note is empty.

    """
    contact = session.get_one(Contact, find_contact(session, who))
    if not note.strip():
        raise UsageProblem("the note is empty.", f'netbook note {contact.called} "runs marathons"')
    append_note(contact, note)
    take_out_of_inbox(contact)
    settle(session, [contact.id])
    describe_step(session, f"Noted on {contact.called}")
    return card(session, contact.id, today)


def change_handles(
    session: Session,
    who: str,
    today: date,
    *,
    add: Iterable[str] = (),
    retire: Iterable[str] = (),
    default_network: str = "x",
) -> ContactCard:
    """Give a contact handles, or mark handles as renamed; a renamed one still finds the contact.

    Raises:
        NobodyMatches: nobody goes by the name, or the contact has no such handle.
        SeveralMatch: several do.
        UsageProblem: a handle is unreadable, or belongs to somebody else.

    """
    contact = session.get_one(Contact, find_contact(session, who))
    for text in add:
        add_handle(session, contact, parse_handle(text, default_network), today)
    for text in retire:
        _retire(contact, text, default_network, today)
    rename(contact, contact.name)
    settle(session, [contact.id])
    describe_step(session, f"Changed the handles of {contact.called}")
    return card(session, contact.id, today)


def set_cadence(session: Session, who: Sequence[str], cadence: Cadence | None, today: date) -> list[ContactCard]:
    """Set how often the user wants to be in touch; None leaves it to the model and the tags.

    Raises:
        NobodyMatches: nobody goes by one of the names.
        SeveralMatch: several do.

    """
    ids = list(dict.fromkeys(find_contact(session, name) for name in who))
    contacts = [session.get_one(Contact, contact_id) for contact_id in ids]
    for contact in contacts:
        contact.cadence = None if cadence is None else cadence.short
        take_out_of_inbox(contact)
    settle(session, ids)
    people = contacts[0].called if len(contacts) == 1 else f"{len(contacts)} people"
    describe_step(session, f"Set the cadence of {people}: {cadence.words if cadence else 'the usual'}")
    return [card(session, contact_id, today) for contact_id in ids]


def set_tag_cadence(session: Session, name: str, cadence: Cadence | None) -> int:
    """Set a cadence for everybody who bears a tag; gives how many they are. The tag is made if it is not there."""
    tag = tag_named(session, name)
    tag.cadence = None if cadence is None else cadence.short
    settle_tag(session, tag.id)
    describe_step(session, f"Set the cadence of #{tag.name}: {cadence.words if cadence else 'none'}")
    return len(session.scalars(select(ContactTag.contact_id).where(ContactTag.tag_id == tag.id)).all())


def change_tags(
    session: Session, who: Sequence[str], today: date, *, add: Iterable[str] = (), remove: Iterable[str] = ()
) -> list[ContactCard]:
    """Put tags on contacts and take tags off; somebody named “#tag” stands for all who bear that tag.

    Raises:
        NobodyMatches: nobody goes by a name, or nobody bears a tag.
        SeveralMatch: several do.

    """
    ids = list(dict.fromkeys(contact_id for name in who for contact_id in _meant(session, name)))
    added, removed = [norm_line(name) for name in add], [norm_line(name) for name in remove]
    for contact_id in ids:
        contact = session.get_one(Contact, contact_id)
        add_tags(session, contact, added)
        _remove_tags(session, contact, removed)
    settle(session, ids)
    changes = [f"+#{name.lstrip('#')}" for name in added] + [f"-#{name.lstrip('#')}" for name in removed]
    people = session.get_one(Contact, ids[0]).called if len(ids) == 1 else f"{len(ids)} people"
    describe_step(session, f"Tagged {people}: {' '.join(changes)}")
    return [card(session, contact_id, today) for contact_id in ids]


def archive(session: Session, who: Sequence[str], today: date, *, archived: bool = True) -> list[ContactCard]:
    """Put contacts into the archive, or take them out again; nothing of theirs is lost.

    Raises:
        NobodyMatches: nobody goes by one of the names.
        SeveralMatch: several do.

    """
    ids = list(dict.fromkeys(find_contact(session, name) for name in who))
    contacts = [session.get_one(Contact, contact_id) for contact_id in ids]
    for contact in contacts:
        contact.archived, contact.inbox = archived, False
    settle(session, ids)
    people = contacts[0].called if len(contacts) == 1 else f"{len(contacts)} people"
    describe_step(session, f"{'Archived' if archived else 'Took back'} {people}")
    return [card(session, contact_id, today) for contact_id in ids]


@dataclass(frozen=True, slots=True)
class HandleChanges:
    """Accounts to add, and those that were renamed or closed; each as a person types a handle."""

    add: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def edit_contact(
    session: Session,
    who: str,
    values: Mapping[str, str | None],
    handles: HandleChanges,
    today: date,
    *,
    version: int | None = None,
    default_network: str = "x",
) -> ContactCard:
    """Set fields and change handles of a contact in one step.

    Raises:
        NobodyMatches: nobody goes by the name, or the contact has no such handle.
        SeveralMatch: several do.
        ChangedMeanwhile: the contact has another version by now.
        UsageProblem: a field or handle cannot be used.

    """
    contact = session.get_one(Contact, find_contact(session, who))
    _refuse_another_version(contact, version)
    for text in handles.add:
        add_handle(session, contact, parse_handle(text, default_network), today)
    for status, texts in ((HandleStatus.RENAMED, handles.renamed), (HandleStatus.LEFT, handles.left)):
        for text in texts:
            _retire(contact, text, default_network, today, status)
    rename(contact, contact.name)
    edited = edit(session, f"#{contact.id}", values, today)
    parts = [*values, *(["handles"] if handles != HandleChanges() else [])]
    describe_step(session, f"Edited {contact.called}: {', '.join(parts)}")
    return edited


def _refuse_another_version(contact: Contact, version: int | None) -> None:
    if version is not None and contact.version != version:
        raise ChangedMeanwhile(
            f"{contact.called} was changed meanwhile; nothing was written. Look again, then repeat your change."
        )


def _retire(
    contact: Contact, text: str, default_network: str, today: date, status: HandleStatus = HandleStatus.RENAMED
) -> None:
    wanted = parse_handle(text, default_network)
    for handle in contact.handles:
        if (handle.network, handle.key) == (wanted.network, wanted.key):
            handle.status, handle.status_on = status, today
            return
    raise NobodyMatches(f"{contact.called} has no handle {wanted.shown}.", f"netbook show {contact.called}")


def _meant(session: Session, name: str) -> list[int]:
    """Give the contacts that a name means: one, or all who bear the tag that it names."""
    if not name.startswith("#") or name[1:].isdecimal():
        return [find_contact(session, name)]
    key = plain(name.lstrip("#"))
    bearing = select(ContactTag.contact_id).join(Tag, Tag.id == ContactTag.tag_id).where(Tag.key == key)
    ids = list(session.scalars(bearing.order_by(ContactTag.contact_id)))
    if not ids:
        raise NobodyMatches(f"nobody bears the tag {shorten(name, 60)}.")
    return ids


def _remove_tags(session: Session, contact: Contact, names: Sequence[str]) -> None:
    keys = {plain(name.lstrip("#")) for name in names}
    for worn in list(contact.tags):
        if worn.tag.key in keys:
            contact.tags.remove(worn)
            session.delete(worn)
