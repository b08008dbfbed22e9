"""A cadence set on the screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from netbook.domain.cadence import read_cadence
from netbook.tui.dialogs.cadence import CadenceDialog
from netbook.usecases.edit import change_tags, edit, set_tag_cadence
from netbook.usecases.follow_ups import promise

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.tui.conftest import Ui

TODAY = date(2026, 11, 23)


def test_preview_and_undo(ui: Callable[..., None]) -> None:
    """What is in force, what would be, and when it falls due are said; saved as one step."""

    async def scenario(here: Ui) -> None:
        await here.press("c")
        assert "Now       every 12 weeks (your choice)" in here.text
        await here.type("6w")
        assert "Then      every 6 weeks" in here.text
        assert "Due       Tue 15 Dec 2026, in 3 weeks" in here.text
        await here.press("enter")
        assert here.said == "✓ Ada Lovelace: every 6 weeks; next Tue 15 Dec · u undo"
        await here.press("u")
        cadence = here.desk.card("ada").cadence
        assert cadence is not None
        assert cadence.short == "12w"

    ui(scenario)


def test_empty_leaves_it_to_tags(ui: Callable[..., None]) -> None:
    """The empty line takes the own cadence away; that of a tag is named as its origin."""

    async def scenario(here: Ui) -> None:
        here.desk.book.do(set_tag_cadence, "pioneers", read_cadence("monthly"))
        await here.press("c", "enter")
        assert "no cadence of their own" in here.said
        assert here.desk.card("ada").cadence_tag == "pioneers"
        await here.press("c")
        assert "every month (from #pioneers)" in here.text

    ui(scenario)


def test_several_in_one_step(ui: Callable[..., None], open_over: Callable[..., Awaitable[None]]) -> None:
    """“never” lets everybody chosen go, and one undo brings all back."""

    async def scenario(here: Ui) -> None:
        numbers = [here.desk.card(who).id for who in ("ada", "grace", "joan")]
        await open_over(here, CadenceDialog(numbers))
        await here.type("never")
        assert "let go, no more reminders" in here.text
        await here.press("enter")
        assert here.said == "✓ 3 people: no more reminders · u undo"
        assert here.desk.card("joan").has_cadence_never
        await here.press("u")
        assert not any(here.desk.card(who).has_cadence_never for who in ("ada", "grace", "joan"))

    ui(scenario)


def test_no_cadence_is_refused(ui: Callable[..., None]) -> None:
    """What is no cadence stays in the line with the sentence under it."""

    async def scenario(here: Ui) -> None:
        await here.press("c")
        await here.type("fortnigt")
        await here.press("enter")
        assert "✗ “fortnigt” is not a cadence" in here.text
        assert here.app.screen.query_one(Input).value == "fortnigt"

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
        await here.press("c")
        await here.type("6w")
        same_as_kept(f"cadence-{size[0]}x{size[1]}", frame_of(here))

    ui(scenario, size=size)


def test_hostile_names_and_texts_stay_text(ui: Callable[..., None], hostile: str) -> None:
    """A name or text that holds markup or commands for a terminal is drawn harmlessly."""

    async def scenario(here: Ui) -> None:
        here.desk.book.do(edit, "ada", {"name": hostile, "notes": hostile}, TODAY)
        here.desk.book.do(change_tags, ["ada"], TODAY, add=[hostile])
        here.desk.book.do(promise, "ada", hostile, None, TODAY)
        await here.press("c")
        here.app.screen.query_one(Input).value = hostile
        await here.press("down")
        assert isinstance(here.app.screen, CadenceDialog)
        assert not set(here.text) & {"\x1b", "\x07", "\u202e", "\u2066"}
        await here.press("enter")

    ui(scenario)
