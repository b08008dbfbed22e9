"""How often to be in touch: a cadence in one line; empty leaves it to the tags and to how often one talks."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from netbook.domain.cadence import Cadence, read_cadence
from netbook.domain.dates import describe_date
from netbook.domain.text import shorten
from netbook.errors import NetbookError
from netbook.queries.cards import ContactCard
from netbook.tui.beside import start_beside
from netbook.tui.dialogs.one_line import OneLineDialog, labelled
from netbook.tui.widgets.text import plain
from netbook.usecases.edit import set_cadence
from netbook.wording.acts import counted_people
from netbook.wording.reviewing import following

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from textual.content import Content

PAUSE_SECONDS = 0.1
"""How long typing rests before the book is asked when the contact would be due."""
_CLEARING = ("none", "default", "usual")
_SHOWN = 4
_NAME_CELLS = 24


class CadenceDialog(OneLineDialog[list[ContactCard]]):
    """Set one cadence for one contact or several."""

    PLACEHOLDER = "6w, monthly, every 2 weeks, quarterly, never"

    def __init__(self, numbers: list[int]) -> None:
        """Be about the contacts of these numbers."""
        super().__init__("Cadence of", numbers)
        self._due: tuple[str, date | None] | None = None
        """The text that the book was asked about, and the day it gave."""

    def preview(self, text: str) -> Iterable[Content | str]:
        """Show what is in force, and what would be."""
        cadence = _read(text)
        yield ""
        yield from self._in_force()
        if cadence is None:
            yield labelled("Then", "left to the tags, and to how often you talk")
        elif cadence.days is None:
            yield labelled("Then", "never: let go, no more reminders")
        else:
            yield labelled("Then", cadence.words)
        if self._due is not None and self._due[0] == text:
            if self._due[1] is not None:
                yield labelled("Due", describe_date(self._due[1], self.work.today))
        elif len(self.cards) == 1:
            start_beside(self, partial(self._ask, text, cadence), "due", exclusive=True)
        if not text:
            yield plain("Empty, enter takes a cadence of their own away.", "muted")

    async def _ask(self, text: str, cadence: Cadence | None) -> None:
        """Ask the book when the contact would be due; nothing is kept of it."""
        await asyncio.sleep(PAUSE_SECONDS)
        try:
            (after,) = await self.work.preview(set_cadence, self.who, cadence, self.work.today)
        except NetbookError:
            # The day is a courtesy; what is wrong is said when it is saved.
            return
        self._due = (text, after.due_on)
        if text == self.text:
            self.show()

    def _in_force(self) -> Iterable[Content]:
        if len({in_force(card) for card in self.cards}) == 1:
            yield labelled("Now", in_force(self.cards[0]))
            return
        for place, card in enumerate(self.cards[:_SHOWN]):
            name = f"{shorten(card.called, _NAME_CELLS)}: "
            yield labelled("" if place else "Now", (name, "muted"), in_force(card))
        if len(self.cards) > _SHOWN:
            yield labelled("", (f"and {len(self.cards) - _SHOWN} more", "muted"))

    async def save(self) -> None:
        """Set it."""
        cadence = _read(self.text)
        kept = await self.keep(set_cadence, self.who, cadence, self.work.today)
        after = following(kept.result[0], self.work.today) if len(kept.result) == 1 else ""
        self.finish(kept, f"{counted_people(kept.result)}: {_words(cadence)}{after}")


def _read(text: str) -> Cadence | None:
    return None if not text or text.lower() in _CLEARING else read_cadence(text)


def _words(cadence: Cadence | None) -> str:
    if cadence is None:
        return "no cadence of their own"
    return "no more reminders" if cadence.days is None else cadence.words


def in_force(card: ContactCard) -> str:
    """Say the cadence in force and where it comes from; not clean yet."""
    if card.cadence is None:
        return "none set; by how often you talk"
    origin = f"from #{card.cadence_tag}" if card.cadence_tag else "your choice"
    return f"{card.cadence.words} ({origin})"
