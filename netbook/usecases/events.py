"""Events: made, started and stopped; one event runs at a time, and ``met`` assumes it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from sqlalchemy import select

from netbook.db.journal import describe_step
from netbook.db.meetings import AskedAbout, Event
from netbook.domain.text import norm_line, plain
from netbook.errors import UsageProblem
from netbook.queries.events import EventRow, event_row, running_event

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class EventDetails:
    """What the user may say of an event; None leaves a detail as it is."""

    kind: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    place: str | None = None
    hashtag: str | None = None


KINDS = ("conference", "meetup", "course", "online", "other")


def event_named(session: Session, name: str, on: date) -> Event:
    """Give the event of this name, made on the given day if there is none."""
    shown, key = _named(name)
    found = session.scalars(
        select(Event).where(Event.key == key).order_by(Event.starts_on.desc(), Event.id.desc())
    ).first()
    return found or _make(session, shown, key, EventDetails(starts_on=on))


def note_asked(session: Session, event_id: int, today: date) -> None:
    """Keep the day on which the review first asked to debrief an event; on later days it does not ask again."""
    if session.get(AskedAbout, event_id) is None and session.get(Event, event_id) is not None:
        session.add(AskedAbout(event_id=event_id, on=today))


def add_event(session: Session, name: str, details: EventDetails, today: date) -> EventRow:
    """Make an event, or fill in what is said of one that is there.

    Raises:
        UsageProblem: it would end before it starts, or the name is empty.

    """
    shown, key = _named(name)
    event = session.scalars(select(Event).where(Event.key == key)).first()
    if event is None:
        event = _make(session, shown, key, details)
        describe_step(session, f"Added the event {shown}")
    else:
        _fill(event, details)
        describe_step(session, f"Changed the event {event.name}")
    session.flush()
    return event_row(session, event.id, today)


def change_event(session: Session, event_id: int, name: str, details: EventDetails, today: date) -> EventRow:
    """Write an event anew: its name, and every detail, where None takes one away.

    Raises:
        UsageProblem: it would end before it starts, the name is empty, or another event has it.

    """
    event = session.get_one(Event, event_id)
    shown, key = _named(name)
    if key != event.key and session.scalars(select(Event.id).where(Event.key == key)).first() is not None:
        raise UsageProblem(
            f"there is an event called “{shown}” already; another name, such as one with the year, helps."
        )
    before = event.name
    _write(event, details)
    event.name, event.key = shown, key
    describe_step(
        session, f"Renamed the event {before} to {shown}" if shown != before else f"Changed the event {shown}"
    )
    session.flush()
    return event_row(session, event.id, today)


def start_event(session: Session, name: str, today: date, *, until: date | None = None) -> EventRow:
    """Run an event from now on, stopping any other; it is made if it is not there.

    Raises:
        UsageProblem: it would end before today.

    """
    if until is not None and until < today:
        raise UsageProblem(f"the event cannot end before today; {until:%-d %b %Y} is past.")
    _stop_running(session)
    event = event_named(session, name, today)
    if event.starts_on is None or event.starts_on > today or (event.ends_on is not None and event.ends_on < today):
        event.starts_on = today
        event.ends_on = None
    if until is not None:
        event.ends_on = until
    event.running = True
    describe_step(session, f"Started the event {event.name}")
    session.flush()
    return event_row(session, event.id, today)


def stop_event(session: Session, today: date) -> EventRow:
    """Stop the running event.

    Raises:
        UsageProblem: none is running.

    """
    event_id = running_event(session, today)
    if event_id is None:
        raise UsageProblem("no event is running.", 'netbook event start "PyCon DE"')
    event = session.get_one(Event, event_id)
    event.running = False
    if event.ends_on is None or event.ends_on > today:
        event.ends_on = today
    describe_step(session, f"Stopped the event {event.name}")
    session.flush()
    return event_row(session, event.id, today)


def event_for_meeting(session: Session, name: str | None, on: date, today: date) -> Event | None:
    """Give the event of a meeting: the one named, else the one running if the meeting falls into it."""
    if name:
        return event_named(session, name, on)
    running = running_event(session, today)
    if running is None:
        return None
    event = session.get_one(Event, running)
    return event if (event.starts_on or on) <= on <= (event.ends_on or on) else None


def _named(name: str) -> tuple[str, str]:
    """Give an event's name as it is stored, and the key it is found by."""
    shown = norm_line(name)
    key = plain(shown) or shown.casefold()
    if not key:
        raise UsageProblem("an event needs a name, such as “PyCon DE”.")
    return shown, key


def _stop_running(session: Session) -> None:
    for event in session.scalars(select(Event).where(Event.running)):
        event.running = False


def _make(session: Session, name: str, key: str, details: EventDetails) -> Event:
    event = Event(name=name, key=key)
    session.add(event)
    _fill(event, details)
    session.flush()
    return event


def _fill(event: Event, details: EventDetails) -> None:
    """Say more of an event; what is not said stays."""
    said = {detail.name: getattr(details, detail.name) for detail in fields(details)}
    _write(event, EventDetails(**{name: getattr(event, name) if said[name] is None else said[name] for name in said}))


def _write(event: Event, details: EventDetails) -> None:
    if details.starts_on and details.ends_on and details.ends_on < details.starts_on:
        raise UsageProblem(f"{event.name} cannot end ({details.ends_on}) before it starts ({details.starts_on}).")
    for detail in fields(details):
        setattr(event, detail.name, getattr(details, detail.name))
