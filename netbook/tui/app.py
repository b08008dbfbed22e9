"""The program on a terminal: paints at once, opens the book in a thread, and shows the four pages."""

from __future__ import annotations

import asyncio
import importlib
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import App, InvalidThemeError
from textual.screen import Screen
from textual.widgets import Static

from netbook.errors import NetbookError
from netbook.tui.beside import start_beside
from netbook.tui.keys import key
from netbook.tui.palette import NetbookCommands, open_palette
from netbook.tui.small import TooSmall, is_too_small
from netbook.tui.themes import NETBOOK_DARK, OWN, meanings
from netbook.tui.widgets.ascii_only import AsciiOnly
from netbook.tui.widgets.harmless import Harmless
from netbook.tui.widgets.key_bar import KeyBar
from netbook.tui.widgets.status_line import StatusLine
from netbook.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

    from netbook.tui.screens.page import Page
    from netbook.tui.workplace import Workplace

LOOK_SECONDS = 1.0
"""How often the book is asked whether somebody else has changed it."""
_PAGES = "netbook.tui.screens"


class Opening(Screen[None]):
    """What is seen while the book is opened: the frame of the first page."""

    BINDINGS = [key("leave", "ctrl+q,q", "app.exit", "Leave", "quit")]  # noqa: RUF012 — Textual's form
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide"), (140, "-widest")]  # noqa: RUF012 — the same

    def compose(self) -> ComposeResult:
        """Put an empty frame up."""
        yield TopBar()
        pane = Static(classes="pane")
        pane.border_title = "This week's review"
        yield pane
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Name the tab and the day."""
        bar = self.query_one(TopBar)
        bar.tab, bar.today = "review", cast("NetbookApp", self.app).work.today


class NetbookApp(App[int]):
    """netbook on a terminal."""

    TITLE = "netbook"
    CSS_PATH = "netbook.tcss"
    BINDINGS: ClassVar[list[Any]] = []
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    COMMANDS = {NetbookCommands}  # noqa: RUF012 — Textual's form
    ANIMATION_LEVEL = "none"

    def __init__(self, work: Workplace, *, ascii_signs: bool = False) -> None:
        """Work at a place; ``ascii_signs`` draws with plain letters for a terminal that is not UTF-8."""
        self.work = work
        super().__init__()
        self.animation_level = "none"
        self.said = ("", "")
        """What was said last, and in which tone."""
        self.version = 0
        """Counts the changes of the book that were seen, so that pages know when to read anew."""
        self.running_event = ""
        self.filter_in_force = ""
        self.failure: Exception | None = None
        """A bug, which ends the program; whoever started it reports it."""
        self.refused: NetbookError | None = None
        """Why the book cannot be used."""
        self.wants_demo = False
        """Whether the user left to look around in a made-up book."""
        self._mark: object = None
        self._filters.append(Harmless())
        if ascii_signs:
            self._filters.append(AsciiOnly())
        for theme in OWN:
            self.register_theme(theme)
        self.theme = self._chosen_theme()

    def _chosen_theme(self) -> str:
        wanted = self.work.settings.theme
        return wanted if wanted in self.available_themes else NETBOOK_DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give the colours of meanings to themes that do not name them."""
        try:
            dark = self.current_theme.dark
        except InvalidThemeError:
            dark = True
        return meanings(dark=dark)

    def get_default_screen(self) -> Screen[Any]:
        """Begin with the empty frame."""
        return Opening(id="_default")

    def on_mount(self) -> None:
        """Open the book beside the interface."""
        self.work.on_waiting = lambda: self.say("Waiting for the book; another netbook may be writing …", "warn")
        start_beside(self, self._open)

    async def _open(self) -> None:
        try:
            await asyncio.to_thread(self._prepare)
        except NetbookError as problem:
            self.refused = problem
            self.exit(return_code=problem.exit_code)
            return
        await self.look_at_book()
        for tab in ("review", "people", "events", "insights"):
            self.add_mode(tab, _page_maker(tab))
        await self.switch_mode("review")
        self.set_interval(LOOK_SECONDS, self._look)

    def _prepare(self) -> None:
        """Import what reads the book, and open it; in a thread, while the empty frame is seen."""
        importlib.import_module(f"{_PAGES}.review")
        self.work.open()

    # The book

    def _look(self) -> None:
        start_beside(self, self._look_and_show, "look", exclusive=True)

    async def _look_and_show(self) -> None:
        await self.look_at_book()
        page = self._page()
        if page is not None:
            page.reload_if_old()

    async def look_at_book(self) -> None:
        """Ask whether the book, or the day, has changed since it was last looked at."""
        from netbook.queries.notices import book_mark, running_event_name

        try:
            mark = (await self.work.look(book_mark), self.work.today)
            if mark == self._mark:
                return
            running: str | None = await self.work.look(running_event_name, self.work.today)
            self.running_event = running or ""
        except NetbookError as problem:
            self.say(f"✗ {problem}", "stale")
            return
        self._mark = mark
        self.version += 1

    def say(self, text: str, tone: str = "good") -> None:
        """Say on the status line of the page in sight."""
        self.said = (text, tone)
        page = self._page()
        if page is not None:
            page.show_said()

    def _page(self) -> Page | None:
        from netbook.tui.screens.page import Page

        screen = self.screen_stack[-1] if self.screen_stack else None
        return screen if isinstance(screen, Page) else None

    # Pages

    def show_tab(self, tab: str) -> None:
        """Go to one of the four pages; pages on top of it are closed."""
        start_beside(self, partial(self.go_to_tab, tab), "tab")

    async def go_to_tab(self, tab: str) -> None:
        """Go to one of the four pages, and be there."""
        if self.current_mode != tab:
            await self.switch_mode(tab)
        while len(self.screen_stack) > 1:
            await self.pop_screen()

    def open_page(self, module: str, name: str, *arguments: object) -> None:
        """Open a page on top, once."""
        page_class = getattr(importlib.import_module(f"{_PAGES}.{module}"), name)
        if not isinstance(self.screen, page_class):
            self.push_screen(page_class(*arguments))

    def open_contact(self, number: int) -> None:
        """Open the page of a contact."""
        self.open_page("contact", "ContactPage", number)

    def show_people(self, text: str | None = None) -> None:
        """Go to the people, filtered by a text; without one, with the cursor in the filter."""
        start_beside(self, partial(self._show_people, text), "tab")

    async def _show_people(self, text: str | None) -> None:
        await self.go_to_tab("people")
        if text is None:
            await self.screen.run_action("find")
        else:
            self.filter_people(text)

    def filter_people(self, text: str) -> None:
        """Filter the people page."""
        from netbook.tui.screens.people import PeoplePage

        self.filter_in_force = text
        if isinstance(self.screen, PeoplePage):
            self.screen.filter_by(text)

    def action_command_palette(self) -> None:
        """Open the palette; over a page only, as typed text in a dialog comes first."""
        open_palette(self)

    def look_around(self) -> None:
        """Leave for the made-up book; whoever started the program opens it, and comes back afterwards."""
        if self.work.demo:
            self.say("This is the made-up book. q leads back to your own.", "warn")
        else:
            self.wants_demo = True
            self.exit(0)

    # The terminal

    def on_resize(self, event: events.Resize) -> None:
        """Say that the window is too small, and take that away once it has grown."""
        small = is_too_small(event.size)
        if small and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())
        elif not small and isinstance(self.screen, TooSmall):
            self.pop_screen()

    def on_paste(self, event: events.Paste) -> None:
        """Take a paste outside a field for somebody to add."""
        page = self._page()
        lines = event.text.strip().splitlines()
        if page is not None and lines:
            page.action_add(lines[0])

    async def action_quit(self) -> None:
        """Let the page or dialog in sight decide: Textual binds ctrl+q to quitting before either is asked."""
        own = next((name for name in ("leave", "cancel") if hasattr(self.screen, f"action_{name}")), "app.exit")
        await self.screen.run_action(own)

    def _handle_exception(self, error: Exception) -> None:
        """End the program after a bug; it is reported, without anybody's names, by whoever started the program."""
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self.failure = self.failure or error
        self._return_code = 70
        self._close_messages_no_wait()


def _page_maker(tab: str) -> Callable[[], Screen[Any]]:
    """Give a function that imports a page and makes it."""

    def make() -> Screen[Any]:
        module = importlib.import_module(f"{_PAGES}.{tab}")
        page: Screen[Any] = getattr(module, f"{tab.capitalize()}Page")()
        return page

    return make
