"""Files of a folder that another program may change at any time: read whole, and each replaced as a whole or not at all."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from typing import TYPE_CHECKING

from netbook.domain.syncing import Landed
from netbook.domain.text import clean
from netbook.errors import NetbookError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_BYTES = 16 * 2**20
"""A file that is longer (16 MiB) is left alone."""
NOT_ORDINARY = "It is not an ordinary file, or too long."
_FILE_MODE, _FOLDER_MODE = 0o600, 0o700
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_OLD_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class SyncProblem(NetbookError):
    """The folder cannot be read or written, or changed under way; the book is as it was."""


def known_as(path: Path) -> str:
    """Give the text by which the book knows a folder, also where its name is no text."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def files_in(folder: Path, ending: str) -> Iterator[tuple[str, bytes | None]]:
    """Give name and content of every file with that ending, None for what is no ordinary file of bearable size.

    Raises:
        SyncProblem: the folder, or a file, cannot be read. A folder that is not there is an empty one.

    """
    try:
        names = sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise cannot("read", folder, error) from error
    for name in names:
        if name.casefold().endswith(ending) and not name.startswith("."):
            # A name that is no text can neither be remembered nor shown.
            yield name, bytes_of(folder / name) if _is_text(name) else None


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def digest_of(data: bytes) -> str:
    """Give the SHA-256 over a content."""
    return hashlib.sha256(data).hexdigest()


def bytes_of(file: Path) -> bytes | None:
    """Read an ordinary file of bearable size; None if it is something else.

    Raises:
        SyncProblem: it cannot be read.

    """
    try:
        descriptor = os.open(file, _OLD_FILE)
    except OSError as error:
        if file.is_symlink():
            return None
        raise cannot("read", file, error) from error
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        data = stream.read(MOST_BYTES + 1)
    return data if len(data) <= MOST_BYTES else None


class FolderWriter:
    """Makes changes to a folder; whatever was changed there since it was read stops it before anything is lost."""

    def __init__(self, folder: Path, ending: str) -> None:
        """Write files of that ending."""
        self._folder = folder
        self._ending = ending

    def make(self) -> None:
        """Make the folder, for its owner alone, if it is not there."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)

    def unchanged(self, name: str, digest: str | None) -> bytes:
        """Give the content of a file, which must be what it was when the folder was read."""
        file = self._folder / name
        data = bytes_of(file) if file.exists() else None
        if data is None or digest_of(data) != digest:
            raise SyncProblem(
                f"“{clean(name)}” was changed while the folder was read. The book is as it was. Run the sync again."
            )
        return data

    def remove(self, name: str) -> None:
        """Remove a file."""
        (self._folder / name).unlink()

    def put(self, name: str | None, new_name: str, content: bytes) -> Landed:
        """Replace a file, or make one of that new name, or of another if something has it."""
        target = name or (new_name if not os.path.lexists(self._folder / new_name) else self._other_name())
        unfinished = self._folder / f".netbook-{secrets.token_hex(6)}.part"
        try:
            with os.fdopen(os.open(unfinished, _NEW_FILE, _FILE_MODE), "wb") as stream:
                os.fchmod(stream.fileno(), _FILE_MODE)
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            unfinished.replace(self._folder / target)
        finally:
            unfinished.unlink(missing_ok=True)
        return Landed(target, digest_of(content))

    def settle(self) -> None:
        """See that the folder itself is on the disk."""
        descriptor = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _other_name(self) -> str:
        return f"{secrets.token_hex(16)}{self._ending}"


def cannot(what: str, path: Path, error: OSError) -> SyncProblem:
    """Say that a file or folder cannot be read or written."""
    reason = (error.strerror or str(error)).lower()
    done = "read" if what == "read" else "written"
    return SyncProblem(f"“{clean(path.name)}” cannot be {done}: {reason}. The book is as it was.")
