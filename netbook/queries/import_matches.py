"""What the book knows already of the people, interactions and events of an export; sure matches only."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import select

from netbook.db.meetings import Event, Interaction
from netbook.db.people import Contact, ContactTag, FoundAs, Handle, WhereMet
from netbook.db.sources import Unresolved
from netbook.domain.handles import NETWORKS
from netbook.domain.kinds import HandleStatus, MetKind
from netbook.domain.text import norm, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from netbook.domain.census import Account
    from netbook.domain.handles import Handle as TypedHandle

LONGEST_KEY = 500
"""Characters of a natural key that are kept as they are; PostgreSQL's indexes hold no more than 2,700 bytes."""
_CHUNK = 1_000
_Item = TypeVar("_Item")


@dataclass(slots=True)
class Holder:
    """Whose an account is, and the row of the handle that says so."""

    contact_id: int
    handle_id: int
    network: str
    key: str
    stable_id: str | None
    active: bool
    receipt_id: int | None

    def is_other_than(self, handle: TypedHandle) -> bool:
        """Say whether both have a stable id and the two differ: then it is another account of the same key."""
        return None not in (self.stable_id, handle.stable_id) and self.stable_id != handle.stable_id


@dataclass(frozen=True, slots=True)
class MetRecorded:
    """One half of where-met that the book has; ``receipt_id`` says which import it came from."""

    id: int
    on: date | None
    event_id: int | None
    receipt_id: int | None


def holders(session: Session, handles: Iterable[TypedHandle]) -> Iterator[Holder]:
    """Give every handle of the book that shares network and key, or network and stable id, with one of these."""
    handles = list(handles)
    wanted = {(handle.network, handle.key) for handle in handles}
    rows = select(
        Handle.contact_id,
        Handle.id,
        Handle.network,
        Handle.key,
        Handle.stable_id,
        Handle.status == HandleStatus.ACTIVE,
        Handle.receipt_id,
    )
    for chunk in chunks({handle.key for handle in handles}, _CHUNK):
        for row in session.execute(rows.where(Handle.key.in_(chunk))):
            if (row[2], row[3]) in wanted:
                yield Holder(*row)
    stable: dict[str, set[str]] = defaultdict(set)
    for handle in handles:
        if handle.stable_id is not None:
            stable[handle.network].add(handle.stable_id)
    for network, ids in stable.items():
        for chunk in chunks(ids, _CHUNK):
            for row in session.execute(rows.where(Handle.network == network, Handle.stable_id.in_(chunk))):
                yield Holder(*row)


def known_people(session: Session, keys: Iterable[str]) -> dict[str, int]:
    """Map natural keys of people to the contacts they became in an earlier import."""
    found: dict[str, int] = {}
    for chunk in chunks(set(keys), _CHUNK):
        rows = session.execute(select(FoundAs.source_key, FoundAs.contact_id).where(FoundAs.source_key.in_(chunk)))
        found.update((key, contact_id) for key, contact_id in rows)
    return found


def known_interactions(session: Session, keys: Iterable[str]) -> set[str]:
    """Give those natural keys of interactions that the book has already."""
    found: set[str] = set()
    for chunk in chunks(set(keys), _CHUNK):
        found.update(
            key
            for key in session.scalars(select(Interaction.source_key).where(Interaction.source_key.in_(chunk)))
            if key
        )
    return found


def unresolved_among(session: Session, handles: Iterable[TypedHandle]) -> dict[Account, int]:
    """Map (network, stable id) of those of these accounts that wait among the unresolved to their numbers."""
    stable: dict[str, set[str]] = defaultdict(set)
    for handle in handles:
        if handle.stable_id is not None:
            stable[handle.network].add(handle.stable_id)
    found: dict[Account, int] = {}
    for network, ids in stable.items():
        for chunk in chunks(ids, _CHUNK):
            query = select(Unresolved.stable_id, Unresolved.id)
            rows = session.execute(query.where(Unresolved.network == network, Unresolved.stable_id.in_(chunk)))
            found.update(((network, stable_id), number) for stable_id, number in rows)
    return found


def known_met(session: Session, contact_ids: Iterable[int], kind: MetKind) -> dict[int, MetRecorded]:
    """Give one half of where-met of each of these contacts that has it."""
    found: dict[int, MetRecorded] = {}
    query = select(WhereMet.contact_id, WhereMet.id, WhereMet.on, WhereMet.event_id, WhereMet.receipt_id)
    for chunk in chunks(contact_ids, _CHUNK):
        rows = session.execute(query.where(WhereMet.contact_id.in_(chunk), WhereMet.kind == kind))
        found.update((row.contact_id, MetRecorded(row[1], row[2], row[3], row[4])) for row in rows)
    return found


def known_fields(session: Session, contact_ids: Iterable[int], fields: Iterable[str]) -> dict[int, dict[str, Any]]:
    """Give some fields of these contacts."""
    found: dict[int, dict[str, Any]] = {}
    query = select(Contact.id, *(getattr(Contact, field) for field in fields))
    for chunk in chunks(contact_ids, _CHUNK):
        for row in session.execute(query.where(Contact.id.in_(chunk))).mappings():
            found[row["id"]] = dict(row)
    return found


def tags_worn(session: Session, contact_ids: Iterable[int]) -> set[tuple[int, int]]:
    """Give the pairs of contact and tag that there are among these contacts."""
    found: set[tuple[int, int]] = set()
    query = select(ContactTag.contact_id, ContactTag.tag_id)
    for chunk in chunks(contact_ids, _CHUNK):
        found.update(
            (contact_id, tag_id)
            for contact_id, tag_id in session.execute(query.where(ContactTag.contact_id.in_(chunk)))
        )
    return found


def event_on(session: Session, name: str, on: date) -> int | None:
    """Find the event of this name that takes place on the day."""
    query = select(Event.id, Event.starts_on, Event.ends_on).where(Event.key == plain(name), Event.starts_on <= on)
    for event_id, starts_on, ends_on in session.execute(query.order_by(Event.starts_on.desc(), Event.id)):
        if on <= (ends_on or starts_on or on):
            return event_id
    return None


def event_with_key(session: Session, key: str) -> int | None:
    """Find the event that an earlier import made under this natural key."""
    return session.scalars(select(Event.id).where(Event.source_key == key)).first()


def is_bare(handle: TypedHandle) -> bool:
    """Say whether no more is known of an account than its stable id."""
    return handle.key.startswith("id:")


def network_label(name: str) -> str:
    """Give a network's name for people."""
    return NETWORKS[name].label if name in NETWORKS else name


def kept_key(key: str) -> str:
    """Give the form in which a natural key is kept: storable, and short enough for an index."""
    stored = norm(key)
    if len(stored) <= LONGEST_KEY:
        return stored
    return f"{stored[:100]}:{hashlib.sha256(stored.encode()).hexdigest()}"


def chunks(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    """Give items in lists of no more than ``size``."""
    remaining = iter(items)
    while chunk := list(islice(remaining, size)):
        yield chunk
