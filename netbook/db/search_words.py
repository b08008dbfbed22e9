"""Asking the full-text index: for each word, contacts that have a word which begins so.

Words a contact is called by (name and handles) can be asked for apart from those about it (organisation, tags, notes
and the rest).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from netbook.db.plain_sql import Value, dialect, fetch
from netbook.domain.text import plain

if TYPE_CHECKING:
    from netbook.db.plain_sql import Source

LONGEST_QUERY = 200
_LONGEST_WORD = 60
_LONGEST_TEXT = 20_000
_MOST_LOOKED_THROUGH = 5_000
_WORD = re.compile(r"[^\W_]+")
_IDS: Final = {
    "sqlite": "SELECT rowid FROM contact_search WHERE contact_search MATCH :search_words",
    "postgresql": "SELECT contact_id FROM contact_search WHERE words @@ CAST(:search_words AS tsquery)",
}
_TEXTS: Final = {
    "sqlite": "SELECT called || ' ' || about FROM contact_search WHERE contact_search MATCH :search_words LIMIT :most",
    "postgresql": (
        "SELECT array_to_string(tsvector_to_array(words), ' ') FROM contact_search "
        "WHERE words @@ CAST(:search_words AS tsquery) LIMIT :most"
    ),
}


def words_of(*texts: str | None) -> str:
    """Fold and split texts into the words that are kept and asked for."""
    joined = " ".join(text for text in texts if text)[:_LONGEST_TEXT]
    return " ".join(word[:_LONGEST_WORD] for word in _WORD.findall(plain(joined)))


def contacts_with_words(
    source: Source, query: str, *, called_only: bool = False
) -> tuple[str, dict[str, Value]] | None:
    """Give the question, and its values, for the ids of contacts with a word that begins like each word asked for.

    None where the query holds no word at all.
    """
    asked = _asked(dialect(source), query, called_only=called_only)
    return None if asked is None else (_IDS[dialect(source)], {"search_words": asked})


def kept_words(source: Source, beginning: str) -> set[str]:
    """Give the words that begin like this, of as many contacts as can be looked through while somebody types."""
    asked = _asked(dialect(source), beginning)
    if asked is None:
        return set()
    texts = fetch(source, _TEXTS[dialect(source)], search_words=asked, most=_MOST_LOOKED_THROUGH)
    return {word for (words,) in texts for word in words.split() if word.startswith(beginning)}


def _asked(database: str, query: str, *, called_only: bool = False) -> str | None:
    words = words_of(query[:LONGEST_QUERY]).split()
    if not words:
        return None
    if database == "sqlite":
        match = " ".join(f'"{word}"*' for word in words)
        return f"called : ({match.replace('* ', '* AND ')})" if called_only else match
    return " & ".join(f"'{word}':*{'A' if called_only else ''}" for word in words)
