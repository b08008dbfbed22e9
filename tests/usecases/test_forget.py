"""Forgetting: nothing of the person is left, everybody else is as before, and no import brings the person back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, text

from netbook.backups import copies_with
from netbook.db.ledger import Change
from netbook.db.people import Contact
from netbook.db.synced import SyncedFolder, SyncedItem, SyncedKind
from netbook.db.tables import METADATA
from netbook.domain.channels import Channel, Direction
from netbook.domain.handles import Handle
from netbook.domain.records import InteractionRecord, Origin, PersonRecord
from netbook.usecases.edit import archive
from netbook.usecases.forget import forget
from netbook.usecases.forget_history import FORGOTTEN
from netbook.usecases.imports import Source, apply_import
from netbook.usecases.merge import merge_contacts
from netbook.usecases.tombstones import Tombstones
from tests.conftest import NOW, TODAY

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from netbook.book import Book
    from netbook.domain.records import Record
    from tests.conftest import Desk

SALT = "5a" * 32
NAME = "Xanthippe Quillfeather"
TRACES = ("xanthippe", "quillfeather", "xquill", "moonstone")
ORIGIN = Origin("people.csv", 2)
QUILL = Handle("x", "xquill", "@xquill", "4711", "https://x.com/xquill")


def imported(book: Book, *records: Record) -> tuple[int, int]:
    """Import records; gives how many contacts and interactions are new."""
    done = book.do(apply_import, list(records), Source("x", "X", "people.csv", "0"), TODAY, NOW)
    return done.contacts_new, done.interactions_new


def rows_with_traces(session: Session) -> list[str]:
    """Name the tables in which a trace of the person is."""
    words = "called || about" if session.get_bind().dialect.name == "sqlite" else "CAST(words AS text)"
    rows = [(table.name, tuple(row)) for table in METADATA.sorted_tables for row in session.execute(select(table))]
    rows += [("contact_search", tuple(row)) for row in session.execute(text(f"SELECT {words} FROM contact_search"))]
    return [name for name, row in rows if any(trace in repr(row).lower() for trace in TRACES)]


@pytest.fixture
def full(desk: Desk) -> Desk:
    """Fill a book with the person, under two names at first, and with somebody else."""
    imported(desk.book, PersonRecord("quill", ORIGIN, NAME, (QUILL,), organisation="Moonstone Ltd"))
    desk.add("@moonstone Xanthippe #pycon :: quillfeather of moonstone")
    desk.book.do(merge_contacts, "@xquill", "@moonstone", TODAY)
    desk.add("@grace Grace Hopper")
    desk.met("Grace Hopper, Xanthippe Quillfeather at PyCon yesterday")
    desk.log("@xquill", Channel.MESSAGE, note="about moonstone")
    desk.log("@grace", Channel.CALL)
    return desk


def test_nothing_is_left(full: Desk) -> None:
    """No table, no search index, no step of undo and no receipt has a trace; whom they met with stays."""
    before = full.card("grace")
    assert full.book.read(rows_with_traces)
    forgotten = full.book.reverse(forget, "@xquill", TODAY, SALT)
    assert full.book.read(rows_with_traces) == []
    assert (forgotten.called, forgotten.interactions > 0, forgotten.mentions) == (NAME, True, 0)
    assert full.card("grace") == before
    assert full.book.read(lambda session: session.scalar(select(func.count()).select_from(Contact))) == 1


def test_the_rest_can_still_be_undone(full: Desk) -> None:
    """Steps about others are undone as ever, to the first, and their words do not name the person."""
    full.book.do(archive, ["grace"], TODAY, archived=True)
    full.book.reverse(forget, "@xquill", TODAY, SALT)
    assert full.undo()[0].words != FORGOTTEN
    assert not full.card("grace").archived
    undone = full.undo(50)
    assert FORGOTTEN in {step.words for step in undone}
    assert full.book.read(lambda session: session.scalars(select(Contact.id)).all()) == []
    full.redo(50)
    assert full.card("grace").called == "Grace Hopper"
    assert full.book.read(rows_with_traces) == []


def test_no_byte_is_left(full: Desk) -> None:
    """The name is found nowhere in the book, its log and the log's index; not even folded to small letters."""
    book = full.book
    if book.file is None:
        pytest.skip("a server keeps its files to itself")
    book.reverse(forget, "@xquill", TODAY, SALT)
    assert book.wipe()
    files = list(book.file.parent.glob("netbook.db*"))
    assert len(files) > 1
    for file in files:
        content = file.read_bytes().lower()
        assert [trace for trace in TRACES if trace.encode() in content] == []


@pytest.mark.parametrize(
    "handles",
    [(QUILL,), (Handle("x", "renamed", "@renamed", "4711"),), (Handle("x", "id:4711", "4711", "4711"),)],
)
def test_no_import_brings_the_person_back(full: Desk, handles: tuple[Handle, ...]) -> None:
    """By handle, by the account's number and by the key of the record, the person is left out, talks and all."""
    full.book.reverse(forget, "@xquill", TODAY, SALT)
    talk = InteractionRecord("talk", ORIGIN, ((handles[0], NAME),), Channel.MESSAGE, Direction.BY_ME, NOW)
    assert imported(full.book, PersonRecord("other", ORIGIN, NAME, handles), talk) == (0, 0)
    assert imported(full.book, PersonRecord("quill", ORIGIN, NAME)) == (0, 0)
    assert imported(full.book, PersonRecord("zoe", ORIGIN, "Zoe", (Handle("x", "zoe", "@zoe"),))) == (1, 0)
    assert set(full.book.read(rows_with_traces)) <= {"receipt"}


def test_no_folder_brings_the_person_back(full: Desk) -> None:
    """Nothing of a card that was in step is remembered, and the card is known again by its UID and its accounts."""

    def remember(session: Session) -> None:
        folder = SyncedFolder(path="/cards")
        session.add(folder)
        session.flush()
        for number, said in enumerate((f"N:{NAME}", "N:Grace Hopper")):
            item = {"kind": SyncedKind.CONTACT, "uid": str(number), "file": f"{number}.vcf", "digest": "0"}
            session.add(SyncedItem(folder_id=folder.id, remembered=said, **item))

    full.book.do(remember)
    full.book.reverse(forget, "@xquill", TODAY, SALT)
    assert full.book.read(lambda session: session.scalars(select(SyncedItem.uid)).all()) == ["1"]
    assert full.book.read(rows_with_traces) == []
    assert full.book.read(lambda session: Tombstones(session).of_handles([Handle("phone", "+1", "+1"), QUILL]))
    assert not full.book.read(lambda session: Tombstones(session).of_handles([Handle("x", "zoe", "@zoe")]))


def test_added_by_hand_is_meant(full: Desk) -> None:
    """Who was forgotten and is typed in again is a contact like any other, for imports too."""
    full.book.reverse(forget, "@xquill", TODAY, SALT)
    full.add("@xquill")
    talk = InteractionRecord("talk", ORIGIN, ((QUILL, None),), Channel.MESSAGE, Direction.BY_ME, NOW)
    assert imported(full.book, talk) == (0, 1)


def test_mentions_are_counted(full: Desk) -> None:
    """What was written about others stays, and is counted."""
    full.log("@grace", Channel.CALL, note=f"asked after {NAME}")
    assert full.book.reverse(forget, "@xquill", TODAY, SALT).mentions == 1


def test_backups_that_hold_the_person_are_listed(full: Desk) -> None:
    """A copy from before is listed, one from after is not."""
    book = full.book
    if book.file is None or book.backups is None:
        pytest.skip("a server makes its own backups")
    held = book.back_up()
    forgotten = book.reverse(forget, "@xquill", TODAY, SALT)
    book.back_up()
    assert copies_with(book.backups, book.file, forgotten.accounts, forgotten.traces) == [held]
    with closing(sqlite3.connect(book.file)) as connection:
        assert connection.execute("SELECT count(*) FROM tombstone").fetchone()[0] >= 3


def test_the_journal_keeps_its_pairs(full: Desk) -> None:
    """What is left of each change has as many rows before as after."""
    full.book.reverse(forget, "@xquill", TODAY, SALT)
    for change in full.book.read(lambda session: session.scalars(select(Change)).all()):
        if change.before is not None and change.after is not None:
            assert len(change.before) == len(change.after) > 0
