"""Add a handle: a handle, a link or an address in one line, read as an account on a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.handles import NETWORKS, Handle, parse_handle
from netbook.queries.cards import ContactCard
from netbook.tui.dialogs.one_line import OneLineDialog
from netbook.tui.widgets.contact_pane import handle_text
from netbook.tui.widgets.text import line, plain
from netbook.usecases.edit import change_handles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.content import Content

_SHOWN = 5


class HandleDialog(OneLineDialog[ContactCard]):
    """Give a contact an account."""

    PLACEHOLDER = "@ada   @ada@mastodon.social   in/ada   a link, an e-mail address"

    def __init__(self, number: int) -> None:
        """Be about the contact of this number."""
        super().__init__("A handle for", [number])

    def _handle(self, text: str) -> Handle:
        return parse_handle(text, self.work.settings.default_network)

    def preview(self, text: str) -> Iterable[Content | str]:
        """Show the account that was read, and those there are."""
        yield ""
        if text:
            handle = self._handle(text)
            sign = ("? ", "warn bold") if handle.guess else ("✓ ", "good bold")
            yield line(sign, (f"{_network(handle)}  ", "muted"), handle.shown)
            if handle.url:
                yield line(("  ", ""), (handle.url, "muted"))
            if handle.guess:
                yield plain("  a guess; x: ms: bs: li: gh: before it force a network", "muted")
            yield ""
        for card in self.cards:
            yield from (plain(handle_text(each), "muted") for each in card.handles[:_SHOWN])
            if len(card.handles) > _SHOWN:
                yield plain(f"and {len(card.handles) - _SHOWN} more", "muted")
            if not card.handles:
                yield plain("No handle yet.", "muted")

    async def save(self) -> None:
        """Give it."""
        handle = self._handle(self.text)
        kept = await self.keep(
            change_handles,
            self.who[0],
            self.work.today,
            add=[self.text],
            default_network=self.work.settings.default_network,
        )
        self.finish(kept, f"Added {handle.shown} ({_network(handle)}) to {kept.result.called}")


def _network(handle: Handle) -> str:
    return NETWORKS[handle.network].label if handle.network in NETWORKS else handle.network
