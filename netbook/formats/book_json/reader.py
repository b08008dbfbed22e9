"""Reading netbook's own JSON: line by line as netbook writes it, so that memory does not grow with the book."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from netbook.domain.records import Fate, LeftOut, Origin, PartRecord
from netbook.formats.book_json.parts import SECTIONS, VERSION, NotAPart, json_in, part_in, part_of
from netbook.formats.meter import Meter
from netbook.formats.streams import UnreadableFile, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from netbook.domain.handles import Handle
    from netbook.domain.records import Progress, Records
    from netbook.formats.files import ExportFiles, Member

LARGEST_OTHERWISE = 2**28
"""Bytes of a file that is not laid out as netbook lays it out, and so has to be read as a whole (256 MiB)."""
NO_PART = "This line is no part of a book"
NOT_CLOSED = "The file is cut off: what came after this place is missing."
UNKNOWN_SECTION = "This netbook does not know what this is; it may have been written by a newer one."
_LONGEST_LINE = 2**26
_BEGINNING = re.compile(rb'\s{0,100}\{\s{0,100}"netbook"\s{0,10}:\s{0,100}\{')
_OWN_LAYOUT = b'{\n"netbook": {'
_SECTION = re.compile(rb'"([a-z_]{1,40})": \[(\])?,?')
_CLOSED = (b"]", b"],")


class _BookJsonReader:
    """The reader of netbook's own JSON."""

    name = "json"
    label = "netbook JSON"

    def recognises(self, files: ExportFiles) -> bool:
        """Say whether a file begins with the head of a book."""
        return _member(files) is not None

    def read(self, files: ExportFiles, progress: Progress, owner: Handle | None = None) -> Records:  # noqa: ARG002 — the book says who its user is
        """Yield every part of the book in the order of the file.

        Raises UnreadableFile if the file is damaged, no book, or that of a newer netbook.
        """
        member = _member(files)
        if member is None:
            raise UnreadableFile(f"“{shown_name(files.label)}” holds no book that netbook has written.")
        meter = Meter(progress, [member])
        with files.open(member.name, meter.add) as stream:
            if stream.peek(len(_OWN_LAYOUT)).startswith(_OWN_LAYOUT):
                yield from _by_lines(stream, member)
            else:
                yield from _as_a_whole(stream.read(LARGEST_OTHERWISE + 1), member)
        meter.finish()


BOOK_JSON_READER = _BookJsonReader()


def _by_lines(stream: BinaryIO, member: Member) -> Records:
    """Read a file in which each thing has a line of its own; a broken one costs itself alone."""
    section = ""
    is_closed = False
    for number, line in enumerate(_lines(stream), 1):
        origin = Origin(member.name, number)
        text = line.strip()
        if number == 2:
            _check_version(json_in(text.removeprefix(b'"netbook":').rstrip(b",")), member)
        elif (opened := _SECTION.fullmatch(text)) is not None and not section:
            section = "" if opened[2] else opened[1].decode()
        elif text in _CLOSED:
            section = ""
        elif text == b"}" and not section:
            is_closed = True
        elif text and number > 1:
            yield _part(section, text.rstrip(b","), origin)
    if not is_closed:
        yield LeftOut(Origin(member.name), Fate.FAILED, NOT_CLOSED)


def _as_a_whole(data: bytes, member: Member) -> Records:
    """Read a file that another program has laid out; its places are counted from 1 within each part."""
    if len(data) > LARGEST_OTHERWISE:
        raise UnreadableFile(
            f"“{shown_name(member.name)}” was laid out by another program and is larger than "
            f"{LARGEST_OTHERWISE // 2**20} MiB. Import the file as netbook wrote it."
        )
    book = json_in(data)
    if not isinstance(book, dict):
        raise UnreadableFile(f"“{shown_name(member.name)}” is no whole JSON, so nothing was imported.")
    _check_version(book.get("netbook"), member)
    for section in (*SECTIONS, *(name for name in book if name not in SECTIONS and name != "netbook")):
        things = book.get(section, [])
        for number, thing in enumerate(things if isinstance(things, list) else [things], 1):
            yield _part(section, thing, Origin(f"{member.name}: {section}", number))


def _part(section: str, form: Any, origin: Origin) -> PartRecord | LeftOut:
    if section not in SECTIONS:
        return LeftOut(origin, Fate.FAILED, UNKNOWN_SECTION if section else f"{NO_PART}.")
    try:
        return PartRecord(origin, part_in(section, form) if isinstance(form, bytes) else part_of(section, form))
    except NotAPart as problem:
        return LeftOut(origin, Fate.FAILED, f"{NO_PART}: {problem}.")


def _check_version(head: Any, member: Member) -> None:
    version = head.get("version") if isinstance(head, dict) else None
    if not isinstance(version, int):
        raise UnreadableFile(f"“{shown_name(member.name)}” does not say in which form it is written.")
    if version > VERSION:
        raise UnreadableFile(
            f"“{shown_name(member.name)}” was written by a newer netbook (form {version}; this one knows {VERSION}). "
            "Upgrade netbook, then import it."
        )


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines; what is longer than any thing of a book can be is no line."""
    while line := stream.readline(_LONGEST_LINE):
        yield line


def _member(files: ExportFiles) -> Member | None:
    candidates = files.members if len(files.members) == 1 else [m for m in files.members if m.base.endswith(".json")]
    for member in candidates:
        try:
            head = files.head(member.name)
        except UnreadableFile:
            continue
        if _BEGINNING.match(head.removeprefix(b"\xef\xbb\xbf")):
            return member
    return None
