"""Insights: figures of the whole book, each with one sentence in plain words and the contacts behind every bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbook.queries.insights.contacts_a_week import ContactsAWeek, WeekOfContact, contacts_a_week, contacts_in_week
from netbook.queries.insights.promises_kept import (
    PromiseCount,
    PromisesKept,
    PromiseState,
    contacts_with_promises,
    promises_kept,
)
from netbook.queries.insights.review_habit import ReviewHabit, WeekOfReview, contacts_decided_in_week, review_habit
from netbook.queries.insights.states import StateCount, States, contacts_in_state, states
from netbook.queries.insights.where_met import (
    Known,
    KnownCount,
    MetThrough,
    WhereYouMet,
    contacts_known,
    contacts_met_through,
    where_met,
)
from netbook.queries.insights.where_you_talk import ChannelUse, WhereYouTalk, contacts_on_channel, where_you_talk

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

__all__ = [
    "ChannelUse",
    "ContactsAWeek",
    "Insights",
    "Known",
    "KnownCount",
    "MetThrough",
    "PromiseCount",
    "PromiseState",
    "PromisesKept",
    "ReviewHabit",
    "StateCount",
    "States",
    "WeekOfContact",
    "WeekOfReview",
    "WhereYouMet",
    "WhereYouTalk",
    "all_insights",
    "contacts_a_week",
    "contacts_decided_in_week",
    "contacts_in_state",
    "contacts_in_week",
    "contacts_known",
    "contacts_met_through",
    "contacts_on_channel",
    "contacts_with_promises",
    "promises_kept",
    "review_habit",
    "states",
    "where_met",
    "where_you_talk",
]


@dataclass(frozen=True, slots=True)
class Insights:
    """All insights of one day."""

    contacts_a_week: ContactsAWeek
    states: States
    where_you_talk: WhereYouTalk
    where_met: WhereYouMet
    review_habit: ReviewHabit
    promises_kept: PromisesKept


def all_insights(session: Session, today: date) -> Insights:
    """Read every insight, each over its usual span."""
    return Insights(
        contacts_a_week(session, today),
        states(session, today),
        where_you_talk(session, today),
        where_met(session, today),
        review_habit(session, today),
        promises_kept(session, today),
    )
