"""What the cells of an address book in CSV mean: several values in one, dates in every order, birthdays."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from netbook.domain.dates.forms import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable

SEVERAL = " ::: "
"""What Google puts between several values of one cell."""

_LONGEST_DATE = 40
_YEARS = range(1800, 2300)
"""Years that are believed; programs write years such as 1, 1601 or 4501 where there is no date."""
_NO_YEAR = 1604
"""The year that Apple's address book writes for a birthday without one; it is a leap year."""
_LEAP_YEAR = 2000
_LAST_TWO_FIGURES = {False: 69, True: 29}
"""The last year of two figures that is one of this century: for days in general, and for birthdays."""
_NOTHING = frozenset({"-", "--", "–", "—", "n/a", "na", "none", "null", "nil", "unknown", "?"})
_SPLIT = re.compile(r" ::: |;(?!ext=)|[\n\r|]")
_SPLIT_TAGS = re.compile(r" ::: |[,;\n\r|]")

_FOREIGN_MONTHS = (
    "januar january janvier enero",
    "februar february février fevrier febrero",
    "märz maerz mars marzo",
    "april avril abril",
    "mai mayo",
    "juni juin junio",
    "juli juillet julio",
    "august août aout agosto",
    "september septembre septiembre",
    "oktober octobre octubre okt",
    "november novembre noviembre",
    "dezember décembre decembre diciembre dez",
)
_MONTHS = MONTHS | {name: number for number, names in enumerate(_FOREIGN_MONTHS, start=1) for name in names.split()}

_TIME = r"(?:[ t,]{1,3}\d{1,2}[:.]\d{2}.{0,20})?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})(?:([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}|(\d{{2}})(\d{{2}}))", re.ASCII)
_NUMBERS = re.compile(rf"(\d{{1,2}})([-/.]) ?(\d{{1,2}})\2 ?(\d{{4}}|\d{{2}}){_TIME}", re.ASCII)
_DAY_MONTH = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|\.)?[ -]?(?:de )?([^\W\d]{{3,10}})\.?(?:[ ,-]{{1,2}}(?:de )?(\d{{4}}|\d{{2}}))?{_TIME}"
)
_MONTH_DAY = re.compile(rf"([^\W\d]{{3,10}})\.?[ -](\d{{1,2}})(?:st|nd|rd|th)?(?:[ ,]{{1,2}}(\d{{4}}))?{_TIME}")
_YEARLESS = re.compile(r"--(\d{2})-?(\d{2})", re.ASCII)
_YEARLESS_DOTS = re.compile(r"(\d{1,2})\. ?(\d{1,2})\.?", re.ASCII)


def is_nothing(cell: str) -> bool:
    """Say whether a cell holds a word for “nothing”, or is empty."""
    return cell.strip().casefold() in _NOTHING or not cell.strip()


def values(cell: str) -> list[str]:
    """Split a cell that may hold several values: Google's “ ::: ”, semicolons, bars, lines."""
    return [value.strip() for value in _SPLIT.split(cell) if not is_nothing(value)]


def tag_words(cell: str) -> list[str]:
    """Split a cell of tags, which may have commas between them as well; “#” before a tag is taken off."""
    words = (" ".join(word.split()).removeprefix("#").strip() for word in _SPLIT_TAGS.split(cell))
    return [word for word in words if not is_nothing(word)]


def order_of_days(cells: Iterable[str]) -> bool | None:
    """Say from dates such as 3/4/2026 whether the day comes first in them; None if none of them tells, or they differ."""
    told = set()
    for cell in cells:
        found = _NUMBERS.fullmatch(cell.strip()) if len(cell) <= _LONGEST_DATE else None
        if found is None or found[2] == ".":
            continue
        if int(found[1]) > 12:
            told.add(True)
        elif int(found[3]) > 12:
            told.add(False)
    return told.pop() if len(told) == 1 else None


def cell_date(cell: str, *, day_first: bool, birthday: bool = False) -> date | None:
    """Return the date of a cell, None if it holds none; ``day_first`` is how 3/4 is read where the cell does not tell.

    A year of two figures is the nearest that makes sense: birthdays lie further back than other dates.
    """
    text = " ".join(cell.split()).casefold()
    if len(text) > _LONGEST_DATE:
        return None
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[3] or found[5]), int(found[4] or found[6]))
    if found := _NUMBERS.fullmatch(text):
        first, second = int(found[1]), int(found[3])
        day, month = _in_order(first, second, day_first=day_first or found[2] == ".")
        return _day(_full_year(found[4], birthday=birthday), month, day)
    if (found := _DAY_MONTH.fullmatch(text)) and found[3]:
        return _day(_full_year(found[3], birthday=birthday), _MONTHS.get(found[2], 0), int(found[1]))
    if (found := _MONTH_DAY.fullmatch(text)) and found[3]:
        return _day(int(found[3]), _MONTHS.get(found[1], 0), int(found[2]))
    return None


def cell_birthday(cell: str, *, day_first: bool) -> str | None:
    """Return a birthday as ``1987-09-07``, or ``--12-25`` where it has no year; None if the cell holds none."""
    whole = cell_date(cell, day_first=day_first, birthday=True)
    if whole is not None:
        return whole.isoformat()
    text = " ".join(cell.split()).casefold()
    month_and_day = _month_and_day(text) if len(text) <= _LONGEST_DATE else None
    if month_and_day is None or _real_day(_LEAP_YEAR, *month_and_day) is None:
        return None
    return "--{:02d}-{:02d}".format(*month_and_day)


def _month_and_day(text: str) -> tuple[int, int] | None:
    if found := _YEARLESS.fullmatch(text):
        return int(found[1]), int(found[2])
    if (found := _YEAR_FIRST.fullmatch(text)) and int(found[1]) == _NO_YEAR:
        return int(found[3] or found[5]), int(found[4] or found[6])
    if found := _YEARLESS_DOTS.fullmatch(text):
        return int(found[2]), int(found[1])
    if found := _DAY_MONTH.fullmatch(text):
        return _MONTHS.get(found[2], 0), int(found[1])
    if found := _MONTH_DAY.fullmatch(text):
        return _MONTHS.get(found[1], 0), int(found[2])
    return None


def _in_order(first: int, second: int, *, day_first: bool) -> tuple[int, int]:
    """Return day and month of two numbers; where only one can be the month, that is it."""
    if first > 12 or (day_first and second <= 12):
        return first, second
    return second, first


def _full_year(figures: str, *, birthday: bool) -> int:
    year = int(figures)
    if len(figures) > 2:
        return year
    return year + (2000 if year <= _LAST_TWO_FIGURES[birthday] else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    return _real_day(year, month, day) if year in _YEARS and year != _NO_YEAR else None


def _real_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
