"""How much each interaction counts: channel weights, and outreach that nobody answered."""

from __future__ import annotations

from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

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


class Touch(NamedTuple):
    """One interaction as the model sees it; a plain tuple of a day and two stored words will do."""

    on: date
    channel: Channel
    direction: Direction


class WeighedDay(NamedTuple):
    """One day of contact, at the weight of its heaviest interaction."""

    on: date
    weight: float


class _Kind(NamedTuple):
    """What a channel and a direction mean: the weight once answered and until then, whether it is word from them."""

    answered: float
    unanswered: float
    heard: bool
    by_me: bool


def weigh(touches: Iterable[tuple[date, str, str]]) -> list[WeighedDay]:
    """Give each day of contact its weight, days in order.

    What the user wrote counts in full when it answers the other side, or is answered on the same day or later;
    until then it is outreach, which counts :data:`UNANSWERED` at most. Days that weigh nothing are left out.
    """
    days = _days(touches)
    last_heard = next((on for on, kind in reversed(days) if kind.heard), None)
    weighed = []
    their_turn_passed = False
    for on, (full, unanswered, heard, by_me) in days:
        answered = heard or their_turn_passed or (last_heard is not None and on < last_heard)
        weight = full if answered else unanswered
        if weight > 0:
            weighed.append(WeighedDay(on, weight))
        if heard:
            their_turn_passed = True
        elif by_me:
            their_turn_passed = False
    return weighed


def _days(touches: Iterable[tuple[date, str, str]]) -> list[tuple[date, _Kind]]:
    """Give the days in order, each with the most of what its touches mean."""
    days: list[tuple[date, _Kind]] = []
    last = None
    for on, channel, direction in sorted(touches, key=_ON):
        kind = _KINDS[channel, direction]
        if on != last:
            days.append((on, kind))
            last = on
        elif kind is not days[-1][1]:
            days[-1] = (on, _Kind._make(map(max, days[-1][1], kind)))
    return days


def _kind(channel: Channel, direction: Direction) -> _Kind:
    full = WEIGHTS[channel]
    spoken = channel in SPOKEN
    by_me = direction is Direction.BY_ME
    heard = channel not in NOT_A_CONTACT and (not by_me or spoken)
    return _Kind(full, full if spoken or not by_me else min(full, UNANSWERED), heard, by_me)


_ON = itemgetter(0)
_KINDS: Mapping[tuple[str, str], _Kind] = {
    (channel, direction): _kind(channel, direction) for channel in Channel for direction in Direction
}
"""By channel and direction, or the words that are stored for them, which are equal."""
