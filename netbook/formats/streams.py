"""A byte stream that stops at a cap and turns damage into a sentence."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import IO, TYPE_CHECKING

from netbook.errors import NetbookError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MEBIBYTE = 2**20
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
_SHOWN_CHARACTERS = 80

OnRead = Callable[[int], None]
"""Told of every chunk read, in bytes."""


class UnreadableFile(NetbookError):
    """A file, folder or archive cannot be read: it is missing, locked, cut off, damaged, too large or hostile."""

    exit_code = 2


def shown_name(name: str) -> str:
    """Return a file name fit for a sentence: what cannot be printed replaced, the end of a long one kept."""
    harmless = "".join(character if character.isprintable() else "\ufffd" for character in name)
    return harmless if len(harmless) <= _SHOWN_CHARACTERS else "…" + harmless[1 - _SHOWN_CHARACTERS :]


class GuardedStream(io.RawIOBase):
    """The bytes of one file: reading past ``cap`` bytes, or damage under way, raises UnreadableFile."""

    def __init__(
        self, inner: IO[bytes], name: str, cap: int, *, promised: int | None = None, on_read: OnRead | None = None
    ) -> None:
        """Guard ``inner``; ``name`` is for sentences, ``cap`` and ``promised`` (the least there must be) are bytes."""
        super().__init__()
        self._inner = inner
        self._name = name
        self._cap = cap
        self._promised = promised
        self._on_read = on_read
        self._done = 0

    def readable(self) -> bool:
        """Say that bytes can be read from here."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill ``buffer`` as far as there are bytes and return their count, 0 at the end."""
        view = memoryview(buffer).cast("B")
        try:
            chunk = self._inner.read(len(view))
        except DAMAGE as problem:
            raise self._damaged() from problem
        if not chunk and view and self._promised is not None and self._done < self._promised:
            raise self._damaged()
        self._done += len(chunk)
        if self._done > self._cap:
            raise too_large(self._name, self._cap)
        view[: len(chunk)] = chunk
        if chunk and self._on_read is not None:
            self._on_read(len(chunk))
        return len(chunk)

    def close(self) -> None:
        """Close the file underneath as well."""
        if not self.closed:
            self._inner.close()
        super().close()

    def _damaged(self) -> UnreadableFile:
        return UnreadableFile(
            f"“{shown_name(self._name)}” is cut off or damaged, so nothing was imported. "
            "Download the export again, and import that."
        )


def too_large(name: str, cap: int) -> UnreadableFile:
    """Return the error for a file of more than ``cap`` bytes, or one that unpacks to more than is believable."""
    return UnreadableFile(
        f"“{shown_name(name)}” unpacks to more than {cap // MEBIBYTE:,} MiB, which is more than netbook reads "
        "from a file of its kind. If you trust it, unpack it and import the one file you need."
    )
