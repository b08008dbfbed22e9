"""The history: what was done, the newest first, and beside it what each step changed, before and after."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import Container, Vertical
from textual.widgets import Static

from netbook.domain.counts import counted
from netbook.domain.dates.wording import dated
from netbook.domain.text import pad, shorten
from netbook.queries.cards import cards
from netbook.queries.events import events
from netbook.queries.history import StepRow, history, step_changes
from netbook.tui.beside import start_beside
from netbook.tui.screens.contact_list import PAUSE_SECONDS
from netbook.tui.screens.page import Page
from netbook.tui.widgets.change_words import Names, change_lines, people_in
from netbook.tui.widgets.reader import Reader
from netbook.tui.widgets.text import lines, plain
from netbook.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.content import Content

    from netbook.tui.widgets.key_bar import Hint
    from netbook.tui.widgets.text import Part

_FIRST = 200
_MOST_CHANGES = 200
_DAY_CELLS = 11


class HistoryPage(Page):
    """Every step, and what it changed."""

    AUTO_FOCUS = "VirtualList"
    FOOTER = ("undo", "redo", "open", "back", "add", "met")
    DEFAULT_CSS = """
    HistoryPage.-narrow #side-pane, HistoryPage.-tiny #side-pane { height: 1fr; }
    """

    def __init__(self) -> None:
        """Make the page."""
        super().__init__()
        self._most = _FIRST
        self._steps: dict[int, StepRow] = {}
        self._all_read = False

    def compose_body(self) -> Iterable[Any]:
        """Put the steps and the pane up."""
        with Container(id="body"):
            with Vertical(classes="pane", id="list-pane") as pane:
                pane.border_title = "History"
                yield Static("Nothing was done to this book yet.", id="nothing", markup=False, classes="note")
                yield VirtualList(self._fetch, self._paint, id="rows", markable=False)
            with Vertical(classes="pane", id="side-pane"):
                yield Reader(id="side")

    @property
    def rows(self) -> VirtualList[StepRow]:
        """The list."""
        return self.query_one(VirtualList)

    # Reading

    async def load(self) -> None:
        """Read the newest steps, as many as were seen already."""
        found = await self.work.read(history, self._most)
        self._steps = {step.id: step for step in found}
        self._all_read = len(found) < self._most
        self.rows.show([step.id for step in found])
        self.query_one("#nothing").display = not found
        more = "" if self._all_read else "+"
        self.query_one("#list-pane").border_subtitle = f"{counted(len(found), 'step')}{more}"

    async def _fetch(self, numbers: Sequence[int]) -> Mapping[int, StepRow]:
        """Give the steps in sight; where the oldest one read is among them, read on."""
        if not self._all_read and self._steps and min(self._steps) in numbers:
            self._most *= 2
            self.start(self.load())
        return {number: self._steps[number] for number in numbers if number in self._steps}

    # Showing

    def _paint(self, row: StepRow, cells: int) -> list[Part]:
        at = row.at.astimezone()
        fate = _fate(row)
        when = f"{dated(at.date()):>{_DAY_CELLS}} {at:%H:%M}  "
        room = max(8, cells - len(when) - len(fate))
        words = pad(row.words, room)
        return [(when, "muted"), (words, "gone" if row.undone else ""), (fate, "gone")]

    @on(VirtualList.Highlighted)
    def _show_side(self, event: VirtualList.Highlighted) -> None:
        event.stop()
        start_beside(self, self._read_side, "side", exclusive=True)

    async def _read_side(self) -> None:
        step = self.rows.row
        pane, side = self.query_one("#side-pane"), self.query_one("#side", Reader)
        if step is None:
            pane.border_title = ""
            side.show(plain(""))
            return
        await asyncio.sleep(PAUSE_SECONDS)
        pane.border_title = f"Step {step.id}"
        side.show(lines(await self._parts(step)), from_top=True)

    async def _parts(self, step: StepRow) -> list[Content]:
        changes = await self.work.read(step_changes, step.id, _MOST_CHANGES)
        today = self.work.today
        people = {card.id: card.called for card in await self.work.read(cards, people_in(changes), today)}
        named = {event.id: event.name for event in await self.work.read(events, today)}
        told = list(change_lines(changes, Names(people, named, changes)))
        if not told:
            told = [plain(_untold(step), "muted")]
        elif len(changes) == _MOST_CHANGES:
            told.append(plain(f"These are the first {_MOST_CHANGES} rows of it.", "muted"))
        return [
            plain(step.words, "bold"),
            *([plain(_fate_words(step), "gone")] if step.undone else []),
            plain(""),
            *told,
        ]

    # Keys

    def hints(self) -> tuple[Hint, ...]:
        """Say what Enter does here: it tells how far back a step lies."""
        return tuple(
            replace(each, words="How far") if each.action == "open_contact" else each for each in super().hints()
        )

    def action_open_contact(self) -> None:
        """Say how to come back to before this step: undo goes in order."""
        step = self.rows.row
        newest = next((other for other in self._steps.values() if not other.undone), None)
        if step is None:
            self.say("Nothing was done to this book yet.", "warn")
        elif step.undone:
            again = "^r does again what was undone last." if step.redoable else "Later steps have taken its place."
            self.say(f"This step is undone. {again}", "warn")
        elif newest is not None and step.id == newest.id:
            self.say("This is the newest step: u takes it back.", "muted")
        elif newest is not None:
            between = sum(1 for other in self._steps.values() if not other.undone and other.id >= step.id)
            words = shorten(newest.words, 40)
            self.say(
                f"Undo goes in order; this one is {counted(between, 'step')} back. u takes back the newest: {words}",
                "warn",
            )

    @on(VirtualList.Opened)
    def _row_opened(self, event: VirtualList.Opened) -> None:
        event.stop()
        self.action_open_contact()


def _fate(step: StepRow) -> str:
    return "  (undone)" if step.undone else ""


def _fate_words(step: StepRow) -> str:
    return "× Undone. ^r does it again." if step.redoable else "× Undone, and later steps have taken its place."


def _untold(step: StepRow) -> str:
    if step.undone and not step.redoable:
        return "What it changed is forgotten: it was undone, and then other things were done."
    return "An import, or a change without fields of its own: its rows are counted in its receipt."
