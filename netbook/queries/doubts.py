"""People of an export who may be contacts that are there: their names are alike, and no account says so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, or_, select

from netbook.db.meetings import Event
from netbook.db.people import Contact, Handle, WhereMet
from netbook.domain.census import account_of
from netbook.domain.dates import short_date
from netbook.domain.kinds import MetKind
from netbook.domain.text import plain
from netbook.queries.import_matches import (
    chunks,
    holders,
    kept_key,
    known_people,
    network_label,
)
from netbook.queries.own_accounts import own_handles
from netbook.queries.uids import known_uids, uid_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from netbook.domain.census import Account
    from netbook.domain.records import PersonRecord
    from netbook.queries.cards import ContactCard

SAME_NAME = 90
ONE_WORD = 82
"""A name of a single word is less of a reason."""
NEAR_NAME = 90
"""How alike two names must be, of 100, to be asked about; less is enough where more than the name speaks for it."""
NEAR_WITH_REASON = 84
_FOR_WORK = 8
_FOR_EVENT = 6
_OTHER_ACCOUNT = 12
_NEAR_COSTS = 12
_MOST_ASKED = 5
"""Contacts that one person may be, at most."""
_BATCH = 500
_MOST_NEAR = 20_000
"""Contacts among which names that are only alike are looked for; beyond, only equal names are."""
_LARGEST_WORD = 400
"""Contacts that share a word, at most; a commoner word says nothing."""
_SHORTEST_WORD = 3
_TWO_WORDS = 2
_EQUAL = 100
_SEVERAL_EACH = frozenset({"email", "phone", "blog"})
"""Networks on which most people have more than one account."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A person of an export who may be a contact that is there: the names are alike, no handle says so."""

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


def doubtful_matches(session: Session, people: Iterable[PersonRecord]) -> list[Doubt]:
    """List people who may be contacts though no handle or key of theirs is known; best first."""
    doubter = Doubter(session)
    own = {account_of(handle) for handle in own_handles(session)}
    found: list[Doubt] = []
    for batch in chunks(people, _BATCH):
        found += doubter.doubts(_unknown(session, batch, own))
    return sorted(found, key=lambda doubt: (-doubt.score, doubt.called))


class Doubter:
    """Compares names with those of the contacts that were there before; ``apart_from`` is an import under way."""

    def __init__(self, session: Session, apart_from: int | None = None) -> None:
        """Look at nothing yet."""
        self._session = session
        self._theirs: ColumnElement[bool] = ~Contact.archived
        if apart_from is not None:
            self._theirs &= or_(Contact.receipt_id.is_(None), Contact.receipt_id != apart_from)
        self._near: _NearNames | None = None
        self._somebody = session.scalars(select(Contact.id).where(self._theirs).limit(1)).first() is not None

    def doubts(self, people: Sequence[PersonRecord]) -> list[Doubt]:
        """Say whom each of these people, of whom no account is known, may be; the best first for each."""
        named = [(person, name) for person in people if (name := plain(person.name or ""))]
        if not named or not self._somebody:
            return []
        alike = self._alike({name for _person, name in named})
        evidence = _Evidence(self._session, {contact_id for found in alike.values() for contact_id in found})
        doubts: list[Doubt] = []
        for person, name in named:
            asked = [evidence.doubt(person, *pair) for pair in alike[name].items()]
            likely = sorted((doubt for doubt in asked if doubt), key=lambda doubt: (-doubt.score, doubt.contact_id))
            doubts += likely[:_MOST_ASKED]
        return doubts

    def _alike(self, names: set[str]) -> dict[str, dict[int, int]]:
        """Give the contacts of an equal or a near name, and of each how alike the name is, of 100."""
        if self._near is None:
            self._near = _NearNames(self._session, self._theirs)
        alike = {name: self._near.like(name) for name in names}
        for chunk in chunks(names, _BATCH):
            equal = select(Contact.sort_key, Contact.id).where(self._theirs, Contact.sort_key.in_(chunk))
            for name, contact_id in self._session.execute(equal):
                alike[name][contact_id] = _EQUAL
        return alike


class _NearNames:
    """Names of contacts by their words: only those that share one are compared, and only in books of some size."""

    def __init__(self, session: Session, theirs: ColumnElement[bool]) -> None:
        self._names: dict[int, str] = {}
        self._by_word: dict[str, list[int]] = defaultdict(list)
        named = select(Contact.id, Contact.sort_key).where(theirs, Contact.name.is_not(None))
        rows = session.execute(named.limit(_MOST_NEAR + 1)).all()
        for contact_id, name in rows if len(rows) <= _MOST_NEAR else ():
            words = set(name.split())
            if len(words) > 1:
                self._names[contact_id] = name
                for word in words:
                    self._by_word[word].append(contact_id)

    def like(self, name: str) -> dict[int, int]:
        words = set(name.split())
        if len(words) < _TWO_WORDS:
            return {}
        sharing: dict[int, str] = {}
        for word in words:
            ids = self._by_word.get(word, ())
            if len(word) >= _SHORTEST_WORD and len(ids) <= _LARGEST_WORD:
                sharing.update((contact_id, self._names[contact_id]) for contact_id in ids)
        near = process.extract(
            name, sharing, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR_WITH_REASON, limit=_MOST_ASKED
        )
        return {contact_id: min(_EQUAL - 1, round(likeness)) for _name, likeness, contact_id in near}


class _Evidence:
    """What besides the name speaks for and against."""

    def __init__(self, session: Session, contact_ids: set[int]) -> None:
        self._contacts: dict[int, tuple[str, str | None]] = {}
        self._networks: dict[int, set[str]] = defaultdict(set)
        self._events: dict[int, set[str]] = defaultdict(set)
        for chunk in chunks(contact_ids, _BATCH):
            about = select(Contact.id, Contact.name, Contact.sort_key, Contact.organisation)
            for contact_id, name, key, organisation in session.execute(about.where(Contact.id.in_(chunk))):
                self._contacts[contact_id] = (name or key, organisation)
            accounts = select(Handle.contact_id, Handle.network).where(Handle.contact_id.in_(chunk))
            for contact_id, network in session.execute(accounts):
                self._networks[contact_id].add(network)
            met = select(WhereMet.contact_id, Event.key).join(Event, Event.id == WhereMet.event_id)
            for contact_id, event in session.execute(
                met.where(WhereMet.contact_id.in_(chunk), WhereMet.kind == MetKind.IN_PERSON)
            ):
                self._events[contact_id].add(event)

    def doubt(self, person: PersonRecord, contact_id: int, likeness: int) -> Doubt | None:
        called, organisation = self._contacts[contact_id]
        equal = likeness == _EQUAL
        reasons = ["same name" if equal else "much the same name"]
        for_it = 0
        if person.organisation and organisation and plain(person.organisation) == plain(organisation):
            reasons.append("same organisation")
            for_it += _FOR_WORK
        if person.met_event and plain(person.met_event) in self._events[contact_id]:
            reasons.append("same event")
            for_it += _FOR_EVENT
        against = (
            (not for_it)
            * _OTHER_ACCOUNT
            * any(
                handle.network in self._networks[contact_id]
                for handle in person.handles
                if handle.network not in _SEVERAL_EACH
            )
        )
        if not equal and ((likeness < NEAR_NAME and not for_it) or against):
            return None
        base = (SAME_NAME if " " in plain(person.name or "") else ONE_WORD) if equal else likeness - _NEAR_COSTS
        return Doubt(person, contact_id, called, organisation, min(99, base + for_it) - against, tuple(reasons))


def field_by_field(record: PersonRecord, card: ContactCard, today: date) -> list[FieldPair]:
    """Put a person of the file beside a contact: what the import would add, were they the same; the rest stays."""
    pairs = [
        _pair("Name", record.name, card.name),
        _pair("Organisation", record.organisation, card.organisation),
        _pair("Position", record.position, card.position),
    ]
    pairs += [
        _pair(field.capitalize(), in_file, getattr(card, field))
        for field in ("sector", "location", "birthday")
        if (in_file := getattr(record, field))
    ]
    for handle in record.handles:
        there = [known.shown for known in card.handles if known.network == handle.network]
        pairs.append(
            FieldPair(network_label(handle.network), handle.shown, ", ".join(there) or None, handle.shown not in there)
        )
    if record.met_network or record.met_on:
        met = card.met_online
        in_book = None if met is None else _met(met.network, met.on, today) or "yes"
        pairs.append(_pair("Met online", _met(record.met_network, record.met_on, today), in_book))
    named = {handle.network for handle in record.handles}
    others = (known for known in card.handles if known.network not in named)
    return pairs + [FieldPair(network_label(known.network), None, known.shown, added=False) for known in others]


def _pair(field: str, in_file: str | None, in_book: str | None) -> FieldPair:
    return FieldPair(field, in_file, in_book, added=bool(in_file and not in_book))


def _met(network: str | None, on: date | None, today: date) -> str:
    return ", ".join(
        part for part in (network_label(network) if network else "", short_date(on, today) if on else "") if part
    )


def _unknown(session: Session, people: Sequence[PersonRecord], own: set[Account]) -> list[PersonRecord]:
    """Leave out those of whom an account or the key is known, and the user."""
    found = list(holders(session, (handle for person in people for handle in (*person.handles, *person.aliases))))
    accounts = own | {(holder.network, holder.key) for holder in found}
    stable = {(holder.network, holder.stable_id) for holder in found if holder.stable_id is not None}
    keys = known_people(session, (kept_key(key) for person in people for key in person.keys))
    uids = known_uids(session, people)
    return [
        person
        for person in people
        if keys.keys().isdisjoint(map(kept_key, person.keys))
        and uid_of(person) not in uids
        and not any(
            account_of(handle) in accounts or (handle.network, handle.stable_id) in stable
            for handle in (*person.handles, *person.aliases)
        )
    ]
