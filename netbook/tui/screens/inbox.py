"""The inbox: people that imports found, those one talked with first; kept or dropped, singly or in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import Container, Vertical

from netbook.domain.counts import named_or_counted, people
from netbook.domain.dates import ago
from netbook.queries.people import inbox_contacts
from netbook.queries.unresolved import count_unresolved
from netbook.tui.keys import ON_INBOX
from netbook.tui.screens.contact_list import ContactListPage
from netbook.tui.widgets.columns import Column, ColumnPainter
from netbook.tui.widgets.contact_columns import networks
from netbook.tui.widgets.filter_bar import FilterBar
from netbook.tui.widgets.reader import Reader
from netbook.tui.widgets.status_line import StatusLine
from netbook.tui.widgets.text import lines, plain
from netbook.tui.widgets.titles import Titles
from netbook.tui.widgets.top_bar import TopBar
from netbook.tui.widgets.virtual_list import VirtualList
from netbook.usecases.inbox import drop_from_inbox, keep_from_inbox
from netbook.wording.filtering import nobody_matches
from netbook.wording.waiting import known_of, looked_through, talk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from textual.content import Content

    from netbook.book import Session
    from netbook.queries.cards import ContactCard

_WHAT_NOW = "w keeps, x drops, t keeps with tags; space marks several"


class InboxPage(ContactListPage):
    """Everybody whom imports found and nobody has looked at."""

    BINDINGS = [*ON_INBOX]  # noqa: RUF012 — Textual's form
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-tall")]  # noqa: RUF012 — the same
    DEFAULT_CSS = "InboxPage.-low .side { display: none; }"
    FOOTER = ("inbox-keep", "inbox-drop", "inbox-tags", "mark", "mark-all", "find", "open", "merge", "undo", "back")

    def __init__(self) -> None:
        """Make the page; it counts what is decided while it is open."""
        super().__init__()
        self._painter = _columns(lambda: self.work.today)
        self._waiting = 0
        self._unresolved = 0
        self._anew = False
        """Whether another filter is in force than that of the rows on show."""
        self._kept = self._dropped = 0

    def compose_body(self) -> Iterable[Any]:
        """Put the filter, the list and the pane up."""
        with Container(id="body"):
            with Vertical(classes="pane main", id="list-pane") as pane:
                pane.border_title = "Inbox"
                yield FilterBar("words, or terms such as org:acme")
                yield Titles(self._painter)
                yield VirtualList(self.fetch_cards, self._painter, id="rows")
                yield Reader(id="nobody")
            yield Reader(classes="pane side", id="side")

    def on_mount(self) -> None:
        """Say in the first row what this is."""
        self.query_one(TopBar).title = "Inbox"
        self.query_one("#nobody").display = False

    @property
    def bar(self) -> FilterBar:
        """The filter."""
        return self.query_one(FilterBar)

    # The list

    async def load(self) -> None:
        """List who waits and fits the filter."""
        self._look_up()

    def _look_up(self, *, anew: bool = False) -> None:
        self._anew = self._anew or anew
        self.replace_work(self._find, "list")

    async def _find(self) -> None:
        wanted = self.bar.wanted
        fitting = (wanted, self.work.today) if wanted else None
        numbers = await self.work.read(inbox_contacts, fitting=fitting)
        self._waiting = len(await self.work.read(inbox_contacts)) if wanted else len(numbers)
        self._unresolved = await self.work.read(count_unresolved)
        self._show(numbers)

    def _show(self, numbers: Sequence[int]) -> None:
        nobody = self.query_one("#nobody", Reader)
        was_on = self.focused
        nobody.display = not numbers
        nobody.show(self._nobody())
        self.bar.display = bool(self._waiting)
        self.rows.display = self.query_one(Titles).display = bool(numbers)
        self.rows.show(numbers, on=numbers[0] if self._anew and numbers else None)
        self._anew = False
        if was_on in {None, self.rows, nobody} or not self._waiting:
            self._focus_list()
        self.call_after_refresh(self.query_one(Titles).refresh)
        self.show_counts()

    def _focus_list(self) -> None:
        (self.rows if self.rows.numbers else self.query_one("#nobody", Reader)).focus()

    def on_resize(self) -> None:
        """Lay the titles out anew too."""
        super().on_resize()
        self.call_after_refresh(self.query_one(Titles).refresh)

    def show_counts(self) -> None:
        """Say how many are left, or marked, and what to do with them."""
        count, marked = self.rows.count, len(self.rows.marked)
        words = f"{self._waiting:,} left" if count == self._waiting else f"{count:,} of {self._waiting:,} left"
        if marked:
            words = f"{marked:,} of {count:,} marked"
        self.query_one("#list-pane").border_subtitle = words
        left = [f"{people(self._waiting)} left: {_WHAT_NOW}"] if self._waiting else []
        self.query_one(StatusLine).about = " · ".join([*left, *self._known_by_id()])

    def _known_by_id(self) -> list[str]:
        """Say how many wait whom no key of this list reaches."""
        return [f"{people(self._unresolved)} known by an id alone: O says who"] if self._unresolved else []

    def _nobody(self) -> Content:
        if self._waiting:
            return lines([" ".join(nobody_matches(self.bar.in_force, (), ""))])
        if self._kept or self._dropped:
            done = plain(f"✓ {looked_through(self._kept, self._dropped)}", "good")
            return lines([done, "", plain("esc goes back · I imports another export", "muted"), *self._known_by_id()])
        return lines(["Nobody waits in the inbox. I imports an export.", *self._known_by_id()])

    # The filter

    def action_find(self) -> None:
        """Go to the filter."""
        if self._waiting:
            self.bar.field.focus()
        else:
            self.say("Nobody waits in the inbox, so there is nothing to filter.", "warn")

    @on(FilterBar.Changed)
    def _filter(self, event: FilterBar.Changed) -> None:
        event.stop()
        self._look_up(anew=True)

    @on(FilterBar.Left)
    def _leave_filter(self, event: FilterBar.Left) -> None:
        event.stop()
        if not (self.bar.wrong and event.entered):
            self._focus_list()

    def action_back(self) -> None:
        """Take marks off, else clear the filter, else go back."""
        if self.unmark():
            return
        if self.bar.field.value:
            self.bar.set_text("")
        else:
            super().action_back()

    # Deciding

    def action_keep_people(self) -> None:
        """Take the chosen ones into the network."""
        if self._whom("w keeps it"):
            self.start(self._settle("Kept", keep_from_inbox))

    def action_let_go(self) -> None:
        """Put the chosen ones into the archive."""
        if self._whom("x drops it"):
            self.start(self._settle("Dropped", drop_from_inbox))

    async def _settle(self, verb: str, use_case: Callable[[Session, Sequence[int]], list[str]]) -> None:
        names = await self.perform(lambda names: f"{verb} {named_or_counted(names)}", use_case, self.chosen())
        if names is None:
            return
        self.unmark()
        if use_case is keep_from_inbox:
            self._kept += len(names)
        else:
            self._dropped += len(names)
        self._look_up()

    def action_unresolved(self) -> None:
        """Open the list of those known by an id alone."""
        self.netbook.open_page("unresolved", "UnresolvedPage")

    def action_tags(self) -> None:
        """Keep the chosen ones, with tags."""
        from netbook.tui.dialogs.keep import KeepDialog

        if not self._whom("t keeps it with tags"):
            return
        dialog = KeepDialog(self.chosen())

        async def asking() -> None:
            await self.ask(dialog)
            if dialog.kept:
                self.unmark()
                self._kept += dialog.kept
                self._look_up()

        self.start(asking())


def _columns(day: Callable[[], date]) -> ColumnPainter[ContactCard]:
    return ColumnPainter(
        [
            Column("", lambda _card: ("?", "warn"), 1, 1, gap=1),
            Column("Name", lambda card: (card.called, ""), 16, 26),
            Column("On", lambda card: (networks(card), "muted"), 5, 8),
            Column("Said", lambda card: (talk(card), ""), 14, 16),
            Column("Last", lambda card: (ago(card.last_contact, day()), "muted"), 8, 8),
            Column("Known", lambda card: (known_of(card, day()), "muted"), 12, 200),
        ]
    )
