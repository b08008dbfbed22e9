"""Salvage: what can be read of a damaged book goes into a new one, and the damaged one is kept."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from shutil import copyfile
from typing import TYPE_CHECKING

import pytest

from netbook.book import Book
from netbook.db.people import Contact, Handle
from netbook.doctor import Patient, examine, salvage
from netbook.errors import BookProblem

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PEOPLE = 600
PAGE = 4_096


def add_many(session: Session) -> None:
    """Write people with long notes, so that they fill many pages."""
    day = date(2026, 11, 23)
    for number in range(PEOPLE):
        contact = Contact(name=f"Person {number}", sort_key=f"{number:05}", added_on=day, notes="engines " * 40)
        contact.handles.append(Handle(network="x", key=f"p{number}", shown=f"@p{number}", added_on=day))
        session.add(contact)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, empty_book: Path) -> Path:
    """Make a book of many pages; tests work on copies."""
    file = tmp_path_factory.mktemp("many") / "netbook.db"
    copyfile(empty_book, file)
    book = Book(str(file), lambda: NOW)
    book.reverse(add_many)
    book.close()
    return file


@pytest.fixture
def patient(tmp_path: Path, many: Path) -> Patient:
    """Copy it."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    copyfile(many, folder / "netbook.db")
    return Patient(folder / "netbook.db", folder / "backups", tmp_path / "config.toml", NOW)


def pages_of(file: Path) -> list[int]:
    """Find the leaf pages of the table of contacts by the notes in them."""
    content = file.read_bytes()
    leaves = (number for number in range(1, len(content) // PAGE) if content[number * PAGE] == 0x0D)
    return [number for number in leaves if b"engines engines" in content[number * PAGE : (number + 1) * PAGE]]


@pytest.mark.parametrize("seed", range(3))
def test_the_rest_is_taken_out(patient: Patient, seed: int) -> None:
    """With some pages of contacts overwritten, everybody on the others comes out, and the new book is well."""
    content = bytearray(patient.book.read_bytes())
    pages = pages_of(patient.book)
    for page in random.Random(seed).sample(pages[2:-2], 3):
        content[page * PAGE : (page + 1) * PAGE] = b"\xff" * PAGE
    patient.book.write_bytes(content)
    salvaged = salvage(patient)
    yields = {each.table: each for each in salvaged.yields}
    assert yields["contact"].of == PEOPLE
    assert PEOPLE - 60 < yields["contact"].rows < PEOPLE
    assert salvaged.replaced is not None
    assert salvaged.replaced.read_bytes()[100:] == bytes(content[100:])
    with closing(sqlite3.connect(patient.book)) as connection:
        assert connection.execute("SELECT count(*) FROM contact").fetchone() == (yields["contact"].rows,)
        assert connection.execute("SELECT count(*) FROM handle").fetchone() == (yields["contact"].rows,)
        assert connection.execute("SELECT count(*) FROM standing").fetchone() == (yields["contact"].rows,)
    wrong = [finding for finding in examine(patient).findings if not finding.ok]
    assert wrong == []


def test_a_whole_book_comes_out_whole(patient: Patient) -> None:
    """Of a book that is not damaged every row comes out."""
    salvaged = salvage(patient)
    assert salvaged.rows == salvaged.of >= 2 * PEOPLE


@pytest.mark.parametrize("content", [b"", b"dear diary" * 900, b"SQLite format 3\x00" + b"\xff" * 9_000])
def test_where_nothing_can_be_read(patient: Patient, content: bytes) -> None:
    """A file out of which nothing can be read is left as it is, and no half book is left beside it."""
    patient.book.write_bytes(content)
    with pytest.raises(BookProblem):
        salvage(patient)
    assert patient.book.read_bytes() == content
    assert [path.name for path in patient.book.parent.iterdir()] == ["netbook.db"]
