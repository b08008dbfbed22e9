"""Backups for the front ends: what there are, and how one becomes the book again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from netbook.db.backup import back_up, backups, made_at
from netbook.db.restoring import fitness, put_in_place, read_only
from netbook.errors import BookProblem
from netbook.paths import user_path
from netbook.queries.glance import Figures, glance_figures

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One backup; no figures where it cannot be read as a book."""

    file: Path
    at: datetime | None
    """In UTC; None where the file's name does not say."""
    size: int
    """In bytes."""
    figures: Figures | None

    @property
    def contacts(self) -> int | None:
        """How many contacts are in it, archive and inbox too."""
        figures = self.figures
        return None if figures is None else figures.contacts + figures.inbox + figures.archived


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of a book that was restored."""

    source: Path
    book: Path
    replaced: Path | None
    """Where the book lies that was there before."""
    backup: Path | None
    """The copy that was made of it; None if there was none, or it was too damaged for one."""
    contacts: int


def list_backups(folder: Path) -> list[BackupRow]:
    """List what is in the backups folder, the newest first."""
    return [backup_row(file) for file in reversed(backups(folder))]


def backup_row(file: Path) -> BackupRow:
    """Look at one backup without writing anything near it."""
    at = made_at(file)
    return BackupRow(file, at and at.replace(tzinfo=UTC), file.stat().st_size, glance_figures(file))


def backup_named(typed: str, folder: Path) -> Path:
    """Find the file that is meant: a path, or the name of one in the backups folder."""
    path = user_path(typed)
    for candidate in (path, folder / typed, folder / f"{typed}.db"):
        if candidate.is_file():
            return candidate.absolute()
    return path.absolute()


def copies_with(folder: Path, book: Path, accounts: Collection[tuple[str, str]], names: Collection[str]) -> list[Path]:
    """List the backups, and books kept beside the book, in which one of these accounts or names still is."""
    beside = sorted(book.parent.glob(f"{book.stem}-replaced-*{book.suffix}"))
    return [file for file in (*backups(folder), *beside) if _holds(file, accounts, names)]


def _holds(file: Path, accounts: Collection[tuple[str, str]], names: Collection[str]) -> bool:
    """Look for an account or a name in a copy; one that cannot be read may hold anything."""
    try:
        with closing(sqlite3.connect(read_only(file), uri=True)) as connection:
            account = "SELECT 1 FROM handle WHERE network = ? AND key = ?"
            if any(connection.execute(account, pair).fetchone() for pair in accounts):
                return True
            named = "SELECT 1 FROM contact WHERE name = ?"
            return any(connection.execute(named, (name,)).fetchone() for name in names)
    except sqlite3.DatabaseError:
        return True


def restore_book(source: Path, book: Path, folder: Path, now: datetime) -> Restored:
    """Put a backup in the book's place; the book that was there is backed up and kept besides.

    Raises:
        UsageProblem: the file is not there, or no book.
        BookProblem: it is damaged or newer, the book is open elsewhere, or the disk refused; nothing was changed.

    """
    found = fitness(source)
    backup = _back_up_if_possible(book, folder, now)
    return Restored(source, book, put_in_place(source, book, now), backup, found.contacts)


def _back_up_if_possible(book: Path, folder: Path, now: datetime) -> Path | None:
    """Copy the book that is about to go; one that is too damaged to be copied is kept whole all the same."""
    if not book.exists():
        return None
    try:
        return back_up(book, folder, now, thin=False)
    except BookProblem:
        return None
