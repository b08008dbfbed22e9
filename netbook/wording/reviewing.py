"""What is said of the weekly review, line by line or on a screen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from netbook.config import WEEKDAYS
from netbook.domain.counts import people
from netbook.domain.dates import short_date
from netbook.domain.text import clean
from netbook.queries.review import Group, Review

if TYPE_CHECKING:
    from netbook.queries.cards import ContactCard

MINUTES_A_CONTACT = 0.4
HEADINGS = {
    Group.FOLLOW_UP: "Follow-ups overdue, and promises",
    Group.MET_ONCE: "Met once, no follow-up yet",
    Group.GOING_STALE: "Going stale",
    Group.DUE: "Due this week",
    Group.SNOOZED: "Snoozed until now",
}


def nobody_due(found: Review, today: date) -> str:
    """Say that nobody is due, and who will be next."""
    following = ""
    if found.next_up is not None:
        follow_ups = [follow_up.due_on for follow_up in found.next_up.follow_ups if follow_up.due_on is not None]
        coming = min(follow_ups, default=found.next_up.due_on)
        following = f" Next: {clean(found.next_up.called)}, {short_date(coming, today)}." if coming else ""
    return f"Nobody is going stale.{following} {people(found.people)} in your book."


def next_review(today: date, weekday: str) -> date:
    """Give the next day of the weekly review after today."""
    ahead = (WEEKDAYS.index(weekday) - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead)


def following(card: ContactCard, today: date) -> str:
    """Say when a contact is due next, to follow “in touch today”; empty where that is not known."""
    return f"; next {short_date(card.due_on, today)}" if card.due_on else ""


def minutes_spent(spent: timedelta) -> str:
    """Say how long a sitting took."""
    minutes = round(spent.total_seconds() / 60)
    if minutes < 1:
        return "under a minute"
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
