"""Putting a backup in the book's place: the old book is moved aside whole, and what is half done is never in its place.

A backup is copied beside the book and put on the disk first. The old book goes together with its -wal and -shm: a -wal
left beside another book would be played back into it.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbook.db.backup import unfinished_beside
from netbook.db.files import make_private_file, make_private_folder, sync_file, sync_folder
from netbook.db.migrations_folder import newest_revision
from netbook.errors import BookProblem, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

ASIDE = ("-wal", "-shm", "-journal")
"""Endings of the files that belong to a book and go where it goes."""


@dataclass(frozen=True, slots=True)
class Fitness:
    """What a file that is to become the book holds."""

    revision: str
    contacts: int


def fitness(file: Path) -> Fitness:
    """Open a backup without writing anything near it, and check it from end to end.

    Raises:
        UsageProblem: there is no such file, or it is no book.
        BookProblem: it is damaged, or was written by a newer netbook.

    """
    if not file.is_file():
        raise UsageProblem(f"there is no file “{file}”. Nothing was changed.", "netbook backup --list")
    try:
        with closing(sqlite3.connect(read_only(file), uri=True)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            if not {"alembic_version", "contact", "handle"} <= tables:
                raise UsageProblem(f"“{file}” is no netbook book. Nothing was changed.", "netbook backup --list")
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            (contacts,) = connection.execute("SELECT count(*) FROM contact").fetchone()
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
            sentence = f"“{file}” is no netbook book. Nothing was changed."
            raise UsageProblem(sentence, "netbook backup --list") from error
        verdict, revision, contacts = str(error), "", 0
    if verdict != "ok":
        raise BookProblem(f"“{file}” is damaged. Nothing was changed.", "choose another: netbook backup --list")
    if revision > newest_revision():
        sentence = f"“{file}” was written by a newer netbook (revision {revision}). Nothing was changed."
        raise BookProblem(sentence, "upgrade netbook first")
    return Fitness(str(revision), int(contacts))


def read_only(file: Path) -> str:
    """Give the address that opens a file for reading alone; one without a log beside it without making one."""
    at_rest = not file.with_name(f"{file.name}-wal").exists()
    return f"{file.absolute().as_uri()}?mode=ro{'&immutable=1' if at_rest else ''}"


def put_in_place(copy: Path, book: Path, now: datetime) -> Path | None:
    """Make a copy of a backup the book; gives where the old book went, None if there was none.

    Raises:
        BookProblem: another netbook has the book open, or the disk refused; the book is as it was.

    """
    make_private_folder(book.parent)
    unfinished = unfinished_beside(book)
    make_private_file(unfinished)
    try:
        with (
            closing(sqlite3.connect(read_only(copy), uri=True)) as source,
            closing(sqlite3.connect(unfinished)) as target,
        ):
            source.backup(target, pages=-1)
        sync_file(unfinished)
        return exchange(unfinished, book, now)
    except (sqlite3.Error, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BookProblem(f"the book could not be restored: {reason}. It is as it was.") from error
    finally:
        for ending in ("", *ASIDE):
            unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)


def exchange(unfinished: Path, book: Path, now: datetime) -> Path | None:
    """Keep the old book under another name and put the new one, whole and on the disk, in its place.

    Raises:
        BookProblem: another netbook has the book open.

    """
    aside = None
    if book.exists():
        _let_nobody_in(book)
        aside = keep_aside(book, now)
    else:
        _clear(book)
    unfinished.replace(book)
    sync_folder(book.parent)
    return aside


def keep_aside(book: Path, now: datetime) -> Path:
    """Give a book another name, and what belongs to it; it keeps its own too, so that its place is never empty."""
    aside = next(path for path in _names_aside(book, now) if not path.exists())
    for ending in ASIDE:
        beside = book.with_name(book.name + ending)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + ending))
    try:
        os.link(book, aside)
    except OSError:  # a file system without hard links
        book.replace(aside)
    sync_folder(book.parent)
    return aside


def _clear(book: Path) -> None:
    """Move away what is left of a book that is gone itself."""
    for ending in ASIDE:
        beside = book.with_name(book.name + ending)
        if beside.exists():
            beside.replace(book.with_name(f"{book.stem}-left{ending}"))


def _names_aside(book: Path, now: datetime) -> Iterator[Path]:
    yield book.with_name(f"{book.stem}-replaced-{now:%Y-%m-%dT%H%M%S}{book.suffix}")
    for count in range(2, 1_000):
        yield book.with_name(f"{book.stem}-replaced-{now:%Y-%m-%dT%H%M%S}-{count}{book.suffix}")


def _let_nobody_in(book: Path) -> None:
    """Bring the log into the file, which only succeeds where nobody else has the book open; damage does not matter.

    Raises:
        BookProblem: somebody has.

    """
    try:
        with closing(sqlite3.connect(book, timeout=1, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            sentence = "another netbook has the book open. Nothing was changed."
            raise BookProblem(sentence, "close it, then try again") from error
