"""Which contacts bear the UIDs that people of an export have: those of address books, and those of netbook's own files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from netbook.db.people import Contact
from netbook.domain.text import plain
from netbook.queries.exported_parts import book_key, chunks, contact_uid
from netbook.queries.import_matches import kept_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from netbook.domain.records import PersonRecord

_LENGTH, _VERSION_AT = 36, 14
"""How long the text of a UUID is, and where its version stands (RFC 9562, sections 4 and 4.2)."""


def uid_of(person: PersonRecord) -> str | None:
    """Give the stored form of the UID under which address books know a person."""
    return kept_key(person.uid) if person.uid and person.uid.strip() else None


def known_uids(session: Session, people: Iterable[PersonRecord]) -> dict[str, int]:
    """Map the UIDs of these people to the contacts that bear them, or that an export of this book gave them to.

    A contact that no address book knows has its UID from the export alone; that one counts where the name is the same
    too, since copies of a book that went ways of their own give one UID to different people.
    """
    names: dict[str, str] = {}
    for person in people:
        uid = uid_of(person)
        if uid is not None:
            names.setdefault(uid, plain(person.name or ""))
    found: dict[str, int] = {}
    for chunk in chunks(names):
        rows = session.execute(select(Contact.uid, Contact.id).where(Contact.uid.in_(chunk)))
        found.update((uid, contact_id) for uid, contact_id in rows if uid is not None)
    unknown = {uid: name for uid, name in names.items() if name and uid not in found and _may_be_made_here(uid)}
    if unknown:
        found.update(_made_here(session, unknown))
    return found


def _made_here(session: Session, names: dict[str, str]) -> dict[str, int]:
    """Map UIDs that exports of this book gave to contacts to those of them that still have the name."""
    book = book_key(session)
    found: dict[str, int] = {}
    for chunk in chunks(set(names.values())):
        named = select(Contact.id, Contact.sort_key).where(Contact.sort_key.in_(chunk), Contact.uid.is_(None))
        for contact_id, name in session.execute(named):
            uid = contact_uid(None, book, contact_id)
            if names.get(uid) == name:
                found[uid] = contact_id
    return found


def _may_be_made_here(uid: str) -> bool:
    return len(uid) == _LENGTH and uid[_VERSION_AT] == "5"
