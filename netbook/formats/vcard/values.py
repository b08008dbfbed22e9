"""What the texts of a vCard mean: escapes, parts, dates."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netbook.formats.vcard.lines import Property

NO_YEAR = 1604
"""The year that Apple's address book writes where it knows none; a leap year, so that 29 February fits."""

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_FULL_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[Tt ].{0,40})?", re.ASCII)
_YEARLESS = re.compile(r"--(\d{2})-?(\d{2})(?:[Tt ].{0,40})?", re.ASCII)


def unescaped(text: str, *, breaks: bool = True) -> str:
    r"""Take the backslashes out of a text; ``\n`` stays as it is unless it means line ``breaks``."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda found: _escaped(found, breaks=breaks), text)


def _escaped(found: re.Match[str], *, breaks: bool) -> str:
    sign = found[1]
    if sign in "nN":
        return "\n" if breaks else found[0]
    return sign if sign in '\\,;:"' else found[0]


def plain(prop: Property) -> str:
    """Return the text of a property without escapes and outer white space."""
    head, text = prop
    return (unescaped(text, breaks=head.breaks) if "\\" in text else text).strip()


def parts(prop: Property, separator: str = ";") -> list[str]:
    """Return the parts of a structured text, or of a list with “,” as separator."""
    head, text = prop
    if "\\" not in text:
        return [part.strip() for part in text.split(separator)]
    return [unescaped(part, breaks=head.breaks).strip() for part in split_at(text, separator)]


def split_at(text: str, separator: str) -> list[str]:
    """Split a text at every separator that no backslash escapes."""
    pieces = text.split(separator)
    if "\\" not in text:
        return pieces
    found: list[list[str]] = []
    is_open = False
    for piece in pieces:
        if is_open:
            found[-1].append(piece)
        else:
            found.append([piece])
        is_open = (len(piece) - len(piece.rstrip("\\"))) % 2 == 1
    return [separator.join(group) for group in found]


def birthday(text: str) -> str | None:
    """Return a birthday as ``1987-09-27``, ``--09-27`` where the year is not known, or None if it is no full day."""
    plain_text = text.strip()
    if match := _FULL_DATE.fullmatch(plain_text):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
        if year == NO_YEAR:
            return _without_year(month, day)
        return f"{year:04}-{month:02}-{day:02}" if _is_day(year, month, day) else None
    match = _YEARLESS.fullmatch(plain_text)
    return _without_year(int(match[1]), int(match[2])) if match else None


def _without_year(month: int, day: int) -> str | None:
    return f"--{month:02}-{day:02}" if _is_day(NO_YEAR, month, day) else None


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
