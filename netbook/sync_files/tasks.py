"""Tasks in a folder, one file a follow-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.syncing import Landed, Left
from netbook.domain.tasks import FolderTask, TaskChange, TaskFolder
from netbook.domain.text import clean
from netbook.formats.tasks import ENDING, NO_TASK, TaskDocument, new_task
from netbook.formats.vcard.writer import file_name
from netbook.sync_files.disk import NOT_ORDINARY, FolderWriter, cannot, digest_of, files_in, known_as

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path


def read_tasks(path: Path) -> TaskFolder:
    """Read every task of a folder."""
    tasks: dict[str, FolderTask] = {}
    left: list[Left] = []
    for name, data in files_in(path, ENDING):
        found = Left(name, NOT_ORDINARY) if data is None else _read(name, data)
        if isinstance(found, FolderTask) and found.uid in tasks:
            found = Left(name, f"The file {tasks[found.uid].file} has the same UID. Remove one of the two.")
        if isinstance(found, Left):
            left.append(found)
        else:
            tasks[found.uid] = found
    return TaskFolder(known_as(path), clean(path.name or str(path)), tuple(tasks.values()), tuple(left))


def _read(name: str, data: bytes) -> FolderTask | Left:
    try:
        found = TaskDocument(data).read()
    except ValueError as problem:
        return Left(name, str(problem))
    if not found.uid:
        return Left(name, NO_TASK)
    return FolderTask(found.uid, name, digest_of(data), found.summary, found.task, found.contact_uid, found.called)


class TaskWriter:
    """Writes tasks into a folder."""

    def __init__(self, path: Path, now: datetime) -> None:
        """Write into a folder, at an instant that the tasks will bear."""
        self._path = path
        self._now = now

    def write(self, changes: Sequence[TaskChange]) -> Mapping[str, Landed]:
        """Make all changes.

        Raises:
            SyncProblem: the folder cannot be written, or was changed since it was read.

        """
        writer = FolderWriter(self._path, ENDING)
        landed: dict[str, Landed] = {}
        try:
            if changes:
                writer.make()
            for each in changes:
                there = None if each.file is None else writer.unchanged(each.file, each.digest)
                if each.task is not None:
                    landed[each.uid] = writer.put(each.file, file_name(each.uid, ENDING), self._content(each, there))
                elif each.file is not None:
                    writer.remove(each.file)
            if changes:
                writer.settle()
        except OSError as error:
            raise cannot("write", self._path, error) from error
        return landed

    def _content(self, each: TaskChange, there: bytes | None) -> bytes:
        if there is None:
            return new_task(each, self._now)
        document = TaskDocument(there)
        document.change(each, self._now)
        return document.content
