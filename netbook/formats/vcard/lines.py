"""The lines of a vCard: unfolded, decoded, and taken apart into group, name, parameters and text.

The forms are those of vCard 2.1, RFC 2426, RFC 6350 and RFC 6868, and what address books make of them.
"""

from __future__ import annotations

import binascii
import codecs
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_HEAD = 2_000
"""Characters before the colon of a line that are read at most."""
LONGEST_RAGGED_TEXT = 20_000
"""Characters up to which lines that begin nothing are taken for more text of the property above them."""

SHORT_HEAD = 200
"""Characters up to which heads are remembered, for the next card has the same."""

_FOLD = re.compile(rb"\r{0,4}\n[ \t]")
_LINE_END = re.compile(rb"\r{0,4}\n")
_QUOTED_PRINTABLE = re.compile(rb"quoted-printable", re.IGNORECASE)
_NAME = re.compile(r"(?:[\w-]{1,60}\.)?(?:[\w\-/]{1,100}|[Xx]-[\w\-/ ]{1,100})")
_PARAMETER = re.compile(r';\s{0,20}([^=;:"]{1,200})(?:=((?:"[^"]{0,2000}"|[^";:]){0,2000}))?')
_HEAD = re.compile(r'(?:[^":]|"[^"]{0,2000}"){0,2000}')
_CARET = re.compile(r"\^(.)", re.DOTALL)
_CARETS = {"n": "\n", "^": "^", "'": '"'}
_BINARY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_ENCODINGS = frozenset({"quoted-printable", "base64", "b", "8bit", "7bit"})
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7"})
"""Encodings of Python's that no address book writes, some of them slow on long texts."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the colon: the name in capitals, the group in small letters, and the parameters.

    ``kinds`` holds, in small letters, the values of TYPE and parameters without a value (``TEL;CELL:``);
    ``breaks`` says whether a backslash and an n break a line: in quoted-printable they do not.
    """

    name: str
    group: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    kinds: frozenset[str] = frozenset()
    breaks: bool = True

    def get(self, parameter: str) -> str:
        """Return the first value of a parameter that is named in capitals; empty if there is none."""
        return next((value for name, value in self.parameters if name == parameter), "")


Property = tuple[Head, str]
"""One line of a card: what stands before the colon, and the text behind it, not yet unescaped."""


def properties(content: bytes) -> list[Property]:
    """Read what stands between the beginning and the end of a card; lines that say nothing are left out."""
    if b"RINTABLE" in content or b"rintable" in content:
        return _put_together(map(_decoded_line, _unfolded(content)))
    if b"\n " in content or b"\n\t" in content:
        content = _FOLD.sub(b"", content)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _put_together(map(_decoded_line, _LINE_END.split(content)))
    return _put_together(text.replace("\r", "").split("\n"))


def pieces(content: bytes) -> list[tuple[bytes, Property | None]]:
    """Take a card apart into its lines as they are written, folds and all, each with what it says; None for nothing."""
    found: list[list[bytes]] = []
    is_quoted = False
    for line in (
        content.splitlines(keepends=True)
        if b"\r\r" not in content
        else content.replace(b"\r\r", b"\r").splitlines(keepends=True)
    ):
        goes_on = is_quoted and found[-1][-1].rstrip().endswith(b"=")
        if found and (goes_on or line[:1] in (b" ", b"\t") or not properties(line)):
            found[-1].append(line)
        else:
            found.append([line])
            is_quoted = _QUOTED_PRINTABLE.search(line.partition(b":")[0]) is not None
    joined = (b"".join(lines) for lines in found)
    return [(raw, next(iter(properties(raw)), None)) for raw in joined]


def _put_together(lines: Iterable[str]) -> list[Property]:
    found: list[Property] = []
    add = found.append
    for line in lines:
        name, colon, text = line.partition(":")
        if colon and len(name) <= SHORT_HEAD and (head := read_head(name)) is not None:
            add((head, text))
        elif line:
            _add_unusual(found, line, name)
    return found


def _add_unusual(found: list[Property], line: str, name: str) -> None:
    """Take a line whose head is long or quoted, or one that is no property: it goes on with the text above it."""
    if '"' in name and (whole := _HEAD.match(line)) is not None and line[whole.end() : whole.end() + 1] == ":":
        name = whole[0]
    head = _read_head(name) if len(name) <= LONGEST_HEAD and len(name) < len(line) else None
    if head is not None:
        found.append((head, line[len(name) + 1 :]))
    elif found and not line.isspace() and not line.startswith("#"):
        above, text = found[-1]
        if above.name not in _BINARY and len(text) + len(line) < LONGEST_RAGGED_TEXT:
            found[-1] = (above, f"{text}\n{line}")


@lru_cache(maxsize=4_096)
def read_head(text: str) -> Head | None:
    """Read a short head without a quotation mark that is left open; None if it is none."""
    return None if text.count('"') % 2 else _read_head(text)


def _read_head(text: str) -> Head | None:
    """Read what stands before the colon of a line; None if it is nothing that stands there."""
    named, semicolon, _ = text.partition(";")
    named = named.strip().lstrip("\ufeff")
    if not _NAME.fullmatch(named):
        return None
    group, _, name = named.rpartition(".")
    if not semicolon:
        return Head(name.upper(), group.lower())
    parameters = tuple(_parameter(*found) for found in _PARAMETER.findall(text, text.index(";")))
    kinds = frozenset(
        kind.strip().lower()
        for name, value in parameters
        if name == "TYPE"
        for kind in value.split(",")
        if kind.strip()
    )
    breaks = ("ENCODING", "quoted-printable") not in ((name, value.lower()) for name, value in parameters)
    return Head(name.upper(), group.lower(), parameters, kinds, breaks)


def _parameter(name: str, value: str) -> tuple[str, str]:
    """Give one parameter its name; what has a value only is an encoding or a type, as vCard 2.1 lets it be."""
    if not value:
        bare = name.strip()
        return ("ENCODING" if bare.lower() in _ENCODINGS else "TYPE", bare)
    plain = value.replace('"', "").strip() if '"' in value else value.strip()
    if "^" in plain:
        plain = _CARET.sub(lambda found: _CARETS.get(found[1], found[0]), plain)
    return name.strip().upper(), plain


def _unfolded(blob: bytes) -> list[bytes]:
    """Put lines together that were broken, those of quoted-printable among them, which end in “=”."""
    lines: list[list[bytes]] = []
    is_quoted = False
    for line in _LINE_END.split(blob):
        goes_on = is_quoted and lines[-1][-1].rstrip(b" \t").endswith(b"=")
        folded = line[:1] in (b" ", b"\t") and bool(lines)
        if goes_on:
            lines[-1][-1] = lines[-1][-1].rstrip(b" \t")[:-1]
        if goes_on or folded:
            lines[-1].append(line[1:] if folded else line)
        else:
            lines.append([line])
            is_quoted = _QUOTED_PRINTABLE.search(line.partition(b":")[0]) is not None
    return [b"".join(parts) for parts in lines]


def _decoded_line(line: bytes) -> str:
    name, colon, text = line.partition(b":")
    head = _read_head(name.decode("utf-8", "replace")) if colon and len(name) <= LONGEST_HEAD else None
    if head is None:
        return _decoded(line, "")
    if not head.breaks:
        text = binascii.a2b_qp(text)
    decoded = _decoded(text, head.get("CHARSET")).replace("\r\n", "\n").replace("\r", "\n")
    return f"{_decoded(name, '')}:{decoded}"


def _decoded(text: bytes, charset: str) -> str:
    """Read bytes as UTF-8, else in the character set that the card states, else in that of Windows."""
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        codec = _codec(charset)
    if codec:
        try:
            return text.decode(codec)
        except (UnicodeError, LookupError):
            pass
    return text.decode("cp1252", "replace")


@lru_cache(maxsize=256)
def _codec(charset: str) -> str | None:
    """Return Python's name of a character set, or None if it is not known."""
    try:
        name = codecs.lookup(charset.strip()).name if 0 < len(charset) <= 40 else ""
    except (LookupError, ValueError):
        return None
    return None if name in _NO_CHARSETS else name
