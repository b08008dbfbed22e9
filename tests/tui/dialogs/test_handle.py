"""A handle added on the screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from netbook.tui.dialogs.handle import HandleDialog
from netbook.usecases.edit import change_tags, edit
from netbook.usecases.follow_ups import promise

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.conftest import Ui

TODAY = date(2026, 11, 23)


def test_a_handle_is_echoed_and_added(ui: Callable[..., None]) -> None:
    """The network that was read is named before Enter; u takes the handle away again."""

    async def scenario(here: Ui) -> None:
        await here.press("i")
        await here.type("@ada@host.org")
        assert "✓ Mastodon  @ada@host.org" in here.text
        await here.press("enter")
        assert here.said == "✓ Added @ada@host.org (Mastodon) to Ada Lovelace · u undo"
        assert [handle.network for handle in here.desk.card("ada").handles] == ["x", "mastodon"]
        await here.press("u")
        assert len(here.desk.card("ada").handles) == 1

    ui(scenario)


def test_a_bare_handle_is_on_the_default_network(ui: Callable[..., None]) -> None:
    """Settings say on which network a bare handle is."""

    async def scenario(here: Ui) -> None:
        await here.press("i")
        await here.type("@countess")
        await here.press("enter")
        assert here.desk.card("ada").handles[-1].network == "github"

    ui(scenario, default_network="github")


@pytest.mark.parametrize("text", ["https://github.com/features", "", "not a handle", "@grace_h"])
def test_what_is_nobody_s_account_is_refused(ui: Callable[..., None], text: str) -> None:
    """A page that is no person, no handle at all, or somebody else's: the line stays, nothing is kept."""

    async def scenario(here: Ui) -> None:
        await here.press("i")
        here.app.screen.query_one(Input).value = text
        await here.press("enter")
        assert isinstance(here.app.screen, HandleDialog)
        assert "✗" in here.text
        assert here.app.screen.query_one(Input).value == text
        assert len(here.desk.card("ada").handles) == 1

    ui(scenario)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 16)])
def test_as_drawn(
    ui: Callable[..., None],
    same_as_kept: Callable[[str, str], None],
    frame_of: Callable[[Ui], str],
    size: tuple[int, int],
) -> None:
    """The dialog looks as kept at each size."""

    async def scenario(here: Ui) -> None:
        await here.press("i")
        await here.type("@ada@host.org")
        same_as_kept(f"handle-{size[0]}x{size[1]}", frame_of(here))

    ui(scenario, size=size)


def test_hostile_names_and_texts_stay_text(ui: Callable[..., None], hostile: str) -> None:
    """A name or text that holds markup or commands for a terminal is drawn harmlessly."""

    async def scenario(here: Ui) -> None:
        here.desk.book.do(edit, "ada", {"name": hostile, "notes": hostile}, TODAY)
        here.desk.book.do(change_tags, ["ada"], TODAY, add=[hostile])
        here.desk.book.do(promise, "ada", hostile, None, TODAY)
        await here.press("i")
        here.app.screen.query_one(Input).value = hostile
        await here.press("down")
        assert isinstance(here.app.screen, HandleDialog)
        assert not set(here.text) & {"\x1b", "\x07", "\u202e", "\u2066"}
        await here.press("enter")

    ui(scenario)
