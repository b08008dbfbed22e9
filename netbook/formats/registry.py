"""Find the formats that can be read: netbook's own and those that other packages bring."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

from netbook.errors import NetbookError, UsageProblem
from netbook.formats.linkedin import LINKEDIN
from netbook.formats.protocol import Format
from netbook.formats.spreadsheets.any_table import CsvFormat
from netbook.formats.spreadsheets.google import GOOGLE_CSV
from netbook.formats.spreadsheets.outlook import OUTLOOK_CSV
from netbook.formats.spreadsheets.thunderbird import THUNDERBIRD_CSV
from netbook.formats.streams import shown_name

if TYPE_CHECKING:
    from netbook.formats.files import ExportFiles

ENTRY_POINTS = "netbook.formats"
BUILT_IN: tuple[Format, ...] = (LINKEDIN, GOOGLE_CSV, OUTLOOK_CSV, THUNDERBIRD_CSV)
CSV: Format = CsvFormat(others=BUILT_IN)
"""Any table that no other format knows; asked last, so that a plug-in for a table of its own goes before it."""
_OWN_MODULES = "netbook."


class UnknownFormat(NetbookError):
    """Nothing that netbook knows how to read."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class FormatsFound:
    """The formats at hand, netbook's own first, and a sentence for every plug-in that had to be left out."""

    formats: tuple[Format, ...]
    warnings: tuple[str, ...] = ()


def formats_found() -> FormatsFound:
    """Return every format at hand; a plug-in that cannot be loaded becomes a warning, never an error."""
    formats = {known.name: known for known in (CSV, *BUILT_IN)}
    warnings: list[str] = []
    for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: (entry.name, entry.value)):
        if entry.value.startswith(_OWN_MODULES):
            continue
        brought = _load(entry)
        if isinstance(brought, str):
            warnings.append(brought)
        elif brought.name in formats:
            warnings.append(
                f"The plug-in “{shown_name(entry.name)}” was left out: there is a format named “{brought.name}” already."
            )
        else:
            formats[brought.name] = brought
    formats[CSV.name] = formats.pop(CSV.name)
    return FormatsFound(tuple(formats.values()), tuple(warnings))


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
    b"begin:vcard": "a vCard file",
    b"begin:vcalendar": "a calendar file",
    b"sqlite format 3": "a database",
    b"window.": "a part of an X archive",
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


def _load(entry: EntryPoint) -> Format | str:
    """Return the format of a plug-in, or the sentence that says why it was left out."""
    left_out = f"The plug-in “{shown_name(entry.name)}” was left out: "
    try:
        brought = entry.load()
    except Exception as problem:  # noqa: BLE001 — a stranger's plug-in may fail in any way
        return f"{left_out}loading “{shown_name(entry.value)}” ended in {type(problem).__name__}. Update or remove it."
    if not isinstance(brought, Format):
        return f"{left_out}“{shown_name(entry.value)}” is not a reader of a format. Update or remove it."
    return brought


def _labels(formats: tuple[Format, ...]) -> str:
    return ", ".join(known.label for known in formats)
