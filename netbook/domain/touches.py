"""How much each interaction counts: channel weights, and outreach that nobody answered."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

from netbook.domain.channels import Channel, Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

WEIGHTS: Mapping[Channel, float] = MappingProxyType(
    {
        Channel.IN_PERSON: 1.0,
        Channel.CALL: 1.0,
        Channel.VIDEO: 1.0,
        Channel.MESSAGE: 0.7,
        Channel.EMAIL: 0.7,
        Channel.REPLY: 0.5,
        Channel.COMMENT: 0.5,
        Channel.MENTION: 0.3,
        Channel.REACTION: 0.1,
        Channel.BROADCAST: 0.0,
    }
)
UNANSWERED = 0.2
NOT_A_CONTACT = frozenset({Channel.REACTION, Channel.BROADCAST})
"""Channels that never count as the last contact."""
SPOKEN = frozenset({Channel.IN_PERSON, Channel.CALL, Channel.VIDEO})
"""Channels on which both sides are there at once; somebody spoken to is not known online only."""


@dataclass(frozen=True, slots=True)
class Touch:
    """One interaction as the model sees it."""

    on: date
    channel: Channel
    direction: Direction


@dataclass(frozen=True, slots=True)
class WeighedDay:
    """One day of contact, at the weight of its heaviest interaction."""

    on: date
    weight: float


def weigh(touches: Iterable[Touch]) -> list[WeighedDay]:
    """Give each day of contact its weight, days in order.

    What the user wrote counts in full when it answers the other side, or is answered on the same day or later;
    until then it is outreach, which counts :data:`UNANSWERED` at most. Days that weigh nothing are left out.
    """
    days = [(day, list(group)) for day, group in groupby(sorted(touches, key=_on), key=_on)]
    last_heard = max((day for day, group in days if any(map(_heard, group))), default=None)
    weighed = []
    their_turn_passed = False
    for day, group in days:
        heard = any(map(_heard, group))
        answered = heard or their_turn_passed or (last_heard is not None and day < last_heard)
        weight = max(_weight(touch, answered=answered) for touch in group)
        if weight > 0:
            weighed.append(WeighedDay(day, weight))
        if heard:
            their_turn_passed = True
        elif any(touch.direction is Direction.BY_ME for touch in group):
            their_turn_passed = False
    return weighed


def _on(touch: Touch) -> date:
    return touch.on


def _heard(touch: Touch) -> bool:
    return touch.channel not in NOT_A_CONTACT and (touch.direction is not Direction.BY_ME or touch.channel in SPOKEN)


def _weight(touch: Touch, *, answered: bool) -> float:
    full = WEIGHTS[touch.channel]
    if answered or touch.direction is not Direction.BY_ME or touch.channel in SPOKEN:
        return full
    return min(full, UNANSWERED)
