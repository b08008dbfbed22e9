"""Tags changed on the screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from netbook.tui.dialogs.tags import TagsDialog
from netbook.usecases.edit import change_tags, edit
from netbook.usecases.follow_ups import promise

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


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 16)])
def test_as_drawn(
    ui: Callable[..., None],
    same_as_kept: Callable[[str, str], None],
    frame_of: Callable[[Ui], str],
    size: tuple[int, int],
) -> None:
    """The dialog looks as kept at each size."""

    async def scenario(here: Ui) -> None:
        await here.press("t")
        await here.type("py")
        same_as_kept(f"tags-{size[0]}x{size[1]}", frame_of(here))

    ui(scenario, size=size)


def test_hostile_names_and_texts_stay_text(ui: Callable[..., None], hostile: str) -> None:
    """A name or text that holds markup or commands for a terminal is drawn harmlessly."""

    async def scenario(here: Ui) -> None:
        here.desk.book.do(edit, "ada", {"name": hostile, "notes": hostile}, TODAY)
        here.desk.book.do(change_tags, ["ada"], TODAY, add=[hostile])
        here.desk.book.do(promise, "ada", hostile, None, TODAY)
        await here.press("t")
        here.app.screen.query_one(Input).value = hostile
        await here.press("down")
        assert isinstance(here.app.screen, TagsDialog)
        assert not set(here.text) & {"\x1b", "\x07", "\u202e", "\u2066"}
        await here.press("enter")

    ui(scenario)
