"""The card of a contact: everything the program says of one person, as a frozen value."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from netbook.db.plain_sql import day, fetch, known_day
from netbook.domain.cadence import Cadence, read_cadence
from netbook.domain.kinds import HandleStatus, MetKind
from netbook.domain.staleness import Forecast, History, Milestones, State, forecast, sentence, tie_state, urgency
from netbook.domain.staleness import state as state_with_follow_up
from netbook.queries.perhaps_met import Suggestion, perhaps_met

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from netbook.db.plain_sql import Source

_CHUNK = 500
_STATISTICS = ("touches", "gaps", "gap_sum", "carry", "last_on", "talks", "last_talk_on", "talk_sum")
_DAYS = ("last_on", "last_talk_on", "due_on", "stale_on", "dormant_on", "last_contact_on", "follow_up_on", "back_on")
_COLUMNS = (
    *("id", "name", "organisation", "position", "sector", "location", "notes", "birthday", "inbox", "archived"),
    *("added_on", "version", "online_only", "cadence", "cadence_tag", "touches", "gaps", "gap_sum", "carry", "talks"),
    *("talk_sum", *_DAYS),
)
_CONTACTS = """
SELECT c.id, c.name, c.organisation, c.position, c.sector, c.location, c.notes, c.birthday, c.inbox, c.archived,
  c.added_on, c.version, s.online_only, s.cadence, s.cadence_tag, s.touches, s.gaps, s.gap_sum, s.carry, s.talks,
  s.talk_sum, s.last_on, s.last_talk_on, s.due_on, s.stale_on, s.dormant_on, s.last_contact_on, s.follow_up_on, s.back_on
FROM contact c JOIN standing s ON s.contact_id = c.id WHERE c.id IN :ids
"""
_HANDLES = """
SELECT contact_id, network, shown, url, status, status_on FROM handle WHERE contact_id IN :ids ORDER BY status, id
"""
_TAGS = """
SELECT ct.contact_id, t.name FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id WHERE ct.contact_id IN :ids ORDER BY t.key
"""
_WHERE_MET = """
SELECT w.contact_id, w.kind, w.network, e.name, w.met_on
FROM where_met w LEFT JOIN event e ON e.id = w.event_id WHERE w.contact_id IN :ids
"""
_INTRODUCERS = """
SELECT i.contact_id, c.name, (SELECT h.shown FROM handle h WHERE h.contact_id = c.id ORDER BY h.id LIMIT 1)
FROM introduction i JOIN contact c ON c.id = i.introducer_id WHERE i.contact_id IN :ids ORDER BY i.id
"""
_FOLLOW_UPS = """
SELECT contact_id, id, due_on, what, made_on, recurrence
FROM follow_up WHERE contact_id IN :ids AND status = 'open' ORDER BY due_on IS NULL, due_on, id
"""


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


def card(source: Source, contact_id: int, today: date) -> ContactCard:
    """Read the card of one contact, which must exist."""
    return cards(source, [contact_id], today)[0]


def cards(source: Source, contact_ids: Sequence[int], today: date) -> list[ContactCard]:
    """Read the cards of contacts, in the order asked for; ids that are gone are left out."""
    found: dict[int, ContactCard] = {}
    for start in range(0, len(contact_ids), _CHUNK):
        chunk = contact_ids[start : start + _CHUNK]
        parts = _Parts(source, chunk, today)
        for values in fetch(source, _CONTACTS, ids=chunk):
            row = dict(zip(_COLUMNS, values, strict=True))
            row.update({name: day(row[name]) for name in _DAYS})
            found[row["id"]] = _card(row, parts, today)
    return [found[contact_id] for contact_id in contact_ids if contact_id in found]


class _Parts:
    """What hangs on some contacts, read with one query a table."""

    def __init__(self, source: Source, ids: Sequence[int], today: date) -> None:
        self.handles = _handles(source, ids)
        self.tags = _tags(source, ids)
        self.met = _met(source, ids)
        self.perhaps_met = _perhaps_met(source, self.met, today)
        self.introducers = _introducers(source, ids)
        self.follow_ups = _follow_ups(source, ids)


def _card(row: dict[str, Any], parts: _Parts, today: date) -> ContactCard:
    contact_id = row["id"]
    handles = tuple(parts.handles[contact_id])
    history = History(**{name: row[name] for name in _STATISTICS})
    dates = Milestones(row["due_on"], row["stale_on"], row["dormant_on"])
    cadence = read_cadence(row["cadence"]) if row["cadence"] else None
    back_on = row["back_on"]
    return ContactCard(
        id=contact_id,
        called=row["name"] or next((handle.shown for handle in handles), "nobody"),
        name=row["name"],
        handles=handles,
        organisation=row["organisation"],
        position=row["position"],
        sector=row["sector"],
        location=row["location"],
        notes=row["notes"],
        birthday=row["birthday"],
        tags=tuple(parts.tags[contact_id]),
        met_online=parts.met.get((contact_id, MetKind.ONLINE)),
        met_in_person=parts.met.get((contact_id, MetKind.IN_PERSON)),
        perhaps_met=parts.perhaps_met.get(contact_id),
        introduced_by=tuple(parts.introducers[contact_id]),
        last_contact=row["last_contact_on"],
        talks=history.talks,
        cadence=cadence,
        cadence_tag=row["cadence_tag"],
        state=tie_state(history, dates, today),
        follow_up_state=state_with_follow_up(history, dates, today, row["follow_up_on"]),
        due_on=dates.due_on,
        stale_on=dates.stale_on,
        dormant_on=dates.dormant_on,
        why=sentence(history, today, cadence),
        forecast=forecast(history, today, online_only=bool(row["online_only"])),
        follow_ups=tuple(parts.follow_ups[contact_id]),
        snoozed_until=back_on if back_on is not None and back_on > today else None,
        snooze_ended=back_on is not None and back_on <= today,
        inbox=bool(row["inbox"]),
        archived=bool(row["archived"]),
        added_on=known_day(row["added_on"]),
        version=row["version"],
    )


def _handles(source: Source, ids: Sequence[int]) -> dict[int, list[HandleRow]]:
    found: dict[int, list[HandleRow]] = defaultdict(list)
    for contact_id, network, shown, url, status, status_on in fetch(source, _HANDLES, ids=ids):
        found[contact_id].append(HandleRow(network, shown, url, HandleStatus(status), day(status_on)))
    return found


def _tags(source: Source, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for contact_id, name in fetch(source, _TAGS, ids=ids):
        found[contact_id].append(name)
    return found


def _met(source: Source, ids: Sequence[int]) -> dict[tuple[int, MetKind], MetRow]:
    return {
        (contact_id, MetKind(kind)): MetRow(network, event, day(on))
        for contact_id, kind, network, event, on in fetch(source, _WHERE_MET, ids=ids)
    }


def _perhaps_met(source: Source, met: Mapping[tuple[int, MetKind], MetRow], today: date) -> dict[int, Suggestion]:
    """Suggest an event for whoever connected about its time and is known online only."""
    connected = {
        contact_id: row.on
        for (contact_id, kind), row in met.items()
        if kind is MetKind.ONLINE and row.on and not row.event and (contact_id, MetKind.IN_PERSON) not in met
    }
    by_day = perhaps_met(source, set(connected.values()), today)
    return {contact_id: by_day[day] for contact_id, day in connected.items() if day in by_day}


def _introducers(source: Source, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for contact_id, name, handle in fetch(source, _INTRODUCERS, ids=ids):
        found[contact_id].append(name or handle or "nobody")
    return found


def _follow_ups(source: Source, ids: Sequence[int]) -> dict[int, list[FollowUpRow]]:
    found: dict[int, list[FollowUpRow]] = defaultdict(list)
    for contact_id, number, due_on, what, made_on, recurrence in fetch(source, _FOLLOW_UPS, ids=ids):
        found[contact_id].append(FollowUpRow(number, day(due_on), what, known_day(made_on), recurrence))
    return found
