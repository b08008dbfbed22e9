"""The debrief of an event: the people met there, one at a time, one key for each."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from netbook.domain.counts import people
from netbook.domain.dates import short_date
from netbook.domain.sitting import Sitting
from netbook.domain.text import pad
from netbook.errors import NetbookError
from netbook.queries.events import EventRow, notes_taken, outcome
from netbook.queries.notices import DEBRIEF
from netbook.queries.timeline import timeline
from netbook.tui.dialogs.dialog import Dialog
from netbook.tui.keys import IN_DEBRIEF
from netbook.tui.widgets.contact_columns import signed
from netbook.tui.widgets.contact_pane import contact_line, handle_text, talking_points
from netbook.tui.widgets.key_bar import hint
from netbook.tui.widgets.text import line, lines, plain
from netbook.usecases.decide import debrief, let_go
from netbook.usecases.edit import edit
from netbook.usecases.undo import redo, undo
from netbook.wording.signs import sign

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable, Iterator

    from textual.content import Content

    from netbook.queries.cards import ContactCard
    from netbook.queries.timeline import InteractionRow

DAYS: Final = {"w": 7, "f": 14}
"""Days until the follow-up, by answer."""
_COUNTED: Final = {
    "w": "to follow up within a week",
    "f": "to follow up within a fortnight",
    "": "at the usual cadence",
    "x": "without reminders",
}
_SHORT: Final = {"w": "this week", "f": "fortnight", "enter": "usual", "x": "none"}
_BAR: Final = 30
_NAME_CELLS: Final = 24
_ROOM_FOR_TITLE: Final = 70
_LOOKED_AT: Final = 30
"""Newest interactions in which the meeting at the event is looked for."""
_MOST_STILL_TO_DO: Final = 50


class DebriefPage(Dialog[None]):
    """Asks about the people met at an event; each answer is kept at once, so stopping is pausing."""

    BINDINGS = [*IN_DEBRIEF]  # noqa: RUF012 — Textual's form
    HINTS = tuple(hint(binding) for binding in IN_DEBRIEF if binding.key not in {"up", "pagedown,space", "pageup"})
    DEFAULT_CSS: ClassVar[str] = """
    DebriefPage #asked { height: 1fr; scrollbar-size-vertical: 1; }
    DebriefPage #asked > Static { height: auto; }
    DebriefPage #progress { height: 1; }
    """

    def __init__(self, event_id: int) -> None:
        """Ask about the people met at this event."""
        super().__init__("Debrief")
        self._event_id = event_id
        self._event: EventRow | None = None
        self._waiting: tuple[ContactCard, ...] = ()
        self._notes: dict[int, str] = {}
        self._past: list[InteractionRow] = []
        self._at: int | None = None
        """The contact asked about."""
        self._answers: dict[int, str] = {}
        self._turn = asyncio.Lock()

    def compose_fields(self) -> Iterable[Any]:
        """Hold the progress, and what is said of one contact."""
        yield Static(id="progress", markup=False)
        with VerticalScroll(id="asked", can_focus=False):
            yield Static(id="person", markup=False)

    def on_mount(self) -> None:
        """Take the whole screen, and read who is left."""
        frame = self.query_one("#frame")
        # Set here, because the stylesheet's rules for dialogs go before a class's own.
        frame.styles.width, frame.styles.height, frame.styles.overflow_y = "100%", "1fr", "hidden"
        self._start(self._load())

    def on_resize(self) -> None:
        """Lay it out anew."""
        self._show()

    # What it shows

    async def _load(self) -> None:
        today = self.work.today
        found = await self.work.read(outcome, self._event_id, today)
        if found is None:
            self.dismiss(None)
            return
        self._event, self._waiting = found.event, found.waiting
        ids = [card.id for card in found.waiting]
        self._notes = await self.work.read(notes_taken, self._event_id, ids)
        if self._at not in ids:
            self._at = ids[0] if ids else None
        self._past = [] if self._at is None else await self.work.read(timeline, self._at, most=_LOOKED_AT)
        self._show()

    @property
    def _card(self) -> ContactCard | None:
        return next((card for card in self._waiting if card.id == self._at), None)

    def _show(self) -> None:
        event, card = self._event, self._card
        if event is None:
            return
        frame = self.query_one("#frame")
        frame.border_title = line(("Debrief · ", "bold"), (event.name, "bold"))
        done = event.met - len(self._waiting)
        filled = round(done / max(1, event.met) * _BAR)
        bar = line(("━" * filled, "good"), ("─" * (_BAR - filled), "muted"), f"  {done} of {event.met}")
        self.query_one("#progress", Static).update(bar)
        self.query_one("#person", Static).update(self._finished() if card is None else lines(self._asked(card)))

    def _asked(self, card: ContactCard) -> Iterator[Content]:
        roomy = not self.has_class("-tiny") and self.size.height > 20
        if roomy:
            yield plain("")
        yield line((card.called, "bold"), ("    " + self._met_words(card), "muted"))
        if self._notes.get(card.id):
            yield line(("Noted then  ", "heading bold"), f"“{self._notes[card.id]}”")
        elif card.notes:
            yield line(("Notes  ", "heading bold"), card.notes)
        if roomy:
            yield plain("")
        yield from self._choices(card)
        if roomy:
            yield from self._known(card)
            yield plain("")
            yield plain("One key answers and moves on. Everything else is optional.", "muted")
            yield plain("")
        yield from self._still_to_do(card)

    def _choices(self, card: ContactCard) -> Iterator[Content]:
        promised = [follow_up.what or "follow up" for follow_up in card.follow_ups]
        yield line(
            ("  Follow up  " if self.size.width >= _ROOM_FOR_TITLE else "  ", "muted"),
            *(part for key, words in _SHORT.items() for part in ((key, "accent bold"), f" {words}  ")),
        )
        for letter, title, words in (
            ("c", "Cadence", _cadence_words(card)),
            ("t", "Tags", " ".join(f"#{tag}" for tag in card.tags) or "none"),
            ("p", "Promise", "; ".join(promised) or "none"),
            ("i", "Handle", ", ".join(handle_text(handle) for handle in card.handles) or "none"),
            ("r", "Name", card.name or "no name yet"),
        ):
            yield line(("  ", ""), (letter, "accent bold"), (f" {title:<9}", "muted"), words)

    def _known(self, card: ContactCard) -> Iterator[Content]:
        about = " · ".join(part for part in (card.organisation, card.position, card.location) if part)
        known = [*([plain(f"  {about}")] if about else []), *talking_points(card, self.work.today)]
        known += [line("  ", *contact_line(row, self.work.today)) for row in self._past[:3]]
        if known:
            yield plain("")
            yield plain("What is known", "heading bold")
            yield from known

    def _still_to_do(self, card: ContactCard) -> Iterator[Content]:
        place = self._waiting.index(card)
        others = [*self._waiting[place + 1 :], *self._waiting[:place]]
        if others:
            yield plain(f"Still to do ({len(others)})", "heading bold")
        for other in others[:_MOST_STILL_TO_DO]:
            mark, role = signed(sign(other))
            unnamed = "  no name yet" if other.name is None else ""
            words = f"  {self._first_words(other)}{unnamed}"
            yield line((f"  {mark:<2} ", role), pad(other.called, _NAME_CELLS), (words, "muted"))
        if len(others) > _MOST_STILL_TO_DO:
            yield plain(f"     and {people(len(others) - _MOST_STILL_TO_DO)} more", "muted")

    def _first_words(self, card: ContactCard) -> str:
        met, online = card.met_in_person, card.met_online
        if met is None or self._event is None or met.event != self._event.name:
            return "seen again"
        known = online is not None and (online.on is None or met.on is None or online.on < met.on)
        return "known online before" if known else "met for the first time"

    def _met_words(self, card: ContactCard) -> str:
        days = [row.on for row in self._past if self._event is not None and row.event == self._event.name]
        return self._first_words(card) + (f" · {short_date(max(days), self.work.today)}" if days else "")

    def _finished(self) -> Content:
        left = {card.id for card in self._waiting}
        counts = Counter(answer for number, answer in self._answers.items() if number not in left)
        parts: list[Content | str] = ["", plain("✓ All debriefed.", "good bold"), ""]
        parts += [plain(f"  {people(counts[answer])} {words}") for answer, words in _COUNTED.items() if counts[answer]]
        return lines([*parts, "", plain("enter or esc goes back, u takes the last answer back.", "muted")])

    # Answering

    def action_answer(self, answer: str) -> None:
        """Keep an answer about the contact, and go on to the next."""
        self._start(self._answer(answer))

    async def _answer(self, answer: str) -> None:
        async with self._turn:
            card = self._card
            if card is None:
                self._close_when_finished(answer)
                return
            following = self._neighbour(1)
            said = await self._keep(card, answer)
            self._answers[card.id] = answer
            self._at = following
            await self._changed(f"✓ {said} · u undo")
            self.query_one("#asked").scroll_home(animate=False)

    def _close_when_finished(self, answer: str) -> None:
        if self._event is not None and not answer:
            self.action_cancel()
        elif self._event is not None:
            self._say("Everybody is decided about. esc goes back.", "muted")

    async def _keep(self, card: ContactCard, answer: str) -> str:
        today, who = self.work.today, f"#{card.id}"
        if answer == "x":
            await self.keep(let_go, [who], today, Sitting(group=DEBRIEF))
            return f"{card.called}: no reminders"
        due_on = today + timedelta(DAYS[answer]) if answer else None
        await self.keep(debrief, who, due_on, today)
        return f"{card.called}: " + (f"follow up by {short_date(due_on, today)}" if due_on else "the usual cadence")

    def _neighbour(self, way: int) -> int | None:
        """Give the contact after or before the one asked about, round and round; None if there is no other."""
        ids = [card.id for card in self._waiting]
        if self._at not in ids or len(ids) < 2:
            return None
        return ids[(ids.index(self._at) + way) % len(ids)]

    def action_skip(self, way: int) -> None:
        """Ask about the next, or the one before, and about this one later."""
        self._start(self._skip(way))

    async def _skip(self, way: int) -> None:
        async with self._turn:
            neighbour = self._neighbour(way)
            if neighbour is None:
                self._say("There is nobody else left. esc leaves this one for later." if self._card else "", "muted")
                return
            self._at = neighbour
            self._say("", "")
            await self._load()
            self.query_one("#asked").scroll_home(animate=False)

    def action_undo(self) -> None:
        """Take the last step back, and ask again about whom it was about."""
        self._start(self._reverse(redone=False))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._start(self._reverse(redone=True))

    async def _reverse(self, *, redone: bool) -> None:
        async with self._turn:
            before = {card.id for card in self._waiting}
            if redone:
                (step,) = await self.work.reverse(redo)
                said = f"✓ Done again: {step.words} · u undo"
            else:
                (step,) = await self.work.reverse(undo, self.work.now())
                said = f"✓ Taken back: {step.words} · ^r redo"
            await self._changed(said)
            back = [card.id for card in self._waiting if card.id not in before]
            if back:
                self._at = back[0]
                await self._load()

    # The rest that is known

    def action_change(self, what: str) -> None:
        """Open the dialog for a detail; afterwards the same contact is asked about."""
        card = self._card
        if card is None:
            self._say("Nobody is left to change here.", "muted")
        else:
            self._start(self._change(_dialog_for(what, card)))

    async def _change(self, dialog: Dialog[Any]) -> None:
        await self.netbook.push_screen_wait(dialog)
        if dialog.said:
            await self._changed(dialog.said)

    async def _changed(self, said: str) -> None:
        """Show the book as it is now, and say what was done."""
        self._say(said, "good")
        await self.netbook.look_at_book()
        await self._load()

    # Saying and closing

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self.run_worker(self._guarded(work))

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except NetbookError as problem:
            self.say_wrong(problem)
            await self.netbook.look_at_book()
            await self._load()

    def _say(self, text: str, role: str) -> None:
        self.query_one("#problem", Static).update(plain(text, role))

    def action_page(self, way: int) -> None:
        """Read on where the window is low."""
        asked = self.query_one("#asked")
        asked.scroll_relative(y=way * max(1, asked.size.height - 1), animate=False)

    def action_cancel(self) -> None:
        """Go back; what was answered is kept, and the rest waits."""
        left = {card.id for card in self._waiting}
        done = sum(1 for number in self._answers if number not in left)
        if done:
            rest = f"{len(left)} left for later" if left else "nobody is left"
            self.netbook.said = (f"✓ {people(done)} debriefed, {rest} · u takes the last answer back", "good")
        self.dismiss(None)


class RenameDialog(Dialog[None]):
    """Give somebody the right name, once it is known."""

    def __init__(self, card: ContactCard) -> None:
        """Rename a contact."""
        super().__init__(f"Rename {card.called}")
        self._contact = card

    def compose_fields(self) -> Iterable[Any]:
        """Hold the name."""
        yield Input(self._contact.name or "", placeholder="the name", id="name")

    def first_value(self, field: Input) -> str:  # noqa: ARG002 — there is one field
        """Give the name as it was."""
        return self._contact.name or ""

    async def save(self) -> None:
        """Keep the name.

        Raises:
            NetbookError: it is refused, or somebody else changed the contact meanwhile.

        """
        name, card = self.query_one("#name", Input).value, self._contact
        kept = await self.keep(edit, f"#{card.id}", {"name": name}, self.work.today, version=card.version)
        if kept.step is None:
            self.dismiss(None)
        else:
            self.close(f"{card.called} is now called {kept.result.called}")


def _cadence_words(card: ContactCard) -> str:
    if card.cadence is None:
        return "the usual, by your rhythm"
    return f"{card.cadence.words} (" + (f"from #{card.cadence_tag})" if card.cadence_tag else "your choice)")


def _dialog_for(what: str, card: ContactCard) -> Dialog[Any]:
    if what == "cadence":
        from netbook.tui.dialogs.cadence import CadenceDialog

        return CadenceDialog([card.id])
    if what == "tags":
        from netbook.tui.dialogs.tags import TagsDialog

        return TagsDialog([card.id])
    if what == "promise":
        from netbook.tui.dialogs.promise import PromiseDialog

        return PromiseDialog(card.id)
    if what == "handle":
        from netbook.tui.dialogs.handle import HandleDialog

        return HandleDialog(card.id)
    return RenameDialog(card)
