"""People from Contacts.csv or ImportedContacts.csv, the address books that the user once gave to LinkedIn."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from netbook.domain.handles import Handle, handle_on, parse_handle
from netbook.domain.records import Fate, LeftOut, PersonRecord
from netbook.errors import UsageProblem
from netbook.formats.linkedin.cells import shown_person
from netbook.formats.linkedin.rows import records_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.formats.csv_rows import CsvRow
    from netbook.formats.linkedin.parts import Part
    from netbook.formats.streams import OnRead

NOBODY = "The row has neither a name nor an e-mail address nor a number."

_BETWEEN = re.compile(r"[,;\n]")
_MOST_VALUES = 40
_ON_NETWORKS = {"emails": "email", "phonenumbers": "phone"}
_LINKS = ("sites", "profiles")


def address_book(part: Part, on_read: OnRead | None = None) -> Iterator[PersonRecord | LeftOut]:
    """Yield one record for every row of an address book."""
    yield from records_of(part, lambda row: _person(part, row), on_read)


def _person(part: Part, row: CsvRow) -> PersonRecord | LeftOut:
    parts = (row.get(column) for column in ("firstname", "middlename", "lastname"))
    name = shown_person(" ".join(parts)) or shown_person(row.get("fullname"))
    handles = tuple(_handles(row))
    if name is None and not handles:
        return LeftOut(part.origin(row.line), Fate.SKIPPED, NOBODY)
    return PersonRecord(
        key=f"li:contact:{_fingerprint(name or '', row)}",
        origin=part.origin(row.line),
        name=name,
        handles=handles,
        organisation=_first(row.get("companies")),
        position=row.get("title") or None,
        location=row.get("location") or None,
    )


def _handles(row: CsvRow) -> Iterator[Handle]:
    """Yield every account that can be read, each once; what is none, such as a shop's site, is left."""
    found: dict[tuple[str, str], Handle] = {}
    for column, network in _ON_NETWORKS.items():
        for value in _values(row.get(column)):
            if (handle := _read(value, network)) is not None:
                found.setdefault((handle.network, handle.key), handle)
    for column in _LINKS:
        for value in _values(row.get(column)):
            if (handle := _read(value)) is not None:
                found.setdefault((handle.network, handle.key), handle)
    yield from found.values()


def _read(value: str, network: str | None = None) -> Handle | None:
    try:
        return handle_on(network, value) if network else _profile(value)
    except UsageProblem:
        return None


def _profile(value: str) -> Handle | None:
    """Return the account that a link surely names; a site may be that of a firm, which many people share."""
    handle = parse_handle(value) if "/" in value else None
    return None if handle is None or handle.guess or handle.network == "blog" else handle


def _values(cell: str) -> list[str]:
    return [value for value in map(str.strip, _BETWEEN.split(cell)) if value][:_MOST_VALUES]


def _first(cell: str) -> str | None:
    return next(iter(_values(cell)), None)


def _fingerprint(name: str, row: CsvRow) -> str:
    words = "\x1f".join((name, row.get("companies"), row.get("createdat"))).casefold()
    return hashlib.sha1(words.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:16]
