"""Repositories written for the tests: an encoder of DAG-CBOR, a tree of nodes, and the blocks in a CAR."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

DID = "did:plc:owner2222222222222222222"


class Link(bytes):
    """A content identifier to be written as a link."""

    __slots__ = ()


def cbor(value: Any) -> bytes:
    """Write a value as DAG-CBOR."""
    if isinstance(value, Link):
        return _head(6, 42) + _head(2, len(value) + 1) + b"\0" + value
    return _WRITERS[type(value)](value)


def _map(value: dict[str, Any]) -> bytes:
    keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
    return _head(5, len(value)) + b"".join(cbor(key) + cbor(value[key]) for key in keys)


_WRITERS: dict[type, Callable[[Any], bytes]] = {
    type(None): lambda _: b"\xf6",
    bool: lambda value: b"\xf5" if value else b"\xf4",
    int: lambda value: _head(0, value) if value >= 0 else _head(1, -1 - value),
    float: lambda value: b"\xfb" + struct.pack(">d", value),
    bytes: lambda value: _head(2, len(value)) + value,
    str: lambda value: _head(3, len(value.encode())) + value.encode(),
    list: lambda value: _head(4, len(value)) + b"".join(map(cbor, value)),
    dict: _map,
}


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    size = next(size for size in range(4) if number < 1 << (8 << size))
    return bytes([kind << 5 | 24 + size]) + number.to_bytes(1 << size, "big")


def varint(number: int) -> bytes:
    """Write a number seven bits at a time."""
    written = b""
    while number > 127:
        written += bytes([number & 127 | 128])
        number >>= 7
    return written + bytes([number])


def cid_of(block: bytes) -> Link:
    """Give the identifier of a block."""
    return Link(b"\x01\x71\x12\x20" + hashlib.sha256(block).digest())


@dataclass
class CarFile:
    """A CAR under construction; blocks can be left out or added before it is written."""

    root: Link = field(default_factory=Link)
    blocks: dict[Link, bytes] = field(default_factory=dict)

    def add(self, value: Any) -> Link:
        """Add a block and give its identifier."""
        block = cbor(value)
        self.blocks[cid_of(block)] = block
        return cid_of(block)

    def tree(self, records: list[tuple[str, Link]]) -> Link | None:
        """Add the nodes above sorted records, three entries a node, and give the uppermost."""
        if not records:
            return None
        step = max(1, -(-len(records) // 4))
        marks = list(range(step - 1, len(records), step))[:3]
        entries, before = [], b""
        bounds = [*marks, len(records)]
        for number, mark in enumerate(marks):
            path, record = records[mark][0].encode(), records[mark][1]
            shared = next((at for at, (a, b) in enumerate(zip(before, path, strict=False)) if a != b), 0)
            below = self.tree(records[mark + 1 : bounds[number + 1]])
            entries.append({"p": shared, "k": path[shared:], "v": record, "t": below})
            before = path
        return self.add({"l": self.tree(records[: marks[0]]), "e": entries})

    def written(self) -> bytes:
        """Give the bytes of the file."""
        header = cbor({"version": 1, "roots": [self.root]})
        sections = [header, *(cid + block for cid, block in self.blocks.items())]
        return b"".join(varint(len(section)) + section for section in sections)


def repository(records: dict[str, dict[str, Any]], version: int = 3, did: str = DID) -> CarFile:
    """Make the repository of an account; a commit of version 2 has no revision."""
    car = CarFile()
    listed = [(path, car.add({"$type": path.partition("/")[0], **records[path]})) for path in sorted(records)]
    tree = car.tree(listed) or car.add({"l": None, "e": []})
    commit = {"did": did, "version": version, "data": tree, "prev": None, "sig": b"\1" * 64}
    car.root = car.add(commit | ({"rev": "3k67up3j7hf2x"} if version == 3 else {}))
    return car


@dataclass(frozen=True)
class Writing:
    """What the tests write with."""

    did: str = DID
    cbor: Any = cbor
    link: Any = Link
    cid_of: Any = cid_of
    varint: Any = varint
    repository: Any = repository


@pytest.fixture(scope="session")
def writing() -> Writing:
    """Return the writer of CBOR, blocks and repositories."""
    return Writing()
