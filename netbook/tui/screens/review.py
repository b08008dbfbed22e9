"""The weekly review, the first page: whom to write to, why, and what about; one key a contact."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual.containers import Container, Vertical
from textual.widgets import Static

from netbook.domain.counts import people
from netbook.domain.sitting import Sitting
from netbook.queries.catch_up import CatchUp, away_since, catch_up
from netbook.queries.notices import Undebriefed, undebriefed_event
from netbook.queries.picks import Pick, picks
from netbook.queries.review import FirstRows, Review, first_rows, review
from netbook.tui.keys import ON_REVIEW
from netbook.tui.screens.contact_list import ContactListPage
from netbook.tui.screens.review_text import about, catching_up, grouped, nobody_left, progress, ranked, welcome
from netbook.tui.widgets.contact_columns import Listed, review_columns
from netbook.tui.widgets.reader import Reader
from netbook.tui.widgets.status_line import StatusLine
from netbook.tui.widgets.text import lines, plain
from netbook.tui.widgets.virtual_list import VirtualList
from netbook.wording.reviewing import minutes_spent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from textual.content import Content

    from netbook.plain_book import Source
    from netbook.queries.cards import ContactCard


MOST_AT_FIRST = 60
"""Rows that are read first: they fill a screen."""


class ReviewPage(ContactListPage):
    """Groups of contacts, the coldest first; after an absence, those first who would be lost first."""

    DEFAULT_CSS = "ReviewPage.-nobody #side { display: none !important; }"
    BINDINGS = [*ON_REVIEW]  # noqa: RUF012 — Textual's form
    TAB = "review"
    FOOTER = ("done", "snooze", "log", "let-go", "note", "open-profile", "cadence", "add", "met", "find", "undo")

    def __init__(self) -> None:
        """Make the page; a sitting begins with its first decision."""
        super().__init__()
        self._found: Review | None = None
        self._absence: CatchUp | None = None
        self._away_since: date | None = None
        self._picks: list[Pick] = []
        self._event: Undebriefed | None = None
        self._listed: dict[int, Listed] = {}
        self._everybody = False
        self._began_at: datetime | None = None
        self._gone: set[int] = set()
        """Who stood in the list during this sitting and does no more: undo brings them back."""
        self._shown_anew = True
        """Whether the next list is another one, so that who is missing in it was not dealt with."""

    def compose_body(self) -> Iterable[Any]:
        """Put the list and the pane up."""
        with Container(id="body"):
            with Vertical(classes="pane main", id="list-pane") as pane:
                pane.border_title = "This week's review"
                yield Static(id="progress", markup=False, classes="note")
                yield VirtualList(
                    self._fetch, review_columns(lambda: self.work.today), id="rows", before_mark=self._keep_promise
                )
                yield Reader(id="welcome")
            yield Reader(classes="pane side", id="side")
            yield Reader(classes="pane third", id="timeline")

    async def _fetch(self, numbers: Sequence[int]) -> Mapping[int, Listed]:
        return {number: self._listed[number] for number in numbers if number in self._listed}

    def row_card(self, row: Listed) -> ContactCard:
        """Give the card of a row."""
        return row.card

    # Reading

    async def load(self) -> None:
        """Read the list of the day, and what is offered besides."""
        today, settings = self.work.today, self.work.settings
        cap = None if self._everybody else settings.cap
        if self._found is None:
            self._begin(await self.work.look(_beginning, today, cap))
        read = await self.work.look(_the_day, today, cap, self._away_since, settings.sector)
        self._found, self._absence, self._picks, self._event = read
        if self._began_at is not None:
            self._note_asked()
        self._away_since = self._absence.since if self._absence is not None else None
        self._show()

    def _begin(self, beginning: FirstRows | None) -> None:
        """Show a screenful while the rest of a long list is read."""
        if beginning is not None and beginning.rows:
            left = sum(beginning.sizes.values())
            numbers, headings, self._listed = grouped(beginning.rows, (), self.work.today, beginning.sizes)
            self.query_one("#progress", Static).update(progress(0, left, self.size.width))
            self.query_one("#list-pane").border_subtitle = people(left)
            self._show_list(numbers, headings)

    def _show_list(self, numbers: Sequence[int], headings: Mapping[int, str]) -> None:
        self.rows.show(numbers, headings)
        empty = not numbers
        welcome = self.query_one("#welcome", Reader)
        welcome.display, self.rows.display = empty, not empty
        if self.focused is None or not self.focused.display:
            (welcome if empty else self.rows).focus()
        self.set_class(empty, "-nobody")

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        numbers, headings = self._rows(found)
        pane = self.query_one("#list-pane")
        pane.border_title = "Catching up" if self._absence is not None else "This week's review"
        self._show_list(numbers, headings)
        self.query_one("#progress", Static).update(self._head())
        if not numbers:
            self.query_one("#welcome", Reader).show(self._nobody(found))
        self.show_counts()
        self.query_one(StatusLine).about = about(found)

    def _rows(self, found: Review) -> tuple[list[int], dict[int, str]]:
        """Give the numbers of all rows with their headings, and keep what stands in them."""
        today = self.work.today
        if self._absence is not None:
            cap = None if self._everybody else max(1, self.work.settings.cap - len(self._gone))
            numbers, headings, listed = ranked(self._absence, today, cap)
        else:
            numbers, headings, listed = grouped(found.rows, self._picks, today)
        due = {number for number, row in self._listed.items() if row.group is not None}
        self._gone = (self._gone if self._shown_anew else self._gone | due) - set(listed)
        self._listed, self._shown_anew = listed, False
        return numbers, headings

    def _head(self) -> Content:
        parts = []
        if self._absence is not None:
            parts.append(catching_up(self._absence, self.work.settings.cap))
        if self._listed:
            parts.append(progress(len(self._gone), len(self._listed), self.size.width))
        if self._event is not None:
            waiting = f"{self._event.name}: {people(self._event.to_debrief)} not debriefed · b asks about each"
            parts.append(plain(waiting, "promise"))
        return lines(parts)

    def _nobody(self, found: Review) -> Content:
        if self._is_new(found):
            return welcome(self.work.book_shown, self.size.width)
        now = self.work.now()
        spent = minutes_spent(now - (self._began_at or now))
        return nobody_left(found, len(self._gone), spent, self.work.today, self.work.settings.review_day)

    @staticmethod
    def _is_new(found: Review) -> bool:
        return not found.people and not found.inbox

    def show_counts(self) -> None:
        """Say how many rows there are."""
        count, marked = self.rows.count, len(self.rows.marked)
        words = f"{marked} of {people(count)} marked" if marked else people(count)
        self.query_one("#list-pane").border_subtitle = words

    # Deciding

    def sitting(self) -> Sitting:
        """Say which review a decision is part of."""
        now = self.work.now()
        self._began_at = self._began_at or now
        groups = {number: row.group for number, row in self._listed.items() if row.group is not None}
        return Sitting(self._began_at, now, groups=groups)

    def _keep_promise(self, row: Listed) -> bool:
        """Mark the promise of a row kept, where space is pressed on one."""
        follow_up = row.card.foremost_follow_up
        if row.mark != "→" or follow_up is None or follow_up.what is None:
            return False
        self.change(partial(self._keep, f"#{row.card.id}", follow_up.what, follow_up.id))
        return True

    async def _keep(self, who: str, what: str, number: int) -> None:
        from netbook.usecases.follow_ups import keep

        await self.perform(lambda card: f"{card.called}: kept “{what}”", keep, who, self.work.today, number=number)

    def action_more(self) -> None:
        """Show everybody beyond the cap of the day, or no more than it."""
        self._everybody, self._shown_anew = not self._everybody, True
        self.start(self.load())

    # After an absence

    def action_spread(self) -> None:
        """Spread those beyond today's cap over the days to come."""
        rest = self._rest()
        if rest is not None:
            cap = max(1, self.work.settings.cap)
            days = -(-len(rest) // cap)
            said = f"{people(len(rest))} spread over {days} {'day' if days == 1 else 'days'}, {cap} a day"
            self.change(partial(self._spread, said, rest, cap))

    async def _spread(self, said: str, rest: Sequence[int], cap: int) -> None:
        from netbook.usecases.catching_up import spread

        await self.perform(lambda _cards: said, spread, rest, self.work.today, a_day=cap)

    def action_amnesty(self) -> None:
        """Let everybody off for as long as their own cadence."""
        if self._rest() is not None and self._absence is not None:
            numbers = [row.card.id for row in self._absence.rows]
            said = f"{people(len(numbers))} let off until their own cadence comes round"
            self.change(partial(self._amnesty, said, numbers))

    async def _amnesty(self, said: str, numbers: Sequence[int]) -> None:
        from netbook.usecases.catching_up import amnesty

        await self.perform(lambda _cards: said, amnesty, numbers, self.work.today)

    def _rest(self) -> list[int] | None:
        if self._absence is None:
            self.say("This is for coming back after more than two weeks; you were here lately.", "warn")
            return None
        return [row.card.id for row in self._absence.rows if row.card.id not in self._listed]

    # Elsewhere

    def _note_asked(self) -> None:
        """Keep that the event was asked about, once a sitting has begun: those of later days ask no more."""
        if self._event is not None and not self._event.asked:
            self.start(self._keep_asked(self._event.id))

    async def _keep_asked(self, event_id: int) -> None:
        await self.work.prepare()
        from netbook.usecases.events import note_asked

        await self.work.note(note_asked, event_id, self.work.today)

    def action_debrief(self) -> None:
        """Debrief the event that waits for it."""
        if self._event is None:
            self.say("No event is asked about today. 3 shows your events, and b debriefs one there.", "warn")
        else:
            from netbook.tui.screens.debrief import DebriefPage

            self._note_asked()
            self.start(self.ask(DebriefPage(self._event.id)))

    def action_demo(self) -> None:
        """Look around in a made-up book."""
        self.netbook.look_around()


def _beginning(source: Source, today: date, cap: int | None) -> FirstRows | None:
    """Read the beginning of the list; None after an absence, when it is another one."""
    return None if away_since(source, today) else first_rows(source, today, cap=cap, most=MOST_AT_FIRST)


def _the_day(
    source: Source, today: date, cap: int | None, away_since: date | None, sector: str
) -> tuple[Review, CatchUp | None, list[Pick], Undebriefed | None]:
    """Read the list of the day and what is offered besides, in one snapshot of the book."""
    found = review(source, today, cap=cap)
    offered = picks(source, today, sector, but=[row.card.id for row in found.rows])
    return found, catch_up(source, today, since=away_since), offered, undebriefed_event(source, today)
