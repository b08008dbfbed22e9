"""DAG-CBOR, the binary form of Bluesky's records: bounded in depth, and never larger than the bytes it is read from.

The format is RFC 8949 as narrowed by https://ipld.io/specs/codecs/dag-cbor/spec/.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from netbook.errors import NetbookError

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_DEPTH = 64
"""How many lists and maps may stand in each other; records of Bluesky need about ten."""

_LINK_TAG = 42
_FLOATS = {25: (">e", 2), 26: (">f", 4), 27: (">d", 8)}
_CONSTANTS: Final[dict[int, bool | None]] = {20: False, 21: True, 22: None, 23: None}


class Cid(bytes):
    """A link to another block: the block's content identifier in its binary form."""

    __slots__ = ()


class BadBlock(NetbookError):
    """The bytes of a block are no DAG-CBOR."""


Value = None | bool | int | float | str | bytes | Cid | list["Value"] | dict[str, "Value"]


def decoded(data: bytes) -> Value:
    """Return the one value that the bytes hold; raises BadBlock if they hold anything else."""
    decoder = _Decoder(data)
    value = decoder.value(0)
    if decoder.left:
        raise BadBlock("The block goes on behind its end.")
    return value


def map_in(data: bytes) -> dict[str, Value]:
    """Return the map that the bytes hold, as every record does; raises BadBlock if they hold anything else."""
    value = decoded(data)
    if not isinstance(value, dict):
        raise BadBlock("The block holds no record.")
    return value


class _Decoder:
    """Reads one value after the other; every length is held against the bytes that are left."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._readers: tuple[Callable[[int, int], Value], ...] = (
            lambda number, _: number,
            lambda number, _: -1 - number,
            lambda number, _: self._take(number),
            lambda number, _: self._text(number),
            self._list,
            self._map,
            self._link,
        )

    @property
    def left(self) -> int:
        """How many bytes are not read yet."""
        return len(self._data) - self._at

    def value(self, depth: int) -> Value:
        """Return the next value, which stands in ``depth`` others."""
        if depth > MOST_DEPTH:
            raise BadBlock("The block is nested too deeply.")
        head = self._take(1)[0]
        kind, info = head >> 5, head & 31
        if kind == len(self._readers):
            return self._simple(info)
        return self._readers[kind](self._number(info), depth)

    def _take(self, count: int) -> bytes:
        if count > self.left:
            raise BadBlock("The block is cut off.")
        self._at += count
        return self._data[self._at - count : self._at]

    def _number(self, info: int) -> int:
        if info < 24:
            return info
        if info > 27:
            raise BadBlock("The block holds a value of unknown length.")
        return int.from_bytes(self._take(1 << (info - 24)), "big")

    def _simple(self, info: int) -> Value:
        if info in _CONSTANTS:
            return _CONSTANTS[info]
        if info not in _FLOATS:
            raise BadBlock("The block holds a value of an unknown kind.")
        form, size = _FLOATS[info]
        (number,) = struct.unpack(form, self._take(size))
        return float(number)

    def _text(self, count: int) -> str:
        try:
            return self._take(count).decode("utf-8")
        except UnicodeDecodeError as problem:
            raise BadBlock("The block holds text that is not UTF-8.") from problem

    def _list(self, count: int, depth: int) -> list[Value]:
        self._promise(count)
        return [self.value(depth + 1) for _ in range(count)]

    def _map(self, count: int, depth: int) -> dict[str, Value]:
        self._promise(2 * count)
        found: dict[str, Value] = {}
        for _ in range(count):
            key = self.value(depth + 1)
            if not isinstance(key, str):
                raise BadBlock("The block holds a map whose keys are no text.")
            found[key] = self.value(depth + 1)
        return found

    def _link(self, tag: int, depth: int) -> Cid:
        target = self.value(depth + 1) if tag == _LINK_TAG else None
        if not isinstance(target, bytes) or not target.startswith(b"\0"):
            raise BadBlock("The block holds a link that leads nowhere.")
        return Cid(target[1:])

    def _promise(self, count: int) -> None:
        """Refuse a list or map that says it has more values than there are bytes."""
        if count > self.left:
            raise BadBlock("The block is cut off.")
