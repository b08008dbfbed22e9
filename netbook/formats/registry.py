"""Find the formats that can be read: netbook's own and those that other packages bring."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING, TypeGuard

from netbook.errors import NetbookError, UsageProblem
from netbook.formats.bluesky import BLUESKY
from netbook.formats.book_csv import BOOK_CSV_READER
from netbook.formats.book_json import BOOK_JSON_READER
from netbook.formats.calendar import CALENDAR
from netbook.formats.facebook import FACEBOOK
from netbook.formats.github import GITHUB
from netbook.formats.instagram import INSTAGRAM
from netbook.formats.linkedin import LINKEDIN
from netbook.formats.mail import MAIL
from netbook.formats.mastodon import MASTODON
from netbook.formats.plugins import Found, with_plugins
from netbook.formats.protocol import Format
from netbook.formats.spreadsheets.any_table import CsvFormat
from netbook.formats.spreadsheets.google import GOOGLE_CSV
from netbook.formats.spreadsheets.outlook import OUTLOOK_CSV
from netbook.formats.spreadsheets.thunderbird import THUNDERBIRD_CSV
from netbook.formats.streams import shown_name
from netbook.formats.tiktok import TIKTOK
from netbook.formats.vcard import VCARD
from netbook.formats.x import X_ARCHIVE

if TYPE_CHECKING:
    from netbook.formats.files import ExportFiles

ENTRY_POINTS = "netbook.formats"
BUILT_IN: tuple[Format, ...] = (
    LINKEDIN,
    X_ARCHIVE,
    BLUESKY,
    GITHUB,
    FACEBOOK,
    INSTAGRAM,
    TIKTOK,
    VCARD,
    CALENDAR,
    MAIL,
    BOOK_JSON_READER,
    MASTODON,
    GOOGLE_CSV,
    OUTLOOK_CSV,
    THUNDERBIRD_CSV,
    BOOK_CSV_READER,
)
CSV: Format = CsvFormat(others=BUILT_IN)
"""Any table that no other format knows; asked last, so that a plug-in for a table of its own goes before it."""


class UnknownFormat(NetbookError):
    """Nothing that netbook knows how to read."""

    exit_code = 2


def formats_found() -> Found[Format]:
    """Return every format at hand; a plug-in that cannot be loaded becomes a warning, never an error."""
    found = with_plugins((CSV, *BUILT_IN), entry_points(group=ENTRY_POINTS), _is_format, "a reader of a format")
    return Found((*found.formats[1:], CSV), found.warnings)


def detect(files: ExportFiles) -> Format:
    """Return the format that recognises these files from their content; raises UnknownFormat if none does."""
    formats = formats_found().formats
    for known in formats:
        if known.recognises(files):
            return known
    raise UnknownFormat(
        f"“{shown_name(files.label)}” {_looks_like(files)}is not an export that netbook can read. "
        f"It can read: {_labels(formats)}.",
        "The archive as it was downloaded is best: the zip, or the folder it unpacks to.",
    )


def _looks_like(files: ExportFiles) -> str:
    """Say what a single file seems to be by its first bytes, ready to stand in a sentence; nothing if they say nothing."""
    if len(files.members) != 1:
        return ""
    head = files.head(files.members[0].name).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    kind = next((kind for beginning, kind in _KINDS.items() if head.startswith(beginning)), None)
    return f"looks like {kind}, which " if kind else ""


_KINDS = {
    b"%pdf": "a PDF document",
    b"\x89png": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"gif8": "a picture",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
    b"begin:vcalendar": "a calendar file",
    b"sqlite format 3": "a database",
    b"{": "a JSON file",
    b"[": "a JSON file",
}
"""What files begin with, in small letters, and what they then are."""


def format_named(name: str) -> Format:
    """Return the format of that name, in whatever case it is typed; raises UsageProblem if there is none."""
    formats = formats_found().formats
    for known in formats:
        if known.name.casefold() == name.strip().casefold():
            return known
    names = ", ".join(known.name for known in formats)
    raise UsageProblem(f"“{shown_name(name)}” is not a format that netbook knows. Try: {names}.")


def _is_format(brought: object) -> TypeGuard[Format]:
    return isinstance(brought, Format)


def _labels(formats: tuple[Format, ...]) -> str:
    return ", ".join(known.label for known in formats)
