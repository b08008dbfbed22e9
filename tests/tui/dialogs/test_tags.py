"""Tags changed on the screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from netbook.tui.dialogs.tags import TagsDialog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.tui.conftest import Ui

TODAY = date(2026, 11, 23)


def test_off_on_and_new_in_one_step(ui: Callable[..., None]) -> None:
    """Space takes off and puts on, typing finds or makes; Enter saves all of it as one step."""

    async def scenario(here: Ui) -> None:
        await here.press("t")
        assert ">✓ #pioneers" in here.text
        await here.press("space")
        await here.type("cry")
        await here.press("space")
        await here.type("quilts")
        assert ">+ make #quilts" in here.text
        assert "enter saves  +#crypto +#quilts -#pioneers" in here.text
        await here.press("enter")
        assert here.said == "✓ Tagged Ada Lovelace: +#crypto +#quilts -#pioneers · u undo"
        assert here.desk.card("ada").tags == ("crypto", "quilts")
        await here.press("u")
        assert here.desk.card("ada").tags == ("pioneers",)

    ui(scenario)


def test_what_some_bear(ui: Callable[..., None], open_over: Callable[..., Awaitable[None]]) -> None:
    """A tag that some bear has its sign; space puts it on all, takes it off all, then leaves it."""

    async def scenario(here: Ui) -> None:
        await open_over(here, TagsDialog([here.desk.card(who).id for who in ("ada", "alan")]))
        await here.type("crypto")
        assert ">· #crypto" in here.text
        await here.press("space")
        assert "+#crypto" in here.text
        await here.press("space")
        assert "-#crypto" in here.text
        await here.press("space")
        assert "Nothing to change yet." in here.text
        await here.press("space", "enter")
        assert "crypto" in here.desk.card("ada").tags
        await here.press("u")
        assert "crypto" not in here.desk.card("ada").tags

    ui(scenario)


def test_picked_tags_are_not_thrown_away_unasked(ui: Callable[..., None]) -> None:
    """Escape asks once where tags were picked; nothing picked closes at once."""

    async def scenario(here: Ui) -> None:
        await here.press("t", "escape")
        assert not isinstance(here.app.screen, TagsDialog)
        await here.press("t", "space", "escape")
        assert isinstance(here.app.screen, TagsDialog)
        await here.press("escape")
        assert here.desk.card("ada").tags == ("pioneers",)

    ui(scenario)
