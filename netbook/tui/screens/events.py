"""Conferences and meetups: whom to look for there before, whom one met during, and what came of it after."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.containers import Container, Vertical
from textual.widgets import Static

from netbook.domain.counts import counted
from netbook.domain.dates import short_date
from netbook.domain.text import plain as search_key
from netbook.domain.text import shorten
from netbook.queries.events import EventRow, Outcome, events, outcome, people_met
from netbook.tui.keys import ON_EVENTS
from netbook.tui.screens.finding import FindField, FindingPage
from netbook.tui.widgets.event_pane import EventPane, event_columns, short_days
from netbook.tui.widgets.reader import Reader
from netbook.tui.widgets.status_line import StatusLine
from netbook.tui.widgets.text import plain
from netbook.tui.widgets.virtual_list import GUTTER, VirtualList
from netbook.usecases.events import start_event, stop_event

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PAUSE_SECONDS = 0.03
"""How long the cursor rests on a row before the pane reads it."""
_NAME_CELLS = 24
EMPTY = "No events yet. N makes one; or just write “at PyCon” when you meet someone."


class EventsPage(FindingPage):
    """All events, the newest first, with what is to be said of each before, during and after it."""

    BINDINGS = [*ON_EVENTS]  # noqa: RUF012 — Textual's form
    TAB = "events"
    FOOTER: ClassVar[tuple[str, ...]] = (
        "open", "debrief", "run-event", "edit", "new-event", "add", "met", "find", "undo",
    )  # fmt: skip
    DEFAULT_CSS = """
    EventsPage #welcome { display: none; }
    """

    def __init__(self) -> None:
        """Make the page; the cursor begins on the running event, else on the newest."""
        super().__init__()
        self._all: list[EventRow] = []
        self._by_number: dict[int, EventRow] = {}
        self._go_to: int | None = None
        self._shown_once = False
        self._columns = event_columns(lambda: self.work.today)

    def compose_body(self) -> Iterable[Any]:
        """Put the list and the pane up."""
        with Container(id="body"):
            with Vertical(classes="pane main", id="list-pane") as pane:
                pane.border_title = "Events"
                yield FindField("part of a name, place or hashtag")
                yield Static(id="titles", markup=False, classes="titles")
                yield VirtualList(self._fetch, self._columns, id="rows", markable=False)
                yield Reader(id="welcome")
            yield Reader(classes="pane side", id="side")

    async def _fetch(self, numbers: Sequence[int]) -> Mapping[int, EventRow]:
        return {number: self._by_number[number] for number in numbers if number in self._by_number}

    @property
    def rows(self) -> VirtualList[EventRow]:
        """The list."""
        return self.query_one("#rows", VirtualList)

    @property
    def chosen_event(self) -> EventRow | None:
        """The event under the cursor."""
        number = self.rows.number
        return None if number is None else self._by_number.get(number)

    # What it shows

    async def load(self) -> None:
        """Read all events."""
        self._all = await self.work.read(events, self.work.today)
        if self._all and not self._shown_once:
            self._shown_once = True
            running = next((event.id for event in self._all if event.running), None)
            self._go_to = running if self._go_to is None else self._go_to
        self.show_found()

    def show_found(self) -> None:
        """List the events whose name, place or hashtag has the words."""
        wanted = search_key(self.find_field.value)
        found = [event for event in self._all if _fits(event, wanted)]
        self._by_number = {event.id: event for event in found}
        on_number = self._go_to if self._go_to in self._by_number else None
        self._go_to = None
        self.rows.show(list(self._by_number), on=on_number)
        self.call_after_refresh(self._show_titles)
        self._show_empty(wanted=self.find_field.value.strip())
        whole = counted(len(self._all), "event")
        counts = whole if len(found) == len(self._all) else f"{len(found)} of {whole}"
        self.query_one("#list-pane").border_subtitle = counts
        self.query_one(StatusLine).about = self._about()

    def _show_empty(self, wanted: str) -> None:
        welcome = self.query_one("#welcome", Reader)
        nothing = not self._by_number
        self.rows.display, welcome.display = not nothing, nothing
        self.query_one("#titles").display = not nothing
        if nothing:
            welcome.show(plain(f"No event is called “{wanted}”. esc clears." if self._all else EMPTY))
        if self.focused is None or not self.focused.display:
            (welcome if nothing else self.rows).focus()

    def _show_titles(self) -> None:
        cells = max(1, self.rows.size.width - GUTTER)
        self.query_one("#titles", Static).update(plain(" " * GUTTER + self._columns.titles(cells), "muted"))

    def _about(self) -> str:
        waiting = sum(event.to_debrief for event in self._all)
        return f"{counted(len(self._all), 'event')}{f' · {waiting} to debrief' if waiting else ''}"

    @on(VirtualList.Highlighted)
    def _show_side(self, event: VirtualList.Highlighted) -> None:
        event.stop()
        self._read_side_soon()

    def on_resize(self) -> None:
        """Lay titles and pane out anew."""
        self.call_after_refresh(self._show_titles)
        self._read_side_soon()

    @work(group="side", exclusive=True)
    async def _read_side_soon(self) -> None:
        await self._guarded(self._read_side())

    async def _read_side(self) -> None:
        side, chosen = self.query_one("#side", Reader), self.chosen_event
        found: Outcome | None = None
        if chosen is not None:
            await asyncio.sleep(PAUSE_SECONDS)
            found = await self.work.read(outcome, chosen.id, self.work.today)
        if found is None:
            side.border_title = ""
            side.show(plain(""))
            return
        side.border_title = plain(found.event.name, "bold")
        layout = EventPane(found, self.work.today)
        side.show(layout.strip() if self.has_class("-narrow") else layout.whole(), from_top=True)

    async def stand_on(self, number: int) -> None:
        """Put the cursor on an event."""
        self._go_to = number
        await self.load()

    def focus_found(self) -> None:
        """Go to the list, or to what stands in its place."""
        (self.rows if self._by_number else self.query_one("#welcome")).focus()

    # What is done with events

    def _chosen_or_say(self, doing: str) -> EventRow | None:
        chosen = self.chosen_event
        if chosen is None:
            self.say(f"No event is chosen here. N makes one; then {doing}.", "warn")
        return chosen

    def action_run_event(self) -> None:
        """Run the event under the cursor, or stop it if it runs."""
        chosen = self._chosen_or_say("R runs it")
        if chosen is not None:
            self.start(self._stop(chosen) if chosen.running else self._run(chosen))

    async def _run(self, chosen: EventRow) -> None:
        today, other = self.work.today, next((event for event in self._all if event.running), None)

        def said(started: EventRow) -> str:
            until = f", until {short_date(started.ends_on, today)}" if started.ends_on else ""
            words = f"Started {shorten(started.name, _NAME_CELLS)}{until}"
            if chosen.starts_on is not None and (chosen.starts_on, chosen.ends_on) != (
                started.starts_on,
                started.ends_on,
            ):
                words += f" (was {short_days(chosen, today)})"
            return words if other is None else f"{words}; {shorten(other.name, _NAME_CELLS)} stopped"

        await self.perform(said, start_event, chosen.name, today)

    async def _stop(self, chosen: EventRow) -> None:
        today = self.work.today

        def said(stopped: EventRow) -> str:
            last = stopped.ends_on or today
            moved = chosen.ends_on is not None and chosen.ends_on != last
            before = f" instead of {short_date(chosen.ends_on, today)}" if moved and chosen.ends_on else ""
            return f"Stopped {shorten(stopped.name, _NAME_CELLS)}; its last day is {short_date(last, today)}{before}"

        await self.perform(said, stop_event, today)

    def action_new_event(self) -> None:
        """Make an event."""
        self.start(self._ask_event(None))

    def action_edit(self) -> None:
        """Edit the event under the cursor."""
        chosen = self._chosen_or_say("e edits it")
        if chosen is not None:
            self.start(self._ask_event(chosen.id))

    async def _ask_event(self, event_id: int | None) -> None:
        from netbook.tui.dialogs.event import EventDialog

        dialog = EventDialog(event_id)
        kept = await self.ask(dialog)
        if kept is not None:
            self._go_to = kept
            await self.load()

    def action_debrief(self) -> None:
        """Decide about the people met at the event under the cursor."""
        from netbook.tui.screens.debrief import DebriefPage

        chosen = self._chosen_or_say("b debriefs")
        if chosen is None:
            return
        if not chosen.met:
            self.say(f"Nobody was met at {chosen.name} yet. m records a meeting.", "warn")
        elif not chosen.to_debrief:
            self.say(f"All debriefed: nobody is left at {chosen.name}. enter lists those met there.", "muted")
        else:
            self.start(self.ask(DebriefPage(chosen.id)))

    def action_open_contact(self) -> None:
        """List the people met at the event; before it, those to look for."""
        chosen = self._chosen_or_say("enter lists who was there")
        if chosen is not None:
            self.start(self._list_people(chosen))

    async def _list_people(self, chosen: EventRow) -> None:
        numbers, title = await self.work.read(people_met, chosen.id), f"Met at {chosen.name}"
        if not numbers:
            found = await self.work.read(outcome, chosen.id, self.work.today)
            numbers = [card.id for card in found.look_for] if found else []
            title = f"To look for at {chosen.name}"
        if numbers:
            self.netbook.open_page("some_people", "SomePeoplePage", title, numbers)
        else:
            self.say(f"Nobody was met at {chosen.name} yet. m records a meeting.", "warn")

    @on(VirtualList.Opened)
    def _open(self, event: VirtualList.Opened) -> None:
        event.stop()
        self.action_open_contact()


def _fits(event: EventRow, wanted: str) -> bool:
    """Say whether all words that were typed stand in an event's name, place or hashtag."""
    about = search_key(" ".join(part for part in (event.name, event.place, event.hashtag) if part))
    return all(word in about for word in wanted.split())
