"""What the small dialogs on contacts have in common: how they are drawn, and what no text may do in them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from netbook.tui.dialogs.cadence import CadenceDialog
from netbook.tui.dialogs.handle import HandleDialog
from netbook.tui.dialogs.note import NoteDialog
from netbook.tui.dialogs.promise import PromiseDialog
from netbook.tui.dialogs.snooze import SnoozeDialog
from netbook.tui.dialogs.tags import TagsDialog
from netbook.usecases.edit import change_tags, edit
from netbook.usecases.follow_ups import promise

if TYPE_CHECKING:
    from collections.abc import Callable

    from netbook.tui.dialogs.dialog import Dialog
    from tests.tui.conftest import Ui

TODAY = date(2026, 11, 23)
SIZES = ((120, 36), (80, 24), (60, 16))
TYPED = {
    "cadence": ("c", "6w"),
    "handle": ("i", "@ada@host.org"),
    "log": ("l", "email by me sent the draft 3/4"),
    "note": ("n", "reads a lot"),
    "promise": ("p", "send slides by fri every month"),
    "snooze": ("S", "3 weeks"),
    "tags": ("t", "py"),
}
"""The key that opens each dialog, and what is typed into it for its picture."""
OPENED = {
    "c": CadenceDialog,
    "i": HandleDialog,
    "n": NoteDialog,
    "p": PromiseDialog,
    "S": SnoozeDialog,
    "t": TagsDialog,
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dialog", TYPED)
def test_as_drawn(
    ui: Callable[..., None],
    same_as_kept: Callable[[str, str], None],
    frame_of: Callable[[Ui], str],
    dialog: str,
    size: tuple[int, int],
) -> None:
    """Each dialog looks as kept at each size."""
    key, text = TYPED[dialog]

    async def scenario(here: Ui) -> None:
        await here.press(key)
        await here.type(text)
        same_as_kept(f"{dialog}-{size[0]}x{size[1]}", frame_of(here))

    ui(scenario, size=size)


@pytest.mark.parametrize("key", OPENED)
def test_hostile_names_and_texts_stay_text(ui: Callable[..., None], key: str, hostile: str) -> None:
    """A name or text that holds markup or commands for a terminal is drawn harmlessly."""
    dialog: type[Dialog[object]] = OPENED[key]  # type: ignore[assignment]  # each gives another result

    async def scenario(here: Ui) -> None:
        here.desk.book.do(edit, "ada", {"name": hostile, "notes": hostile}, TODAY)
        here.desk.book.do(change_tags, ["ada"], TODAY, add=[hostile])
        here.desk.book.do(promise, "ada", hostile, None, TODAY)
        await here.press(key)
        here.app.screen.query_one(Input).value = hostile
        await here.press("down")
        assert isinstance(here.app.screen, dialog)
        assert not set(here.text) & {"\x1b", "\x07", "\u202e", "\u2066"}
        await here.press("enter")

    ui(scenario)
