"""Quick capture: one line, and under it everything that was read of it before Enter keeps it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal, Vertical
from textual.suggester import Suggester
from textual.widgets import Input, Label, Static

from netbook.domain.capture import Capture, read_capture
from netbook.domain.dates import describe_date
from netbook.domain.handles import NETWORKS
from netbook.queries.captures import InBook, Meant, capture_in_book, completion
from netbook.tui.beside import start_beside
from netbook.tui.dialogs.dialog import Dialog, hints_here
from netbook.tui.keys import key
from netbook.tui.widgets.key_bar import Hint, KeyBar
from netbook.tui.widgets.text import line, lines, plain
from netbook.usecases.log_contact import DETAILS, Logged, log_contact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from textual.content import Content

    from netbook.tui.workplace import Workplace

_EXAMPLES = "@ada   x.com/ada   in/ada   Ada Lovelace #pycon at PyCon DE every 6w :: wants a co-speaker"


_MORE = dict(zip(DETAILS, ("Organisation", "Position", "Sector", "Location"), strict=True))


class CaptureSuggester(Suggester):
    """Completes tags, events and introducers from the book."""

    def __init__(self, work: Workplace) -> None:
        """Complete from a book."""
        super().__init__(use_cache=False, case_sensitive=True)
        self._work = work

    async def get_suggestion(self, value: str) -> str | None:
        """Give the whole line as it would be completed."""
        found = await self._work.read(completion, value, self._work.today)
        return found if found is not None and found.casefold().startswith(value.casefold()) else None


class AddDialog(Dialog[Logged]):
    """Add a contact from one line."""

    DEFAULT_CSS = "AddDialog #more { height: auto; }"
    BINDINGS = [  # noqa: RUF012 — Textual's form
        key("add-new", "ctrl+n", "make_new", "New", "make a new contact even if one is known", "^n"),
        key(
            "more-fields",
            "tab",
            "more_fields",
            "More fields",
            "complete the tag, event or name; else more fields",
            "tab",
        ),
    ]
    HINTS = (
        Hint("enter", "Save", "save"),
        Hint("tab", "More fields", "more_fields"),
        Hint("^n", "New even if known", "make_new"),
        Hint("esc", "Cancel", "cancel"),
    )

    def __init__(self, text: str = "") -> None:
        """Begin with a text, such as one that was pasted."""
        super().__init__("Add a contact")
        self._text = text
        self._in_book = InBook()

    def compose_fields(self) -> Iterable[Any]:
        """Hold one line, and what was read of it."""
        field = Input(
            self._text, placeholder="a handle, a link or a name", suggester=CaptureSuggester(self.work), id="capture"
        )
        field.select_on_focus = False
        yield field
        yield Static(id="preview", markup=False)
        with Vertical(id="more") as more:
            more.display = False
            for name, label in _MORE.items():
                with Horizontal(classes="field"):
                    yield Label(label)
                    yield Input(id=name)

    def on_mount(self) -> None:
        """Show what was read of the first text."""
        super().on_mount()
        self._show()

    def on_input_changed(self) -> None:
        """Read the line anew, at once, and look it up in the book beside that."""
        super().on_input_changed()
        self.say_wrong(None)
        self._in_book = InBook()
        self._show()
        start_beside(self, self._look_up, "look-up", exclusive=True)

    @property
    def capture(self) -> Capture:
        """What the line says."""
        settings = self.work.settings
        return read_capture(
            self.query_one("#capture", Input).value,
            self.work.today,
            default_network=settings.default_network,
            day_first=settings.day_first,
        )

    async def _look_up(self) -> None:
        self._in_book = await self.work.read(capture_in_book, self.capture)
        self._show()

    def _show(self) -> None:
        settings = self.work.settings
        follow_up_on = self._follow_up_on()
        shown = list(preview(self.capture, self._in_book, self.work.today, day_first=settings.day_first))
        if not shown:
            shown = [plain(_EXAMPLES, "muted")]
        elif follow_up_on is not None and self._in_book.meant is None and self._in_book.problem is None:
            shown.append(_read("Follow up", describe_date(follow_up_on, self.work.today)))
        self.query_one("#preview", Static).update(lines(["", *shown]))

    def _follow_up_on(self) -> date | None:
        days = self.work.settings.follow_up_days
        return self.work.today + timedelta(days=days) if days else None

    def action_more_fields(self) -> None:
        """Take the completion that is shown; where there is none, go on to further fields."""
        field = self.query_one("#capture", Input)
        typed = field.value
        if field.has_focus and field.cursor_position == len(typed):
            field.action_cursor_right()
            if field.value != typed:
                return
        self.query_one("#more").display = True
        self.query_one(KeyBar).hints = tuple(
            Hint("tab", "Next field", "more_fields") if hint.key == "tab" else hint for hint in self.HINTS
        )
        self.focus_next()

    def action_make_new(self) -> None:
        """Keep the line as a new contact."""
        start_beside(self, self._save_new)

    async def _save_new(self) -> None:
        self._make_new = True
        try:
            await self._save()
        finally:
            self._make_new = False

    _make_new = False

    async def save(self) -> None:
        """Keep the contact, or what the line says of one that is known."""
        kept = await self.keep(
            log_contact,
            self.capture,
            self.work.today,
            make_new=self._make_new,
            follow_up_on=self._follow_up_on(),
            details={name: self.query_one(f"#{name}", Input).value for name in _MORE},
        )
        self.close(_said(kept.result), kept.result)

    def first_value(self, field: Input) -> str:
        """Give the text that was there at first."""
        return self._text if field.id == "capture" else ""


def preview(capture: Capture, in_book: InBook, today: date, *, day_first: bool) -> Iterator[Content]:
    """Say what was read of a line, part by part, and what it leads to in the book."""
    for handle in capture.handles:
        guess = "  (a guess: say x: bs: ms: before it)" if handle.guess else ""
        yield _read(NETWORKS[handle.network].label, handle.shown + guess)
    if capture.name:
        yield _read("Name", capture.name)
    for tag in capture.tags:
        yield _read("Tag", f"#{tag}")
    yield from where_and_when(capture.event, capture.on, in_book.event, today)
    if capture.on is not None and capture.date_ambiguous:
        order = "day first" if day_first else "month first"
        yield plain(f"  {order}; Settings, or write {capture.on.isoformat()}", "muted")
    if capture.cadence is not None:
        yield _read("Keep in touch", capture.cadence.words)
    if capture.via:
        yield _read("Introduced by", in_book.via or capture.via)
    if capture.note:
        yield _read("Note", capture.note)
    yield from _wrong(capture, in_book)
    if in_book.meant is not None:
        yield from _known(in_book.meant, capture)


def where_and_when(event: str | None, on: date | None, known: str | None, today: date) -> Iterator[Content]:
    """Say at which event, whether it is new, and on which day."""
    if event:
        yield _read("Met at", f"{known or event}{'' if known else '  (new event)'}")
    if on is not None:
        yield _read("On", describe_date(on, today))


def _wrong(capture: Capture, in_book: InBook) -> Iterator[Content]:
    for problem in capture.problems:
        yield plain(f"✗ {problem.sentence}", "stale")
        yield from (plain(f"  {hint}", "muted") for hint in problem.hints)
    if in_book.problem is not None:
        yield plain(f"✗ {in_book.problem}", "stale")
        yield from (plain(f"  {hint}", "muted") for hint in hints_here(in_book.problem))


def _known(meant: Meant, capture: Capture) -> Iterator[Content]:
    yield plain("")
    if meant.because == "same handle":
        yield line(
            ("! ", "warn bold"), (f"{meant.called} has this handle. enter adds the rest to that contact.", "warn")
        )
        return
    what = "this handle" if capture.handles else "what you typed"
    yield line(("! ", "warn bold"), (f"Looks like {meant.called}: {meant.because}.", "warn"))
    yield plain(f"  enter adds {what} to that contact · ^n makes a new one", "muted")


def _read(what: str, text: str) -> Content:
    return line(("✓ ", "good"), (f"{what:<15}", "muted"), text)


def _said(logged: Logged) -> str:
    card = logged.card
    if logged.made:
        handle = card.handles[0] if card.handles else None
        label = f"{handle.shown}, {NETWORKS[handle.network].label}" if handle else ""
        return f"Added {card.called}{f' ({label})' if label and card.name else ''}"
    if logged.new_handles:
        return f"Added {', '.join(logged.new_handles)} to {card.called}"
    return f"{card.called} is here already; updated"
