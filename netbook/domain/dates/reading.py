"""Reading a date as typed. The forms are in ``relative`` and ``named``; this puts them together and refuses the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from netbook.domain.dates.forms import WEEKDAYS, Asking, Form, Found, pattern
from netbook.domain.dates.named import NAMED_FORMS, WEEKDAY_BEFORE
from netbook.domain.dates.relative import RELATIVE_FORMS
from netbook.domain.dates.wording import dated, weekday_name
from netbook.domain.text import shorten
from netbook.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

Prefer = Literal["past", "future"]
"""The side a date without a year or a direction is on: a log prefers the past, a schedule the future."""

LONGEST: Final = 60
"""Characters a date may have; longer text is refused unread, which bounds the work."""

_FIRST_YEAR = 1900
"""No date before this year is read; imports have readers of their own."""
_EXAMPLES = "yesterday, last tue, 3 weeks ago, 24 nov, 2026-11-24"
_SHOWN_CELLS = 40
_MOST_WORDS = 6
"""Words in the longest date that closes a capture: “wednesday the 3rd of november 2026”."""

_LEAD = pattern(r"(?:(?:on|since) )?(?:the )?")
_THE = pattern(r"(?:the )?")


class UnreadableDate(UsageProblem):
    """The text is not a date this program knows; the sentence quotes it harmlessly and names examples."""


@dataclass(frozen=True, slots=True)
class DateRead:
    """The day a text means; ``ambiguous`` when it was read by the order of day and month the user set (3/4)."""

    on: date
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text that has the shape of a date: the form, the days it may mean, the weekday written before it."""

    form: Form
    found: Found
    weekday: int | None = None

    def days(self) -> tuple[date, ...]:
        return tuple(day for day in self.found.days if self.weekday in (None, day.weekday()))


def read_date(text: str, today: date, *, prefer: Prefer, day_first: bool = True) -> DateRead:
    """Read a date as typed, between 1900 and 9999; raises UnreadableDate.

    Without a year or a direction the nearest such day on the preferred side is meant; a date that has both weekday
    and day is taken on whichever side the weekday fits. Today counts for “23 nov”, not for a bare weekday.
    """
    phrase = _normal(text)
    lead = _LEAD.match(phrase)
    reading = _read(phrase[lead.end() if lead else 0 :], Asking(today, prefer == "future", day_first))
    if reading is None or not reading.found.days:
        raise _unreadable(text)
    days = reading.days()
    if not days:
        raise _contradiction(text, reading.found.days[0])
    return DateRead(days[0], reading.found.ambiguous)


def closed_date_suffix(
    words: Sequence[str], today: date, *, prefer: Prefer, day_first: bool = True
) -> tuple[int, DateRead] | None:
    """Say how many of the last words are a date that needs no “on” before it, and which; None when they are none.

    The longest such date wins. A bare weekday, month, “3rd” or “3 weeks” belongs to the name, as does a date that
    does not exist or contradicts its weekday: “31 feb”.
    """
    asking = Asking(today, prefer == "future", day_first)
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        if not _normal(words[-count]):
            continue
        phrase = _phrase(words[-count:])
        lead = _THE.match(phrase)
        reading = _read(phrase[lead.end() if lead else 0 :], asking)
        if reading is not None and reading.form.closed:
            days = reading.days()
            return (count, DateRead(days[0], reading.found.ambiguous)) if days else None
    return None


def _phrase(words: Sequence[str]) -> str:
    return _normal(" ".join(words)) if sum(map(len, words)) <= LONGEST else ""


def _normal(text: str) -> str:
    """Give lower case with single spaces, or nothing when the text is too long or has characters no date has."""
    text = text.strip()
    if len(text) > LONGEST:
        return ""
    text = " ".join(text.replace("’", "'").replace(",", " ").split())
    # Before lower case, which turns the Kelvin sign into a k.
    return text.lower() if text.isascii() and text.isprintable() else ""


def _read(phrase: str, asking: Asking) -> _Reading | None:
    if not phrase:
        return None
    plain = _first(phrase, asking, (*RELATIVE_FORMS, *NAMED_FORMS))
    if plain is not None:
        return plain
    after_weekday = WEEKDAY_BEFORE.fullmatch(phrase)
    if after_weekday is None:
        return None
    named = _first(after_weekday["rest"], asking, tuple(form for form in NAMED_FORMS if form.named))
    return named and _Reading(named.form, named.found, WEEKDAYS[after_weekday["weekday"]])


def _first(phrase: str, asking: Asking, forms: Sequence[Form]) -> _Reading | None:
    for form in forms:
        match = form.pattern.fullmatch(phrase)
        if match is not None:
            found = form.read(match, asking)
            days = tuple(day for day in found.days if day.year >= _FIRST_YEAR)
            return _Reading(form, Found(days, found.ambiguous))
    return None


def _shown(text: str) -> str:
    # Cut first: a whole pasted file need not be cleaned for the forty cells that are shown.
    return shorten(text.strip()[:LONGEST], _SHOWN_CELLS)


def _unreadable(text: str) -> UnreadableDate:
    if not text.strip():
        return UnreadableDate(f"There is no date here. Try: {_EXAMPLES}")
    return UnreadableDate(f"“{_shown(text)}” is not a date I know. Try: {_EXAMPLES}")


def _contradiction(text: str, day: date) -> UnreadableDate:
    return UnreadableDate(
        f"“{_shown(text)}” contradicts itself: {dated(day)} is a {weekday_name(day)}. "
        f"Leave the weekday out, or write {day.isoformat()}."
    )
