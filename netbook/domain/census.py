"""Who an export speaks of: gathered in one pass over its records, and held packed, since an export has any size."""

from __future__ import annotations

import pickle
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from netbook.domain.handles import Handle
from netbook.domain.portable import PortableContact
from netbook.domain.records import EventRecord, InteractionRecord, Owner, PartRecord, PersonRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netbook.domain.records import Origin, Record

_BATCH = 500

Account = tuple[str, str]
"""A network and a key on it."""


class Census:
    """The people, events and own accounts of an export; the interactions themselves pass by."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.owners: list[Owner] = []
        self.events: list[EventRecord] = []
        self.is_book = False
        """Whether these are the parts of a book of netbook's own."""
        self.interactions = 0
        self._listed = _Shelf()
        self._talking = _Shelf()
        self._listed_as: set[str] = set()
        self._talking_as: set[str] = set()

    def note(self, record: Record) -> None:
        """Take in one record."""
        if isinstance(record, InteractionRecord):
            self._note_talk(record)
        elif isinstance(record, PersonRecord):
            self._listed.put(record)
            self._listed_as.update(_places(record))
        elif isinstance(record, EventRecord):
            self.events.append(record)
        elif isinstance(record, Owner):
            self.owners.append(record)
        elif isinstance(record, PartRecord):
            self.is_book = True
            if isinstance(record.part, PortableContact):
                self._listed.put(as_person(record.part, record.origin))

    @property
    def people(self) -> int:
        """How many people there are, those listed and those who only take part in interactions, but not the owner."""
        own = {_place(owner.handle) for owner in self.owners}
        return len(self._listed) - len(own & self._listed_as) + len(self._talking_as - self._listed_as - own)

    def listed(self) -> Iterator[PersonRecord]:
        """Give the people whom the export lists, in its order, the owner among them if it lists the owner."""
        return iter(self._listed)

    def everybody(self) -> Iterator[PersonRecord]:
        """Give all but the owner: those listed, then those who only take part in interactions."""
        own = {account_of(owner.handle) for owner in self.owners}
        for person in self._listed:
            if not any(account_of(handle) in own for handle in person.handles):
                yield person
        for person in self._talking:
            if not self._listed_as.intersection(_places(person)) and not any(
                account_of(handle) in own for handle in person.handles
            ):
                yield person

    def _note_talk(self, record: InteractionRecord) -> None:
        self.interactions += 1
        for handle, name in record.people:
            place = _place(handle)
            if place not in self._talking_as and place not in self._listed_as:
                self._talking_as.add(place)
                self._talking.put(talking_person(record, handle, name))
        for key, name in record.named:
            if key not in self._talking_as and key not in self._listed_as:
                self._talking_as.add(key)
                self._talking.put(PersonRecord(key, record.origin, name))


def census_of(records: Iterable[Record]) -> Census:
    """Take the census of an export."""
    census = Census()
    for record in records:
        census.note(record)
    return census


def account_of(handle: Handle) -> Account:
    """Give what a handle is compared by."""
    return handle.network, handle.key


def talking_person(record: InteractionRecord, handle: Handle, name: str | None) -> PersonRecord:
    """Give somebody who takes part in an interaction as a person of the export."""
    return PersonRecord(
        key=f"{handle.network}:{handle.key}",
        origin=record.origin,
        name=name,
        handles=(handle,),
        met_network=handle.network,
        met_on=record.at.astimezone(UTC).date() if isinstance(record.at, datetime) else record.at,
    )


def as_person(contact: PortableContact, origin: Origin) -> PersonRecord:
    """Give a contact of another book as a person of an export, to find out who it may be in this one."""
    handles = tuple(
        Handle(each.network, each.key, each.shown, each.stable_id, each.url)
        for each in contact.handles
        if each.is_active
    )
    return PersonRecord(
        key=f"netbook:{contact.uid}",
        origin=origin,
        name=contact.name,
        handles=handles,
        organisation=contact.organisation,
        position=contact.position,
        location=contact.location,
        uid=contact.uid,
    )


def _places(person: PersonRecord) -> list[str]:
    """Say by what an interaction may name this person: the accounts, or the natural keys where there is none."""
    return [_place(handle) for handle in person.handles] or list(person.keys)


def _place(handle: Handle) -> str:
    return f"{handle.network} {handle.key}"


class _Shelf:
    """People in batches that are packed as soon as they are full."""

    def __init__(self) -> None:
        self._packed: list[bytes] = []
        self._open: list[PersonRecord] = []

    def put(self, person: PersonRecord) -> None:
        self._open.append(person)
        if len(self._open) == _BATCH:
            self._packed.append(zlib.compress(pickle.dumps(self._open, pickle.HIGHEST_PROTOCOL), 1))
            self._open = []

    def __len__(self) -> int:
        return _BATCH * len(self._packed) + len(self._open)

    def __iter__(self) -> Iterator[PersonRecord]:
        for packed in self._packed:
            yield from pickle.loads(zlib.decompress(packed))  # noqa: S301 — what this object packed itself
        yield from self._open
