"""Which files of an export are Mastodon's, told by their content; a name decides only what the content leaves open."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from netbook.domain.records import Origin
from netbook.formats.csv_rows import BrokenRow, CsvRow, CsvShape, csv_rows, csv_shape
from netbook.formats.mastodon.accounts import named
from netbook.formats.streams import OnRead, UnreadableFile, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.formats.files import ExportFiles, Member

MOST_FILES = 1_000
"""How many files of one folder or archive are looked into."""
ACCOUNT = "account address"
LIST = "list name"

_HEAD_BYTES = 32 * 1024
_LOOKED_AT_ROWS = 60
_ENDINGS = (".json", ".csv")
_COLLECTION = re.compile(rb'"type"\s{0,9}:\s{0,9}"OrderedCollection')
_ITEMS = re.compile(rb'"orderedItems"\s{0,9}:\s{0,9}\[\s{0,2000}(.)', re.DOTALL)
_ACTOR = re.compile(rb'"preferredUsername"\s{0,9}:')
NAME_ALONE = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9_])?")
"""The shape of an account without its server."""

_DOMAIN = re.compile(r"[^\s@/,]{1,250}\.[^\s@/,]{1,60}")
_LINK = re.compile(r"https?://\S{1,2000}")
_COPY_NUMBER = re.compile(r"\(\d{1,4}\)")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ROOM = ("",) * 6
"""Cells behind the one that is read, of which there may be any number."""


class Kind(Enum):
    """What a file of the export holds."""

    OUTBOX = auto()
    POSTS = auto()
    ACTOR = auto()
    FOLLOWING = auto()
    MUTED = auto()
    BLOCKED = auto()
    LISTS = auto()
    BOOKMARKS = auto()
    DOMAINS = auto()


_TELLING_HEADINGS = {
    "hide notifications": Kind.MUTED,
    "show boosts": Kind.FOLLOWING,
    "notify on new posts": Kind.FOLLOWING,
    "languages": Kind.FOLLOWING,
}
_FIRST_HEADINGS = {LIST: Kind.LISTS, "#domain": Kind.DOMAINS, "#uri": Kind.BOOKMARKS}
_TELLING_NAMES = (
    (("blockeddomains", "domainblocks"), Kind.DOMAINS),
    (("following", "follows"), Kind.FOLLOWING),
    (("mute", "muting"), Kind.MUTED),
    (("blocked", "blocks", "blocking"), Kind.BLOCKED),
    (("bookmarks",), Kind.BOOKMARKS),
    (("lists",), Kind.LISTS),
)
ACCOUNT_LISTS = frozenset({Kind.FOLLOWING, Kind.MUTED, Kind.BLOCKED, Kind.LISTS})


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the export, its name for sentences, what it holds, and for a CSV how it is written."""

    files: ExportFiles
    member: Member
    shown: str
    kind: Kind
    shape: CsvShape | None = None

    def rows(self, on_read: OnRead | None = None) -> Iterator[CsvRow | BrokenRow]:
        """Yield the rows of a CSV."""
        if self.shape is not None:
            with self.files.open(self.member.name, on_read) as stream:
                yield from csv_rows(stream, self.shape)

    def origin(self, line: int = 0) -> Origin:
        """Return where a line of this file stands."""
        return Origin(self.shown, line)


def mastodon_parts(files: ExportFiles, *, believing: bool = False) -> list[Part]:
    """Return the files that are Mastodon's, in the order of the export.

    ``believing`` takes a list of addresses without headings for one of accounts that are followed, whatever its name.
    """
    members = [member for member in files.members if not _is_shadow(member)]
    if len(members) > 1:
        members = [member for member in members if member.base.casefold().endswith(_ENDINGS)][:MOST_FILES]
    found = (_part(files, member, believing=believing) for member in members)
    return [part for part in found if part is not None]


def _part(files: ExportFiles, member: Member, *, believing: bool) -> Part | None:
    try:
        head = files.head(member.name, _HEAD_BYTES)
    except UnreadableFile:
        if len(files.members) == 1 or member.base.casefold() in ("outbox.json", "following_accounts.csv"):
            raise
        return None
    shown = shown_name(member.name)
    kind, shape = _json_kind(head, member), None
    if kind is None:
        kind, shape = _csv_kind(head, member, believing=believing)
    return Part(files, member, shown, kind, shape) if kind else None


def _json_kind(head: bytes, member: Member) -> Kind | None:
    if not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return None
    items = _ITEMS.search(head)
    if items and _COLLECTION.search(head):
        of_posts = items[1] == b'"' or (items[1] == b"]" and "outbox" not in member.base.casefold())
        return Kind.POSTS if of_posts else Kind.OUTBOX
    return Kind.ACTOR if not items and _ACTOR.search(head) and b'"inbox"' in head else None


def _csv_kind(head: bytes, member: Member, *, believing: bool) -> tuple[Kind | None, CsvShape | None]:
    """Return what a CSV holds and how it is written; a first heading that is known makes the first row the headings."""
    stem = _stem(member)
    for first in (ACCOUNT, *_FIRST_HEADINGS):
        shape = csv_shape(head, frozenset({first}))
        if shape is not None and shape.columns[0] == first:
            told = next((_TELLING_HEADINGS[name] for name in shape.columns if name in _TELLING_HEADINGS), None)
            kind = _FIRST_HEADINGS.get(first) or told or _named_kind(stem, Kind.MUTED, Kind.BLOCKED) or Kind.FOLLOWING
            return kind, _roomy(kind, shape.utf16, shape.delimiter, shape.header_line)
    utf16 = head.startswith(_UTF16_MARKS)
    for delimiter in ",;\t":
        found = _kind_of_rows(_first_rows(head, member, delimiter), stem, believing=believing)
        if found is not None:
            return found, _roomy(found, utf16, delimiter, 0)
    return None, None


def _roomy(kind: Kind, utf16: bool, delimiter: str, header_line: int) -> CsvShape:
    """Return a shape that asks no more of a row than the cells that are read."""
    columns = (LIST, ACCOUNT) if kind is Kind.LISTS else (ACCOUNT,)
    return CsvShape(utf16, delimiter, header_line, columns + _ROOM)


def _first_rows(head: bytes, member: Member, delimiter: str) -> list[list[str]]:
    """Return the cells of the first rows that are not blank; none if they are no table."""
    text = head.decode("utf-16" if head.startswith(_UTF16_MARKS) else "utf-8-sig", "replace")
    if len(head) < member.size:
        text = text[: text.rfind("\n") + 1]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return []
    stripped = ([cell.strip() for cell in row] for row in rows)
    return [row for row in stripped if any(row)][:_LOOKED_AT_ROWS]


def _kind_of_rows(rows: list[list[str]], stem: str, *, believing: bool) -> Kind | None:
    """Return what rows without headings are, or None where they may be anything.

    Rows of “ada@example.org” alone may as well be mail addresses: there the file's name must say what they are, or an
    “@” in front, or the yes or no of a second cell. Where the name or the user says it, a broken row hides no others.
    """
    first = [row[0] for row in rows]
    kind = _named_kind(stem, *Kind)
    if not rows:
        return None
    if kind is Kind.LISTS:
        return kind if all(len(row) > 1 and named(row[1]) for row in rows) else None
    if kind in (Kind.DOMAINS, Kind.BOOKMARKS):
        shape = _DOMAIN if kind is Kind.DOMAINS else _LINK
        return kind if all(map(shape.fullmatch, first)) else None
    fits = [bool(named(cell) or NAME_ALONE.fullmatch(cell.removeprefix("@"))) for cell in first]
    most = fits[0] and 2 * sum(fits) >= len(fits)
    if not any(map(named, first)) or not (most if believing or kind else all(fits)):
        return None
    marked = all(cell.startswith("@") and named(cell) for cell in first)
    yes_or_no = all(len(row) > 1 and row[1].casefold() in ("true", "false") for row in rows)
    return kind or (Kind.FOLLOWING if marked or yes_or_no or believing else None)


def _named_kind(stem: str, *among: Kind) -> Kind | None:
    """Return what a file's name says that it holds."""
    return next((kind for words, kind in _TELLING_NAMES if kind in among and any(word in stem for word in words)), None)


def _is_shadow(member: Member) -> bool:
    """Say whether this is the twin file that a Mac puts beside the real one in a zip."""
    return member.base.startswith("._") or member.name.startswith("__MACOSX/")


def _stem(member: Member) -> str:
    """Return the file's name without its ending, case, copy number, and what stands between its words."""
    stem = _COPY_NUMBER.sub("", member.base.casefold().removesuffix(".csv"))
    return re.sub(r"[\s_.-]", "", stem)
