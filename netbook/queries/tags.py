"""Tags with the number of contacts that bear them, and their cadences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from netbook.db.people import Contact, ContactTag, Tag
from netbook.domain.cadence import Cadence, read_cadence
from netbook.domain.text import plain, shorten
from netbook.errors import NobodyMatches

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag, its cadence if it has one, and how many contacts outside the archive bear it."""

    name: str
    cadence: Cadence | None
    contacts: int


def tags(session: Session) -> list[TagRow]:
    """List the tags that somebody bears or that have a cadence, by name."""
    borne = (
        select(ContactTag.tag_id, func.count().label("contacts"))
        .join(Contact, Contact.id == ContactTag.contact_id)
        .where(~Contact.archived)
        .group_by(ContactTag.tag_id)
        .subquery()
    )
    query = (
        select(Tag.name, Tag.cadence, func.coalesce(borne.c.contacts, 0))
        .outerjoin(borne, borne.c.tag_id == Tag.id)
        .order_by(Tag.key)
    )
    rows = [
        TagRow(name, read_cadence(cadence) if cadence else None, count)
        for name, cadence, count in session.execute(query)
    ]
    return [row for row in rows if row.contacts or row.cadence]


def find_tag(session: Session, name: str) -> TagRow:
    """Give one tag, with or without its sign.

    Raises:
        NobodyMatches: nobody bears it and it has no cadence.

    """
    key = plain(name.lstrip("#")) or name.lstrip("#").casefold()
    for row in tags(session):
        if (plain(row.name) or row.name.casefold()) == key:
            return row
    raise NobodyMatches(f"there is no tag “{shorten(name, 60)}”.", "netbook tag lists all tags")
