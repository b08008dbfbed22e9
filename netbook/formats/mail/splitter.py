"""The heads of the messages in a mailbox, cut out of it as it streams by; their bodies are passed over.

In an mbox file each message begins behind a line ``From sender date``. The standard library takes every line that
begins so for one, in the middle of a text too; here a blank line must stand above it, or a date of its own in it, and
a header line below it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

LARGEST_HEAD = 2**18
"""Bytes of the head of one message that are read at most."""
_CHUNK = 2**20
_AHEAD = 4_096
_KEPT = 4
"""Bytes kept of what was read, to see whether a line above was blank."""
_MARK = b"\nFrom "
_HEADER = re.compile(rb"(?:>?[^\r\n]{0,998}\r?\n)?[!-9;-~]{1,76}[ \t]{0,8}:")
_DATED = re.compile(rb"From \S{1,320} {1,4}\w{3} \w{3} {1,2}\d{1,2} \d{2}:\d{2}(?::\d{2})?")
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_ABOVE_BLANK = (b"\n\n", b"\n\r\n")


@dataclass(frozen=True, slots=True)
class MessageHead:
    """The head of one message: its lines, that above it in an mbox file, and where it begins."""

    line: int
    separator: bytes
    content: bytes
    is_too_large: bool = False


class Mailbox:
    """Reads one file in a single pass, and keeps no more than a piece of it in memory."""

    def __init__(self, stream: BinaryIO) -> None:
        """Read nothing yet."""
        self._stream = stream
        self._held = b"\n"
        self._at = 0
        self._line = 0
        self._is_at_end = False

    def heads(self) -> Iterator[MessageHead]:
        """Give the heads of an mbox file; what stands above the first is passed over."""
        while (found := self._next_separator()) is not None:
            self._go_to(found + 1)
            end = self._held.find(b"\n", self._at)
            separator, line = self._held[self._at : end].rstrip(b"\r"), self._line
            self._go_to(end + 1)
            yield self._head(line, separator)

    def only_head(self) -> MessageHead:
        """Give the head of a file that is one message."""
        self._go_to(1)
        return self._head(1, b"")

    def _head(self, line: int, separator: bytes) -> MessageHead:
        size = _AHEAD
        while True:
            self._hold(size)
            # The line end above the first header counts, for a head may be empty.
            found = _HEAD_ENDS.search(self._held, self._at - 1)
            if found is not None or self._is_at_end or size > LARGEST_HEAD:
                break
            size *= 8
        end = len(self._held) if found is None else found.end()
        is_too_large = end - self._at > LARGEST_HEAD
        content = self._held[self._at : min(end, self._at + LARGEST_HEAD)]
        # The blank line below a head may be the one above the next message.
        self._go_to(self._at + LARGEST_HEAD if is_too_large else max(self._at, end - 2))
        return MessageHead(line, separator, content, is_too_large)

    def _next_separator(self) -> int | None:
        """Find the end of the line above the next message."""
        self._hold(_CHUNK)
        at = self._held.find(_MARK, self._at)
        while at >= 0 or not self._is_at_end:
            if at < 0 or (len(self._held) - at < _AHEAD and not self._is_at_end):
                self._go_to(at if at >= 0 else max(self._at, len(self._held) - len(_MARK)))
                self._hold(_CHUNK)
                at = self._held.find(_MARK, self._at)
            elif self._separates(at):
                return at
            else:
                at = self._held.find(_MARK, at + 1)
        return None

    def _separates(self, at: int) -> bool:
        """Say whether the line behind a line end begins a message."""
        below = self._held.find(b"\n", at + 1)
        if below < 0 or not _HEADER.match(self._held, below + 1):
            return False
        above = self._held[max(0, at - 2) : at + 1]
        is_first = self._line == 0 and at == 0
        return is_first or above.endswith(_ABOVE_BLANK) or _DATED.match(self._held, at + 1) is not None

    def _hold(self, size: int) -> None:
        """Hold at least ``size`` bytes of what is not read yet, if there are as many, and a little of what was."""
        missing = size - (len(self._held) - self._at)
        if missing <= 0 or self._is_at_end:
            return
        kept = max(0, self._at - _KEPT)
        parts = [self._held[kept:]]
        while missing > 0:
            chunk = self._stream.read(max(_CHUNK, missing))
            if not chunk:
                self._is_at_end = True
                break
            parts.append(chunk)
            missing -= len(chunk)
        self._held = b"".join(parts)
        self._at -= kept

    def _go_to(self, at: int) -> None:
        """Let go of what was read, counting its lines."""
        self._line += self._held.count(b"\n", self._at, at)
        self._at = at
