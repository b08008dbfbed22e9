"""The doctor: looks for everything that can be wrong with a book and its files, and mends what needs no guess.

The book is opened for reading alone, unless something is to be mended; one that cannot be opened gets a report all the
same. At a million rows it takes some seconds, so that of a large book two thousand contacts are looked at closely, the
rest at a glance; each finding says which.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from netbook.backups import list_backups
from netbook.book import Book
from netbook.db.backup import unfinished_beside
from netbook.db.checks import CHECKS, MENDED
from netbook.db.files import sync_file
from netbook.db.migrations_folder import newest_revision
from netbook.db.people import Contact
from netbook.db.restoring import ASIDE, exchange, read_only
from netbook.db.salvage import Yield, salvage_rows
from netbook.db.surroundings import (
    close_to_others,
    leftover_log,
    open_to_others,
    sqlite_may_lose_commits,
    too_little_room,
    unsafe_place,
)
from netbook.domain.counts import counted, people
from netbook.errors import BookProblem
from netbook.usecases.settling import out_of_step, settle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

LOOKED_AT = 2_000
"""Contacts whose standing and words are worked out anew."""
_MOST_NAMED = 3
_OLD_DAYS = 7


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; advice is fine for now, and better otherwise."""

    check: str
    ok: bool
    detail: str
    advice: bool = False


@dataclass(frozen=True, slots=True)
class Patient:
    """A book and what belongs to it."""

    book: Path
    backups: Path
    config: Path
    now: datetime
    mounts: str = ""
    """The text of /proc/mounts, empty where there is none."""


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found."""

    findings: tuple[Finding, ...]
    opened: bool
    """False for a book that is damaged, newer, or none."""

    @property
    def well(self) -> bool:
        """Whether nothing is wrong."""
        return all(finding.ok for finding in self.findings)


def examine(patient: Patient) -> Report:
    """Look at a book and its files; changes nothing."""
    opening = _opening(patient.book)
    findings = [opening, *_around(patient)]
    if not opening.ok or not patient.book.exists():
        return Report(tuple(findings), opening.ok)
    try:
        findings += _inside(patient)
    except (sqlite3.DatabaseError, BookProblem) as error:
        findings.append(Finding("integrity", ok=False, detail=f"the book cannot be read to its end: {error}"))
        return Report(tuple(findings), opened=False)
    return Report(tuple(findings), opened=True)


def mend(patient: Patient) -> tuple[Path | None, Report]:
    """Mend what can be mended, after a backup; gives the backup, and what is still wrong.

    Raises:
        BookProblem: no backup could be made, so nothing was mended.

    """
    close_to_others(_exposed(patient))
    if not patient.book.exists() or not _opening(patient.book).ok:
        return None, examine(patient)
    book = Book(str(patient.book), lambda: patient.now, backups=patient.backups)
    try:
        backup = book.back_up()
        _mend_rows(patient.book)
        book.reverse(_settle_all)
    finally:
        book.close()
    return backup, examine(patient)


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came out of a damaged book, and where that lies now."""

    yields: tuple[Yield, ...]
    replaced: Path | None

    @property
    def rows(self) -> int:
        """How many rows came out."""
        return sum(table.rows for table in self.yields)

    @property
    def of(self) -> int:
        """How many there were, as far as can be told."""
        return sum(table.of for table in self.yields)


def salvage(patient: Patient) -> Salvaged:
    """Take what can be read out of a damaged book into a new one in its place; the damaged one is kept beside it.

    Raises:
        BookProblem: nothing can be read, or the book is open elsewhere; it is left as it is.

    """
    if not patient.book.is_file():
        raise BookProblem(f"there is no book {patient.book}.", "netbook backup --list")
    unfinished = unfinished_beside(patient.book)
    try:
        Book(str(unfinished), lambda: patient.now).close()
        yields = salvage_rows(patient.book, unfinished)
        book = Book(str(unfinished), lambda: patient.now)
        book.reverse(_settle_all)
        book.close()
        sync_file(unfinished)
        return Salvaged(tuple(yields), exchange(unfinished, patient.book, patient.now))
    finally:
        for ending in ("", *ASIDE):
            unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)


def _mend_rows(book: Path) -> None:
    """Mend what the checks of the file name, in one transaction."""
    with closing(sqlite3.connect(book, timeout=30, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("BEGIN IMMEDIATE")
        for name, check in CHECKS.items():
            if name in MENDED and check(connection):
                MENDED[name](connection)
        connection.execute("COMMIT")


def _settle_all(session: Session) -> None:
    settle(session, session.scalars(select(Contact.id)).all())


def _opening(book: Path) -> Finding:
    """Say whether the file is a book that this netbook can open."""
    if not book.exists():
        return Finding("book", ok=True, detail=f"there is no book {book} yet", advice=True)
    try:
        with closing(sqlite3.connect(read_only(book), uri=True)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            if "alembic_version" not in tables:
                return Finding("book", ok=False, detail=f"{book} is no netbook book")
            (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.DatabaseError, TypeError, OSError) as error:
        return Finding("book", ok=False, detail=f"{book} cannot be opened: {error}")
    if revision > newest_revision():
        detail = f"{book} was written by a newer netbook (revision {revision}; this one knows {newest_revision()})"
        return Finding("book", ok=False, detail=detail)
    if revision < newest_revision():
        detail = f"{book} is of revision {revision}; the next command brings it to {newest_revision()}, after a backup"
        return Finding("book", ok=True, detail=detail, advice=True)
    return Finding("book", ok=True, detail=f"{book}, revision {revision}")


def _inside(patient: Patient) -> list[Finding]:
    """Check what is in the file; an older book only as far as every revision is alike."""
    found = []
    with closing(sqlite3.connect(read_only(patient.book), uri=True, timeout=30)) as connection:
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        current = revision == newest_revision()
        for name, check in CHECKS.items():
            if current or name in {"integrity", "foreign keys"}:
                problems = check(connection)
                found.append(Finding(name, ok=not problems, detail=_joined(problems) or "nothing wrong"))
                if problems and name in {"integrity", "tables"} and not _only_indexes(problems):
                    return found
    return found + (_replayed(patient) if current else [])


def _only_indexes(problems: Sequence[str]) -> bool:
    """Say whether the tables themselves are whole, so that the rest can be looked at."""
    return all("index" in problem for problem in problems)


def _replayed(patient: Patient) -> list[Finding]:
    book = Book(str(patient.book), lambda: patient.now, backups=patient.backups)
    try:
        asked, (standings, words) = book.read(_compare)
    finally:
        book.close()
    return [
        Finding(
            "staleness", ok=not standings, detail=_compared(asked, len(standings), "stand elsewhere than a replay says")
        ),
        Finding("search index", ok=not words, detail=_compared(asked, len(words), "are not found by their words")),
    ]


def _compare(session: Session) -> tuple[str, tuple[set[int], set[int]]]:
    ids = session.scalars(select(Contact.id).order_by(Contact.id)).all()
    step = max(1, -(-len(ids) // LOOKED_AT))
    asked = f"all {len(ids):,} contacts" if step == 1 else f"{len(ids[::step]):,} of {len(ids):,} contacts"
    return asked, out_of_step(session, ids[::step])


def _compared(asked: str, wrong: int, what: str) -> str:
    return f"{wrong:,} of {asked} {what}" if wrong else f"{asked} compared, nothing wrong"


def _around(patient: Patient) -> list[Finding]:
    """Check the files, the folder, the disk and SQLite."""
    exposed = [str(path) for path in _exposed(patient)]
    folder = next(path for path in (patient.book.parent, *patient.book.parent.parents) if path.exists())
    return [
        Finding(
            "permissions",
            ok=not exposed,
            detail=_joined([f"others may read {path}" for path in exposed]) or "only you can read the files",
        ),
        _finding("place", unsafe_place(folder, patient.mounts), "a local disk"),
        _finding("log", leftover_log(patient.book), "nothing is left over"),
        _finding("disk", too_little_room(folder / patient.book.name), "there is room"),
        _backups(patient),
        _sqlite(),
    ]


def _exposed(patient: Patient) -> list[Path]:
    beside = [patient.book.with_name(patient.book.name + ending) for ending in ("", "-wal", "-shm")]
    kept = [row.file for row in list_backups(patient.backups)]
    return open_to_others([*beside, *kept, patient.config], [patient.book.parent, patient.backups])


def _finding(check: str, problem: str | None, otherwise: str) -> Finding:
    return Finding(check, ok=problem is None, detail=problem or otherwise)


def _backups(patient: Patient) -> Finding:
    """Check that there are backups, that each opens, and that the newest is whole and not old."""
    rows = list_backups(patient.backups)
    if not rows:
        return Finding("backups", ok=True, detail="there is none yet; netbook backup makes one", advice=True)
    unreadable = [
        row.file for row in rows if row.figures is None or (row.file == rows[0].file and not _whole(row.file))
    ]
    if unreadable:
        return Finding("backups", ok=False, detail=_joined([f"{path.name} cannot be read" for path in unreadable]))
    age = (patient.now - rows[0].at).days if rows[0].at else 0
    detail = (
        f"{counted(len(rows), 'backup')}, the newest from {rows[0].file.stem[:10]} with {people(rows[0].contacts or 0)}"
    )
    return Finding("backups", ok=True, detail=detail, advice=age > _OLD_DAYS)


def _whole(backup: Path) -> bool:
    try:
        with closing(sqlite3.connect(read_only(backup), uri=True)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def _sqlite() -> Finding:
    version = sqlite3.sqlite_version
    if sqlite_may_lose_commits(sqlite3.sqlite_version_info):
        detail = f"{version} has a rare bug that can damage a book when two netbooks write at once; 3.51.3 does not"
        return Finding("sqlite", ok=True, detail=detail, advice=True)
    return Finding("sqlite", ok=True, detail=version)


def _joined(problems: Sequence[str]) -> str:
    more = f" and {len(problems) - _MOST_NAMED} more" if len(problems) > _MOST_NAMED else ""
    return "; ".join(problems[:_MOST_NAMED]) + more
