"""The full-text index over contacts: FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL.

Both hold the same words, which ``search_words`` folds and splits, so that both find the same contacts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


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
