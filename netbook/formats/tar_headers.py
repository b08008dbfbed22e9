"""The headers of a tar archive: names, sizes and kinds of its members.

The format is that of POSIX (ustar and pax: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html), with
the long names and large numbers of GNU tar.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.formats.tape import Tape

BLOCK = 512
"""Headers and data stand in blocks of this many bytes."""
LARGEST_EXTENSION = 64 * 1024
"""A long name, or a list of further fields, has no more bytes than this."""

_SUM = slice(148, 156)
_SUM_AS_SPACES = 8 * ord(" ")
_LARGEST_SIZE = 2**50
_USTAR = b"ustar\0"


class Kind(Enum):
    """What a member is."""

    FILE = auto()
    FOLDER = auto()
    LINK = auto()
    OTHER = auto()


_KINDS = {b"0": Kind.FILE, b"\0": Kind.FILE, b"7": Kind.FILE, b"5": Kind.FOLDER, b"1": Kind.LINK, b"2": Kind.LINK}
_LONG_NAME, _FIELDS = b"L", b"x"
_EXTENSIONS = (_LONG_NAME, _FIELDS, b"K", b"g")
_WITHOUT_DATA = b"123456"


@dataclass(frozen=True, slots=True)
class TarEntry:
    """One member: its name as written, its kind, and where its bytes stand in the archive."""

    name: str
    kind: Kind
    start: int
    size: int


@dataclass(slots=True)
class _Said:
    """What extensions say of the member behind them."""

    name: bytes | None = None
    size: int | None = None
    sparse: bool = False

    def take_in(self, kind: bytes, data: bytes) -> None:
        if kind == _LONG_NAME:
            self.name = data.partition(b"\0")[0]
        elif kind == _FIELDS:
            fields = _fields(data)
            self.name = fields.get(b"path", self.name)
            self.size = int(fields[b"size"]) if b"size" in fields else self.size
            self.sparse = any(name.startswith(b"GNU.sparse") for name in fields)


def has_right_sum(header: bytes) -> bool:
    """Say whether a block is the header of a member: it holds the sum of its own bytes."""
    if len(header) < BLOCK:
        return False
    try:
        return _octal(header[_SUM]) == sum(header) - sum(header[_SUM]) + _SUM_AS_SPACES
    except ValueError:
        return False


def tar_entries(tape: Tape) -> Iterator[TarEntry]:
    """Yield every member, to the end of the archive.

    Raises ValueError for what is no header, EOFError if the archive does not come to its end, and what the tape raises.
    """
    place, said = 0, _Said()
    while (header := _exactly(tape, place, BLOCK)).strip(b"\0"):
        if not has_right_sum(header):
            raise ValueError
        kind, size, start = header[156:157], _number(header[124:136]), place + BLOCK
        if kind in _EXTENSIONS:
            if not 0 <= size <= LARGEST_EXTENSION:
                raise ValueError
            said.take_in(kind, _exactly(tape, start, size))
        else:
            size = 0 if kind in _WITHOUT_DATA else size if said.size is None else said.size
            if not 0 <= size <= _LARGEST_SIZE:
                raise ValueError
            yield _entry(header, said, start, size)
            said = _Said()
        place = start + -(-size // BLOCK) * BLOCK
    # Only at its very end does packed data show whether it is whole.
    tape.go_to(place + _LARGEST_SIZE)


def _entry(header: bytes, said: _Said, start: int, size: int) -> TarEntry:
    kind = _KINDS.get(header[156:157], Kind.OTHER)
    name = said.name
    if name is None:
        name = header[:100].partition(b"\0")[0]
        folder = header[345:500].partition(b"\0")[0]
        if folder and header[257:263] == _USTAR:
            name = folder + b"/" + name
    if kind is Kind.FILE and (name.endswith(b"/") or said.sparse):
        kind = Kind.OTHER if said.sparse else Kind.FOLDER
    return TarEntry(name.decode("utf-8", "surrogateescape"), kind, start, size)


def _exactly(tape: Tape, place: int, count: int) -> bytes:
    """Return that many bytes from a place; raises EOFError if there are fewer."""
    tape.go_to(place)
    found = b""
    while len(found) < count:
        data = tape.read(count - len(found))
        if not data:
            raise EOFError
        found += data
    return found


def _number(field: bytes) -> int:
    """Read a number in octal digits, or as GNU writes large ones, in binary behind a mark."""
    return int.from_bytes(field[1:], "big") if field[0] == 0x80 else _octal(field)


def _octal(field: bytes) -> int:
    digits = field.partition(b"\0")[0].strip()
    return int(digits, 8) if digits else 0


def _fields(data: bytes) -> dict[bytes, bytes]:
    """Read the records “LENGTH NAME=VALUE” and a line end, where the length counts the whole record."""
    found: dict[bytes, bytes] = {}
    while data:
        written, _, rest = data.partition(b" ")
        length = int(written)
        record = rest[: length - len(written) - 2]
        if not len(written) < length <= len(data) or b"=" not in record:
            raise ValueError
        name, _, value = record.partition(b"=")
        found[name] = value
        data = data[length:]
    return found
