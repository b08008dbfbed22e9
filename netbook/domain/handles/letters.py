"""Characters a handle may have on networks that allow every script."""

from __future__ import annotations

import unicodedata

from netbook.domain.text import fold

_FULL_WIDTH = ("\uff00", "\uffef")
_LETTERS = frozenset("LMN")


def is_letter(character: str) -> bool:
    """Say whether a character is a letter, mark or digit that can be seen, and no full-width look-alike."""
    if character.isascii():
        return character.isalnum()
    lookalike = _FULL_WIDTH[0] <= character <= _FULL_WIDTH[1]
    return not lookalike and unicodedata.category(character)[0] in _LETTERS and fold(character) != ""
