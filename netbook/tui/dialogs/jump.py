"""Jump mode: a letter on everything that can have the focus, and on the tabs; the letter goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import ModalScreen
from textual.widgets import Static

from netbook.tui.widgets.top_bar import TABS, TopBar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Size
    from textual.widget import Widget

    from netbook.tui.screens.page import Page

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The letters, those under the fingers first."""


class Letter(Static):
    """A letter that lies on what it leads to."""

    DEFAULT_CSS = "Letter { position: absolute; width: 3; height: 1; background: $primary; color: $background; text-style: bold reverse; }"


class JumpOverlay(ModalScreen[None]):
    """Lies over a page until a key is pressed; any key but the letters only leaves."""

    def __init__(self, page: Page) -> None:
        """Lead to the parts of this page."""
        super().__init__()
        self._page = page
        self._targets: dict[str, Callable[[], None]] = {}
        self._drawn_on: Size | None = None

    def compose(self) -> ComposeResult:
        """Put the letters where they lead."""
        for letter, (x, y, go) in zip(LETTERS, _places(self._page), strict=False):
            self._targets[letter] = go
            sign = Letter(f" {letter} ", markup=False)
            sign.styles.offset = (x, y)
            yield sign

    def on_key(self, event: events.Key) -> None:
        """Go where the letter leads; any other key only leaves."""
        event.stop()
        event.prevent_default()
        self.dismiss()
        go = self._targets.get(event.key)
        if go is not None:
            self._page.call_later(go)

    def on_click(self) -> None:
        """Leave."""
        self.dismiss()

    def on_resize(self, event: events.Resize) -> None:
        """Leave once the window has another size, as the letters no longer lie where they lead."""
        if self._drawn_on is not None and event.size != self._drawn_on:
            self.dismiss()
        self._drawn_on = event.size


def _places(page: Page) -> Iterator[tuple[int, int, Callable[[], None]]]:
    """Give the place of every tab and of everything in sight that can have the focus, and what goes there."""
    bar = page.query_one(TopBar)
    at = bar.region.x + len(" netbook ")
    for (name, _), (text, _style) in zip(TABS, bar._tabs(), strict=True):  # noqa: SLF001 — as the bar draws them
        yield at, bar.region.y, _show(page, name)
        at += len(text)
    for widget in page.query("*").results():
        if widget.focusable and widget.region.area and widget.visible:
            yield widget.region.x, widget.region.y, _focus(page, widget)


def _show(page: Page, tab: str) -> Callable[[], None]:
    return lambda: page.action_show(tab)


def _focus(page: Page, widget: Widget) -> Callable[[], None]:
    return lambda: page.set_focus(widget)
