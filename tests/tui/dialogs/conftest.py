"""Dialogs opened on contacts of the test's choice, and pictures of them without the page below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from netbook.tui.screens.page import Page

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from netbook.tui.dialogs.dialog import Dialog
    from tests.tui.conftest import Ui


@pytest.fixture
def open_over() -> Callable[[Ui, Dialog[Any]], Awaitable[None]]:
    """Give a function that opens a dialog over the page in sight, as its keys do."""

    async def opening(here: Ui, dialog: Dialog[Any]) -> None:
        page = here.app.screen
        assert isinstance(page, Page)
        page.start(page.ask(dialog))
        await here.settle()

    return opening


@pytest.fixture
def frame_of() -> Callable[[Ui], str]:
    """Give a function that cuts the dialog, and the footer, out of the screen."""

    def cutting(here: Ui) -> str:
        region = here.app.screen.query_one("#frame").region
        rows = [line.ljust(region.right)[region.x : region.right] for line in here.text.splitlines()]
        return "\n".join([*rows[region.y : region.bottom], here.footer])

    return cutting


HOSTILE = (
    "[red]x[/] \\[b] [@click=app.exit]bye[/]",
    "a\x1b[31mred\x1b]0;title\x07",
    "\u202egro.elpmaxe\u2066 zero\u200bwidth",
    "n" * 300,
    "👩🏽‍💻 family 👨‍👩‍👧",
)


@pytest.fixture(params=range(len(HOSTILE)), ids=("markup", "escapes", "bidi", "long", "emoji"))
def hostile(request: pytest.FixtureRequest) -> str:
    """Give names and texts that would like to be more than text, one after the other."""
    return HOSTILE[request.param]
