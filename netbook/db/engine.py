"""Engines: one that reads and writes with the recipes that lose nothing, one for migrations.

SQLite runs with WAL and synchronous=FULL, and every writer starts with BEGIN IMMEDIATE: the driver's own transaction
handling loses updates silently, and a plain BEGIN fails as soon as two processes write.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from netbook.db.files import make_private_file
from netbook.errors import UsageProblem
from netbook.paths import user_path

if TYPE_CHECKING:
    import sqlite3

BUSY_MILLISECONDS = 30_000
_BEGIN = "netbook_begin"


def book_url(book: str) -> URL:
    """Read a path or a database URL; a path is an SQLite file.

    Raises:
        UsageProblem: it is neither, or a database that netbook does not know.

    """
    if "://" not in book:
        return URL.create("sqlite", database=str(user_path(book).absolute()))
    try:
        url = make_url(book)
    except ArgumentError as error:
        sentence = f"“{book}” is not a book. Give a path, or a URL such as postgresql+psycopg://localhost/netbook."
        raise UsageProblem(sentence) from error
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in {"sqlite", "postgresql+psycopg"}:
        sentence = f"netbook keeps books in SQLite and PostgreSQL, not in {url.drivername}."
        raise UsageProblem(sentence, "a path, or postgresql+psycopg://host/database")
    return url


def sqlite_file(url: URL) -> Path | None:
    """Give the book's file; None where the book is not an SQLite file."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def make_engine(url: URL, *, for_migration: bool = False, busy_milliseconds: int = BUSY_MILLISECONDS) -> Engine:
    """Make an engine for a book; its file is created, private, if it is not there.

    ``busy_milliseconds`` is how long a writer waits for its turn on SQLite.

    Raises:
        BookProblem: the file cannot be made.
        UsageProblem: the driver for this database is not installed.

    """
    file = sqlite_file(url)
    if file is not None:
        make_private_file(file)
    pool: dict[str, Any] = {"poolclass": NullPool} if for_migration else {}
    try:
        engine = create_engine(url, **pool)
    except ModuleNotFoundError as error:
        sentence = "a book on PostgreSQL needs the extra “postgres”, which is not installed."
        raise UsageProblem(sentence, "pip install 'netbook[postgres]'") from error
    if file is not None:
        _prepare_sqlite(engine, busy_milliseconds, foreign_keys=not for_migration)
    return engine


def for_writing(engine: Engine) -> Engine:
    """Give a view of the engine whose transactions take the write lock at once."""
    return engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})


def for_reading(engine: Engine) -> Engine:
    """Give a view of the engine whose transactions see one moment; on SQLite each one does so anyway."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine


def take_write_turn(connection: Connection) -> None:
    """Wait until no other writer is at work; on SQLite BEGIN IMMEDIATE has done so already."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.netbook'))")


def _prepare_sqlite(engine: Engine, busy_milliseconds: int, *, foreign_keys: bool) -> None:
    def on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={busy_milliseconds}")
        cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        tables = {name for (name,) in cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables or "alembic_version" in tables:  # the setting stays in the file, which may be another program's
            cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.close()

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
