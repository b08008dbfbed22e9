"""The bytes inside a tar archive, packed by gzip or not: read forwards, and again from places that were noted on the way."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Protocol

from netbook.formats.streams import MEBIBYTE

if TYPE_CHECKING:
    from zlib import _Decompress

GZIP_MAGIC = b"\x1f\x8b\x08"
RATIO_CAP = 200
"""How many times its packed size an archive may unpack to, once it is past ``UNQUESTIONED_BYTES``."""
UNQUESTIONED_BYTES = 32 * MEBIBYTE
"""What unpacks to no more than this (32 MiB) may be packed as tightly as it likes."""
MOST_MARKS = 256
"""Noted places; each takes about 40 KiB, so that all of them take about 10 MiB."""

_FIRST_SPACING = 4 * MEBIBYTE
_PACKED_CHUNK = 64 * 1024
_CHUNK = 256 * 1024


class Tape(Protocol):
    """Bytes that can be read from any place; going back may cost time."""

    position: int

    def go_to(self, place: int) -> None:
        """Make ``place`` the next byte to be read; a place behind the end is the end."""

    def read(self, most: int) -> bytes:
        """Return the next bytes, at most that many and at least one; none at the end."""

    def close(self) -> None:
        """Close the file underneath."""


class PlainTape:
    """Bytes that are not packed."""

    def __init__(self, source: IO[bytes]) -> None:
        """Begin at the beginning."""
        self._source = source
        self.position = 0

    def go_to(self, place: int) -> None:
        """Make ``place`` the next byte to be read."""
        self.position = place

    def read(self, most: int) -> bytes:
        """Return the next bytes, at most that many and at least one; none at the end."""
        self._source.seek(self.position)
        data = self._source.read(most)
        self.position += len(data)
        return data

    def close(self) -> None:
        """Close the file."""
        self._source.close()


@dataclass(frozen=True, slots=True)
class _Mark:
    """A noted place: where in the unpacked bytes, where in the packed ones, and what unpacks from there."""

    position: int
    packed: int
    unpacker: _Decompress


class BombError(OSError):
    """A few packed bytes unpack to far more than any export does."""


class GzipTape:
    """Bytes packed by gzip, in one piece or several; reading raises BombError, or EOFError where they are cut off.

    A place is reached from the nearest one noted before it, so that nothing need be kept and little is unpacked twice.
    """

    def __init__(self, source: IO[bytes]) -> None:
        """Begin at the beginning."""
        self._source = source
        self._size = source.seek(0, io.SEEK_END)
        self._spacing = _FIRST_SPACING
        self._marks = [_Mark(0, 0, _unpacker())]
        self._pending = b""
        self._ended = False
        self._start_from(self._marks[0])

    def go_to(self, place: int) -> None:
        """Make ``place`` the next byte to be read; a place behind the end is the end."""
        best = max((mark for mark in self._marks if mark.position <= place), key=lambda mark: mark.position)
        if place < self.position or best.position > self.position:
            self._start_from(best)
        while self.position < place and self.read(min(_CHUNK, place - self.position)):
            pass

    def read(self, most: int) -> bytes:
        """Return the next bytes, at most that many and at least one; none at the end."""
        while not self._ended:
            data = self._unpacker.decompress(self._pending or self._next_chunk(), most)
            self._pending = self._unpacker.unconsumed_tail
            if self._unpacker.eof:
                self._next_piece()
            if data:
                self.position += len(data)
                self._note()
                return data
        return b""

    def close(self) -> None:
        """Close the file."""
        self._source.close()

    def _start_from(self, mark: _Mark) -> None:
        self.position = mark.position
        self._unpacker = mark.unpacker.copy()
        self._pending = b""
        self._ended = False
        self._source.seek(mark.packed)

    def _next_chunk(self) -> bytes:
        chunk = self._source.read(_PACKED_CHUNK)
        if not chunk:
            raise EOFError
        return chunk

    def _next_piece(self) -> None:
        """Go on behind the end of one packed piece; what is no other piece is no part of the archive."""
        rest = self._unpacker.unused_data
        rest += self._source.read(max(0, len(GZIP_MAGIC) - len(rest)))
        self._ended = not rest.startswith(GZIP_MAGIC)
        self._pending = rest
        if not self._ended:
            self._unpacker = _unpacker()

    def _note(self) -> None:
        """Note the place, if it is new and far enough behind the last; and see that all stays believable."""
        if self.position < self._marks[-1].position + self._spacing or self._ended:
            return
        if self.position > max(UNQUESTIONED_BYTES, RATIO_CAP * self._size):
            raise BombError
        packed = self._source.tell() - len(self._pending)
        self._marks.append(_Mark(self.position, packed, self._unpacker.copy()))
        if len(self._marks) > MOST_MARKS:
            self._marks = self._marks[::2]
            self._spacing *= 2


def _unpacker() -> _Decompress:
    return zlib.decompressobj(16 + zlib.MAX_WBITS)
