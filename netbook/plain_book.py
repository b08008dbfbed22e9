"""A book on SQLite, read by sqlite3 alone: the first screens need no more, and importing the ORM takes longer than they do."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from netbook.db.migrations_folder import newest_revision
from netbook.db.plain_sql import Source, first
from netbook.db.sqlite_problems import sqlite_problem
from netbook.errors import BookProblem
from netbook.paths import user_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


__all__ = ["PlainBook", "Source", "open_plainly"]

P = ParamSpec("P")
T = TypeVar("T")
_PATIENCE_SECONDS = 30.0
"""How long to wait for a writer."""


class PlainBook:
    """An SQLite book of this netbook's own revision; any number of threads may ask it."""

    def __init__(self, file: Path) -> None:
        """Read a file; :func:`open_plainly` finds out whether this can be done."""
        self._file = file
        self._resting: list[sqlite3.Connection] = []

    def read(self, query: Callable[Concatenate[Source, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask a question in one read snapshot.

        Raises:
            NetbookError: what the query raises for a person to read, or why the file cannot be read.

        """
        try:
            with self._snapshot() as connection:
                return query(connection, *args, **kwargs)
        except sqlite3.Error as error:
            problem = sqlite_problem(error, self._file)
            if problem is None:
                raise
            raise problem from error

    def close(self) -> None:
        """Give the connections back, so that the file is whole without a log beside it."""
        while self._resting:
            self._resting.pop().close()

    @contextmanager
    def _snapshot(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = self._resting.pop()
        except IndexError:
            connection = self._connect()
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            connection.execute("COMMIT")
            self._resting.append(connection)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self._file.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=_PATIENCE_SECONDS,
            isolation_level=None,
            check_same_thread=False,  # a connection is lent to one thread at a time
        )
        connection.execute("PRAGMA query_only=ON")
        return connection


def open_plainly(name: str) -> PlainBook | None:
    """Open a book by its path; None where it is on a server, not there yet, of another revision, or cannot be read.

    What is wrong is said by whoever opens it in full.
    """
    file = None if "://" in name else user_path(name)
    if file is None or not file.is_file():
        return None
    book = PlainBook(file)
    try:
        if book.read(_revision) == newest_revision():
            return book
    except (sqlite3.Error, BookProblem):
        pass
    book.close()
    return None


def _revision(source: Source) -> str:
    return str(first(source, "SELECT version_num FROM alembic_version"))
