"""Books of any size to measure on, the same for the same size: people of one network with a dated history."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from netbook.book import Book
from netbook.domain.channels import Channel, Direction
from netbook.domain.handles import handle_on
from netbook.domain.records import InteractionRecord, Origin, PersonRecord
from netbook.queries.people import inbox_contacts
from netbook.usecases.imports import Source, apply_import
from netbook.usecases.inbox import keep_from_inbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netbook.domain.records import Record

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
_FIRST = [
    "Ada",
    "Alan",
    "Grace",
    "Zoë",
    "Radia",
    "Barbara",
    "Frances",
    "Katherine",
    "Linus",
    "Hedy",
    "Edsger",
    "Mary",
    "Dorothy",
    "Annie",
    "Karen",
    "Tony",
    "Lynn",
]
_LAST = [
    "Lovelace",
    "Turing",
    "Hopper",
    "Perlman",
    "Liskov",
    "Allen",
    "Johnson",
    "Lamarr",
    "Dijkstra",
    "Jackson",
    "Vaughan",
    "Easley",
    "Hoare",
    "Conway",
]
_SOURCE = Source("benchmark", "Benchmark", "invented", "0" * 64)
_ORIGIN = Origin("invented")


def make_book(file: Path, contacts: int, talks: int = 3) -> None:
    """Fill a new book with so many contacts, each with some interactions over the last three years."""
    chance = random.Random(contacts)
    book = Book(str(file), lambda: NOW)
    try:
        book.reverse(apply_import, list(_records(contacts, talks, chance)), _SOURCE, TODAY, NOW)
        book.reverse(lambda session: keep_from_inbox(session, inbox_contacts(session)))
    finally:
        book.close()


def _records(contacts: int, talks: int, chance: random.Random) -> Iterator[Record]:
    for number in range(contacts):
        name = f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {number}"
        handle = handle_on("x", f"person_{number}")
        met_on = TODAY - timedelta(chance.randrange(1, 1_200))
        yield PersonRecord(f"p{number}", _ORIGIN, name, (handle,), None, None, "x", met_on)
        for talk in range(chance.randrange(0, 2 * talks + 1)):
            day = TODAY - timedelta(chance.randrange(1, 1_000))
            yield InteractionRecord(
                f"i{number}-{talk}", _ORIGIN, ((handle, name),), Channel.MESSAGE, Direction.BOTH, day
            )
