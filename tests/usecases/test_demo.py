"""The demo book: the same for the same day, and somebody in every group."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netbook.domain.filters import read_filter
from netbook.queries.events import events
from netbook.queries.people import inbox_contacts, list_contacts
from netbook.queries.review import Group, review
from netbook.usecases.demo import fill_demo_book

if TYPE_CHECKING:
    from netbook.book import Book


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2028, 2, 29)], ids=str)
def test_every_group_has_somebody(book: Book, today: date) -> None:
    """On any day the review has all its groups within the day's cap, the inbox some people, and there are 3 events."""
    count = book.do(fill_demo_book, today)
    found = book.read(review, today, cap=5)
    assert {row.group for row in found.rows} == set(Group)
    assert found.offered
    inbox = book.read(inbox_contacts)
    assert len(inbox) + len(book.read(list_contacts, read_filter(""), today)) == count
    assert 35 <= count <= 45
    assert [event.to_debrief > 0 for event in book.read(events, today)].count(True) >= 1
    assert len(book.read(events, today)) == 3
