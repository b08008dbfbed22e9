"""The palette: every command of the page with its key, every contact, event, tag, theme and setting."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Provider, SearchIcon
from textual.content import Content

from netbook.domain.text import clean, pad, shorten
from netbook.domain.text import plain as search_key
from netbook.errors import NetbookError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from textual.app import App
    from textual.binding import Binding
    from textual.command import Hits
    from textual.widget import Widget

    from netbook.tui.app import NetbookApp
    from netbook.tui.screens.page import Page

_KEY_CELLS = 7
_AROUND = 6
"""Cells beside an entry: the list's edges and its scroll bar."""
_PERSON, _EXACT = 3.5, 4.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette: its key or kind, its words, and what it does. The words may be foreign."""

    key: str
    words: str
    run: Callable[[], Awaitable[None]]
    found_as: str = ""
    """Further words that find it."""

    def shown(self, cells: int) -> Content:
        """Give one line of so many cells, as content: a string would be read as markup."""
        key = (pad(clean(self.key), _KEY_CELLS) + " ", "bold $nb-accent")
        return Content.assemble(key, shorten(clean(self.words), max(10, cells - _AROUND - _KEY_CELLS - 1)))

    def likeness(self, query: str) -> float:
        """Say how well a query fits: the key itself, the beginning, a word's beginning, any part; 0 for not at all."""
        if query == self.key:
            return _EXACT
        wanted = search_key(query)
        words = search_key(f"{self.words} {self.found_as}")
        if not wanted or not all(part in words for part in wanted.split()):
            return 0
        if words.startswith(wanted):
            return 3
        return 2 if all(f" {part}" in f" {words}" for part in wanted.split()) else 1

    def hit(self, score: float, cells: int) -> Hit:
        """Make what Textual's palette wants of it."""
        return Hit(score, self.shown(cells), self.run, text=clean(self.words))


class Palette(CommandPalette):
    """Textual's palette, with a sign that every terminal can draw."""

    DEFAULT_CSS = "Palette > Vertical { margin-top: 1; }"

    def __init__(self) -> None:
        """Make the palette."""
        super().__init__(placeholder="a command, contact, event, #tag, theme or setting", id="--command-palette")

    def on_mount(self) -> None:
        """Put the sign of searching before the field."""
        sign = self.query_one(SearchIcon)
        sign.icon = "/"
        sign.refresh()


def open_palette(app: App[Any]) -> None:
    """Open the palette over a page; over a dialog the typed text comes first."""
    from netbook.tui.screens.page import Page

    if isinstance(app.screen, Page):
        app.push_screen(Palette())


def owned_keys(page: Page) -> dict[str, tuple[Widget, Binding]]:
    """Map the names of all keys of a page to the keys and to what they belong to; the focused widget comes first."""
    found: dict[str, tuple[Widget, Binding]] = {}
    focused = [] if page.focused is None else [page.focused]
    shown = (node for node in page.query("*").results() if node.region.area)
    for node in [page, *focused, *shown]:
        for bindings in node._bindings.key_to_bindings.values():  # noqa: SLF001 — Textual has no public way
            for binding in bindings:
                if binding.id:
                    found.setdefault(binding.id, (node, binding))
    return found


class NetbookCommands(Provider):
    """Gives the palette everything that can be gone to or done from a page."""

    _fixed: asyncio.Task[list[Entry]] | None = None
    """Reads the events and tags, once for each opening: no letter changes them, and none that comes meanwhile stops it."""

    async def discover(self) -> Hits:
        """Give the commands of the page, its own first, before anything was typed."""
        for entry in self._commands():
            yield DiscoveryHit(entry.shown(self._cells), entry.run, text=clean(entry.words))

    async def search(self, query: str) -> Hits:
        """Give what fits: commands, settings, themes, then contacts, events and tags of the book."""
        for entry in (*self._commands(), *self._settings(), *self._themes(), *await self._of_book(query)):
            score = _PERSON if entry.key == "person" else entry.likeness(query)
            if score > 0:
                yield entry.hit(score, self._cells)

    @property
    def _cells(self) -> int:
        return self.app.size.width

    @property
    def _page(self) -> Page | None:
        from netbook.tui.screens.page import Page

        return self.screen if isinstance(self.screen, Page) else None

    @property
    def _netbook(self) -> NetbookApp:
        return cast("NetbookApp", self.app)

    # What the program has

    def _commands(self) -> Iterator[Entry]:
        page = self._page
        if page is None:
            return
        owned = owned_keys(page)
        order = [*(name for name in page.FOOTER if name in owned), *owned]
        for name in dict.fromkeys(order):
            node, binding = owned[name]
            if name == "palette":
                continue
            key = binding.key_display or binding.key
            words = f"{binding.description[:1].upper()}{binding.description[1:]}: {binding.tooltip}"
            yield Entry(key, words, partial(_press, node, binding), name)

    def _settings(self) -> Iterator[Entry]:
        from netbook.config import DESCRIPTIONS
        from netbook.tui.chosen_settings import NAMED

        for name, label in NAMED.items():
            yield Entry(",", f"Setting {label}: {DESCRIPTIONS[name]}", partial(self._go_to_setting, name), name)

    def _themes(self) -> Iterator[Entry]:
        from netbook.tui.chosen_settings import choices

        for name in choices(self._netbook, "theme"):
            yield Entry("theme", name, partial(self._use_theme, name), f"theme {name}")

    # What the book has

    async def _of_book(self, query: str) -> list[Entry]:
        from netbook.queries.naming import contacts_called

        try:
            people = await self._netbook.work.look(contacts_called, query)
            if self._fixed is None:
                self._fixed = asyncio.create_task(self._events_and_tags())
            fixed = await asyncio.shield(self._fixed)
        except NetbookError as problem:
            self._fixed = None
            self._netbook.say(f"✗ {problem}", "stale")
            return []
        return [
            *(Entry("person", str(called), partial(self._open_contact, called.id)) for called in people),
            *fixed,
        ]

    async def _events_and_tags(self) -> list[Entry]:
        from netbook.queries.events import events
        from netbook.queries.tags import tags

        work = self._netbook.work
        found_events, found_tags = await work.read(events, work.today), await work.read(tags)
        return [
            *(Entry("event", event.name, partial(self._open_event, event.id)) for event in found_events),
            *(Entry("tag", f"#{tag.name}", partial(self._filter_people, f"#{tag.name}")) for tag in found_tags),
        ]

    # Doing it

    async def _open_contact(self, number: int) -> None:
        self._netbook.open_contact(number)

    async def _open_event(self, number: int) -> None:
        from netbook.tui.screens.events import EventsPage

        await self._netbook.go_to_tab("events")
        if isinstance(self._netbook.screen, EventsPage):
            await self._netbook.screen.stand_on(number)

    async def _filter_people(self, text: str) -> None:
        await self._netbook.go_to_tab("people")
        self._netbook.filter_people(text)

    async def _go_to_setting(self, name: str) -> None:
        from netbook.tui.screens.settings import SettingsPage

        if isinstance(self._netbook.screen, SettingsPage):
            self._netbook.screen.stand_on(name)
        else:
            self._netbook.open_page("settings", "SettingsPage", name)

    async def _use_theme(self, name: str) -> None:
        from netbook.tui.chosen_settings import change

        try:
            await change(self._netbook, "theme", name)
        except NetbookError as problem:
            self._netbook.say(f"✗ {problem}", "stale")
        else:
            self._netbook.say(f"✓ Theme: {self._netbook.theme}")


async def _press(node: Widget, binding: Binding) -> None:
    """Do what a key does, where it belongs."""
    await node.run_action(binding.action)
