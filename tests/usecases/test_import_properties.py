"""What holds of every import, whatever its records: the counts add up, twice is once, and it can be taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from netbook.domain.channels import Channel, Direction
from netbook.domain.handles import Handle, handle_on
from netbook.domain.records import (
    EventRecord,
    Fate,
    InteractionRecord,
    LeftOut,
    Origin,
    PersonRecord,
    Record,
    TagRecord,
)
from netbook.usecases.imports import Imported, Source, apply_import
from netbook.usecases.take_back import take_back_import
from netbook.usecases.undo import redo, undo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netbook.book import Book
    from tests.conftest import Dump

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SOURCE = Source("x", "X archive", "x.zip", "0" * 64)
HERE = Origin("tweets.js")
EXAMPLES = settings(max_examples=30)

names = st.sampled_from(["ada", "zoe", "kim"])
ids = st.sampled_from(["1", "2", "3"])
days = st.integers(0, 9).map(lambda number: date(2026, 1, 1) + timedelta(number))
events = st.sampled_from([None, "PyCon", "Lunch"])


def account(name: str, number: str | None) -> Handle:
    """Give an account on X, with its id or without."""
    return Handle("x", name, f"@{name}", number, f"https://x.com/{name}")


def bare(number: str) -> Handle:
    """Give an account on X of which the id alone is known."""
    return Handle("x", f"id:{number}", number, number, None)


accounts = st.one_of(
    st.builds(account, names, st.none() | ids), st.builds(bare, ids), names.map(lambda name: handle_on("github", name))
)


def person(handles: list[Handle], name: str | None, said: dict[str, object]) -> PersonRecord:
    """Make a person whose key is that of the first account, or of the name; nobody has former accounts alone."""
    if not handles:
        said = {field: value for field, value in said.items() if field != "aliases"}
    key = f"x:user:{handles[0].stable_id or handles[0].key}" if handles else f"name:{name}"
    return PersonRecord(key, HERE, name, tuple(handles), **said)  # type: ignore[arg-type]  # whatever was drawn


people = st.builds(
    person,
    st.lists(accounts, max_size=2, unique_by=lambda handle: handle.network),
    st.none() | st.sampled_from(["Ada Lovelace", "Zoë"]),
    st.fixed_dictionaries(
        {},
        optional={
            "organisation": st.sampled_from(["Engines", " "]),
            "notes": st.just("Likes looms."),
            "birthday": st.just("--12-10"),
            "tags": st.just(("maths",)),
            "met_network": st.just("x"),
            "met_on": days,
            "linked": st.sampled_from(Direction),
            "met_event": events,
            "met_in_person_on": days,
            "aliases": st.builds(account, names, st.none()).map(lambda handle: (handle,)),
        },
    ),
)
talks = st.builds(
    InteractionRecord,
    st.integers(0, 20).map(lambda number: f"x:dm:{number}"),
    st.just(HERE),
    st.lists(st.tuples(accounts, st.none() | st.just("Kim")), max_size=2).map(tuple),
    st.sampled_from([Channel.MESSAGE, Channel.IN_PERSON, Channel.REACTION]),
    st.sampled_from(Direction),
    days,
    st.none() | st.just("hello"),
    event=events,
)
others = st.one_of(
    st.builds(EventRecord, st.sampled_from(["e1", "e2"]), st.just(HERE), st.sampled_from(["PyCon", "LibCamp"]), days),
    st.builds(TagRecord, st.just(HERE), accounts, st.sampled_from(["blocked", "maths"])),
    st.builds(LeftOut, st.just(HERE), st.sampled_from(Fate), st.just("No author."), st.integers(1, 5)),
)
exports = st.lists(st.one_of(people, talks, talks, others), max_size=8)


def take(book: Book, records: list[Record]) -> Imported:
    """Import records."""
    return book.do(apply_import, records, SOURCE, TODAY, NOW)


def without_receipts(dump: Dump) -> Dump:
    """Leave out what every import adds, whatever it finds."""
    return {name: rows for name, rows in dump.items() if name != "receipt"}


def test_twice_is_once(open_book: Callable[..., Book], dump: Callable[[Book], Dump], tmp_path: Path) -> None:
    """Counts add up to what was read, and a second import of the same records matches all that the first one took."""
    book = open_book(tmp_path / "book.db")

    @EXAMPLES
    @given(exports, exports)
    def check(before: list[Record], records: list[Record]) -> None:
        take(book, before)
        first = take(book, records)
        once = dump(book)
        second = take(book, records)
        for done in (first, second):
            assert done.read == done.imported + done.matched + done.skipped + done.failed
        read = sum(record.count if isinstance(record, LeftOut) else 1 for record in records)
        assert first.read == second.read == read
        assert (second.imported, second.contacts_new, second.interactions_new, second.unresolved) == (0, 0, 0, 0)
        assert without_receipts(dump(book)) == without_receipts(once)
        book.reverse(undo, NOW, 3)

    check()


def test_undo_restores_an_equal_book(
    open_book: Callable[..., Book], dump: Callable[[Book], Dump], tmp_path: Path
) -> None:
    """Undone, an import leaves the book as it was; redone, as the import left it; undone again, as it was."""
    book = open_book(tmp_path / "book.db")

    @EXAMPLES
    @given(exports, exports)
    def check(before: list[Record], records: list[Record]) -> None:
        take(book, before)
        was = dump(book)
        take(book, records)
        then = dump(book)
        book.reverse(undo, NOW)
        assert dump(book) == was
        book.reverse(redo)
        assert dump(book) == then
        book.reverse(undo, NOW, 2)

    check()


def test_taking_back_restores_an_equal_book(
    open_book: Callable[..., Book], dump: Callable[[Book], Dump], tmp_path: Path
) -> None:
    """Taking the newest import back leaves what undoing it would leave, but for the receipt."""
    book = open_book(tmp_path / "book.db")

    @EXAMPLES
    @given(exports, exports)
    def check(before: list[Record], records: list[Record]) -> None:
        take(book, before)
        was = without_receipts(dump(book))
        number = take(book, records).receipt
        book.do(take_back_import, number, NOW)
        assert without_receipts(dump(book)) == was
        book.reverse(undo, NOW, 3)

    check()
