"""A dialog about contacts: their names in its title, one line to type, and what was read of it, live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.containers import Vertical
from textual.widgets import Input, Static

from netbook.domain.dates import describe_date
from netbook.domain.text import shorten
from netbook.errors import NetbookError
from netbook.queries.cards import cards
from netbook.tui.dialogs.dialog import Dialog
from netbook.tui.widgets.text import line, lines, plain
from netbook.wording.acts import counted_people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.content import Content

    from netbook.book import Kept
    from netbook.domain.dates import DateRead
    from netbook.queries.cards import ContactCard

T = TypeVar("T")
_TITLE_CELLS = 48
_LABEL_CELLS = 9


class ContactsDialog(Dialog[T]):
    """A dialog that reads the cards of its contacts once it is open, and names them in its title."""

    def __init__(self, doing: str, numbers: Sequence[int]) -> None:
        """Be about the contacts of these numbers; ``doing`` are the words before their names."""
        super().__init__(f"{doing} …")
        self.doing = doing
        self.numbers = list(numbers)
        self.cards: list[ContactCard] = []
        """Empty until they are read."""

    @property
    def who(self) -> list[str]:
        """The contacts as use cases name them."""
        return [f"#{number}" for number in self.numbers]

    def on_mount(self) -> None:
        """Begin to read."""
        self.run_worker(self._read_and_show())

    async def _read_and_show(self) -> None:
        try:
            await self.read()
        except NetbookError as problem:
            self.say_wrong(problem)

    async def read(self) -> None:
        """Read what the dialog shows of its contacts.

        Raises:
            NetbookError: the book cannot be read.

        """
        self.cards = await self.work.read(cards, self.numbers, self.work.today)
        names = counted_people(self.cards)
        self.heading = f"{self.doing} {shorten(names, _TITLE_CELLS)}"
        self.query_one("#frame", Vertical).border_title = cast("str", plain(self.heading, "bold"))
        self.show()

    def show(self) -> None:
        """Show the contacts as they are now."""

    def finish(self, kept: Kept[Any], said: str) -> None:
        """Close, saying what happened, or that nothing did."""
        if kept.step is None:
            self.close("Nothing changed: it was so already.", undoable=False)
        else:
            self.close(said)


class OneLineDialog(ContactsDialog[T]):
    """One line, and under it what it means; what cannot be read is refused there, and stays to be put right."""

    PLACEHOLDER = ""

    def compose_fields(self) -> Iterable[Any]:
        """Hold the line, and what was read of it."""
        yield Input(placeholder=self.PLACEHOLDER, id="line")
        yield Static(id="preview", markup=False)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.query_one("#line", Input).value.strip()

    def on_input_changed(self) -> None:
        """Read the line anew."""
        self.show()

    def show(self) -> None:
        """Say what the line means, or what is wrong with it."""
        try:
            shown = list(self.preview(self.text))
        except NetbookError as problem:
            self.query_one("#preview", Static).update("")
            self.say_wrong(problem)
            return
        self.say_wrong(None)
        self.query_one("#preview", Static).update(lines(shown))

    def preview(self, text: str) -> Iterable[Content | str]:  # noqa: ARG002 — each dialog says what it reads
        """Say what would be saved.

        Raises:
            UsageProblem: the text cannot be read.

        """
        return ()

    def day_lines(self, label: str, day: DateRead, reread: Callable[[bool], DateRead | None]) -> Iterable[Content]:
        """Show a date, and if it could be another, which, by what rule, and how to write that one."""
        today = self.work.today
        yield labelled(label, describe_date(day.on, today))
        if day.ambiguous:
            day_first = self.work.settings.day_first
            other = reread(not day_first)
            written = f", or write {other.on.isoformat()}" if other is not None and other.on != day.on else ""
            rule = "day first" if day_first else "month first"
            yield labelled("", (f"({rule}; Settings{written})", "muted"))


def labelled(label: str, *parts: tuple[str, str] | str) -> Content:
    """Put a muted label before a line, so that the lines of a preview stand in two columns."""
    return line((f"{label:<{_LABEL_CELLS}} ", "muted"), *parts)
