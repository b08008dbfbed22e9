"""Steps that tests of the insights share."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from netbook.tui.screens.insights import InsightsPage
from netbook.tui.widgets.charts import Chart, Figures
from netbook.tui.widgets.insight_figures import INSIGHTS

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.tui.conftest import Ui

TITLES = (
    "Contacts a week",
    "States",
    "Where you talk",
    "Where you met",
    "Review habit",
    "Promises kept",
    "Online first, in person later",
    "Who is lost if a network closes",
    "Capture debt",
    "Echo chamber",
)
IN_SIGHT = 6
"""How many charts a window of 120 × 36 shows at once."""


def page_of(here: Ui) -> InsightsPage:
    """Give the page in sight, which must be the insights."""
    page = here.app.screen
    assert isinstance(page, InsightsPage)
    return page


def chart_of(here: Ui, name: str) -> Chart:
    """Give a chart."""
    return page_of(here).query_one(f"#{name}", Chart)


def figures_of(here: Ui, name: str) -> Figures:
    """Give what a chart shows."""
    figures = chart_of(here, name).figures
    assert figures is not None
    return figures


def subtitle(chart: Chart) -> str:
    """Give the words in the lower edge of a frame."""
    return str(chart.border_subtitle)


async def until(here: Ui, true: Callable[[], bool]) -> None:
    """Wait for something that comes while other work is held up."""
    for _ in range(1_000):
        await here.pilot.pause()
        if true():
            return
        await asyncio.sleep(0.005)
    raise AssertionError(here.text)


def hold_up(here: Ui, monkeypatch: pytest.MonkeyPatch, name: str) -> asyncio.Event:
    """Let the counting of one insight wait until the event is set."""
    gate = asyncio.Event()
    held = next(insight.counted for insight in INSIGHTS if insight.name == name)
    read = here.app.work.read

    async def slow(query: Any, /, *args: Any, **kwargs: Any) -> Any:
        if query is held:
            await gate.wait()
        return await read(query, *args, **kwargs)

    monkeypatch.setattr(here.app.work, "read", slow)
    return gate
