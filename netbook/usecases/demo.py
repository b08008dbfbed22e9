"""A made-up book to look around in, the same for the same day: every group of the review has somebody in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from netbook.domain.capture import MeetingCapture, read_capture
from netbook.domain.channels import Channel, Direction
from netbook.domain.handles import handle_on
from netbook.domain.records import InteractionRecord, Origin, PersonRecord, Record
from netbook.usecases.decide import snooze
from netbook.usecases.demo_cast import CAST, EUROPYTHON, FOSDEM, INBOX, PROMISES, PYCON, Invented
from netbook.usecases.events import EventDetails, add_event
from netbook.usecases.follow_ups import promise
from netbook.usecases.imports import Source, apply_import
from netbook.usecases.interactions import NewInteraction, log_interaction
from netbook.usecases.log_contact import log_contact
from netbook.usecases.record_meeting import record_meeting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_EVENTS = {
    PYCON: (37, 35, "Darmstadt", "#pyconde"),
    EUROPYTHON: (130, 124, "Kraków", "#europython"),
    FOSDEM: (-68, -69, "Brussels", "#fosdem"),
}
"""First and last day in days before today, place and hashtag."""
_SNOOZED = "Donald Knuth"
_FILE = "Connections.csv"


def fill_demo_book(session: Session, today: date) -> int:
    """Fill an empty book with invented people, relative to today; gives how many they are."""
    for name, (first, last, place, hashtag) in _EVENTS.items():
        details = EventDetails("conference", _before(today, first), _before(today, last), place, hashtag)
        add_event(session, name, details, today)
    for person in CAST:
        _add(session, person, today)
    for name, what, made, due in PROMISES:
        promise(session, name, what, None if due is None else _before(today, due), _before(today, made))
    snooze(session, [_SNOOZED], today, _before(today, 21))
    source = Source("linkedin", "LinkedIn export", _FILE, "demo")
    apply_import(session, _inbox_records(today), source, today, datetime.combine(today, time(9), UTC))
    return len(CAST) + len(INBOX)


def _add(session: Session, person: Invented, today: date) -> None:
    added_on = _before(today, person.added)
    capture = read_capture(person.line, added_on)
    log_contact(session, capture, added_on, make_new=True)
    name = capture.name or ""
    if person.met_at is not None:
        on = _before(today, _EVENTS[person.met_at][1])
        record_meeting(session, MeetingCapture((name,), event=person.met_at, on=on, note=person.met_note), on)
    for number in reversed(range(person.talks)):
        on = _before(today, person.last + number * person.gap)
        log_interaction(session, [name], NewInteraction(person.channel, Direction.BOTH, on), today)


def _inbox_records(today: date) -> list[Record]:
    records: list[Record] = []
    for line, (name, slug, organisation, position, talks) in enumerate(INBOX, 2):
        handle = handle_on("linkedin", slug)
        origin = Origin(_FILE, line)
        met_on = _before(today, 400 + line)
        records.append(
            PersonRecord(f"li:conn:{slug}", origin, name, (handle,), organisation, position, "linkedin", met_on)
        )
        records += [
            InteractionRecord(
                f"demo:{slug}:{days}",
                origin,
                ((handle, name),),
                Channel.MESSAGE,
                Direction.BY_THEM if days % 2 else Direction.BOTH,
                _before(today, days),
            )
            for days in talks
        ]
    return records


def _before(today: date, days: int) -> date:
    return today - timedelta(days)
