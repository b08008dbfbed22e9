"""Keeping a folder of cards and one of tasks in step with the book, as one step to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.db.journal import describe_step
from netbook.domain.syncing import BothSynced
from netbook.usecases.sync import sync_contacts
from netbook.usecases.sync_follow_ups import sync_tasks

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from netbook.domain.syncing import Folder, SyncChoice, Write
    from netbook.domain.tasks import TaskFolder, WriteTasks


def sync_folders(  # noqa: PLR0917 — two folders, and how each is written
    session: Session,
    cards: Folder,
    tasks: TaskFolder | None,
    today: date,
    choice: SyncChoice,
    write: Write,
    write_tasks: WriteTasks,
) -> BothSynced:
    """Bring a folder of cards in step with the book, then one of tasks; contacts are there before what is about them.

    Raises:
        SyncRefused: all files, or most of many, have gone on one side, and ``choice`` does not say that they may.

    """
    synced = sync_contacts(session, cards, today, choice, write)
    follow_ups = None if tasks is None else sync_tasks(session, tasks, today, choice, write_tasks)
    describe_step(session, f"Synced with {cards.shown}")
    return BothSynced(synced, follow_ups)
