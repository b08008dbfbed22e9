"""How often the user wants to be in touch: “every 6 weeks”, “6w”, “fortnightly”, “every other month”, “never”.

“Biweekly”, “bimonthly” and “biannual” are refused: each means two different lengths to different people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from netbook.domain.dates.spans import SPAN, UNIT, UNIT_WORDS, Span, any_of, span_in, span_of
from netbook.domain.text import shorten
from netbook.errors import UsageProblem

LONGEST: Final = 60
"""Characters a cadence may have; longer text is refused unread, which bounds the work."""
MOST_DAYS: Final = 3650
"""The longest cadence, ten years: staleness looks no further ahead."""

_EXAMPLES = "fortnightly, every 2 weeks, 6w, monthly, quarterly, never."
_SHOWN_CELLS = 40
_DAYS: Final = {"d": 1, "w": 7, "mo": 30, "y": 365}

_NEVER: Final = frozenset({"never", "off"})
_WORDS: Final[dict[str, Span]] = {
    "daily": Span(1, "d"),
    "weekly": Span(1, "w"),
    "fortnightly": Span(2, "w"),
    "monthly": Span(1, "mo"),
    "quarterly": Span(3, "mo"),
    "half-yearly": Span(6, "mo"),
    "yearly": Span(1, "y"),
    "annually": Span(1, "y"),
}
_TIMES_A_YEAR: Final = {"twice": 6, "two times": 6, "three times": 4, "four times": 3, "six times": 2}
_ORDINALS: Final = {"other": 2, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}

_EVERY_SPAN: Final = re.compile(f"(?:(?:once )?every )?{SPAN}", re.ASCII)
_EVERY_UNIT: Final = re.compile(
    f"(?:(?:once )?every|each|once an?) (?:(?P<ordinal>{any_of(_ORDINALS)}) )?{UNIT}", re.ASCII
)
_TIMES: Final = re.compile(f"(?P<times>{any_of(_TIMES_A_YEAR)}) (?:a|every) year", re.ASCII)


class UnreadableCadence(UsageProblem):
    """The text is not a cadence this program knows; the sentence quotes it harmlessly and names examples."""


@dataclass(frozen=True, slots=True)
class Cadence:
    """A promise to be in touch at least so often; without a span, a promise to be left alone."""

    span: Span | None

    @property
    def days(self) -> int | None:
        """Give the length in days, a month as 30 and a year as 365; None for never."""
        return None if self.span is None else self.span.count * _DAYS[self.span.unit]

    @property
    def short(self) -> str:
        """Give the form the book stores and tables show, which reads back as the same cadence: “6w”, “never”."""
        return "never" if self.span is None else f"{self.span.count}{self.span.unit}"

    @property
    def words(self) -> str:
        """Give the form for a sentence: “every 6 weeks”, “every month”, “never”."""
        if self.span is None:
            return "never"
        word = UNIT_WORDS[self.span.unit]
        return f"every {word}" if self.span.count == 1 else f"every {self.span.count} {word}s"


NEVER: Final = Cadence(None)
"""No reminders at all."""


def read_cadence(text: str) -> Cadence:
    """Read a cadence as typed or stored, from a day to ten years; raises UnreadableCadence."""
    phrase = _normal(text)
    if phrase in _NEVER:
        return NEVER
    span = _span(phrase)
    if span is None:
        raise _unreadable(text)
    cadence = Cadence(span)
    if cadence.days is not None and cadence.days > MOST_DAYS:
        raise UnreadableCadence(f"“{_shown(text)}” is too long for a cadence; ten years is the most. Try: {_EXAMPLES}")
    return cadence


def kept_cadence(text: str | None) -> str | None:
    """Give the stored form of a cadence that somebody else wrote; None if it is none."""
    try:
        return read_cadence(text).short if text else None
    except UnreadableCadence:
        return None


def _normal(text: str) -> str:
    """Give lower case with single spaces, or nothing when the text is too long or has characters no cadence has."""
    text = text.strip()
    if len(text) > LONGEST:
        return ""
    text = " ".join(text.split())
    # Before lower case, which turns the Kelvin sign into a k.
    return text.lower() if text.isascii() else ""


def _span(phrase: str) -> Span | None:
    if phrase in _WORDS:
        return _WORDS[phrase]
    found = _EVERY_SPAN.fullmatch(phrase)
    if found is not None:
        return span_of(found)
    found = _EVERY_UNIT.fullmatch(phrase)
    if found is not None:
        return span_in(_ORDINALS.get(found["ordinal"], 1), found["unit"])
    found = _TIMES.fullmatch(phrase)
    return None if found is None else Span(_TIMES_A_YEAR[found["times"]], "mo")


def _shown(text: str) -> str:
    # Cut first: a whole pasted file need not be cleaned for the forty cells that are shown.
    return shorten(text.strip()[:LONGEST], _SHOWN_CELLS)


def _unreadable(text: str) -> UnreadableCadence:
    if not text.strip():
        return UnreadableCadence(f"There is no cadence here. Try: {_EXAMPLES}")
    return UnreadableCadence(f"“{_shown(text)}” is not a cadence. Try: {_EXAMPLES}")
