"""People of whom imports know but the id of an account: their links opened in a browser, and names put to them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import Container, Vertical
from textual.widgets import Static

from netbook.domain.counts import counted, people
from netbook.domain.dates import ago
from netbook.queries.import_matches import network_label
from netbook.queries.unresolved import UnresolvedRow, unresolved_people
from netbook.tui.screens.page import Page
from netbook.tui.widgets.columns import Column, ColumnPainter
from netbook.tui.widgets.status_line import StatusLine
from netbook.tui.widgets.titles import Titles
from netbook.tui.widgets.top_bar import TopBar
from netbook.tui.widgets.virtual_list import VirtualList
from netbook.wording.waiting import linked_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from netbook.tui.widgets.key_bar import Hint

_NOBODY = "Nobody waits to be known: whoever your imports named has a handle or a name."
_WHAT_NOW = "o opens the account in your browser, enter puts a name to it"


class UnresolvedPage(Page):
    """Everybody known by an id alone, those most talked with first."""

    AUTO_FOCUS = "VirtualList"
    FOOTER = ("open", "open-profile", "undo", "back", "inbox")

    def __init__(self) -> None:
        """Make the page."""
        super().__init__()
        self._painter = _columns(lambda: self.work.today)
        self._found: dict[int, UnresolvedRow] = {}

    def compose_body(self) -> Iterable[Any]:
        """Put the list up."""
        with Container(id="body"), Vertical(classes="pane main", id="list-pane") as pane:
            pane.border_title = "Known by an id alone"
            yield Static(_NOBODY, id="nothing", markup=False, classes="note")
            yield Titles(self._painter)
            yield VirtualList(self._fetch, self._painter, id="rows", markable=False)

    def on_mount(self) -> None:
        """Say in the first row what this is."""
        super().on_mount()
        self.query_one(TopBar).title = "Known by an id alone"

    @property
    def rows(self) -> VirtualList[UnresolvedRow]:
        """The list."""
        return self.query_one(VirtualList)

    async def load(self) -> None:
        """Read who waits."""
        found = await self.work.read(unresolved_people)
        self._found = {row.id: row for row in found}
        self.rows.show(list(self._found))
        self.query_one("#nothing").display = not found
        self.query_one(Titles).display = bool(found)
        self.query_one("#list-pane").border_subtitle = people(len(found))
        self.query_one(StatusLine).about = _WHAT_NOW if found else ""

    async def _fetch(self, numbers: Sequence[int]) -> Mapping[int, UnresolvedRow]:
        return {number: self._found[number] for number in numbers if number in self._found}

    # Keys

    def hints(self) -> tuple[Hint, ...]:
        """Say what enter does here."""
        return tuple(replace(each, words="Name") if each.action == "open_contact" else each for each in super().hints())

    @on(VirtualList.Opened)
    def _row_opened(self, event: VirtualList.Opened) -> None:
        event.stop()
        self.action_open_contact()

    def action_open_contact(self) -> None:
        """Ask for the handle."""
        from netbook.tui.dialogs.resolve import ResolveDialog

        row = self.rows.row
        if row is None:
            self.say(_NOBODY, "warn")
        else:
            self.start(self.ask(ResolveDialog(row)))

    def action_open_profile(self) -> None:
        """Open the account in the user's browser."""
        row = self.rows.row
        if row is None:
            self.say(_NOBODY, "warn")
        elif row.url is None:
            self.say(f"There is no link for {row.stable_id} on {network_label(row.network)}.", "warn")
        else:
            self.start(self._browse(row.url))


def _columns(day: Callable[[], date]) -> ColumnPainter[UnresolvedRow]:
    return ColumnPainter(
        [
            Column("", lambda _row: ("?", "warn"), 1, 1, gap=1),
            Column("Id", lambda row: (row.stable_id, ""), 20, 34),
            Column("On", lambda row: (network_label(row.network), "muted"), 9, 10),
            Column("Said", lambda row: (counted(row.talks, "time") if row.talks else "–", ""), 9, 12),
            Column("Last", lambda row: (ago(row.last_on, day()), "muted"), 8, 8),
            Column("Linked", lambda row: (linked_words(row.linked), "muted"), 11, 12),
            Column("Link", lambda row: (row.url or "", "accent"), 12, 200),
        ]
    )
