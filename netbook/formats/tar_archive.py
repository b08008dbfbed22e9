"""A tar archive, as it is or packed by gzip, read member by member without ever unpacking it to the disk.

A tar has no list of contents, so it is gone through once when it is opened.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import IO, TYPE_CHECKING

from netbook.formats.files import ExportFiles, Member, open_regular, safe_member_name, same_name_twice
from netbook.formats.streams import DAMAGE, UnreadableFile, shown_name, too_large
from netbook.formats.tape import GZIP_MAGIC, UNQUESTIONED_BYTES, BombError, GzipTape, PlainTape, Tape
from netbook.formats.tar_headers import BLOCK, Kind, TarEntry, has_right_sum, tar_entries

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


def is_tar(head: bytes) -> bool:
    """Say whether the first bytes of a file are those of a tar archive, or of anything packed by gzip."""
    return head.startswith(GZIP_MAGIC) or has_right_sum(head[:BLOCK])


class TarArchive(ExportFiles):
    """The members of one tar archive; raises UnreadableFile if it is cut off, damaged or set up to mislead."""

    sizes_are_promises = True

    def __init__(self, source: Path | IO[bytes], label: str) -> None:
        """Go through the whole archive once, to list what it holds."""
        super().__init__(label)
        self._entries: dict[str, TarEntry] = {}
        stream = open_regular(source.resolve(), label) if isinstance(source, Path) else source
        self._tape: Tape = PlainTape(stream)
        try:
            if self._tape.read(len(GZIP_MAGIC)) == GZIP_MAGIC:
                self._tape = GzipTape(stream)
            for entry in tar_entries(self._tape):
                self._admit(entry)
        except UnreadableFile:
            self.close()
            raise
        except BombError as problem:
            self.close()
            raise too_large(label, UNQUESTIONED_BYTES) from problem
        except DAMAGE as problem:
            self.close()
            raise UnreadableFile(
                f"“{shown_name(label)}” is cut off or damaged, or holds no tar archive. Download it again, and import that."
            ) from problem

    def close(self) -> None:
        """Close the archive."""
        self._tape.close()

    def _admit(self, entry: TarEntry) -> None:
        name = safe_member_name(entry.name, self.label)
        if not name or entry.kind is Kind.FOLDER:
            return
        if name in self._entries:
            raise same_name_twice(self.label, name)
        self._entries[name] = entry
        self._list(Member(name, entry.size))

    def _open_raw(self, member: Member) -> IO[bytes]:
        entry = self._entries[member.name]
        if entry.kind is Kind.LINK:
            raise UnreadableFile(f"“{shown_name(member.name)}” is a link inside the archive, so it was not read.")
        if entry.kind is not Kind.FILE:
            raise UnreadableFile(f"“{shown_name(member.name)}” is not an ordinary file, so it was not read.")
        return io.BufferedReader(_Slice(self._tape, entry))


class _Slice(io.RawIOBase):
    """The bytes of one member; several can be read side by side."""

    def __init__(self, tape: Tape, entry: TarEntry) -> None:
        super().__init__()
        self._tape = tape
        self._place = entry.start
        self._end = entry.start + entry.size

    def readable(self) -> bool:
        """Say that bytes can be read from here."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill ``buffer`` as far as there are bytes and return their count, 0 at the end."""
        view = memoryview(buffer).cast("B")
        most = min(len(view), self._end - self._place)
        if most == 0:
            return 0
        if self._tape.position != self._place:
            self._tape.go_to(self._place)
        data = self._tape.read(most)
        view[: len(data)] = data
        self._place += len(data)
        return len(data)
