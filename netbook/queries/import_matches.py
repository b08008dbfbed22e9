"""Which contacts the people of an export are: sure by handle or key, doubtful by name alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select, tuple_

from netbook.db.meetings import Interaction
from netbook.db.people import Contact, FoundAs, Handle, HandleStatus, MetKind, OwnAccount, WhereMet
from netbook.domain.dates import short_date
from netbook.domain.handles import NETWORKS
from netbook.domain.records import InteractionRecord, Owner, PersonRecord, Record
from netbook.domain.text import norm, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from netbook.domain.handles import Handle as TypedHandle
    from netbook.queries.cards import ContactCard

LONGEST_KEY = 500
"""Characters of a natural key that are kept as they are; PostgreSQL's indexes hold no more than 2,700 bytes."""
_CHUNK = 400
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A person of an export who may be a contact that is there: the name is the same, no handle says so."""

    record: PersonRecord
    contact_id: int
    called: str
    organisation: str | None
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field of a doubtful person in the file and in the book, and whether the import would fill it."""

    field: str
    in_file: str | None
    in_book: str | None
    added: bool


def known_handles(session: Session, handles: Iterable[TypedHandle]) -> dict[tuple[str, str], int]:
    """Map (network, key) of handles to the contacts that have them; an active handle goes before an old one."""
    found: dict[tuple[str, str], int] = {}
    for chunk in _chunks({(handle.network, handle.key) for handle in handles}):
        query = select(Handle.network, Handle.key, Handle.contact_id, Handle.status)
        rows = session.execute(query.where(tuple_(Handle.network, Handle.key).in_(chunk)))
        for row in sorted(rows, key=lambda row: (row.status is HandleStatus.ACTIVE, -row.contact_id)):
            found[row.network, row.key] = row.contact_id
    return found


def known_people(session: Session, keys: Iterable[str]) -> dict[str, int]:
    """Map the natural keys of people without handles to the contacts they became in an earlier import."""
    found: dict[str, int] = {}
    for chunk in _chunks(set(keys)):
        rows = session.execute(select(FoundAs.source_key, FoundAs.contact_id).where(FoundAs.source_key.in_(chunk)))
        found.update((key, contact_id) for key, contact_id in rows)
    return found


def known_interactions(session: Session, keys: Iterable[str]) -> set[str]:
    """Give those natural keys of interactions that the book has already."""
    found: set[str] = set()
    for chunk in _chunks(set(keys)):
        found |= set(session.scalars(select(Interaction.source_key).where(Interaction.source_key.in_(chunk))))
    return found


def own_accounts(session: Session) -> set[tuple[str, str]]:
    """Give the user's own accounts as (network, key)."""
    return {(network, key) for network, key in session.execute(select(OwnAccount.network, OwnAccount.key))}


def kept_key(key: str) -> str:
    """Give the form in which a natural key is kept: storable, and short enough for an index."""
    stored = norm(key)
    if len(stored) <= LONGEST_KEY:
        return stored
    return f"{stored[:100]}:{hashlib.sha256(stored.encode()).hexdigest()}"


def people_in(records: Iterable[Record]) -> list[PersonRecord]:
    """List the people of an export but its owner: those it lists, then those who only take part in interactions."""
    records = list(records)
    listed: list[PersonRecord] = []
    known = {(record.handle.network, record.handle.key) for record in records if isinstance(record, Owner)}
    talking: dict[tuple[str, str], PersonRecord] = {}
    for record in records:
        if isinstance(record, PersonRecord):
            listed.append(record)
        elif isinstance(record, InteractionRecord):
            for handle, name in record.people:
                if (handle.network, handle.key) not in talking:
                    talking[handle.network, handle.key] = _talking_person(record, handle, name)
    listed = [person for person in listed if not any((h.network, h.key) in known for h in person.handles)]
    known |= {(handle.network, handle.key) for person in listed for handle in person.handles}
    return listed + [person for account, person in talking.items() if account not in known]


def load_contacts(session: Session, contact_ids: Iterable[int]) -> list[Contact]:
    """Load contacts into the session at once, so that none has to be read singly."""
    found: list[Contact] = []
    for chunk in _chunks(contact_ids):
        found += session.scalars(select(Contact).where(Contact.id.in_(chunk)))
    return found


def contacts_met_online(session: Session, contact_ids: Iterable[int]) -> set[int]:
    """Say which of these contacts have an online where-met."""
    found: set[int] = set()
    for chunk in _chunks(contact_ids):
        met = select(WhereMet.contact_id).where(WhereMet.contact_id.in_(chunk), WhereMet.kind == MetKind.ONLINE)
        found |= set(session.scalars(met))
    return found


def doubtful_matches(session: Session, people: Sequence[PersonRecord]) -> list[Doubt]:
    """List people whose name a contact has, though no handle or key of theirs is known; best first."""
    handles = known_handles(session, (handle for person in people for handle in person.handles))
    keys = known_people(session, (kept_key(person.key) for person in people))
    known = own_accounts(session) | handles.keys()
    unknown = [
        person
        for person in people
        if person.name
        and kept_key(person.key) not in keys
        and not any((handle.network, handle.key) in known for handle in person.handles)
    ]
    by_name = _contacts_by_name(session, {plain(person.name or "") for person in unknown})
    doubts = []
    for person in unknown:
        for contact_id, called, organisation in by_name.get(plain(person.name or ""), []):
            same_work = bool(person.organisation and organisation and plain(person.organisation) == plain(organisation))
            reasons = ("same name", "same organisation") if same_work else ("same name",)
            doubts.append(Doubt(person, contact_id, called, organisation, 98 if same_work else 90, reasons))
    return sorted(doubts, key=lambda doubt: (-doubt.score, doubt.called))


def field_by_field(record: PersonRecord, card: ContactCard, today: date) -> list[FieldPair]:
    """Put a person of the file beside a contact: what the import would add, were they the same; the rest stays."""
    pairs = [
        _pair("Name", record.name, card.name),
        _pair("Organisation", record.organisation, card.organisation),
        _pair("Position", record.position, card.position),
    ]
    for handle in record.handles:
        there = [known.shown for known in card.handles if known.network == handle.network]
        pairs.append(
            FieldPair(_network(handle.network), handle.shown, ", ".join(there) or None, handle.shown not in there)
        )
    if record.met_network or record.met_on:
        met = card.met_online
        in_book = None if met is None else _met(met.network, met.on, today) or "yes"
        pairs.append(_pair("Met online", _met(record.met_network, record.met_on, today), in_book))
    named = {handle.network for handle in record.handles}
    others = (known for known in card.handles if known.network not in named)
    return pairs + [FieldPair(_network(known.network), None, known.shown, added=False) for known in others]


def _pair(field: str, in_file: str | None, in_book: str | None) -> FieldPair:
    return FieldPair(field, in_file, in_book, added=bool(in_file and not in_book))


def _network(name: str) -> str:
    return NETWORKS[name].label if name in NETWORKS else name


def _met(network: str | None, on: date | None, today: date) -> str:
    return ", ".join(
        part for part in (_network(network) if network else "", short_date(on, today) if on else "") if part
    )


def _talking_person(record: InteractionRecord, handle: TypedHandle, name: str | None) -> PersonRecord:
    return PersonRecord(
        key=f"{handle.network}:{handle.key}",
        origin=record.origin,
        name=name,
        handles=(handle,),
        met_network=handle.network,
        met_on=record.at.astimezone(UTC).date() if isinstance(record.at, datetime) else record.at,
    )


def _contacts_by_name(session: Session, names: set[str]) -> dict[str, list[tuple[int, str, str | None]]]:
    found: dict[str, list[tuple[int, str, str | None]]] = {}
    for chunk in _chunks(names - {""}):
        query = select(Contact.sort_key, Contact.id, Contact.name, Contact.organisation)
        for key, contact_id, name, organisation in session.execute(
            query.where(Contact.sort_key.in_(chunk), ~Contact.archived)
        ):
            found.setdefault(key, []).append((contact_id, name or key, organisation))
    return found


def _chunks(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    remaining = iter(items)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk
