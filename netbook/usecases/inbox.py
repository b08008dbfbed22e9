"""The inbox: contacts that an import found, kept or dropped, singly or in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from netbook.db.journal import describe_step
from netbook.db.people import Contact
from netbook.errors import UsageProblem
from netbook.usecases.people import add_tags
from netbook.usecases.settling import settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


def keep_from_inbox(session: Session, contact_ids: Sequence[int], *, tags: Sequence[str] = ()) -> list[str]:
    """Make inbox contacts part of the network, with tags if there are any; gives what they are called.

    Raises:
        UsageProblem: none of them is in the inbox, or a tag has no word.

    """
    contacts = _waiting(session, contact_ids)
    for contact in contacts:
        contact.inbox = False
        if tags:
            add_tags(session, contact, tags)
    return _finish(session, contacts, "Kept")


def drop_from_inbox(session: Session, contact_ids: Sequence[int]) -> list[str]:
    """Put inbox contacts into the archive, where a later import finds them again instead of offering them anew.

    Raises:
        UsageProblem: none of them is in the inbox.

    """
    contacts = _waiting(session, contact_ids)
    for contact in contacts:
        contact.inbox, contact.archived = False, True
    return _finish(session, contacts, "Dropped")


def _waiting(session: Session, contact_ids: Sequence[int]) -> list[Contact]:
    contacts: list[Contact] = []
    for start in range(0, len(contact_ids), 500):
        chunk = contact_ids[start : start + 500]
        contacts += session.scalars(select(Contact).where(Contact.id.in_(chunk), Contact.inbox)).all()
    if not contacts:
        raise UsageProblem("nobody of these is in the inbox.", "netbook inbox shows who is")
    return contacts


def _finish(session: Session, contacts: Sequence[Contact], verb: str) -> list[str]:
    settle(session, [contact.id for contact in contacts])
    names = [contact.called for contact in contacts]
    people = names[0] if len(names) == 1 else f"{len(names)} people"
    describe_step(session, f"{verb} {people} from the inbox")
    return names
