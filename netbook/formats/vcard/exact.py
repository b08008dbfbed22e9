"""What a vCard cannot say exactly, kept beside what it says: so what netbook writes comes back as it was.

A line ``X-NETBOOK-EXACT:field;digest;value`` holds the true value of one field, and the digest of what the ordinary
lines of the card were read as when it was written. Where another program has changed those, they win.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from netbook.domain.handles import NETWORKS, Handle
from netbook.domain.handles.links import has_web_scheme
from netbook.domain.portable import PortableMet
from netbook.domain.visiting_card import VisitingCard
from netbook.formats.vcard.values import birthday, parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.formats.vcard.fields import Card

EXACT = "X-NETBOOK-EXACT"
FIELDS = tuple(field.name for field in fields(VisitingCard))
_OWN = "X-NETBOOK-"
_DIGEST_LENGTH = 12
_HANDLES = frozenset({"handles", "former"})
_METS = frozenset({"met_online", "met_in_person"})
_LEFT_AS_IT_IS = " !\"#$&'()*+/:=?@[]<>|{}^`~"
"""Signs that stand for themselves; all that mean something in a vCard are written as bytes."""


def is_own(card: Card) -> bool:
    """Say whether netbook has written in a card."""
    return any(name.startswith(_OWN) for name in card.properties)


def exact_texts(seen: VisitingCard, meant: VisitingCard) -> Iterator[str]:
    """Give the texts of the lines that make what was ``seen`` in the ordinary lines what is ``meant``."""
    for name in FIELDS:
        was, is_ = getattr(seen, name), getattr(meant, name)
        if was != is_:
            value = quote(json.dumps(_form(is_), ensure_ascii=False, separators=(",", ":")), safe=_LEFT_AS_IT_IS)
            yield f"{name};{_digest(was)};{value}"


def restored(card: Card, seen: VisitingCard) -> VisitingCard:
    """Give a card as it was meant, where the ordinary lines are still as they were."""
    changes: dict[str, Any] = {}
    for prop in card.all(EXACT):
        name, digest, value = (*parts(prop), "", "", "")[:3]
        if name in FIELDS and digest == _digest(getattr(seen, name)):
            try:
                changes[name] = _value(name, json.loads(unquote(value)))
            except (ValueError, RecursionError):
                continue
    return replace(seen, **changes) if changes else seen


def _digest(value: object) -> str:
    text = json.dumps(_form(value)).encode()
    return hashlib.sha1(text, usedforsecurity=False).hexdigest()[:_DIGEST_LENGTH]


def _form(value: object) -> Any:
    """Turn a field into what JSON can hold."""
    if isinstance(value, tuple):
        return [_form(each) for each in value]
    if isinstance(value, Handle):
        return [value.network, value.key, value.shown, value.stable_id, value.url]
    if isinstance(value, PortableMet):
        return [value.network, value.event_name, value.on.isoformat() if value.on else None]
    return value


def _value(name: str, form: Any) -> object:
    """Turn what JSON held into a field; raises ValueError for what no field can be, since anybody may have written it."""
    if form is None and name not in _HANDLES and name != "tags":
        return None
    if name in _HANDLES:
        return tuple(_handle(*_texts(each, 5)) for each in _list(form))
    if name in _METS:
        network, event, on = _texts(form, 3)
        return PortableMet(network, None, event, None if on is None else date.fromisoformat(on))
    if name == "tags":
        return tuple(_text(each) for each in _list(form))
    text = _text(form)
    if name == "birthday" and birthday(text) != text:
        raise ValueError
    return text


def _handle(network: str | None, key: str | None, shown: str | None, stable_id: str | None, url: str | None) -> Handle:
    if network is None or network not in NETWORKS or not shown or not key or not key.isprintable() or " " in key:
        raise ValueError
    if url is not None and not has_web_scheme(url):
        raise ValueError
    return Handle(network, key, shown, stable_id, url)


def _list(form: Any) -> list[Any]:
    if not isinstance(form, list):
        raise ValueError  # noqa: TRY004 — whatever is wrong with the text, it is one thing to whoever reads it
    return form


def _text(form: Any) -> str:
    if not isinstance(form, str):
        raise ValueError  # noqa: TRY004 — the same
    return form


def _texts(form: Any, count: int) -> list[str | None]:
    found = _list(form)
    if len(found) != count:
        raise ValueError
    return [None if each is None else _text(each) for each in found]
