"""Restoring: the old book is kept whole, the new one is in its place at once, and nothing is played back into it."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, date, datetime
from shutil import copyfile
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from netbook.backups import backup_named, list_backups, restore_book
from netbook.db.people import Contact
from netbook.errors import BookProblem, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from netbook.book import Book

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def add(session: Session, name: str) -> None:
    """Write a contact."""
    session.add(Contact(name=name, sort_key=name.lower(), added_on=date(2026, 11, 23)))


def names(file: Path) -> list[str]:
    """Read who is in a book."""
    with closing(sqlite3.connect(file)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM contact ORDER BY id")]


@pytest.fixture
def place(tmp_path: Path, open_book: Callable[..., Book]) -> Path:
    """Make a book with Ada in it, back it up, and add Grace."""
    book = open_book(tmp_path / "netbook.db")
    book.do(add, "Ada")
    book.back_up()
    book.do(add, "Grace")
    book.close()
    return tmp_path


def test_the_backup_is_the_book_again(place: Path, open_book: Callable[..., Book]) -> None:
    """What was in the backup is in the book; the old book and a fresh copy of it are kept, all for the user alone."""
    source = backup_named("2026-11-23T120000", place / "backups")
    restored = restore_book(source, place / "netbook.db", place / "backups", NOW)
    assert names(place / "netbook.db") == ["Ada"]
    assert restored.replaced is not None
    assert restored.backup is not None
    assert names(restored.replaced) == names(restored.backup) == ["Ada", "Grace"]
    assert names(source) == ["Ada"]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in place.glob("*.db*"))
    open_book(place / "netbook.db").do(add, "Radia")
    assert names(place / "netbook.db") == ["Ada", "Radia"]
    assert not list(place.glob(".netbook-*"))


def test_no_old_log_is_played_back(place: Path) -> None:
    """Rows that lie in the old book's log do not come back into the restored one."""
    file = place / "netbook.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.executemany(
            "INSERT INTO contact (name, sort_key, added_on, version) VALUES (?, 'x', '2026-11-23', 1)",
            [(f"discarded {number}",) for number in range(2_000)],
        )
        connection.commit()
        copyfile(file.with_name("netbook.db-wal"), place / "log")
    file.write_bytes(b"damage" * 4_000)
    (place / "log").replace(file.with_name("netbook.db-wal"))
    restored = restore_book(backup_named("2026-11-23T120000", place / "backups"), file, place / "backups", NOW)
    assert names(file) == ["Ada"]
    assert restored.backup is None
    assert restored.replaced is not None
    assert restored.replaced.read_bytes().startswith(b"damage")
    assert restored.replaced.with_name(restored.replaced.name + "-wal").exists()


def test_a_book_that_is_open_elsewhere_is_left_alone(place: Path, open_book: Callable[..., Book]) -> None:
    """As long as another netbook has the book open, it is not pulled away from under it."""
    other = open_book(place / "netbook.db")
    other.read(lambda session: session.execute(text("SELECT 1 FROM contact")).all())
    with pytest.raises(BookProblem, match="another netbook has the book open"):
        restore_book(backup_named("2026-11-23T120000", place / "backups"), place / "netbook.db", place / "backups", NOW)
    other.do(add, "Radia")
    other.close()
    assert names(place / "netbook.db") == ["Ada", "Grace", "Radia"]


@pytest.mark.parametrize("content", [b"", b"buy milk\n" * 500, b"SQLite format 3\x00" + b"\xff" * 5_000])
def test_what_is_no_book_is_refused(place: Path, content: bytes) -> None:
    """A file that holds no book never takes the book's place."""
    (place / "letter").write_bytes(content)
    with pytest.raises((BookProblem, UsageProblem)):
        restore_book(place / "letter", place / "netbook.db", place / "backups", NOW)
    with pytest.raises(UsageProblem, match="there is no file"):
        restore_book(place / "missing", place / "netbook.db", place / "backups", NOW)
    assert names(place / "netbook.db") == ["Ada", "Grace"]


def test_a_newer_or_damaged_backup_is_refused(place: Path) -> None:
    """A backup of a newer netbook, and one with broken pages, are named as what they are."""
    copies = place / "backups"
    newer, damaged = copies / "newer.db", copies / "damaged.db"
    copyfile(backup_named("2026-11-23T120000", copies), newer)
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(BookProblem, match="newer netbook"):
        restore_book(newer, place / "netbook.db", copies, NOW)
    content = bytearray(newer.read_bytes())
    content[8_192:40_960] = b"\xff" * 32_768
    damaged.write_bytes(content)
    with pytest.raises(BookProblem, match="is damaged"):
        restore_book(damaged, place / "netbook.db", copies, NOW)
    assert names(place / "netbook.db") == ["Ada", "Grace"]


def test_a_book_that_is_gone_comes_back(place: Path) -> None:
    """Where no book is left, the backup takes its place, and a log that stayed behind does not get into it."""
    (place / "netbook.db").unlink()
    (place / "netbook.db-wal").write_bytes(b"left")
    restored = restore_book(
        backup_named("2026-11-23T120000", place / "backups"), place / "netbook.db", place / "backups", NOW
    )
    assert (restored.replaced, restored.backup, names(place / "netbook.db")) == (None, None, ["Ada"])
    assert (place / "netbook-left-wal").read_bytes() == b"left"


def test_what_is_in_each_backup(place: Path) -> None:
    """The list begins with the newest, says how much each holds, and marks what cannot be read."""
    (place / "backups" / "2026-11-24T120000.db").write_text("no database")
    rows = list_backups(place / "backups")
    assert [(row.file.stem, row.contacts) for row in rows] == [("2026-11-24T120000", None), ("2026-11-23T120000", 1)]
    assert [path.name for path in sorted((place / "backups").iterdir())] == [row.file.name for row in reversed(rows)]
