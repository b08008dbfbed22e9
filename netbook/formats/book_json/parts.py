"""The parts of a book as JSON has them, checked before anything is made of them."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from netbook.domain import portable
from netbook.domain.cadence import UnreadableCadence, read_cadence
from netbook.domain.handles import NETWORKS
from netbook.domain.text import norm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.domain.portable import PortableContact, PortablePart

VERSION = 1
"""Of the form; it goes up when a key is renamed, removed or given another meaning."""
SECTIONS: dict[str, type[PortablePart]] = {
    "own_accounts": portable.PortableAccount,
    "tags": portable.PortableTag,
    "events": portable.PortableEvent,
    "sittings": portable.PortableSitting,
    "contacts": portable.PortableContact,
    "unresolved": portable.PortableUnresolved,
    "interactions": portable.PortableInteraction,
}
"""The lists of a file, in the order in which one thing names another."""
LONGEST_KEY = 2_600
"""Bytes of what is looked up by an index, of which PostgreSQL takes no more."""
_BIRTHDAY = re.compile(r"(?:\d{4}|-)-\d{2}-\d{2}", re.ASCII)
_HANDLE_STATUSES = frozenset({"active", "renamed", "left"})
_FOLLOW_UP_STATUSES = frozenset({"open", "kept", "dropped"})
_KEYS = frozenset({"uid", "key", "stable_id", "network"})
_NOT_EMPTY = frozenset({"uid", "key", "stable_id", "shown", "verdict"})


class NotAPart(ValueError):
    """A thing of a file that cannot be a part of a book; the message says why, ready to stand behind a colon."""


def part_of(section: str, form: Any) -> PortablePart:
    """Make a part of a book of what JSON says; keys that are not known are passed over.

    Raises NotAPart for what is of another kind, or would harm the book.
    """
    import msgspec

    try:
        stored = _stored(form)
        if section == "contacts" and isinstance(stored, dict):
            stored.setdefault("name", None)
        part: PortablePart = msgspec.convert(stored, SECTIONS[section])
    except (msgspec.ValidationError, RecursionError) as problem:
        raise NotAPart(str(problem).rstrip(".")) from problem
    for where, value in _values(part):
        _check(where, value)
    if isinstance(part, portable.PortableContact):
        _check_contact(part)
    return part


def _stored(form: Any) -> Any:
    """Give every text the form in which a book keeps it."""
    if isinstance(form, str):
        return norm(form)
    if isinstance(form, list):
        return [_stored(each) for each in form]
    if isinstance(form, dict):
        return {norm(key): _stored(value) for key, value in form.items()}
    return form


def _values(part: object) -> Iterator[tuple[str, Any]]:
    """Give every value of a part and of what is in it, with its name."""
    for field in fields(part):  # type: ignore[arg-type]  # parts are dataclasses
        value = getattr(part, field.name)
        yield field.name, value
        for inner in value if isinstance(value, tuple) else (value,):
            if is_dataclass(inner):
                yield from _values(inner)


def _check(name: str, value: Any) -> None:
    """Refuse a value that the book could not keep, or that nothing could be done with."""
    if name.endswith("_at") or name == "at":
        if value is not None and value.tzinfo is None:
            raise NotAPart(f"“{name}” has no time zone")
    elif name == "network" and value is not None and value not in NETWORKS:
        raise NotAPart("this netbook does not know its network")
    elif name == "cadence" and value is not None:
        try:
            read_cadence(value)
        except UnreadableCadence as problem:
            raise NotAPart("its cadence cannot be read") from problem
    elif name in _KEYS and isinstance(value, str) and len(value.encode()) > LONGEST_KEY:
        raise NotAPart(f"“{name}” is longer than any is")
    if name in _NOT_EMPTY and not value and value is not None:
        raise NotAPart(f"“{name}” is empty")


def _check_contact(contact: PortableContact) -> None:
    if contact.birthday is not None and not _BIRTHDAY.fullmatch(contact.birthday):
        raise NotAPart("its birthday is none")
    if not {handle.status for handle in contact.handles} <= _HANDLE_STATUSES:
        raise NotAPart("a handle has a status that is none")
    if not {follow_up.status for follow_up in contact.follow_ups} <= _FOLLOW_UP_STATUSES:
        raise NotAPart("a follow-up has a status that is none")
