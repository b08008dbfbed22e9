"""The card of a contact: everything the program says of one person, as a frozen value."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from netbook.db.meetings import Event
from netbook.db.people import Contact, ContactTag, Handle, HandleStatus, Introduction, MetKind, Tag, WhereMet
from netbook.db.promises import FollowUp, FollowUpStatus
from netbook.db.standing import Standing
from netbook.domain.cadence import Cadence, read_cadence
from netbook.domain.staleness import Forecast, History, Milestones, State, forecast, sentence, tie_state, urgency
from netbook.domain.staleness import state as state_with_follow_up
from netbook.queries.perhaps_met import Suggestion, perhaps_met

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

_CHUNK = 500
_CONTACT = Contact.__table__.c


@dataclass(frozen=True, slots=True)
class HandleRow:
    """One account of a contact."""

    network: str
    shown: str
    url: str | None
    status: HandleStatus = HandleStatus.ACTIVE
    status_on: date | None = None


@dataclass(frozen=True, slots=True)
class MetRow:
    """One half of where-met: a network, or an event, or neither known; and the day if that is known."""

    network: str | None
    event: str | None
    on: date | None


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One open follow-up."""

    id: int
    due_on: date | None
    what: str | None
    made_on: date
    recurrence: str | None = None


@dataclass(frozen=True, slots=True)
class ContactCard:
    """A contact with all that is known, and how it stands today."""

    id: int
    called: str
    name: str | None
    handles: tuple[HandleRow, ...]
    organisation: str | None
    position: str | None
    sector: str | None
    location: str | None
    notes: str | None
    birthday: str | None
    """``1987-09-07``, or ``--12-25`` where the year is not known."""
    tags: tuple[str, ...]
    met_online: MetRow | None
    met_in_person: MetRow | None
    perhaps_met: Suggestion | None
    """Where they may have met in person, while no such meeting is known."""
    introduced_by: tuple[str, ...]
    last_contact: date | None
    talks: int
    cadence: Cadence | None
    cadence_tag: str | None
    """The tag whose cadence is in force; None where it is the contact's own or there is none."""
    state: State
    follow_up_state: State
    """The same, an open dated follow-up going first: scheduled or follow-up overdue."""
    due_on: date | None
    stale_on: date | None
    dormant_on: date | None
    why: str
    forecast: Forecast | None
    follow_ups: tuple[FollowUpRow, ...]
    snoozed_until: date | None
    snooze_ended: bool
    inbox: bool
    archived: bool
    added_on: date
    version: int

    @property
    def urgency(self) -> float:
        """How much would be lost: the risk, weighed by how much was said."""
        return 0.0 if self.forecast is None else urgency(self.forecast.risk, self.talks)

    @property
    def foremost_follow_up(self) -> FollowUpRow | None:
        """The follow-up to speak of first: one that is overdue, else a promise without a date, else the next."""
        undated = (follow_up for follow_up in self.follow_ups if follow_up.due_on is None)
        earliest = self.follow_ups[0] if self.follow_ups else None
        return earliest if self.follow_up_state is State.FOLLOW_UP_OVERDUE else next(undated, earliest)

    @property
    def has_cadence_never(self) -> bool:
        """Say whether the user let this contact go."""
        return self.cadence is not None and self.cadence.days is None


def card(session: Session, contact_id: int, today: date) -> ContactCard:
    """Read the card of one contact, which must exist."""
    return cards(session, [contact_id], today)[0]


def cards(session: Session, contact_ids: Sequence[int], today: date) -> list[ContactCard]:
    """Read the cards of contacts, in the order asked for; ids that are gone are left out."""
    found: dict[int, ContactCard] = {}
    for start in range(0, len(contact_ids), _CHUNK):
        chunk = contact_ids[start : start + _CHUNK]
        parts = _Parts(session, chunk, today)
        query = select(Contact.__table__, Standing.__table__).join(Standing, Standing.contact_id == Contact.id)
        for row in session.execute(query.where(Contact.id.in_(chunk))).mappings():
            found[row[_CONTACT.id]] = _card(row, parts, today)
    return [found[contact_id] for contact_id in contact_ids if contact_id in found]


class _Parts:
    """What hangs on some contacts, read with one query a table."""

    def __init__(self, session: Session, ids: Sequence[int], today: date) -> None:
        self.handles = _handles(session, ids)
        self.tags = _tags(session, ids)
        self.met = _met(session, ids)
        self.perhaps_met = _perhaps_met(session, self.met, today)
        self.introducers = _introducers(session, ids)
        self.follow_ups = _follow_ups(session, ids)


def _card(row: Any, parts: _Parts, today: date) -> ContactCard:
    contact_id = row[_CONTACT.id]
    handles = tuple(parts.handles[contact_id])
    standing = {column.name: row[column] for column in Standing.__table__.columns}
    history = History(**{name: standing[name] for name in _STATISTICS})
    dates = Milestones(standing["due_on"], standing["stale_on"], standing["dormant_on"])
    cadence = read_cadence(standing["cadence"]) if standing["cadence"] else None
    back_on = standing["back_on"]
    return ContactCard(
        id=contact_id,
        called=row[_CONTACT.name] or next((handle.shown for handle in handles), "nobody"),
        name=row[_CONTACT.name],
        handles=handles,
        organisation=row[_CONTACT.organisation],
        position=row[_CONTACT.position],
        sector=row[_CONTACT.sector],
        location=row[_CONTACT.location],
        notes=row[_CONTACT.notes],
        birthday=row[_CONTACT.birthday],
        tags=tuple(parts.tags[contact_id]),
        met_online=parts.met.get((contact_id, MetKind.ONLINE)),
        met_in_person=parts.met.get((contact_id, MetKind.IN_PERSON)),
        perhaps_met=parts.perhaps_met.get(contact_id),
        introduced_by=tuple(parts.introducers[contact_id]),
        last_contact=standing["last_contact_on"],
        talks=history.talks,
        cadence=cadence,
        cadence_tag=standing["cadence_tag"],
        state=tie_state(history, dates, today),
        follow_up_state=state_with_follow_up(history, dates, today, standing["follow_up_on"]),
        due_on=dates.due_on,
        stale_on=dates.stale_on,
        dormant_on=dates.dormant_on,
        why=sentence(history, today, cadence),
        forecast=forecast(history, today, online_only=standing["online_only"]),
        follow_ups=tuple(parts.follow_ups[contact_id]),
        snoozed_until=back_on if back_on is not None and back_on > today else None,
        snooze_ended=back_on is not None and back_on <= today,
        inbox=row[_CONTACT.inbox],
        archived=row[_CONTACT.archived],
        added_on=row[_CONTACT.added_on],
        version=row[_CONTACT.version],
    )


_STATISTICS = ("touches", "gaps", "gap_sum", "carry", "last_on", "talks", "last_talk_on", "talk_sum")


def _handles(session: Session, ids: Sequence[int]) -> dict[int, list[HandleRow]]:
    found: dict[int, list[HandleRow]] = defaultdict(list)
    query = select(Handle.contact_id, Handle.network, Handle.shown, Handle.url, Handle.status, Handle.status_on)
    ordered = query.where(Handle.contact_id.in_(ids)).order_by(Handle.status, Handle.id)
    for contact_id, network, shown, url, status, status_on in session.execute(ordered):
        found[contact_id].append(HandleRow(network, shown, url, status, status_on))
    return found


def _tags(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    query = select(ContactTag.contact_id, Tag.name).join(Tag, Tag.id == ContactTag.tag_id)
    for contact_id, name in session.execute(query.where(ContactTag.contact_id.in_(ids)).order_by(Tag.key)):
        found[contact_id].append(name)
    return found


def _met(session: Session, ids: Sequence[int]) -> dict[tuple[int, MetKind], MetRow]:
    query = (
        select(WhereMet.contact_id, WhereMet.kind, WhereMet.network, Event.name, WhereMet.on)
        .outerjoin(Event, Event.id == WhereMet.event_id)
        .where(WhereMet.contact_id.in_(ids))
    )
    return {
        (contact_id, kind): MetRow(network, event, on)
        for contact_id, kind, network, event, on in session.execute(query)
    }


def _perhaps_met(session: Session, met: Mapping[tuple[int, MetKind], MetRow], today: date) -> dict[int, Suggestion]:
    """Suggest an event for whoever connected about its time and is known online only."""
    connected = {
        contact_id: row.on
        for (contact_id, kind), row in met.items()
        if kind is MetKind.ONLINE and row.on and not row.event and (contact_id, MetKind.IN_PERSON) not in met
    }
    by_day = perhaps_met(session, set(connected.values()), today)
    return {contact_id: by_day[day] for contact_id, day in connected.items() if day in by_day}


def _introducers(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    first_handle = (
        select(Handle.shown).where(Handle.contact_id == Contact.id).order_by(Handle.id).limit(1).scalar_subquery()
    )
    query = (
        select(Introduction.contact_id, Contact.name, first_handle)
        .join(Contact, Contact.id == Introduction.introducer_id)
        .where(Introduction.contact_id.in_(ids))
        .order_by(Introduction.id)
    )
    for contact_id, name, handle in session.execute(query):
        found[contact_id].append(name or handle or "nobody")
    return found


def _follow_ups(session: Session, ids: Sequence[int]) -> dict[int, list[FollowUpRow]]:
    found: dict[int, list[FollowUpRow]] = defaultdict(list)
    query = (
        select(FollowUp.contact_id, FollowUp.id, FollowUp.due_on, FollowUp.what, FollowUp.made_on, FollowUp.recurrence)
        .where(FollowUp.contact_id.in_(ids), FollowUp.status == FollowUpStatus.OPEN)
        .order_by(FollowUp.due_on.is_(None), FollowUp.due_on, FollowUp.id)
    )
    for contact_id, number, due_on, what, made_on, recurrence in session.execute(query):
        found[contact_id].append(FollowUpRow(number, due_on, what, made_on, recurrence))
    return found
