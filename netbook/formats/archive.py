"""A zip archive, read member by member without ever unpacking it."""

from __future__ import annotations

import stat
import zipfile
from typing import IO, TYPE_CHECKING

from netbook.formats.files import ExportFiles, Member, safe_member_name, same_name_twice
from netbook.formats.streams import DAMAGE, UnreadableFile, shown_name

if TYPE_CHECKING:
    from pathlib import Path

RATIO_CAP = 200
"""How many times its packed size a member may unpack to, once it is past ``UNQUESTIONED_BYTES``."""
UNQUESTIONED_BYTES = 32 * 2**20
"""A member that unpacks to no more than this (32 MiB) may be packed as tightly as it likes."""

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_PLAIN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def is_zip(head: bytes) -> bool:
    """Say whether the first bytes of a file are those of a zip archive."""
    return head.startswith(_MAGIC)


class Archive(ExportFiles):
    """The members of one zip archive; raises UnreadableFile if it is cut off, locked or set up to mislead."""

    sizes_are_promises = True

    def __init__(self, source: Path | IO[bytes], label: str) -> None:
        """Read the list of contents; nothing else is read yet."""
        super().__init__(label)
        self._entries: dict[str, zipfile.ZipInfo] = {}
        try:
            self._zip = zipfile.ZipFile(source)
        except DAMAGE as problem:
            raise UnreadableFile(
                f"“{shown_name(label)}” is cut off or damaged: the archive's list of contents cannot be read. "
                "Download it again, and import that."
            ) from problem
        try:
            self._size = _size_of(self._zip)
            for entry in self._zip.infolist():
                self._admit(entry)
        except UnreadableFile:
            self._zip.close()
            raise

    def close(self) -> None:
        """Close the archive."""
        self._zip.close()

    def _admit(self, entry: zipfile.ZipInfo) -> None:
        name = safe_member_name(entry.orig_filename, self.label)
        if not name or entry.is_dir():
            return
        if entry.flag_bits & _ENCRYPTED:
            raise UnreadableFile(
                f"“{shown_name(self.label)}” is locked with a password. Unpack it yourself, and import the folder."
            )
        if name in self._entries:
            raise same_name_twice(self.label, name)
        self._entries[name] = entry
        self._list(Member(name, entry.file_size))

    def _believable(self, member: Member) -> int:
        packed = min(self._entries[member.name].compress_size, self._size)
        return max(UNQUESTIONED_BYTES, RATIO_CAP * packed)

    def _open_raw(self, member: Member) -> IO[bytes]:
        entry = self._entries[member.name]
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise UnreadableFile(f"“{shown_name(member.name)}” is a link inside the archive, so it was not read.")
        if entry.compress_type not in _PLAIN_METHODS:
            raise UnreadableFile(
                f"“{shown_name(member.name)}” is packed in a way netbook does not read. "
                "Unpack the archive, and import the folder."
            )
        try:
            return self._zip.open(entry)
        except DAMAGE as problem:
            raise UnreadableFile(
                f"“{shown_name(member.name)}” is damaged, or not what the archive's list of contents says it is. "
                "Download the archive again, and import that."
            ) from problem


def _size_of(archive: zipfile.ZipFile) -> int:
    """Return the size of the archive itself in bytes, whatever its entries claim."""
    if archive.fp is None:
        return 0
    return archive.fp.seek(0, 2)
