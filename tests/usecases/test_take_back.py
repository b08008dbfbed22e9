"""Taking an import back, whatever was done since."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from netbook.domain.capture import read_capture
from netbook.domain.channels import Channel, Direction
from netbook.domain.filters import read_filter
from netbook.domain.handles import handle_on
from netbook.domain.records import InteractionRecord, Origin, Owner, PersonRecord, Record
from netbook.errors import NobodyMatches, UsageProblem
from netbook.queries.cards import ContactCard, cards
from netbook.queries.own_accounts import own_handles
from netbook.queries.people import inbox_contacts, list_contacts
from netbook.queries.receipts import receipts
from netbook.usecases.imports import Source, apply_import
from netbook.usecases.inbox import keep_from_inbox
from netbook.usecases.log_contact import log_contact
from netbook.usecases.take_back import take_back_import
from netbook.usecases.undo import redo, undo

if TYPE_CHECKING:
    from netbook.book import Book

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SOURCE = Source("linkedin", "LinkedIn export", "export.zip", "0" * 64)
ADA, ALAN = handle_on("linkedin", "ada-l"), handle_on("linkedin", "alan-t")
RECORDS: list[Record] = [
    PersonRecord("li:conn:ada-l", Origin("c.csv", 2), "Ada", (ADA,), "Engines", None, "linkedin", date(2024, 5, 1)),
    PersonRecord("li:conn:alan-t", Origin("c.csv", 3), "Alan", (ALAN,), None, None, "linkedin", None),
    InteractionRecord(
        "m1", Origin("m.csv", 2), ((ADA, "Ada"), (ALAN, None)), Channel.MESSAGE, Direction.BY_ME, date(2026, 11, 20)
    ),
]


def everybody(book: Book) -> list[ContactCard]:
    """Read every card."""
    ids = [*book.read(inbox_contacts), *book.read(list_contacts, read_filter(""), TODAY)]
    return book.read(cards, ids, TODAY)


def take(book: Book) -> int:
    """Import the records; gives the receipt's number."""
    return book.do(apply_import, RECORDS, SOURCE, TODAY, NOW).receipt


def test_all_of_it_goes(book: Book) -> None:
    """Contacts that nobody touched go with their interactions; undo brings them back, redo takes them again."""
    book.do(log_contact, read_capture("@zoe", TODAY), TODAY)
    before = everybody(book)
    number = take(book)
    after = everybody(book)
    taken = book.do(take_back_import, number, NOW)
    assert (taken.contacts_gone, taken.interactions_gone, taken.contacts_kept) == (2, 1, ())
    assert everybody(book) == before
    book.reverse(undo, NOW)
    assert everybody(book) == after
    book.reverse(redo)
    assert everybody(book) == before
    assert take(book) == number + 1
    assert len(everybody(book)) == 3


def test_whom_the_user_kept_stays(book: Book) -> None:
    """A contact that was kept since stays with its handle, without the imported interactions."""
    number = take(book)
    book.do(keep_from_inbox, book.read(inbox_contacts)[:1])
    taken = book.do(take_back_import, number, NOW)
    assert (taken.contacts_gone, taken.contacts_kept) == (1, ("Ada",))
    (card,) = everybody(book)
    assert [handle.shown for handle in card.handles] == [ADA.shown]
    assert (card.last_contact, card.talks) == (None, 0)


def test_a_known_contact_stays(book: Book) -> None:
    """A contact that was there before the import stays, and only what came with the import goes."""
    book.do(log_contact, read_capture("in/ada-l Ada", TODAY), TODAY)
    number = take(book)
    book.do(take_back_import, number, NOW)
    (card,) = everybody(book)
    assert (card.called, card.last_contact) == ("Ada", None)


def test_only_once_and_only_what_is_there(book: Book) -> None:
    """An import that is unknown or taken back already is refused, and the receipt says when it was taken back."""
    number = take(book)
    with pytest.raises(NobodyMatches):
        book.do(take_back_import, number + 7, NOW)
    book.do(take_back_import, number, NOW)
    with pytest.raises(UsageProblem):
        book.do(take_back_import, number, NOW)
    assert [row.taken_back_at for row in book.read(receipts)] == [NOW]


def test_whose_export_it_was_is_forgotten(book: Book) -> None:
    """Somebody else's export, imported by mistake, leaves nobody taken for the user; while another stays, so do they."""
    records: list[Record] = [Owner(ADA, "Ada"), *RECORDS]
    first, second = (book.do(apply_import, records, SOURCE, TODAY, NOW).receipt for _time in range(2))
    book.do(take_back_import, second, NOW)
    assert [handle.key for handle in book.read(own_handles)] == ["ada-l"]
    book.do(take_back_import, first, NOW)
    assert book.read(own_handles) == ()
    book.reverse(undo, NOW)
    assert [handle.key for handle in book.read(own_handles)] == ["ada-l"]
