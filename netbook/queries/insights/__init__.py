"""Insights: figures of the whole book, each with one sentence in plain words and the contacts behind every bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbook.queries.insights.capture_debt import (
    CaptureDebt,
    capture_debt,
    contacts_captured_in_week,
    contacts_not_followed_up,
)
from netbook.queries.insights.contacts_a_week import ContactsAWeek, WeekOfContact, contacts_a_week, contacts_in_week
from netbook.queries.insights.conversion import (
    OnlineToInPerson,
    contacts_met_at_last,
    contacts_never_met,
    contacts_online_first,
    online_to_in_person,
)
from netbook.queries.insights.echo_chamber import EchoChamber, contacts_in_sector, echo_chamber
from netbook.queries.insights.network_exit import NetworkExit, contacts_only_on, network_exit
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
    "CaptureDebt",
    "ChannelUse",
    "ContactsAWeek",
    "EchoChamber",
    "Insights",
    "Known",
    "KnownCount",
    "MetThrough",
    "NetworkExit",
    "OnlineToInPerson",
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
    "capture_debt",
    "contacts_a_week",
    "contacts_captured_in_week",
    "contacts_decided_in_week",
    "contacts_in_sector",
    "contacts_in_state",
    "contacts_in_week",
    "contacts_known",
    "contacts_met_at_last",
    "contacts_met_through",
    "contacts_never_met",
    "contacts_not_followed_up",
    "contacts_on_channel",
    "contacts_online_first",
    "contacts_only_on",
    "contacts_with_promises",
    "echo_chamber",
    "network_exit",
    "online_to_in_person",
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
    online_to_in_person: OnlineToInPerson
    network_exit: NetworkExit
    capture_debt: CaptureDebt
    echo_chamber: EchoChamber


def all_insights(session: Session, today: date, own_sector: str = "") -> Insights:
    """Read every insight, each over its usual span; ``own_sector`` is the user's, if the settings say it."""
    return Insights(
        contacts_a_week(session, today),
        states(session, today),
        where_you_talk(session, today),
        where_met(session, today),
        review_habit(session, today),
        promises_kept(session, today),
        online_to_in_person(session, today),
        network_exit(session, today),
        capture_debt(session, today),
        echo_chamber(session, today, own_sector),
    )
