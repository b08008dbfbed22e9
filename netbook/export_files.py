"""Where an export goes: a file that is private from its first byte and never half there, a folder, or a stream."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from netbook.domain.filters import Filter
from netbook.errors import NetbookError, UsageProblem
from netbook.formats.exporters import exporter_named, exporters_found
from netbook.formats.protocol import FolderExporter
from netbook.formats.streams import shown_name
from netbook.paths import user_path
from netbook.queries.exporting import Chosen, take_along

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path
    from typing import BinaryIO

    from netbook.book import Book
    from netbook.domain.portable import PortableBook
    from netbook.domain.records import Progress
    from netbook.formats.protocol import Exporter, Written

_FILE_MODE = 0o600
_FOLDER_MODE = 0o700
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


class ExportProblem(NetbookError):
    """The file or folder cannot be written; what was there before is as it was."""


class ThereAlready(UsageProblem):
    """Something has the name already, and nobody said that it may go."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to export: the kind of file, and whom; everybody that such a file is for where no filter chooses."""

    exporter: Exporter
    chosen: Chosen | None = None

    @property
    def whom(self) -> Chosen | None:
        """Whom to take along; None for the whole book, inbox and archive too."""
        return self.chosen or (None if self.exporter.takes_all else Filter())


@dataclass(frozen=True, slots=True)
class Place:
    """A file or folder to write to, as a person named it, and whether what is there may be replaced."""

    path: Path
    is_folder: bool
    replace: bool = False


def what_to_export(format_name: str, chosen: Chosen | None = None) -> Wanted:
    """Find the kind of file by its name.

    Raises:
        UsageProblem: there is none of that name.

    """
    return Wanted(exporter_named(format_name), chosen or None)


def exporter_for(typed: str) -> Exporter:
    """Find the kind of file by how its name ends; a folder is for the first kind that can fill one.

    Raises:
        UsageProblem: no kind of file ends so.

    """
    known = exporters_found().formats
    suffix = "" if typed.endswith("/") else user_path(typed).suffix.casefold()
    for exporter in known:
        if exporter.ending == suffix or (not suffix and isinstance(exporter, FolderExporter)):
            return exporter
    endings = ", ".join(dict.fromkeys(exporter.ending for exporter in known))
    raise UsageProblem(f"“{shown_name(suffix)}” is no ending of a file that netbook writes. They end in {endings}.")


def place_named(typed: str, exporter: Exporter, *, replace: bool = False) -> Place:
    """Read where to write: a folder, of a kind of file that can fill one, else a file.

    Raises:
        UsageProblem: it is there already, or a folder where only a file will do, or cannot be told.

    """
    path = user_path(typed)
    named_as_folder = typed.endswith("/") or path.is_dir()
    can_fill_a_folder = isinstance(exporter, FolderExporter)
    if named_as_folder and not can_fill_a_folder:
        raise UsageProblem(
            f"“{shown_name(typed)}” is a folder, and {exporter.label} is one file. Name the file too.",
            f"-o {shown_name(str(path / f'netbook{exporter.ending}'))}",
        )
    is_folder = named_as_folder or (can_fill_a_folder and not path.suffix)
    if not path.absolute().name or _is_special(path):
        raise UsageProblem(f"“{shown_name(typed)}” is no place for a file. Name a file that netbook may make.")
    if not replace and os.path.lexists(path) and not (is_folder and _is_empty_folder(path)):
        raise ThereAlready(
            f"“{shown_name(typed)}” is there already. Name another, or replace it.", "--force replaces what is there"
        )
    return Place(path, is_folder, replace)


def export_to_stream(book: Book, wanted: Wanted, today: date, out: BinaryIO, progress: Progress) -> Written:
    """Write one file to a stream, in one snapshot of the book."""
    return book.read(take_along, wanted.whom, today, partial(_write, wanted.exporter, out, progress))


def export_to_place(book: Book, wanted: Wanted, today: date, place: Place, progress: Progress) -> Written:
    """Write a file or a folder, in one snapshot of the book; it appears when it is whole.

    Raises:
        ExportProblem: it cannot be written.

    """
    exporter = wanted.exporter
    give: Callable[[PortableBook], Written]
    if place.is_folder and isinstance(exporter, FolderExporter):
        give = partial(_fill_folder, exporter, place, progress)
    else:
        give = partial(_fill_file, exporter, place, progress)
    try:
        return book.read(take_along, wanted.whom, today, give)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ExportProblem(
            f"“{shown_name(str(place.path))}” cannot be written: {reason}. What was there is as it was.",
            "name another file or folder with -o",
        ) from error


def _write(exporter: Exporter, out: BinaryIO, progress: Progress, contents: PortableBook) -> Written:
    return exporter.write(contents, out, progress)


def _fill_file(exporter: Exporter, place: Place, progress: Progress, contents: PortableBook) -> Written:
    """Write beside the place, and move the file there when it is whole."""
    unfinished = _beside(place.path)
    try:
        with os.fdopen(os.open(unfinished, _NEW_FILE, _FILE_MODE), "wb") as out:
            os.fchmod(out.fileno(), _FILE_MODE)
            written = exporter.write(contents, out, progress)
            out.flush()
            os.fsync(out.fileno())
        _move(unfinished, place)
    finally:
        unfinished.unlink(missing_ok=True)
    return written


def _fill_folder(exporter: FolderExporter, place: Place, progress: Progress, contents: PortableBook) -> Written:
    """Write a folder beside the place, and move it there when it is whole; into a folder that is there, file by file."""
    unfinished = _beside(place.path)
    written = 0
    try:
        unfinished.mkdir(mode=_FOLDER_MODE)
        for page in exporter.pages(contents, progress):
            with os.fdopen(os.open(unfinished / page.name, _NEW_FILE, _FILE_MODE), "wb") as out:
                os.fchmod(out.fileno(), _FILE_MODE)
                out.write(page.content)
            written += 1
        if place.path.is_dir() and not _is_empty_folder(place.path):
            for page_file in unfinished.iterdir():
                page_file.replace(place.path / page_file.name)
        else:
            unfinished.replace(place.path)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return {"file": written}


def _move(unfinished: Path, place: Place) -> None:
    """Give a whole file its name; without leave to replace, only if nothing has that name by now."""
    if place.replace:
        unfinished.replace(place.path)
        return
    try:
        os.link(unfinished, place.path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: take the name first, then put the whole file in its place.
        os.close(os.open(place.path, _NEW_FILE, _FILE_MODE))
        unfinished.replace(place.path)


def _beside(path: Path) -> Path:
    path.absolute().parent.mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
    return path.absolute().with_name(f".netbook-{secrets.token_hex(6)}.part")


def _is_special(path: Path) -> bool:
    """Say whether a path is a device, a pipe or a socket, which must not be replaced by a file."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISLNK(mode) or stat.S_ISDIR(mode))


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and not any(path.iterdir())
