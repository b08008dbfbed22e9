"""How often the user decided about people, week by week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from netbook.db.people import Contact
from netbook.db.promises import Decision
from netbook.domain.counts import counted
from netbook.queries.insights.spans import WEEK, mondays, week_number
from netbook.queries.insights.words import listed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_VERDICTS = ("done", "snooze", "let go")
"""What a review decides; a debrief has other words."""


@dataclass(frozen=True, slots=True)
class WeekOfReview:
    """One ISO week: its Monday, the decisions of each kind, and about how many contacts they were."""

    monday: date
    done: int
    snoozed: int
    let_go: int
    contacts: int

    @property
    def decisions(self) -> int:
        """How many decisions there were; several about one contact count each."""
        return self.done + self.snoozed + self.let_go


@dataclass(frozen=True, slots=True)
class ReviewHabit:
    """The weeks, the earliest first, those without a decision too; the last one is this week so far."""

    weeks: tuple[WeekOfReview, ...]

    @property
    def total(self) -> int:
        """How many decisions there were together."""
        return sum(week.decisions for week in self.weeks)

    @property
    def weeks_with_decisions(self) -> int:
        """In how many weeks anything was decided."""
        return sum(week.decisions > 0 for week in self.weeks)

    @property
    def sentence(self) -> str:
        """How many decisions there were, in how many of the weeks, and which."""
        weeks = counted(len(self.weeks), "week")
        if not self.total:
            return f"No decisions in {weeks}. What you decide in a review (done, snoozed, let go) is counted here."
        kinds = {
            "done": sum(week.done for week in self.weeks),
            "snoozed": sum(week.snoozed for week in self.weeks),
            "let go": sum(week.let_go for week in self.weeks),
        }
        parts = listed([f"{count:,} {kind}" for kind, count in kinds.items() if count])
        return f"{counted(self.total, 'decision')} in {self.weeks_with_decisions} of {weeks}: {parts}."


def review_habit(session: Session, today: date, weeks: int = 12) -> ReviewHabit:
    """Count the decisions in each of so many ISO weeks, this week the last; also those about contacts now archived."""
    starts = mondays(today, weeks)
    number = week_number(Decision.decided_on, starts).label("number")
    decided = (Decision.verdict.in_(_VERDICTS), Decision.decided_on.between(starts[0], today))
    by_verdict = select(number, Decision.verdict, func.count()).where(*decided).group_by(number, Decision.verdict)
    by_contact = select(number, func.count(Decision.contact_id.distinct())).where(*decided).group_by(number)
    counts = {(place, verdict): count for place, verdict, count in session.execute(by_verdict)}
    contacts = dict(session.execute(by_contact).all())
    found = []
    for place, start in enumerate(starts):
        done, snoozed, let_go = (counts.get((place, verdict), 0) for verdict in _VERDICTS)
        found.append(WeekOfReview(start, done, snoozed, let_go, contacts.get(place, 0)))
    return ReviewHabit(tuple(found))


def contacts_decided_in_week(session: Session, monday: date, today: date, most: int | None = None) -> list[int]:
    """List about whom something was decided in a week, the latest decision first."""
    last = min(monday + WEEK - date.resolution, today)
    query = (
        select(Decision.contact_id)
        .join(Contact, Contact.id == Decision.contact_id)
        .where(Decision.verdict.in_(_VERDICTS), Decision.decided_on.between(monday, last))
        .group_by(Decision.contact_id, Contact.sort_key)
        .order_by(func.max(Decision.id).desc())
        .limit(most)
    )
    return list(session.scalars(query))
