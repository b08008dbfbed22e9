"""Log a contact: channel, direction, text and date in one line; empty means the usual channel today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from netbook.domain.channels import Channel, Direction, channel_named
from netbook.domain.dates import describe_date, short_date
from netbook.domain.phrases import LogPhrase, read_log_phrase
from netbook.errors import UsageProblem
from netbook.tui.dialogs.one_line import OneLineDialog, labelled
from netbook.tui.keys import key
from netbook.tui.widgets.key_bar import Hint
from netbook.tui.widgets.text import line
from netbook.usecases.interactions import LoggedInteraction, NewInteraction, log_interaction, usual_channel
from netbook.wording.acts import counted_people
from netbook.wording.reviewing import following

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.content import Content

_CHOICES: tuple[Channel | None, ...] = (None, *Channel)
"""What up and down go through; None is the usual channel."""


class LogDialog(OneLineDialog[LoggedInteraction]):
    """Log one interaction with one contact, or one that several shared."""

    PLACEHOLDER = "email   by me   sent the draft   yesterday   :: what it was about"
    BINDINGS = [  # noqa: RUF012 — Textual's form
        key("channel-down", "down", "choose(1)", "Channel", "the next channel", "↓"),
        key("channel-up", "up", "choose(-1)", "Before", "the channel before", "↑"),
    ]
    HINTS = (Hint("enter", "Save", "save"), Hint("↓↑", "Channel", "choose(1)"), Hint("esc", "Cancel", "cancel"))

    def __init__(self, numbers: list[int]) -> None:
        """Be about the contacts of these numbers."""
        super().__init__("Log a contact with", numbers)
        self._usual: Channel | None = None

    async def read(self) -> None:
        """Read the contacts, and on which channel one is usually in touch."""
        self._usual = await self.work.read(usual_channel, self.numbers[0])
        await super().read()

    def _phrase(self, text: str, *, day_first: bool | None = None) -> LogPhrase:
        first = self.work.settings.day_first if day_first is None else day_first
        return read_log_phrase([text], self.work.today, day_first=first)

    # What it means

    def preview(self, text: str) -> Iterable[Content | str]:
        """Show channel, direction, day and text, and the channels there are."""
        phrase = self._phrase(text)
        today = self.work.today
        if phrase.day is not None and phrase.day.on > today:
            raise UsageProblem(
                f"{describe_date(phrase.day.on, today)}, is in the future; what is logged has happened. "
                "After “::” all is text."
            )
        usual = self._usual.value if self._usual else "the usual"
        channel = (phrase.channel.value, "") if phrase.channel else (usual, "")
        yield ""
        yield labelled("Channel", channel, ("" if phrase.channel else "   the usual one", "muted"))
        if phrase.direction is not None:
            yield labelled("Who", phrase.direction.value)
        if phrase.day is None:
            yield labelled("When", describe_date(today, today))
        else:
            yield from self.day_lines("When", phrase.day, lambda first: self._phrase(text, day_first=first).day)
        if phrase.text:
            yield labelled("Text", phrase.text)
        if len(self.cards) > 1:
            yield labelled("Shared", (f"one contact with {len(self.cards)} people", "muted"))
        yield ""
        yield _channels(phrase.channel)

    def action_choose(self, way: int) -> None:
        """Write another channel at the beginning of the line."""
        field = self.query_one("#line", Input)
        channel, rest = _channel_and_rest(field.value)
        after = _CHOICES[(_CHOICES.index(channel) + way) % len(_CHOICES)]
        field.value = rest if after is None else f"{after.value} {rest}"
        field.cursor_position = len(field.value)

    # Saving

    async def save(self) -> None:
        """Log it."""
        phrase = self._phrase(self.text)
        today = self.work.today
        on = phrase.day.on if phrase.day else today
        new = NewInteraction(phrase.channel, phrase.direction or Direction.BOTH, on, phrase.text)
        kept = await self.keep(log_interaction, self.who, new, today)
        logged = kept.result
        when = "" if on == today else f", {short_date(on, today)}"
        after = following(logged.cards[0], today) if len(logged.cards) == 1 else ""
        self.close(f"Logged {logged.channel.value} with {counted_people(logged.cards)}{when}{after}", logged)


def _channel_and_rest(text: str) -> tuple[Channel | None, str]:
    """Part the channel that a line begins with from the rest of it."""
    words = text.split()
    for count in (2, 1):
        channel = channel_named(" ".join(words[:count])) if len(words) >= count else None
        if channel is not None:
            return channel, " ".join(words[count:])
    return None, text.strip()


def _channels(chosen: Channel | None) -> Content:
    """Draw the channels in a row, a sign before the one in force."""
    parts = [
        (f">{name} " if channel is chosen else f" {name} ", "accent bold" if channel is chosen else "muted")
        for channel, name in ((each, each.value if each else "usual") for each in _CHOICES)
    ]
    return line(*parts)
