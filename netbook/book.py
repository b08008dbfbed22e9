"""The book: the only maker of sessions. A use case runs in one writing transaction, a query in one read snapshot."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from netbook.db.backup import DamagedBook, back_up, back_up_to, backed_up_on
from netbook.db.engine import (
    BUSY_MILLISECONDS,
    book_url,
    for_reading,
    for_writing,
    make_engine,
    sqlite_file,
    take_write_turn,
)
from netbook.db.journal import BookSession, close_step, last_change
from netbook.db.schema import prepare_schema
from netbook.db.sqlite_problems import sqlite_problem
from netbook.errors import BookProblem, NetbookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime
    from pathlib import Path

    from sqlalchemy import Engine

__all__ = ["Book", "Kept", "Session"]

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """What a use case gave back, and the words of the undo step it became; None if it changed nothing."""

    result: T
    step: str | None


class Book:
    """One database with its engine; open it once and keep it as long as the program runs."""

    def __init__(
        self,
        book: str,
        clock: Callable[[], datetime],
        *,
        backups: Path | None = None,
        busy_milliseconds: int = BUSY_MILLISECONDS,
    ) -> None:
        """Open the book at a path or URL, making or migrating it; ``clock`` gives the present instant in UTC.

        ``busy_milliseconds`` is how long to wait for another writer on SQLite.

        Raises:
            BookProblem: the book is newer, damaged, read-only, or cannot be made.
            UsageProblem: ``book`` is neither a path nor a URL that netbook knows.

        """
        self.url = book_url(book)
        self.file = sqlite_file(self.url)
        self.clock = clock
        self.backups = backups or (self.file.parent / "backups" if self.file else None)
        self.daily_backup_problem: BookProblem | None = None
        """Why today's backup could not be made, which keeps nobody from writing."""
        self._day: date | None = None
        self._engine = make_engine(self.url, busy_milliseconds=busy_milliseconds)
        with ExitStack() as if_it_fails:
            if_it_fails.callback(self._engine.dispose)
            with self._problems():
                prepare_schema(self._engine, self.url, self.back_up)
            if_it_fails.pop_all()

    @property
    def engine(self) -> Engine:
        """The engine, for benchmarks and tests."""
        return self._engine

    def do(self, use_case: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case in one writing transaction: kept, as one undo step, if it returns; undone if it raises.

        Raises:
            NetbookError: what the use case raises for a person to read.
            BookProblem: another process kept the book busy, or it cannot be written.

        """
        return self.keep(use_case, *args, **kwargs).result

    def keep(self, use_case: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> Kept[T]:
        """Do the same, and say besides which step it became.

        Raises:
            NetbookError: as :meth:`do` does.

        """
        self._back_up_daily()
        with self._problems(), self._writing() as session:
            result = use_case(session, *args, **kwargs)
            step = close_step(session, self.clock())
            words = step.words if step is not None else None
            session.commit()
        return Kept(result, words)

    def reverse(self, use_case: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run undo or redo, which change the history instead of adding to it.

        Raises:
            NetbookError: what it raises for a person to read.

        """
        with self._problems(), self._writing() as session:
            result = use_case(session, *args, **kwargs)
            session.commit()
        return result

    def preview(self, use_case: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case and keep nothing of it: what it would do, exactly.

        Raises:
            NetbookError: what the use case raises for a person to read.

        """
        with self._problems(), self._writing() as session:
            result = use_case(session, *args, **kwargs)
            session.rollback()
        return result

    def read(self, query: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask a question in one read snapshot.

        Raises:
            NetbookError: what the query raises for a person to read.

        """
        with self._problems(), Session(for_reading(self._engine), autoflush=False) as session:
            return query(session, *args, **kwargs)

    def back_up(self) -> Path | None:
        """Copy the book into the backups folder; None where the book is not a file, which its server backs up.

        Raises:
            BookProblem: no copy could be made.

        """
        if self.file is None or self.backups is None:
            return None
        return back_up(self.file, self.backups, self.clock())

    def back_up_to(self, copy: Path, *, replace: bool = False) -> Path | None:
        """Copy the book to a file of the user's choice; None where the book is not a file.

        Raises:
            BookProblem: no copy could be made.
            UsageProblem: something is there already.

        """
        return None if self.file is None else back_up_to(self.file, copy, replace=replace)

    def wipe(self) -> bool:
        """Leave no byte of what was deleted in the book's files; False where another netbook holds on to its log.

        Raises:
            BookProblem: another process kept the book busy, or the disk is full.

        """
        if self.file is None:
            return True
        with self._problems(), self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            if raw is None:
                return False
            raw.execute("VACUUM")
            (busy, _pages, _moved) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def _back_up_daily(self) -> None:
        """Copy the book before the first change of a day, as the days before have left it.

        Raises:
            DamagedBook: its pages do not hang together, so nothing should be written to it.

        """
        today = self.clock().date()
        if self._day == today or self.file is None or self.backups is None:
            return
        self._day = today
        with self._problems(), self._engine.connect() as connection:
            changed_at = last_change(connection)
        if changed_at is None or changed_at.date() >= today or backed_up_on(self.backups, today):
            return
        try:
            self.back_up()
        except DamagedBook:
            raise
        except BookProblem as problem:
            self.daily_backup_problem = problem

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[BookSession]:
        with BookSession(for_writing(self._engine), expire_on_commit=False) as session:
            take_write_turn(session.connection())
            yield session

    @contextmanager
    def _problems(self) -> Iterator[None]:
        """Turn what the database refuses for reasons of its own into sentences."""
        try:
            yield
        except StaleDataError as error:
            raise BookProblem(
                "somebody else changed the same record meanwhile; nothing was written. Try again."
            ) from error
        except DBAPIError as error:
            problem = self._sentence(error)
            if problem is None:
                raise
            raise problem from error

    def _sentence(self, error: DBAPIError) -> NetbookError | None:
        if isinstance(error.orig, sqlite3.Error):
            return sqlite_problem(error.orig, self.file)
        if isinstance(error, OperationalError):
            reason = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else "no answer"
            return BookProblem(
                f"the database does not answer: {reason}. Nothing was changed.", "check the address given with --book"
            )
        return None
