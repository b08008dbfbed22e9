"""Whose account is whose while an import is under way: what the book knows, and what the import has added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from netbook.db.people import Handle
from netbook.db.sources import Unresolved
from netbook.domain.census import Account, account_of
from netbook.domain.kinds import HandleStatus
from netbook.queries.import_matches import Holder, holders, is_bare, unresolved_among

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from netbook.domain.handles import Handle as TypedHandle
    from netbook.domain.records import PersonRecord
    from netbook.usecases.import_rows import ImportRows, Stamp

_MOST_KEPT = 12_000
"""Accounts remembered at once; beyond, they are forgotten and asked of the book anew."""


@dataclass(frozen=True, slots=True)
class Given:
    """What giving an account to a contact meant for another: that one keeps it, or has lost it."""

    kept_by: int | None = None
    taken_from: int | None = None


class Accounts:
    """Finds the contact behind an account: by its stable id, else by its key."""

    def __init__(self, session: Session, rows: ImportRows, stamp: Stamp, touched: set[int]) -> None:
        """Know nobody yet; ``touched`` is told whose accounts change."""
        self._touched = touched
        self._session = session
        self._rows = rows
        self._stamp = stamp
        self._by_key: dict[Account, Holder | None] = {}
        self._by_id: dict[Account, Holder | None] = {}
        self._waiting: dict[Account, int] = {}
        self._former: set[tuple[int, Account]] = set()
        self._anybody_waits = session.scalars(select(Unresolved.id).limit(1)).first() is not None

    def learn(self, handles: Iterable[TypedHandle]) -> None:
        """Ask the book about accounts that were not asked about; everything gathered must be written."""
        if len(self._by_key) + len(self._by_id) > _MOST_KEPT:
            self._by_key.clear()
            self._by_id.clear()
            self._waiting.clear()
            self._former.clear()
        new = [handle for handle in handles if not self._was_asked(handle)]
        if not new:
            return
        for handle in new:
            self._by_key.setdefault(account_of(handle), None)
            if handle.stable_id is not None:
                self._by_id.setdefault((handle.network, handle.stable_id), None)
        for holder in sorted(holders(self._session, new), key=lambda found: (found.active, -found.contact_id)):
            if (holder.network, holder.key) in self._by_key:
                self._by_key[(holder.network, holder.key)] = holder
            if not holder.active:
                self._former.add((holder.contact_id, (holder.network, holder.key)))
            if holder.stable_id is not None and (holder.network, holder.stable_id) in self._by_id:
                self._by_id[holder.network, holder.stable_id] = holder
        if self._anybody_waits:
            self._waiting.update(unresolved_among(self._session, new))

    def by_key(self, handle: TypedHandle) -> Holder | None:
        """Say who has or had an account of this key."""
        return self._by_key.get((handle.network, handle.key))

    def contact_with(self, handle: TypedHandle) -> int | None:
        """Give the contact behind an account, by stable id, else by key unless the stable ids differ."""
        if handle.stable_id is not None:
            by_id = self._by_id.get((handle.network, handle.stable_id))
            if by_id is not None:
                return by_id.contact_id
        holder = self._by_key.get((handle.network, handle.key))
        return None if holder is None or holder.is_other_than(handle) else holder.contact_id

    def waiting(self, handle: TypedHandle) -> int | None:
        """Give the number under which this account waits among the unresolved."""
        return None if handle.stable_id is None else self._waiting.get((handle.network, handle.stable_id))

    def let_wait(self, person: PersonRecord, handle: TypedHandle) -> int:
        """Put an account of which the stable id alone is known among the unresolved."""
        number = self._rows.add_unresolved(handle, person.linked)
        self._waiting[handle.network, handle.stable_id or ""] = number
        self._anybody_waits = True
        return number

    def resolved(self, handle: TypedHandle) -> None:
        """Forget that an account waited."""
        self._waiting.pop((handle.network, handle.stable_id or ""), None)

    def give(self, contact_id: int, handle: TypedHandle) -> Given:
        """Give a contact an account that it may have already.

        An account whose stable id differs from that of its holder takes the key over, and the other's handle counts as
        renamed. Where the contact had another name under the same stable id, that one counts as renamed. A name that
        the contact gave up stays given up: an older export tells of it still.
        """
        before = self._by_id.get((handle.network, handle.stable_id)) if handle.stable_id is not None else None
        if before is not None and (is_bare(handle) or (contact_id, account_of(handle)) in self._former):
            return Given()
        holder = self.by_key(handle)
        if holder is not None and holder.contact_id == contact_id and not holder.is_other_than(handle):
            self._learn_id(holder, handle)
            return Given()
        taken_from = None
        if holder is not None and holder.active:
            if not holder.is_other_than(handle):
                return Given(kept_by=holder.contact_id)
            self._retire(holder)
            taken_from = holder.contact_id
        self._add(contact_id, handle, HandleStatus.ACTIVE)
        if before is not None and before.active and before.contact_id == contact_id:
            self._retire(before)
        return Given(taken_from=taken_from)

    def give_former(self, contact_id: int, handle: TypedHandle) -> None:
        """Let a contact be found by an account that it used once, unless somebody has or had it."""
        if self.by_key(handle) is None:
            self._add(contact_id, handle, HandleStatus.RENAMED)

    def _was_asked(self, handle: TypedHandle) -> bool:
        if (handle.network, handle.key) not in self._by_key:
            return False
        return handle.stable_id is None or (handle.network, handle.stable_id) in self._by_id

    def _add(self, contact_id: int, handle: TypedHandle, status: HandleStatus) -> None:
        handle_id = self._rows.add_handle(contact_id, handle, status)
        if not self._rows.made(contact_id):
            self._touched.add(contact_id)
        active = status is HandleStatus.ACTIVE
        holder = Holder(
            contact_id, handle_id, handle.network, handle.key, handle.stable_id, active, self._stamp.receipt_id
        )
        self._by_key[account_of(handle)] = holder
        if handle.stable_id is not None and (active or self._by_id.get((handle.network, handle.stable_id)) is None):
            self._by_id[handle.network, handle.stable_id] = holder

    def _learn_id(self, holder: Holder, handle: TypedHandle) -> None:
        if holder.stable_id is not None or handle.stable_id is None:
            return
        if holder.receipt_id == self._stamp.receipt_id:
            self._rows.change_handle(holder.handle_id, stable_id=handle.stable_id)
        else:
            self._session.get_one(Handle, holder.handle_id).stable_id = handle.stable_id
        holder.stable_id = handle.stable_id
        self._by_id[handle.network, handle.stable_id] = holder

    def _retire(self, holder: Holder) -> None:
        """Count an account as renamed; it still finds its contact."""
        holder.active = False
        self._former.add((holder.contact_id, (holder.network, holder.key)))
        if holder.receipt_id == self._stamp.receipt_id:
            self._rows.change_handle(holder.handle_id, retired=True)
            return
        row = self._session.get_one(Handle, holder.handle_id)
        row.status, row.status_on = HandleStatus.RENAMED, self._stamp.today


def bare_only(person: PersonRecord) -> bool:
    """Say whether nothing is known of a person but stable ids of accounts."""
    return not person.name and bool(person.handles) and all(is_bare(handle) for handle in person.handles)
