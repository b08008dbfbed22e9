"""Where one vCard ends and the next begins, found before any of them is read: a bad card never hides the others."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from netbook.domain.records import Fate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CARD_BYTES = 16 * 2**20
"""A card that is longer than this (16 MiB, its pictures included) is not read."""
LINE_BYTES = 2**20
BLOCK_BYTES = 2**18

NO_END = "The end of this card is missing."
NO_BEGINNING = "The beginning of this card is missing."
NO_CARD = "This text belongs to no card."
INSIDE = "This card stands inside another one: it is somebody's assistant (AGENT)."
TOO_LONG = "This card is longer than 16 MiB."

_DEEPEST = 8
"""Cards open at once, before the outermost is taken for one whose end is missing."""
_MOST_UNSURE = 32
"""Closed cards in a row inside an open one, before that is taken for one whose end is missing."""
_MARKS_BEGIN = frozenset({b"BEG", b"END", b"AGE", b"\xef\xbb\xbf"})
_MARK = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:(BEGIN|END)|(AGENT)[^:\r\n]{0,100}:[ \t]{0,8}BEGIN)[ \t]{0,8}:[ \t]{0,8}VCARD\s{0,8}",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    rb"BEGIN:VCARD\r?\n((?:(?!BEG|END|AGE|\xef\xbb\xbf)[^\n]{0,16384}\n){0,1024})END:VCARD\r?\n", re.IGNORECASE
)
"""A card as nearly all are; whatever else there is, the splitter reads line by line."""
_AGENT = re.compile(rb"(?:[\w-]{1,40}\.)?AGENT[^:\r\n]{0,100}:\s{0,8}", re.IGNORECASE)
_ASIDE = (b"#", b";")
_BLANK = b"\xef\xbb\xbf \t\r\n"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class RawCard:
    """What stands between the beginning and the end of one card; ``line`` is where it begins."""

    line: int
    content: bytes


@dataclass(frozen=True, slots=True)
class NoCard:
    """Something that is no card to be read: the line where it begins, its fate, and why."""

    line: int
    fate: Fate
    reason: str


Piece = RawCard | NoCard


@dataclass(slots=True)
class _Open:
    """A card that has begun and not ended."""

    line: int
    of_agent: bool = False
    lines: list[bytes] = field(default_factory=list)
    size: int = 0
    unsure: list[Piece] = field(default_factory=list)
    """Cards that began and ended in here: they stand inside this one if it goes on, else after it."""
    inside: list[Piece] = field(default_factory=list)

    def goes_on(self) -> None:
        """Note that this card goes on after the cards in it."""
        self.inside += [
            NoCard(piece.line, Fate.SKIPPED, INSIDE) if isinstance(piece, RawCard) else piece for piece in self.unsure
        ]
        self.unsure = []

    def closed(self) -> list[Piece]:
        """Give the card, now that it has ended, and what stood inside."""
        self.goes_on()
        if self.size > CARD_BYTES:
            return [NoCard(self.line, Fate.FAILED, TOO_LONG), *self.inside]
        return [RawCard(self.line, b"".join(self.lines)), *self.inside]

    def never_closed(self) -> list[Piece]:
        """Give the card as one whose end is missing, and the cards after it."""
        return [NoCard(self.line, Fate.FAILED, NO_END), *self.inside, *self.unsure]


def blocks_of_lines(stream: io.BufferedReader | io.BytesIO, head: bytes) -> Iterator[bytes]:
    r"""Yield a file in blocks of whole lines, in UTF-8 if it is UTF-16; ``head`` are its first bytes.

    Lines end in ``\n``, the last one perhaps in nothing; a line past ``LINE_BYTES`` comes in pieces.
    """
    wide = _utf16(head)
    if wide is None and (b"\n" in head or b"\r" not in head):
        blocks: Iterator[bytes] = iter(partial(stream.read, BLOCK_BYTES), b"")
    else:
        # Old Macs end lines in a carriage return alone, which the text layer turns into a line feed.
        text = io.TextIOWrapper(stream, encoding=wide or "latin-1", errors="replace", newline=None)
        back = "utf-8" if wide else "latin-1"
        blocks = (block.encode(back, "replace") for block in iter(partial(text.read, BLOCK_BYTES), ""))
    rest: list[bytes] = []
    for block in blocks:
        end = block.rfind(b"\n") + 1
        if end or len(rest) * BLOCK_BYTES >= LINE_BYTES:
            yield b"".join((*rest, block[:end]))
            rest = []
        rest.append(block[end:])
    if any(rest):
        yield b"".join(rest)


def begins_with_card(head: bytes) -> bool:
    """Say whether the first thing in a file, but for blank lines and comments, is the beginning of a card."""
    for line in b"".join(blocks_of_lines(io.BytesIO(head), head)).split(b"\n"):
        mark = _MARK.fullmatch(line)
        if mark is not None:
            return (mark[1] or b"").upper() == b"BEGIN"
        if _says_something(line):
            return False
    return False


def cards(blocks: Iterable[bytes]) -> Iterator[Piece]:
    """Yield every card in the order of the file, and for each that is none in full why it is left out."""
    splitter = _Splitter()
    number = 1
    for block in blocks:
        at = 0
        while at < len(block):
            whole = splitter.is_idle and _WHOLE.match(block, at)
            if whole:
                yield RawCard(number, whole[1])
                number += whole[1].count(b"\n") + 2
                at = whole.end()
            else:
                end = block.find(b"\n", at) + 1 or len(block)
                yield from splitter.take(number, block[at:end])
                number += 1
                at = end
    yield from splitter.finish()


def _utf16(head: bytes) -> str | None:
    """Return the encoding of a file in UTF-16, with or without its mark, or None if it is something else."""
    if head.startswith(_UTF16_MARKS):
        return "utf-16"
    sample = head[:64]
    half = len(sample) // 2
    if half and sample[1::2].count(0) * 4 > half * 3:
        return "utf-16-le"
    return "utf-16-be" if half and sample[::2].count(0) * 4 > half * 3 else None


class _Splitter:
    """Follows the cards that are open while lines go by."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._stray = 0

    @property
    def is_idle(self) -> bool:
        """Whether no card is open and nothing stands before the next."""
        return not self._open and not self._stray

    def take(self, number: int, line: bytes) -> Iterator[Piece]:
        """Read one line, and give the cards that end with it."""
        mark = _MARK.fullmatch(line) if line[:3].upper() in _MARKS_BEGIN else None
        if mark is None:
            self._put(number, line)
        elif mark[2]:
            yield from self._begin(number, of_agent=True)
        elif mark[1].upper() == b"BEGIN":
            yield from self._begin(number, of_agent=False)
        else:
            yield from self._end(number)

    def _put(self, number: int, line: bytes) -> None:
        """Put a line that neither begins nor ends a card where it belongs."""
        if not self._open:
            if not self._stray and _says_something(line):
                self._stray = number
            return
        card = self._open[-1]
        if card.of_agent and not card.lines and line[:1] in (b" ", b"\t"):
            # The agent is folded into one property of the card around it.
            self._open.pop()
            card = self._open[-1]
        card.size += len(line)
        if card.size <= CARD_BYTES:
            card.lines.append(line)
        if card.unsure and _says_something(line):
            card.goes_on()

    def _begin(self, number: int, *, of_agent: bool) -> Iterator[Piece]:
        """Open a card, inside the one that is open if there is one."""
        yield from self._stray_text()
        if self._open and (len(self._open) >= _DEEPEST or len(self._open[0].unsure) >= _MOST_UNSURE):
            yield from self._open.pop(0).never_closed()
        inside = bool(self._open) and (of_agent or self._awaits_agent())
        self._open.append(_Open(number, inside))

    def _end(self, number: int) -> Iterator[Piece]:
        """Close the innermost card."""
        if not self._open:
            yield NoCard(self._stray or number, Fate.FAILED, NO_BEGINNING)
            self._stray = 0
            return
        card = self._open.pop()
        if not self._open:
            yield from card.closed()
            return
        around = self._open[-1]
        around.unsure += card.closed()
        if card.of_agent:
            around.goes_on()

    def finish(self) -> Iterator[Piece]:
        """Say what the end of the file leaves open."""
        yield from self._stray_text()
        for card in self._open:
            yield from card.never_closed()

    def _stray_text(self) -> Iterator[NoCard]:
        if self._stray:
            yield NoCard(self._stray, Fate.FAILED, NO_CARD)
            self._stray = 0

    def _awaits_agent(self) -> bool:
        lines = self._open[-1].lines
        return bool(lines) and _AGENT.fullmatch(lines[-1]) is not None


def _says_something(line: bytes) -> bool:
    """Say whether a line is neither blank nor a comment."""
    return not line.startswith(_ASIDE) and bool(line.strip(_BLANK))
