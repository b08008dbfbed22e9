"""The events and time zones of a calendar file, cut out of it as bytes; whatever else stands there is passed over.

A calendar is a nest of ``BEGIN:`` and ``END:`` lines (RFC 5545, 3.4). Events are looked for wherever they stand, so
that files without a calendar around them, or with several, are read too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

LARGEST_BLOCK = 2**20
"""Bytes of one event that are read at most, without what is attached to it."""
_LONGEST_LINE = 2**16
_LONGEST_MARK = 80
_NO_MEETINGS = frozenset({b"vtodo", b"vjournal", b"vfreebusy", b"vavailability"})
_BOM = b"\xef\xbb\xbf"


class Kind(StrEnum):
    """What is cut out of a calendar."""

    EVENT = "vevent"
    ZONE = "vtimezone"
    NAME = "x-wr-calname"
    """The line that holds the name of the calendar."""
    OTHER = "other"
    """A task, a journal entry or busy times; nothing of it but its place is given."""


@dataclass(slots=True)
class Block:
    """One event or zone: its lines as they stand, where it begins, and what is wrong with it.

    Parts of an event, such as reminders, are left out; those of a zone are in it.
    """

    kind: Kind
    line: int
    content: bytes = b""
    is_whole: bool = False
    is_too_large: bool = False


@dataclass(slots=True)
class _Open:
    """A block whose end has not come yet."""

    block: Block
    lines: list[bytes] = field(default_factory=list)
    size: int = 0
    inside: list[bytes] = field(default_factory=list)
    skips: bool = False

    def add(self, line: bytes) -> None:
        """Keep a line, unless it is of an attachment or more than an event can hold."""
        if line[:1] not in b" \t\n":
            self.skips = line[:6].upper() == b"ATTACH"
        if self.skips:
            return
        self.size += len(line)
        if self.size > LARGEST_BLOCK:
            self.block.is_too_large = True
            self.lines.clear()
        else:
            self.lines.append(line)

    def closed(self, *, is_whole: bool) -> Block:
        """Give the block with its lines."""
        self.block.content = b"".join(self.lines)
        self.block.is_whole = is_whole
        return self.block


def blocks(stream: BinaryIO) -> Iterator[Block]:
    """Yield the blocks of one file in the order in which they end; one that does not end is not whole."""
    cutter = _Cutter()
    for number, line in _numbered_lines(stream):
        mark = _mark(line)
        if mark is None:
            yield from cutter.take_line(number, line)
        elif mark[0]:
            yield from cutter.begin(number, line, mark[1])
        else:
            yield from cutter.end(number, line, mark[1])
    yield from cutter.break_off()


class _Cutter:
    """Keeps the block that is open, and gives it away when it is closed."""

    def __init__(self) -> None:
        self._open: _Open | None = None

    def take_line(self, number: int, line: bytes) -> Iterator[Block]:
        """Take a line that begins and ends nothing."""
        if self._open is None:
            if line[:12].lower() == b"x-wr-calname":
                yield Block(Kind.NAME, number, line, is_whole=True)
        elif not self._open.inside or self._open.block.kind is Kind.ZONE:
            self._open.add(line)

    def begin(self, number: int, line: bytes, name: bytes) -> Iterator[Block]:
        """Begin a block, or a part of the one that is open; events do not stand in one another."""
        if name == b"vevent":
            yield from self.break_off()
            self._open = _Open(Block(Kind.EVENT, number))
        elif self._open is not None:
            self._open.inside.append(name)
            self._keep_mark(line)
        elif name == b"vtimezone":
            self._open = _Open(Block(Kind.ZONE, number))
        elif name in _NO_MEETINGS:
            yield Block(Kind.OTHER, number, is_whole=True)

    def end(self, number: int, line: bytes, name: bytes) -> Iterator[Block]:
        """End the block that is open, or a part of it; an event that never began is one that is not whole."""
        if self._open is None:
            if name == b"vevent":
                yield Block(Kind.EVENT, number)
            return
        if name == b"vcalendar":
            yield from self.break_off()
        elif name == self._open.block.kind.value.encode():
            yield self._open.closed(is_whole=True)
            self._open = None
        elif name in self._open.inside:
            del self._open.inside[self._open.inside.index(name) :]
            self._keep_mark(line)

    def break_off(self) -> Iterator[Block]:
        """Give away the block that is open, whose end is missing."""
        if self._open is not None:
            yield self._open.closed(is_whole=False)
            self._open = None

    def _keep_mark(self, line: bytes) -> None:
        if self._open is not None and self._open.block.kind is Kind.ZONE:
            self._open.add(line)


def _mark(line: bytes) -> tuple[bool, bytes] | None:
    """Read ``BEGIN:`` or ``END:``; None for any other line."""
    if line[:1] not in b"bBeE" or len(line) > _LONGEST_MARK:
        return None
    word, colon, name = line.partition(b":")
    word = word.strip().lower()
    if not colon or word not in (b"begin", b"end"):
        return None
    return word == b"begin", name.strip().lower()


def _numbered_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the lines with their numbers; of one that is longer than any program writes, a piece at a time."""
    number, goes_on = 0, False
    while line := stream.readline(_LONGEST_LINE):
        if not goes_on:
            number += 1
        if number == 1 and not goes_on:
            line = line.removeprefix(_BOM).lstrip(b" \t")
        yield number, line if not goes_on else b"\n " + line
        goes_on = not line.endswith(b"\n")
