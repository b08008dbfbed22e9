"""Events from Events.csv, as far as the user meant to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.records import EventRecord, Fate, LeftOut
from netbook.formats.linkedin.moments import days
from netbook.formats.linkedin.rows import records_of, undated
from netbook.formats.streams import OnRead, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.formats.csv_rows import CsvRow
    from netbook.formats.linkedin.parts import Part

NAMELESS = "The row names no event."

_THERE = frozenset(
    [
        "attending",
        "attended",
        "going",
        "organizer",
        "organiser",
        "organizing",
        "host",
        "hosting",
        "speaker",
        "speaking",
        "presenter",
        "registered",
    ]
)


def events(part: Part, on_read: OnRead | None = None) -> Iterator[EventRecord | LeftOut]:
    """Yield one record for every row of Events.csv."""
    yield from records_of(part, lambda row: _event(part, row), on_read)


def _event(part: Part, row: CsvRow) -> EventRecord | LeftOut:
    origin, status, name = part.origin(row.line), row.get("status"), " ".join(row.get("event name").split())
    if not name:
        return LeftOut(origin, Fate.FAILED, NAMELESS)
    if status.casefold() not in _THERE:
        reason = f"You did not say that you come to this event: LinkedIn has it as “{shown_name(status)}”."
        return LeftOut(origin, Fate.SKIPPED, reason)
    when = days(row.get("event time"))
    if when is None:
        return undated(part, row, "event time")
    return EventRecord(
        key=f"li:event:{(row.get('external url') or name).casefold()}:{when[0]}",
        origin=origin,
        name=name,
        starts_on=when[0],
        ends_on=when[1],
    )
