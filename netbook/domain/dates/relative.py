"""Dates told from today: “yesterday”, “last tue”, “3 weeks ago”, “+2d”, “end of month”.

The choices where English leaves one: a bare weekday is never today (today has a word of its own); “last” and “next”
take the nearest such weekday that is not today; “this” may be today; “last week” and “next month” are one week before
and one month after today; a weekend is its Saturday; “next weekend” is not read, because people mean two different
ones by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateutil.relativedelta import MO, SA, SU, relativedelta, weekday

from netbook.domain.dates.forms import WEEKDAYS, Asking, Form, Found, moved, pattern
from netbook.domain.dates.spans import SPAN, Span, any_of, span_of

if TYPE_CHECKING:
    import re

_DAYS_OFF: Final[dict[str, int]] = {
    **dict.fromkeys(("day before yesterday",), -2),
    **dict.fromkeys(("yesterday", "last night"), -1),
    **dict.fromkeys(("today", "tonight", "this morning", "this afternoon", "this evening"), 0),
    **dict.fromkeys(("tomorrow",), 1),
    **dict.fromkeys(("day after tomorrow",), 2),
}
_PERIODS: Final[dict[str, Span]] = {
    "week": Span(1, "w"),
    "month": Span(1, "mo"),
    "quarter": Span(3, "mo"),
    "year": Span(1, "y"),
}
_SIDES: Final[dict[str, int]] = {"last": -1, "this": 0, "next": 1}
_WEEKDAY = rf"(?P<weekday>{any_of(WEEKDAYS)})\.?"
_MONTHS_IN_QUARTER = 3
_FROM_MONDAY_BACK_TO_SATURDAY = 2


def _from_fixed_word(found: re.Match[str], asking: Asking) -> Found:
    return moved(asking.today, relativedelta(days=_DAYS_OFF[found["word"]]))


def _from_span_before(found: re.Match[str], asking: Asking) -> Found:
    return moved(asking.today, -span_of(found).delta())


def _from_span_after(found: re.Match[str], asking: Asking) -> Found:
    return moved(asking.today, span_of(found).delta())


def _from_signed_span(found: re.Match[str], asking: Asking) -> Found:
    return _from_span_before(found, asking) if found["sign"] == "-" else _from_span_after(found, asking)


def _from_bare_span(found: re.Match[str], asking: Asking) -> Found:
    return _from_span_after(found, asking) if asking.future else _from_span_before(found, asking)


def _nearest_weekday(asking: Asking, index: int, *, future: bool, nearest_gap: int) -> Found:
    side = 1 if future else -1
    return moved(asking.today, relativedelta(days=side * nearest_gap, weekday=weekday(index, side)))


def _from_weekday(found: re.Match[str], asking: Asking) -> Found:
    side = found["side"]
    future = asking.future if side in ("", "this") else side == "next"
    return _nearest_weekday(asking, WEEKDAYS[found["weekday"]], future=future, nearest_gap=0 if side == "this" else 1)


def _from_weekend(found: re.Match[str], asking: Asking) -> Found:
    if found["side"] == "last":
        return moved(asking.today, relativedelta(days=-asking.today.weekday() - _FROM_MONDAY_BACK_TO_SATURDAY))
    return _nearest_weekday(asking, SA.weekday, future=asking.future, nearest_gap=0)


def _from_period(found: re.Match[str], asking: Asking) -> Found:
    return moved(asking.today, _PERIODS[found["period"]].delta() * _SIDES[found["side"]])


def _from_edge(found: re.Match[str], asking: Asking) -> Found:
    """Read “end of next month” and “start of the year”; the current period unless another is named."""
    period = found["period"]
    inside = moved(asking.today, _PERIODS[period].delta() * _SIDES[found["side"] or "this"])
    if not inside.days:
        return inside
    at_end = found["edge"] == "end"
    if period == "week":
        return moved(inside.days[0], relativedelta(weekday=SU(1) if at_end else MO(-1)))
    month = inside.days[0].month
    if period == "month":
        first, last = month, month
    elif period == "quarter":
        first = month - (month - 1) % _MONTHS_IN_QUARTER
        last = first + _MONTHS_IN_QUARTER - 1
    else:
        first, last = 1, 12
    # Day 31 is cut to the month's last day.
    return moved(inside.days[0], relativedelta(month=last, day=31) if at_end else relativedelta(month=first, day=1))


_PERIOD = f"(?P<period>{'|'.join(_PERIODS)})"

RELATIVE_FORMS: Final = (
    Form(pattern(f"(?P<word>{any_of(_DAYS_OFF)})"), _from_fixed_word, closed=True),
    Form(pattern(f"{SPAN} ago"), _from_span_before, closed=True),
    Form(pattern(f"in {SPAN}"), _from_span_after, closed=True),
    Form(pattern(f"{SPAN} from (?:now|today)"), _from_span_after, closed=True),
    Form(pattern(f"(?P<sign>[+-]) ?{SPAN}"), _from_signed_span, closed=True),
    Form(pattern(SPAN), _from_bare_span, closed=False),
    Form(pattern(f"(?P<side>last|this|next) {_WEEKDAY}"), _from_weekday, closed=True),
    Form(pattern(f"(?P<side>){_WEEKDAY}"), _from_weekday, closed=False),
    Form(pattern("(?P<side>last|this) weekend"), _from_weekend, closed=True),
    Form(pattern("(?P<side>)weekend"), _from_weekend, closed=False),
    Form(pattern(f"(?P<side>last|next) {_PERIOD}"), _from_period, closed=True),
    Form(
        pattern(rf"(?P<edge>end|start|beginning) of (?:the )?(?:(?P<side>last|this|next) )?{_PERIOD}"),
        _from_edge,
        closed=True,
    ),
)
"""Every way to tell a date from today."""
