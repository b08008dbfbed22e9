"""The part of a JSON file that is in memory, moved along as it is read, and single values cut out of it."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import io
    from collections.abc import Iterable

CHUNK_BYTES = 2**16
"""How much of a file is in memory, as a rule (64 KiB, which stays in the processor's cache; larger ones are slower)."""
LARGEST_VALUE_BYTES = 4 * 2**20
"""The largest single value that is read (4 MiB)."""
REREAD_BYTES = 16 * 2**20
"""How much may be read again to find where values end, beyond once the file; bounds the time a hostile file takes."""

CUT_OFF = "The file ends in the middle of this record."
TOO_LARGE = f"This record is larger than the {LARGEST_VALUE_BYTES // 2**20} MiB that netbook reads at once."
TOO_DEEP = "This record is nested more deeply than any export nests its records."

_SPACE = re.compile(rb"[ \t\r\n]{0,65536}")
_FIRST_GUESS_BYTES = 4_096
_LONGEST_ESCAPE = 12  # \ud83d\ude00
_SURROGATE = re.compile("[\ud800-\udfff]")
_CLOSES_ITSELF = ("}", "]", '"')
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Unread:
    """Why there is no value where one was looked for; ``cut_off`` if it might go on behind what was looked at."""

    reason: str
    cut_off: bool = False


class JsonWindow:
    """What is in memory of a stream; ``position`` is the place of reading in ``held``."""

    def __init__(self, stream: io.BufferedIOBase) -> None:
        """Begin with nothing in memory."""
        self._stream = stream
        self._before = 0
        self._line = 1
        self._counted_to = 0
        self._allowance = REREAD_BYTES
        self._guess = _FIRST_GUESS_BYTES
        self.held = b""
        self.position = 0
        self.ended = False

    @property
    def offset(self) -> int:
        """The place of reading in the whole file, in bytes."""
        return self._before + self.position

    @property
    def left(self) -> int:
        """How many bytes in memory are still to be read."""
        return len(self.held) - self.position

    def line(self) -> int:
        """Count the lines up to the place of reading, from 1; the place may only have moved on since."""
        self._line += self.held.count(b"\n", self._counted_to, self.position)
        self._counted_to = self.position
        return self._line

    def fill(self, least: int = 0) -> bool:
        """Read on where fewer than ``least`` bytes are left, or half a chunk; False if nothing more is there."""
        least = least or CHUNK_BYTES // 2
        if self.left >= least or self.ended:
            return self.left > 0
        parts = [self.held[self.position :]]
        wanted = max(CHUNK_BYTES, least) - self.left
        while wanted > 0 and (read := self._stream.read(wanted)):
            parts.append(read)
            wanted -= len(read)
            self._allowance += len(read)
        self.ended = wanted > 0
        self.line()
        self._before += self.position
        self.held = b"".join(parts)
        self.position = self._counted_to = 0
        return self.left > 0

    def grow(self) -> bool:
        """Read as much again as is left, so that a long value has room; False if that is not to be had."""
        if self.ended or self.left >= LARGEST_VALUE_BYTES:
            return False
        self.fill(min(2 * self.left, LARGEST_VALUE_BYTES))
        return True

    def skip(self, signs: bytes = b"") -> bytes:
        """Pass over white space and the given signs; gives the byte that follows, empty at the end of the file."""
        while self.fill():
            self.position = _after_space(self.held, self.position)
            sign = self.held[self.position : self.position + 1]
            if sign and sign in signs:
                self.position += 1
            elif sign and sign not in b" \t\r\n":
                return sign
        return b""

    def value(self, ends: Iterable[int] = ()) -> Any | Unread:
        """Read one value of any kind; ``ends`` are places in ``held`` where it may end, looked at first."""
        while True:
            found = self._within(itertools.chain(ends, self._widths()))
            if not isinstance(found, Unread) or not found.cut_off:
                return found
            if self.ended:
                return Unread(CUT_OFF)
            if self._allowance <= 0 or not self.grow():
                return Unread(TOO_LARGE)
            ends = ()

    def _widths(self) -> Iterable[int]:
        width = self._guess
        while width < self.left:
            yield self.position + width
            width *= 4
        yield len(self.held)

    def _within(self, ends: Iterable[int]) -> Any | Unread:
        found: Any | Unread = Unread(CUT_OFF, cut_off=True)
        looked_at = 0
        for end in ends:
            self._allowance -= looked_at
            if looked_at and self._allowance <= 0:
                return Unread(TOO_LARGE)
            looked_at = end - self.position
            found = self._up_to(end)
            if not isinstance(found, Unread) or not found.cut_off:
                return found
        return found

    def _up_to(self, end: int) -> Any | Unread:
        piece = self.held[self.position : end]
        text = _text(piece)
        try:
            value, used = _DECODER.raw_decode(text)
            if "\\u" in text or not text.isascii():
                value = _printable(value)
        except json.JSONDecodeError as problem:
            cut_off = problem.pos >= len(text) - _LONGEST_ESCAPE or problem.msg.startswith("Unterminated string")
            return Unread(f"This record is not written as JSON is: {problem.msg}.", cut_off)
        except RecursionError:
            return Unread(TOO_DEEP)
        except ValueError:
            return Unread("This record holds a number that is longer than any export writes.")
        at_the_end = end == len(self.held) and self.ended
        if used == len(text) and not text.endswith(_CLOSES_ITSELF) and not at_the_end:
            return Unread(CUT_OFF, cut_off=True)
        width = used if len(text) == len(piece) else len(text[:used].encode("utf-8", "surrogateescape"))
        self.position += width
        self._guess = max(_FIRST_GUESS_BYTES, 2 * width)
        return value


def _after_space(held: bytes, position: int) -> int:
    found = _SPACE.match(held, position)
    return found.end() if found else position


def _text(piece: bytes) -> str:
    """Decode a piece that may be cut within a sign; bytes that are no UTF-8 are kept apart, one surrogate for each."""
    return piece.decode("utf-8", "surrogateescape")


def _printable(value: Any) -> Any:
    """Replace what nothing can be written with: lone surrogates, spelled out or left by bytes that mean nothing."""
    if isinstance(value, str):
        return value if value.isascii() else _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_printable(each) for each in value]
    if isinstance(value, dict):
        return {_printable(key): _printable(each) for key, each in value.items()}
    return value
