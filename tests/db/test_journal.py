"""The journal: what each flush wrote, and values that survive the way through JSON."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Table, func, select

from netbook.db.base import Base
from netbook.db.bulk import reserve_ids, write_rows
from netbook.db.journal import describe_step, row_from_json, row_to_json
from netbook.db.ledger import Change, Step
from netbook.db.people import Contact, Handle, Tag
from netbook.db.promises import FollowUp, FollowUpStatus, ReviewSession
from netbook.domain.kinds import HandleStatus

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from netbook.book import Book

TODAY = date(2026, 11, 23)


def table_of(mapped: type[Base]) -> Table:
    """Give the table of a class."""
    return Base.metadata.tables[mapped.__tablename__]


def through_json(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """Send a row through JSON and back."""
    return row_from_json(table, json.loads(json.dumps(row_to_json(table, row))))


@given(
    st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=st.timezones()),
    st.none() | st.datetimes().map(lambda at: at.replace(tzinfo=UTC)),
)
def test_instants_survive(started_at: datetime, ended_at: datetime | None) -> None:
    """An instant in any zone comes back as the same instant, with a zone."""
    row = {"id": 1, "started_at": started_at, "ended_at": ended_at}
    back = through_json(table_of(ReviewSession), row)
    assert back["started_at"].astimezone(UTC) == started_at.astimezone(UTC)
    assert back["started_at"].tzinfo is not None
    assert back["ended_at"] == ended_at


@given(st.text(), st.dates(), st.sampled_from(FollowUpStatus), st.none() | st.text())
def test_words_days_and_statuses_survive(
    what: str, due_on: date, status: FollowUpStatus, recurrence: str | None
) -> None:
    """Text that looks like a day stays text, a day a day, and a status its own kind."""
    row = {
        "id": 1,
        "contact_id": 2,
        "due_on": due_on,
        "what": what,
        "recurrence": recurrence,
        "status": status,
        "made_on": due_on,
        "closed_on": None,
        "snoozes": 0,
        "uid": None,
        "version": 1,
    }
    back = through_json(table_of(FollowUp), row)
    assert back == row
    assert isinstance(back["status"], FollowUpStatus)


def test_a_column_that_is_gone_is_passed_over() -> None:
    """A row kept by an older netbook may have columns that this one does not."""
    assert row_from_json(table_of(Tag), {"id": 1, "gone": 2}) == {"id": 1}


def changes(book: Book) -> list[Change]:
    """Read the changes in the order they were made."""
    return book.read(lambda session: list(session.scalars(select(Change).order_by(Change.step_id, Change.place))))


def test_rows_made_edited_and_deleted_are_noted(book: Book) -> None:
    """A step holds each row before and after, parents before children, under the words that were given."""

    def make(session: Session) -> None:
        contact = Contact(name="Ada", sort_key="ada", added_on=TODAY)
        contact.handles = [Handle(network="x", key="ada", shown="@ada", status=HandleStatus.ACTIVE, added_on=TODAY)]
        session.add(contact)
        describe_step(session, "Made Ada")

    def change(session: Session) -> None:
        session.get_one(Contact, 1).name = "Ada King"
        session.delete(session.get_one(Handle, 1))

    book.do(make)
    book.do(change)
    noted = [(each.table_name, bool(each.before), bool(each.after)) for each in changes(book)]
    assert noted == [
        ("contact", False, True),
        ("handle", False, True),
        ("contact", True, True),
        ("handle", True, False),
    ]
    edited = changes(book)[2]
    assert edited.before is not None
    assert edited.after is not None
    assert (edited.before[0]["name"], edited.after[0]["name"]) == ("Ada", "Ada King")
    words = book.read(lambda session: list(session.scalars(select(Step.words).order_by(Step.id))))
    assert words == ["Made Ada", "Changed the book"]


def test_a_value_written_unread_is_refused(book: Book) -> None:
    """A row whose former value was never read cannot be undone, so that writing it is a bug that shows itself."""
    book.do(lambda session: session.add(Contact(name="Ada", sort_key="ada", added_on=TODAY)))

    def write_unread(session: Session) -> None:
        contact = session.get_one(Contact, 1)
        session.expire(contact, ["sector"])
        contact.sector = "press"

    with pytest.raises(RuntimeError, match=r"Contact\.sector was written without being read first"):
        book.do(write_unread)
    assert book.read(lambda session: session.get_one(Contact, 1).sector) is None


def test_what_a_deleted_row_held_is_what_the_database_held(book: Book) -> None:
    """A row that is changed and deleted in one go is noted as it was before both."""
    book.do(lambda session: session.add(Tag(name="maths", key="maths", cadence="2w")))

    def change_and_delete(session: Session) -> None:
        tag = session.get_one(Tag, 1)
        tag.cadence = "9y"
        session.delete(tag)

    book.do(change_and_delete)
    before = changes(book)[-1].before
    assert before is not None
    assert before[0]["cadence"] == "2w"


def test_numbers_given_out_in_bulk_are_not_given_again(book: Book) -> None:
    """After rows with numbers of their own, the database goes on behind them."""

    def in_bulk(session: Session) -> None:
        table = table_of(Tag)
        numbers = reserve_ids(session.connection(), table, 3)
        rows = [{"id": number, "name": str(number), "key": str(number), "cadence": None} for number in numbers]
        write_rows(session.connection(), table, rows)
        write_rows(session.connection(), table, [])

    book.do(lambda session: session.add(Tag(name="first", key="first")))
    book.do(in_bulk)
    book.do(lambda session: session.add(Tag(name="last", key="last")))
    book.do(in_bulk)
    ids = book.read(lambda session: list(session.scalars(select(Tag.id).order_by(Tag.id))))
    assert ids == list(range(1, 9))
    assert book.read(lambda session: reserve_ids(session.connection(), table_of(Contact), 0)) == range(1, 1)
    assert book.read(lambda session: session.scalar(select(func.count()).select_from(Change))) == 2
