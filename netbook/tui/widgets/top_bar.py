"""The first row: the program, the four pages, the running event, the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from netbook.domain.text import clean, shorten, width
from netbook.tui.widgets.text import style_of

if TYPE_CHECKING:
    from datetime import date

    from textual import events

TABS = (("review", "1 Review"), ("people", "2 People"), ("events", "3 Events"), ("insights", "4 Insights"))
_BELOW_SHORT = 76


class TopBar(Widget):
    """Tabs that can be clicked, and what is going on."""

    DEFAULT_CSS = "TopBar { height: 1; background: $panel; }"

    tab: reactive[str] = reactive("")
    title: reactive[str] = reactive("")
    """What stands at the right instead of the day, on pages that are no tab."""
    event_name: reactive[str] = reactive("")
    """The running event."""
    today: reactive[date | None] = reactive(None)

    def render(self) -> Content:
        """Draw the row: tabs whole, the right side cut where there is no room."""
        left = Content.assemble((" netbook ", "bold"), *self._tabs())
        room = self.size.width - left.cell_length - 1
        right = shorten(self._right(), room) if room > 8 else ""
        gap = max(0, self.size.width - left.cell_length - width(right) - 1)
        return Content.assemble(left, " " * gap, (right, style_of("muted")), " ")

    def _tabs(self) -> list[tuple[str, str]]:
        shown = []
        for name, words in TABS:
            text = words if self.size.width >= _BELOW_SHORT or name == self.tab else words[:1]
            if self.size.width < _BELOW_SHORT and self.size.width >= 50:
                text = words
            shown.append((f" {text} ", "bold $background on $primary" if name == self.tab else style_of("heading")))
        return shown

    def _right(self) -> str:
        if self.title:
            return clean(self.title)
        day = (
            f"{self.today:%a} {self.today.day} {self.today:%b} · W{self.today.isocalendar().week}" if self.today else ""
        )
        return " · ".join(part for part in (clean(self.event_name), day) if part)

    def on_click(self, event: events.Click) -> None:
        """Go to the tab under the mouse."""
        at = len(" netbook ")
        for (name, _), (text, _style) in zip(TABS, self._tabs(), strict=True):
            if at <= event.x < at + len(text):
                self.screen.call_later(self.screen.run_action, f"show('{name}')")
                return
            at += len(text)
