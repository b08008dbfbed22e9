"""Backups: a whole copy taken in one step, private from its first byte, and checked."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from netbook.db.files import make_private_file, make_private_folder, sync_folder
from netbook.errors import BookProblem

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

KEPT = 14
_STAMP = len("2026-01-31T235959")


def back_up(book: Path, folder: Path, now: datetime) -> Path:
    """Copy an SQLite book into the folder under the time's name, check the copy, and thin the older ones.

    Raises:
        BookProblem: the copy cannot be made or does not pass its check; the book is as it was.

    """
    make_private_folder(folder)
    copy = _free_name(folder, f"{now:%Y-%m-%dT%H%M%S}")
    make_private_file(copy)
    try:
        with closing(sqlite3.connect(book)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target, pages=-1)
            verdict = target.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.Error as error:
        copy.unlink(missing_ok=True)
        raise BookProblem(f"no backup could be made ({error}), so nothing was changed.") from error
    if verdict != "ok":
        copy.unlink(missing_ok=True)
        raise BookProblem(
            f"the book is damaged ({verdict}), so nothing was changed.",
            "an older copy lies in the backups folder (netbook info)",
        )
    sync_folder(folder)
    _thin(folder)
    return copy


def backups(folder: Path) -> list[Path]:
    """List the backups, newest last; of those made in one second the highest number is the newest."""
    return sorted(folder.glob("????-??-??T*.db"), key=lambda path: (path.stem[:_STAMP], len(path.stem), path.stem))


def _free_name(folder: Path, stem: str) -> Path:
    path = folder / f"{stem}.db"
    count = 1
    while path.exists():
        count += 1
        path = folder / f"{stem}-{count}.db"
    return path


def _thin(folder: Path) -> None:
    for old in backups(folder)[:-KEPT]:
        old.unlink(missing_ok=True)
