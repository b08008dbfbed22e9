"""What can be wrong around a book: its files' permissions, the place it lies in, the disk, and SQLite itself."""

from __future__ import annotations

import os
import shutil
import stat
from typing import TYPE_CHECKING

from netbook.db.files import FILE_MODE, FOLDER_MODE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NETWORK_SYSTEMS = frozenset(
    {"9p", "afs", "afpfs", "ceph", "cifs", "davfs", "fuse.rclone", "fuse.sshfs", "glusterfs", "ncpfs", "nfs", "nfs4",
     "smb3", "smbfs", "webdav"}
)  # fmt: skip
SYNC_FOLDERS = ("Dropbox", "Google Drive", "GoogleDrive", "iCloud", "Mobile Documents", "Nextcloud", "OneDrive",
                "ownCloud", "pCloud", "Seafile", "SynologyDrive", "Syncthing")  # fmt: skip
"""The beginnings of folder names by which programs that copy files between machines go."""
_WAL_MAGIC = (0x377F0682, 0x377F0683)
_LEAST_FREE = 50_000_000


def sqlite_may_lose_commits(version: tuple[int, int, int]) -> bool:
    """Say whether a version of SQLite has the WAL-reset bug.

    Two connections that write and checkpoint within the same moments can damage a book. It is in 3.7.0 to 3.51.2, and
    mended in 3.51.3 and, carried back, in 3.50.7 and 3.44.6 (https://sqlite.org/wal.html#walresetbug).
    """
    if version[:2] in {(3, 44), (3, 50)}:
        return version[2] < {44: 6, 50: 7}[version[1]]
    return (3, 7, 0) <= version < (3, 51, 3)


def open_to_others(files: Iterable[Path], folders: Iterable[Path]) -> list[Path]:
    """List the files and folders that somebody else than the user may read or change."""
    wrong = [path for path in files if path.is_file() and _mode(path) & ~FILE_MODE]
    return wrong + [path for path in folders if path.is_dir() and _mode(path) & ~FOLDER_MODE]


def close_to_others(paths: Iterable[Path]) -> None:
    """Let only the user at files and folders."""
    for path in paths:
        path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)


def unsafe_place(folder: Path, mounts: str) -> str | None:
    """Say why a folder is no place for a book; ``mounts`` is the text of /proc/mounts, empty where there is none."""
    resolved = folder.resolve()
    system = _file_system(resolved, mounts)
    if system in NETWORK_SYSTEMS:
        return f"{folder} is on a network ({system}), where SQLite's locks do not hold"
    for part in resolved.parts:
        if part.startswith(SYNC_FOLDERS):
            return f"{folder} is in {part}, which is copied between machines while netbook writes"
    return None


def leftover_log(book: Path) -> str | None:
    """Say what is wrong with the files beside a book that belong to it."""
    journal, log = (book.with_name(f"{book.name}{ending}") for ending in ("-journal", "-wal"))
    if journal.exists() and journal.stat().st_size:
        return f"{journal.name} is left of a program that was cut off"
    if not log.exists() or not log.stat().st_size:
        return None
    if not book.exists():
        return f"{log.name} is there without its book"
    with log.open("rb") as stream:
        magic = int.from_bytes(stream.read(4), "big")
    with book.open("rb") as stream:
        header = stream.read(20)
    if magic not in _WAL_MAGIC or header[18:20] != b"\x02\x02":
        return f"{log.name} is not this book's"
    return None


def too_little_room(book: Path) -> str | None:
    """Say how little room is left on the disk, if it is less than a backup and some changes need."""
    free = shutil.disk_usage(book.parent).free
    size = book.stat().st_size if book.exists() else 0
    needed = 2 * size + _LEAST_FREE
    return None if free >= needed else f"{free // 1_000_000:,} MB are free; {needed // 1_000_000:,} MB are wanted"


def _file_system(folder: Path, mounts: str) -> str:
    """Give the kind of the file system that a folder is on: that of the longest mount point above it."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        inside = str(folder) == point or str(folder).startswith(point.rstrip(os.sep) + os.sep)
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
