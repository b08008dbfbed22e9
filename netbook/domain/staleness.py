"""When a contact goes stale: a renewal process with dropout, kept as sufficient statistics.

Gaps between contacts, raised to the power :data:`BURSTINESS`, are exponential with a gamma-distributed rate, and
after each contact the tie ends with a beta-distributed chance. With a power of 1 this is the BG/NBD model of Fader,
Hardie and Lee, "Counting your customers the easy way" (Marketing Science, 2005). All figures are in days.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netbook.domain.cadence import Cadence

BURSTINESS = 0.6
RATE_SHAPE = 0.5
PRIOR_GAP = 30.0
DROPOUT = 0.3
DROPOUT_ONLINE_ONLY = 1.0
STAYING = 1.0
TALK_WEIGHT = 0.5
HORIZON = 3650

_PRIOR = PRIOR_GAP**BURSTINESS
_PRIOR_RATE: float = _PRIOR / (2 ** (1 / RATE_SHAPE) - 1)
_ALMOST = 1e-9
_MET_ONCE = (2, 7, 60)


class State(StrEnum):
    """What is said of a contact today; always computed when it is read."""

    SCHEDULED = "scheduled"
    FOLLOW_UP_OVERDUE = "follow-up overdue"
    NEW = "new"
    FRESH = "fresh"
    DUE = "due"
    GOING_STALE = "going stale"
    DORMANT = "dormant"


@dataclass(frozen=True, slots=True)
class History:
    """The sufficient statistics of one contact's interactions; empty at first."""

    touches: int = 0
    gaps: float = 0.0
    """n: gaps seen, in full-contact units."""
    gap_sum: float = 0.0
    """T: the sum of gap ** BURSTINESS."""
    carry: float = 0.0
    """Days of silence that a light touch did not wipe out."""
    last_on: date | None = None
    talks: int = 0
    last_talk_on: date | None = None
    talk_sum: float = 0.0
    """The sum of (gap between talks) ** BURSTINESS."""


@dataclass(frozen=True, slots=True)
class Milestones:
    """The days on which a contact turns due, going stale and dormant; all None while it never will."""

    due_on: date | None = None
    stale_on: date | None = None
    dormant_on: date | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """The model's figures after some days of silence."""

    silence: float
    usual: float
    look_ahead: float
    survival: float
    alive: float
    risk: float


def advance(history: History, day: date, weight: float) -> History:
    """Add one day's contact of the given weight; ``day`` must be later than every day before it."""
    talk = weight >= TALK_WEIGHT
    if history.last_on is None:
        return History(touches=1, last_on=day, talks=int(talk), last_talk_on=day if talk else None)
    silence = (day - history.last_on).days + history.carry
    left = (1 - weight) * silence
    talk_sum = history.talk_sum
    if talk and history.last_talk_on is not None:
        talk_sum += (day - history.last_talk_on).days ** BURSTINESS
    return History(
        touches=history.touches + 1,
        gaps=history.gaps + weight,
        gap_sum=history.gap_sum + silence**BURSTINESS - left**BURSTINESS,
        carry=left,
        last_on=day,
        talks=history.talks + talk,
        last_talk_on=day if talk else history.last_talk_on,
        talk_sum=talk_sum,
    )


def replay(days: Iterable[tuple[date, float]]) -> History:
    """Build the statistics from (day, weight) pairs in any order; several on one day count once, at the largest."""
    heaviest: dict[date, float] = {}
    for day, weight in days:
        if weight > heaviest.get(day, -1.0):
            heaviest[day] = weight
    ordered = sorted(heaviest)
    # The sums of advance, step by step: a history of many days in a tenth of the time.
    gaps = gap_sum = carry = talk_sum = 0.0
    talks, last_on, last_talk_on = 0, None, None
    for day in ordered:
        weight = heaviest[day]
        if last_on is not None:
            silence = (day - last_on).days + carry
            carry = (1 - weight) * silence
            gaps += weight
            gap_sum = gap_sum + silence**BURSTINESS - carry**BURSTINESS
        if weight >= TALK_WEIGHT:
            if last_talk_on is not None:
                talk_sum += (day - last_talk_on).days ** BURSTINESS
            talks, last_talk_on = talks + 1, day
        last_on = day
    return History(len(ordered), gaps, gap_sum, carry, last_on, talks, last_talk_on, talk_sum)


def forecast(history: History, today: date, *, online_only: bool) -> Forecast | None:
    """Work out the model's figures for today; None while nothing is logged."""
    if history.last_on is None:
        return None
    silence = max(0.0, (today - history.last_on).days + history.carry)
    tie = _Tie(history.gaps, history.gap_sum, online_only=online_only)
    return Forecast(silence, tie.usual, tie.look_ahead, tie.survival(silence), tie.alive(silence), tie.risk(silence))


def milestones(history: History, *, online_only: bool, cadence: Cadence | None = None) -> Milestones:
    """Find the days on which this contact turns due, going stale and dormant."""
    if history.last_on is None or (cadence is not None and cadence.days is None):
        return Milestones()
    if cadence is None and history.talks == 1 and history.last_talk_on is not None:
        due, stale, dormant = (history.last_talk_on + timedelta(days) for days in _MET_ONCE)
        return Milestones(due, stale, dormant)
    cadence_days = None if cadence is None else cadence.days
    spans = _spans(history.gaps, history.gap_sum, online_only, cadence_days)
    due, stale, dormant = (_counted(history.last_on, span - history.carry) for span in spans)
    return Milestones(due, stale, dormant)


def tie_state(history: History, dates: Milestones, today: date) -> State:
    """Say how the tie stands by days of silence alone: new, fresh, due, going stale or dormant."""
    if history.last_on is None:
        return State.NEW
    if dates.dormant_on is not None and today >= dates.dormant_on:
        return State.DORMANT
    if dates.stale_on is not None and today >= dates.stale_on:
        return State.GOING_STALE
    if dates.due_on is not None and today >= dates.due_on:
        return State.DUE
    return State.FRESH


def state(history: History, dates: Milestones, today: date, follow_up_on: date | None = None) -> State:
    """Say how the contact stands, an open follow-up with a date going first."""
    if follow_up_on is not None:
        return State.SCHEDULED if follow_up_on >= today else State.FOLLOW_UP_OVERDUE
    return tie_state(history, dates, today)


def sentence(history: History, today: date, cadence: Cadence | None = None) -> str:
    """Say in one sentence why: the usual rhythm, and how long it has been."""
    last = history.last_talk_on
    if last is None:
        opening = "You have not talked yet"
        if cadence is not None and cadence.days is not None:
            opening = f"You asked for {cadence.words}; you have not talked yet"
    else:
        opening = f"{_rhythm(history, cadence)}; it has been {_days((today - last).days)}"
    if history.last_on is not None and history.last_on != last:
        opening += f" (a light touch {_days((today - history.last_on).days)} ago)"
    return opening + "."


def usual_gap_between_talks(history: History) -> float | None:
    """Give the usual gap between talks, in days; None before the second talk."""
    if history.talks < 2:
        return None
    return float((history.talk_sum / (history.talks - 1)) ** (1 / BURSTINESS))


def urgency(risk: float, talks: int) -> float:
    """Weigh the chance of losing a contact by how much was said: the order of the list of those going stale."""
    return risk * math.log1p(talks)


@dataclass(frozen=True, slots=True)
class _Tie:
    """The posterior of one tie: gamma rate of contacts, beta chance of its ending."""

    gaps: float
    gap_sum: float
    online_only: bool

    @property
    def shape(self) -> float:
        """Give the shape of the rate after the gaps seen."""
        return RATE_SHAPE + self.gaps

    @property
    def scale(self) -> float:
        """Give the scale of the rate after the gaps seen, in days ** BURSTINESS."""
        return _PRIOR_RATE + self.gap_sum

    @property
    def ended(self) -> float:
        """Give the chance that the tie ended at the last contact."""
        dropout = DROPOUT_ONLINE_ONLY if self.online_only else DROPOUT
        return dropout / (dropout + STAYING + self.gaps)

    @property
    def usual(self) -> float:
        """Give the usual gap in days, shrunk towards PRIOR_GAP."""
        return float(((self.gap_sum + _PRIOR) / (self.gaps + 1)) ** (1 / BURSTINESS))

    @property
    def most_gaps(self) -> float:
        """Give the day by which three quarters of live gaps have ended."""
        return float((self.scale * (4 ** (1 / self.shape) - 1)) ** (1 / BURSTINESS))

    @property
    def look_ahead(self) -> float:
        """Give how many days ahead the risk looks."""
        return max(30.0, self.most_gaps)

    def survival(self, silence: float) -> float:
        """Give the chance that a live tie stays silent longer than this many days."""
        return float((1 + silence**BURSTINESS / self.scale) ** -self.shape)

    def alive(self, silence: float) -> float:
        """Give the chance that the tie is alive after this many days of silence."""
        ended = self.ended
        return 1 / (1 + ended / ((1 - ended) * self.survival(silence)))

    def risk(self, silence: float) -> float:
        """Give the chance of no contact in the look-ahead if nobody acts."""
        ended = self.ended
        living = 1 - ended
        later = ended + living * self.survival(silence + self.look_ahead)
        return float(later / (ended + living * self.survival(silence)))


@lru_cache(maxsize=4096)
def _spans(gaps: float, gap_sum: float, online_only: bool, cadence_days: int | None) -> tuple[float, float, float]:
    """Give the days of silence at which such a tie turns due, going stale and dormant."""
    tie = _Tie(gaps, gap_sum, online_only=online_only)
    early = _first_day(tie, 0.45)
    late = _first_day(tie, 0.55, early)
    due = max(7.0, tie.usual, min(early, tie.most_gaps))
    stale = max(14.0, 1.25 * due, late)
    dormant = max(2 * stale, _first_day(tie, 0.80, late))
    if cadence_days is not None:
        return float(cadence_days), 2.0 * cadence_days, max(4.0 * cadence_days, dormant)
    return due, stale, dormant


def _first_day(tie: _Tie, level: float, not_before: float = 0.0) -> float:
    """Find the first whole day on which the risk, which never falls, reaches a level."""
    # The figures of tie.risk, worked out once: every contact is searched for three levels.
    shape, scale, ended, ahead = -tie.shape, tie.scale, tie.ended, tie.look_ahead
    living = 1 - ended
    low, high = int(not_before), HORIZON
    while low < high:
        middle = (low + high) // 2
        later = ended + living * (1 + (middle + ahead) ** BURSTINESS / scale) ** shape
        if later / (ended + living * (1 + middle**BURSTINESS / scale) ** shape) >= level:
            high = middle
        else:
            low = middle + 1
    return float(low)


def _counted(start: date, span: float) -> date:
    days = max(1, math.ceil(span - _ALMOST))
    return start + timedelta(min(days, date.max.toordinal() - start.toordinal()))


def _rhythm(history: History, cadence: Cadence | None) -> str:
    if cadence is not None and cadence.days is not None:
        return f"You asked for {cadence.words}"
    usual = usual_gap_between_talks(history)
    if history.talks == 1:
        return "You have talked once"
    if usual is None or history.talks == 2:
        return "You have talked twice"
    return f"You usually talk every {_days(max(1, round(usual))).removeprefix('1 ')}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
