"""Steps that tests of added books share."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from netbook.formats.book_json import BOOK_JSON, BOOK_JSON_READER
from netbook.formats.opening import open_bytes
from netbook.queries.exporting import take_along
from netbook.usecases.imports import Imported, Source, apply_import
from tests.conftest import NOW, TODAY

if TYPE_CHECKING:
    from netbook.book import Book
    from netbook.domain import portable
    from netbook.domain.records import Record

SOURCE = Source("json", "netbook JSON", "netbook.json", "0" * 64)


def nothing(done: int, total: int) -> None:
    """Take note of nothing."""
    assert done <= total


def written(book: portable.PortableBook) -> bytes:
    """Write a book as JSON."""
    out = io.BytesIO()
    BOOK_JSON.write(book, out, nothing)
    return out.getvalue()


def exported(book: Book) -> bytes:
    """Export a whole book."""
    return book.read(take_along, None, TODAY, written)


def records_of(data: bytes) -> list[Record]:
    """Read a book from JSON."""
    with open_bytes(data) as files:
        return list(BOOK_JSON_READER.read(files, nothing))


def add(book: Book, data: bytes, **answers: Any) -> Imported:
    """Add an exported book to another."""
    return book.do(apply_import, records_of(data), SOURCE, TODAY, NOW, **answers)
