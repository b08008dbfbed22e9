"""A snooze until a day, on the screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from netbook.domain.sitting import OUTSIDE_REVIEW
from netbook.tui.dialogs.snooze import SnoozeDialog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.tui.conftest import Ui

TODAY = date(2026, 11, 23)


def test_until_a_day(ui: Callable[..., None]) -> None:
    """The day is echoed, with what it moves; saved as one step that u takes back."""

    async def scenario(here: Ui) -> None:
        await here.press("S")
        await here.type("until fri")
        assert "Until     Fri 27 Nov 2026, in 4 days" in here.text
        assert "Moves     1 follow-up to that day" in here.text
        await here.press("enter")
        assert here.said == "✓ Ada Lovelace snoozed to Fri 27 Nov · u undo"
        assert here.desk.card("ada").snoozed_until == date(2026, 11, 27)
        await here.press("u")
        assert here.desk.card("ada").snoozed_until is None

    ui(scenario)


def test_empty_is_a_week_for_all(ui: Callable[..., None], open_over: Callable[..., Awaitable[None]]) -> None:
    """Enter on the empty line snoozes everybody chosen for a week, in one step."""

    async def scenario(here: Ui) -> None:
        numbers = [here.desk.card(who).id for who in ("ada", "grace", "alan")]
        await open_over(here, SnoozeDialog(numbers, OUTSIDE_REVIEW))
        await here.press("enter")
        assert here.said == "✓ 3 people snoozed to Mon 30 Nov · u undo"
        await here.press("u")
        assert here.desk.card("alan").snoozed_until is None

    ui(scenario)


@pytest.mark.parametrize("text", ["yesterday", "today", "blah", "2026", "for"])
def test_what_is_no_day_to_come_is_refused(ui: Callable[..., None], text: str) -> None:
    """A past day or no day is refused under the line, which stays."""

    async def scenario(here: Ui) -> None:
        await here.press("S")
        await here.type(text)
        await here.press("enter")
        assert "✗" in here.text
        assert here.app.screen.query_one(Input).value == text
        assert here.desk.card("ada").snoozed_until is None

    ui(scenario)
