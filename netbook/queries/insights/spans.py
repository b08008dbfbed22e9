"""Spans of days: ISO weeks, and the contact there was within a span."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, case, func, select

from netbook.db.meetings import Interaction, Participant
from netbook.db.people import Contact
from netbook.db.standing import Standing
from netbook.domain.touches import NOT_A_CONTACT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import InstrumentedAttribute

WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    """Give the Monday of the day's ISO week."""
    return day - timedelta(days=day.weekday())


def mondays(today: date, weeks: int) -> list[date]:
    """Give the Mondays of so many weeks, the earliest first; the last is this week's."""
    this_week = monday_of(today)
    return [this_week - WEEK * back for back in reversed(range(weeks))]


def week_number(day: InstrumentedAttribute[date], starts: Sequence[date]) -> ColumnElement[int]:
    """Give the place, in a row of Mondays, of the week a day lies in: -1 before the first, the last for later days."""
    return case(*((day < start, place - 1) for place, start in enumerate(starts)), else_=len(starts) - 1)


def in_touch(first: date, last: date, *columns: Any) -> Select[Any]:
    """Select from the contact there was from one day to another: reactions, broadcasts and the archive left out.

    A contact whose latest contact was before the span has none in it, which spares reading most of a large book.
    """
    return (
        select(*columns)
        .select_from(Standing)
        .join(Contact, Contact.id == Standing.contact_id)
        .join(Participant, Participant.contact_id == Standing.contact_id)
        .join(Interaction, Interaction.id == Participant.interaction_id)
        .where(
            Standing.last_contact_on >= first,
            ~Contact.archived,
            Participant.on.between(first, last),
            Interaction.channel.not_in(NOT_A_CONTACT),
        )
    )


def contacts_most_in_touch(selected: Select[Any], most: int | None) -> Select[Any]:
    """Make one row a contact of a selection of contact: those with the most interactions first, then the latest."""
    return (
        selected.with_only_columns(Contact.id)
        .group_by(Contact.id, Contact.sort_key)
        .order_by(func.count().desc(), func.max(Participant.on).desc(), Contact.sort_key, Contact.id)
        .limit(most)
    )
