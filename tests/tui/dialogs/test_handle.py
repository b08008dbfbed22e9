"""A handle added on the screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from netbook.tui.dialogs.handle import HandleDialog

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
