"""Follow-ups as tasks in a folder: what either side changes, the other gets."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netbook.domain.syncing import CARD, SyncChoice, Synced
from netbook.domain.three_way import Side
from netbook.usecases.decide import snooze
from netbook.usecases.edit import archive, edit
from netbook.usecases.follow_ups import keep, promise
from netbook.usecases.sync import SyncRefused
from netbook.usecases.sync_follow_ups import NOBODY
from tests.conftest import TODAY
from tests.syncing.conftest import Pair

if TYPE_CHECKING:
    from netbook.queries.cards import ContactCard
    from tests.conftest import Desk

DUE = TODAY + timedelta(days=7)
THEIRS = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTODO\r\nUID:{}\r\nSUMMARY:{}\r\nX-KEEP:me\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"


class Tasks(Pair):
    """A book and a folder of cards with a folder of tasks in it."""

    @property
    def tasks(self) -> Path:
        """The folder of tasks."""
        return self.folder / "follow-ups"

    def step(self, choice: SyncChoice | None = None) -> Synced:
        """Bring both in step, and say what became of the tasks."""
        done = self.sync_both(choice).follow_ups
        assert done is not None
        return done

    def file(self, words: str) -> Path:
        """Find the only task in which some words stand."""
        (found,) = (file for file in self.tasks.iterdir() if words.encode() in file.read_bytes())
        return found

    def change(self, old: str, new: str) -> None:
        """Change words in a task, as another program would."""
        file = self.file(old)
        file.write_bytes(file.read_bytes().replace(old.encode(), new.encode()))

    def write(self, name: str, text: str) -> None:
        """Put a task there."""
        (self.tasks / name).write_text(text, encoding="utf-8", newline="")

    def promise(
        self, who: str, what: str | None, due_on: date | None = DUE, recurrence: str | None = None
    ) -> ContactCard:
        """Make a follow-up."""
        return self.book.do(promise, who, what, due_on, TODAY, recurrence=recurrence)

    def promised(self, who: str) -> list[tuple[str | None, date | None]]:
        """List the open follow-ups with a contact."""
        return [(each.what, each.due_on) for each in self.desk.card(who).follow_ups]


@pytest.fixture
def tasks(desk: Desk, tmp_path: Path) -> Tasks:
    """Give a book with two promises, in step with a folder."""
    desk.add("@ada Ada Lovelace")
    desk.add("@grace Grace Hopper")
    made = Tasks(desk, tmp_path / "cards")
    made.promise("ada", "send slides")
    made.promise("grace", None, recurrence="FREQ=MONTHLY")
    done = made.step()
    assert set(done.new_there) == {"Ada Lovelace: send slides", "Grace Hopper: get in touch"}
    assert made.step().changes == 0
    return made


def test_no_folder_without_follow_ups(desk: Desk, tmp_path: Path) -> None:
    """A folder for tasks is made with the first of them."""
    desk.add("@ada Ada Lovelace")
    pair = Tasks(desk, tmp_path / "cards")
    assert pair.step().changes == 0
    assert not pair.tasks.exists()


def test_both_ways(tasks: Tasks) -> None:
    """What is moved or reworded on one side is on the other."""
    tasks.change("send slides", "send the slides")
    tasks.book.do(edit, "grace", {"name": "Grace B. Hopper"}, TODAY)
    done = tasks.step()
    assert (done.changed_here, done.changed_there) == (
        ("Ada Lovelace: send the slides",),
        ("Grace B. Hopper: get in touch",),
    )
    assert tasks.promised("ada") == [("send the slides", DUE)]
    tasks.change("Ada Lovelace: send the", "Ada Lovelace: post the")
    ada = tasks.file("post the")
    ada.write_bytes(ada.read_bytes().replace(f"DUE;VALUE=DATE:{DUE:%Y%m%d}".encode(), b"DUE;VALUE=DATE:20270101"))
    tasks.step()
    assert tasks.promised("ada") == [("post the slides", date(2027, 1, 1))]
    assert tasks.step().changes == 0


def test_kept_here_and_there(tasks: Tasks) -> None:
    """What is kept on one side is done on the other; one that recurs leaves its next occurrence."""
    tasks.book.do(keep, "ada", TODAY)
    tasks.change("SUMMARY:Grace Hopper: get in touch", "SUMMARY:Grace Hopper: get in touch\r\nSTATUS:COMPLETED")
    grace = tasks.file("Grace Hopper")
    grace.write_bytes(grace.read_bytes().replace(b"STATUS:NEEDS-ACTION\r\n", b""))
    done = tasks.step()
    assert done.changed_there == ("Ada Lovelace: send slides",)
    assert done.changed_here == ("Grace Hopper: get in touch",)
    assert b"STATUS:COMPLETED" in tasks.file("send slides").read_bytes()
    assert tasks.promised("ada") == []
    assert tasks.promised("grace") == [(None, date(2026, 12, 30))]
    assert tasks.step().new_there == ("Grace Hopper: get in touch",)
    assert tasks.step().changes == 0


def test_removed_there_is_dropped_here(tasks: Tasks) -> None:
    """A task that was removed is a follow-up dropped, if it is as it was."""
    tasks.file("send slides").unlink()
    assert tasks.step().archived_here == ("Ada Lovelace: send slides",)
    assert tasks.promised("ada") == []
    assert tasks.step().changes == 0
    tasks.desk.undo()
    assert tasks.promised("ada") == [("send slides", DUE)]


@pytest.mark.parametrize("side", [None, Side.OURS, Side.THEIRS])
def test_removed_there_and_moved_here(tasks: Tasks, side: Side | None) -> None:
    """A task that was removed on one side and changed on the other is asked about; until then both stay as they are."""
    tasks.file("send slides").unlink()
    tasks.book.do(snooze, ["ada"], DUE + timedelta(days=7), TODAY)
    done = tasks.step(SyncChoice(side))
    assert [each.field for each in done.conflicts] == ([CARD] if side is None else [])
    assert len(list(tasks.tasks.iterdir())) == (2 if side is Side.OURS else 1)
    assert len(tasks.promised("ada")) == (0 if side is Side.THEIRS else 1)


def test_a_conflict(tasks: Tasks) -> None:
    """A field changed on both sides is kept by both until somebody says which counts."""
    file = tasks.file("send slides")
    file.write_bytes(file.read_bytes().replace(b"NEEDS-ACTION", b"CANCELLED"))
    tasks.book.do(keep, "ada", TODAY)
    for _ in range(2):
        done = tasks.step()
        assert [(each.field, each.before, each.ours, each.theirs) for each in done.conflicts] == [
            ("status", "open", "kept", "dropped")
        ]
        assert b"STATUS:CANCELLED" in file.read_bytes()
    assert tasks.step(SyncChoice(Side.OURS)).conflicts == ()
    assert b"STATUS:COMPLETED" in file.read_bytes()
    assert tasks.step().changes == 0


def test_a_new_task_that_names_somebody(tasks: Tasks) -> None:
    """A task that begins with a contact's name becomes a follow-up; any other is left alone, and told."""
    tasks.write("new.ics", THEIRS.format("n", "ada lovelace: lend looms"))
    tasks.write("milk.ics", THEIRS.format("m", "buy milk"))
    tasks.write("done.ics", THEIRS.format("d", "wash").replace("X-KEEP", "STATUS:COMPLETED\r\nX-KEEP"))
    done = tasks.step()
    assert done.new_here == ("Ada Lovelace: lend looms",)
    assert [(left.file, left.reason) for left in done.left] == [("milk.ics", NOBODY)]
    assert ("lend looms", None) in tasks.promised("ada")
    text = (tasks.tasks / "new.ics").read_bytes()
    assert b"X-KEEP:me" in text
    assert b"SUMMARY:Ada Lovelace: lend looms" in text
    assert tasks.step().changes == 0


def test_a_rule_that_netbook_cannot_follow_stays(tasks: Tasks) -> None:
    """A recurrence in words of another program stays in the file as it is."""
    tasks.change("RRULE:FREQ=MONTHLY", "RRULE:FREQ=MONTHLY;COUNT=3")
    tasks.step()
    assert b"COUNT=3" in tasks.file("Grace").read_bytes()
    assert tasks.desk.card("grace").follow_ups[0].due_on == DUE


def test_the_archive_takes_tasks_away(tasks: Tasks) -> None:
    """The tasks of a contact in the archive are removed."""
    tasks.book.do(archive, ["ada"], TODAY)
    assert tasks.step().removed_there == ("Ada Lovelace: send slides",)
    assert len(list(tasks.tasks.iterdir())) == 1
    assert tasks.step().changes == 0


@pytest.mark.parametrize("side", [None, Side.OURS, Side.THEIRS])
def test_archived_here_and_changed_there(tasks: Tasks, side: Side | None) -> None:
    """A task that another program has changed is not removed without a word."""
    tasks.book.do(archive, ["ada"], TODAY)
    tasks.change("send slides", "send the slides")
    done = tasks.step(SyncChoice(side))
    assert [each.field for each in done.conflicts] == ([CARD] if side is None else [])
    assert len(list(tasks.tasks.iterdir())) == (1 if side is Side.OURS else 2)


def test_an_emptied_folder_drops_nothing(tasks: Tasks) -> None:
    """Where all tasks have gone nothing is dropped unless the user says so; damaged files are no removed ones."""
    for file in tasks.tasks.iterdir():
        file.write_bytes(file.read_bytes()[:-30])
    assert len(tasks.step().left) == 2
    for file in tasks.tasks.iterdir():
        file.unlink()
    with pytest.raises(SyncRefused, match="2 of 2 tasks"):
        tasks.step()
    assert tasks.promised("ada") == [("send slides", DUE)]
    assert len(tasks.step(SyncChoice(let_most_go=True)).archived_here) == 2


def test_todoman(tasks: Tasks, tmp_path: Path) -> None:
    """A list of tasks for the terminal shows our follow-ups, marks one done, and the book learns of it."""
    (tmp_path / "todoman.py").write_text(
        f'path = "{tasks.folder}/*"\ndate_format = "%Y-%m-%d"\ntime_format = "%H:%M"\ndefault_list = "follow-ups"\n',
        "utf-8",
    )
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "TODOMAN_CONFIG": str(tmp_path / "todoman.py"),
        "PYTHONUTF8": "1",
    }

    def todo(*words: str) -> str:
        command = [str(Path(sys.executable).with_name("todo")), "--config", str(tmp_path / "todoman.py"), *words]
        done = subprocess.run(command, capture_output=True, check=False, timeout=60, env=environment)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    listed = todo("list")
    assert "Ada Lovelace: send slides" in listed
    assert "Grace Hopper: get in touch" in listed
    line = next(line for line in listed.splitlines() if "send slides" in line)
    number = next(word for word in line.split() if word.isdigit())
    todo("done", number)
    assert tasks.step().changed_here == ("Ada Lovelace: send slides",)
    assert tasks.promised("ada") == []
