"""Put a name to somebody known by an id alone: a handle or a link, on the network of the id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input, Static

from netbook.errors import NetbookError
from netbook.queries.cards import cards
from netbook.queries.import_matches import network_label
from netbook.tui.dialogs.dialog import Dialog
from netbook.tui.widgets.text import line, lines, plain
from netbook.usecases.unresolved import account_meant, resolve_people

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from netbook.queries.unresolved import UnresolvedRow


class ResolveDialog(Dialog[bool]):
    """One line for the handle; what is not one is said under it."""

    def __init__(self, row: UnresolvedRow) -> None:
        """Be about somebody unresolved."""
        super().__init__(f"Who is {row.stable_id}?")
        self._row = row

    def compose_fields(self) -> Iterable[Any]:
        """Hold the line, and what was read of it."""
        yield Static(plain(self._row.url or network_label(self._row.network), "muted"), markup=False)
        yield Input(placeholder="the handle, or a link to the profile", id="line", max_length=300)
        yield Static(id="preview", markup=False)

    @property
    def _text(self) -> str:
        return self.query_one("#line", Input).value.strip()

    def on_input_changed(self) -> None:
        """Read the line anew."""
        super().on_input_changed()
        self.say_wrong(None)
        preview = self.query_one("#preview", Static)
        if not self._text:
            preview.update("")
            return
        try:
            handle = account_meant(self._row.network, self._text)
        except NetbookError as problem:
            preview.update("")
            self.say_wrong(problem)
            return
        label = (f"{network_label(handle.network)}  ", "muted")
        preview.update(lines([line(("✓ ", "good bold"), label, handle.shown), plain(handle.url or "", "muted")]))

    async def save(self) -> None:
        """Make the conversations a contact's."""
        row = self._row
        kept = await self.keep(resolve_people, [(row.stable_id, self._text)], self.work.today, network=row.network)
        (card,) = await self.work.read(cards, kept.result.contacts, self.work.today)
        self.close(f"{row.stable_id} is {card.called}")
