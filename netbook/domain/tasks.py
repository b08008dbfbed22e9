"""Follow-ups as other programs know them: tasks in a list, each kept in step field by field."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from netbook.domain.three_way import FieldConflict, Side, settled

if TYPE_CHECKING:
    from netbook.domain.syncing import Landed, Left

OPEN, KEPT, DROPPED = "open", "kept", "dropped"
IN_TOUCH = "get in touch"
"""What a follow-up is about that says nothing else."""
_BETWEEN = ": "


@dataclass(frozen=True, slots=True)
class Task:
    """What a follow-up says: what, by when, how it recurs (an RRULE), and open, kept or dropped."""

    what: str | None = None
    due_on: date | None = None
    recurrence: str | None = None
    status: str = OPEN


TASK_FIELDS = tuple(field.name for field in fields(Task))


@dataclass(frozen=True, slots=True)
class FolderTask:
    """One task of a folder: its file, a digest of the content, its summary, and whom it says that it is about.

    ``called`` is what the contact was called when netbook wrote the summary; both are None where netbook did not.
    """

    uid: str
    file: str
    digest: str
    summary: str
    task: Task
    contact_uid: str | None = None
    called: str | None = None


@dataclass(frozen=True, slots=True)
class TaskFolder:
    """What a folder of tasks holds; ``path`` is how the book knows it."""

    path: str
    shown: str
    tasks: tuple[FolderTask, ...]
    left: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskChange:
    """A file to write, or to remove where there is no task; only the fields that are ``told`` are changed in it."""

    uid: str
    file: str | None
    digest: str | None
    task: Task | None
    contact_uid: str = ""
    called: str = ""
    told: frozenset[str] = frozenset(TASK_FIELDS)


WriteTasks = Callable[[Sequence[TaskChange]], Mapping[str, "Landed"]]
"""Makes the changes to a folder of tasks, and says where each that was written landed."""


@dataclass(frozen=True, slots=True)
class MergedTask:
    """What each side should say from now on, the state to remember, and what they do not agree about."""

    ours: Task
    theirs: Task
    remembered: Task
    conflicts: tuple[FieldConflict, ...] = ()


def merged_task(before: Task | None, ours: Task, theirs: Task, answers: Mapping[str, Side]) -> MergedTask:
    """Put two sides together; ``before`` is None where they meet for the first time, ``answers`` settle conflicts."""
    kept: tuple[dict[str, Any], dict[str, Any], dict[str, Any]] = ({}, {}, {})
    conflicts: list[FieldConflict] = []
    for name in TASK_FIELDS:
        was, mine, yours = getattr(before or Task(), name), getattr(ours, name), getattr(theirs, name)
        agreed, value = settled(was, mine, yours, met_before=before is not None, answer=answers.get(name))
        if not agreed:
            conflicts.append(FieldConflict(name, was, mine, yours))
        for side, own in zip(kept, (mine, yours, was), strict=True):
            side[name] = value if agreed else own
    return MergedTask(Task(**kept[0]), Task(**kept[1]), Task(**kept[2]), tuple(conflicts))


def summary(called: str, what: str | None) -> str:
    """Give the one line by which a list of tasks shows a follow-up."""
    return f"{called}{_BETWEEN}{what or IN_TOUCH}"


def what_of(text: str, called: str | None) -> str | None:
    """Give what a summary says besides whom it is about; None if that is nothing."""
    what = text.removeprefix(f"{called}{_BETWEEN}") if called else text
    return None if what == IN_TOUCH else what.strip() or None


def whom_in(text: str) -> str:
    """Give whom a summary that somebody wrote is about, “Ada: send slides”; empty if it names nobody."""
    whom, between, _what = text.partition(_BETWEEN)
    return whom.strip() if between else ""


def task_text(task: Task) -> str:
    """Write a task as text."""
    form = [task.what, task.due_on.isoformat() if task.due_on else None, task.recurrence, task.status]
    return json.dumps(form, ensure_ascii=False)


def read_task_text(text: str) -> Task:
    """Read what :func:`task_text` wrote."""
    what, due_on, recurrence, status = json.loads(text)
    return Task(what, date.fromisoformat(due_on) if due_on else None, recurrence, status)


def with_recurrence_of(task: Task, other: Task | None) -> Task:
    """Give a task whose own recurrence cannot be read the one that it had."""
    return replace(task, recurrence=None if other is None else other.recurrence)
