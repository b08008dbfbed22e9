"""A contact's interactions, newest first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbook.db.plain_sql import fetch, instant, known_day
from netbook.domain.channels import Channel, Direction

if TYPE_CHECKING:
    from datetime import date, datetime

    from netbook.db.plain_sql import Source

_ROWS = """
SELECT i.id, i.channel, i.direction, i.happened_on, i.happened_at, i.note, e.name, i.source
FROM participant p JOIN interaction i ON i.id = p.interaction_id LEFT JOIN event e ON e.id = i.event_id
WHERE p.contact_id = :contact_id {before}
ORDER BY p.happened_on DESC, p.interaction_id DESC LIMIT :most
"""
_FROM_THE_NEWEST = _ROWS.format(before="")
_FURTHER = _ROWS.format(before="AND (p.happened_on, p.interaction_id) < (:day, :number)")
_ALL = 2**31 - 1


@dataclass(frozen=True, slots=True)
class InteractionRow:
    """One interaction as the timeline shows it."""

    id: int
    channel: Channel
    direction: Direction
    on: date
    at: datetime | None
    note: str | None
    event: str | None
    source: str | None


def timeline(
    source: Source, contact_id: int, *, most: int | None = 50, before: tuple[date, int] | None = None
) -> list[InteractionRow]:
    """Read a page of interactions, or all if ``most`` is None; ``before`` is the day and number of the last one of the page before."""
    limit = _ALL if most is None else most
    if before is None:
        found = fetch(source, _FROM_THE_NEWEST, contact_id=contact_id, most=limit)
    else:
        found = fetch(source, _FURTHER, contact_id=contact_id, most=limit, day=before[0], number=before[1])
    return [
        InteractionRow(number, Channel(channel), Direction(direction), known_day(on), instant(at), note, event, origin)
        for number, channel, direction, on, at, note, event, origin in found
    ]
