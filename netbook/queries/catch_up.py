"""Coming back after an absence: what went by meanwhile, and who would be lost first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from netbook.db.plain_sql import fetch, first, instant
from netbook.domain.staleness import State
from netbook.queries.cards import cards
from netbook.queries.review import Group, ReviewRow, review_rows

if TYPE_CHECKING:
    from netbook.db.plain_sql import Source

LONG_DAYS = 14
"""An absence is longer than so many days."""
_GONE_DORMANT = """
SELECT contact_id FROM standing WHERE watched AND dormant_on > :since AND dormant_on <= :today
  AND (back_on IS NULL OR back_on <= :today)
"""
_WROTE = """
SELECT count(DISTINCT p.contact_id) FROM participant p JOIN interaction i ON i.id = p.interaction_id
WHERE i.happened_on > :since AND i.direction = 'by them'
"""


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What went by since the user was last here."""

    since: date
    days: int
    follow_ups_missed: int
    gone_stale: int
    wrote: int
    """Contacts who wrote meanwhile, as far as imports brought it."""
    rows: tuple[ReviewRow, ...]
    """Everybody of the review, and who went dormant meanwhile, ranked by what would be lost: the chance of losing the tie, weighed by its talks."""


def catch_up(source: Source, today: date, *, since: date | None = None) -> CatchUp | None:
    """Say what went by; None if the user was here within two weeks, or has begun to decide today.

    ``since`` goes on with a catch-up that has begun, whatever was decided meanwhile.
    """
    if since is None:
        since = away_since(source, today)
        if since is None:
            return None
    listed = review_rows(source, today)
    rows = [*listed, *_gone_dormant(source, since, today, {row.card.id for row in listed})]
    rows.sort(key=lambda row: (-row.card.urgency, row.card.called))
    return CatchUp(
        since,
        (today - since).days,
        follow_ups_missed=sum(row.card.follow_up_state is State.FOLLOW_UP_OVERDUE for row in rows),
        gone_stale=sum(row.card.stale_on is not None and since < row.card.stale_on <= today for row in rows),
        wrote=first(source, _WROTE, since=since),
        rows=tuple(rows),
    )


def away_since(source: Source, today: date) -> date | None:
    """Give the user's last day here; None if that was within two weeks, or if deciding has begun today."""
    since = _last_here(source, today)
    long_ago = since is not None and (today - since).days > LONG_DAYS
    return since if long_ago and not _decided_on(source, today) else None


def _gone_dormant(source: Source, since: date, today: date, listed: set[int]) -> list[ReviewRow]:
    """List those who fell silent for good meanwhile: the review has given them up, coming back has not."""
    numbers = [number for (number,) in fetch(source, _GONE_DORMANT, since=since, today=today) if number not in listed]
    return [ReviewRow(Group.GOING_STALE, card, overdue=True) for card in cards(source, numbers, today)]


def _last_here(source: Source, today: date) -> date | None:
    """Give the last day before today on which the user did anything."""
    midnight = datetime.combine(today, time(), UTC)
    at = instant(first(source, "SELECT max(done_at) FROM step WHERE done_at < :midnight", midnight=midnight))
    return None if at is None else at.date()


def _decided_on(source: Source, today: date) -> bool:
    return first(source, "SELECT 1 FROM decision WHERE decided_on = :today LIMIT 1", today=today) is not None
