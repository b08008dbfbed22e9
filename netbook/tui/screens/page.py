"""What every page has: the first row, the status line, the footer, the keys that work everywhere, and its reading."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.screen import Screen

from netbook.errors import NetbookError
from netbook.tui.beside import start_beside
from netbook.tui.dialogs.dialog import hints_here
from netbook.tui.keys import EVERYWHERE, ON_CONTACTS
from netbook.tui.screens.contact_keys import ContactKeys
from netbook.tui.widgets.key_bar import Hint, KeyBar, hint
from netbook.tui.widgets.status_line import StatusLine
from netbook.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable
    from typing import Any, Concatenate, ParamSpec, TypeVar

    from textual.app import ComposeResult
    from textual.binding import Binding

    from netbook.book import Session
    from netbook.queries.exporting import Chosen
    from netbook.tui.app import NetbookApp
    from netbook.tui.dialogs.dialog import Dialog
    from netbook.tui.workplace import Workplace

    P = ParamSpec("P")
    T = TypeVar("T")

BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide"), (140, "-widest")]
EDGE = ("help", "palette")


class Page(ContactKeys, Screen[None]):
    """A page of the interface.

    A page says what it holds in ``compose_body``, reads the book in ``load``, and names in ``FOOTER`` the keys its
    footer shows, the most useful first.
    """

    BINDINGS = [*EVERYWHERE, *ON_CONTACTS]  # noqa: RUF012 — Textual's form
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012 — the same
    AUTO_FOCUS = "VirtualList, Reader"
    TAB: ClassVar[str] = ""
    """The tab of the first row that this page belongs to."""
    FOOTER: ClassVar[tuple[str, ...]] = ()
    """Names of keys, the most useful first; help and palette come by themselves."""

    def __init__(self) -> None:
        """Make the page; it reads the book when it is shown."""
        super().__init__()
        self._seen = -1

    @property
    def netbook(self) -> NetbookApp:
        """The program."""
        return cast("NetbookApp", self.app)

    @property
    def work(self) -> Workplace:
        """The book, and the day."""
        return self.netbook.work

    # What it shows

    def compose(self) -> ComposeResult:
        """Put the page together."""
        yield TopBar()
        yield from self.compose_body()
        yield StatusLine()
        yield KeyBar()

    def compose_body(self) -> Iterable[Any]:
        """Give the widgets between the first row and the status line."""
        return ()

    async def load(self) -> None:
        """Read the book and show what it says; called when the page appears and whenever the book has changed."""

    def on_mount(self) -> None:
        """Fill the first row, the status line and the footer."""
        bar = self.query_one(TopBar)
        bar.tab, bar.today = self.TAB, self.work.today
        self.query_one(KeyBar).hints = self.hints()

    def on_screen_resume(self) -> None:
        """Read anew if the book has changed since this page was last seen."""
        self.show_said()
        self.reload_if_old()

    def reload_if_old(self) -> None:
        """Read anew if the book, or the day, has changed since this page read it."""
        if not self.query(TopBar):
            return  # The page is not put together yet, or is being taken down.
        bar = self.query_one(TopBar)
        bar.today = self.work.today
        bar.event_name = "Made-up book, q leaves it" if self.work.demo else self.netbook.running_event
        if self._seen != self.netbook.version:
            self._seen = self.netbook.version
            self.start(self.load())

    def hints(self) -> tuple[Hint, ...]:
        """Give what the footer shows, from the keys that are in force."""
        named = self.keys_by_name()
        first, last = (hint(named[name]) for name in EDGE)
        middle = [hint(named[name]) for name in self.FOOTER if name in named]
        return (first, *middle, last)

    def keys_by_name(self) -> dict[str, Binding]:
        """Map the names of all keys of this page, and of what lies in it, to the keys."""
        found: dict[str, Binding] = {}
        nodes = [self, *self.query("*").results()]
        for node in nodes:
            for bindings in node._bindings.key_to_bindings.values():  # noqa: SLF001 — Textual has no public way
                for binding in bindings:
                    if binding.id:
                        found.setdefault(binding.id, binding)
        return found

    # Doing things

    def start(self, work: Coroutine[Any, Any, Any]) -> None:
        """Start work that goes on beside the interface; a problem for a person to read goes to the status line."""
        self.run_worker(self._guarded(work), exit_on_error=True)

    def change(self, work: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        """Start a change of the book once all that use cases need is there, so that ``work`` can import them at once."""
        self.start(self._prepared(work))

    async def _prepared(self, work: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        await self.work.prepare()
        await work()

    def replace_work(self, work: Callable[[], Coroutine[Any, Any, None]], group: str) -> None:
        """Start work that ends what its group was doing before; problems go to the status line."""
        start_beside(self, partial(self._guarded_call, work), group, exclusive=True)

    async def _guarded_call(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        await self._guarded(work())

    async def _guarded(self, work: Coroutine[Any, Any, Any]) -> None:
        try:
            await work
        except NetbookError as problem:
            self.say_problem(problem)

    def say(self, text: str, tone: str = "good") -> None:
        """Say on the status line what happened; ``tone`` is a role of the themes."""
        self.netbook.said = (text, tone)
        self.show_said()

    def say_problem(self, problem: NetbookError) -> None:
        """Say what is wrong and what to do."""
        self.say(" ".join([f"✗ {problem}", *hints_here(problem)]), "stale")

    def show_said(self) -> None:
        """Show what was said last, on whichever page it was."""
        for line in self.query(StatusLine):  # none while the page is being put together or taken down
            line.said, line.tone = self.netbook.said

    async def perform(
        self,
        said: Callable[[T], str],
        use_case: Callable[Concatenate[Session, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T | None:
        """Change the book in one undo step, say so, and show the book as it is now; None if it was refused."""
        try:
            kept = await self.work.keep(use_case, *args, **kwargs)
        except NetbookError as problem:
            self.say_problem(problem)
            return None
        if kept.step is None:
            self.say("Nothing changed: it was so already.", "muted")
        else:
            self.say(f"✓ {said(kept.result)} · u undo")
        await self.refresh_book()
        return kept.result

    async def refresh_book(self) -> None:
        """Show the book as it is now, after a change of our own."""
        await self.netbook.look_at_book()
        self.reload_if_old()

    async def ask(self, dialog: Dialog[T]) -> T | None:
        """Open a dialog and wait; what it says it did goes to the status line. None means it was cancelled."""
        result = await self.netbook.push_screen_wait(dialog)
        if dialog.said:
            self.say(dialog.said)
            await self.refresh_book()
        return result

    # Keys that work everywhere

    def action_show(self, tab: str) -> None:
        """Go to one of the four pages."""
        self.netbook.show_tab(tab)

    def action_add(self, text: str = "") -> None:
        """Open quick capture."""
        from netbook.tui.dialogs.add import AddDialog

        self.start(self.ask(AddDialog(text)))

    def action_met(self) -> None:
        """Open the dialog for a meeting."""
        from netbook.tui.dialogs.met import MetDialog

        self.start(self.ask(MetDialog()))

    def action_import(self) -> None:
        """Open the import wizard."""
        self.netbook.open_page("import_wizard", "ImportPage")

    def action_inbox(self) -> None:
        """Open the inbox."""
        self.netbook.open_page("inbox", "InboxPage")

    def whom_to_export(self) -> tuple[Chosen | None, str]:
        """Say whom an export is about, and in which words; None is everything."""
        return None, ""

    def action_export(self) -> None:
        """Open the dialog for exporting."""
        self.change(self._ask_where_to)

    async def _ask_where_to(self) -> None:
        from netbook.tui.dialogs.export import ExportDialog

        await self.ask(ExportDialog(*self.whom_to_export()))

    def action_settings(self) -> None:
        """Open the settings."""
        self.netbook.open_page("settings", "SettingsPage")

    def action_help(self) -> None:
        """Open help for this page."""
        from netbook.tui.screens.help import HelpPage

        if not isinstance(self, HelpPage):
            self.netbook.push_screen(HelpPage(self))

    def action_history(self) -> None:
        """Open the history."""
        self.netbook.open_page("history", "HistoryPage")

    def action_palette(self) -> None:
        """Open the palette."""
        self.netbook.action_command_palette()

    def action_jump(self) -> None:
        """Put a letter on everything that can have the focus."""
        from netbook.tui.dialogs.jump import JumpOverlay

        self.netbook.push_screen(JumpOverlay(self))

    def action_find(self) -> None:
        """Filter: here where the page can, else among all people."""
        self.netbook.show_people()

    def action_back(self) -> None:
        """Take marks off, else go back a page."""
        if not self.unmark() and self.is_on_top:
            self.dismiss()

    def action_quit_page(self) -> None:
        """Quit, or go back from a page on top."""
        if self.is_on_top:
            self.dismiss()
        else:
            self.netbook.exit(0)

    def action_leave(self) -> None:
        """Quit."""
        self.netbook.exit(0)

    @property
    def is_on_top(self) -> bool:
        """Whether this page lies on another."""
        return len(self.netbook.screen_stack) > 1

    def action_undo(self) -> None:
        """Take the last step back."""
        self.change(partial(self._reverse, redone=False))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.change(partial(self._reverse, redone=True))

    async def _reverse(self, *, redone: bool) -> None:
        from netbook.usecases.undo import redo, undo

        if redone:
            (step,) = await self.work.reverse(redo)
            self.say(f"✓ Done again: {step.words} · u undo")
        else:
            (step,) = await self.work.reverse(undo, self.work.now())
            self.say(f"✓ Taken back: {step.words} · ^r redo")
        await self.refresh_book()
