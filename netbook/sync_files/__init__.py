"""Folders that are kept in step with the book: cards, one file a contact, and tasks, one file a follow-up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbook.domain.syncing import Landed
from netbook.domain.text import clean
from netbook.errors import UsageProblem
from netbook.paths import user_path
from netbook.sync_files.cards import CardWriter, read_cards
from netbook.sync_files.disk import SyncProblem
from netbook.sync_files.tasks import TaskWriter, read_tasks
from netbook.usecases.sync_both import sync_folders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from netbook.book import Book
    from netbook.domain.syncing import BothSynced, CardChange, SyncChoice
    from netbook.domain.tasks import TaskChange

__all__ = ["FOLLOW_UPS", "Places", "SyncProblem", "places", "sync"]

FOLLOW_UPS = "follow-ups"
"""The folder in the folder of cards where tasks are, if no other is named."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where cards are, and where tasks are, if these are wanted."""

    cards: Path
    tasks: Path | None


def places(folder: str, follow_ups: str | None, *, with_follow_ups: bool = True) -> Places:
    """Read which folders a person names.

    Raises:
        UsageProblem: one of them is something else than a folder.

    """
    cards = _place(folder)
    if not with_follow_ups:
        return Places(cards, None)
    return Places(cards, cards / FOLLOW_UPS if follow_ups is None else _place(follow_ups))


def sync(
    book: Book, where: Places, today: date, now: datetime, choice: SyncChoice, *, dry_run: bool = False
) -> BothSynced:
    """Bring folders and the book in step; a dry run says what that would do.

    Raises:
        SyncProblem: a folder cannot be read or written.
        SyncRefused: all files, or most of many, have gone on one side.

    """
    cards = read_cards(where.cards)
    tasks = None if where.tasks is None else read_tasks(where.tasks)
    if dry_run:
        return book.preview(sync_folders, cards, tasks, today, choice, _pretend, _pretend)
    write_tasks = TaskWriter(where.tasks or where.cards, now).write
    return book.do(sync_folders, cards, tasks, today, choice, CardWriter(where.cards, now).write, write_tasks)


def _place(typed: str) -> Path:
    path = user_path(typed).absolute()
    if path.exists() and not path.is_dir():
        raise UsageProblem(f"“{clean(typed)}” is no folder. Name a folder, or one that netbook may make.")
    return path.resolve()


def _pretend(changes: Sequence[CardChange] | Sequence[TaskChange]) -> dict[str, Landed]:
    return {change.uid: Landed(change.file or "", "") for change in changes}
