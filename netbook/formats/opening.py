"""Open what a person names to be imported, whatever kind of thing it is."""

from __future__ import annotations

import io
import stat
from typing import TYPE_CHECKING

from netbook.formats.archive import Archive, is_zip
from netbook.formats.files import BytesFile, ExportFiles, Folder, OneFile
from netbook.formats.streams import UnreadableFile, shown_name
from netbook.formats.tar_archive import TarArchive, is_tar

if TYPE_CHECKING:
    from pathlib import Path

STANDARD_INPUT = "standard input"


def open_export(path: Path) -> ExportFiles:
    """Open a file, a folder, a zip or a tar archive by its path; raises UnreadableFile if it cannot be read."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as problem:
        raise UnreadableFile(
            f"There is no file or folder “{shown_name(str(path))}” that netbook can reach. Check the name and the place."
        ) from problem
    if stat.S_ISDIR(mode):
        return Folder(path)
    if not stat.S_ISREG(mode):
        raise UnreadableFile(
            f"“{shown_name(str(path))}” is neither a file nor a folder.", "netbook import - reads standard input"
        )
    one = OneFile(path)
    head = one.head(path.name)
    if not head:
        raise _empty(path.name)
    if is_zip(head):
        return Archive(path, path.name)
    return TarArchive(path, path.name) if is_tar(head) else one


def open_bytes(data: bytes, label: str = STANDARD_INPUT) -> ExportFiles:
    """Open an export that is in memory already, an archive too; raises UnreadableFile if it cannot be read."""
    if not data:
        raise _empty(label)
    if is_zip(data):
        return Archive(io.BytesIO(data), label)
    return TarArchive(io.BytesIO(data), label) if is_tar(data) else BytesFile(data, label)


def _empty(label: str) -> UnreadableFile:
    return UnreadableFile(f"“{shown_name(label)}” is empty. Download the export again, and import that.")
