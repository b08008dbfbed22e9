"""Events and the people met there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import Select, func, or_, select

from netbook.db.meetings import Event, Interaction, Participant
from netbook.db.people import Contact, WhereMet
from netbook.db.promises import Decision
from netbook.db.standing import Standing
from netbook.domain.kinds import MetKind
from netbook.domain.text import norm_line, plain, shorten
from netbook.errors import NobodyMatches, SeveralMatch
from netbook.queries.cards import ContactCard, cards
from netbook.queries.notices import DEBRIEF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

ALIVE_DAYS = 90
"""How long after an event it is asked which of the ties made or met there are alive."""


class Phase(StrEnum):
    """Where an event lies in time."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event and what came of it."""

    id: int
    name: str
    kind: str | None
    starts_on: date | None
    ends_on: date | None
    place: str | None
    hashtag: str | None
    running: bool
    met: int
    """Contacts met there, in person or online."""
    first_met: int
    """Contacts met there for the first time."""
    talked_since: int
    """Of those met, how many were talked to after the event's last day."""
    to_debrief: int

    def phase(self, today: date) -> Phase:
        """Say where the event lies in time; one without any day is over once somebody was met there."""
        if self.running:
            return Phase.DURING
        if self.starts_on is None:
            return Phase.AFTER if self.met else Phase.BEFORE
        if self.starts_on > today:
            return Phase.BEFORE
        return Phase.AFTER if (self.ends_on or self.starts_on) < today else Phase.DURING


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is said of an event beside its figures: whom to look for, and what became of those met."""

    event: EventRow
    look_for: tuple[ContactCard, ...]
    """Known online only, and not met there yet; empty once the event is over."""
    waiting: tuple[ContactCard, ...]
    """Met there, and nothing decided about yet."""
    alive: int | None
    """Of those met, how many ties were alive :data:`ALIVE_DAYS` after the last day; None before that day."""
    alive_on: date | None
    """The day on which that is known; None for an event without any day."""
    cold: int
    """Of those met, how many are dormant today and were not put into the archive."""


def event_row(session: Session, event_id: int, today: date) -> EventRow:
    """Read one event, which must exist."""
    event = session.get_one(Event, event_id)
    met = people_met(session, event_id)
    first_met = session.scalar(select(func.count(WhereMet.contact_id.distinct())).where(WhereMet.event_id == event_id))
    last_day = _last_day(session, event)
    return EventRow(
        event.id,
        event.name,
        event.kind,
        event.starts_on,
        event.ends_on,
        event.place,
        event.hashtag,
        running=is_running(event, today),
        met=len(met),
        first_met=first_met or 0,
        talked_since=0 if last_day is None else _talked_since(session, met, last_day),
        to_debrief=len(_undebriefed(session, event_id, met)),
    )


def events(session: Session, today: date) -> list[EventRow]:
    """List events, the newest first."""
    ids = session.scalars(
        select(Event.id).order_by(Event.starts_on.is_(None), Event.starts_on.desc(), Event.id.desc())
    ).all()
    return [event_row(session, event_id, today) for event_id in ids]


def outcome(session: Session, event_id: int, today: date) -> Outcome | None:
    """Read what is said of one event; None if there is no such event any more.

    A tie is alive 90 days after an event if there was a contact later than that day, or if by the contacts until
    then it was not dormant on it: those silent since the event are not, unless they were close before.
    """
    event = session.get(Event, event_id)
    if event is None:
        return None
    row = event_row(session, event_id, today)
    met = people_met(session, event_id)
    look_for = [] if row.phase(today) is Phase.AFTER else to_look_for(session, event_id, today)
    last_day = _last_day(session, event)
    alive_on = None if last_day is None else last_day + timedelta(ALIVE_DAYS)
    return Outcome(
        row,
        tuple(card for card in look_for if card.id not in met),
        tuple(to_debrief(session, event_id, today)),
        _alive(session, met, alive_on) if alive_on is not None and alive_on <= today else None,
        alive_on,
        _cold(session, met, today),
    )


def event_called(session: Session, name: str, today: date) -> EventRow | None:
    """Give the event of exactly this name, as making one would find it; None if there is none."""
    shown = norm_line(name)
    found = session.scalars(_exact(plain(shown) or shown.casefold()).order_by(Event.starts_on.desc(), Event.id.desc()))
    event_id = found.first()
    return None if event_id is None else event_row(session, event_id, today)


def find_event(session: Session, name: str) -> int:
    """Give the number of the one event that is meant, by its name, a unique beginning of it, or its hashtag.

    Raises:
        NobodyMatches: no event is called so.
        SeveralMatch: several are.

    """
    key = plain(norm_line(name)).lstrip("#")
    for query in (_exact(key), _beginning(key), _holding(key)):
        found = session.execute(query.order_by(Event.starts_on.desc(), Event.id.desc()).limit(9)).all()
        if len(found) == 1:
            return int(found[0].id)
        if found:
            names = tuple(event.name for event in found)
            raise SeveralMatch(
                f"“{shorten(name, 60)}” fits several events: {', '.join(shorten(n, 60) for n in names)}.",
                candidates=names,
            )
    raise NobodyMatches(f"there is no event called “{shorten(name, 60)}”.", "netbook event list shows them all")


def running_event(session: Session, today: date) -> int | None:
    """Give the event that runs today; one whose last day is past has stopped by itself."""
    query = select(Event.id).where(Event.running, or_(Event.ends_on.is_(None), Event.ends_on >= today))
    return session.scalars(query.order_by(Event.id.desc())).first()


def is_running(event: Event, today: date) -> bool:
    """Say whether the event was started and has not ended."""
    return event.running and (event.ends_on is None or event.ends_on >= today)


def people_met(session: Session, event_id: int) -> list[int]:
    """List the contacts met at an event: by an interaction there, or first met there."""
    there = (
        select(Participant.contact_id)
        .join(Interaction, Interaction.id == Participant.interaction_id)
        .where(Interaction.event_id == event_id)
    )
    first = select(WhereMet.contact_id).where(WhereMet.event_id == event_id)
    query = (
        select(Contact.id)
        .where(or_(Contact.id.in_(there), Contact.id.in_(first)))
        .order_by(Contact.sort_key, Contact.id)
    )
    return list(session.scalars(query))


def to_debrief(session: Session, event_id: int, today: date) -> list[ContactCard]:
    """List the contacts met at an event about whom nothing was decided yet."""
    return cards(session, _undebriefed(session, event_id, people_met(session, event_id)), today)


def to_look_for(session: Session, event_id: int, today: date, most: int = 50) -> list[ContactCard]:
    """List the contacts known online only that bear the event's hashtag or live where it is, to look for there."""
    event = session.get_one(Event, event_id)
    in_person = select(WhereMet.contact_id).where(WhereMet.kind == MetKind.IN_PERSON)
    query = select(Contact.id).where(~Contact.archived, ~Contact.inbox, Contact.id.not_in(in_person))
    found = cards(session, session.scalars(query.order_by(Contact.sort_key)).all(), today)
    tag = plain(event.hashtag or event.name).lstrip("#").replace(" ", "")
    place = plain(event.place or "")
    return [card for card in found if _belongs(card, tag, place)][:most]


def notes_taken(session: Session, event_id: int, contact_ids: Sequence[int]) -> dict[int, str]:
    """Give what was noted of contacts at an event, the latest of each."""
    query = (
        select(Participant.contact_id, Interaction.note)
        .join(Interaction, Interaction.id == Participant.interaction_id)
        .where(Interaction.event_id == event_id, Interaction.note.is_not(None), Participant.contact_id.in_(contact_ids))
        .order_by(Interaction.on, Interaction.id)
    )
    return {contact_id: note or "" for contact_id, note in session.execute(query)}


def _talked_since(session: Session, met: Sequence[int], day: date) -> int:
    query = select(func.count()).select_from(Standing)
    return session.scalar(query.where(Standing.contact_id.in_(met), Standing.last_talk_on > day)) or 0


def _alive(session: Session, met: Sequence[int], day: date) -> int:
    later = or_(Standing.last_contact_on > day, Standing.dormant_on > day)
    query = select(func.count()).select_from(Standing)
    return session.scalar(query.where(Standing.contact_id.in_(met), Standing.last_on.is_not(None), later)) or 0


def _cold(session: Session, met: Sequence[int], today: date) -> int:
    query = select(func.count()).select_from(Standing)
    gone = query.where(Standing.contact_id.in_(met), Standing.watched, Standing.dormant_on <= today)
    return session.scalar(gone) or 0


def _belongs(card: ContactCard, tag: str, place: str) -> bool:
    has_tag = any(tag and tag.startswith(plain(name)) for name in card.tags)
    return has_tag or bool(place and card.location and place in plain(card.location))


def _undebriefed(session: Session, event_id: int, met: Sequence[int]) -> list[int]:
    first_day = session.scalar(select(Event.starts_on).where(Event.id == event_id)) or date.min
    decided = select(Decision.contact_id).where(
        Decision.list_group == DEBRIEF, Decision.contact_id.in_(met), Decision.decided_on >= first_day
    )
    # Whom the user put into the archive is not asked about.
    done = {
        *session.scalars(decided),
        *session.scalars(select(Contact.id).where(Contact.id.in_(met), Contact.archived)),
    }
    return [contact_id for contact_id in met if contact_id not in done]


def _last_day(session: Session, event: Event) -> date | None:
    return event.ends_on or _last_meeting(session, event.id) or event.starts_on


def _last_meeting(session: Session, event_id: int) -> date | None:
    return session.scalar(select(func.max(Interaction.on)).where(Interaction.event_id == event_id))


def _exact(key: str) -> Select[int, str]:
    return select(Event.id, Event.name).where(Event.key == key)


def _beginning(key: str) -> Select[int, str]:
    return select(Event.id, Event.name).where(Event.key >= key, Event.key < key + "\U0010ffff")


def _holding(key: str) -> Select[int, str]:
    return select(Event.id, Event.name).where(
        or_(Event.key.contains(key, autoescape=True), func.lower(Event.hashtag) == f"#{key}")
    )
