"""What every page keeps an eye on: whether the book has changed, which event runs, which waits to be debriefed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from netbook.db.plain_sql import day, fetch, first

if TYPE_CHECKING:
    from netbook.db.plain_sql import Source

DEBRIEF = "debrief"
"""The group under which the decisions of a debrief are kept."""
_MARK = """
SELECT coalesce((SELECT max(id) FROM step), 0), (SELECT count(*) FROM step WHERE undone_at IS NOT NULL)
"""
_RUNNING = """
SELECT name FROM event WHERE running AND (ends_on IS NULL OR ends_on >= :today) ORDER BY id DESC LIMIT 1
"""
_ENDED = """
SELECT id, name, starts_on, id IN (SELECT event_id FROM asked_about),
  coalesce(ends_on, (SELECT max(i.happened_on) FROM interaction i WHERE i.event_id = event.id), starts_on)
FROM event
WHERE (starts_on IS NULL OR starts_on <= :latest) AND NOT (running AND (ends_on IS NULL OR ends_on >= :today))
  AND id NOT IN (SELECT event_id FROM asked_about WHERE asked_on < :today)
"""
# Whom the user put into the archive is not asked about.
_TO_DEBRIEF = """
SELECT count(*) FROM contact
WHERE NOT archived
  AND id IN (
    SELECT p.contact_id FROM participant p JOIN interaction i ON i.id = p.interaction_id WHERE i.event_id = :event
    UNION SELECT contact_id FROM where_met WHERE event_id = :event)
  AND id NOT IN (SELECT contact_id FROM decision WHERE list_group = 'debrief' AND decided_on >= :first_day)
"""


@dataclass(frozen=True, slots=True)
class Undebriefed:
    """An event that is over, and how many people met there nothing was decided about."""

    id: int
    name: str
    to_debrief: int
    asked: bool
    """Whether today's review is known to have asked about it."""


def book_mark(source: Source) -> tuple[int, int]:
    """Give a mark that is another one after every change of the book: its newest step, and how many are undone."""
    newest, undone = fetch(source, _MARK)[0]
    return newest, undone


def running_event_name(source: Source, today: date) -> str | None:
    """Name the event that runs today; one whose last day is past has stopped by itself."""
    name: str | None = first(source, _RUNNING, today=today)
    return name


def undebriefed_event(source: Source, today: date, *, days: int = 14, most_days: int = 90) -> Undebriefed | None:
    """Give the newest event that ended so many days ago or longer and has people to debrief; None if there is none.

    Two weeks after an event, the review asks once about those not decided about: on the day that was noted, and never
    after it. ``days=1`` gives any event that is over. What ended more than ``most_days`` ago is left in peace, and so
    is an event without any day.
    """
    earliest, latest = today - timedelta(most_days), today - timedelta(days)
    ended = [
        (day(last), number, name, begun, bool(asked))
        for number, name, begun, asked, last in fetch(source, _ENDED, today=today, latest=latest)
    ]
    lately = [row for row in ended if row[0] is not None and earliest <= row[0] <= latest]
    for _, number, name, begun, asked in sorted(lately, key=lambda row: (row[0], row[1]), reverse=True):
        waiting = first(source, _TO_DEBRIEF, event=number, first_day=day(begun) or date.min)
        if waiting:
            return Undebriefed(number, name, waiting, asked)
    return None
