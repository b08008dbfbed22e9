"""Snooze until a day: a date or a length of time in one line; empty means a week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.counts import counted
from netbook.domain.dates import DateRead, describe_date, read_date, short_date
from netbook.errors import UsageProblem
from netbook.queries.cards import ContactCard
from netbook.tui.dialogs.one_line import OneLineDialog, labelled
from netbook.tui.widgets.text import plain
from netbook.usecases.decide import snooze
from netbook.usecases.follow_ups import next_week
from netbook.wording.acts import counted_people

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.content import Content

    from netbook.domain.sitting import Sitting

_LEADS = ("until", "till", "for")


class SnoozeDialog(OneLineDialog[list[ContactCard]]):
    """Leave contacts out of the review until a day."""

    PLACEHOLDER = "3 weeks, fri, 1 dec, end of month"

    def __init__(self, numbers: list[int], sitting: Sitting) -> None:
        """Be about the contacts of these numbers; the decision belongs to a sitting."""
        super().__init__("Snooze", numbers)
        self._sitting = sitting

    def _until(self, text: str, *, day_first: bool | None = None) -> DateRead:
        first = self.work.settings.day_first if day_first is None else day_first
        words = text.split()
        if words and words[0].lower() in _LEADS:
            words = words[1:]
        if not text:
            return DateRead(next_week(self.work.today))
        return read_date(" ".join(words), self.work.today, prefer="future", day_first=first)

    def preview(self, text: str) -> Iterable[Content | str]:
        """Show the day, and what else it moves."""
        until, today = self._until(text), self.work.today
        if until.on <= today:
            raise UsageProblem(f"a snooze ends in the future, and {describe_date(until.on, today)}, is not.")
        yield ""
        yield from self.day_lines("Until", until, lambda first: self._until(text, day_first=first))
        moved = sum(
            1
            for card in self.cards
            for follow_up in card.follow_ups
            if follow_up.due_on is not None and follow_up.due_on < until.on
        )
        if moved:
            yield labelled("Moves", f"{counted(moved, 'follow-up')} to that day")
        if not text:
            yield plain("Type a day or a length of time, or press enter for a week.", "muted")

    async def save(self) -> None:
        """Snooze them."""
        until, today = self._until(self.text).on, self.work.today
        kept = await self.keep(snooze, self.who, until, today, self._sitting)
        self.finish(kept, f"{counted_people(kept.result)} snoozed to {short_date(until, today)}")
