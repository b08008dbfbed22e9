"""A promise made and kept on the screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from netbook.tui.dialogs.promise import PromiseDialog
from netbook.usecases.follow_ups import promise

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.conftest import Ui

TODAY = date(2026, 11, 23)


def test_one_line_says_it_all(ui: Callable[..., None]) -> None:
    """What, by when and how often are echoed, then promised as one step."""

    async def scenario(here: Ui) -> None:
        await here.press("p")
        await here.type("send slides by fri every month")
        assert "By        Fri 27 Nov 2026, in 4 days" in here.text
        assert "Again     every month" in here.text
        await here.press("enter")
        assert here.said == "✓ Promised Ada Lovelace: send slides, by Fri 27 Nov, every month · u undo"
        made = here.desk.card("ada").follow_ups[-1]
        assert (made.what, made.due_on, made.recurrence) == (
            "send slides",
            date(2026, 11, 27),
            "FREQ=MONTHLY;INTERVAL=1",
        )
        await here.press("u")
        assert len(here.desk.card("ada").follow_ups) == 1

    ui(scenario)


def test_space_marks_one_kept(ui: Callable[..., None]) -> None:
    """Down goes to the open promises, space keeps the one there; the dialog stays, and the page says so after it."""

    async def scenario(here: Ui) -> None:
        here.desk.book.do(promise, "ada", "send slides", None, TODAY)
        await here.press("p", "down", "j", "space")
        assert [row.what for row in here.desk.card("ada").follow_ups] == ["read her talk proposal"]
        assert isinstance(here.app.screen, PromiseDialog)
        await here.press("escape")
        assert "send slides" in here.said
        await here.press("u")
        assert len(here.desk.card("ada").follow_ups) == 2

    ui(scenario)


def test_a_promise_of_nothing_is_refused(ui: Callable[..., None]) -> None:
    """Neither what nor when is refused under the line."""

    async def scenario(here: Ui) -> None:
        await here.press("p")
        await here.press("enter")
        assert "needs what you promised" in here.text
        assert isinstance(here.app.screen, PromiseDialog)

    ui(scenario)
