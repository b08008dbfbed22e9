"""The file, folder or standard input that is imported: opened, recognised, read to the end, and fingerprinted."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbook.domain.handles import NETWORKS, parse_handle
from netbook.domain.text import norm_line
from netbook.formats.opening import open_bytes, open_export
from netbook.formats.registry import detect, format_named
from netbook.formats.streams import UnreadableFile
from netbook.paths import user_path
from netbook.usecases.imports import Source

if TYPE_CHECKING:
    from netbook.domain.handles import Handle
    from netbook.domain.records import Progress, Record
    from netbook.formats.files import ExportFiles
    from netbook.formats.protocol import Format

_CHUNK_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class ReadExport:
    """Every record of an export, and what it was read from."""

    records: list[Record]
    source: Source


def read_export(name: str, progress: Progress, *, format_name: str | None = None, me: str | None = None) -> ReadExport:
    """Read an export from a path, or from standard input for “-”; ``me`` is an account of the user's own.

    ``progress`` is told how far the reading is; what it raises stops the reading.

    Raises:
        NetbookError: it cannot be read, is no export, or does not say who the user is.

    """
    known = format_named(format_name) if format_name else None
    with _opened(name) as files:
        known = known or detect(files)
        records = list(known.read(files, progress, _own_account(known, me)))
        source = Source(known.name, known.label, norm_line(files.label) or "export", digest_of(files))
    return ReadExport(records, source)


def digest_of(files: ExportFiles) -> str:
    """Give the SHA-256 over the names and contents of all files, in the order of their names."""
    digest = hashlib.sha256()
    for member in sorted(files.members, key=lambda member: member.name):
        digest.update(f"{member.name}\0{member.size}\0".encode("utf-8", "surrogatepass"))
        try:
            with files.open(member.name) as stream:
                while chunk := stream.read(_CHUNK_BYTES):
                    digest.update(chunk)
        except UnreadableFile:
            # What the reader had no use for need not be readable; its name is in the digest.
            continue
    return digest.hexdigest()


def _opened(name: str) -> ExportFiles:
    if name == "-":
        return open_bytes(sys.stdin.buffer.read())
    return open_export(user_path(name))


def _own_account(known: Format, me: str | None) -> Handle | None:
    if me is None:
        return None
    return parse_handle(me, known.name if known.name in NETWORKS else "x")
