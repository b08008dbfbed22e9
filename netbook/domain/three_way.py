"""Two sides of one card, and the state that both had last: what either has changed is kept, and nothing is lost.

What can be put together is: accounts and tags one by one, everything else field by field. Where both sides have
changed a field, and not alike, each keeps its own until somebody says which it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from netbook.domain.text import plain
from netbook.domain.visiting_card import VisitingCard

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from netbook.domain.handles import Handle

_Item = TypeVar("_Item")

PLAIN_FIELDS = ("name", "organisation", "position", "location", "birthday", "notes")
OWN_FIELDS = ("sector", "cadence", "met_online", "met_in_person")
"""What other programs have no word for, and may drop when they save a card; that it is missing there says nothing."""


_EVERYBODY_KNOWS = frozenset({"email", "phone", "blog"})
"""What every program has a word for."""


class Side(StrEnum):
    """One of the two."""

    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that both sides have changed, and not alike."""

    field: str
    before: object
    ours: object
    theirs: object


@dataclass(frozen=True, slots=True)
class Merged:
    """What each side should say from now on, the state to remember, and what they do not agree about."""

    ours: VisitingCard
    theirs: VisitingCard
    remembered: VisitingCard
    conflicts: tuple[FieldConflict, ...] = ()


def merged(
    before: VisitingCard | None, ours: VisitingCard, theirs: VisitingCard, answers: Mapping[str, Side]
) -> Merged:
    """Put two sides together; ``before`` is None where they meet for the first time, ``answers`` settle conflicts."""
    base = before or VisitingCard()
    both: dict[str, Any] = {
        "tags": _together(base.tags, ours.tags, theirs.tags, _tag_key),
        "handles": _together(base.handles, ours.handles, _as_meant(base.handles, theirs.handles), _account),
    }
    # Accounts once used are only ever added to: a program that drops the line has forgotten, not decided.
    both["former"] = _former(ours, theirs, both["handles"])
    kept: dict[Side, dict[str, Any]] = {Side.OURS: {}, Side.THEIRS: {}}
    remembered: dict[str, Any] = {}
    conflicts: list[FieldConflict] = []
    for name in (*PLAIN_FIELDS, *OWN_FIELDS):
        was, mine, yours = getattr(base, name), getattr(ours, name), getattr(theirs, name)
        if name in OWN_FIELDS and yours is None:
            yours = was
        agreed, value = settled(was, mine, yours, met_before=before is not None, answer=answers.get(name))
        if agreed:
            both[name] = value
            continue
        conflicts.append(FieldConflict(name, was, mine, yours))
        kept[Side.OURS][name], kept[Side.THEIRS][name], remembered[name] = mine, yours, was
    return Merged(
        replace(ours, **both, **kept[Side.OURS]),
        replace(theirs, **both, **kept[Side.THEIRS]),
        VisitingCard(**both, **remembered),
        tuple(conflicts),
    )


def is_same(one: VisitingCard, other: VisitingCard) -> bool:
    """Say whether two cards say the same; the order of accounts and tags says nothing."""
    return _plainly_same(one, other) and _own_fields(one) == _own_fields(other)


def needs_telling(before: VisitingCard | None, there: VisitingCard, meant: VisitingCard) -> bool:
    """Say whether the other side has to be told: what it has dropped for want of a word is not told again and again."""
    known = VisitingCard() if before is None else before
    dropped = tuple(handle for handle in known.handles if _account(handle) not in set(map(_account, there.handles)))
    if not _plainly_same(replace(there, handles=(*there.handles, *_kept_of(dropped, meant.handles))), meant):
        return True
    own, own_there = _own_fields(meant), _own_fields(there)
    return own != own_there and (before is None or own != _own_fields(before))


def _kept_of(handles: Iterable[Handle], meant: Iterable[Handle]) -> tuple[Handle, ...]:
    wanted = set(map(_account, meant))
    return tuple(handle for handle in handles if _account(handle) in wanted)


def _plainly_same(one: VisitingCard, other: VisitingCard) -> bool:
    return (
        all(getattr(one, name) == getattr(other, name) for name in PLAIN_FIELDS)
        and set(map(_account, one.handles)) == set(map(_account, other.handles))
        and set(map(_tag_key, one.tags)) == set(map(_tag_key, other.tags))
    )


def _own_fields(card: VisitingCard) -> tuple[object, ...]:
    return (*(getattr(card, name) for name in OWN_FIELDS), frozenset(map(_account, card.former)))


def settled(was: object, mine: object, yours: object, *, met_before: bool, answer: Side | None) -> tuple[bool, Any]:
    """Say whether the sides agree about a field, or an answer settles it, and give what it is from now on."""
    if mine == yours:
        return True, mine
    if met_before and was in (mine, yours):
        return True, yours if mine == was else mine
    if not met_before and None in (mine, yours):
        return True, yours if mine is None else mine
    if answer is None:
        return False, None
    return True, mine if answer is Side.OURS else yours


def _together(
    before: Iterable[_Item], ours: Iterable[_Item], theirs: Iterable[_Item], key: Callable[[_Item], Hashable]
) -> tuple[_Item, ...]:
    """Put two lists together: what either side has added is in, what either has taken out is out."""
    was, mine, yours = ({key(item): item for item in items} for items in (before, ours, theirs))
    found = {place: item for place, item in mine.items() if place in yours or place not in was}
    found |= {place: item for place, item in yours.items() if place not in mine and place not in was}
    return tuple(found.values())


def _as_meant(before: Iterable[Handle], theirs: tuple[Handle, ...]) -> tuple[Handle, ...]:
    """Give the accounts of the other side, and those that it has hardly taken out, but dropped for want of a word.

    That is an account that has no ordinary line in a card, and all those on networks if all of them are gone at once.
    """
    there = set(map(_account, theirs))
    missing = [handle for handle in before if _account(handle) not in there]
    on_networks = [handle for handle in before if handle.network not in _EVERYBODY_KNOWS]
    all_gone = bool(on_networks) and all(handle in missing for handle in on_networks)
    dropped = (
        handle
        for handle in missing
        if handle.network not in _EVERYBODY_KNOWS and (all_gone or handle.url is None or handle.key.startswith("id:"))
    )
    return (*theirs, *dropped)


def _former(ours: VisitingCard, theirs: VisitingCard, in_use: Iterable[Handle]) -> tuple[Handle, ...]:
    """Give the accounts once used: those of both sides, and those that were ours and are taken out there."""
    used = {_account(handle) for handle in in_use}
    candidates = (*ours.former, *theirs.former, *ours.handles)
    return tuple({_account(handle): handle for handle in candidates if _account(handle) not in used}.values())


def _account(handle: Handle) -> Hashable:
    return handle.network, handle.key


def _tag_key(tag: str) -> Hashable:
    return plain(tag.lstrip("#")) or tag.casefold()
