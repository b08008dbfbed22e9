"""One task in a file: read whatever program wrote it, and changed in place."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

import pytest

from netbook.domain.tasks import DROPPED, KEPT, OPEN, Task, TaskChange
from netbook.formats.tasks import NO_TASK, SEVERAL, TaskDocument, new_task

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
FOREIGN = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Somebody//EN\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/London\r\n"
    b"END:VTIMEZONE\r\nBEGIN:VTODO\r\nUID:1\r\nSUMMARY:Ada: send\\, soon\r\nDTSTART;VALUE=DATE:20261201\r\n"
    b"DUE;TZID=Europe/London:20261205T170000\r\nPRIORITY:1\r\nX-KEEP;X=1:me\r\n  too\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\n"
    b"SUMMARY:Alarm\r\nUID:alarm\r\nEND:VALARM\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
)


def _changed(data: bytes, task: Task, *told: str, called: str = "Ada") -> bytes:
    document = TaskDocument(data)
    document.change(TaskChange("1", "x.ics", "", task, "contact-1", called, frozenset(told)), NOW)
    return document.content


@pytest.mark.parametrize(
    "task",
    [
        Task("send slides", date(2026, 12, 1)),
        Task(None, date(2026, 12, 1), "FREQ=MONTHLY;INTERVAL=2"),
        Task("a;b,c\\d: e\nf"),
        Task("done", date(2026, 12, 1), status=KEPT),
        Task("never", status=DROPPED),
    ],
)
@pytest.mark.parametrize("called", ["Ada Lovelace", "@ada", "Ada: the first", "日本; \\,"])
def test_a_new_task_comes_back(task: Task, called: str) -> None:
    """What is written of a follow-up is read again, whatever the contact is called."""
    content = new_task(TaskChange("uid-1", None, None, task, "contact-1", called), NOW)
    found = TaskDocument(content).read()
    assert (found.uid, found.contact_uid, found.called, found.task) == ("uid-1", "contact-1", called, task)
    assert found.summary.startswith(f"{called}: ")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_a_task_of_another_program() -> None:
    """The task is read, not what is around it or in an alarm; a time of day leaves the day."""
    found = TaskDocument(FOREIGN).read()
    assert (found.uid, found.summary, found.contact_uid, found.called) == ("1", "Ada: send, soon", None, None)
    assert found.task == Task("Ada: send, soon", date(2026, 12, 5))


def test_a_change_leaves_the_rest() -> None:
    """Only what is told is changed; time zones, alarms, priorities and unknown lines stay as they are."""
    content = _changed(FOREIGN, Task("other", date(2026, 12, 9), status=KEPT), "status", called="Ada")
    for kept in (b"DUE;TZID=Europe/London:20261205T170000", b"X-KEEP;X=1:me\r\n  too", b"SUMMARY:Alarm", b"PRIORITY:1"):
        assert kept in content
    assert b"STATUS:COMPLETED\r\nCOMPLETED:20261123T120000Z\r\nPERCENT-COMPLETE:100\r\n" in content
    moved = _changed(content, Task("x", date(2026, 12, 9)), "due_on", "status")
    assert b"DUE;VALUE=DATE:20261209" in moved
    assert b"DTSTART" not in moved
    assert b"COMPLETED" not in moved
    assert TaskDocument(moved).read().task.status == OPEN
    assert moved.count(b"BEGIN:VALARM") == moved.count(b"END:VTODO") == 1


def test_a_rule_has_its_first_day() -> None:
    """A task that recurs has the day from which its rule counts."""
    content = new_task(TaskChange("u", None, None, Task(None, date(2026, 12, 1), "FREQ=WEEKLY"), "c", "Ada"), NOW)
    assert b"DTSTART;VALUE=DATE:20261201\r\n" in content
    assert b"RRULE:FREQ=WEEKLY\r\n" in content


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (b"", OPEN),
        (b"STATUS:IN-PROCESS\r\n", OPEN),
        (b"STATUS:completed\r\n", KEPT),
        (b"STATUS:CANCELLED\r\n", DROPPED),
        (b"COMPLETED:20261123T120000Z\r\n", KEPT),
        (b"STATUS:NEEDS-ACTION\r\n", OPEN),
    ],
)
def test_states(status: bytes, expected: str) -> None:
    """A task is open, kept or dropped."""
    data = FOREIGN.replace(b"PRIORITY:1\r\n", status)
    assert TaskDocument(data).read().task.status == expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", NO_TASK),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", NO_TASK),
        (FOREIGN + FOREIGN, SEVERAL),
        (FOREIGN[:300], NO_TASK),
        (b"\x00\xff" * 50, NO_TASK),
    ],
)
def test_files_without_one_task(data: bytes, reason: str) -> None:
    """A file without a task, or with several, or cut off, is left alone and says why."""
    with pytest.raises(ValueError, match=reason):
        TaskDocument(data)


def test_damage() -> None:
    """Any damage is read or refused, and never written worse than it was."""
    chance = random.Random(20_26)
    for place in range(len(FOREIGN)):
        for data in (FOREIGN[:place], FOREIGN[:place] + bytes([chance.randrange(256)]) + FOREIGN[place + 1 :]):
            try:
                document = TaskDocument(data)
            except ValueError:
                continue
            assert isinstance(document.read().task, Task)
            assert document.content == data
