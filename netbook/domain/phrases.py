"""The words after a contact's name: what was logged, or what is promised, with a date or cadence at their end.

A word that came with spaces in it (a quoted argument of a shell) is text, unless all of it is a date; what follows
``::`` is text whatever it says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbook.domain.cadence import Cadence, UnreadableCadence, read_cadence
from netbook.domain.channels import Channel, Direction, channel_named
from netbook.domain.dates import DateRead, Prefer, UnreadableDate, closed_date_suffix, read_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

NOTE_SIGN = "::"
_LONGEST_DATE = 8
_LONGEST_CADENCE = 4
_CERTAINLY_A_DATE = 3
"""So few words after a leading “on” or “by” can only be meant as a date; more may be a text that begins so."""
_DIRECTIONS = {"me": Direction.BY_ME, "them": Direction.BY_THEM}


@dataclass(frozen=True, slots=True)
class LogPhrase:
    """An interaction as typed; what was not said is None."""

    channel: Channel | None = None
    direction: Direction | None = None
    day: DateRead | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class PromisePhrase:
    """A promise as typed: what is owed, by when, and how often again."""

    what: str | None = None
    day: DateRead | None = None
    cadence: Cadence | None = None


def read_log_phrase(words: Sequence[str], today: date, *, day_first: bool = True) -> LogPhrase:
    """Read ``[CHANNEL] [by me | by them] [TEXT…] [on DATE | closed date phrase] [:: TEXT]``; dates are past ones.

    Raises:
        UnreadableDate: nothing but “on” and something that is no date was said.

    """
    before, after = _split_at_sign(words)
    channel, before = _channel(before)
    direction, before = _direction(before)
    before, day = date_at_end(before, today, prefer="past", day_first=day_first, leads=("on",))
    return LogPhrase(channel, direction, day, _text(before, after))


def read_promise_phrase(words: Sequence[str], today: date, *, day_first: bool = True) -> PromisePhrase:
    """Read ``[WHAT…] [by DATE | on DATE | closed date phrase] [every CADENCE] [:: TEXT]``; dates are future ones.

    Raises:
        UnreadableDate: nothing but “by” or “on” and something that is no date was said.

    """
    before, after = _split_at_sign(words)
    before, cadence = cadence_at_end(before)
    before, day = date_at_end(before, today, prefer="future", day_first=day_first, leads=("by", "on"))
    if cadence is None:
        before, cadence = cadence_at_end(before)
    return PromisePhrase(_text(before, after), day, cadence)


def date_at_end(
    words: Sequence[str], today: date, *, prefer: Prefer, day_first: bool, leads: Sequence[str]
) -> tuple[Sequence[str], DateRead | None]:
    """Take the date off the end of some words: one that a leading word opens, else a closed date phrase.

    Raises:
        UnreadableDate: the words begin with a leading word, and the few after it are no date.

    """
    for index in range(len(words) - 2, max(-1, len(words) - 2 - _LONGEST_DATE), -1):
        if words[index].lower() not in leads:
            continue
        try:
            return words[:index], read_date(" ".join(words[index + 1 :]), today, prefer=prefer, day_first=day_first)
        except UnreadableDate:
            if index == 0 and len(words) - 1 <= _CERTAINLY_A_DATE:
                raise
    found = closed_date_suffix(words[-_LONGEST_DATE:], today, prefer=prefer, day_first=day_first) if words else None
    if found is None:
        return words, None
    count, day = found
    return words[: len(words) - count], day


def cadence_at_end(words: Sequence[str]) -> tuple[Sequence[str], Cadence | None]:
    """Take ``every CADENCE`` off the end of some words."""
    for index in range(len(words) - 2, max(-1, len(words) - 2 - _LONGEST_CADENCE), -1):
        if words[index].lower() == "every":
            try:
                return words[:index], read_cadence(f"every {' '.join(words[index + 1 :])}")
            except UnreadableCadence:
                continue
    return words, None


def _split_at_sign(words: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Part the words at ``::``; a single argument is a whole line, as in a capture, and falls into its words."""
    if len(words) == 1 and not any(sign in words[0] for sign in "\r\n"):
        words = words[0].split()
    if NOTE_SIGN not in words:
        return words, ()
    at = list(words).index(NOTE_SIGN)
    return words[:at], words[at + 1 :]


def _channel(words: Sequence[str]) -> tuple[Channel | None, Sequence[str]]:
    for count in (2, 1):
        channel = channel_named(" ".join(words[:count])) if len(words) >= count else None
        if channel is not None:
            return channel, words[count:]
    return None, words


def _direction(words: Sequence[str]) -> tuple[Direction | None, Sequence[str]]:
    if len(words) > 1 and words[0].lower() == "by" and words[1].lower() in _DIRECTIONS:
        return _DIRECTIONS[words[1].lower()], words[2:]
    return None, words


def _text(before: Sequence[str], after: Sequence[str]) -> str | None:
    return " ".join([*before, *after]).strip() or None
