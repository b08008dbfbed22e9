"""How much contact there was, week by week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func

from netbook.db.meetings import Participant
from netbook.domain.counts import counted
from netbook.domain.dates import short_date
from netbook.queries.insights.spans import WEEK, contacts_most_in_touch, in_touch, mondays, week_number
from netbook.queries.insights.words import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class WeekOfContact:
    """One ISO week: its Monday, how many interactions count as contact, and with how many contacts."""

    monday: date
    interactions: int
    contacts: int


@dataclass(frozen=True, slots=True)
class ContactsAWeek:
    """The weeks, the earliest first; the last one is this week so far."""

    today: date
    weeks: tuple[WeekOfContact, ...]

    @property
    def total(self) -> int:
        """How many interactions the weeks hold together."""
        return sum(week.interactions for week in self.weeks)

    @property
    def best(self) -> WeekOfContact | None:
        """The week with the most interactions, the latest of several; None where nothing was logged."""
        best = max(self.weeks, key=lambda week: (week.interactions, week.monday), default=None)
        return best if best is not None and best.interactions else None

    @property
    def sentence(self) -> str:
        """How much it is a week in the latter half, against the half before, and the best week."""
        best = self.best
        if best is None:
            weeks = counted(len(self.weeks), "week")
            return f"Nothing logged in {weeks}. Each talk, call or message you log is counted here, week by week."
        half = len(self.weeks) // 2
        top = f"best week {short_date(best.monday, self.today).split(maxsplit=1)[1]} with {best.interactions:,}"
        if half == 0:
            return f"{rounded(self._rate(self.weeks))} a week on average; {top}."
        now, before = self._rate(self.weeks[half:]), self._rate(self.weeks[:half])
        return f"{rounded(now)} a week on average, {_against(now, before)}; {top}."

    def _rate(self, weeks: Sequence[WeekOfContact]) -> float:
        """Give the interactions a week; of this week, only the days so far are counted."""
        days = min(len(weeks) * WEEK.days, (self.today - weeks[0].monday).days + 1)
        return sum(week.interactions for week in weeks) * WEEK.days / days


def _against(now: float, before: float) -> str:
    if rounded(now) == rounded(before):
        return "as in the half before"
    return f"{'up' if now > before else 'down'} from {rounded(before)} in the half before"


def contacts_a_week(session: Session, today: date, weeks: int = 26) -> ContactsAWeek:
    """Count the interactions that are contact in each of so many ISO weeks, this week the last."""
    starts = mondays(today, weeks)
    number = week_number(Participant.on, starts).label("number")
    query = in_touch(
        starts[0],
        today,
        number,
        func.count(Participant.interaction_id.distinct()),
        func.count(Participant.contact_id.distinct()),
    ).group_by(number)
    found = {place: (interactions, contacts) for place, interactions, contacts in session.execute(query)}
    return ContactsAWeek(
        today, tuple(WeekOfContact(start, *found.get(place, (0, 0))) for place, start in enumerate(starts))
    )


def contacts_in_week(session: Session, monday: date, today: date, most: int | None = None) -> list[int]:
    """List with whom there was contact in a week, those with the most interactions first."""
    last = min(monday + WEEK - date.resolution, today)
    return list(session.scalars(contacts_most_in_touch(in_touch(monday, last), most)))
