"""The book: transactions that lose nothing, private files, and a sentence for whatever goes wrong."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, select, text

from netbook.book import Book
from netbook.db.people import Contact
from netbook.errors import BookProblem, NetbookError, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from tests.conftest import Desk

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def clock() -> datetime:
    """Give noon of Mon 23 Nov 2026."""
    return NOW


def count_up(session: Session) -> int:
    """Read the one contact's notes as a number and write the next, as two careless programs would."""
    contact = session.scalars(select(Contact)).one()
    number = int(contact.notes or "0") + 1
    contact.notes = str(number)
    return number


def make_somebody(session: Session) -> None:
    """Write one contact."""
    session.add(Contact(name="x", sort_key="x", added_on=TODAY))


def read_notes(session: Session) -> str | None:
    """Read the one contact's notes."""
    return session.scalars(select(Contact.notes)).one()


def _count_up_in_a_process(name: str, times: int) -> None:
    book = Book(name, clock)
    for _ in range(times):
        book.do(count_up)
    book.close()


def mode(path: Path) -> int:
    """Give the permission bits of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def test_two_processes_lose_no_update(book: Book) -> None:
    """Writers take turns from their first read on: every update of two processes counts."""
    book.do(make_somebody)
    name = book.url.render_as_string(hide_password=False)
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_count_up_in_a_process, args=(name, 25)) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert book.read(read_notes) == "50"


def test_sqlite_runs_with_the_safe_settings(tmp_path: Path, open_book: Callable[..., Book]) -> None:
    """Every connection has WAL, synchronous=FULL, foreign keys, secure deletes and patience."""
    book = open_book(tmp_path / "netbook.db")
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
    with book.engine.connect() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() for pragma in pragmas]
    assert found == ["wal", 2, 1, 1, 30_000]


def test_foreign_keys_are_kept(book: Book) -> None:
    """A row that hangs on nobody is a bug, which shows itself."""
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        book.do(lambda session: session.execute(text("INSERT INTO contact_tag (contact_id, tag_id) VALUES (7, 7)")))


def test_a_reader_sees_one_moment(desk: Desk) -> None:
    """A question asked in several parts is answered from one snapshot, whatever is written meanwhile."""
    desk.add("Ada Lovelace")

    def ask_twice(session: Session) -> tuple[int, int]:
        query = select(Contact.id)
        first = len(session.scalars(query).all())
        desk.add("Grace Hopper")
        return first, len(session.scalars(query).all())

    assert desk.book.read(ask_twice) == (1, 1)


@pytest.fixture(params=[0o000, 0o022, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """Run a test under each of three umasks."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def test_files_are_private_at_any_umask(tmp_path: Path, umask: int, open_book: Callable[..., Book]) -> None:
    """The book, its log files and its backups are for the user's eyes only, whatever the umask; so are the folders."""
    book = open_book(tmp_path / "new" / "folder" / "netbook.db")
    book.do(make_somebody)
    backup = book.back_up()
    assert backup is not None
    folder = tmp_path / "new" / "folder"
    files = sorted(path.name for path in folder.iterdir() if path.is_file())
    assert files == ["netbook.db", "netbook.db-shm", "netbook.db-wal"]
    assert {mode(folder / name) for name in files} | {mode(backup)} == {0o600}
    assert {mode(tmp_path / "new"), mode(folder), mode(folder / "backups")} == {0o700}


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path, open_book: Callable[..., Book]) -> None:
    """A planted link in the book's place makes no file elsewhere."""
    (tmp_path / "netbook.db").symlink_to(tmp_path / "elsewhere.db")
    with pytest.raises(BookProblem, match="a link that leads nowhere"):
        open_book(tmp_path / "netbook.db")
    assert not (tmp_path / "elsewhere.db").exists()


def test_a_link_to_another_file_does_not_overwrite_it(tmp_path: Path, open_book: Callable[..., Book]) -> None:
    """What a planted link leads to keeps its content."""
    victim = tmp_path / "letter.txt"
    victim.write_text("dear diary " * 100)
    (tmp_path / "netbook.db").symlink_to(victim)
    with pytest.raises(BookProblem, match="not a netbook book"):
        open_book(tmp_path / "netbook.db")
    assert victim.read_text() == "dear diary " * 100


def test_a_file_that_is_no_database(tmp_path: Path, open_book: Callable[..., Book]) -> None:
    """A text file is not opened, and not touched."""
    file = tmp_path / "notes.txt"
    file.write_text("buy milk\n" * 200)
    with pytest.raises(BookProblem, match=r"notes\.txt is not a netbook book") as caught:
        open_book(file)
    assert (caught.value.exit_code, file.read_text()) == (5, "buy milk\n" * 200)


def test_a_damaged_book(tmp_path: Path, open_book: Callable[..., Book]) -> None:
    """A book whose pages are broken says so, and what to do."""
    file = tmp_path / "netbook.db"
    book = open_book(file)
    book.do(make_somebody)
    book.close()
    with file.open("r+b") as raw:
        raw.seek(4096)
        raw.write(b"\xff" * (file.stat().st_size - 4096))
    with pytest.raises(BookProblem, match="damaged") as caught:
        open_book(file).do(make_somebody)
    assert "backups folder" in caught.value.hints[0]


def test_a_folder_in_the_book_s_place(tmp_path: Path, open_book: Callable[..., Book]) -> None:
    """A folder cannot be opened as a book."""
    with pytest.raises(BookProblem, match="cannot be opened"):
        open_book(tmp_path)


def test_a_file_in_the_folder_s_place(tmp_path: Path, open_book: Callable[..., Book]) -> None:
    """A folder that cannot be made is named, with the reason."""
    (tmp_path / "data").write_text("a file")
    with pytest.raises(BookProblem, match="cannot be made: not a directory"):
        open_book(tmp_path / "data" / "netbook.db")
    with pytest.raises(BookProblem, match=r"cannot be made"):
        open_book(tmp_path / "data" / "deeper" / "netbook.db")


def test_a_read_only_book(tmp_path: Path, open_book: Callable[..., Book]) -> None:
    """A book that cannot be written says so; reading it still works."""
    book = open_book(tmp_path / "netbook.db")
    book.do(make_somebody)

    @event.listens_for(book.engine, "begin")
    def refuse_writing(connection: Any) -> None:
        connection.exec_driver_sql("PRAGMA query_only=ON")

    book.engine.dispose()
    with pytest.raises(BookProblem, match="read-only") as caught:
        book.do(make_somebody)
    assert caught.value.exit_code == 5
    assert book.read(read_notes) is None


def test_the_errors_of_sqlite_have_their_sentences(tmp_path: Path) -> None:
    """What SQLite says of a file it may not write or cannot find is told apart by its own codes."""
    from netbook.db.sqlite_problems import sqlite_problem

    file = tmp_path / "netbook.db"
    Book(str(file), clock).close()
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute("DELETE FROM contact")
        problem = sqlite_problem(caught.value, file)
    assert problem is not None
    assert "is read-only" in problem.sentence
    with pytest.raises(sqlite3.OperationalError) as missing:
        sqlite3.connect(f"file:{tmp_path / 'gone.db'}?mode=ro", uri=True)
    problem = sqlite_problem(missing.value, file)
    assert problem is not None
    assert "cannot be opened" in problem.sentence
    assert sqlite_problem(sqlite3.ProgrammingError("a bug"), file) is None


def test_a_locked_book(tmp_path: Path) -> None:
    """A writer that waited its time says that another one is at work; nothing was written."""
    book = Book(str(tmp_path / "netbook.db"), clock, busy_milliseconds=50)
    with closing(sqlite3.connect(tmp_path / "netbook.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BookProblem, match="another netbook is writing"):
            book.do(make_somebody)
        assert book.read(lambda session: session.scalars(select(Contact.id)).all()) == []
        other.execute("ROLLBACK")
    book.do(make_somebody)
    book.close()


def test_two_who_edit_the_same_record(desk: Desk) -> None:
    """A row that somebody else wrote past this session is not overwritten."""
    desk.add("Ada Lovelace")

    def edit_beside_another(session: Session) -> None:
        contact = session.scalars(select(Contact)).one()
        session.execute(text("UPDATE contact SET version = version + 1"))
        contact.sector = "press"

    with pytest.raises(BookProblem, match="somebody else changed the same record"):
        desk.book.do(edit_beside_another)
    assert desk.card("ada").sector is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mysql://localhost/x", "not in mysql"),
        ("://", "is not a book"),
        ("sqlite+aiosqlite:///x.db", "not in sqlite"),
        ("http://example.org/x", "not in http"),
    ],
)
def test_a_name_that_is_no_book(name: str, said: str, open_book: Callable[..., Book]) -> None:
    """What is neither a path nor a known database is a matter of how it was typed."""
    with pytest.raises(UsageProblem, match=said) as caught:
        open_book(name)
    assert caught.value.exit_code == 2


def test_a_server_that_is_not_there(tmp_path: Path, open_book: Callable[..., Book]) -> None:
    """A PostgreSQL server that does not answer is a sentence, not a traceback."""
    with pytest.raises(NetbookError, match="the database does not answer") as caught:
        open_book(f"postgresql://nobody@/nothing?host={tmp_path}")
    assert caught.value.exit_code == 5


def test_a_bug_shows_itself(book: Book) -> None:
    """An error that no person can put right is not dressed up."""
    with pytest.raises(Exception, match="no_such_table"):
        book.read(lambda session: session.execute(text("SELECT * FROM no_such_table")))


def test_a_path_with_a_home_and_odd_characters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_book: Callable[..., Book]
) -> None:
    """A tilde is the home folder; spaces, question marks and percent signs are only letters of the name."""
    monkeypatch.setenv("HOME", str(tmp_path))
    book = open_book("~/my book?mode=ro 100% #1.db")
    book.do(make_somebody)
    assert book.file == tmp_path / "my book?mode=ro 100% #1.db"
    assert book.file.stat().st_size > 0


def test_in_postgresql_there_is_no_backup_file(book: Book) -> None:
    """A book on a server is backed up by its server; a file is copied beside itself."""
    copy = book.back_up()
    assert (copy is None) == (book.file is None)
