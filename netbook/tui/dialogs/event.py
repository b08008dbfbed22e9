"""Making an event, or changing what is said of one; every date is echoed as it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from textual import work
from textual.containers import Horizontal
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, Static

from netbook.domain.dates import UnreadableDate, describe_date, read_date
from netbook.domain.text import norm_line, shorten
from netbook.errors import NetbookError, UsageProblem
from netbook.queries.events import EventRow, event_called, outcome
from netbook.tui.dialogs.dialog import Dialog
from netbook.tui.widgets.text import plain
from netbook.usecases.events import KINDS, EventDetails, add_event, change_event

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable
    from datetime import date

_FIELDS: Final = (
    ("name", "Name", "PyCon DE 2027"),
    ("starts", "First day", "14 apr, next tue, 2027-04-14"),
    ("ends", "Last day", "the first day, where it has only one"),
    ("kind", "Kind", ", ".join(KINDS)),
    ("place", "Place", "Darmstadt"),
    ("hashtag", "Hashtag", "#pyconde, to find those who are going"),
)
_DATES: Final = ("starts", "ends")
_SHOWN_CELLS = 60


class FieldProblem(UsageProblem):
    """A field holds what cannot be used; ``field`` names it."""

    def __init__(self, field: str, sentence: str, *hints: str) -> None:
        super().__init__(sentence, *hints)
        self.field = field


class EventDialog(Dialog[int]):
    """Make an event, or change one; gives its number."""

    DEFAULT_CSS = "EventDialog .echo { height: auto; padding-left: 14; }"

    def __init__(self, event_id: int | None = None) -> None:
        """Change the event of this number; None makes one."""
        super().__init__("New event" if event_id is None else "Edit the event")
        self._event_id = event_id
        self._first: dict[str, str] = {}
        self._known: EventRow | None = None
        """The event that is changed."""

    def compose_fields(self) -> Iterable[Any]:
        """Hold one field a detail."""
        for name, label, example in _FIELDS:
            suggester = SuggestFromList(KINDS, case_sensitive=False) if name == "kind" else None
            with Horizontal(classes="field"):
                yield Label(label)
                yield Input(placeholder=example, id=name, suggester=suggester)
            echo = Static(id=f"{name}-echo", classes="echo", markup=False)
            echo.display = False
            yield echo

    def on_mount(self) -> None:
        """Fill the fields with what is known."""
        if self._event_id is not None:
            self.run_worker(self._guarded(self._fill(self._event_id)))

    async def _fill(self, event_id: int) -> None:
        found = await self.work.read(outcome, event_id, self.work.today)
        if found is None:
            self.dismiss(None)
            return
        self._known = event = found.event
        self._first = {
            "name": event.name,
            "starts": event.starts_on.isoformat() if event.starts_on else "",
            "ends": event.ends_on.isoformat() if event.ends_on else "",
            "kind": event.kind or "",
            "place": event.place or "",
            "hashtag": event.hashtag or "",
        }
        for name, text in self._first.items():
            field = self._field(name)
            if not field.value:
                field.value = text

    def first_value(self, field: Input) -> str:
        """Give what a field held when the dialog opened."""
        return self._first.get(field.id or "", "")

    # What was read

    def on_input_changed(self) -> None:
        """Say how the dates, the kind and the name are read."""
        super().on_input_changed()
        self.say_wrong(None)
        for name in _DATES:
            self._echo(name, self._date_words(name), "muted")
        self._echo("kind", self._kind_words(), "muted")
        self._echo("name", "", "muted")
        self._look_up_soon()

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except NetbookError as problem:
            self.say_wrong(problem)

    @work(group="look-up", exclusive=True)
    async def _look_up_soon(self) -> None:
        await self._guarded(self._look_up())

    async def _look_up(self) -> None:
        name = self._text("name")
        found = await self.work.read(event_called, name, self.work.today) if name else None
        if found is not None and found.id != self._event_id:
            self._echo("name", _taken(found), "warn")

    def _date_words(self, name: str) -> str:
        text = self._text(name)
        if not text:
            return ""
        try:
            read = read_date(text, self.work.today, prefer="future", day_first=self.work.settings.day_first)
        except UnreadableDate:
            return "? not a date yet"
        words = f"→ {describe_date(read.on, self.work.today)}"
        order = "day first" if self.work.settings.day_first else "month first"
        return f"{words} ({order}; Settings, or write {read.on.isoformat()})" if read.ambiguous else words

    def _kind_words(self) -> str:
        text = self._text("kind").casefold()
        meant = _kinds_meant(text)
        return f"→ {meant[0]}" if text and len(meant) == 1 and meant[0] != text else ""

    def _echo(self, name: str, words: str, role: str) -> None:
        echo = self.query_one(f"#{name}-echo", Static)
        echo.update(plain(words, role))
        echo.display = bool(words)

    def _field(self, name: str) -> Input:
        return self.query_one(f"#{name}", Input)

    def _text(self, name: str) -> str:
        return norm_line(self._field(name).value)

    # Saving

    async def save(self) -> None:
        """Make the event, or change what is said of it.

        Raises:
            UsageProblem: a field cannot be read, or the event would end before it starts.

        """
        today, name = self.work.today, self._text("name")
        if not name:
            raise FieldProblem("name", "an event needs a name, such as “PyCon DE”.")
        known = await self.work.read(event_called, name, today)
        if known is not None and known.id != self._event_id:
            raise FieldProblem("name", _taken(known))
        if self._event_id is None:
            kept = await self.keep(add_event, name, self._details(), today)
        else:
            kept = await self.keep(change_event, self._event_id, name, self._details(), today)
        if kept.step is None:
            self.close("Nothing changed: it was so already.", kept.result.id, undoable=False)
        else:
            self.close(kept.step, kept.result.id)

    def _details(self) -> EventDetails:
        starts, ends = self._read_day("starts"), self._read_day("ends")
        if starts is not None and ends is not None and ends < starts:
            sentence = f"it cannot end before it starts, {describe_date(starts, self.work.today)}."
            raise FieldProblem("ends", sentence)
        hashtag = self._text("hashtag").replace(" ", "").lstrip("#")
        return EventDetails(
            kind=self._read_kind(),
            starts_on=starts,
            ends_on=ends,
            place=self._text("place") or None,
            hashtag=f"#{hashtag}" if hashtag else None,
        )

    def _read_day(self, name: str) -> date | None:
        text = self._text(name)
        if not text:
            return None
        if text == self._first.get(name):
            return self._day_kept(name)
        try:
            return read_date(text, self.work.today, prefer="future", day_first=self.work.settings.day_first).on
        except UnreadableDate as problem:
            raise FieldProblem(name, problem.sentence, *problem.hints) from problem

    def _day_kept(self, name: str) -> date | None:
        known = self._known
        return None if known is None else (known.starts_on if name == "starts" else known.ends_on)

    def _read_kind(self) -> str | None:
        text = self._text("kind")
        if not text or text == self._first.get("kind"):
            return text or None
        meant = _kinds_meant(text.casefold())
        if len(meant) != 1:
            raise FieldProblem("kind", f"“{shorten(text, 40)}” is no kind of event. There are: {', '.join(KINDS)}.")
        return meant[0]

    def say_wrong(self, problem: NetbookError | None) -> None:
        """Say under the field what is wrong with it, and go there."""
        if not isinstance(problem, FieldProblem):
            super().say_wrong(problem)
            return
        self._echo(problem.field, f"✗ {problem}", "stale")
        self._field(problem.field).focus()


def _kinds_meant(text: str) -> list[str]:
    exact = [kind for kind in KINDS if kind == text]
    return exact or [kind for kind in KINDS if kind.startswith(text)]


def _taken(known: EventRow) -> str:
    name = shorten(known.name, _SHOWN_CELLS)
    return f"“{name}” is there already: e changes it. Another name, such as one with the year, makes a new one."
