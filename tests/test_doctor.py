"""The doctor against faults put into a healthy book on purpose: each is named, and those that can be are mended."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from shutil import copyfile, copytree
from typing import TYPE_CHECKING

import pytest

from netbook.book import Book
from netbook.db.surroundings import sqlite_may_lose_commits, too_little_room, unsafe_place
from netbook.doctor import Patient, Report, examine, mend
from netbook.domain.capture import read_capture, read_meeting
from netbook.usecases.log_contact import log_contact
from netbook.usecases.record_meeting import record_meeting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PLACES = "rootfs / ext4 rw 0 0\nnas:/home {folder} nfs4 rw 0 0\n"


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory, empty_book: Path) -> Path:
    """Make a folder with a book with three people, a meeting and a backup; tests work on copies."""
    folder = tmp_path_factory.mktemp("healthy")
    folder.chmod(0o700)
    copyfile(empty_book, folder / "netbook.db")
    (folder / "netbook.db").chmod(0o600)
    book = Book(str(folder / "netbook.db"), lambda: NOW)
    for line in ("@ada Ada Lovelace #maths :: engines", "@grace Grace Hopper", "@radia Radia Perlman"):
        book.do(log_contact, read_capture(line, NOW.date()), NOW.date())
    book.do(record_meeting, read_meeting("ada, grace at PyCon yesterday", NOW.date()), NOW.date())
    book.back_up()
    book.close()
    return folder


@pytest.fixture
def patient(tmp_path: Path, healthy: Path) -> Patient:
    """Copy the healthy book with its backup."""
    folder = tmp_path / "data"
    copytree(healthy, folder)
    return Patient(folder / "netbook.db", folder / "backups", tmp_path / "config.toml", NOW)


def found(report: Report) -> dict[str, str]:
    """Give what is wrong, by check."""
    return {finding.check: finding.detail for finding in report.findings if not finding.ok}


def sql(*statements: str) -> Callable[[Patient], None]:
    """Make a fault that SQL can make."""

    def fault(patient: Patient) -> None:
        with closing(sqlite3.connect(patient.book)) as connection:
            connection.execute("PRAGMA writable_schema=ON")
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    return fault


def broken_pages(patient: Patient) -> None:
    """Overwrite the middle of the file."""
    content = bytearray(patient.book.read_bytes())
    content[20_480:81_920] = b"\xff" * 61_440
    patient.book.write_bytes(content)


def no_database(patient: Patient) -> None:
    """Put a letter into the book's place."""
    patient.book.write_text("dear diary " * 500)


def foreign_log(patient: Patient) -> None:
    """Leave another book's log beside the book."""
    patient.book.with_name("netbook.db-wal").write_bytes(b"\x00" * 4_000)


def old_journal(patient: Patient) -> None:
    """Leave a rollback journal."""
    patient.book.with_name("netbook.db-journal").write_bytes(b"x" * 40)


def broken_backup(patient: Patient) -> None:
    """Cut the newest backup off."""
    file = next(patient.backups.iterdir())
    file.write_bytes(file.read_bytes()[:20_000])


def opened(name: str, patient: Patient) -> None:
    """Let everybody at a file or folder."""
    places = {"book": patient.book, "folder": patient.book.parent, "backups": patient.backups, "config": patient.config}
    if name == "config":
        patient.config.touch()
    places[name].chmod(0o755)


Fault = tuple[str, str, "Callable[[Patient], None]"]
MENDABLE: dict[str, Fault] = {
    "an index lost": ("tables", "ix_contact_sort_key_id is missing", sql("DROP INDEX ix_contact_sort_key_id")),
    "a row that points nowhere": (
        "foreign keys",
        "1 rows of handle point at a contact that is gone",
        sql(
            "INSERT INTO handle (contact_id, network, key, shown, status, added_on) "
            "VALUES (99, 'x', 'nobody', '@nobody', 'active', '2026-11-23')"
        ),
    ),
    "a receipt that is gone": (
        "foreign keys",
        "point at a receipt",
        sql("UPDATE contact SET receipt_id = 7 WHERE id = 1"),
    ),
    "an interaction with nobody": ("dangling rows", "1 interactions are with nobody", sql("DELETE FROM participant")),
    "a timeline of other days": (
        "dangling rows",
        "2 interactions have another day",
        sql("UPDATE participant SET happened_on = '2020-01-01'"),
    ),
    "a standing that drifted": (
        "staleness",
        "1 of all 3",
        sql("UPDATE standing SET gap_sum = 500 WHERE contact_id = 1"),
    ),
    "a standing that is lost": ("staleness", "1 of all 3", sql("DELETE FROM standing WHERE contact_id = 2")),
    "a due date that is wrong": ("staleness", "3 of all 3", sql("UPDATE standing SET due_on = '1999-01-01'")),
    "words that are lost": ("search index", "1 of all 3", sql("DELETE FROM contact_search WHERE rowid = 1")),
    "words that are old": (
        "search index",
        "1 of all 3",
        sql("UPDATE contact_search SET called = 'mary' WHERE rowid = 3"),
    ),
    "a book for everybody": ("permissions", "netbook.db", partial(opened, "book")),
    "a folder for everybody": ("permissions", "data", partial(opened, "folder")),
    "backups for everybody": ("permissions", "backups", partial(opened, "backups")),
    "settings for everybody": ("permissions", "config.toml", partial(opened, "config")),
}
NAMED: dict[str, Fault] = {
    "one account of two people": (
        "double handles",
        "2 handles on x are one account",
        sql(
            "DROP INDEX uq_handle_network_key_active",
            "UPDATE handle SET key = 'ada'  WHERE id = 2",
        ),
    ),
    "a table lost": ("tables", "the table waiting is missing", sql("DROP TABLE waiting")),
    "a receipt that does not add up": (
        "dangling rows",
        "1 receipts do not add up",
        sql(
            "INSERT INTO receipt (format, file, digest, imported_at, read, imported, matched, skipped, failed, "
            "contacts_new, interactions_new, unresolved, problems) "
            "VALUES ('x', 'x.zip', '', '2026-11-23 12:00:00', 5, 1, 0, 0, 0, 0, 0, 0, '[]')"
        ),
    ),
    "a foreign log": ("log", "netbook.db-wal is not this book's", foreign_log),
    "an old journal": ("log", "netbook.db-journal is left", old_journal),
    "a broken backup": ("backups", "cannot be read", broken_backup),
}
SHUT: dict[str, Fault] = {
    "broken pages": ("integrity", "", broken_pages),
    "no database": ("book", "cannot be opened", no_database),
    "another program's": ("book", "is no netbook book", sql("DROP TABLE alembic_version")),
    "a newer book": ("book", "was written by a newer netbook", sql("UPDATE alembic_version SET version_num = '9999'")),
}


def test_a_healthy_book_is_well(patient: Patient) -> None:
    """Nothing is found in a healthy book, and nothing is made or changed near it."""
    before = {path: path.read_bytes() for path in patient.book.parent.rglob("*") if path.is_file()}
    report = examine(patient)
    assert found(report) == {}
    assert report.well
    assert {path: path.read_bytes() for path in patient.book.parent.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", [*MENDABLE, *NAMED, *SHUT])
def test_every_fault_is_named(patient: Patient, name: str) -> None:
    """A fault is found by the check that is there for it, in words that tell it from others."""
    check, words, fault = (MENDABLE | NAMED | SHUT)[name]
    fault(patient)
    report = examine(patient)
    assert words in found(report)[check]
    assert report.opened == (name not in SHUT or (name == "broken pages" and report.opened))


@pytest.mark.parametrize("name", list(MENDABLE))
def test_what_can_be_mended(patient: Patient, name: str) -> None:
    """After mending nothing is wrong any more, and the book as it was is among the backups."""
    _check, _words, fault = MENDABLE[name]
    fault(patient)
    backup, report = mend(patient)
    assert found(report) == {}
    assert backup is not None
    assert backup.exists()


def test_what_cannot_be_opened_is_left_alone(patient: Patient) -> None:
    """Mending changes nothing in a file that is no book."""
    no_database(patient)
    before = patient.book.read_bytes()
    backup, report = mend(patient)
    assert (backup, report.opened, patient.book.read_bytes() == before) == (None, False, True)


def test_no_book_yet(tmp_path: Path) -> None:
    """A fresh machine is well."""
    report = examine(Patient(tmp_path / "no" / "netbook.db", tmp_path / "no" / "backups", tmp_path / "c.toml", NOW))
    assert report.well
    assert list(tmp_path.iterdir()) == []


def test_an_older_book_is_advice(patient: Patient) -> None:
    """A book of an older revision is fine, and is not brought up to date by looking at it."""
    sql("UPDATE alembic_version SET version_num = '0001'")(patient)
    report = examine(patient)
    assert report.well
    assert "is of revision 0001" in report.findings[0].detail


@pytest.mark.parametrize("folder", ["Dropbox", "OneDrive - Acme", "iCloud Drive", "Nextcloud"])
def test_a_folder_that_is_copied_about(tmp_path: Path, folder: str) -> None:
    """A folder that another program copies between machines is no place for a book."""
    place = tmp_path / folder / "books"
    place.mkdir(parents=True)
    assert f"is in {folder}" in (unsafe_place(place, "") or "")
    assert unsafe_place(tmp_path, "") is None


def test_a_folder_on_a_network(tmp_path: Path) -> None:
    """A folder whose file system is on another machine is no place for a book, whatever lies around it."""
    (tmp_path / "nas" / "books").mkdir(parents=True)
    mounts = PLACES.format(folder=tmp_path / "nas")
    assert "is on a network (nfs4)" in (unsafe_place(tmp_path / "nas" / "books", mounts) or "")
    assert unsafe_place(tmp_path, mounts) is None


def test_a_full_disk(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too little room for a backup is said before a write fails."""
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: type("Usage", (), {"free": 1_000_000})())
    assert "1 MB are free" in (too_little_room(patient.book) or "")


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 0), False),
    ],
)
def test_versions_of_sqlite(version: tuple[int, int, int], affected: bool) -> None:
    """The versions with the WAL-reset bug are told from those without."""
    assert sqlite_may_lose_commits(version) is affected
