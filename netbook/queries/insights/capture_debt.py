"""Capture debt: contacts collected faster than they are followed up for the first time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, func, select

from netbook.db.meetings import Interaction, Participant
from netbook.db.people import Contact, WhereMet
from netbook.db.standing import Standing
from netbook.domain.counts import people
from netbook.domain.touches import NOT_A_CONTACT
from netbook.queries.insights.spans import WEEK, monday_of, mondays

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class WeekOfCapture:
    """One week: how many contacts were new, and how many of any week were followed up for the first time."""

    monday: date
    new: int
    followed_up: int


@dataclass(frozen=True, slots=True)
class CaptureDebt:
    """The weeks, the earliest first; inbox and archive do not count."""

    weeks: tuple[WeekOfCapture, ...]
    waiting: int
    """Contacts new in these weeks whom nobody has followed up yet."""

    @property
    def total(self) -> int:
        """How many contacts were new in these weeks."""
        return sum(week.new for week in self.weeks)

    @property
    def sentence(self) -> str:
        """How many were collected, how many followed up, and how many wait."""
        if not self.total:
            return f"Nobody is new in the last {len(self.weeks)} weeks."
        followed = self.total - self.waiting
        words = f"{people(self.total)} new in the last {len(self.weeks)} weeks, {followed:,} followed up since"
        return f"{words}; {self.waiting:,} {'waits' if self.waiting == 1 else 'wait'} for a first follow-up."


def capture_debt(session: Session, today: date, weeks: int = 26) -> CaptureDebt:
    """Count, week by week, the new contacts and the first follow-ups to contacts new in any of these weeks.

    A contact is new on the day it was added or met, whichever is earlier; the first contact on a later day is its first
    follow-up. Reactions and broadcasts are none.
    """
    starts = mondays(today, weeks)
    new: Counter[date] = Counter()
    followed: Counter[date] = Counter()
    waiting = 0
    for _contact, began_on, followed_on in _beginnings(session, starts[0], today):
        new[monday_of(began_on)] += 1
        if followed_on is None:
            waiting += 1
        else:
            followed[monday_of(followed_on)] += 1
    return CaptureDebt(tuple(WeekOfCapture(start, new[start], followed[start]) for start in starts), waiting)


def contacts_captured_in_week(session: Session, *, monday: date, today: date, most: int | None = None) -> list[int]:
    """List who was new in a week, those not followed up yet first."""
    found = [
        (followed_on is not None, began_on, contact_id)
        for contact_id, began_on, followed_on in _beginnings(session, monday, today)
        if began_on < monday + WEEK
    ]
    return [contact_id for _, _, contact_id in sorted(found)][:most]


def contacts_not_followed_up(session: Session, *, weeks: int, today: date, most: int | None = None) -> list[int]:
    """List who is new in the last weeks and was not followed up, those waiting longest first."""
    found = [
        (began_on, contact_id)
        for contact_id, began_on, followed_on in _beginnings(session, mondays(today, weeks)[0], today)
        if followed_on is None
    ]
    return [contact_id for _, contact_id in sorted(found)][:most]


def _beginnings(session: Session, first: date, today: date) -> list[tuple[int, date, date | None]]:
    """Give contacts new from a day on: the number, the day, and the day of the first follow-up or None."""
    began = {
        contact_id: min(day for day in (added_on, met_on) if day is not None)
        for contact_id, added_on, met_on in session.execute(_days(first, today))
    }
    began = {contact_id: day for contact_id, day in began.items() if first <= day <= today}
    followed: dict[int, date] = {}
    for contact_id, day in session.execute(_contact_since(first, today)):
        if contact_id in began and day > began[contact_id]:
            followed[contact_id] = min(day, followed.get(contact_id, day))
    return [(contact_id, day, followed.get(contact_id)) for contact_id, day in began.items()]


def _days(first: date, today: date) -> Select[Any]:
    """Select the day each contact was added and the day it was first met, of contacts added from a day on."""
    met = select(WhereMet.contact_id, func.min(WhereMet.on).label("met_on")).group_by(WhereMet.contact_id).subquery()
    return (
        select(Contact.id, Contact.added_on, met.c.met_on)
        .join(Standing, Standing.contact_id == Contact.id)
        .outerjoin(met, met.c.contact_id == Contact.id)
        .where(Standing.watched, Contact.added_on.between(first, today))
    )


def _contact_since(first: date, today: date) -> Select[int, date]:
    """Select the days of contact from a day on of the contacts that were added from it on."""
    return (
        select(Participant.contact_id, Participant.on)
        .join(Contact, and_(Contact.id == Participant.contact_id, Contact.added_on.between(first, today)))
        .join(Interaction, Interaction.id == Participant.interaction_id)
        .where(Participant.on.between(first, today), Interaction.channel.not_in(NOT_A_CONTACT))
    )
