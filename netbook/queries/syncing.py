"""What the book holds of a folder that is kept in step with it, and of the contacts in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from netbook.db.people import Contact
from netbook.db.synced import SyncedFolder, SyncedItem, SyncedKind
from netbook.domain.text import plain
from netbook.domain.visiting_card import VisitingCard, card_of
from netbook.queries.duplicates import name_score
from netbook.queries.exported_parts import ContactReader, Links, book_key, chunks, contact_uid
from netbook.queries.import_matches import holders

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy.orm import Session

LIKE_ENOUGH = 60
"""How alike two names must be, of 100, for one address to make one person of them."""
_SHARED = frozenset({"phone", "blog"})
"""Networks on which an account alone says nothing: families and offices share numbers and pages."""


@dataclass(frozen=True, slots=True)
class OurContact:
    """A contact with the UID under which address books know it, or will."""

    id: int
    uid: str
    called: str
    archived: bool
    inbox: bool


def our_contacts(session: Session) -> dict[str, OurContact]:
    """Give every contact by its UID."""
    key = book_key(session)
    columns = (Contact.id, Contact.uid, Contact.name, Contact.sort_key, Contact.archived, Contact.inbox)
    found = (
        OurContact(number, contact_uid(uid, key, number), name or sort_key, archived, inbox)
        for number, uid, name, sort_key, archived, inbox in session.execute(select(*columns).order_by(Contact.id))
    )
    return {contact.uid: contact for contact in found}


def our_cards(session: Session, contact_ids: Collection[int]) -> dict[int, VisitingCard]:
    """Give the cards of contacts, as they are now."""
    key = book_key(session)
    reader = ContactReader(session, key, Links(session, key, frozenset()))
    return {
        number: card_of(contact)
        for chunk in chunks(sorted(contact_ids))
        for number, contact in reader.read(chunk).items()
    }


def synced_folder(session: Session, path: str) -> SyncedFolder | None:
    """Give the folder of that path, if it was kept in step before."""
    return session.scalars(select(SyncedFolder).where(SyncedFolder.path == path)).first()


def synced_items(session: Session, folder: SyncedFolder | None, kind: SyncedKind) -> dict[str, SyncedItem]:
    """Give what a folder held last, by UID."""
    if folder is None:
        return {}
    query = select(SyncedItem).where(SyncedItem.folder_id == folder.id, SyncedItem.kind == kind)
    return {item.uid: item for item in session.scalars(query)}


def in_other_folders(session: Session, folder: SyncedFolder | None, uids: Iterable[str]) -> set[str]:
    """Say which of these UIDs other folders go by."""
    query = select(SyncedItem.uid).where(SyncedItem.kind == SyncedKind.CONTACT)
    if folder is not None:
        query = query.where(SyncedItem.folder_id != folder.id)
    return {uid for chunk in chunks(sorted(uids)) for uid in session.scalars(query.where(SyncedItem.uid.in_(chunk)))}


def accounts_in_use(session: Session, cards: Iterable[VisitingCard]) -> dict[tuple[str, str], str]:
    """Say which of the accounts of these cards somebody has, and what they are called."""
    found = [holder for holder in holders(session, (h for card in cards for h in card.handles)) if holder.active]
    names: dict[int, str] = {}
    for chunk in chunks(sorted({holder.contact_id for holder in found})):
        query = select(Contact.id, Contact.name, Contact.sort_key).where(Contact.id.in_(chunk))
        names.update((number, name or sort_key) for number, name, sort_key in session.execute(query))
    return {(holder.network, holder.key): names[holder.contact_id] for holder in found}


def contacts_with_accounts(session: Session, cards: Mapping[str, VisitingCard]) -> dict[str, int]:
    """Say which contacts these cards are, by the accounts in use that they share; an address needs a like name too."""
    everything = {
        handle: uid for uid, card in cards.items() for handle in card.handles if handle.network not in _SHARED
    }
    owners = {
        (holder.network, holder.key): holder.contact_id for holder in holders(session, everything) if holder.active
    }
    names = our_cards(session, set(owners.values()))
    found: dict[str, int] = {}
    for handle, uid in everything.items():
        owner = owners.get((handle.network, handle.key))
        if owner is None or uid in found:
            continue
        if handle.network != "email" or _like(cards[uid].name, names[owner].name):
            found[uid] = owner
    return found


def _like(mine: str | None, theirs: str | None) -> bool:
    first, second = plain(mine or ""), plain(theirs or "")
    if not first or not second or set(first.split()) & set(second.split()):
        return True
    return name_score(first, second) >= LIKE_ENOUGH
