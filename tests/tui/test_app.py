"""The program on a terminal: sizes, other processes, bugs, problems with the book."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from netbook.errors import BookProblem
from netbook.tui.opening import can_draw, refuse, wants_ascii

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.conftest import Ui


def test_a_window_too_small_says_so_until_it_grows(ui: Callable[..., None]) -> None:
    """Below 40×12 a sentence stands in for the page; enlarged, the page is back."""

    async def scenario(here: Ui) -> None:
        await here.resize(36, 10)
        assert here.text.splitlines()[0] == "netbook needs 40×12; this is 36×10."
        await here.resize(80, 24)
        assert "This week's review" in here.text

    ui(scenario)


def test_a_window_is_resized_live(ui: Callable[..., None]) -> None:
    """Two panes, a strip, one column, and back again, without a key."""

    async def scenario(here: Ui) -> None:
        assert "Why now" in here.text
        await here.resize(80, 24)
        assert "Why  You asked" in here.text
        await here.resize(50, 16)
        assert "Why" not in here.text
        await here.resize(160, 40)
        assert "Why now" in here.text

    ui(scenario)


def test_another_process_shows_without_a_restart(ui: Callable[..., None]) -> None:
    """What somebody else writes into the book appears by itself."""

    async def scenario(here: Ui) -> None:
        here.desk.book.do(_promise_something)
        for _ in range(400):
            await asyncio.sleep(0.01)
            await here.pilot.pause()
            if "from elsewhere" in here.text:
                break
        assert "from elsewhere" in here.text

    ui(scenario)


def _promise_something(session: object) -> None:
    from datetime import date

    from sqlalchemy.orm import Session

    from netbook.usecases.follow_ups import promise

    assert isinstance(session, Session)
    promise(session, "alan", "from elsewhere", None, date(2026, 11, 23))


def test_redo_follows_undo(ui: Callable[..., None]) -> None:
    """ctrl+r does again what u took back; with nothing left both say so."""

    async def scenario(here: Ui) -> None:
        await here.press("s", "u")
        assert here.desk.card("ada").snoozed_until is None
        await here.press("ctrl+r")
        assert here.said.startswith("✓ Done again")
        assert here.desk.card("ada").snoozed_until is not None
        await here.press("u", "u")
        assert "othing to undo" in here.said

    ui(scenario)


def test_keys_pressed_before_the_rows_are_there_do_no_harm(ui: Callable[..., None]) -> None:
    """A burst of keys ends where single ones would."""

    async def scenario(here: Ui) -> None:
        await here.quick("j", "j", "k", "G", "g", "2", "1", "j")
        assert "This week's review" in here.text
        assert here.app.return_code is None

    ui(scenario)


def test_q_leaves(ui: Callable[..., None]) -> None:
    """The key q on a first page ends the program with 0."""

    async def scenario(here: Ui) -> None:
        await here.pilot.press("q")
        await here.pilot.pause()
        assert here.app.return_code == 0

    ui(scenario)


def test_no_terminal_no_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal on both ends, or on a dumb one, nothing is drawn; the refusal says what to do."""

    class Tty:
        closed = False

        def isatty(self) -> bool:
            return True

    class NoTty(Tty):
        def isatty(self) -> bool:
            return False

    for stream_in, stream_out, term, expected in (
        (Tty(), Tty(), "xterm", True),
        (NoTty(), Tty(), "xterm", False),
        (Tty(), NoTty(), "xterm", False),
        (Tty(), Tty(), "dumb", False),
        (Tty(), Tty(), "", False),
        (None, Tty(), "xterm", False),
    ):
        monkeypatch.setattr("sys.stdin", stream_in)
        monkeypatch.setattr("sys.stdout", stream_out)
        assert can_draw({"TERM": term}) is expected
    assert "netbook review" in refuse().hints[0]


@pytest.mark.parametrize(
    ("lang", "symbols", "expected"),
    [
        ("en_GB.UTF-8", "auto", False),
        ("C.UTF-8", "auto", False),
        ("de_DE.utf8@euro", "auto", False),
        ("de_DE.ISO-8859-1", "auto", True),
        ("C", "auto", True),
        ("", "auto", True),
        ("C", "unicode", False),
        ("C.UTF-8", "ascii", True),
    ],
)
def test_signs_fit_the_terminal(monkeypatch: pytest.MonkeyPatch, lang: str, symbols: str, expected: bool) -> None:
    """Plain letters where the terminal is not UTF-8, or as the setting says."""
    for name in ("LC_ALL", "LC_CTYPE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", lang)
    assert wants_ascii(symbols) is expected


@pytest.mark.skipif(sys.platform == "win32", reason="there is no C locale")
@pytest.mark.parametrize(("names", "expected"), [({"LANG": "C"}, True), ({}, True), ({"LC_CTYPE": "C.UTF-8"}, False)])
def test_a_locale_that_python_chose_says_nothing_of_the_terminal(names: dict[str, str], expected: bool) -> None:
    """In the C locale Python puts C.UTF-8 into its own environment; signs are plain letters there nevertheless."""
    asked = "import sys; from netbook.tui.opening import wants_ascii; sys.exit(wants_ascii('auto'))"
    done = subprocess.run([sys.executable, "-c", asked], env=names, check=False)
    assert done.returncode == expected


def test_a_book_that_cannot_be_opened_ends_with_its_sentence(ui: Callable[..., None]) -> None:
    """The problem of the book is kept for whoever started the program."""
    from netbook.tui.app import NetbookApp
    from netbook.tui.workplace import Workplace

    async def scenario(here: Ui) -> None:
        def refused() -> None:
            raise BookProblem("this book was written by a newer netbook.")

        work = here.app.work
        broken = Workplace(
            work.paths,
            work.load_settings,
            refused,  # type: ignore[arg-type]  # it never gives a book
            "book",
            work.day,
            work.now,
        )
        app = NetbookApp(broken)
        async with app.run_test() as pilot:
            for _ in range(200):
                await pilot.pause(0.01)
                if app.return_code is not None:
                    break
        assert str(app.refused) == "this book was written by a newer netbook."
        assert app.return_code == 5

    ui(scenario)
