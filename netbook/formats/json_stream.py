"""The records of a JSON list of any length, a few MiB at a time; a broken one does not hide those behind it.

The list may stand behind the name of a variable, as in the JavaScript files of an X archive, or be one part of an
object, as in the outbox of a Mastodon archive.
"""

from __future__ import annotations

import io
import itertools
import re
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from netbook.formats.json_nested import Surroundings, surroundings
from netbook.formats.json_window import CUT_OFF, TOO_LARGE, JsonWindow, Unread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NO_LIST = "There is no list of records in this file."
NEVER_CLOSED = "The file is cut off: the list of records does not end, and what came after this place is missing."
BEHIND_THE_END = "Something stands behind the end of the list of records; it was not read."
NOT_AS_EXPECTED = "This record is not written as in other files of its kind"

_FIRST_BYTES = 4_096
_MARK = b"\xef\xbb\xbf"
_CUTS_TRIED = 4
_OPENED = re.compile(rb'\{(\s{0,200})("[^"\\]{0,100}"\s{0,8}:\s{0,8}[\["{]?)?')
_BETWEEN_TEXTS = re.compile(rb'(")[ \t]{0,8},\s{0,200}"')
_ANY_BOUNDARY = re.compile(rb"(\})\s{0,8},\s{0,200}\{")
_LONGEST_BOUNDARY = 1_024
_NAME_OF_VARIABLE = re.compile(rb"[\s(]{0,100}([A-Za-z_$][A-Za-z0-9_$.\[\]\"' ]{0,200}?)\s{0,20}=")

T = TypeVar("T")


class Item(NamedTuple, Generic[T]):
    """One record: its number in the list, counted from 1, what it says, and the lines of those read with it."""

    number: int
    value: T
    lines: Lines

    @property
    def line(self) -> int:
        """The line where the record begins, counted from 1."""
        return self.lines.of(self.number)


class BrokenItem(NamedTuple):
    """A record that cannot be read: its number in the list, the line where it begins, and why."""

    number: int
    line: int
    reason: str


class Lines:
    """The lines where the records of one piece of a file begin, counted when they are asked for."""

    __slots__ = ("_between", "_first_line", "_first_number", "_lines", "_piece")

    def __init__(self, first_number: int, first_line: int, piece: bytes = b"", between: bytes = b"") -> None:
        self._first_number = first_number
        self._first_line = first_line
        self._piece = piece
        self._between = between
        self._lines: list[int] | None = None

    def of(self, number: int) -> int:
        """Give the line of the record of that number."""
        if self._lines is None:
            self._lines = self._counted() if b"\n" in self._piece else []
            self._piece = b""
        index = number - self._first_number
        return self._lines[index] if index < len(self._lines) else self._first_line

    def _counted(self) -> list[int]:
        # re splits twice as fast as bytes.split, which makes a difference in files of hundreds of MiB.
        breaks = self._between.count(b"\n")
        counts = [piece.count(b"\n") + breaks for piece in re.split(re.escape(self._between), self._piece)]
        return list(itertools.accumulate(counts, initial=self._first_line))


class JsonItems(Generic[T]):
    """Reads the records of one list, each as ``kind``: a msgspec Struct, ``dict``, ``msgspec.Raw`` or ``Any``.

    In memory are never more than a few MiB, whatever the length of the list. Broken records are handed on in their
    places. ``variable`` is what the list is assigned to (``window.YTD.tweets.part0``), empty without such a name;
    ``members`` holds what else the object around the list says, as far as it has been read.
    """

    def __init__(
        self, stream: io.BufferedIOBase | JsonWindow, kind: type[T], member: str | None = None, inner: str | None = None
    ) -> None:
        """Read nothing yet; ``member`` names the part of an object that is the list, else its first list is taken.

        ``inner`` names a list within each record. A record that is too large or too broken to be read whole is then
        handed on in pieces of the same number, each with one of the records of that list.
        """
        import msgspec

        self._window = stream if isinstance(stream, JsonWindow) else JsonWindow(stream)
        self._inner = inner
        self._kind = kind
        self._decode_many = msgspec.json.Decoder(list[kind]).decode  # type: ignore[valid-type]
        self._decode_one = msgspec.json.Decoder(kind).decode
        self._encode = msgspec.json.encode
        self._refused = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
        self._member = member
        self._in_object = False
        self._number = 1
        self._boundary: re.Pattern[bytes] | None = None
        self._between = b""
        self._closing = 0
        self._one_by_one_to = 0
        self._over = False
        self.variable = ""
        self.members: dict[str, Any] = {}

    def __iter__(self) -> Iterator[Item[T] | BrokenItem]:
        """Yield every record in its order, each once; to be gone through one time."""
        return itertools.chain.from_iterable(self.batches())

    def batches(self) -> Iterator[Sequence[Item[T] | BrokenItem]]:
        """Yield the records as many at a time as were read together, which saves time where there are very many."""
        window = self._window
        if not self._enter():
            yield (BrokenItem(1, window.line(), NO_LIST),)
            return
        while not self._over:
            sign = window.skip(b",")
            if not sign:
                yield (BrokenItem(self._number, window.line(), NEVER_CLOSED),)
                return
            if sign == b"]":
                if not self._leave():
                    break
            elif window.offset < self._one_by_one_to or not (many := self._many()):
                yield from self._one()
            else:
                yield many
        if not self._over and window.skip(b";)"):
            yield (BrokenItem(self._number, window.line(), BEHIND_THE_END),)

    # The way into the list, and out of it

    def _enter(self) -> bool:
        """Go to the first record; False if there is no list."""
        window = self._window
        window.fill()
        if window.held.startswith(_MARK):
            window.position = len(_MARK)
        named = _NAME_OF_VARIABLE.match(window.held[:_FIRST_BYTES], window.position)
        if named:
            window.position = named.end()
            self.variable = named[1].decode("ascii").strip()
        sign = window.skip()
        if sign == b"{":
            window.position += 1
            self._in_object = True
            return self._next_member()
        return self._open()

    def _open(self) -> bool:
        if self._window.skip() != b"[":
            return False
        self._window.position += 1
        self._boundary = None
        self._between = b""
        return True

    def _leave(self) -> bool:
        """Go behind the end of the list; True if another follows that belongs to it, as in pages put together."""
        self._window.position += 1
        if self._in_object:
            self._in_object = False
            self._next_member(go_in=False)
            return False
        return self._window.skip(b";") == b"[" and self._open()

    def _next_member(self, *, go_in: bool = True) -> bool:
        """Read the parts of the object, up to the list that is wanted if that is to be gone into; False at their end."""
        window = self._window
        while (sign := window.skip(b",")) == b'"':
            name = window.value()
            if not isinstance(name, str) or window.skip() != b":":
                return False
            window.position += 1
            if window.skip() == b"[" and go_in and self._member in (None, name):
                return self._open()
            value = window.value()
            if isinstance(value, Unread):
                return False
            self.members[name] = value
        window.position += sign == b"}"
        return False

    # Many records at once

    def _many(self) -> list[Item[T]] | None:
        """Read all records that are in memory to their ends; None if they must be read one by one."""
        window = self._window
        while True:
            if self._between or self._learn():
                cut = window.held.rfind(self._between, window.position)
                if cut >= 0:
                    return self._up_to(cut)
            if self._boundary is None or not window.grow():
                if not self._between:
                    self._one_by_one_to = window.offset + window.left
                return None

    def _up_to(self, cut: int) -> list[Item[T]] | None:
        """Read all records up to the last boundary in memory, or where that lies within a record, to one before it."""
        window = self._window
        start, held = window.position, window.held
        for _ in range(_CUTS_TRIED):
            end = cut + self._closing
            chunk = held[start:end]
            try:
                values = self._decode_many(b"".join((b"[", chunk, b"]")))
            except self._refused:
                self._one_by_one_to = window.offset + end - start
                if b"\n" in self._between:
                    return None
                cut = held.rfind(self._between, start, cut)
                if cut < 0:
                    return None
            else:
                self._one_by_one_to = 0
                items = self._numbered(chunk, values)
                window.position = end
                return items
        return None

    def _numbered(self, chunk: bytes, values: list[T]) -> list[Item[T]]:
        """Give records their numbers."""
        lines = Lines(self._number, self._window.line(), chunk, self._between)
        number = self._number
        self._number += len(values)
        return list(map(Item, range(number, self._number), values, itertools.repeat(lines)))

    def _learn(self) -> bool:
        """Find out what stands between two records, from how the first is written; False if memory holds no second."""
        window = self._window
        if self._boundary is None:
            self._boundary = _boundary(window.held, window.position)
        found = self._boundary.search(window.held, window.position) if self._boundary else None
        if not found:
            return False
        self._between = found[0]
        self._closing = found.end(1) - found.start()
        return True

    # One record, with care

    def _one(self) -> Iterable[Sequence[Item[T] | BrokenItem]]:
        """Read one record, which may come in pieces; behind a broken one, go on where the next begins."""
        window = self._window
        number, line = self._number, window.line()
        self._number += 1
        if (end := next(self._ends(), None)) is not None:
            try:
                value = self._decode_one(window.held[window.position : end])
            except self._refused:
                pass  # it may end elsewhere, or be written as only the standard library reads it
            else:
                window.position = end
                return (((Item(number, value, Lines(number, line))),),)
        found = window.value(self._ends())
        if not isinstance(found, Unread):
            return ((self._taken(number, line, self._encode(found)),),)
        broken = BrokenItem(number, line, found.reason)
        end = self._end_of_broken(found)
        within = len(window.held) if end is None else end
        around = surroundings(window.held, window.position, within, self._inner) if self._inner else None
        if around is None:
            self._go_to_next(found)
            return ((broken,),)
        return ((piece,) for piece in self._in_pieces(broken, around, end))

    def _taken(self, number: int, line: int, record: bytes) -> Item[T] | BrokenItem:
        try:
            return Item(number, self._decode_one(record), Lines(number, line))
        except self._refused as problem:
            return BrokenItem(number, line, f"{NOT_AS_EXPECTED}: {problem}.")

    def _end_of_broken(self, found: Unread) -> int | None:
        """Return where a record that cannot be read whole ends; None if that is not in memory."""
        window = self._window
        if found.reason == CUT_OFF:
            return len(window.held)
        end = next(self._ends(), None)
        if end is None and window.ended:
            last = window.held.rfind(b"]", window.position)
            return last if last >= 0 else len(window.held)
        return end

    def _in_pieces(self, broken: BrokenItem, around: Surroundings, end: int | None) -> Iterator[Item[T] | BrokenItem]:
        """Yield the records of the list within a record, each as a record of its own."""
        import msgspec

        window, number = self._window, broken.number
        window.position += len(around.before) - 1
        lines_before = window.line() - 1 if end is not None else 0
        source = io.BytesIO(window.held[window.position : end]) if end is not None else window
        all_read = broken.reason == TOO_LARGE
        for piece in JsonItems(source, msgspec.Raw):
            if isinstance(piece, Item):
                yield self._taken(number, piece.line + lines_before, around.around(bytes(piece.value)))
            elif piece.reason != BEHIND_THE_END and (piece.reason != NEVER_CLOSED or broken.reason == CUT_OFF):
                all_read = True
                yield BrokenItem(number, piece.line + lines_before, piece.reason)
        if not all_read:
            yield broken
        if end is not None:
            window.position = end
        self._over = broken.reason == CUT_OFF
        window.skip(b"}")

    def _ends(self) -> Iterator[int]:
        """Give places where the next record may end: behind the first boundary, the second, the fourth and so on."""
        if not self._between:
            return
        held, at, wanted = self._window.held, self._window.position, 1
        for count in itertools.count(1):
            at = held.find(self._between, at)
            if at < 0:
                return
            at += self._closing
            if count == wanted:
                wanted *= 2
                yield at

    def _go_to_next(self, broken: Unread) -> None:
        """Pass over a broken record, to the end of the list if no other follows."""
        window = self._window
        if broken.reason == CUT_OFF:
            self._over = True
            return
        boundary = self._boundary or _ANY_BOUNDARY
        while not (found := boundary.search(window.held, window.position)):
            if window.ended:
                self._over = self._in_object
                end = window.held.rfind(b"]", window.position)
                window.position = end if end >= 0 else len(window.held)
                return
            window.position = max(window.position, len(window.held) - _LONGEST_BOUNDARY)
            window.fill(window.left + 1)
        window.position = found.end(1)


def _boundary(held: bytes, position: int) -> re.Pattern[bytes] | None:
    """Return what to look for between two records, from how the first one at ``position`` begins.

    Where every part of a record has a line of its own, a record ends with a bracket further to the left than the
    names in it. On one line, the next record begins with the same name as the first, and the same kind of value.
    """
    opened = _OPENED.match(held, position)
    if opened is None:
        return _BETWEEN_TEXTS if held[position : position + 1] == b'"' else None
    space, name = opened[1], opened[2] or b""
    if b"\n" in space:
        indent = len(space) - space.rindex(b"\n") - 1
        return re.compile(rb"(\r?\n[ \t]{0,%d}\})[ \t]{0,8},\s{0,200}\{" % max(indent - 1, 0))
    return re.compile(rb"(\})\s{0,8},\s{0,200}\{" + re.escape(space + name))
