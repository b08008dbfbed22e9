"""Keeping a folder of tasks in step with the follow-ups of the book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from netbook.db.people import Contact
from netbook.db.promises import FollowUp, FollowUpStatus
from netbook.db.synced import SyncedFolder, SyncedItem, SyncedKind
from netbook.domain.syncing import CARD, Left, SyncConflict, Synced
from netbook.domain.tasks import (
    DROPPED,
    OPEN,
    TASK_FIELDS,
    FolderTask,
    Task,
    TaskChange,
    merged_task,
    read_task_text,
    summary,
    task_text,
    what_of,
    whom_in,
    with_recurrence_of,
)
from netbook.domain.text import norm_line, plain
from netbook.domain.three_way import Side
from netbook.errors import UsageProblem
from netbook.queries.import_matches import kept_key
from netbook.queries.syncing import our_contacts, synced_folder, synced_items
from netbook.queries.syncing_tasks import OurTask, contact_called, our_tasks
from netbook.usecases.follow_ups import close, next_occurrence
from netbook.usecases.settling import settle
from netbook.usecases.sync import SyncRefused, is_flood

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from netbook.domain.syncing import SyncChoice
    from netbook.domain.tasks import TaskFolder, WriteTasks

_ANY_DAY = date(2000, 1, 1)
NOBODY = (
    "It does not say whom it is about. Begin it with a contact's name and a colon, as in “Ada Lovelace: send slides”."
)


def sync_tasks(session: Session, folder: TaskFolder, today: date, choice: SyncChoice, write: WriteTasks) -> Synced:
    """Bring a folder of tasks and the follow-ups of the book in step, as :func:`sync_contacts` does with cards.

    Raises:
        SyncRefused: all tasks, or most of many, have gone on one side, and ``choice`` does not say that they may.

    """
    run = _TaskSync(session, folder, today, choice)
    run.refuse_a_flood()
    for uid in run.everything:
        run.decide(uid)
    return run.finish(write)


class _TaskSync:
    """One sync under way."""

    def __init__(self, session: Session, folder: TaskFolder, today: date, choice: SyncChoice) -> None:
        self.session = session
        self.folder = folder
        self.today = today
        self.choice = choice
        self.record = synced_folder(session, folder.path)
        self.items = synced_items(session, self.record, SyncedKind.FOLLOW_UP)
        self.theirs = {uid: replace(task, uid=uid) for task in folder.tasks if (uid := kept_key(task.uid))}
        self.ours = our_tasks(session, self.items.keys() | self.theirs.keys())
        self.contacts = our_contacts(session)
        self.uid_of_contact = {contact.id: uid for uid, contact in self.contacts.items()}
        self.everything = sorted(self.theirs.keys() | self.items.keys() | self.ours.keys())
        self.unread = {each.file for each in folder.left}
        self.left = list(folder.left)
        self.changes: list[TaskChange] = []
        self.agreed: dict[str, Task] = {}
        self.touched: set[int] = set()
        self.conflicts: list[SyncConflict] = []
        self.named: dict[str, list[str]] = {name: [] for name in _COUNTED}
        self.same = 0

    def refuse_a_flood(self) -> None:
        """Refuse to go on where an emptied folder would drop what was promised, or another book empty the folder."""
        known = len(self.items)
        gone_there = sum(
            uid not in self.theirs and item.file not in self.unread and self._is_open(uid)
            for uid, item in self.items.items()
        )
        gone_here = sum(uid in self.theirs and uid not in self.ours for uid in self.items)
        for gone, what in ((gone_there, "their follow-ups would be dropped"), (gone_here, "their files removed")):
            if is_flood(gone, known) and not self.choice.let_most_go:
                raise SyncRefused(
                    f"{gone} of {known} tasks of {self.folder.shown} have gone on one side, and {what}. Nothing was changed. "
                    "If that is meant, add --yes; else see that it is the right folder and the right book.",
                )

    def _is_open(self, uid: str) -> bool:
        return uid in self.ours and self.ours[uid].task.status == OPEN

    def decide(self, uid: str) -> None:
        """Find out what became of one task on both sides, and do what follows."""
        ours, there, item = self.ours.get(uid), self.theirs.get(uid), self.items.get(uid)
        if there is None and item is not None and item.file in self.unread:
            return
        if ours is not None and there is not None:
            self._on_both(ours, there, item)
        elif ours is not None and item is not None:
            self._gone_there(uid, ours, item)
        elif ours is not None:
            self._tell(uid, None, ours, ours.task, "new_there")
        elif there is not None and item is not None:
            self._gone_here(there, item)
        elif there is not None:
            self._new_here(there)
        elif item is not None:
            self.session.delete(item)

    def _on_both(self, ours: OurTask, there: FolderTask, item: SyncedItem | None) -> None:
        before = None if item is None else read_task_text(item.remembered)
        theirs = self._as_kept(there, ours.called, before or ours.task)
        result = merged_task(before, ours.task, theirs, self._answers(there.uid))
        for found in result.conflicts:
            values = tuple(None if value is None else str(value) for value in (found.before, found.ours, found.theirs))
            self.conflicts.append(SyncConflict(there.uid, summary(ours.called, ours.task.what), found.field, *values))
        if result.ours != ours.task:
            self._take(self.session.get_one(FollowUp, ours.id), result.ours)
            self.named["changed_here"].append(summary(ours.called, result.ours.what))
        self.agreed[there.uid] = result.remembered
        told = frozenset(name for name in TASK_FIELDS if getattr(result.theirs, name) != getattr(theirs, name))
        if told or there.called not in (None, ours.called):
            self._tell(there.uid, there, ours, result.theirs, "changed_there", told, result.remembered)
        elif result.ours == ours.task:
            self.same += 1

    def _new_here(self, there: FolderTask) -> None:
        whom = whom_in(there.summary)
        contact_id = self._contact(there, whom)
        theirs = self._as_kept(there, there.called or whom, None)
        if contact_id is None or (not theirs.what and theirs.due_on is None):
            if theirs.status == OPEN:
                self.left.append(Left(there.file, NOBODY))
            return
        if theirs.status != OPEN:
            return
        contact = self.session.get_one(Contact, contact_id)
        row = FollowUp(contact_id=contact_id, made_on=self.today, uid=there.uid, status=FollowUpStatus.OPEN)
        row.what, row.due_on, row.recurrence = theirs.what, theirs.due_on, theirs.recurrence
        self.session.add(row)
        self.session.flush()
        self.touched.add(contact_id)
        self.named["new_here"].append(summary(contact.called, theirs.what))
        ours = OurTask(row.id, contact_id, contact.called, theirs)
        self.ours[there.uid] = ours
        self._tell(there.uid, there, ours, theirs, None, frozenset(), theirs)

    def _contact(self, there: FolderTask, whom: str) -> int | None:
        """Say whom a task is about: by the UID that netbook wrote into it, else by the name it begins with."""
        if there.contact_uid is not None:
            contact = self.contacts.get(there.contact_uid)
            return None if contact is None or contact.archived else contact.id
        key = plain(whom)
        return contact_called(self.session, key) if key else None

    def _gone_here(self, there: FolderTask, item: SyncedItem) -> None:
        """Deal with a task whose follow-up is gone, or whose contact is in the archive."""
        if item.digest == there.digest or self._side(there.uid, CARD) is Side.OURS:
            self.changes.append(TaskChange(there.uid, there.file, there.digest, None))
            self.named["removed_there"].append(there.summary)
            self.session.delete(item)
        elif self._side(there.uid, CARD) is Side.THEIRS:
            self._new_here(there)
        else:
            self.conflicts.append(SyncConflict(there.uid, there.summary, CARD, None, None, there.summary))

    def _gone_there(self, uid: str, ours: OurTask, item: SyncedItem) -> None:
        """Deal with a follow-up whose task was removed from the folder."""
        called = summary(ours.called, ours.task.what)
        side = self._side(uid, CARD)
        if ours.task.status != OPEN:
            self.session.delete(item)
        elif ours.task == read_task_text(item.remembered) or side is Side.THEIRS:
            self._take(self.session.get_one(FollowUp, ours.id), Task(status=DROPPED), only_status=True)
            self.named["archived_here"].append(called)
            self.session.delete(item)
        elif side is Side.OURS:
            self._tell(uid, None, ours, ours.task, "new_there")
        else:
            self.conflicts.append(SyncConflict(uid, called, CARD, None, called, None))

    def _take(self, row: FollowUp, meant: Task, *, only_status: bool = False) -> None:
        """Change a follow-up to what is meant; one that recurs and is kept leaves its next occurrence behind."""
        if not only_status:
            row.what, row.due_on, row.recurrence = meant.what, meant.due_on, meant.recurrence
        status = FollowUpStatus(meant.status)
        if status is FollowUpStatus.OPEN:
            row.status, row.closed_on = status, None
        elif row.status is not status:
            close(self.session, row, status, self.today)
        self.touched.add(row.contact_id)

    def _tell(  # noqa: PLR0917 — the same
        self,
        uid: str,
        there: FolderTask | None,
        ours: OurTask,
        task: Task,
        counted: str | None,
        told: frozenset[str] = frozenset(TASK_FIELDS),
        agreed: Task | None = None,
    ) -> None:
        """Have a task written, to its file or to a new one."""
        file, digest = (None, None) if there is None else (there.file, there.digest)
        contact_uid = self.uid_of_contact[ours.contact_id]
        self.changes.append(TaskChange(uid, file, digest, task, contact_uid, ours.called, told))
        self.agreed[uid] = agreed or task
        if counted is not None:
            self.named[counted].append(summary(ours.called, task.what))

    @staticmethod
    def _as_kept(there: FolderTask, called: str, before: Task | None) -> Task:
        """Give a task as the book would keep it; a recurrence that netbook cannot follow stays the folder's own."""
        what = norm_line(what_of(there.summary, there.called or called) or "") or None
        task = Task(what, there.task.due_on, there.task.recurrence, there.task.status)
        if task.recurrence is None:
            return task
        try:
            next_occurrence(task.recurrence, task.due_on or _ANY_DAY, after=task.due_on or _ANY_DAY)
        except UsageProblem:
            return with_recurrence_of(task, before)
        return task if task.due_on is not None else with_recurrence_of(task, None)

    def _answers(self, uid: str) -> dict[str, Side]:
        return {name: side for name in TASK_FIELDS if (side := self._side(uid, name)) is not None}

    def _side(self, uid: str, field: str) -> Side | None:
        return self.choice.answers.get((uid, field), self.choice.side)

    def finish(self, write: WriteTasks) -> Synced:
        """Write the folder, then remember what both sides agree on."""
        settle(self.session, self.touched)
        landed = write(self.changes)
        if self.agreed and self.record is None:
            self.record = SyncedFolder(path=self.folder.path)
            self.session.add(self.record)
            self.session.flush()
        for uid, task in self.agreed.items():
            there = landed.get(uid) or self.theirs[uid]
            self._remember(uid, there.file, there.digest, task_text(task))
            row = self.session.get_one(FollowUp, self.ours[uid].id)
            if row.uid != uid:
                row.uid = uid
        self.session.flush()
        names = {name: tuple(found) for name, found in self.named.items()}
        return Synced(
            self.folder.shown, **names, same=self.same, conflicts=tuple(self.conflicts), left=tuple(self.left)
        )

    def _remember(self, uid: str, file: str, digest: str, remembered: str) -> None:
        item = self.items.get(uid)
        if item is None and self.record is not None:
            values = {"uid": uid, "file": file, "digest": digest, "remembered": remembered}
            self.session.add(SyncedItem(folder_id=self.record.id, kind=SyncedKind.FOLLOW_UP, **values))
        elif item is not None and (item.file, item.digest, item.remembered) != (file, digest, remembered):
            item.file, item.digest, item.remembered = file, digest, remembered


_COUNTED = ("new_here", "changed_here", "archived_here", "new_there", "changed_there", "removed_there")
