"""Entries of the lists of accounts, in every shape that Instagram and Threads have given them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from netbook.domain.handles import Handle, handle_on
from netbook.errors import UsageProblem
from netbook.formats.meta.mended import instant_of, name_in, text_in

if TYPE_CHECKING:
    from datetime import date

NO_ACCOUNT = "The entry names no account."


@dataclass(frozen=True, slots=True)
class Listed:
    """One account of a list: the handle, the name that is shown beside it, and since when it stands there."""

    handle: Handle
    name: str | None
    on: date | None


def listed(network: str, entry: dict[str, Any]) -> Listed | str:
    """Return the account of an entry, or why there is none.

    Until October 2025 the handle is the ``value``; since then it stands in the ``title`` alone, and in the link. On
    Threads the title is the name that is shown.
    """
    said = _first(entry.get("string_list_data"))
    title = name_in(entry.get("title"))
    for word in (said.get("value"), said.get("href"), title):
        handle = _handle(network, text_in(word))
        if handle is not None:
            name = title if title and title.casefold() != handle.key else None
            since = instant_of(said.get("timestamp"))
            return Listed(handle, name, since.date() if since else None)
    return NO_ACCOUNT


def _first(said: Any) -> dict[str, Any]:
    if isinstance(said, list) and said and isinstance(said[0], dict):
        return said[0]
    return said if isinstance(said, dict) else {}


def _handle(network: str, word: str) -> Handle | None:
    try:
        return handle_on(network, word) if word else None
    except UsageProblem:
        return None
