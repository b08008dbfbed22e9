"""A page with a list of contacts and a pane beside it that says more of the one under the cursor."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from textual import on

from netbook.queries.cards import ContactCard, cards
from netbook.queries.timeline import timeline
from netbook.tui.beside import start_beside
from netbook.tui.screens.page import Page
from netbook.tui.widgets.contact_pane import Glimpse, contact_line, pane, strip
from netbook.tui.widgets.reader import Reader
from netbook.tui.widgets.text import line, lines, plain
from netbook.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.content import Content

    from netbook.plain_book import Source

PAUSE_SECONDS = 0.03
"""How long the cursor rests on a row before the pane reads it: a held arrow key reads nothing."""
_TIMELINE = 40


class ContactListPage(Page):
    """A page whose rows are contacts; ``row_card`` gives the card of a row, where rows are more than cards."""

    resting: asyncio.TimerHandle | None = None
    """What is waited for before the pane is read: that the cursor stays where it is."""

    def row_card(self, row: Any) -> ContactCard:
        """Give the card of a row."""
        card: ContactCard = row
        return card

    @property
    def rows(self) -> VirtualList[Any]:
        """The list."""
        return self.query_one(VirtualList)

    @property
    def side(self) -> Reader:
        """The pane beside it."""
        return self.query_one("#side", Reader)

    async def fetch_cards(self, numbers: Sequence[int]) -> Mapping[int, ContactCard]:
        """Read the cards of rows."""
        found = await self.work.look(cards, numbers, self.work.today)
        return {card.id: card for card in found}

    # Whom keys are about

    def chosen(self) -> list[int]:
        """Give the marked contacts, or the one under the cursor."""
        return self.rows.chosen()

    def chosen_card(self) -> ContactCard | None:
        """Give the card of the one under the cursor."""
        row = self.rows.row
        return None if row is None else self.row_card(row)

    def unmark(self) -> bool:
        """Take all marks off."""
        had = bool(self.rows.marked)
        self.rows.unmark()
        return had

    # The pane

    @on(VirtualList.Highlighted)
    def _show_side(self, event: VirtualList.Highlighted) -> None:
        event.stop()
        self._wait_for_rest()

    def _wait_for_rest(self) -> None:
        if self.resting is not None:
            self.resting.cancel()
        self.resting = asyncio.get_running_loop().call_later(PAUSE_SECONDS, self._rested)

    def _rested(self) -> None:
        self.resting = None
        if self.is_attached:
            start_beside(self, self._read_side, "side", exclusive=True)

    async def _read_side(self) -> None:
        card = self.chosen_card()
        if card is None:
            self.side.border_title = ""
            self.side.show(self.empty_side())
            return
        glimpse = Glimpse(card, tuple(await self.work.look(_newest, card.id)))
        self.side.border_title = plain(card.called, "bold")
        self.side.show(self.side_content(glimpse), from_top=True)
        for third in self.query("#timeline").results(Reader):
            third.border_title = "Timeline"
            third.show(self._timeline(glimpse), from_top=True)

    def side_content(self, glimpse: Glimpse) -> Content:
        """Lay out the pane: whole beside the list, a few lines below it."""
        if self.has_class("-narrow"):
            return strip(glimpse, self.work.today)
        return pane(glimpse, self.work.today, self.side.size.width)

    def _timeline(self, glimpse: Glimpse) -> Content:
        """Lay out the third pane: what was said, newest first."""
        if not glimpse.timeline:
            return plain("Nothing logged yet. d or l logs a contact.", "muted")
        return lines([line(*contact_line(row, self.work.today)) for row in glimpse.timeline])

    def empty_side(self) -> Content:
        """Say what stands in the pane of an empty list."""
        return plain("")

    def on_resize(self) -> None:
        """Lay the pane out anew: it is whole beside the list, and a strip below it."""
        self._wait_for_rest()

    @on(VirtualList.Opened)
    def _row_opened(self, event: VirtualList.Opened) -> None:
        event.stop()
        self.action_open_contact()

    @on(VirtualList.Marked)
    def _show_marks(self, event: VirtualList.Marked) -> None:
        event.stop()
        self.show_counts()

    def show_counts(self) -> None:
        """Say in the frame how many rows there are, and how many are marked."""


def _newest(source: Source, contact_id: int) -> Sequence[Any]:
    return timeline(source, contact_id, most=_TIMELINE)
