"""Where the list within a record begins, so that a record too large or too broken to be read whole is read in pieces."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST_HEAD = 65_536
_TEXT = re.compile(rb'"(?:[^"\\]|\\.){0,65536}"')
_CLOSES = {b"{": b"}", b"[": b"]"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands before and behind the list within a record, so that each piece of the list makes a record with it."""

    before: bytes
    behind: bytes

    def around(self, piece: bytes) -> bytes:
        """Return a record whose inner list holds this one piece."""
        return b"".join((self.before, piece, self.behind))


def surroundings(held: bytes, position: int, end: int, inner: str) -> Surroundings | None:
    """Return what surrounds the list called ``inner`` of the record at ``position``; None if it does not come soon."""
    begins = re.compile(rb'"%s"\s{0,20}:\s{0,20}\[' % re.escape(inner.encode()))
    found = begins.search(held, position, min(end, position + _LONGEST_HEAD))
    if found is None:
        return None
    before = held[position : found.end()]
    unclosed: list[bytes] = []
    for sign in re.findall(rb"[{}\[\]]", _TEXT.sub(b"", before)):
        if sign in _CLOSES:
            unclosed.append(_CLOSES[sign])
        elif unclosed:
            unclosed.pop()
    return Surroundings(before, b"".join(reversed(unclosed)))
