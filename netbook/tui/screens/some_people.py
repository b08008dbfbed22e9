"""A list of contacts that another page counted, such as those met at an event, to look at and act on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Container, Vertical

from netbook.domain.counts import people
from netbook.tui.screens.contact_list import ContactListPage
from netbook.tui.widgets.contact_columns import people_columns
from netbook.tui.widgets.reader import Reader
from netbook.tui.widgets.text import plain
from netbook.tui.widgets.top_bar import TopBar
from netbook.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.content import Content

    from netbook.queries.cards import ContactCard


class SomePeoplePage(ContactListPage):
    """The contacts behind a figure, with every key that contacts have."""

    FOOTER = ("open", "done", "log", "snooze", "note", "tags", "cadence", "promise", "add", "met", "undo")

    def __init__(self, title: str, numbers: Sequence[int]) -> None:
        """Show these contacts in this order; ``title`` may hold foreign text."""
        super().__init__()
        self._title = title
        self._numbers = list(numbers)

    def compose_body(self) -> Iterable[Any]:
        """Put the list and the pane up."""
        with Container(id="body"):
            with Vertical(classes="pane main", id="list-pane") as pane:
                pane.border_title = plain(self._title, "bold")
                yield VirtualList(self._fetch, people_columns(lambda: self.work.today), id="rows")
            yield Reader(classes="pane side", id="side")

    def on_mount(self) -> None:
        """Say in the first row what this is."""
        self.query_one(TopBar).title = self._title

    async def load(self) -> None:
        """Show the list; its rows are read as they come into sight."""
        self.rows.show(list(self._numbers))
        self.show_counts()

    async def _fetch(self, numbers: Sequence[int]) -> Mapping[int, ContactCard]:
        found = await self.fetch_cards(numbers)
        gone = [number for number in numbers if number not in found]
        if gone:
            self.call_later(self._leave_out, gone)
        return found

    def _leave_out(self, gone: Sequence[int]) -> None:
        """Leave out contacts that are no more in the book, for as long as they are not."""
        self.rows.show([number for number in self.rows.numbers if number not in gone])
        self.show_counts()

    def empty_side(self) -> Content:
        """Say what stands in the pane of an empty list."""
        return plain("Nobody is here any more. esc goes back.", "muted")

    def show_counts(self) -> None:
        """Say how many rows there are, and how many are marked."""
        count, marked = self.rows.count, len(self.rows.marked)
        words = f"{marked} of {people(count)} marked" if marked else people(count)
        self.query_one("#list-pane").border_subtitle = words
