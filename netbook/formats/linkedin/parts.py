"""Which files of an export are LinkedIn's, told by their headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from netbook.domain.records import Origin
from netbook.formats.csv_rows import BrokenRow, CsvRow, CsvShape, csv_rows, csv_shape
from netbook.formats.streams import OnRead, UnreadableFile, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.formats.files import ExportFiles, Member

MOST_TABLES = 1_000
"""How many CSV files of one folder or zip are looked into."""


class Kind(Enum):
    """What a file of the export holds."""

    CONNECTIONS = auto()
    MESSAGES = auto()
    COACHING = auto()
    INVITATIONS = auto()
    ENDORSED_BY_ME = auto()
    ENDORSED_BY_THEM = auto()
    RECOMMENDATIONS = auto()
    EVENTS = auto()
    ADDRESS_BOOK = auto()
    PROFILE = auto()
    OWN_ADDRESSES = auto()


_HEADINGS = {
    Kind.CONNECTIONS: frozenset({"first name", "last name", "connected on"}),
    Kind.MESSAGES: frozenset({"conversation id", "from", "sender profile url", "date", "content"}),
    Kind.INVITATIONS: frozenset({"from", "to", "sent at", "direction"}),
    Kind.ENDORSED_BY_ME: frozenset({"endorsement date", "skill name", "endorsee public url"}),
    Kind.ENDORSED_BY_THEM: frozenset({"endorsement date", "skill name", "endorser public url"}),
    Kind.RECOMMENDATIONS: frozenset({"first name", "last name", "company", "text", "creation date", "status"}),
    Kind.EVENTS: frozenset({"event name", "event time", "status", "external url"}),
    Kind.ADDRESS_BOOK: frozenset({"firstname", "lastname", "emails", "phonenumbers", "createdat"}),
    Kind.PROFILE: frozenset({"first name", "last name", "headline"}),
    Kind.OWN_ADDRESSES: frozenset({"email address", "confirmed", "primary", "updated on"}),
}
_NAMED = {
    "connections": Kind.CONNECTIONS,
    "messages": Kind.MESSAGES,
    "invitations": Kind.INVITATIONS,
    "endorsementgiveninfo": Kind.ENDORSED_BY_ME,
    "endorsementreceivedinfo": Kind.ENDORSED_BY_THEM,
    "recommendationsgiven": Kind.RECOMMENDATIONS,
    "recommendationsreceived": Kind.RECOMMENDATIONS,
}
_COACHING_NAME = re.compile(r"(?:guide|learning|coach).{0,60}messages")
_COPY_NUMBER = re.compile(r"\(\d{1,4}\)")


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the export, its name for sentences, what it holds, and how it is written; no shape where its headings are missing."""

    files: ExportFiles
    member: Member
    shown: str
    kind: Kind
    shape: CsvShape | None

    def rows(self, on_read: OnRead | None = None) -> Iterator[CsvRow | BrokenRow]:
        """Yield the rows of the file, none where its headings are missing."""
        if self.shape is None:
            return
        with self.files.open(self.member.name, on_read) as stream:
            yield from csv_rows(stream, self.shape)

    def origin(self, line: int) -> Origin:
        """Return where a line of this file stands."""
        return Origin(self.shown, line)


def linkedin_parts(files: ExportFiles) -> tuple[Part, ...]:
    """Return the files that are LinkedIn's, in the order of the export."""
    members = [member for member in files.members if not _is_shadow(member)]
    if len(members) > 1:
        members = [member for member in members if member.base.casefold().endswith(".csv")][:MOST_TABLES]
    return tuple(part for member in members if (part := _part(files, member)) is not None)


def _part(files: ExportFiles, member: Member) -> Part | None:
    stem, shown = _stem(member), shown_name(member.name)
    named = _NAMED.get(stem)
    try:
        head = files.head(member.name)
    except UnreadableFile:
        if named is None:
            return None
        raise
    for kind, headings in _HEADINGS.items():
        shape = csv_shape(head, headings)
        if shape is not None:
            coaching = kind is Kind.MESSAGES and _COACHING_NAME.match(stem) is not None
            return Part(files, member, shown, Kind.COACHING if coaching else kind, shape)
    return None if named is None else Part(files, member, shown, named, None)


def _is_shadow(member: Member) -> bool:
    """Say whether this is the twin file that a Mac puts beside the real one in a zip."""
    return member.base.startswith("._") or member.name.startswith("__MACOSX/")


def _stem(member: Member) -> str:
    """Return the file's name without its ending, case, copy number, spaces and underscores."""
    stem = member.base.casefold().removesuffix(".csv")
    return _COPY_NUMBER.sub("", stem).replace(" ", "").replace("_", "")
