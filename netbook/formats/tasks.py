"""One task in a file of its own, as lists of tasks keep them in folders (RFC 5545, 3.6.2), read and changed in place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from netbook.domain.tasks import DROPPED, KEPT, OPEN, Task, TaskChange, summary, what_of
from netbook.formats.folding import escaped, folded
from netbook.formats.vcard.lines import Property, pieces, properties
from netbook.formats.vcard.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

ENDING = ".ics"
NO_TASK = "It holds no task, or is damaged."
SEVERAL = "It holds several tasks, where such a folder has one a file."

_CONTACT = "X-NETBOOK-CONTACT"
_CALLED = "X-NETBOOK-CALLED"
_STATUS = {"COMPLETED": KEPT, "CANCELLED": DROPPED}
_WRITTEN_STATUS = {OPEN: "NEEDS-ACTION", KEPT: "COMPLETED", DROPPED: "CANCELLED"}
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?", re.ASCII)
_HARMFUL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


@dataclass(frozen=True, slots=True)
class ReadTask:
    """What a file says of its task."""

    uid: str
    summary: str
    task: Task
    contact_uid: str | None
    called: str | None


class TaskDocument:
    """A file with one task, its lines as they are written."""

    def __init__(self, data: bytes) -> None:
        """Take the file apart; raises ValueError, with the reason, if it holds no task or several."""
        self._lines = pieces(data.removeprefix(b"\xef\xbb\xbf"))
        inside = list(self._inside())
        begins = [place for place, depth in inside if depth == 0]
        if len(begins) != 1 or not self._is_closed():
            raise ValueError(SEVERAL if len(begins) > 1 else NO_TASK)

    @property
    def content(self) -> bytes:
        """The file."""
        return b"".join(raw for raw, _prop in self._lines)

    def read(self) -> ReadTask:
        """Give what the task says."""
        called = self._first(_CALLED)
        text = self._first("SUMMARY")
        due = self._first("DUE")
        task = Task(
            what=what_of(text, called or None),
            due_on=_day(due),
            recurrence=self._first("RRULE") or None,
            status=_STATUS.get(self._first("STATUS").upper(), KEPT if self._first("COMPLETED") else OPEN),
        )
        return ReadTask(self._first("UID"), text, task, self._first(_CONTACT) or None, called or None)

    def change(self, change: TaskChange, now: datetime) -> None:
        """Let the task say what is meant, in the fields that are told."""
        task = change.task or Task()
        if "what" in change.told or self._first(_CALLED) != change.called:
            self._set("SUMMARY", escaped(summary(change.called, task.what)))
        self._set(_CONTACT, escaped(change.contact_uid))
        self._set(_CALLED, escaped(change.called))
        if "due_on" in change.told:
            self._set_due(task)
        if "recurrence" in change.told:
            self._set("RRULE", task.recurrence)
        if "status" in change.told:
            self._set_status(task.status, now)
        for name in ("DTSTAMP", "LAST-MODIFIED"):
            self._set(name, f"{now:%Y%m%dT%H%M%SZ}")

    def _set_due(self, task: Task) -> None:
        for name in ("DTSTART", "DURATION", "DUE"):
            self._set(name, None)
        if task.due_on is None:
            return
        self._set("DUE", f"{task.due_on:%Y%m%d}", ";VALUE=DATE")
        if task.recurrence:
            # A rule counts from the first day (RFC 5545, 3.8.5.3).
            self._set("DTSTART", f"{task.due_on:%Y%m%d}", ";VALUE=DATE")

    def _set_status(self, status: str, now: datetime) -> None:
        self._set("STATUS", _WRITTEN_STATUS[status])
        self._set("COMPLETED", f"{now:%Y%m%dT%H%M%SZ}" if status == KEPT else None)
        self._set("PERCENT-COMPLETE", "100" if status == KEPT else None)

    def _inside(self) -> Iterator[tuple[int, int]]:
        """Give the place of every line in a task, with how deep inside it stands; 0 for where it begins."""
        depth = 0
        for place, (_raw, prop) in enumerate(self._lines):
            name, text = _name_and_text(prop)
            if name == "BEGIN" and (depth or text == "VTODO"):
                yield place, depth
                depth += 1
            elif depth:
                yield place, depth
                depth -= name == "END"

    def _is_closed(self) -> bool:
        names = [_name_and_text(prop) for _raw, prop in self._lines]
        return names.count(("BEGIN", "VTODO")) == names.count(("END", "VTODO"))

    def _own(self, name: str) -> list[int]:
        """Give the places of a property of the task itself, not of an alarm in it."""
        return [
            place for place, depth in self._inside() if depth == 1 and _name_and_text(self._lines[place][1])[0] == name
        ]

    def _first(self, name: str) -> str:
        for place in self._own(name):
            prop = self._lines[place][1]
            if prop is not None:
                return plain(prop)
        return ""

    def _set(self, name: str, text: str | None, parameters: str = "") -> None:
        """Let one property of the task have this text and no other; None takes it out."""
        places = self._own(name)
        if text is not None and [self._lines[place][1] for place in places] == properties(
            f"{name}{parameters}:{text}".encode()
        ):
            return
        for place in reversed(places):
            del self._lines[place]
        if text is None:
            return
        raw = folded(_HARMFUL.sub(" ", f"{name}{parameters}:{text}"))
        end = next(place for place, depth in reversed(list(self._inside())) if depth == 1)
        self._lines.insert(end, (raw, properties(raw)[0]))


def new_task(change: TaskChange, now: datetime) -> bytes:
    """Give the file of a new task."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//netbook//netbook//EN",
        "BEGIN:VTODO",
        f"UID:{escaped(change.uid)}",
    )
    document = TaskDocument(b"".join(map(folded, (*lines, "END:VTODO", "END:VCALENDAR"))))
    document.change(change, now)
    return document.content


def _name_and_text(prop: Property | None) -> tuple[str, str]:
    return ("", "") if prop is None else (prop[0].name, prop[1].strip().upper())


def _day(text: str) -> date | None:
    match = _DAY.fullmatch(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
