"""How the insights are counted beside the interface, and drawn whatever an event is called."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from netbook.domain.channels import Channel
from netbook.domain.text import width
from netbook.errors import NetbookError
from netbook.queries.insights import contacts_in_week
from netbook.tui.screens.insights import InsightsPage
from netbook.tui.screens.some_people import SomePeoplePage
from netbook.tui.widgets.insight_figures import INSIGHTS
from netbook.usecases.events import start_event
from tests.tui.conftest import SIZES, TODAY
from tests.tui.screens.insight_steps import chart_of, figures_of, hold_up, page_of, subtitle, until

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Desk
    from tests.tui.conftest import Ui


def test_each_is_shown_as_it_comes(ui: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    """While one insight is still being counted the others are there, and its frame says what is going on."""

    async def scenario(here: Ui) -> None:
        gate = hold_up(here, monkeypatch, "talk")
        await here.pilot.press("4")
        others = [insight.name for insight in INSIGHTS if insight.name != "talk"]
        await until(
            here,
            lambda: (
                isinstance(here.app.screen, InsightsPage)
                and all(chart_of(here, name).figures is not None for name in others)
            ),
        )
        await here.pilot.pause()
        assert chart_of(here, "talk").figures is None
        assert "counting …" in here.text
        await here.pilot.press("tab", "tab", "enter")
        await here.pilot.pause()
        assert here.said == "It is still being counted. Try again."
        gate.set()
        await here.settle()
        assert "counting …" not in here.text
        assert "129 interactions" in here.text

    ui(scenario)


def test_old_figures_stay_while_new_ones_are_read(ui: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    """A longer period is counted with the figures of the shorter in sight, under their own period."""

    async def scenario(here: Ui) -> None:
        await here.press("4")
        gate = hold_up(here, monkeypatch, "a-week")
        before = figures_of(here, "a-week")
        await here.pilot.press("right", "right")
        await here.pilot.pause()
        assert figures_of(here, "a-week") == before
        assert subtitle(chart_of(here, "a-week")) == "last 26 weeks · counting last 104 weeks …"
        gate.set()
        await here.settle()
        assert subtitle(chart_of(here, "a-week")) == "last 104 weeks"

    ui(scenario)


def test_what_cannot_be_counted_leaves_the_others(ui: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    """A problem with one insight is said in its frame and on the status line; the others are shown."""

    async def scenario(here: Ui) -> None:
        read = here.app.work.read
        refused = next(insight.counted for insight in INSIGHTS if insight.name == "met")

        async def refuse(query: Any, /, *args: Any, **kwargs: Any) -> Any:
            if query is refused:
                message = "The book is busy [red]now[/]."
                raise NetbookError(message)
            return await read(query, *args, **kwargs)

        monkeypatch.setattr(here.app.work, "read", refuse)
        await here.press("4")
        assert "This could not be counted." in here.text
        assert "The book is busy [red]now[/]." in here.text
        assert "35 people" in here.text

    ui(scenario)


def test_a_change_of_the_book_is_counted(ui: Callable[..., None]) -> None:
    """A contact logged elsewhere shows, the cursor stays on its bar, and undo takes it back."""

    async def scenario(here: Ui) -> None:
        await here.press("4")
        before = figures_of(here, "a-week")
        here.desk.log("ada", Channel.CALL)
        await here.app.look_at_book()
        page_of(here).reload_if_old()
        await here.settle()
        after = figures_of(here, "a-week")
        assert after.bars[-1].count == before.bars[-1].count + 1
        await here.press("enter")
        page = here.app.screen
        assert isinstance(page, SomePeoplePage)
        week = TODAY - timedelta(days=TODAY.weekday())
        assert list(page.rows.numbers) == here.desk.book.read(contacts_in_week, week, TODAY)
        await here.press("escape", "u")
        assert figures_of(here, "a-week") == before

    ui(scenario)


# Foreign text


HOSTILE = ("[red]x[/] [@click=app.exit]y[/]", "a\x1b[31mb\x07", "\u202eevil\u2066", "N" * 300, "日本 🎉👩‍💻 conf")


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("size", [*SIZES, (50, 14)])
def test_hostile_event_names_are_only_text(ui: Callable[..., None], name: str, size: tuple[int, int]) -> None:
    """An event's name is never markup nor an escape, in a bar, in the list's title or in what is said."""

    def prepare(desk: Desk) -> None:
        desk.book.do(start_event, name, TODAY)
        desk.met("Grace Hopper")

    async def scenario(here: Ui) -> None:
        await here.press("4")
        while page_of(here).insight.name != "met":
            await here.press("tab")
        await here.press("G")
        bar = chart_of(here, "met").bar
        assert bar is not None
        for _ in range(2):
            assert not {"\x1b", "\x07", "\u202e", "\u2066"} & set(here.text)
            assert all(width(row) <= size[0] for row in here.text.splitlines())
            await here.press("enter")
        assert here.app.is_running

    ui(scenario, size=size, demo=False, prepare=prepare)
