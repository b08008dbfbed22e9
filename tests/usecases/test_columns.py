"""What the columns of tables are is remembered by their headings, and is no step of the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.queries.columns import remembered_columns
from netbook.queries.history import history
from netbook.usecases.columns import remember_columns

if TYPE_CHECKING:
    from netbook.book import Book


def test_columns_are_remembered_by_their_digest(book: Book) -> None:
    """What was said last holds, for these headings alone; nothing is known of others, and history says nothing of it."""
    assert book.read(remembered_columns, "d1") == {}
    assert book.keep(remember_columns, "d1", {"who": "name"}).step is None
    book.do(remember_columns, "d2", {"mail": "email"})
    book.do(remember_columns, "d1", {"who": "notes", "mail": "email"})
    assert book.read(remembered_columns, "d1") == {"who": "notes", "mail": "email"}
    assert book.read(remembered_columns, "d2") == {"mail": "email"}
    assert list(book.read(history)) == []
