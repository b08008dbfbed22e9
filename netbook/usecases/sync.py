"""Keeping a folder of cards in step with the book: each side gets what the other has changed, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from netbook.db.people import Contact
from netbook.db.synced import SyncedFolder, SyncedItem, SyncedKind
from netbook.domain.card_text import FIELDS, card_text, read_card_text
from netbook.domain.portable import PortableMet
from netbook.domain.syncing import CARD, CardChange, Folder, FolderCard, Left, SyncConflict, Synced
from netbook.domain.three_way import Merged, Side, is_same, merged, needs_telling
from netbook.errors import NetbookError
from netbook.queries.exported_parts import chunks
from netbook.queries.import_matches import kept_key
from netbook.queries.syncing import (
    OurContact,
    accounts_in_use,
    contacts_with_accounts,
    in_other_folders,
    our_cards,
    our_contacts,
    synced_folder,
    synced_items,
)
from netbook.usecases.card_changes import as_kept, contact_from, take_card
from netbook.usecases.settling import settle
from netbook.usecases.tombstones import Tombstones

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from netbook.domain.handles import Handle as TypedHandle
    from netbook.domain.syncing import SyncChoice, Write
    from netbook.domain.visiting_card import VisitingCard

FEW = 10
"""Up to so many cards may go at once without a question, if others stay."""
FORGOTTEN = "You had this person forgotten; the card is left as it is."
NOBODY = "This card has neither a name nor an address that is not somebody else's."


class SyncRefused(NetbookError):
    """Most cards have gone on one side: that is hardly what was meant, so nothing was done."""


def sync_contacts(session: Session, folder: Folder, today: date, choice: SyncChoice, write: Write) -> Synced:
    """Bring a folder and the book in step; ``write`` makes the changes to the folder before those of the book are kept.

    Raises:
        SyncRefused: all cards, or most of many, have gone on one side, and ``choice`` does not say that they may.

    """
    run = _Sync(session, folder, today, choice)
    run.refuse_a_flood()
    for uid in run.everything:
        run.decide(uid)
    return run.finish(write)


class _Sync:
    """One sync under way."""

    def __init__(self, session: Session, folder: Folder, today: date, choice: SyncChoice) -> None:
        self.session = session
        self.folder = folder
        self.today = today
        self.choice = choice
        self.record = synced_folder(session, folder.path)
        self.items = synced_items(session, self.record, SyncedKind.CONTACT)
        self.theirs = {
            uid: replace(card, uid=uid, card=as_kept(card.card)) for card in folder.cards if (uid := kept_key(card.uid))
        }
        self.unread = {each.file for each in folder.left}
        self.contacts = our_contacts(session)
        self._adopt()
        alike = {uid for uid, contact in self.contacts.items() if not (contact.archived or contact.inbox)}
        self.everything = sorted(self.theirs.keys() | self.items.keys() | alike)
        ids = {contact.id for uid in self.everything if (contact := self.contacts.get(uid)) is not None}
        self.ours = our_cards(session, ids)
        # Kept, so that each is not read singly.
        self.rows = {row.id: row for chunk in chunks(sorted(ids)) for row in session.scalars(_contacts(chunk))}
        self.changes: list[CardChange] = []
        self.agreed: dict[str, VisitingCard] = {}
        self.touched: set[int] = set()
        self.new: list[Contact] = []
        self.conflicts: list[SyncConflict] = []
        self.left = list(folder.left)
        self.named: dict[str, list[str]] = {name: [] for name in _COUNTED}
        self.same = 0
        self.tombstones = Tombstones(session)

    def _adopt(self) -> None:
        """Let contacts go by the UID that the folder has for somebody with the same account."""
        unknown = {uid: each.card for uid, each in self.theirs.items() if uid not in self.contacts}
        strangers = {uid: card for uid, card in unknown.items() if uid not in self.items}
        self.in_use = accounts_in_use(self.session, unknown.values())
        by_id = {contact.id: contact for contact in self.contacts.values() if not contact.archived}
        taken = in_other_folders(self.session, self.record, self.contacts) | self.theirs.keys()
        for uid, contact_id in contacts_with_accounts(self.session, strangers).items():
            contact = by_id.pop(contact_id, None)
            if contact is None or contact.uid in taken:
                continue
            self.session.get_one(Contact, contact_id).uid = uid
            del self.contacts[contact.uid]
            self.contacts[uid] = replace(contact, uid=uid)
            if (item := self.items.pop(contact.uid, None)) is not None:
                # The card is there under another UID, as some servers give out.
                item.uid = uid
                self.items[uid] = item

    def refuse_a_flood(self) -> None:
        """Refuse to go on where an emptied folder, or another book, would empty the other side."""
        if self.choice.let_most_go:
            return
        known = len(self.items)
        gone_there = sum(
            uid not in self.theirs and item.file not in self.unread and self._is_here(uid)
            for uid, item in self.items.items()
        )
        gone_here = sum(uid in self.theirs and not self._is_here(uid) for uid in self.items)
        where = self.folder.shown
        if is_flood(gone_there, known):
            raise SyncRefused(
                f"{gone_there} of {known} cards have gone from {where}, and their contacts would go to the archive. "
                "Nothing was changed. If they were removed on purpose, add --yes; else fill the folder first.",
            )
        if is_flood(gone_here, known):
            raise SyncRefused(
                f"{gone_here} of {known} contacts of {where} are not in this book any more, and their cards would be "
                "removed. Nothing was changed. If that is meant, add --yes; else see that it is the right book.",
            )

    def _is_here(self, uid: str) -> bool:
        contact = self.contacts.get(uid)
        return contact is not None and not contact.archived

    def decide(self, uid: str) -> None:
        """Find out what became of one card on both sides, and do what follows."""
        contact, there, item = self.contacts.get(uid), self.theirs.get(uid), self.items.get(uid)
        if there is None and item is not None and item.file in self.unread:
            return
        if contact is not None and not contact.archived:
            if there is not None:
                self._on_both(contact, there, item)
            elif item is not None:
                self._gone_there(contact, item)
            elif not contact.inbox:
                self._tell(contact.called, uid, None, self.ours[contact.id], "new_there")
        elif there is not None:
            if contact is None and item is None:
                self._new_here(there)
            else:
                self._gone_here(contact, there, item)
        elif item is not None:
            self.session.delete(item)

    def _on_both(self, contact: OurContact, there: FolderCard, item: SyncedItem | None) -> None:
        before = None if item is None else read_card_text(item.remembered)
        ours = self.ours[contact.id]
        result = merged(before, ours, there.card, self._answers(there.uid))
        self._note_conflicts(contact.called, there.uid, result)
        refused: Collection[TypedHandle] = ()
        if not is_same(ours, result.ours):
            refused = self._take(contact.id, ours, result.ours, there)
            self.named["changed_here"].append(result.ours.called)
        self.agreed[there.uid] = _without(result.remembered, refused)
        if needs_telling(before, there.card, result.theirs) or there.without_uid:
            self._tell(result.theirs.called, there.uid, there, result.theirs, "changed_there", self.agreed[there.uid])
        elif is_same(ours, result.ours):
            self.same += 1

    def _new_here(self, there: FolderCard) -> None:
        card = there.card
        if self.tombstones.of_uid(there.uid) or self.tombstones.of_handles(card.handles):
            self.left.append(Left(there.file, FORGOTTEN))
            return
        refused = [handle for handle in card.handles if (handle.network, handle.key) in self.in_use]
        if not card.name and len(refused) == len(card.handles):
            self.left.append(Left(there.file, NOBODY))
            return
        for handle in refused:
            owner = self.in_use[handle.network, handle.key]
            self.left.append(Left(there.file, f"{handle.shown} belongs to {owner} already."))
        self.agreed[there.uid] = _without(card, refused)
        contact = contact_from(self.session, self.agreed[there.uid], there.uid, self.today)
        self.new.append(contact)
        self.in_use |= {(handle.network, handle.key): contact.called for handle in card.handles}
        self.named["new_here"].append(contact.called)
        if there.without_uid:
            self._tell(contact.called, there.uid, there, card, "changed_there", self.agreed[there.uid])

    def _gone_here(self, contact: OurContact | None, there: FolderCard, item: SyncedItem | None) -> None:
        """Deal with a card whose contact is in the archive, or gone."""
        side = self._side(there.uid, CARD)
        untouched = item is not None and (item.digest == there.digest or is_same(_remembered(item), there.card))
        if untouched or side is Side.OURS:
            self.changes.append(CardChange(there.uid, there.file, there.digest, None))
            self.named["removed_there"].append(there.card.called)
            if item is not None:
                self.session.delete(item)
        elif side is Side.THEIRS and contact is None:
            self._new_here(there)
        elif side is Side.THEIRS and contact is not None:
            self.rows[contact.id].archived = False
            self.touched.add(contact.id)
            self._on_both(contact, there, item)
        else:
            self._note_conflict(there.card.called, there.uid, CARD, (None, None, there.card.called))

    def _gone_there(self, contact: OurContact, item: SyncedItem) -> None:
        """Deal with a contact whose card was removed from the folder."""
        side = self._side(item.uid, CARD)
        ours = self.ours[contact.id]
        if is_same(_remembered(item), ours) or side is Side.THEIRS:
            row = self.rows[contact.id]
            row.archived, row.inbox = True, False
            self.touched.add(contact.id)
            self.named["archived_here"].append(contact.called)
            self.session.delete(item)
        elif side is Side.OURS:
            self._tell(contact.called, item.uid, None, ours, "new_there")
        else:
            self._note_conflict(contact.called, item.uid, CARD, (None, contact.called, None))

    def _take(
        self, contact_id: int, ours: VisitingCard, meant: VisitingCard, there: FolderCard
    ) -> Collection[TypedHandle]:
        problems, refused = take_card(self.session, self.rows[contact_id], ours, meant, self.today)
        self.left += [Left(there.file, problem) for problem in problems]
        self.touched.add(contact_id)
        return refused

    def _tell(  # noqa: PLR0917 — a change to a file has that many parts
        self,
        called: str,
        uid: str,
        there: FolderCard | None,
        card: VisitingCard,
        counted: str,
        agreed: VisitingCard | None = None,
    ) -> None:
        """Have a card written, to its file or to a new one."""
        file, digest = (None, None) if there is None else (there.file, there.digest)
        self.changes.append(CardChange(uid, file, digest, card))
        self.agreed[uid] = agreed or card
        self.named[counted].append(called)

    def _answers(self, uid: str) -> dict[str, Side]:
        return {name: side for name in FIELDS if (side := self._side(uid, name)) is not None}

    def _side(self, uid: str, field: str) -> Side | None:
        return self.choice.answers.get((uid, field), self.choice.side)

    def _note_conflicts(self, called: str, uid: str, result: Merged) -> None:
        for found in result.conflicts:
            self._note_conflict(called, uid, found.field, (found.before, found.ours, found.theirs))

    def _note_conflict(self, called: str, uid: str, field: str, values: tuple[object, object, object]) -> None:
        before, ours, theirs = map(_words, values)
        self.conflicts.append(SyncConflict(uid, called, field, before, ours, theirs))

    def finish(self, write: Write) -> Synced:
        """Write the folder, then remember what both sides agree on."""
        self.session.flush()
        settle(self.session, self.touched | {contact.id for contact in self.new})
        landed = write(self.changes)
        if self.record is None:
            self.record = SyncedFolder(path=self.folder.path)
            self.session.add(self.record)
            self.session.flush()
        for uid, card in self.agreed.items():
            there = landed.get(uid) or self.theirs[uid]
            self._remember(self.record.id, uid, there.file, there.digest, card_text(card))
            contact = self.contacts.get(uid)
            if contact is not None and self.rows[contact.id].uid != uid:
                self.rows[contact.id].uid = uid
        self.session.flush()
        names = {name: tuple(found) for name, found in self.named.items()}
        return Synced(
            self.folder.shown, **names, same=self.same, conflicts=tuple(self.conflicts), left=tuple(self.left)
        )

    def _remember(self, folder_id: int, uid: str, file: str, digest: str, remembered: str) -> None:
        item = self.items.get(uid)
        if item is None:
            kind = SyncedKind.CONTACT
            item = SyncedItem(folder_id=folder_id, kind=kind, uid=uid, file=file, digest=digest, remembered=remembered)
            self.session.add(item)
        elif (item.file, item.digest, item.remembered) != (file, digest, remembered):
            item.file, item.digest, item.remembered = file, digest, remembered


_COUNTED = ("new_here", "changed_here", "archived_here", "new_there", "changed_there", "removed_there")


def _contacts(ids: list[int]) -> Select[Contact]:
    return select(Contact).where(Contact.id.in_(ids))


def _words(value: object) -> str | None:
    if isinstance(value, PortableMet):
        return ", ".join(str(part) for part in (value.network, value.event_name, value.on) if part)
    return None if value is None else str(value)


def is_flood(gone: int, known: int) -> bool:
    """Say whether so many have gone of those that were known that it is hardly meant."""
    return gone > 0 and (gone == known or (gone > FEW and gone * 2 > known))


def _remembered(item: SyncedItem) -> VisitingCard:
    return read_card_text(item.remembered)


def _without(card: VisitingCard, refused: Collection[TypedHandle]) -> VisitingCard:
    return replace(card, handles=tuple(handle for handle in card.handles if handle not in refused))
