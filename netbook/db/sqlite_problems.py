"""What SQLite refuses for reasons of its own, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.errors import BookProblem

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


def sqlite_problem(error: sqlite3.Error, file: Path | None) -> BookProblem | None:
    """Name the cause by SQLite's own code; None for what is a bug."""
    code = getattr(error, "sqlite_errorname", "") or ""
    for beginning, (sentence, hint) in _CAUSES.items():
        if code.startswith(beginning):
            return BookProblem(sentence.format(file=file), *([hint] if hint else []))
    return None


_CAUSES = {
    "SQLITE_BUSY": ("another netbook is writing and did not finish in time. Nothing was changed. Try again.", ""),
    "SQLITE_LOCKED": ("another netbook is writing. Nothing was changed. Try again.", ""),
    "SQLITE_NOTADB": ("{file} is not a netbook book. Nothing was changed.", "name another file with --book"),
    "SQLITE_CORRUPT": (
        "the book {file} is damaged. Nothing was changed.",
        "take a copy of it, then put back the newest file of the backups folder (netbook info)",
    ),
    "SQLITE_READONLY": (
        "the book {file} is read-only. Nothing was changed.",
        "allow writing to the file and its folder, or name another with --book",
    ),
    "SQLITE_CANTOPEN": (
        "the book {file} cannot be opened. Nothing was changed.",
        "check that the file and its folder can be read and written",
    ),
    "SQLITE_FULL": ("the disk is full. Nothing was changed.", "make room, then try again"),
    "SQLITE_IOERR": (
        "the disk reported an error while the book was read or written. Nothing was changed.",
        "check the disk, then try again",
    ),
    "SQLITE_PERM": (
        "the book {file} may not be opened. Nothing was changed.",
        "check the permissions of the file and its folder",
    ),
}
