"""The insights on the screen: charts, each a sentence and bars that open into people."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from netbook.domain.channels import Channel
from netbook.queries.insights import all_insights, contacts_a_week, contacts_in_state
from netbook.tui.screens.insights import InsightsPage
from netbook.tui.screens.some_people import SomePeoplePage
from netbook.tui.widgets.insight_figures import INSIGHTS
from tests.tui.conftest import SIZES, TODAY
from tests.tui.screens.insight_steps import IN_SIGHT, TITLES, chart_of, figures_of, page_of, subtitle

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Desk
    from tests.tui.conftest import Ui

# What is seen


def test_all_are_seen_with_the_sentences_of_the_book(ui: Callable[..., None]) -> None:
    """In a wide window six charts are seen, tab brings the others, and each has the sentence that the query says."""

    async def scenario(here: Ui) -> None:
        await here.press("4")
        assert all(title in here.text for title in TITLES[:IN_SIGHT])
        found = here.desk.book.read(all_insights, TODAY)
        said = [
            found.contacts_a_week.sentence,
            found.states.sentence,
            found.where_you_talk.sentence,
            found.where_met.sentence,
            found.review_habit.sentence,
            found.promises_kept.sentence,
            found.online_to_in_person.sentence,
            found.network_exit.sentence,
            found.capture_debt.sentence,
            found.echo_chamber.sentence,
        ]
        assert [figures_of(here, insight.name).sentence for insight in INSIGHTS] == said
        seen = " ".join(here.text.replace("│", " ").split())
        assert "5.8 a week on average" in seen
        await here.press("shift+tab")
        assert all(title in here.text for title in TITLES[-2:])

    ui(scenario)


@pytest.mark.parametrize(("size", "in_a_row"), [((100, 30), 2), ((120, 36), 2), ((139, 36), 2), ((140, 36), 3)])
def test_the_grid_has_two_columns_or_three(ui: Callable[..., None], size: tuple[int, int], in_a_row: int) -> None:
    """From 100 columns two frames lie beside each other, from 140 three."""

    async def scenario(here: Ui) -> None:
        await here.press("4")
        assert here.text.splitlines()[1].count("╭") == in_a_row

    ui(scenario, size=size)


@pytest.mark.parametrize("size", SIZES)
def test_pictures(ui: Callable[..., None], same_as_kept: Callable[[str, str], None], size: tuple[int, int]) -> None:
    """The page looks as it was looked at, with the usual chart and period and with another."""
    name = f"{size[0]}x{size[1]}"

    async def full(here: Ui) -> None:
        await here.press("4")
        same_as_kept(f"insights-{name}", here.text)
        await here.press("right", "k")
        same_as_kept(f"insights-right-{name}", here.text)

    ui(full, size=size)


@pytest.mark.parametrize("size", SIZES)
def test_pictures_of_an_empty_book(
    ui: Callable[..., None], same_as_kept: Callable[[str, str], None], size: tuple[int, int]
) -> None:
    """In an empty book every frame says what it will count."""

    async def scenario(here: Ui) -> None:
        await here.press("4", "enter")
        same_as_kept(f"insights-empty-{size[0]}x{size[1]}", here.text)

    ui(scenario, size=size, demo=False)


def test_a_window_without_frames_still_says_which_chart_it_is(ui: Callable[..., None]) -> None:
    """Below 60 columns title and place stand in a line of their own."""

    async def scenario(here: Ui) -> None:
        await here.press("4")
        assert here.text.splitlines()[1].strip() == "Contacts a week · last 26 weeks · 1 of 10"

    ui(scenario, size=(50, 14))


def test_a_low_wide_window_scrolls_to_the_chart_with_the_focus(ui: Callable[..., None]) -> None:
    """Where the frames are too many for the height, tab brings the next one into sight."""

    async def scenario(here: Ui) -> None:
        await here.press("4")
        assert "Promises kept" not in here.text
        await here.press("tab", "tab", "tab", "tab", "tab")
        assert "Promises kept" in here.text
        assert "open" in here.text

    ui(scenario, size=(120, 14))


# Moving


def test_arrows_go_through_the_charts_where_one_is_seen(ui: Callable[..., None]) -> None:
    """In a narrow window ← and →, and tab, go to the chart before or after, round and round."""

    async def scenario(here: Ui) -> None:
        await here.press("4")
        for place, title in enumerate(TITLES):
            assert f"─ {title} ─" in here.text
            assert f"{place + 1} of 10" in here.text
            assert sum(other in here.text for other in TITLES) == 1
            await here.press("right" if place % 2 else "tab")
        assert "1 of 10" in here.text
        await here.press("left")
        assert "10 of 10" in here.text
        await here.press("shift+tab")
        assert "9 of 10" in here.text

    ui(scenario, size=(80, 24))


def test_growing_and_shrinking_keep_the_chart(ui: Callable[..., None]) -> None:
    """The chart that has the focus is the one that is seen once the window is narrow, also after it grew again."""

    async def scenario(here: Ui) -> None:
        await here.press("4", "tab", "tab", "j")
        bar = chart_of(here, "talk").bar
        await here.resize(80, 24)
        assert "3 of 10" in here.text
        await here.resize(120, 36)
        assert all(title in here.text for title in TITLES[:IN_SIGHT])
        assert page_of(here).insight.name == "talk"
        assert bar is not None
        assert chart_of(here, "talk").bar == bar
        assert chart_of(here, "talk").has_focus_within

    ui(scenario)


def test_a_window_that_was_resized_on_another_page(ui: Callable[..., None]) -> None:
    """The page fits the window it comes back to."""

    async def scenario(here: Ui) -> None:
        await here.press("4", "1")
        await here.resize(80, 24)
        await here.press("4")
        assert "1 of 10" in here.text
        assert "States" not in here.text

    ui(scenario)


def test_weeks_begin_at_this_week_and_other_charts_at_the_top(ui: Callable[..., None]) -> None:
    """The cursor begins on this week, where bars are weeks, else on the first bar."""

    async def scenario(here: Ui) -> None:
        await here.press("4")
        weeks, states = chart_of(here, "a-week").bar, chart_of(here, "states").bar
        assert weeks is not None
        assert weeks.key == TODAY - timedelta(days=TODAY.weekday())
        assert states is not None
        assert states.label == "+  new"

    ui(scenario)


# Periods


def test_arrows_change_the_period(ui: Callable[..., None]) -> None:
    """→ looks further back and ← less far; the frame says how far, and the cursor stays on its week."""

    async def scenario(here: Ui) -> None:
        await here.press("4", "k", "k")
        chart = chart_of(here, "a-week")
        bar = chart.bar
        assert bar is not None
        for weeks in (26, 52, 104):
            assert subtitle(chart) == f"last {weeks} weeks"
            assert figures_of(here, "a-week").sentence == here.desk.book.read(contacts_a_week, TODAY, weeks).sentence
            assert len(figures_of(here, "a-week").bars) == weeks
            assert chart.bar == bar
            await here.press("right")
        assert here.said == "“Contacts a week” looks no further back than the last 104 weeks."
        await here.press("left", "left", "left")
        assert here.said == "“Contacts a week” looks no less far back than the last 26 weeks."
        assert subtitle(chart) == "last 26 weeks"

    ui(scenario)


def test_a_chart_without_a_period_says_so(ui: Callable[..., None]) -> None:
    """An arrow on a chart of today says why it does nothing."""

    async def scenario(here: Ui) -> None:
        await here.press("4", "tab", "right")
        assert here.said == "“States” has no period: it counts everything there is today."

    ui(scenario)


def test_the_people_are_those_of_the_period(ui: Callable[..., None]) -> None:
    """Enter after a longer period lists whom the longer period counts."""

    def prepare(desk: Desk) -> None:
        desk.add("@old Old Friend")
        desk.log("old", Channel.CALL, days_ago=700)
        desk.add("@new New Friend")
        desk.log("new", Channel.CALL, days_ago=3)

    async def scenario(here: Ui) -> None:
        await here.press("4", "tab", "tab", "enter")
        assert "New Friend" in here.text
        assert "Old Friend" not in here.text
        await here.press("escape", "right", "enter")
        assert "Old Friend" in here.text
        assert "last 3 years" in here.text

    ui(scenario, demo=False, prepare=prepare)


# The people behind a bar


def test_enter_lists_the_people_behind_the_bar(ui: Callable[..., None]) -> None:
    """Enter opens the contacts that the bar under the cursor counts; escape comes back to the bar."""

    async def scenario(here: Ui) -> None:
        await here.press("4", "tab", "j", "j")
        bar = chart_of(here, "states").bar
        assert bar is not None
        await here.press("enter")
        page = here.app.screen
        assert isinstance(page, SomePeoplePage)
        assert list(page.rows.numbers) == here.desk.book.read(contacts_in_state, bar.key, TODAY)  # type: ignore[arg-type] # the key is the state
        assert len(page.rows.numbers) == bar.count
        await here.press("escape")
        assert chart_of(here, "states").bar == bar

    ui(scenario)


@pytest.mark.parametrize("insight", INSIGHTS, ids=lambda insight: insight.name)
def test_every_bar_opens_as_many_as_it_says(ui: Callable[..., None], insight: Any) -> None:
    """Each bar that counts people lists just as many; no bar that is not nought is empty."""

    async def scenario(here: Ui) -> None:
        await here.press("4")
        for bar in figures_of(here, insight.name).bars:
            behind = here.desk.book.read(bar.behind)
            assert bool(behind) == bool(bar.count), bar.label
            assert len(behind) <= bar.count
            assert len(set(behind)) == len(behind)
            if insight.name in {"states", "met"}:
                assert len(behind) == bar.count

    ui(scenario)


def test_a_double_click_opens_as_enter_does(ui: Callable[..., None]) -> None:
    """A double click on a bar lists the people behind it."""

    async def scenario(here: Ui) -> None:
        await here.press("4")
        rows = chart_of(here, "states").rows
        await here.pilot.click(rows, offset=(5, 1), times=2)
        await here.settle()
        assert isinstance(here.app.screen, SomePeoplePage)
        assert "State: fresh" in here.text

    ui(scenario)


def test_nobody_behind_a_bar(ui: Callable[..., None]) -> None:
    """A bar of nought says that nobody is behind it."""

    async def scenario(here: Ui) -> None:
        await here.press("4", "enter")
        assert here.said == "Nobody is behind “23 Nov”."
        assert isinstance(here.app.screen, InsightsPage)

    ui(scenario)


def test_nobody_behind_an_empty_chart(ui: Callable[..., None]) -> None:
    """In an empty book every chart says that nobody is behind it, whatever is pressed."""

    async def scenario(here: Ui) -> None:
        await here.press("4")
        for _ in INSIGHTS:
            await here.press("enter", "j", "G", "space", "tab")
            assert here.said == "Nobody is behind this chart yet."

    ui(scenario, demo=False)


def test_keys_on_contacts_say_that_nobody_is_chosen(ui: Callable[..., None]) -> None:
    """A bar is no contact: keys for contacts say what to do, and change nothing."""

    async def scenario(here: Ui) -> None:
        await here.press("4", "d")
        assert here.said.startswith("Nobody is chosen here.")
        await here.press("x", "delete", "s")
        assert not here.text.count("u undo")

    ui(scenario)


# Reading


def test_who_is_lost_is_asked_for_a_second_channel(ui: Callable[..., None]) -> None:
    """From the network that would close, enter lists the people, and H makes a follow-up with one, undone by u."""

    async def scenario(here: Ui) -> None:
        await here.press("4", "shift+tab", "shift+tab", "shift+tab", "enter", "H")
        assert "ask for a second channel, due Mon 30 Nov · u undo" in here.said
        name = here.said.removeprefix("✓ ").split(":")[0]
        assert [each.what for each in here.desk.card(name).follow_ups][-1] == "ask for a second channel"
        await here.press("u")
        assert "ask for a second channel" not in [each.what for each in here.desk.card(name).follow_ups]

    ui(scenario)
