"""Finding the contact that a person means: by handle, profile link, name, or a unique prefix of either."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbook.db.plain_sql import Value, fetch, first
from netbook.db.search_words import contacts_with_words
from netbook.domain.handles import Handle, lookup_keys, parse_handle
from netbook.domain.text import clean, norm_line, plain, shorten
from netbook.errors import NobodyMatches, SeveralMatch, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.db.plain_sql import Source

Asked = tuple[str, dict[str, Value]]
"""A question for numbers of contacts, and its values."""
MOST_CANDIDATES = 8
_CLOSE = 70
_CLOSE_POOL = 5_000
_NUMBERED = "SELECT id FROM contact WHERE id IN :numbers"
_NAMED = "SELECT id FROM contact WHERE sort_key = :key"
_PICTURED = "SELECT id FROM contact WHERE name = :shown"
_PICTURED_FIRST = "SELECT id FROM contact WHERE substr(name, 1, :cells) = :shown"
_BEGINNING = """
SELECT id FROM contact WHERE sort_key >= :key AND sort_key < :beyond
UNION SELECT contact_id FROM handle WHERE key >= :key AND key < :beyond
"""
_WITH_HANDLE = "SELECT contact_id FROM handle WHERE {fitting}"
_CALLED = """
SELECT id, name, organisation, archived FROM contact WHERE id IN ({asked})
ORDER BY archived, inbox, sort_key, id LIMIT :candidates
"""
_HANDLES = "SELECT contact_id, shown FROM handle WHERE contact_id IN :numbers ORDER BY id DESC"
_POOL = "SELECT id, sort_key FROM contact WHERE NOT archived ORDER BY inbox, id LIMIT :most"
_WITH_STABLE_ID = "SELECT contact_id FROM handle WHERE network = :network AND stable_id = :stable_id LIMIT 1"
_WITH_KEY = "SELECT contact_id FROM handle WHERE network = :network AND key = :key ORDER BY status, id LIMIT 1"


@dataclass(frozen=True, slots=True)
class Called:
    """A contact's number and what it is called, with a handle to tell namesakes apart."""

    id: int
    called: str
    handle: str | None = None
    organisation: str | None = None

    def __str__(self) -> str:
        """Give one harmless line."""
        details = " · ".join(part for part in (self.handle, self.organisation) if part and part != self.called)
        return clean(f"{self.called} ({details})" if details else self.called)


def find_contact(source: Source, who: str) -> int:
    """Give the number of the one contact that is meant.

    Raises:
        NobodyMatches: nobody goes by these words; the sentence names those close to them.
        SeveralMatch: several do; ``candidates`` lists them.

    """
    found = contacts_called(source, who)
    if len(found) == 1:
        return found[0].id
    if found:
        lines = tuple(str(called) for called in found[:MOST_CANDIDATES])
        more = "" if len(found) <= MOST_CANDIDATES else " and more"
        sentence = f"“{shorten(who, 60)}” fits several contacts: {'; '.join(lines)}{more}. Say more of the name, or give a handle."
        raise SeveralMatch(sentence, candidates=lines)
    raise nobody_called(source, who)


def nobody_called(source: Source, who: str) -> NobodyMatches:
    """Make the error that names those whose names are close."""
    close = close_names(source, who)
    sentence = f"nobody called “{shorten(who, 60)}”."
    if close:
        return NobodyMatches(f"{sentence} Close: {', '.join(clean(called.called) for called in close)}.")
    return NobodyMatches(sentence, "netbook list shows everybody")


def contacts_called(source: Source, who: str) -> list[Called]:
    """List who may be meant: an exact handle or name alone, else every handle and name that begins like this."""
    asked = (_by_number(who), *_by_handle(who), _by_name(who), _by_prefix(who))
    for question in (*asked, contacts_with_words(source, who, called_only=True)):
        found = [] if question is None else _called(source, question)
        if found:
            return found
    return []


def contact_with_handle(source: Source, handle: Handle) -> int | None:
    """Give the contact that has this account, by stable id, by key, or by a handle it once had."""
    found: int | None = None
    if handle.stable_id is not None:
        found = first(source, _WITH_STABLE_ID, network=handle.network, stable_id=handle.stable_id)
    return found if found is not None else first(source, _WITH_KEY, network=handle.network, key=handle.key)


def close_names(source: Source, who: str, most: int = 3) -> list[Called]:
    """List contacts whose name, or a word of it, is spelt much like this."""
    from rapidfuzz import process

    asked = plain(who).lstrip("@")
    if not asked:
        return []
    choices = dict(fetch(source, _POOL, most=_CLOSE_POOL))
    scored = process.extract(asked, choices, scorer=_likeness, score_cutoff=_CLOSE, limit=most)
    return _called(source, (_NUMBERED, {"numbers": [number for _, _, number in scored]}))


def _likeness(asked: str, key: str, **_options: object) -> float:
    from rapidfuzz import fuzz

    return max(fuzz.ratio(asked, key), *(fuzz.ratio(asked, word) for word in key.split()[:6]), 0)


def _by_number(who: str) -> Asked | None:
    digits = who.removeprefix("#")
    if who.startswith("#") and digits.isascii() and digits.isdigit() and len(digits) < 10:
        return _NUMBERED, {"numbers": [int(digits)]}
    return None


def _by_handle(who: str) -> Iterator[Asked]:
    """Ask for the account as it is, then as it once was."""
    keys = {f"key{place}": key for place, key in enumerate(lookup_keys(who))}
    if keys:
        network = _network_of(who)
        of_keys = f"key IN ({', '.join(f':{name}' for name in keys)})"
        of_network = "" if network is None else " AND network = :network"
        values: dict[str, Value] = {**keys} if network is None else {**keys, "network": network}
        for status in ("status = 'active'", "status <> 'active'"):
            yield _WITH_HANDLE.format(fitting=f"{of_keys} AND {status}{of_network}"), values


def _network_of(who: str) -> str | None:
    """Give the network that a link or prefix names for certain; None for a bare handle, which may be on any."""
    if ":" not in who and "/" not in who:
        return None
    try:
        handle = parse_handle(who)
    except UsageProblem:
        return None
    return None if handle.guess else handle.network


def _by_name(who: str) -> Asked | None:
    key = plain(who).lstrip("@")
    return (_NAMED, {"key": key}) if key else _by_pictures(who, _PICTURED)


def _by_pictures(who: str, question: str) -> Asked | None:
    """Compare a name of nothing but emoji or signs as it is, for the sort key holds none of them."""
    shown = norm_line(who)
    return (question, {"shown": shown, "cells": len(shown)}) if shown.strip("@#") else None


def _by_prefix(who: str) -> Asked | None:
    key = plain(who).lstrip("@")
    if not key:
        return _by_pictures(who, _PICTURED_FIRST)
    return _BEGINNING, {"key": key, "beyond": key + "\U0010ffff"}


def _called(source: Source, asked: Asked) -> list[Called]:
    """Name the contacts, those of the inbox and the archive last; the latter only where nobody else fits."""
    question, values = asked
    rows = fetch(source, _CALLED.format(asked=question), **values, candidates=MOST_CANDIDATES + 1)
    rows = [row for row in rows if not row[-1]] or rows
    handles = dict(fetch(source, _HANDLES, numbers=[row[0] for row in rows]))
    return [
        Called(number, name or handles.get(number, "nobody"), handles.get(number), organisation)
        for number, name, organisation, _ in rows
    ]
