"""Full-text search over contacts: FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL.

Both hold the same words, folded and split here, so that both find the same contacts. Words a contact is called by
(name and handles) can be asked for apart from those about it (organisation, tags, notes and the rest).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Select, bindparam, column, select, text

from netbook.domain.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_QUERY = 200
_LONGEST_WORD = 60
_LONGEST_TEXT = 20_000
_MOST_LOOKED_THROUGH = 5_000
_WORD = re.compile(r"[^\W_]+")

CREATE_SQLITE = (
    (
        "CREATE VIRTUAL TABLE contact_search USING fts5(called, about, prefix='1 2 3 4', "
        'tokenize="unicode61 remove_diacritics 0")'
    ),
)
CREATE_POSTGRESQL = (
    "CREATE TABLE contact_search (contact_id INTEGER PRIMARY KEY, words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_contact_search_words ON contact_search USING gin (words)",
)


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """The words of one contact."""

    contact_id: int
    called: str
    about: str


def words_of(*texts: str | None) -> str:
    """Fold and split texts into the words that are kept and asked for."""
    joined = " ".join(text for text in texts if text)[:_LONGEST_TEXT]
    return " ".join(word[:_LONGEST_WORD] for word in _WORD.findall(plain(joined)))


@dataclass(frozen=True, slots=True)
class KeptEntries:
    """What the index keeps of some contacts; on PostgreSQL only of whom it keeps anything."""

    contact_ids: frozenset[int]
    texts: dict[int, tuple[str, str]] | None

    def holds(self, entry: SearchEntry) -> bool:
        """Say whether an entry is in the index as it should be."""
        if self.texts is None:
            return entry.contact_id in self.contact_ids
        return self.texts.get(entry.contact_id) == (entry.called, entry.about)


def kept_entries(connection: Connection, contact_ids: Sequence[int]) -> KeptEntries:
    """Read what the index keeps of some contacts."""
    sqlite = connection.dialect.name == "sqlite"
    key, words = ("rowid", "called, about") if sqlite else ("contact_id", "''")
    query = text(f"SELECT {key}, {words} FROM contact_search WHERE {key} IN :ids")  # noqa: S608 — the columns are ours
    rows = connection.execute(query.bindparams(bindparam("ids", expanding=True)), {"ids": list(contact_ids)}).all()
    texts = {number: (called, about) for number, called, about in rows} if sqlite else None
    return KeptEntries(frozenset(row[0] for row in rows), texts)


def create_search(connection: Connection) -> None:
    """Make the search table of this database."""
    statements = CREATE_SQLITE if connection.dialect.name == "sqlite" else CREATE_POSTGRESQL
    for statement in statements:
        connection.exec_driver_sql(statement)


def index_contacts(connection: Connection, contact_ids: Sequence[int], entries: Iterable[SearchEntry]) -> None:
    """Replace what is kept of these contacts by the entries; a contact without an entry is no longer found."""
    sqlite = connection.dialect.name == "sqlite"
    key = "rowid" if sqlite else "contact_id"
    if contact_ids:
        delete = text(f"DELETE FROM contact_search WHERE {key} = :contact_id")  # noqa: S608 — the column's name is ours
        connection.execute(delete, [{"contact_id": contact_id} for contact_id in contact_ids])
    rows = [_sqlite_row(entry) if sqlite else _postgresql_row(entry) for entry in entries]
    if rows:
        connection.execute(_INSERT_SQLITE if sqlite else _INSERT_POSTGRESQL, rows)


def purge_search(connection: Connection) -> None:
    """Let the index keep no word of what was taken out of it; FTS5 marks it as gone first, and drops it when rebuilt."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO contact_search (contact_search) VALUES ('rebuild')")


def contacts_with_words(dialect: str, query: str, *, called_only: bool = False) -> Select[int] | None:
    """Select the ids of contacts that have, for each word asked for, a word that begins with it.

    None where the query holds no word at all.
    """
    words = words_of(query[:LONGEST_QUERY]).split()
    if not words:
        return None
    if dialect == "sqlite":
        match = " ".join(f'"{word}"*' for word in words)
        asked = f"called : ({match.replace('* ', '* AND ')})" if called_only else match
        clause = text("contact_search MATCH :search_words").bindparams(search_words=asked)
        return select(column("rowid")).select_from(text("contact_search")).where(clause)
    weight = "A" if called_only else ""
    asked = " & ".join(f"'{word}':*{weight}" for word in words)
    clause = text("words @@ CAST(:search_words AS tsquery)").bindparams(search_words=asked)
    return select(column("contact_id")).select_from(text("contact_search")).where(clause)


def kept_words(connection: Connection, beginning: str) -> set[str]:
    """Give the words that begin like this, of as many contacts as can be looked through while somebody types."""
    found = contacts_with_words(connection.dialect.name, beginning)
    if found is None:
        return set()
    if connection.dialect.name == "sqlite":
        columns = found.with_only_columns(text("called || ' ' || about"))
    else:
        columns = found.with_only_columns(text("array_to_string(tsvector_to_array(words), ' ')"))
    texts = connection.scalars(columns.limit(_MOST_LOOKED_THROUGH))
    return {word for words in texts for word in words.split() if word.startswith(beginning)}


_INSERT_SQLITE = text("INSERT INTO contact_search (rowid, called, about) VALUES (:contact_id, :called, :about)")
_INSERT_POSTGRESQL = text(
    "INSERT INTO contact_search (contact_id, words) VALUES (:contact_id, CAST(:words AS tsvector))"
)


def _sqlite_row(entry: SearchEntry) -> dict[str, object]:
    return {"contact_id": entry.contact_id, "called": entry.called, "about": entry.about}


def _postgresql_row(entry: SearchEntry) -> dict[str, object]:
    called = [f"'{word}':1A" for word in entry.called.split()]
    about = [f"'{word}':2B" for word in entry.about.split()]
    return {"contact_id": entry.contact_id, "words": " ".join(called + about)}
