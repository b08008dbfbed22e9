"""What is said of one event beside the list, and the columns of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.counts import people
from netbook.domain.dates import describe_date, short_date
from netbook.queries.events import ALIVE_DAYS, EventRow, Outcome, Phase
from netbook.tui.widgets.columns import Column, ColumnPainter
from netbook.tui.widgets.contact_columns import signed
from netbook.tui.widgets.contact_pane import handle_text
from netbook.tui.widgets.text import line, lines, plain
from netbook.wording.signs import sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from textual.content import Content

    from netbook.queries.cards import ContactCard
    from netbook.tui.widgets.text import Part

_MOST_NAMES = 40


def event_columns(day: Callable[[], date]) -> ColumnPainter[EventRow]:
    """Give the columns of the list of events: sign, name, days, met, new, to debrief, place."""
    return ColumnPainter(
        [
            Column("", lambda event: ("*" if event.running else "", "accent bold"), 1, 1, gap=1),
            Column("Name", lambda event: (event.name, ""), 12, 24),
            Column("When", lambda event: _when(event, day()), 12, 15),
            Column("Met", lambda event: (str(event.met or ""), ""), 3, 4),
            Column("New", lambda event: (str(event.first_met or ""), "new"), 3, 4),
            Column("Debrief", _left, 7, 7),
            Column("Place", lambda event: (event.place or "", "muted"), 9, 200),
        ]
    )


def _left(event: EventRow) -> Part:
    if event.to_debrief:
        return f"{event.to_debrief} left", "due"
    return ("✓ all", "good") if event.met else ("", "")


def _when(event: EventRow, today: date) -> Part:
    if event.running:
        return f"now, day {_running_day(event, today, '/')}", "accent"
    return short_days(event, today), "muted"


def _running_day(event: EventRow, today: date, of: str) -> str:
    day = 1 if event.starts_on is None else (today - event.starts_on).days + 1
    if event.starts_on is None or event.ends_on is None:
        return str(day)
    return f"{day}{of}{(event.ends_on - event.starts_on).days + 1}"


def short_days(event: EventRow, today: date) -> str:
    """Give an event's days for a column: “14–16 Oct”, “30 Dec–2 Jan”, “Oct 2025”."""
    first, last = event.starts_on, event.ends_on or event.starts_on
    if first is None or last is None:
        return ""
    if first.year != today.year:
        return f"{first.day} {first:%b %Y}" if first == last else f"{_from(first, last)}{last.day} {last:%b %y}"
    return f"{last.day} {last:%b}" if first == last else f"{_from(first, last)}{last.day} {last:%b}"


def _from(first: date, last: date) -> str:
    same_month = (first.year, first.month) == (last.year, last.month)
    return f"{first.day}–" if same_month else f"{first.day} {first:%b}–"


class EventPane:
    """Lays out what is said of one event: whole beside the list, a few lines below it."""

    def __init__(self, found: Outcome, today: date) -> None:
        """Speak of an event on a day."""
        self.found = found
        self.event = found.event
        self.today = today
        self.phase = found.event.phase(today)

    def whole(self) -> Content:
        """Lay out the whole pane, for a column of its own."""
        parts: list[Content | str] = []
        about = self._about()
        if about:
            parts.append(plain(about))
        parts += [plain(self._time()), ""]
        if self.phase is not Phase.BEFORE or self.event.met:
            parts += [plain("Met", "heading bold"), *self._figures(), ""]
        if self.phase is not Phase.AFTER:
            parts += [*self._look_for(), ""]
        if self.found.waiting:
            parts += [plain(f"To debrief ({len(self.found.waiting)})", "heading bold")]
            parts += [*self._people(self.found.waiting), "", plain("b asks about them, one key each.", "muted")]
        parts.append(self._next())
        return lines(parts)

    def strip(self) -> Content:
        """Lay out the five lines that fit below a list."""
        parts: list[Content | str] = [plain(" · ".join(part for part in (self._time(), self._about()) if part))]
        if self.phase is not Phase.BEFORE or self.event.met:
            parts += list(self._figures())[:3]
        if self.phase is not Phase.AFTER:
            names = ", ".join(_name_and_handle(card) for card in self.found.look_for)
            parts.append(line(("To look for  ", "heading bold"), names or "nobody"))
        elif self.found.waiting:
            names = ", ".join(card.called for card in self.found.waiting)
            parts.append(line(("To debrief  ", "heading bold"), names))
        return lines(parts)

    def _about(self) -> str:
        return " · ".join(part for part in (self.event.kind, self.event.place, self.event.hashtag) if part)

    def _time(self) -> str:
        event, today = self.event, self.today
        if self.phase is Phase.DURING:
            if event.running:
                until = f", until {short_date(event.ends_on, today)}" if event.ends_on else ""
                return f"Running, day {_running_day(event, today, ' of ')}{until}"
            return "On now, but not running: R runs it, and m assumes it"
        day = event.starts_on if self.phase is Phase.BEFORE else event.ends_on or event.starts_on
        if day is None:
            return "No days are known; e fills them in"
        verb = "Begins" if self.phase is Phase.BEFORE else "Ended"
        return f"{verb} {describe_date(day, today)}"

    def _figures(self) -> Iterator[Content]:
        event, found = self.event, self.found
        so_far = " so far" if self.phase is Phase.DURING else ""
        if not event.met:
            yield plain(f"  Nobody met{so_far or ' there'}; m records a meeting")
            return
        yield line("  ", (f"{event.met} met{so_far}", "bold"), f", {event.first_met} of them for the first time")
        if self.phase is Phase.AFTER:
            yield plain(f"  {event.talked_since} followed up: talked to since")
            yield self._alive()
            if found.cold:
                yield plain(f"  ! {found.cold} went cold: dormant today", "stale")
        if not event.to_debrief:
            yield plain("  ✓ all debriefed", "good")
        elif self.phase is Phase.DURING:
            yield plain(f"  {event.to_debrief} to debrief, b asks about them", "muted")

    def _alive(self) -> Content:
        if self.found.alive is not None:
            return plain(f"  {self.found.alive} of {self.event.met} still alive after {ALIVE_DAYS} days")
        if self.found.alive_on is None:
            return plain(f"  Still alive after {ALIVE_DAYS} days: unknown without its days", "muted")
        known = short_date(self.found.alive_on, self.today)
        return plain(f"  Still alive after {ALIVE_DAYS} days: known on {known}", "muted")

    def _look_for(self) -> Iterator[Content]:
        found = self.found.look_for
        still = "To look for still" if self.phase is Phase.DURING else "To look for there, known online only"
        yield plain(f"{still} ({len(found)})", "heading bold")
        if found:
            yield from self._people(found)
        else:
            bearing = self.event.hashtag or "its name as a tag"
            lives = f" or lives in {self.event.place}" if self.event.place else ""
            yield plain(f"  Nobody known online only bears {bearing}{lives}.", "muted")

    def _people(self, cards: Sequence[ContactCard]) -> Iterator[Content]:
        for card in cards[:_MOST_NAMES]:
            mark, role = signed(sign(card))
            handle = handle_text(card.handles[0]) if card.handles and card.name else ""
            yield line((f"  {mark:<2} ", role), card.called, (f"  {handle}" if handle else "", "accent"))
        if len(cards) > _MOST_NAMES:
            yield plain(f"     and {people(len(cards) - _MOST_NAMES)} more", "muted")

    def _next(self) -> Content:
        if self.phase is Phase.BEFORE:
            return plain("On the day, R runs it; m then assumes it.", "muted")
        if self.phase is Phase.AFTER and not self.found.waiting and self.event.met:
            return plain("enter lists those met there.", "muted")
        return plain("")


def _name_and_handle(card: ContactCard) -> str:
    handle = card.handles[0].shown if card.handles and card.name else ""
    return f"{card.called} {handle}".rstrip()
