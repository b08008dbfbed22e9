"""A note added on the screen."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from typing import TYPE_CHECKING

import pytest
from textual.events import Paste
from textual.widgets import Input

from netbook.tui.app import NetbookApp
from netbook.tui.dialogs.note import NoteDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tui.conftest import Ui

TODAY = date(2026, 11, 23)


def test_one_line(ui: Callable[..., None]) -> None:
    """Enter keeps the line under the notes there are, as one step."""

    async def scenario(here: Ui) -> None:
        await here.press("n")
        assert "• wants a co-speaker" in here.text
        await here.type("reads a lot")
        await here.press("enter")
        assert here.said == "✓ Noted on Ada Lovelace · u undo"
        assert here.desk.card("ada").notes == "wants a co-speaker\n\nreads a lot"
        await here.press("u")
        assert here.desk.card("ada").notes == "wants a co-speaker"

    ui(scenario)


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Give a function that sets the user's editor to a script, and let the interface step aside for it."""
    monkeypatch.setattr(NetbookApp, "suspend", lambda _: nullcontext())
    monkeypatch.delenv("VISUAL", raising=False)

    def setting(script: str) -> None:
        file = tmp_path / "editor"
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o700)
        monkeypatch.setenv("EDITOR", str(file))

    return setting


def test_more_lines_in_the_editor(ui: Callable[..., None], editor: Callable[[str], None]) -> None:
    """What was typed goes to the editor; its lines are shown, and kept with Enter."""
    editor('printf "\\nsecond line\\n" >> "$1"')

    async def scenario(here: Ui) -> None:
        await here.press("n")
        await here.type("first line")
        await here.press("ctrl+g")
        assert "second line" in here.text
        assert "2 lines. enter saves them" in here.text
        await here.press("escape")
        assert isinstance(here.app.screen, NoteDialog)
        await here.press("enter")
        assert here.desk.card("ada").notes == "wants a co-speaker\n\nfirst line\nsecond line"

    ui(scenario)


def test_a_failing_editor_loses_nothing(ui: Callable[..., None], editor: Callable[[str], None]) -> None:
    """An editor that fails is said, and the line stays as it was."""
    editor("exit 3")

    async def scenario(here: Ui) -> None:
        await here.press("n")
        await here.type("first line")
        await here.press("ctrl+g")
        assert "✗ the editor failed" in here.text
        assert here.app.screen.query_one(Input).value == "first line"

    ui(scenario)


def test_a_paste_of_several_lines_is_kept_whole(ui: Callable[..., None]) -> None:
    """A field of one line would keep but the first of them."""

    async def scenario(here: Ui) -> None:
        await here.press("n")
        here.app.screen.query_one(Input).post_message(Paste("one\r\ntwo\r\n"))
        await here.settle()
        await here.press("enter")
        assert here.desk.card("ada").notes == "wants a co-speaker\n\none\ntwo"

    ui(scenario)


def test_an_empty_note_is_refused(ui: Callable[..., None]) -> None:
    """Enter on nothing says so."""

    async def scenario(here: Ui) -> None:
        await here.press("n", "enter")
        assert "✗ the note is empty" in here.text

    ui(scenario)
