"""Promise something: what, by when and how often again in one line; space on an open promise marks it kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from netbook.domain.dates import DateRead, short_date
from netbook.domain.phrases import PromisePhrase, read_promise_phrase
from netbook.domain.text import pad, width
from netbook.errors import NetbookError
from netbook.queries.cards import ContactCard, FollowUpRow
from netbook.tui.beside import start_beside
from netbook.tui.dialogs.one_line import OneLineDialog, labelled
from netbook.tui.keys import key
from netbook.tui.widgets.key_bar import Hint
from netbook.tui.widgets.pick_list import PickList
from netbook.tui.widgets.text import plain
from netbook.tui.widgets.virtual_list import VirtualList
from netbook.usecases.follow_ups import keep, promise, recurrence_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from typing import Any

    from textual.content import Content

    from netbook.tui.widgets.text import Part

_OPEN = "Open, space marks one kept"


class PromiseDialog(OneLineDialog[ContactCard]):
    """Make a follow-up that says what is owed, or mark one kept."""

    PLACEHOLDER = "send slides   by fri   every month"
    BINDINGS = [key("promises", "down", "promises", "Promises", "the open promises", "↓")]  # noqa: RUF012 — Textual's form
    HINTS = (
        Hint("enter", "Save", "save"),
        Hint("↓", "Open promises", "promises"),
        Hint("space", "Kept", "kept"),
        Hint("esc", "Close", "cancel"),
    )
    DEFAULT_CSS = "PromiseDialog PickList { margin-top: 1; }"

    def __init__(self, number: int) -> None:
        """Be about the contact of this number."""
        super().__init__("A promise to", [number])

    def compose_fields(self) -> Iterable[Any]:
        """Put the open promises below the line."""
        yield from super().compose_fields()
        yield PickList(self._fetch, self._paint, id="open")

    @property
    def open_promises(self) -> PickList[FollowUpRow]:
        """The list of them."""
        return self.query_one("#open", PickList)

    # The open ones

    async def read(self) -> None:
        """Read the contact, and list what is promised."""
        await super().read()
        rows = self.cards[0].follow_ups if self.cards else ()
        numbers = [row.id for row in rows]
        self.open_promises.show([-1, *numbers] if numbers else [], {-1: _OPEN})
        if not numbers:
            self.query_one("#line", Input).focus()

    async def _fetch(self, numbers: Sequence[int]) -> Mapping[int, FollowUpRow]:
        return {row.id: row for card in self.cards for row in card.follow_ups if row.id in numbers}

    def _paint(self, row: FollowUpRow, cells: int) -> list[Part]:
        today = self.work.today
        if row.due_on is None:
            when, role = f"promised {short_date(row.made_on, today)}", "promise"
        else:
            when, role = f"due {short_date(row.due_on, today)}", "stale" if row.due_on < today else "promise"
        when += ", recurs" if row.recurrence else ""
        room = max(8, cells - 4 - width(when))
        return [("→ ", role), (pad(row.what or "follow up", room), ""), ("  ", ""), (when, "muted")]

    def action_promises(self) -> None:
        """Go to the open promises."""
        if self.open_promises.numbers:
            self.open_promises.focus()

    def action_kept(self) -> None:
        """Mark the promise under the cursor kept."""
        self.open_promises.action_mark()

    @on(VirtualList.Opened)
    def _mark_kept(self, event: VirtualList.Opened) -> None:
        event.stop()
        start_beside(self, partial(self._keep, event.number), "kept", exclusive=True)

    async def _keep(self, number: int) -> None:
        try:
            done = await self.keep(keep, self.who[0], self.work.today, number=number)
            self.said = f"✓ {done.step} · u undo"
            await self.read()
        except NetbookError as problem:
            self.say_wrong(problem)

    # A new one

    def _phrase(self, text: str, *, day_first: bool | None = None) -> PromisePhrase:
        first = self.work.settings.day_first if day_first is None else day_first
        return read_promise_phrase([text], self.work.today, day_first=first)

    def preview(self, text: str) -> Iterable[Content | str]:
        """Show what, by when and how often."""
        phrase, today = self._phrase(text), self.work.today
        due_on = _due_on(phrase, today)
        yield ""
        if not text:
            kept = self.said.removesuffix(" · u undo")
            yield plain(kept, "good") if kept else plain("What do you owe? “by” gives it a day.", "muted")
            return
        yield labelled("Promise", phrase.what or "follow up")
        if phrase.day is not None:
            yield from self.day_lines("By", phrase.day, lambda first: self._phrase(text, day_first=first).day)
        elif due_on is not None:
            yield from self.day_lines("By", DateRead(due_on), lambda _: None)
        else:
            yield labelled("By", ("no day: it stays in the review until it is kept", "muted"))
        if due_on is not None and due_on < today:
            yield labelled("", ("that day is past: it will be overdue at once", "warn"))
        if phrase.cadence is not None:
            yield labelled("Again", phrase.cadence.words)

    async def save(self) -> None:
        """Promise it; with nothing typed, but something kept, close."""
        if not self.text and self.said:
            self.dismiss(None)
            return
        phrase, today = self._phrase(self.text), self.work.today
        due_on = _due_on(phrase, today)
        recurrence = recurrence_of(phrase.cadence) if phrase.cadence else None
        done = await self.keep(promise, self.who[0], phrase.what, due_on, today, recurrence=recurrence)
        by = f", by {short_date(due_on, today)}" if due_on else ""
        again = f", {phrase.cadence.words}" if phrase.cadence else ""
        what = (
            f"Promised {done.result.called}: {phrase.what}" if phrase.what else f"Follow-up with {done.result.called}"
        )
        self.finish(done, f"{what}{by}{again}")


def _due_on(phrase: PromisePhrase, today: date) -> date | None:
    """Give the day it is due; one that recurs without a date begins after one cadence."""
    if phrase.day is not None:
        return phrase.day.on
    return today + phrase.cadence.span.delta() if phrase.cadence is not None and phrase.cadence.span else None
