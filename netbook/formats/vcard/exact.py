"""What a vCard cannot say exactly, kept beside what it says: so what netbook writes comes back as it was.

A line ``X-NETBOOK-EXACT:field;digest;value`` holds the true value of one field, and the digest of what the ordinary
lines of the card were read as when it was written. Where another program has changed those, they win.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from netbook.domain.card_text import FIELDS, form_of, value_of
from netbook.formats.vcard.values import parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.domain.visiting_card import VisitingCard
    from netbook.formats.vcard.fields import Card

EXACT = "X-NETBOOK-EXACT"
_OWN = "X-NETBOOK-"
_DIGEST_LENGTH = 12
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
            value = quote(json.dumps(form_of(is_), ensure_ascii=False, separators=(",", ":")), safe=_LEFT_AS_IT_IS)
            yield f"{name};{_digest(was)};{value}"


def restored(card: Card, seen: VisitingCard) -> VisitingCard:
    """Give a card as it was meant, where the ordinary lines are still as they were."""
    changes: dict[str, Any] = {}
    for prop in card.all(EXACT):
        name, digest, value = (*parts(prop), "", "", "")[:3]
        if name in FIELDS and digest == _digest(getattr(seen, name)):
            try:
                changes[name] = value_of(name, json.loads(unquote(value)))
            except (ValueError, RecursionError):
                continue
    return replace(seen, **changes) if changes else seen


def _digest(value: object) -> str:
    text = json.dumps(form_of(value)).encode()
    return hashlib.sha1(text, usedforsecurity=False).hexdigest()[:_DIGEST_LENGTH]
