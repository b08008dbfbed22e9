"""Backups: a whole copy taken in one step, private from its first byte, and checked.

Of many, the three newest are kept, and the first of each of the last five days, three weeks and three months that have
one: fourteen at most. The first of a period never changes any more, so that a busy day cannot push out the copy that was
made before it began.
"""

from __future__ import annotations

import os
import re
import secrets
import sqlite3
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING

from netbook.db.files import make_private_file, make_private_folder, sync_file, sync_folder
from netbook.errors import BookProblem, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

NEWEST = 3
PERIODS = (("%Y-%m-%d", 5), ("%G-W%V", 3), ("%Y-%m", 3))
"""How a period is called, and of how many of the last ones the first backup is kept."""
MOST_KEPT = NEWEST + sum(count for _form, count in PERIODS)
_STAMP = "%Y-%m-%dT%H%M%S"
_NAME = re.compile(r"[0-9T-]{17}(-[0-9]{1,9})?")
_STAMP_CHARACTERS = len("2026-01-31T235959")


class DamagedBook(BookProblem):
    """The book's pages do not hang together."""


def back_up(book: Path, folder: Path, now: datetime, *, thin: bool = True) -> Path:
    """Copy an SQLite book into the folder under the time's name, check the copy, and thin the older ones.

    ``thin`` is False where one of the older ones is still needed.

    Raises:
        BookProblem: the copy cannot be made or does not pass its check; the book is as it was.

    """
    make_private_folder(folder)
    copy = _free_name(folder, f"{now:{_STAMP}}")
    write_copy(book, copy)
    if thin:
        _thin(folder)
    return copy


def back_up_to(book: Path, copy: Path, *, replace: bool = False) -> Path:
    """Copy an SQLite book to a file that the user names; it appears there when it is whole and checked.

    Raises:
        BookProblem: the copy cannot be made or does not pass its check.
        UsageProblem: there is a folder of that name, or a file that may not be replaced.

    """
    copy = copy.absolute()
    if copy.is_dir():
        raise UsageProblem(f"“{copy}” is a folder. Name the file too.", f"-o {copy / 'netbook-backup.db'}")
    if os.path.lexists(copy) and not replace:
        raise UsageProblem(f"“{copy}” is there already. Name another, or add --force to replace it.")
    if copy.exists() and book.exists() and copy.samefile(book):
        raise UsageProblem(f"“{copy}” is the book itself. Name another file.")
    make_private_folder(copy.parent)
    unfinished = unfinished_beside(copy)
    try:
        write_copy(book, unfinished)
        unfinished.replace(copy)
        sync_folder(copy.parent)
    except OSError as error:
        raise BookProblem(f"the backup {copy} cannot be made: {_reason(error)}. Nothing was changed.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return copy


def write_copy(book: Path, copy: Path) -> None:
    """Copy an SQLite book to a new file in one step, check it by opening it, and put it on the disk.

    Raises:
        BookProblem: no copy could be made; there is no file left of the attempt.
        DamagedBook: the copy does not pass its check, so the book would not either.

    """
    make_private_file(copy)
    try:
        with closing(sqlite3.connect(book)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target, pages=-1)
            verdict = target.execute("PRAGMA quick_check(1)").fetchone()[0]
        sync_file(copy)
        sync_folder(copy.parent)
    except sqlite3.Error as error:
        _discard(copy)
        raise BookProblem(f"no backup could be made ({error}), so nothing was changed.") from error
    except OSError as error:
        _discard(copy)
        raise BookProblem(f"no backup could be made ({_reason(error)}), so nothing was changed.") from error
    if verdict != "ok":
        _discard(copy)
        raise DamagedBook(
            "the book is damaged, so nothing was changed.",
            "netbook doctor says what is wrong; netbook backup --list shows the copies to go back to",
        )


def backups(folder: Path) -> list[Path]:
    """List the backups, newest last; of those made in one second the highest number is the newest."""
    named = (path for path in folder.glob("????-??-??T*.db") if _NAME.fullmatch(path.stem) and made_at(path))
    return sorted(named, key=lambda path: (path.stem[:_STAMP_CHARACTERS], len(path.stem), path.stem))


def made_at(backup: Path) -> datetime | None:
    """Read from its name when a backup was made, in UTC and without a zone; None where it has another name."""
    try:
        return datetime.strptime(backup.stem[:_STAMP_CHARACTERS], _STAMP)  # noqa: DTZ007 — the name tells no zone
    except ValueError:
        return None


def backed_up_on(folder: Path, day: date) -> bool:
    """Say whether there is a backup of a day, by its name and in UTC."""
    return any(folder.glob(f"{day:%Y-%m-%d}T*.db"))


def unfinished_beside(path: Path) -> Path:
    """Give a new name in the same folder, for a file that is moved to the path when it is whole."""
    return path.with_name(f".netbook-{secrets.token_hex(6)}.part")


def _free_name(folder: Path, stem: str) -> Path:
    """Give a name for a backup of this second, behind those that there are or were."""
    taken = [path for path in backups(folder) if path.stem[:_STAMP_CHARACTERS] == stem]
    count = max((int(path.stem[_STAMP_CHARACTERS + 1 :] or 1) for path in taken), default=0) + 1
    return folder / (f"{stem}.db" if count == 1 else f"{stem}-{count}.db")


def _discard(copy: Path) -> None:
    for ending in ("", "-journal", "-wal", "-shm"):
        copy.with_name(copy.name + ending).unlink(missing_ok=True)


def _thin(folder: Path) -> None:
    made = backups(folder)
    kept = set(made[-NEWEST:])
    for form, count in PERIODS:
        kept |= _first_of_each(made, form, count)
    for old in made:
        if old not in kept:
            _discard(old)


def _first_of_each(made: Iterable[Path], form: str, count: int) -> set[Path]:
    """Give the first backup of each of the last periods that have one; ``made`` begins with the oldest."""
    first: dict[str, Path] = {}
    for path in made:
        first.setdefault(f"{made_at(path):{form}}", path)
    return set(list(first.values())[-count:])


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
