"""What the book says of one's network: figures, each a sentence and a chart whose bars open into people."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.containers import Container

from netbook.domain.text import shorten
from netbook.errors import NetbookError
from netbook.tui.keys import ON_INSIGHTS
from netbook.tui.screens.page import Page
from netbook.tui.widgets.charts import Chart
from netbook.tui.widgets.insight import LONGEST_NAME
from netbook.tui.widgets.insight_figures import INSIGHTS
from netbook.tui.widgets.key_bar import KeyBar
from netbook.tui.widgets.status_line import StatusLine
from netbook.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events

    from netbook.tui.widgets.charts import Bar
    from netbook.tui.widgets.insight import Insight, Period
    from netbook.tui.widgets.key_bar import Hint

GRID_CELLS = 100
"""From this width all charts are seen together; below it one at a time."""
THREE_CELLS = 140
"""From this width there are three charts in a row."""
_LEAST_LINES = 7
"""The lines of a frame below which its bars cannot be seen."""
_AROUND = 3
"""The lines around the charts: tabs, status line and footer."""


class InsightsPage(Page):
    """All charts in a grid, or one at a time where there is no room."""

    BINDINGS = [*ON_INSIGHTS]  # noqa: RUF012 — Textual's form
    TAB = "insights"
    FOOTER: ClassVar[tuple[str, ...]] = ("wizard-back", "wizard-next", "open", "add", "met", "find", "undo")
    DEFAULT_CSS = """
    InsightsPage #charts { height: 1fr; overflow-y: auto; scrollbar-size-vertical: 1; }
    InsightsPage.-wide #charts { layout: grid; grid-size: 2; }
    InsightsPage.-widest #charts { layout: grid; grid-size: 3; }
    InsightsPage.-tiny .chart-title { display: block; }
    """

    def __init__(self) -> None:
        """Make the page; every insight begins with its usual period."""
        super().__init__()
        self._at = 0
        self._periods = {insight.name: insight.usual for insight in INSIGHTS}

    def compose_body(self) -> Iterable[Any]:
        """Put the charts up."""
        with Container(id="charts"):
            for insight in INSIGHTS:
                yield Chart(insight.title, id=insight.name)

    @property
    def in_grid(self) -> bool:
        """Whether all charts are seen together."""
        return self.app.size.width >= GRID_CELLS

    @property
    def insight(self) -> Insight:
        """The insight whose chart has the focus."""
        return INSIGHTS[self._at]

    def chart(self, insight: Insight) -> Chart:
        """Give the chart of an insight."""
        return self.query_one(f"#{insight.name}", Chart)

    # Counting

    async def load(self) -> None:
        """Count every insight on its own; each is shown as it comes."""
        for insight in INSIGHTS:
            self._count(insight)

    def _count(self, insight: Insight) -> None:
        """Count one insight; a count under way for another period, or an older book, is forgotten."""
        period = insight.periods[self._periods[insight.name]]
        self.chart(insight).count(period.words)
        self.replace_work(partial(self._read, insight, period), f"count-{insight.name}")

    async def _read(self, insight: Insight, period: Period) -> None:
        chart = self.chart(insight)
        own_sector = (self.work.settings.sector,) if insight.by_sector else ()
        try:
            figures = await self.work.read(insight.counted, self.work.today, period, *own_sector)
        except NetbookError:
            chart.give_up()
            raise
        chart.show(figures)

    # Which charts are seen

    def on_resize(self) -> None:
        """Show all charts, or one."""
        self._arrange()

    def _arrange(self) -> None:
        grid = self.in_grid
        for place, insight in enumerate(INSIGHTS):
            chart = self.chart(insight)
            chart.display = grid or place == self._at
            chart.say_place("" if grid else f"{place + 1} of {len(INSIGHTS)}")
        self._fit_rows()
        self.query_one(KeyBar).hints = self.hints()
        step = "tab goes to the next chart · ← → changes its period" if grid else "← → another chart"
        self.query_one(StatusLine).about = f"{step} · enter lists who is behind a bar"
        if self.focused is None or not self.chart(self.insight).has_focus_within:
            self.chart(self.insight).rows.focus()

    def _fit_rows(self) -> None:
        """Share the height among the rows seen at once; the others, and rows too low to read otherwise, scroll."""
        rows = 2 if self.app.size.width >= THREE_CELLS else 3
        room = self.app.size.height - _AROUND
        self.query_one("#charts").styles.grid_rows = str(max(_LEAST_LINES, room // rows))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember which chart has the focus, and show it whole."""
        for place, insight in enumerate(INSIGHTS):
            chart = self.chart(insight)
            if chart in event.widget.ancestors:
                self._at = place
                if self.in_grid:
                    chart.scroll_visible(animate=False)

    def focus_next(self, selector: Any = "*") -> Any:
        """Go to the next chart, also where only one is seen."""
        if self.in_grid:
            return super().focus_next(selector)
        self._turn(1)
        return self.focused

    def focus_previous(self, selector: Any = "*") -> Any:
        """Go to the chart before, also where only one is seen."""
        if self.in_grid:
            return super().focus_previous(selector)
        self._turn(-1)
        return self.focused

    def _turn(self, way: int) -> None:
        self._at = (self._at + way) % len(INSIGHTS)
        self._arrange()

    def hints(self) -> tuple[Hint, ...]:
        """Give what the footer shows; what the arrows do depends on the room."""
        back, on_ = ("Shorter", "Longer") if self.in_grid else ("Before", "Next")
        words = {"step_back": back, "next_step": on_, "open_contact": "People"}
        return tuple(replace(item, words=words.get(item.action, item.words)) for item in super().hints())

    # Keys

    def action_step_back(self) -> None:
        """Look less far back; where one chart is seen, go to the one before."""
        self._step(-1)

    def action_next_step(self) -> None:
        """Look further back; where one chart is seen, go to the next."""
        self._step(1)

    def _step(self, way: int) -> None:
        if not self.in_grid:
            self._turn(way)
            return
        insight = self.insight
        at = self._periods[insight.name] + way
        if len(insight.periods) == 1:
            self.say(f"“{insight.title}” has no period: it counts everything there is today.", "warn")
        elif 0 <= at < len(insight.periods):
            self._periods[insight.name] = at
            self._count(insight)
        else:
            last = insight.periods[self._periods[insight.name]].words
            self.say(f"“{insight.title}” looks no {'further' if way > 0 else 'less far'} back than the {last}.", "warn")

    def action_open_contact(self) -> None:
        """List the people behind the bar under the cursor."""
        chart = self.chart(self.insight)
        bar = chart.bar
        if bar is None:
            counted = chart.figures is not None
            self.say("Nobody is behind this chart yet." if counted else "It is still being counted. Try again.", "warn")
            return
        self.replace_work(partial(self._list, bar), "behind")

    async def _list(self, bar: Bar) -> None:
        numbers = await self.work.read(bar.behind)
        if not numbers:
            self.say(f"Nobody is behind “{shorten(bar.label, LONGEST_NAME).strip()}”.", "warn")
        elif self.is_current:
            self.netbook.open_page("some_people", "SomePeoplePage", bar.title, numbers)

    @on(VirtualList.Opened)
    def _open(self, event: VirtualList.Opened) -> None:
        event.stop()
        self.action_open_contact()
