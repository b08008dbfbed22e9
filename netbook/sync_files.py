"""A folder of cards that is kept in step with the book: read whole, and written file by file, each never half there."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from netbook.domain.syncing import CardChange, Folder, FolderCard, Landed, Left, SyncChoice, Synced
from netbook.domain.text import clean
from netbook.errors import NetbookError, UsageProblem
from netbook.formats.vcard.changing import change, new_card
from netbook.formats.vcard.document import Document, whole
from netbook.formats.vcard.files import OneCard, card_in
from netbook.formats.vcard.writer import ENDING, file_name
from netbook.paths import user_path
from netbook.usecases.sync import sync_contacts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from netbook.book import Book

MOST_BYTES = 16 * 2**20
"""A file that is longer (16 MiB) is left alone."""
_FILE_MODE, _FOLDER_MODE = 0o600, 0o700
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_OLD_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NAMES = UUID("7f2c9f1c-0b6e-5f0e-a3b5-6d1f7f0c52aa")
"""The name space of the UIDs of cards that come without one."""


class SyncProblem(NetbookError):
    """The folder cannot be read or written, or changed under way; the book is as it was."""


def sync_folder(
    book: Book, typed: str, today: date, now: datetime, choice: SyncChoice, *, dry_run: bool = False
) -> Synced:
    """Bring a folder and the book in step; a dry run says what that would do.

    Raises:
        UsageProblem: it is no folder.
        SyncProblem: it cannot be read or written.
        SyncRefused: all cards, or most of many, have gone on one side.

    """
    path = _place(typed)
    folder = _read(path)
    if dry_run:
        return book.preview(sync_contacts, folder, today, choice, _pretend)
    return book.do(sync_contacts, folder, today, choice, _Writer(path, now).write)


def _place(typed: str) -> Path:
    path = user_path(typed).absolute()
    if path.exists() and not path.is_dir():
        raise UsageProblem(f"“{clean(typed)}” is no folder. Name a folder of cards, or one that netbook may make.")
    return path.resolve()


def _read(path: Path) -> Folder:
    """Read every card; a folder that is not there yet is an empty one."""
    cards: dict[str, FolderCard] = {}
    left: list[Left] = []
    try:
        names = sorted(file.name for file in path.iterdir() if _is_card(file.name)) if path.is_dir() else []
        for name in names:
            found = _file_card(path / name)
            if isinstance(found, Left):
                left.append(found)
            elif found.uid in cards:
                left.append(Left(name, f"The file {cards[found.uid].file} has the same UID. Remove one of the two."))
            else:
                cards[found.uid] = found
    except OSError as error:
        raise _cannot("read", path, error) from error
    return Folder(str(path), clean(path.name or str(path)), tuple(cards.values()), tuple(left))


def _is_card(name: str) -> bool:
    return name.casefold().endswith(ENDING) and not name.startswith(".")


def _file_card(file: Path) -> FolderCard | Left:
    data = _bytes_of(file)
    if data is None:
        return Left(file.name, "It is not an ordinary file, or too long for a card.")
    found = card_in(data)
    if not isinstance(found, OneCard):
        return Left(file.name, found)
    digest = hashlib.sha256(data).hexdigest()
    uid = found.uid or str(uuid5(_NAMES, f"{file.name} {digest}"))
    return FolderCard(uid, file.name, digest, found.card, without_uid=not found.uid)


def _bytes_of(file: Path) -> bytes | None:
    """Read an ordinary file of bearable size; None if it is something else."""
    try:
        descriptor = os.open(file, _OLD_FILE)
    except OSError as error:
        if file.is_symlink():
            return None
        raise _cannot("read", file, error) from error
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        data = stream.read(MOST_BYTES + 1)
    return data if len(data) <= MOST_BYTES else None


def _pretend(changes: Sequence[CardChange]) -> dict[str, Landed]:
    return {change.uid: Landed(change.file or "", "") for change in changes if change.card is not None}


class _Writer:
    """Writes cards into a folder."""

    def __init__(self, path: Path, now: datetime) -> None:
        self._path = path
        self._now = now

    def write(self, changes: Sequence[CardChange]) -> Mapping[str, Landed]:
        """Make all changes; whatever was changed there since it was read stops it before anything is lost."""
        try:
            if changes or not self._path.is_dir():
                self._path.mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
            landed = dict(self._made(changes))
            if changes:
                _settle_on_disk(self._path)
        except OSError as error:
            raise _cannot("write", self._path, error) from error
        return landed

    def _made(self, changes: Sequence[CardChange]) -> Iterator[tuple[str, Landed]]:
        for each in changes:
            there = None if each.file is None else self._unchanged(each.file, each.digest)
            if each.card is None:
                (self._path / str(each.file)).unlink()
                continue
            content = self._content(each, there)
            name = each.file or self._free_name(each.uid)
            self._put(name, content, new=each.file is None)
            yield each.uid, Landed(name, hashlib.sha256(content).hexdigest())

    def _unchanged(self, name: str, digest: str | None) -> bytes:
        data = _bytes_of(self._path / name) if (self._path / name).exists() else None
        if data is None or hashlib.sha256(data).hexdigest() != digest:
            raise SyncProblem(
                f"“{clean(name)}” was changed while the folder was read. The book is as it was. Run the sync again."
            )
        return data

    def _content(self, each: CardChange, there: bytes | None) -> bytes:
        assert each.card is not None  # noqa: S101 — the caller removes those without a card
        if there is None:
            document = new_card(each.card, each.uid)
        else:
            found = card_in(there)
            assert isinstance(found, OneCard)  # noqa: S101 — it was one when the folder was read
            document = Document(found.content)
            change(document, each.card)
            if not found.uid:
                document.set("UID", each.uid)
        document.set("REV", f"{self._now:%Y%m%dT%H%M%SZ}")
        return whole(document.content)

    def _free_name(self, uid: str) -> str:
        name = file_name(uid)
        return name if not (self._path / name).exists() else f"{secrets.token_hex(16)}{ENDING}"

    def _put(self, name: str, content: bytes, *, new: bool) -> None:
        unfinished = self._path / f".netbook-{secrets.token_hex(6)}.part"
        try:
            with os.fdopen(os.open(unfinished, _NEW_FILE, _FILE_MODE), "wb") as stream:
                os.fchmod(stream.fileno(), _FILE_MODE)
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            if new and (self._path / name).exists():
                raise FileExistsError(name)
            unfinished.replace(self._path / name)
        finally:
            unfinished.unlink(missing_ok=True)


def _settle_on_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _cannot(what: str, path: Path, error: OSError) -> SyncProblem:
    reason = (error.strerror or str(error)).lower()
    return SyncProblem(
        f"“{clean(path.name)}” cannot be {'read' if what == 'read' else 'written'}: {reason}. The book is as it was."
    )
