"""The inbox: kept or dropped, as one step."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from netbook.domain.filters import read_filter
from netbook.domain.handles import handle_on
from netbook.domain.records import Origin, PersonRecord, Record
from netbook.errors import UsageProblem
from netbook.queries.cards import cards
from netbook.queries.people import inbox_contacts, list_contacts
from netbook.usecases.imports import Source, apply_import
from netbook.usecases.inbox import drop_from_inbox, keep_from_inbox
from netbook.usecases.undo import undo

if TYPE_CHECKING:
    from netbook.book import Book

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
RECORDS: list[Record] = [
    PersonRecord(f"li:conn:{slug}", Origin("c.csv", 2), slug.title(), (handle_on("linkedin", slug),))
    for slug in ("ada", "alan", "grace")
]


@pytest.fixture
def waiting(book: Book) -> list[int]:
    """Fill the inbox; gives who waits there."""
    book.do(apply_import, RECORDS, Source("linkedin", "LinkedIn", "c.csv", ""), TODAY, NOW)
    return book.read(inbox_contacts)


def test_kept_with_tags(book: Book, waiting: list[int]) -> None:
    """Whom one keeps leaves the inbox with the tags given; undo puts all back as one step."""
    assert book.do(keep_from_inbox, waiting[:2], tags=["#linkedin"]) == ["Ada", "Alan"]
    assert book.read(inbox_contacts) == waiting[2:]
    kept = book.read(cards, book.read(list_contacts, read_filter("#linkedin"), TODAY), TODAY)
    assert [card.called for card in kept] == ["Ada", "Alan"]
    book.reverse(undo, NOW)
    assert book.read(inbox_contacts) == waiting


def test_dropped_are_not_offered_anew(book: Book, waiting: list[int]) -> None:
    """Whom one drops lies in the archive, and the next import finds them there."""
    book.do(drop_from_inbox, waiting[:1])
    again = book.do(apply_import, RECORDS, Source("linkedin", "LinkedIn", "c.csv", ""), TODAY, NOW)
    assert again.contacts_new == 0
    assert book.read(inbox_contacts) == waiting[1:]
    assert book.read(list_contacts, read_filter("is:archived"), TODAY) == waiting[:1]


def test_nobody_there_is_refused(book: Book, waiting: list[int]) -> None:
    """Keeping those who are not in the inbox is refused."""
    book.do(keep_from_inbox, waiting)
    with pytest.raises(UsageProblem):
        book.do(keep_from_inbox, waiting)
