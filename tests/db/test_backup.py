"""Backups: whole, private, checked and thinned."""

from __future__ import annotations

import sqlite3
import stat
import threading
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from netbook.db.backup import MOST_KEPT, back_up, back_up_to, backups, write_copy
from netbook.db.people import Contact, Tag
from netbook.errors import BookProblem, UsageProblem

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


def test_few_of_many_are_kept(tmp_path: Path, open_book: Callable[..., Book]) -> None:
    """Kept are the three newest and the first of each of five days, three weeks and three months; never other files."""
    open_book(tmp_path / "netbook.db")
    folder = tmp_path / "backups"
    folder.mkdir(mode=0o700)
    (folder / "mine.db").write_text("kept by hand")
    (folder / "2026-99-99T120000.db").write_text("a name that is no time")
    back_up(tmp_path / "netbook.db", folder, NOW - timedelta(200))
    for days_ago in range(120, 0, -1):
        stamp = NOW - timedelta(days_ago)
        (folder / f"{stamp:%Y-%m-%dT%H%M%S}.db").touch()
    for hour in range(5):
        back_up(tmp_path / "netbook.db", folder, NOW + timedelta(hours=hour))
    kept = [path.stem for path in backups(folder)]
    assert kept == [
        "2026-09-01T120000",  # the first of each of three months
        "2026-10-01T120000",
        "2026-11-01T120000",
        "2026-11-09T120000",  # of three weeks
        "2026-11-16T120000",
        "2026-11-19T120000",  # of five days
        "2026-11-20T120000",
        "2026-11-21T120000",
        "2026-11-22T120000",
        "2026-11-23T120000",
        "2026-11-23T140000",  # the three newest
        "2026-11-23T150000",
        "2026-11-23T160000",
    ]
    assert len(kept) <= MOST_KEPT == 14
    assert (folder / "mine.db").read_text() == "kept by hand"
    assert (folder / "2026-99-99T120000.db").exists()


def test_a_busy_day_keeps_how_it_began(tmp_path: Path, open_book: Callable[..., Book]) -> None:
    """However many backups a day makes, the copy from before its first change stays."""
    open_book(tmp_path / "netbook.db")
    for minute in range(20):
        back_up(tmp_path / "netbook.db", tmp_path / "backups", NOW + timedelta(minutes=minute))
    assert [path.stem[-6:] for path in backups(tmp_path / "backups")] == ["120000", "121700", "121800", "121900"]


def test_a_copy_goes_where_the_user_says(tmp_path: Path, open_book: Callable[..., Book]) -> None:
    """A copy with a name of its own is private and whole, replaces nothing unless told to, and never the book."""
    book = open_book(tmp_path / "netbook.db")
    book.do(write_a_pair)
    copy = back_up_to(tmp_path / "netbook.db", tmp_path / "stick" / "copy.db")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with pytest.raises(UsageProblem, match="is there already"):
        back_up_to(tmp_path / "netbook.db", copy)
    before = copy.stat().st_ino
    assert back_up_to(tmp_path / "netbook.db", copy, replace=True).stat().st_ino != before
    with pytest.raises(UsageProblem, match="is a folder"):
        back_up_to(tmp_path / "netbook.db", tmp_path / "stick")
    with pytest.raises(UsageProblem, match="the book itself"):
        back_up_to(tmp_path / "netbook.db", tmp_path / "netbook.db", replace=True)
    assert [path.name for path in (tmp_path / "stick").iterdir()] == ["copy.db"]


def test_two_in_one_second_have_two_names(tmp_path: Path, open_book: Callable[..., Book]) -> None:
    """A backup never takes the place of another, and the later one sorts last."""
    open_book(tmp_path / "netbook.db")
    made = [back_up(tmp_path / "netbook.db", tmp_path / "backups", NOW) for _ in range(12)]
    assert len(set(made)) == 12
    assert backups(tmp_path / "backups") == [made[0], *made[-3:]]


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
        write_copy(tmp_path / "netbook.db", tmp_path / "backups" / "2026-11-23T120000.db")
    assert back_up(tmp_path / "netbook.db", tmp_path / "backups", NOW).name == "2026-11-23T120000-2.db"
    assert not (tmp_path / "elsewhere").exists()
