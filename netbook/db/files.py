"""The book's file on disk: made private before SQLite opens it, and its folder too."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from netbook.errors import BookProblem

if TYPE_CHECKING:
    from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, readable by the user alone.

    Raises:
        BookProblem: the folder cannot be made.

    """
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        for path in reversed(missing):
            path.mkdir(mode=FOLDER_MODE, exist_ok=True)
    except OSError as error:
        sentence = f"the folder {folder} cannot be made: {_reason(error)}. Nothing was changed."
        raise BookProblem(sentence, "choose another place with --book PATH or NETBOOK_BOOK") from error


def make_private_file(path: Path) -> None:
    """Make an empty file that only the user can read; one that exists is left as it is.

    A symlink planted in its place is never followed.

    Raises:
        BookProblem: the file cannot be made.

    """
    if path.exists():
        return
    make_private_folder(path.parent)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_NOFOLLOW, FILE_MODE))
    except FileExistsError as error:
        if path.is_symlink():
            sentence = f"{path} is a link that leads nowhere. Remove it, or name another file with --book."
            raise BookProblem(sentence) from error
    except OSError as error:
        sentence = f"the book {path} cannot be made: {_reason(error)}. Nothing was changed."
        raise BookProblem(sentence, "choose another place with --book PATH or NETBOOK_BOOK") from error


def sync_file(path: Path) -> None:
    """Make what was written to a file survive a power cut."""
    sync_folder(path)


def sync_folder(folder: Path) -> None:
    """Make a rename or a new file in this folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
