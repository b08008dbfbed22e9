"""``netbook review``: the list, the check, and one answer a contact."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netbook.queries.history import history

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from netbook.book import Book
    from tests.cli.conftest import Netbook

ROOT = Path(__file__).resolve().parents[2]
LATER = "2026-12-20"


@pytest.fixture
def people(netbook: Netbook) -> Netbook:
    """Give a book in which three follow-ups are overdue by LATER, and one promise is open."""
    for handle in ("@ada", "@grace", "@alan"):
        netbook("add", handle)
    netbook("add", "@barbara", "--no-follow-up")
    netbook("promise", "barbara", "send the paper")
    return netbook


def state(netbook: Netbook) -> str:
    """Give all that is in the book, as JSON text."""
    everybody = netbook("list", "--json", today=LATER).out
    return everybody + "".join(netbook("show", name, "--json", today=LATER).out for name in ("ada", "grace", "alan"))


def test_nobody_yet_and_nobody_due(netbook: Netbook) -> None:
    """An empty book teaches how to start; one without anybody due says who is next."""
    assert "Three ways to start" in netbook("review").out
    assert netbook("review").out == netbook().out
    netbook("add", "@ada")
    assert netbook("review").out == "Nobody is going stale. Next: @ada, Mon 7 Dec. 1 person in your book.\n"


def test_the_list_counts_each_once(people: Netbook) -> None:
    """The header counts every row once; groups have headings; JSON has each row's group; both spellings agree."""
    listed = people("review", today=LATER)
    assert listed.out.splitlines()[0] == "3 overdue, 1 promised"
    assert "→  @barbara" in listed.out
    forms = people("review", "--json", today=LATER)
    assert {form["group"] for form in forms.json} == {"follow-up overdue"}
    assert people("--json", "review", today=LATER).out == forms.out
    assert people("--json", today=LATER).out == forms.out


def test_check_is_one_line_and_an_exit_code(people: Netbook) -> None:
    """--check prints the header alone; exit 3 if somebody is overdue, 0 if nobody is."""
    check = people("review", "--check", today=LATER)
    assert (check.code, check.out, check.err) == (3, "3 overdue, 1 promised\n", "")
    assert people("review", "--check", "--json", today=LATER).json["overdue"] == 3
    calm = people("review", "--check")
    assert (calm.code, calm.out) == (0, "0 overdue, 1 promised\n")
    assert people("review", "--check", "--ask").code == 2


def test_check_at_a_glance_counts_like_the_review(people: Netbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """The count that does without the ORM is that of the review, day by day, for every kind of row."""
    people("met", "Joan Clarke", "at", "PyCon", "on", "2026-11-01")
    people("log", "grace", "call", "--on", "2026-10-01")
    people("log", "grace", "call", "--on", "2026-11-01")
    people("cadence", "alan", "4w")
    people("log", "alan", "email", "--on", "2026-11-02")
    people("snooze", "ada", "2026-12-10")
    people("add", "@ken", "every 2w", "--no-follow-up")
    people("log", "ken", "dm", "--on", "2026-11-12")
    people("archive", "barbara", today="2026-11-24")
    days = [f"2026-11-{day}" for day in range(23, 31)] + [f"2026-12-{day:02}" for day in range(1, 31)] + ["2027-06-01"]
    quick = {day: people("review", "--check", today=day) for day in days}
    monkeypatch.setattr("netbook.cli.commands.review.glance_counts", lambda _file, _today: None)
    slow = {day: people("review", "--check", today=day) for day in days}
    assert {day: (check.code, check.out) for day, check in quick.items()} == {
        day: (check.code, check.out) for day, check in slow.items()
    }
    assert len({check.out for check in quick.values()}) > 4


def test_one_answer_a_line(people: Netbook) -> None:
    """Without a terminal each line is an answer; what each decides is in the book, and stdout carries links alone."""
    asked = people("review", "--ask", stdin="o\nd\ns\nx\nk\n", today=LATER)
    assert asked.code == 0
    assert asked.out == "https://x.com/ada\n"
    assert asked.err.splitlines()[-1] == "Done. 4 people, under a minute. Next review Mon 21 Dec."
    assert people("show", "ada", "--json", today=LATER).json["last_contact"] == LATER
    assert people("show", "alan", "--json", today=LATER).json["snoozed_until"] == "2026-12-27"
    assert people("show", "grace", "--json", today=LATER).json["cadence"] == "never"
    assert people("show", "barbara", "--json", today=LATER).json["follow_ups"] == []
    assert people("review", "--json", today=LATER).json == []


def test_each_decision_is_one_step(people: Netbook) -> None:
    """Netbook undo takes back one decision at a time, redo does it again, also across sittings."""
    books = [state(people)]
    for answers in ("\nd\n", "\ns\n", "\nx\n"):
        people("review", "--ask", stdin=answers, today=LATER)
        books.append(state(people))
    for before in reversed(books[:-1]):
        assert people("undo", today=LATER).code == 0
        assert state(people) == before
    for after in books[1:]:
        assert people("redo", today=LATER).code == 0
        assert state(people) == after


def test_undo_within_the_review(people: Netbook) -> None:
    """U takes back the last decision and asks about that contact again; without one it says so."""
    before = state(people)
    asked = people("review", "--ask", stdin="u\nx\nu\nq\n", today=LATER)
    assert "Nothing is decided yet" in asked.err
    assert "✓ Taken back: Let @ada go" in asked.err
    assert asked.err.splitlines()[-1] == "Stopped. 0 people, under a minute; 4 left. netbook review --ask goes on."
    assert state(people) == before


def test_nothing_decided_leaves_nothing(people: Netbook, home: Path, open_book: Callable[..., Book]) -> None:
    """A review in which all are skipped, or that ends at once, leaves no step behind."""
    for answers in ("", "\n\n\n\n", " \nq\n", "?\n"):
        assert people("review", "--ask", stdin=answers, today=LATER).code == 0
    book = open_book(home / ".local" / "share" / "netbook" / "netbook.db")
    assert next(row.words for row in book.read(history)).startswith("Promised")


def test_what_is_no_answer(people: Netbook) -> None:
    """Three lines that are no answers end with exit 2; what was decided before stays."""
    asked = people("review", "--ask", stdin="d\nyes\nyes\n\x1b[A\n", today=LATER)
    assert asked.code == 2
    assert "is no answer" in asked.err
    assert "\x1b" not in asked.err
    assert people("show", "ada", "--json", today=LATER).json["last_contact"] == LATER


def test_asking_needs_leave(people: Netbook) -> None:
    """--ask with --json or --no-input is refused with exit 2."""
    assert people("review", "--ask", "--json", today=LATER).code == 2
    assert people("review", "--ask", "--no-input", today=LATER).code == 2


def test_an_interrupt_keeps_what_was_saved(people: Netbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends politely with exit 130, and the decisions before it stay."""

    @contextmanager
    def answers() -> Iterator[Iterator[str]]:
        yield interrupted()

    def interrupted() -> Iterator[str]:
        yield "d"
        raise KeyboardInterrupt

    monkeypatch.setattr("netbook.cli.asking._typed_answers", answers)
    asked = people("review", "--ask", today=LATER)
    assert asked.code == 130
    assert "Stopped. 1 person" in asked.err


def test_one_key_on_a_terminal(people: Netbook, home: Path) -> None:
    """On a terminal single keys answer without Enter; arrows answer nothing; the terminal is left as it was."""
    assert people("review", today=LATER).code == 0
    master, terminal = pty.openpty()
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "TERM": "xterm", "NETBOOK_TODAY": LATER}
    with subprocess.Popen(
        [sys.executable, "-m", "netbook", "review", "--ask"],
        cwd=ROOT,
        env=environment,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    ) as running:
        os.close(terminal)
        shown = ""
        for key, expected in (
            ("", "1 of 4"),
            ("d", "2 of 4"),
            ("\x1b[A", "no answer"),
            (" ", "3 of 4"),
            ("q", "Stopped. 1"),
        ):
            os.write(master, key.encode())
            shown += read_until(master, expected)
        assert running.wait(timeout=30) == 0
    os.close(master)
    assert "in touch today" in shown
    assert "Traceback" not in shown


def read_until(descriptor: int, expected: str) -> str:
    """Read what a terminal shows until the words turn up, for 30 seconds at most."""
    shown = ""
    ends = time.monotonic() + 30
    while expected not in shown and time.monotonic() < ends:
        if select.select([descriptor], [], [], 0.2)[0]:
            try:
                shown += os.read(descriptor, 65536).decode("utf-8", "replace")
            except OSError:
                break
    assert expected in shown
    return shown


def test_hostile_names_are_harmless(netbook: Netbook) -> None:
    """Names, notes and promises with control characters are listed and asked about without them."""
    for place, name in enumerate(("[red]x[/]", "\x1b[2Jx", "\u202eevil", "a\r\nb", "x\x00y")):
        netbook("add", f"@ada{place}", "--note", name, "--no-follow-up")
        netbook("edit", f"@ada{place}", "--name", name)
        netbook("promise", f"@ada{place}", "--", name)
    for arguments in (["review"], ["review", "--json"], ["review", "--ask"]):
        shown = netbook(*arguments, stdin="d\nd\nu\nx\ns\nk\n", today=LATER)
        assert shown.code == 0
        assert not [sign for sign in shown.out + shown.err if (sign < " " and sign != "\n") or sign == "\u202e"]


def test_the_reason_is_the_promise_that_put_somebody_there(netbook: Netbook) -> None:
    """An undated promise is named before a follow-up that is not due yet, and “k” keeps that promise."""
    netbook("add", "@ada", "--follow-up", "in 3 weeks")
    netbook("promise", "ada", "send the slides")
    assert "send the slides" in netbook("review").out
    netbook("review", "--ask", stdin="k\n")
    follow_ups = netbook("show", "ada", "--json").json["follow_ups"]
    assert follow_ups == [{"due_on": "2026-12-14", "what": None}]
