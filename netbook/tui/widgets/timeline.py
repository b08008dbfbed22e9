"""The timeline of a contact: what is promised first, then every interaction, newest first, read a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from netbook.domain.channels import Direction
from netbook.domain.dates import short_date
from netbook.domain.dates.wording import dated
from netbook.domain.text import clean_block, pad
from netbook.domain.text import plain as search_key
from netbook.tui.widgets.virtual_list import Painter, VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from netbook.queries.cards import FollowUpRow
    from netbook.queries.timeline import InteractionRow
    from netbook.tui.widgets.text import Part

PAGE_ROWS = 100
"""Interactions read at once."""
DIRECTIONS = {Direction.BY_ME: "you", Direction.BY_THEM: "they", Direction.BOTH: "both"}
_DAY_CELLS = 11
_CHANNEL_CELLS = 9
_DIRECTION_CELLS = 4
_NARROW = 50
"""Below so many cells a row leaves out who spoke."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: an open follow-up, or an interaction."""

    follow_up: FollowUpRow | None = None
    interaction: InteractionRow | None = None

    @property
    def number(self) -> int:
        """The number of the row in the list; follow-ups and interactions are numbered apart in the book."""
        if self.follow_up is not None:
            return self.follow_up.id * 2 + 1
        return 0 if self.interaction is None else self.interaction.id * 2

    @property
    def search_key(self) -> str:
        """What a search looks in."""
        if self.follow_up is not None:
            return search_key(f"promise {self.follow_up.what or 'follow up'}")
        row = self.interaction
        if row is None:
            return ""
        words = (dated(row.on), row.channel.value, DIRECTIONS[row.direction], row.event or "", row.note or "")
        return search_key(" ".join(words))

    def fits(self, words: Sequence[str]) -> bool:
        """Say whether all the words are found in it."""
        key = self.search_key
        return all(word in key for word in words)


class Timeline(VirtualList[Entry]):
    """The rows of a contact; a space keeps a promise, and going to the end reads all there is."""

    @dataclass
    class Ticked(Message):
        """Space was pressed on a row."""

        number: int

    @dataclass
    class EndWanted(Message):
        """The user goes to the very end."""

    @dataclass
    class Scrolled(Message):
        """Other rows are in sight."""

    def action_mark(self) -> None:
        """Say that the row was ticked."""
        if self.number is not None:
            self.post_message(self.Ticked(self.number))

    def action_last(self) -> None:
        """Go to the last row; older ones are read first."""
        super().action_last()
        self.post_message(self.EndWanted())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that other rows are in sight."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Scrolled())

    @property
    def below(self) -> int:
        """How many rows lie below those in sight."""
        return max(0, len(self.numbers) - self.scroll_offset.y - max(1, self.size.height))


def paint_entry(day: Callable[[], date]) -> Painter[Entry]:
    """Give a function that draws a row."""

    def _paint(row: Entry, cells: int) -> list[Part]:
        if row.follow_up is not None:
            return _promise_parts(row.follow_up, day(), cells)
        return [] if row.interaction is None else _interaction_parts(row.interaction, cells)

    return _paint


def _promise_parts(follow_up: FollowUpRow, today: date, cells: int) -> list[Part]:
    late = follow_up.due_on is not None and follow_up.due_on < today
    when = promised_when(follow_up, today)
    room = max(8, cells - len(when) - 5)
    what = follow_up.what or "follow up"
    return [("→  ", "stale" if late else "promise"), (pad(what, room), ""), ("  " + when, "stale" if late else "muted")]


def promised_when(follow_up: FollowUpRow, today: date) -> str:
    """Say when a follow-up is due, or since when it is promised."""
    again = ", recurring" if follow_up.recurrence else ""
    if follow_up.due_on is None:
        return f"promised {short_date(follow_up.made_on, today)}{again}"
    return f"due {short_date(follow_up.due_on, today)}{again}"


def _interaction_parts(row: InteractionRow, cells: int) -> list[Part]:
    parts: list[Part] = [
        (f"{dated(row.on):>{_DAY_CELLS}}  ", "muted"),
        (pad(row.channel.value.capitalize(), _CHANNEL_CELLS) + "  ", ""),
    ]
    if cells >= _NARROW:
        parts.append((pad(DIRECTIONS[row.direction], _DIRECTION_CELLS) + "  ", "muted"))
    used = sum(len(text) for text, _role in parts)
    note = clean_block(row.note or "").strip().replace("\n", " / ")
    text = " · ".join(part for part in (row.event, note) if part)
    parts.append((pad(text, max(1, cells - used)), ""))
    return parts
