"""Words of a filter that find nobody, spelt the way the book spells them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from netbook.db.plain_sql import fetch
from netbook.db.search_words import contacts_with_words, kept_words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netbook.db.plain_sql import Source
    from netbook.domain.filters import Filter

SHORTEST = 4
"""Letters of the shortest word that is taken for a slip of the finger."""
_LONG = 7
_MOST_WORDS = 8


def respelt(source: Source, wanted: Filter) -> Filter | None:
    """Give a filter with each word that nobody has replaced by the closest one that somebody has; else None.

    A word of up to six letters may be one slip away, a longer one two: a letter wrong, missing, too many, or two
    that changed places. The first letter must be right, so that few words of the book are compared.
    """
    asked = words_of(" ".join(wanted.words)).split()
    if len(asked) > _MOST_WORDS:
        return None
    spelt = [word if _somebody_has(source, word) else _closest(source, word) for word in asked]
    words = tuple(word for word in spelt if word is not None)
    return replace(wanted, words=words) if len(words) == len(asked) and list(words) != asked else None


def _somebody_has(source: Source, word: str) -> bool:
    found = contacts_with_words(source, word)
    return found is not None and bool(fetch(source, f"{found[0]} LIMIT 1", **found[1]))


def _closest(source: Source, word: str) -> str | None:
    """Give the word of the book that is fewest slips away, a whole one before one that only begins so."""
    if len(word) < SHORTEST:
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    known = kept_words(source, word[0])
    slips = 1 if len(word) < _LONG else 2
    for choices in (known, _beginnings(known, len(word))):
        found = process.extractOne(word, sorted(choices), scorer=OSA.distance, score_cutoff=slips)
        if found is not None:
            return found[0]
    return None


def _beginnings(words: Iterable[str], letters: int) -> set[str]:
    """Give what the longer words begin with, for a word that is still being typed."""
    return {word[:letters] for word in words if len(word) > letters}
