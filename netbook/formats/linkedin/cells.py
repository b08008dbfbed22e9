"""What the cells of a LinkedIn export mean: profile links, dates, instants and names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from netbook.domain.handles import Handle, NotAPerson, handle_on
from netbook.errors import UsageProblem

LINKEDIN_NETWORK = "linkedin"
HIDDEN_NAME = "LinkedIn Member"

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SHORTEST_MONTH = 3
_TWO_DIGIT_PIVOT = 69
_LONGEST_DATE = 40
# A year of two digits is believed behind dashes only, as a spreadsheet writes it: “12 Nov 20” is a row cut off.
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})(?: ([a-z]{3,9}) (\d{4})|-([a-z]{3,9})-(\d{4}|\d{2}))", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
# Commas in LinkedIn's own files, spaces in others; neither stands unescaped in a link.
_BETWEEN_LINKS = re.compile(r"[,;\s]")
_INSTANT = re.compile(r"(\d{4}-\d{2}-\d{2})[ t](\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,6})? ?(?:utc|z)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class NoProfile:
    """A link that leads to no person: why, and whether that is for a page of something else."""

    reason: str
    something_else: bool


@lru_cache(maxsize=65_536)
def profile(link: str) -> Handle | NoProfile:
    """Return the LinkedIn handle that a profile link names, or why it names none."""
    try:
        return handle_on(LINKEDIN_NETWORK, link)
    except NotAPerson as problem:
        return NoProfile(problem.sentence, something_else=True)
    except UsageProblem as problem:
        return NoProfile(problem.sentence, something_else=False)


@lru_cache(maxsize=4_096)
def profiles(links: str) -> tuple[Handle, ...]:
    """Return the handles in a cell of several links, each once, in their order; links that name nobody are dropped."""
    found: dict[str, Handle] = {}
    for link in _BETWEEN_LINKS.split(links):
        handle = profile(link) if link else None
        if isinstance(handle, Handle):
            found.setdefault(handle.key, handle)
    return tuple(found.values())


def email(address: str) -> Handle | None:
    """Return the e-mail handle of an address, or None if it is none."""
    try:
        return handle_on("email", address) if address else None
    except UsageProblem:
        return None


@lru_cache(maxsize=4_096)
def shown_person(name: str) -> str | None:
    """Return a person's name, or None where LinkedIn hides it."""
    plain = " ".join(name.split())
    return None if not plain or plain.casefold() == HIDDEN_NAME.casefold() else plain


def connected_on(text: str) -> date | None:
    """Return the date of a “Connected On” cell (``12 Nov 2025``, re-saved ``4-Apr-21`` or ISO), or None."""
    plain = text.strip().casefold()
    if len(plain) > _LONGEST_DATE:
        return None
    if match := _DAY_MONTH_YEAR.fullmatch(plain):
        month, year = match[2] or match[4], match[3] or match[5]
        return day_of_month(full_year(year), month_number(month), int(match[1]))
    if match := _ISO_DATE.fullmatch(plain):
        return day_of_month(int(match[1]), int(match[2]), int(match[3]))
    return None


def sent_at(text: str) -> datetime | None:
    """Return the UTC instant of a message's date (``2026-02-01 08:00:00 UTC``), or None."""
    plain = text.strip().casefold()
    match = _INSTANT.fullmatch(plain) if len(plain) <= _LONGEST_DATE else None
    if match is None:
        return None
    try:
        return datetime.fromisoformat(f"{match[1]}T{match[2]}").replace(tzinfo=UTC)
    except ValueError:
        return None


def full_year(digits: str) -> int:
    """Return the year that two digits or four stand for."""
    year = int(digits)
    if len(digits) > len("21"):
        return year
    return year + (2000 if year < _TWO_DIGIT_PIVOT else 1900)


def month_number(word: str) -> int:
    """Return the number of an English month, whole or cut to three letters or more; 0 if it is none."""
    for number, name in enumerate(_MONTHS, start=1):
        if name.startswith(word) and len(word) >= _SHORTEST_MONTH:
            return number
    return 0


def day_of_month(year: int, month: int, day: int) -> date | None:
    """Return a day, or None if there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
