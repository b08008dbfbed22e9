"""People of whom an export has a name alone: found again in the next export, whichever of their keys it has."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from netbook.domain.census import census_of
from netbook.domain.channels import Channel, Direction
from netbook.domain.records import InteractionRecord, Origin, PersonRecord, Record
from netbook.queries.doubts import doubtful_matches
from netbook.usecases.imports import Imported, Source, apply_import

if TYPE_CHECKING:
    from netbook.book import Book

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SOURCE = Source("facebook", "Facebook export", "export.zip", "0" * 64)
ORIGIN = Origin("your_friends.json", 2)
FRIEND = PersonRecord("fb:friend:ada:5", ORIGIN, "Ada", met_network="facebook", met_on=date(2024, 5, 1))


def taken(book: Book, *records: Record) -> Imported:
    """Import these records."""
    return book.do(apply_import, records, SOURCE, TODAY, NOW, census=census_of(records))


def said(key: str, at: str) -> InteractionRecord:
    """Make a message from whoever goes by that key."""
    when = datetime.fromisoformat(at).replace(tzinfo=UTC)
    return InteractionRecord(
        f"fb:msg:{at}", ORIGIN, (), Channel.MESSAGE, Direction.BY_THEM, when, "hello", named=((key, "Ada"),)
    )


def test_a_friend_who_writes_later_is_the_same_person(book: Book) -> None:
    """The first key stays when others come to it, so that nobody is made twice and nothing is asked."""
    taken(book, FRIEND)
    more = replace(FRIEND, other_keys=("fb:thread:ada_1", "fb:name:ada"))
    again = taken(book, more, said(FRIEND.key, "2026-05-01"))
    assert (again.contacts_new, again.interactions_new, again.matched) == (0, 1, 1)


def test_whoever_is_renamed_is_found_by_another_key(book: Book) -> None:
    """A key that went with the old name is made up for by one that did not."""
    taken(book, replace(FRIEND, other_keys=("fb:thread:ada_1",)), said(FRIEND.key, "2026-05-01"))
    married = PersonRecord("fb:friend:ada king:5", ORIGIN, "Ada King", other_keys=("fb:thread:ada_1",))
    assert book.read(doubtful_matches, [married]) == []
    again = taken(book, married, said(married.key, "2026-05-02"))
    assert (again.contacts_new, again.interactions_new) == (0, 1)


def test_keys_of_somebody_else_are_left_with_them(book: Book) -> None:
    """A key that has found one contact never moves to another."""
    taken(book, FRIEND, PersonRecord("fb:thread:ada_2", ORIGIN, "Ada"))
    both = replace(FRIEND, other_keys=("fb:thread:ada_2",))
    assert taken(book, both).contacts_new == 0
    assert taken(book, said("fb:thread:ada_2", "2026-05-01"), said(FRIEND.key, "2026-05-02")).contacts_new == 0
