"""The parts of a book as JSON has them, checked before anything is made of them."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from netbook.domain import portable
from netbook.domain.cadence import UnreadableCadence, read_cadence
from netbook.domain.handles import NETWORKS
from netbook.domain.text import norm

if TYPE_CHECKING:
    from datetime import datetime

    from msgspec.json import Decoder

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


class NotAPart(ValueError):
    """A thing of a file that cannot be a part of a book; the message says why, ready to stand behind a colon."""


def part_in(section: str, line: bytes) -> PortablePart:
    """Make a part of a book of a line of JSON; keys that are not known are passed over.

    Raises NotAPart for what is of another kind, or would harm the book.
    """
    import msgspec

    if line.isascii() and b"\\u" not in line:
        # Such texts are stored as they are, which most are; and most lines are what they should be.
        try:
            part = _decoder(section).decode(line)
        except (msgspec.DecodeError, RecursionError):
            pass
        else:
            return _checked(part)
    return part_of(section, json_in(line))


def part_of(section: str, form: Any) -> PortablePart:
    """Make a part of a book of what JSON says.

    Raises NotAPart as ``part_in`` does.
    """
    import msgspec

    try:
        stored = _stored(form)
        if section == "contacts" and isinstance(stored, dict):
            stored.setdefault("name", None)
        part: PortablePart = msgspec.convert(stored, SECTIONS[section])
    except (msgspec.ValidationError, RecursionError) as problem:
        raise NotAPart(str(problem).rstrip(".")) from problem
    return _checked(part)


def json_in(text: bytes) -> Any:
    """Read JSON; None for what is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


@cache
def _decoder(section: str) -> Decoder[PortablePart]:
    import msgspec

    return msgspec.json.Decoder(SECTIONS[section])


def _stored(form: Any) -> Any:
    """Give every text the form in which a book keeps it."""
    if isinstance(form, str):
        return norm(form)
    if isinstance(form, list):
        return [_stored(each) for each in form]
    if isinstance(form, dict):
        return {norm(key): _stored(value) for key, value in form.items()}
    return form


# What the types do not say


def _checked(part: PortablePart) -> PortablePart:
    """Refuse a part that the book could not keep, or that nothing could be done with."""
    if isinstance(part, portable.PortableInteraction):
        _check_instant(part.at)
        for person in part.people:
            _check_key("uid", person.uid)
        for account in part.waiting:
            _check_account(account.network, account.stable_id)
    elif isinstance(part, portable.PortableContact):
        _check_contact(part)
    elif isinstance(part, portable.PortableAccount):
        _check_account(part.network, part.key)
    elif isinstance(part, portable.PortableUnresolved):
        _check_account(part.network, part.stable_id)
    elif isinstance(part, portable.PortableSitting):
        _check_instant(part.started_at)
        _check_instant(part.ended_at)
    elif not part.name:
        raise NotAPart("it has no name")
    elif isinstance(part, portable.PortableTag):
        _check_cadence(part.cadence)
    return part


def _check_contact(contact: PortableContact) -> None:
    _check_key("uid", contact.uid)
    _check_cadence(contact.cadence)
    if contact.birthday is not None and not _BIRTHDAY.fullmatch(contact.birthday):
        raise NotAPart("its birthday is none")
    for handle in contact.handles:
        _check_account(handle.network, handle.key)
        if handle.status not in _HANDLE_STATUSES:
            raise NotAPart("a handle has a status that is none")
    for met in (contact.met_online, contact.met_in_person):
        if met is not None and met.network is not None:
            _check_account(met.network, met.network)
    for introduction in contact.introductions:
        for person in (introduction.introducer, introduction.other):
            if person is not None:
                _check_key("uid", person.uid)
    if not {follow_up.status for follow_up in contact.follow_ups} <= _FOLLOW_UP_STATUSES:
        raise NotAPart("a follow-up has a status that is none")


def _check_account(network: str, key: str) -> None:
    if network not in NETWORKS:
        raise NotAPart("this netbook does not know its network")
    _check_key("key", key)


def _check_key(name: str, key: str) -> None:
    if not key:
        raise NotAPart(f"“{name}” is empty")
    if len(key) > LONGEST_KEY // 4 and len(key.encode()) > LONGEST_KEY:
        raise NotAPart(f"“{name}” is longer than any is")


def _check_instant(at: datetime | None) -> None:
    if at is not None and at.tzinfo is None:
        raise NotAPart(f"{at.isoformat()} has no time zone")


def _check_cadence(cadence: str | None) -> None:
    if cadence is None:
        return
    try:
        read_cadence(cadence)
    except UnreadableCadence as problem:
        raise NotAPart("its cadence cannot be read") from problem
