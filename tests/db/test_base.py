"""Column types both databases agree on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import StatementError

from netbook.db.ledger import Step
from netbook.db.promises import ReviewSession

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from netbook.book import Book


def test_an_instant_is_kept_in_utc(book: Book) -> None:
    """An instant of any zone is read back as the same instant in UTC."""
    at = datetime(2026, 11, 23, 1, 30, tzinfo=timezone(timedelta(hours=5, minutes=45)))

    def write(session: Session) -> None:
        session.add(ReviewSession(started_at=at))

    book.do(write)
    read = book.read(lambda session: session.get_one(ReviewSession, 1).started_at)
    assert (read, read.tzinfo) == (at, UTC)


def test_an_instant_without_a_zone_is_refused(book: Book) -> None:
    """A naive instant could mean any hour of the day."""
    with pytest.raises(StatementError, match="needs a time zone"):
        book.do(lambda session: session.add(ReviewSession(started_at=datetime(2026, 11, 23))))


def test_a_step_bears_the_book_s_own_time(book: Book) -> None:
    """The clock that the book was opened with dates every step."""
    book.do(lambda session: session.add(ReviewSession(started_at=datetime.now(UTC))))
    assert book.read(lambda session: session.get_one(Step, 1).at) == datetime(2026, 11, 23, 12, tzinfo=UTC)
