"""The fields of a contact as texts to type into, and what was changed in them; nothing here knows of widgets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbook.domain.handles import NETWORKS, parse_handle
from netbook.errors import NetbookError
from netbook.usecases.edit import FIELDS, HandleChanges

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netbook.queries.cards import ContactCard, HandleRow

HANDLES = "handles"
NOTES = "notes"
LINES = ("name", "organisation", "position", "sector", "location", "birthday", HANDLES)
"""The fields of one line, in their order; notes come last."""
LABELS = {field: field.capitalize() for field in (*LINES, NOTES)}
_BETWEEN = re.compile(r"\s*(?:,\s+|,$|\n)\s*")
_ACTIVE = "active"


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the fields."""

    values: Mapping[str, str]
    handles: tuple[str, ...]

    def text(self, field: str) -> str:
        """Give what stands in a field, handles with commas between."""
        return ", ".join(self.handles) if field == HANDLES else self.values[field]


def filled(card: ContactCard, default_network: str) -> Filled:
    """Give the fields as the book has them, and the handles in use."""
    handles = tuple(as_typed(handle, default_network) for handle in card.handles if handle.status == _ACTIVE)
    return Filled({field: getattr(card, field) or "" for field in FIELDS}, handles)


def as_typed(handle: HandleRow, default_network: str) -> str:
    """Write a handle as short as reads back as the same account."""
    code = NETWORKS[handle.network].code if handle.network in NETWORKS else handle.network
    meant = _account(handle.url or handle.shown, default_network)
    for typed in (handle.shown, f"{code}:{handle.shown}"):
        if "," not in typed and meant is not None and _account(typed, default_network) == meant:
            return typed
    return handle.url or handle.shown


def split_handles(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """Take typed handles apart at commas and line breaks; a link may have commas in it."""
    pieces: list[str] = []
    for piece in _BETWEEN.split(text):
        whole = piece in known or "://" in piece
        pieces += [piece] if whole else piece.split(",")
    return tuple(dict.fromkeys(piece.strip() for piece in pieces if piece.strip()))


def handle_changes(typed: Sequence[str], known: Sequence[str], default_network: str) -> HandleChanges:
    """Say which accounts are new, and which were taken off the list: those count as renamed, and still find.

    Raises:
        NetbookError: one of the new ones is unreadable.

    """
    accounts = {_account(handle, default_network) or handle for handle in typed}
    new = [handle for handle in typed if handle not in known]
    for handle in new:
        parse_handle(handle, default_network)
    has = {_account(handle, default_network) for handle in known}
    return HandleChanges(
        add=tuple(handle for handle in new if _account(handle, default_network) not in has),
        renamed=tuple(handle for handle in known if (_account(handle, default_network) or handle) not in accounts),
    )


def same(first: str, second: str) -> bool:
    """Say whether two texts of a field are one for the book."""
    return first.strip() == second.strip()


def _account(text: str, default_network: str) -> tuple[str, str] | None:
    try:
        handle = parse_handle(text, default_network)
    except NetbookError:
        return None
    return handle.network, handle.key
