"""A book and a folder that are kept in step."""

from __future__ import annotations

from datetime import datetime, timedelta
from shutil import copyfile
from typing import TYPE_CHECKING

import pytest

from netbook.domain.syncing import BothSynced, SyncChoice, Synced
from netbook.sync_files import places, sync
from netbook.usecases.edit import edit
from tests.conftest import NOW, TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from netbook.queries.cards import ContactCard
    from tests.conftest import Desk


@pytest.fixture
def book_name(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Name a book on SQLite, or on what a test asks for."""
    if getattr(request, "param", "sqlite") == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    copyfile(request.getfixturevalue("empty_book"), tmp_path / "netbook.db")
    return str(tmp_path / "netbook.db")


class Pair:
    """A book and a folder that are kept in step."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        """Begin with what the book has, and a folder that is not there yet."""
        self.desk = desk
        self.book = desk.book
        self.folder = folder
        self.syncs = 0

    def sync(self, choice: SyncChoice | None = None, *, dry_run: bool = False) -> Synced:
        """Bring the cards in step."""
        where = places(str(self.folder), None, with_follow_ups=False)
        return sync(self.book, where, TODAY, self._now(), choice or SyncChoice(), dry_run=dry_run).cards

    def sync_both(self, choice: SyncChoice | None = None) -> BothSynced:
        """Bring cards and tasks in step."""
        return sync(self.book, places(str(self.folder), None), TODAY, self._now(), choice or SyncChoice())

    def _now(self) -> datetime:
        self.syncs += 1
        return NOW + timedelta(minutes=self.syncs)

    def put(self, name: str, text: str) -> None:
        """Put a file into the folder."""
        self.folder.mkdir(exist_ok=True)
        (self.folder / name).write_text(text, encoding="utf-8", newline="")

    def files(self) -> dict[str, str]:
        """Read the folder."""
        return {file.name: file.read_bytes().decode() for file in sorted(self.folder.iterdir())}

    def file_of(self, words: str) -> Path:
        """Find the only file in which some words stand."""
        (found,) = (file for file in self.folder.iterdir() if words.encode() in file.read_bytes())
        return found

    def replace(self, old: str, new: str) -> None:
        """Change words in the folder, as another program would."""
        file = self.file_of(old)
        file.write_bytes(file.read_bytes().replace(old.encode(), new.encode()))

    def edit(self, who: str, **values: str | None) -> ContactCard:
        """Change fields in the book."""
        return self.book.do(edit, who, values, TODAY)


@pytest.fixture
def pair(desk: Desk, tmp_path: Path) -> Pair:
    """Give a book of two people in step with a folder."""
    desk.add("@ada Ada Lovelace #maths :: looms")
    desk.add("grace@example.org Grace Hopper")
    made = Pair(desk, tmp_path / "cards")
    done = made.sync()
    assert set(done.new_there) == {"Ada Lovelace", "Grace Hopper"}
    return made
