"""On which channels there was contact, and on which network where an import says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, null

from netbook.db.meetings import Interaction, Participant
from netbook.domain.channels import Channel
from netbook.domain.counts import counted
from netbook.domain.handles import NETWORKS
from netbook.domain.touches import SPOKEN
from netbook.queries.insights.spans import contacts_most_in_touch, in_touch
from netbook.queries.insights.words import listed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_NAMED = 3
_NETWORK = case(
    (and_(Interaction.source.in_(NETWORKS), Interaction.channel.not_in(SPOKEN | {Channel.EMAIL})), Interaction.source),
    else_=null(),
).label("network")
"""The network, where the format it was imported from is called like one; speech and e-mail happen outside of it."""


@dataclass(frozen=True, slots=True)
class ChannelUse:
    """How much contact there was on one channel."""

    channel: Channel
    network: str | None
    """The network it was imported from; None for what was typed, which names no network."""
    interactions: int
    contacts: int

    @property
    def label(self) -> str:
        """The words for the bar: “call”, “message on LinkedIn”."""
        return self.channel.value if self.network is None else f"{self.channel} on {NETWORKS[self.network].label}"


@dataclass(frozen=True, slots=True)
class WhereYouTalk:
    """The channels of so many days, the most used first."""

    days: int
    channels: tuple[ChannelUse, ...]

    @property
    def total(self) -> int:
        """How many interactions there were together."""
        return sum(use.interactions for use in self.channels)

    @property
    def sentence(self) -> str:
        """How many interactions there were, and on which channels most of them."""
        span = counted(self.days // 7, "week") if self.days % 7 == 0 else counted(self.days, "day")
        if not self.channels:
            return (
                f"Nothing logged in {span}. Log how you were in touch, such as a call, and the channels are compared."
            )
        parts = [f"{use.interactions:,} {use.label}" for use in self.channels[:_NAMED]]
        rest = sum(use.interactions for use in self.channels[_NAMED:])
        others = [f"{rest:,} other"] if rest else []
        return f"{counted(self.total, 'interaction')} in {span}: {listed([*parts, *others])}."


def where_you_talk(session: Session, today: date, days: int = 364) -> WhereYouTalk:
    """Count the interactions that are contact by channel, over so many days that end today."""
    interactions = func.count(Participant.interaction_id.distinct())
    query = in_touch(
        _first_day(today, days),
        today,
        Interaction.channel,
        _NETWORK,
        interactions,
        func.count(Participant.contact_id.distinct()),
    ).group_by(Interaction.channel, _NETWORK)
    uses = [ChannelUse(*row) for row in session.execute(query)]
    return WhereYouTalk(days, tuple(sorted(uses, key=lambda use: (-use.interactions, use.label))))


def contacts_on_channel(
    session: Session,
    channel: Channel,
    today: date,
    *,
    network: str | None = None,
    days: int = 364,
    most: int | None = None,
) -> list[int]:
    """List with whom there was contact on a channel, those with the most interactions first."""
    there = in_touch(_first_day(today, days), today).where(
        Interaction.channel == channel, _NETWORK.element.is_not_distinct_from(network)
    )
    return list(session.scalars(contacts_most_in_touch(there, most)))


def _first_day(today: date, days: int) -> date:
    return today - timedelta(days=days - 1)
