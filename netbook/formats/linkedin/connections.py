"""People from Connections.csv."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from netbook.domain.handles import Handle
from netbook.domain.records import Fate, LeftOut, PersonRecord
from netbook.formats.csv_rows import CsvRow
from netbook.formats.linkedin.cells import LINKEDIN_NETWORK, NoProfile, connected_on, email, profile, shown_person
from netbook.formats.linkedin.rows import records_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from netbook.formats.linkedin.parts import Part
    from netbook.formats.linkedin.talk import Talk
    from netbook.formats.streams import OnRead

HIDDEN_MEMBER = "This is a hidden member: LinkedIn gives a date and no name."
NOBODY = "The row names nobody."
NO_HEADINGS = "The headings “First Name” and “Connected On” are missing, so no connection could be read."


def connections(
    part: Part, talk: Talk | None = None, on_read: OnRead | None = None
) -> Iterator[PersonRecord | LeftOut]:
    """Yield one record for every row of Connections.csv.

    The exports of 2020 and 2021 give no links: there a person takes the account that wrote or got messages under the
    same name, if one account and one row alone bear it.
    """
    has_links = part.shape is None or "url" in part.shape.columns
    accounts = {} if talk is None or has_links else _accounts_by_name(part, talk)
    yield from records_of(part, lambda row: _connection(part, row, accounts), on_read, no_headings=NO_HEADINGS)


def _connection(part: Part, row: CsvRow, accounts: Mapping[str, Handle]) -> PersonRecord | LeftOut:
    origin = part.origin(row.line)
    name = shown_person(f"{row.get('first name')} {row.get('last name')}")
    linked = _linked(row.get("url")) or accounts.get(name or "")
    if isinstance(linked, NoProfile) and linked.something_else:
        return LeftOut(origin, Fate.SKIPPED, linked.reason)
    handles = tuple(handle for handle in (linked, email(row.get("email address"))) if isinstance(handle, Handle))
    if name is None and not handles:
        return LeftOut(origin, Fate.SKIPPED, HIDDEN_MEMBER if row.get("connected on") else NOBODY)
    return PersonRecord(
        key=f"li:conn:{_slug(linked) or _fingerprint(row)}",
        origin=origin,
        name=name,
        handles=handles,
        organisation=row.get("company") or None,
        position=row.get("position") or None,
        met_network=LINKEDIN_NETWORK,
        met_on=connected_on(row.get("connected on")),
    )


def _accounts_by_name(part: Part, talk: Talk) -> dict[str, Handle]:
    """Give the accounts of people whose rows have no link and whose name is nobody else's."""
    names = Counter(
        shown_person(f"{row.get('first name')} {row.get('last name')}") or ""
        for row in part.rows()
        if isinstance(row, CsvRow)
    )
    known = {name: talk.account_called(name) for name, count in names.items() if name and count == 1}
    return {name: handle for name, handle in known.items() if handle is not None}


def _linked(link: str) -> Handle | NoProfile | None:
    return profile(link) if link else None


def _slug(linked: Handle | NoProfile | None) -> str | None:
    return linked.key if isinstance(linked, Handle) else None


def _fingerprint(row: CsvRow) -> str:
    """Return a key for a row without a link; the tilde keeps it apart from every slug."""
    name = shown_person(f"{row.get('first name')} {row.get('last name')}") or row.get("email address")
    met_on = connected_on(row.get("connected on"))
    words = "\x1f".join((name, row.get("company"), str(met_on or row.get("connected on")))).casefold()
    return "~" + hashlib.sha1(words.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:16]
