"""Which files of an export hold mail, and how: whole mailboxes, or one message each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from netbook.formats.streams import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.formats.files import ExportFiles, Member

_MAILBOX_ENDINGS = (".mbox", ".mbx")
_MESSAGE_ENDINGS = (".eml", ".emlx")
_MAILDIR = re.compile(r"(?:^|/)(?:cur|new)/[^/]{1,250}$")
_SEPARATOR = re.compile(rb"From [^\r\n]{1,998}\r?\n(?:>?From [^\r\n]{0,998}\r?\n)?[!-9;-~]{1,76}[ \t]{0,8}:")
_HEADER = re.compile(rb"([!-9;-~]{1,76})[ \t]{0,8}:")
_OF_MAIL = frozenset(
    {b"from", b"to", b"date", b"subject", b"message-id", b"received", b"return-path", b"delivered-to", b"mime-version"}
)
_ENOUGH_HEADERS = 3
_LENGTH_LINE = re.compile(rb"\d{1,12}[ \t]{0,8}\r?\n")


class Kind(StrEnum):
    """How a file holds mail."""

    MAILBOX = "mbox"
    MESSAGE = "message"
    APPLE_MESSAGE = "emlx"
    """A message below a line that says how long it is."""


@dataclass(frozen=True, slots=True)
class MailFile:
    """One file of mail."""

    member: Member
    kind: Kind


def mail_files(files: ExportFiles) -> Iterator[MailFile]:
    """Find the files of mail by their beginnings, among those that may be some by their names."""
    for member in _candidates(files):
        try:
            kind = _kind(files.head(member.name))
        except UnreadableFile:
            continue
        if kind is not None:
            yield MailFile(member, kind)


def _candidates(files: ExportFiles) -> list[Member]:
    """List files that may be mail; Thunderbird's have no ending, and an index ending in .msf beside them."""
    if len(files.members) == 1:
        return list(files.members)
    names = {member.name for member in files.members}
    return [
        member
        for member in files.members
        if member.base.casefold().endswith(_MAILBOX_ENDINGS + _MESSAGE_ENDINGS)
        or member.base == "mbox"
        or f"{member.name}.msf" in names
        or _MAILDIR.search(member.name)
    ]


def _kind(head: bytes) -> Kind | None:
    if _SEPARATOR.match(head):
        return Kind.MAILBOX
    if (length := _LENGTH_LINE.match(head)) and _is_message(head[length.end() :]):
        return Kind.APPLE_MESSAGE
    return Kind.MESSAGE if _is_message(head) else None


def _is_message(head: bytes) -> bool:
    """Say whether a file begins with headers, and some of those are headers of mail."""
    found = set()
    for line in re.split(rb"\r?\n", head):
        if line[:1] in (b" ", b"\t"):
            continue
        header = _HEADER.match(line)
        if header is None:
            break
        found.add(header[1].lower())
    return len(found & _OF_MAIL) >= _ENOUGH_HEADERS
