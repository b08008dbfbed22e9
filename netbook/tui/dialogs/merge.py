"""Making one contact of two: both side by side, and what stays of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.widgets import Input, Static

from netbook.errors import NetbookError, NobodyMatches
from netbook.queries.captures import choices
from netbook.queries.cards import ContactCard, cards
from netbook.queries.naming import Called, close_names
from netbook.tui.beside import start_beside
from netbook.tui.dialogs.dialog import Dialog
from netbook.tui.keys import key
from netbook.tui.widgets.key_bar import Hint
from netbook.tui.widgets.merge_table import table
from netbook.tui.widgets.reader import Reader
from netbook.tui.widgets.text import line, lines, plain
from netbook.usecases.merge import merge_contacts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.content import Content

_MOST_CHOICES = 6


class MergeDialog(Dialog[int]):
    """Merge two contacts; the result is the number of the one that is kept."""

    BINDINGS = [  # noqa: RUF012 — Textual's form
        key("merge-swap", "left,right", "swap", "Keep the other", "keep the other of the two", "← →"),
    ]
    HINTS = (Hint("enter", "Merge", "save"), Hint("← →", "Keep the other", "swap"), Hint("esc", "Cancel", "cancel"))
    DEFAULT_CSS = """
    MergeDialog > #frame { width: 100; }
    MergeDialog Reader { height: auto; max-height: 60vh; }
    """

    def __init__(self, first: int, second: int) -> None:
        """Merge the second into the first, unless they are swapped."""
        super().__init__("Make one of two")
        self._numbers = (first, second)
        self._pair: tuple[ContactCard, ContactCard] | None = None
        self._merged: dict[int, ContactCard] = {}
        """How the contact would be, by the number of the one that is kept."""

    def compose_fields(self) -> Iterable[Any]:
        """Hold the two columns."""
        yield Static(id="which", markup=False)
        yield Reader()

    def on_mount(self) -> None:
        """Read both."""
        super().on_mount()
        self.query_one(Reader).focus()
        self.run_worker(self._read())

    async def _read(self) -> None:
        first, second = self._numbers
        try:
            found = await self.work.read(cards, self._numbers, self.work.today)
            if len(found) < len(self._numbers):
                raise NobodyMatches("One of the two is not in the book any more.", "esc closes this")
            for kept, other in ((first, second), (second, first)):
                self._merged[kept] = await self.work.preview(merge_contacts, f"#{kept}", f"#{other}", self.work.today)
        except NetbookError as problem:
            self.say_wrong(problem)
            return
        self._pair = (found[0], found[1])
        self._show()

    def on_resize(self) -> None:
        """Lay the columns out anew."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        if self._pair is None:
            return
        kept, other = self._pair
        words = line(
            (kept.called, "bold"),
            (" stays; ", "muted"),
            (other.called, "bold"),
            (" goes into it. ✓ stays, × is lost.", "muted"),
        )
        self.query_one("#which", Static).update(words)
        cells = self.query_one("#frame").content_size.width - 2
        self.query_one(Reader).show(lines(table(kept, other, self._merged[kept.id], cells)))

    def action_swap(self) -> None:
        """Keep the other of the two."""
        if self._pair is not None:
            self._pair = (self._pair[1], self._pair[0])
            self._show()

    async def save(self) -> None:
        """Merge, as one undo step."""
        if self._pair is None:
            return
        kept, other = self._pair
        await self.work.back_up()
        await self.keep(merge_contacts, f"#{kept.id}", f"#{other.id}", self.work.today)
        self.close(f"Merged {other.called} into {kept.called}", kept.id)


class WhomDialog(Dialog[int]):
    """Ask with whom a contact is to be merged; the result is a number."""

    BINDINGS = [  # noqa: RUF012 — Textual's form
        key("whom-down", "down", "choose(1)", "Next", "the next one it may be", "↓"),
        key("whom-up", "up", "choose(-1)", "Before", "the one before", "↑"),
    ]
    HINTS = (Hint("enter", "Compare", "save"), Hint("↓↑", "Another", "choose(1)"), Hint("esc", "Cancel", "cancel"))

    def __init__(self, card: ContactCard) -> None:
        """Ask for the twin of a contact."""
        super().__init__(f"Who is the same person as {card.called}?")
        self._card = card
        self._found: list[Called] = []
        self._place = 0

    def compose_fields(self) -> Iterable[Any]:
        """Hold a field and the contacts it may mean."""
        yield Input(placeholder="a name or a handle", id="whom")
        yield Static(id="found", markup=False)

    def on_mount(self) -> None:
        """Begin with those of a like name."""
        super().on_mount()
        self.query_one("#whom", Input).focus()
        self._look_up()

    def on_input_changed(self) -> None:
        """Look anew."""
        super().on_input_changed()
        self.say_wrong(None)
        self._look_up()

    def typed(self) -> bool:
        """Say that nothing is lost by closing."""
        return False

    def _look_up(self) -> None:
        start_beside(self, self._read, "look-up", exclusive=True)

    async def _read(self) -> None:
        typed = self.query_one("#whom", Input).value.strip()
        if typed:
            network = self.work.settings.default_network
            found = [choice.called for choice in await self.work.read(choices, typed, network)]
        else:
            found = await self.work.look(close_names, self._card.called, _MOST_CHOICES)
        self._found = [called for called in found if called.id != self._card.id][:_MOST_CHOICES]
        self._place = 0
        self._show(typed)

    def _show(self, typed: str) -> None:
        if not self._found:
            words = f"Nobody else goes by “{typed}”." if typed else "Nobody else has a name like this. Type one."
            self.query_one("#found", Static).update(plain(words, "muted"))
            return
        self.query_one("#found", Static).update(lines(self._row(place) for place in range(len(self._found))))

    def _row(self, place: int) -> Content:
        called = self._found[place]
        about = " · ".join(part for part in (called.handle, called.organisation) if part and part != called.called)
        here = place == self._place
        return line(
            (">" if here else " ", "accent"), (f" {called.called}", "bold" if here else ""), (f"  {about}", "muted")
        )

    def action_choose(self, way: int) -> None:
        """Go to another one."""
        if self._found:
            self._place = (self._place + way) % len(self._found)
            self._show("")

    async def save(self) -> None:
        """Take the one that is chosen."""
        await self._read_anew()
        if not self._found:
            raise NobodyMatches("Type the name or handle of the other one.")
        self.dismiss(self._found[self._place].id)

    async def _read_anew(self) -> None:
        """Wait for what the typed words mean, keeping the row that was chosen."""
        place = self._place
        await self._read()
        self._place = min(place, max(0, len(self._found) - 1))
