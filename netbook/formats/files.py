"""What a person hands over to be imported: one file, a folder, a zip archive, or bytes from standard input.

Nothing is ever unpacked to the disk. A member is opened by the name under which it is listed and by no other.
"""

from __future__ import annotations

import io
import os
import re
import stat
import sys
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, ClassVar, Self

from netbook.formats.streams import GuardedStream, OnRead, UnreadableFile, shown_name, too_large

if TYPE_CHECKING:
    from pathlib import Path

MEMBER_CAP = 4 * 2**30
"""The largest file that is read, in bytes (4 GiB), unless a reader of one pass takes more."""
MOST_MEMBERS = 300_000
DEEPEST_FOLDER = 8
HEAD_BYTES = 4096
_BUFFER_BYTES = 256 * 1024
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an export: its relative name with ``/`` between the parts, and its size in bytes."""

    name: str
    size: int

    @property
    def base(self) -> str:
        """The last part of the name."""
        return self.name.rpartition("/")[2]


class ExportFiles(ABC):
    """The files of one export, whichever way they came; a context manager that closes what it opened."""

    sizes_are_promises: ClassVar[bool] = False
    """Whether a member shorter than its listed size is damaged."""

    def __init__(self, label: str) -> None:
        """Begin with no members; ``label`` is what the user calls the whole."""
        self.label = label
        self._members: dict[str, Member] = {}

    @property
    def members(self) -> tuple[Member, ...]:
        """Every file, in the order in which the export lists them."""
        return tuple(self._members.values())

    def open(
        self,
        name: str,
        on_read: OnRead | None = None,
        buffer_bytes: int = _BUFFER_BYTES,
        *,
        largest: int | None = None,
    ) -> io.BufferedReader:
        """Open one listed member for reading; raises UnreadableFile for any other name, at once or while reading.

        ``largest`` is how many bytes the reader takes at most, :data:`MEMBER_CAP` if it does not say.
        """
        member = self._members.get(name)
        if member is None:
            raise UnreadableFile(f"“{shown_name(self.label)}” holds no file named “{shown_name(name)}”.")
        cap = min(MEMBER_CAP if largest is None else largest, self._believable(member))
        if member.size > cap:
            raise too_large(name, cap)
        promised = member.size if self.sizes_are_promises else None
        guarded = GuardedStream(self._open_raw(member), name, cap, promised=promised, on_read=on_read)
        return io.BufferedReader(guarded, buffer_bytes)

    def head(self, name: str, size: int = HEAD_BYTES) -> bytes:
        """Return the first ``size`` bytes of one listed member; raises UnreadableFile as ``open`` does."""
        with self.open(name, buffer_bytes=size) as stream:
            return stream.read(size)

    def close(self) -> None:  # noqa: B027 — most have nothing to close
        """Let go of everything that is still open."""

    def __enter__(self) -> Self:
        """Return the export itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the export."""
        self.close()

    def _list(self, member: Member) -> None:
        if len(self._members) >= MOST_MEMBERS:
            raise UnreadableFile(
                f"“{shown_name(self.label)}” holds more than {MOST_MEMBERS:,} files, which no export does. "
                "Name the export's own folder or file."
            )
        self._members[member.name] = member

    def _believable(self, member: Member) -> int:  # noqa: ARG002 — a file or a stream needs no member
        """Give how many bytes a member may turn out to have; only what is packed can be more than it seems."""
        return sys.maxsize

    @abstractmethod
    def _open_raw(self, member: Member) -> IO[bytes]: ...


class BytesFile(ExportFiles):
    """One file that is in memory already, such as standard input."""

    def __init__(self, data: bytes, label: str) -> None:
        """Keep the bytes."""
        super().__init__(label)
        self._data = data
        self._list(Member(label, len(data)))

    def _open_raw(self, member: Member) -> IO[bytes]:  # noqa: ARG002 — the same
        return io.BytesIO(self._data)


class OneFile(ExportFiles):
    """One file on the disk."""

    def __init__(self, path: Path) -> None:
        """Note the file and its size; it must exist."""
        super().__init__(path.name)
        self._path = path
        self._list(Member(path.name, path.stat().st_size))

    def _open_raw(self, member: Member) -> IO[bytes]:
        return open_regular(self._path.resolve(), member.name)


class Folder(ExportFiles):
    """A folder and the folders in it; a link that leads out of it is listed and refused when opened."""

    def __init__(self, root: Path) -> None:
        """List the files; raises UnreadableFile if a folder cannot be looked into."""
        super().__init__(root.resolve().name or str(root))
        self._root = root.resolve()
        unvisited = [""]
        while unvisited:
            unvisited.extend(reversed(self._visit(unvisited.pop())))

    def _visit(self, within: str) -> list[str]:
        """List the files of one folder and return the relative names of the folders in it, sorted."""
        folders: list[str] = []
        try:
            with os.scandir(self._root / within) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
            for entry in found:
                name = f"{within}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{name}/")
                elif entry.is_file():
                    self._list(Member(name, entry.stat().st_size))
        except OSError as problem:
            raise _unopened(within or self.label, problem) from problem
        return folders if within.count("/") < DEEPEST_FOLDER else []

    def _open_raw(self, member: Member) -> IO[bytes]:
        target = (self._root / member.name).resolve()
        if not target.is_relative_to(self._root):
            raise UnreadableFile(
                f"“{shown_name(member.name)}” is a link that leads out of the folder, so it was not read. "
                "Put the file itself in the folder."
            )
        return open_regular(target, member.name)


def open_regular(path: Path, name: str) -> IO[bytes]:
    """Open a file that is neither a link nor a pipe, so that opening can neither lead elsewhere nor wait for ever."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as problem:
        raise _unopened(name, problem) from problem
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise UnreadableFile(f"“{shown_name(name)}” is not an ordinary file, so it was not read.")
    return os.fdopen(descriptor, "rb")


def safe_member_name(written: str, label: str) -> str:
    """Return the name of an archive's member in one spelling, empty if it names nothing.

    Raises UnreadableFile if it would lead out of the archive.
    """
    name = written.replace("\\", "/")
    parts = name.split("/")
    if name.startswith("/") or _DRIVE.match(name) or ".." in parts or "\0" in name:
        raise UnreadableFile(
            f"“{shown_name(label)}” holds a file that would land outside of it, “{shown_name(name)}”. "
            "No real export does that, so nothing was read. Download it again from where it came."
        )
    return "/".join(part for part in parts if part not in ("", "."))


def same_name_twice(label: str, name: str) -> UnreadableFile:
    """Return the error for an archive that holds two files of one name."""
    return UnreadableFile(
        f"“{shown_name(label)}” holds two files named “{shown_name(name)}”, and only one can be meant. "
        "Unpack it, keep the right one, and import the folder."
    )


def _unopened(name: str, problem: OSError) -> UnreadableFile:
    reason = problem.strerror or "it cannot be reached"
    return UnreadableFile(f"“{shown_name(name)}” cannot be opened: {reason[:1].lower()}{reason[1:]}. Check its name.")
