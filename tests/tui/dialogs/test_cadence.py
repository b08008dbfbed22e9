"""A cadence set on the screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.widgets import Input

from netbook.domain.cadence import read_cadence
from netbook.tui.dialogs.cadence import CadenceDialog
from netbook.usecases.edit import set_tag_cadence

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
