"""Backups: whole, private, checked and thinned."""

from __future__ import annotations

import sqlite3
import stat
import threading
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from netbook.db.backup import KEPT, back_up, backups
from netbook.db.people import Contact, Tag
from netbook.errors import BookProblem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from netbook.book import Book

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def write_a_pair(session: Session) -> None:
    """Write a contact and a tag, which are never seen one without the other."""
    contact = Contact(name="x", sort_key="x", added_on=date(2026, 11, 23))
    session.add(contact)
    session.flush()
    session.add(Tag(name=str(contact.id), key=str(contact.id)))


def test_a_copy_under_a_writer_is_of_one_moment(tmp_path: Path, open_book: Callable[..., Book]) -> None:
    """Copies taken while somebody writes hold whole transactions only, and pass their check."""
    book = open_book(tmp_path / "netbook.db")
    enough = threading.Event()

    def keep_writing() -> None:
        while not enough.is_set():
            book.do(write_a_pair)

    writer = threading.Thread(target=keep_writing)
    writer.start()
    copies = [back_up(tmp_path / "netbook.db", tmp_path / "backups", NOW) for _ in range(4)]
    enough.set()
    writer.join()
    for copy in copies:
        with closing(sqlite3.connect(copy)) as connection:
            people = connection.execute("SELECT count(*) FROM contact").fetchone()
            tags = connection.execute("SELECT count(*) FROM tag").fetchone()
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert people == tags


def test_a_copy_opens_as_a_book(tmp_path: Path, open_book: Callable[..., Book]) -> None:
    """A backup is a book like any other."""
    book = open_book(tmp_path / "netbook.db")
    book.do(write_a_pair)
    copy = back_up(tmp_path / "netbook.db", tmp_path / "backups", NOW)
    assert copy.name == "2026-11-23T120000.db"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert open_book(copy).read(lambda session: session.get_one(Contact, 1).name) == "x"


def test_only_the_newest_are_kept(tmp_path: Path, open_book: Callable[..., Book]) -> None:
    """More than fourteen are thinned, the oldest going first; other files in the folder are nobody's business."""
    open_book(tmp_path / "netbook.db")
    folder = tmp_path / "backups"
    folder.mkdir(mode=0o700)
    (folder / "mine.db").write_text("kept by hand")
    for day in range(KEPT + 3):
        back_up(tmp_path / "netbook.db", folder, NOW + timedelta(day))
    names = [path.name for path in backups(folder)]
    assert names == [f"{NOW + timedelta(day):%Y-%m-%d}T120000.db" for day in range(3, KEPT + 3)]
    assert (folder / "mine.db").read_text() == "kept by hand"


def test_two_in_one_second_have_two_names(tmp_path: Path, open_book: Callable[..., Book]) -> None:
    """A backup never takes the place of another, and the later one sorts last."""
    open_book(tmp_path / "netbook.db")
    made = [back_up(tmp_path / "netbook.db", tmp_path / "backups", NOW) for _ in range(12)]
    assert backups(tmp_path / "backups") == made


def test_a_book_that_is_none_is_not_copied(tmp_path: Path) -> None:
    """What cannot be copied leaves no file behind."""
    (tmp_path / "netbook.db").write_text("no database " * 100)
    with pytest.raises(BookProblem, match="no backup could be made"):
        back_up(tmp_path / "netbook.db", tmp_path / "backups", NOW)
    assert backups(tmp_path / "backups") == []


def test_a_planted_link_is_refused(tmp_path: Path, open_book: Callable[..., Book]) -> None:
    """A link in the copy's place makes no file elsewhere."""
    open_book(tmp_path / "netbook.db")
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "2026-11-23T120000.db").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BookProblem):
        back_up(tmp_path / "netbook.db", tmp_path / "backups", NOW)
    assert not (tmp_path / "elsewhere").exists()
