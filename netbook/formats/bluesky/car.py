"""CAR, the container of a Bluesky repository: a header that names the root, then blocks in any order.

The format is https://ipld.io/specs/transport/car/carv1/.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import IO

from netbook.formats.bluesky.cbor import BadBlock, Cid, map_in
from netbook.formats.streams import MEBIBYTE, UnreadableFile, shown_name

MOST_BYTES = 1024 * MEBIBYTE
"""The largest repository that is read, in bytes (1 GiB): it is held in memory, since its blocks have no order."""
LARGEST_BLOCK = 4 * MEBIBYTE
"""No block is longer than this, in bytes; a server takes records of up to one MiB."""
_LARGEST_HEADER = 4_000
_LONGEST_VARINT = 10
_SHA_256 = 0x12
_LONGEST_DIGEST = 64


@dataclass(slots=True)
class Blocks:
    """The blocks of a CAR by their identifiers; ``damaged`` and ``cut_off`` say what could not be read of it."""

    roots: tuple[Cid, ...]
    by_cid: dict[bytes, bytes] = field(default_factory=dict)
    damaged: int = 0
    """Blocks whose bytes are not those that their identifier was made from."""
    cut_off: bool = False
    """Whether the file ends within a block, or cannot be followed to its end."""


def is_car(head: bytes) -> bool:
    """Say whether the first bytes of a file are the header of a CAR with a root."""
    length, start = _varint(head, 0)
    return 0 < length <= len(head) - start and bool(_roots(head[start : start + length]))


def read_blocks(stream: IO[bytes], name: str) -> Blocks:
    """Return the blocks of a CAR, as many as can be read; raises UnreadableFile without a header or past MOST_BYTES."""
    header = _section(stream, _LARGEST_HEADER)
    roots = _roots(header) if header else ()
    if not roots:
        raise UnreadableFile(
            f"“{shown_name(name)}” is not a Bluesky repository, or its beginning is damaged. Download it again."
        )
    blocks = Blocks(roots)
    done = 0
    while section := _section(stream, LARGEST_BLOCK):
        done += len(section)
        if done > MOST_BYTES:
            raise UnreadableFile(
                f"“{shown_name(name)}” is larger than {MOST_BYTES // MEBIBYTE:,} MiB, the most that netbook reads of a "
                "Bluesky repository."
            )
        _admit(section, blocks)
    blocks.cut_off = section is None
    return blocks


def _admit(section: bytes, blocks: Blocks) -> None:
    """Keep the block of one section, if its bytes are those that its identifier promises."""
    cid = _leading_cid(section)
    block = section[len(cid) :] if cid else b""
    if cid is None or not _is_made_from(cid, block):
        blocks.damaged += 1
    else:
        blocks.by_cid[cid] = block


def _roots(header: bytes) -> tuple[Cid, ...]:
    try:
        fields = map_in(header)
    except BadBlock:
        return ()
    roots = fields.get("roots")
    if fields.get("version") != 1 or not isinstance(roots, list):
        return ()
    return tuple(root for root in roots if isinstance(root, Cid))


def _section(stream: IO[bytes], most: int) -> bytes | None:
    """Return the next section; empty at the end of the file, None where the file is cut off or makes no sense."""
    length = shift = 0
    for count in range(_LONGEST_VARINT):
        byte = stream.read(1)
        if not byte:
            return None if count else b""
        length |= (byte[0] & 0x7F) << shift
        shift += 7
        if byte[0] < 0x80:
            break
    if not 0 < length <= most:
        return None
    section = stream.read(length)
    return section if len(section) == length else None


def _varint(data: bytes, start: int) -> tuple[int, int]:
    """Return the number at a place and the place behind it; -1 if there is none."""
    number = 0
    for index, byte in enumerate(data[start : start + _LONGEST_VARINT]):
        number |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            return number, start + index + 1
    return -1, start


def _leading_cid(section: bytes) -> bytes | None:
    """Return the identifier with which a section begins: version 1, kind of content, kind of hash, length, hash."""
    version, place = _varint(section, 0)
    _content, place = _varint(section, place)
    _hash, place = _varint(section, place)
    length, place = _varint(section, place)
    end = place + length
    return section[:end] if version == 1 and 0 < length <= _LONGEST_DIGEST and end <= len(section) else None


def _is_made_from(cid: bytes, block: bytes) -> bool:
    """Say whether an identifier fits a block; one made by another function than SHA-256 is believed."""
    _version, place = _varint(cid, 0)
    _content, place = _varint(cid, place)
    kind, place = _varint(cid, place)
    return kind != _SHA_256 or cid[place + 1 :] == hashlib.sha256(block).digest()
