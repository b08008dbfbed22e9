"""Contacts that may be one and the same person, with reasons and a score from 0 to 100."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, cast

from rapidfuzz import fuzz
from sqlalchemy import Select, or_, select

from netbook.db.people import Contact, Handle, WhereMet
from netbook.domain.kinds import HandleStatus
from netbook.domain.text import plain
from netbook.queries.naming import Called

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

SURE = 95
"""From this score on a name alone is taken for the same person."""
WORTH_ASKING = 80
_LARGEST_BLOCK = 60


@dataclass(frozen=True, slots=True)
class Likely:
    """A contact that a name probably means."""

    id: int
    called: str
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two contacts that may be one person."""

    first: Called
    second: Called
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Person:
    id: int
    called: str
    key: str
    organisation: str
    mails: frozenset[str]
    local_names: frozenset[str]
    shown: str | None
    events: frozenset[int]


def likely_duplicate(session: Session, name: str) -> Likely | None:
    """Find the contact that a typed name most probably is; None if nobody's name is close enough."""
    key = plain(name)
    if not key:
        return None
    best: Likely | None = None
    for contact_id, called, other in session.execute(_candidates(key)):
        score = name_score(key, other)
        if score >= SURE and (best is None or score > best.score):
            best = Likely(contact_id, called or other, score, "same name" if key == other else "nearly the same name")
    return best


def name_score(key: str, other: str) -> int:
    """Say from 0 to 100 how alike two folded names are; the order of their words does not matter.

    One word alone, or an initial, is never nearly the same: it has to be the same.
    """
    if key == other:
        return 100
    words, others = key.split(), other.split()
    if len(words) < 2 or len(others) < 2:
        return 0
    return min(99, round(fuzz.token_sort_ratio(key, other)))


def possible_duplicates(session: Session, *, at_least: int = WORTH_ASKING, most: int = 50) -> list[Pair]:
    """List pairs of contacts that may be one person, best first; archived contacts are left out."""
    people = _people(session)
    seen: set[tuple[int, int]] = set()
    pairs = []
    for block in _blocks(people):
        for first, second in combinations(block, 2):
            key = (min(first.id, second.id), max(first.id, second.id))
            if key in seen:
                continue
            seen.add(key)
            score, reasons = _compare(first, second)
            if score >= at_least:
                pairs.append(Pair(_as_called(first), _as_called(second), score, reasons))
    return sorted(pairs, key=lambda pair: (-pair.score, pair.first.called, pair.second.id))[:most]


def _candidates(key: str) -> Select[int, str | None, str]:
    """Select contacts whose name begins like a word of this one; two letters are enough to compare few."""
    starts = {word[:2] for word in key.split()[:4]}
    ranges = [(Contact.sort_key >= start) & (Contact.sort_key < start + "\U0010ffff") for start in starts]
    named = select(Contact.id, Contact.name, Contact.sort_key).where(or_(*ranges), ~Contact.archived)
    return named.order_by(Contact.inbox, Contact.id)


def _people(session: Session) -> list[_Person]:
    handles: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    active = select(Handle.contact_id, Handle.network, Handle.key, Handle.shown).where(
        Handle.status == HandleStatus.ACTIVE
    )
    for contact_id, network, key, shown in session.execute(active):
        handles[contact_id].append((network, key, shown))
    events: dict[int, set[int]] = defaultdict(set)
    for contact_id, event_id in session.execute(
        select(WhereMet.contact_id, WhereMet.event_id).where(WhereMet.event_id.is_not(None))
    ):
        events[contact_id].add(cast("int", event_id))
    people = []
    for contact in session.execute(
        select(Contact.id, Contact.name, Contact.sort_key, Contact.organisation).where(~Contact.archived)
    ):
        has = handles[contact.id]
        people.append(
            _Person(
                contact.id,
                contact.name or (has[0][2] if has else contact.sort_key),
                contact.sort_key if contact.name else "",
                plain(contact.organisation or ""),
                frozenset(key for network, key, _ in has if network == "email"),
                frozenset(
                    key.partition("@")[0] for network, key, _ in has if network not in ("email", "phone", "blog")
                ),
                has[0][2] if has else None,
                frozenset(events[contact.id]),
            )
        )
    return people


def _blocks(people: list[_Person]) -> Iterator[list[_Person]]:
    """Group people who share a word of the name, a handle's local name or an address; only those are compared."""
    blocks: dict[str, list[_Person]] = defaultdict(list)
    for person in people:
        for word in set(person.key.split()):
            blocks[f"name {word}"].append(person)
            blocks[f"sound {word[:3]}{person.key[:1]}"].append(person)
        for local_name in person.local_names:
            blocks[f"local {local_name}"].append(person)
    return (block for block in blocks.values() if 1 < len(block) <= _LARGEST_BLOCK)


def _compare(first: _Person, second: _Person) -> tuple[int, tuple[str, ...]]:
    score, reasons = 0, []
    if first.key and second.key:
        score = name_score(first.key, second.key)
        if score >= WORTH_ASKING - 15:
            reasons.append("same name" if score == 100 else "name")
    if first.local_names & second.local_names:
        score = max(score, 60)
        score += 15
        reasons.append("same handle on another network")
    if score and first.organisation and first.organisation == second.organisation:
        score += 10
        reasons.append("same organisation")
    if score and first.events & second.events:
        score += 10
        reasons.append("same event")
    return min(score, 100), tuple(reasons)


def _as_called(person: _Person) -> Called:
    return Called(person.id, person.called, person.shown, person.organisation or None)
