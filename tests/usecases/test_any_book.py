"""Any book: written as JSON and read into an empty one, it is the same book."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from netbook.book import Book
from netbook.db.people import Contact
from netbook.domain import portable
from netbook.domain.channels import Channel, Direction
from netbook.domain.handles import NETWORKS
from netbook.domain.text import norm, norm_line, plain
from netbook.queries.exporting import take_along
from netbook.usecases.imports import apply_import
from tests.conftest import NOW, TODAY
from tests.formats.held_book import HeldBook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session


from tests.usecases.added_books import SOURCE, records_of, written

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12).map(norm)
LINES = TEXT.map(norm_line).filter(bool)
DAYS = st.dates(date(2000, 1, 1), date(2026, 11, 23))
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC))


@st.composite
def books(draw: st.DrawFn) -> HeldBook:
    """Draw a small book in which everything has a value now and then."""
    maybe_text, maybe_day = st.none() | TEXT.filter(bool), st.none() | DAYS
    tags = draw(st.lists(LINES, max_size=3, unique_by=lambda name: plain(name) or name.casefold()))
    tags = [tag for tag in tags if not tag.startswith("#")]
    events = tuple(
        portable.PortableEvent(
            number, name, draw(maybe_text), draw(DAYS), place=draw(maybe_text), running=draw(st.booleans())
        )
        for number, name in enumerate(
            draw(st.lists(LINES, max_size=2, unique_by=lambda name: plain(name) or name.casefold())), 1
        )
    )
    met = st.none() | st.builds(
        lambda network, event, on: portable.PortableMet(network, event and event.number, event and event.name, on),
        st.sampled_from([None, *NETWORKS]),
        st.sampled_from([None, *events]),
        maybe_day,
    )
    names = draw(st.lists(st.none() | LINES, max_size=4))
    links = [portable.PersonLink(f"u-{number}", "") for number in range(len(names))]
    handles = iter(draw(st.lists(LINES, min_size=8, max_size=8, unique=True)))
    people = []
    for number, name in enumerate(names):
        accounts = tuple(
            portable.PortableHandle(
                draw(st.sampled_from(list(NETWORKS))), key, key, draw(maybe_text), added_on=draw(DAYS)
            )
            for key, _ in zip(handles, range(draw(st.integers(0, 2))), strict=False)
        )
        called = name or (accounts[0].shown if accounts else "nobody")
        links[number] = portable.PersonLink(f"u-{number}", called)
        people.append(
            portable.PortableContact(
                f"u-{number}",
                name,
                draw(DAYS),
                accounts,
                organisation=draw(maybe_text),
                notes=draw(maybe_text),
                birthday=draw(st.sampled_from([None, "1815-12-10", "--12-10"])),
                tags=tuple(
                    sorted(
                        draw(st.sets(st.sampled_from(tags))) if tags else (),
                        key=lambda name: plain(name) or name.casefold(),
                    )
                ),
                met_online=draw(met),
                met_in_person=draw(met),
                cadence=draw(st.sampled_from([None, "4w", "never"])),
                snoozed_until=draw(maybe_day),
                inbox=draw(st.booleans()),
                archived=draw(st.booleans()),
                follow_ups=tuple(
                    portable.PortableFollowUp(
                        0, draw(DAYS), draw(maybe_day), draw(maybe_text), snoozes=draw(st.integers(0, 3))
                    )
                    for _ in range(draw(st.integers(0, 2)))
                ),
                decisions=tuple(
                    portable.PortableDecision("done", draw(DAYS), draw(maybe_day), draw(maybe_text))
                    for _ in range(draw(st.integers(0, 1)))
                ),
            )
        )
    talks = tuple(
        portable.PortableInteraction(
            number,
            draw(st.sampled_from(Channel)),
            draw(st.sampled_from(Direction)),
            draw(DAYS),
            tuple(link for link in links if draw(st.booleans())) or (links[0],),
            draw(st.none() | INSTANTS),
            draw(maybe_text),
            *draw(st.sampled_from([(None, None), *((event.number, event.name) for event in events)])),
            *draw(st.sampled_from([(None, None), ("x", f"x:dm:{number}")])),
        )
        for number in range(1, draw(st.integers(0, 4)) + 1)
        if links
    )
    return HeldBook(tuple(people), talks, events, tuple(portable.PortableTag(tag, None) for tag in tags))


def round_trip(session: Session, data: bytes) -> bytes:
    """Add a book to an empty one, and export that."""
    outcome = apply_import(session, records_of(data), SOURCE, TODAY, NOW)
    assert (outcome.failed, outcome.skipped) == (0, 0), outcome.problems
    return take_along(session, None, TODAY, written)


def comparable(data: bytes) -> Any:
    """Read JSON, without the numbers of follow-ups, which are those of the rows."""
    form = json.loads(data)
    for contact in form["contacts"]:
        for follow_up in contact.get("follow_ups", ()):
            del follow_up["number"]
    return form


@pytest.fixture(scope="module")
def bare_book(empty_book: Path) -> Iterator[Book]:
    """Open an empty book in which nothing is kept."""
    book = Book(str(empty_book), lambda: NOW)
    yield book
    book.close()


@settings(max_examples=25)
@given(held=books())
def test_any_book_comes_back(bare_book: Book, held: HeldBook) -> None:
    """Whatever is in a book, its file added to an empty book gives the same file."""
    data = written(held)
    assert comparable(bare_book.preview(round_trip, data)) == comparable(data)
    assert bare_book.read(lambda session: session.scalar(select(func.count()).select_from(Contact))) == 0
