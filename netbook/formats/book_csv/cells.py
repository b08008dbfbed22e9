"""Cells that do no harm where they are opened, and give back exactly what was put in.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break for a formula, and a
terminal obeys control characters. Both are disarmed by signs that reading takes off again; there is a rule for text
that looks as if it had been disarmed already, so that no two texts are written alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SEVERAL = " ::: "
# Full-width signs are those of Japanese spreadsheets. A cell can begin after a semicolon or tab inside it, and a row
# after a line break, where a program takes another sign than the comma for what parts cells.
_LIVE = "[=+@\t\r\n＝＋－＠-]"
_BEGINS = "(?:(?<=[;\t\r\n])|^)"
# A run of quotation marks is walked through once, so these need no bound; with one, two texts would be written alike.
_TO_GUARD = re.compile(rf"{_BEGINS}(?='*+{_LIVE})")
_GUARDED = re.compile(rf"{_BEGINS}'(?='*+{_LIVE})")
_SPELLED_BY = "␐"
# A line break of two signs is one that every program knows; a carriage return alone writes over its line.
_TO_SPELL = re.compile(f"[{_SPELLED_BY}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)")
_SPELLED = re.compile(f"{_SPELLED_BY}(?:{_SPELLED_BY}|([0-9a-f]{{2}}))")
_COLONS = re.compile(":{3}")
_MORE_COLONS = re.compile(":{6}")


def disarmed(text: str) -> str:
    """Return a text as it stands in a cell."""
    return _TO_GUARD.sub("'", _TO_SPELL.sub(_spell, text))


def restored(cell: str) -> str:
    """Return the text that a cell was written for."""
    return _SPELLED.sub(_unspell, _GUARDED.sub("", cell))


def joined(texts: Iterable[str]) -> str:
    """Put several texts into one; ``several`` takes them apart again."""
    return _SEVERAL.join(_COLONS.sub("::::::", text) for text in texts)


def several(text: str) -> list[str]:
    """Return the texts that were put into one."""
    return [_MORE_COLONS.sub(":::", part) for part in text.split(_SEVERAL)] if text else []


def _spell(found: re.Match[str]) -> str:
    """Write a control character as ``␐1b``, and the sign itself twice."""
    return _SPELLED_BY * 2 if found[0] == _SPELLED_BY else f"{_SPELLED_BY}{ord(found[0]):02x}"


def _unspell(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else _SPELLED_BY
