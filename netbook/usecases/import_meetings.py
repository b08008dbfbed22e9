"""Where contacts were met, taken from the history that an import brings, and the events in it."""

from __future__ import annotations

import heapq
from array import array
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from netbook.db.meetings import Event
from netbook.db.people import WhereMet
from netbook.domain.kinds import MetKind
from netbook.domain.text import norm_line, plain
from netbook.queries.import_matches import MetRecorded, chunks, event_on, event_with_key, kept_key, known_met
from netbook.usecases.import_rows import line, table_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from netbook.domain.records import EventRecord
    from netbook.usecases.import_rows import ImportRows, Stamp

ZONES = timedelta(days=1)
"""How far ahead of today a day may lie that is today somewhere."""
_CHUNK = 1_000
_NETWORK_BITS = 12


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting in person: its day, what it was called, where it was, and the interaction it is told by."""

    on: date | None
    event: str | None
    place: str | None = None
    interaction_id: int | None = None

    def is_before(self, other: Meeting) -> bool:
        """Say whether this is the earlier one, as far as the days are known."""
        return self.on is not None and (other.on is None or self.on < other.on)


class _Packed:
    """A number for each of many contacts: those that an import makes stand in a row, and an array holds them."""

    def __init__(self, first_made: int) -> None:
        self._first_made = first_made
        self._made = array("q")
        self._others: dict[int, int] = {}

    def get(self, contact_id: int) -> int | None:
        place = contact_id - self._first_made
        if place < 0:
            return self._others.get(contact_id)
        return self._made[place] - 1 if place < len(self._made) and self._made[place] else None

    def put(self, contact_id: int, number: int) -> None:
        place = contact_id - self._first_made
        if place < 0:
            self._others[contact_id] = number
            return
        if place >= len(self._made):
            self._made.extend([0] * (place + 1 - len(self._made)))
        self._made[place] = number + 1

    def __iter__(self) -> Iterator[int]:
        yield from sorted(self._others)
        for place, number in enumerate(self._made):
            if number:
                yield place + self._first_made


class Encounters:
    """The first time each contact was met online and in person, as far as an import tells."""

    def __init__(self, session: Session, rows: ImportRows, stamp: Stamp) -> None:
        """Begin with no encounter."""
        self._session = session
        self._rows = rows
        self._stamp = stamp
        self._networks: dict[str, int] = {}
        self._declared = _Packed(rows.first_contact)
        self._heard = _Packed(rows.first_contact)
        self._meetings: dict[int, Meeting] = {}
        self._events: dict[tuple[str, date | None], int | None] = {}
        self._at_event: list[dict[str, int]] = []

    def declared(self, contact_id: int, network: str, on: date | None) -> None:
        """Note that the export says where a contact was met online; the first record that says so counts."""
        if on is not None and on > self._stamp.today + ZONES:
            on = None
        if self._declared.get(contact_id) is None:
            self._declared.put(contact_id, self._packed(network, on))

    def heard(self, contact_id: int, network: str, on: date) -> None:
        """Note an interaction online."""
        packed = on.toordinal() << _NETWORK_BITS | self._number(network)
        known = self._heard.get(contact_id)
        if known is None or packed < known:
            self._heard.put(contact_id, packed)

    def met(self, contact_id: int, meeting: Meeting) -> None:
        """Note a meeting in person."""
        known = self._meetings.get(contact_id)
        if known is None or meeting.is_before(known):
            self._meetings[contact_id] = meeting

    def event(self, name: str, on: date) -> int | None:
        """Find the event of this name and day, in the book or in the import."""
        key = (plain(name), on)
        if key not in self._events:
            self._events[key] = event_on(self._session, name, on)
        return self._events[key]

    def take_event(self, record: EventRecord) -> bool:
        """Make an event, or find it again by its natural key or its name and first day; says whether it is new."""
        key = (kept_key(record.key), None)
        event_id = self._events.get(key) or event_with_key(self._session, kept_key(record.key))
        if event_id is None and (event_id := self.event(record.name, record.starts_on)) is not None:
            self._fill_event(event_id, record)
        if event_id is not None:
            self._events[key] = event_id
            return False
        made = self._rows.add_event(record.name, record.starts_on, record)
        self._events[key] = self._events[plain(record.name), record.starts_on] = made
        return True

    def settle(self) -> set[int]:
        """Write down where everybody was met who has nothing there; gives the contacts concerned."""
        changed: set[int] = set()
        last = None
        for chunk in chunks(heapq.merge(self._declared, self._heard), _CHUNK):
            known = known_met(self._session, chunk, MetKind.ONLINE)
            for contact_id in dict.fromkeys(chunk):
                if contact_id not in known and contact_id != last:
                    self._write_online(contact_id)
                    if not self._rows.made(contact_id):
                        changed.add(contact_id)
                    last = contact_id
            self._rows.write()
        for chunk in chunks(sorted(self._meetings), _CHUNK):
            known = known_met(self._session, chunk, MetKind.IN_PERSON)
            changed.update(contact_id for contact_id in chunk if self._write_meeting(contact_id, known.get(contact_id)))
            self._session.flush()
            self._rows.write()
            self._session.expunge_all()
        if self._at_event:
            self._session.connection().execute(_AT_EVENT, self._at_event)
        return changed

    def _write_online(self, contact_id: int) -> None:
        packed = self._declared.get(contact_id)
        heard = self._heard.get(contact_id)
        network, on = self._unpacked(heard if packed is None else packed)
        if on is None and heard is not None:
            spoken_on, day = self._unpacked(heard)
            on = day if spoken_on == network else None
        self._rows.add_met_online(contact_id, network, on)

    def _write_meeting(self, contact_id: int, known: MetRecorded | None) -> bool:
        """Record a first meeting; one that an import told of gives way to an earlier one, the user's word does not."""
        meeting = self._meetings[contact_id]
        if known is None:
            self._rows.add_met_in_person(contact_id, self._event_of(meeting), meeting.on)
            return True
        if known.receipt_id is None or meeting.on is None or (known.on is not None and meeting.on >= known.on):
            return False
        row = self._session.get_one(WhereMet, known.id)
        row.event_id, row.on, row.receipt_id = self._event_of(meeting), meeting.on, self._stamp.receipt_id
        return True

    def _event_of(self, meeting: Meeting) -> int | None:
        """Give the event of a first meeting, made if there is none."""
        if not meeting.event or not norm_line(meeting.event):
            return None
        key = (plain(meeting.event), meeting.on)
        event_id = self.event(meeting.event, meeting.on) if meeting.on else self._events.get(key)
        if event_id is None and meeting.on is None:
            newest = select(Event.id).where(Event.key == key[0]).order_by(Event.starts_on.desc(), Event.id.desc())
            event_id = self._session.scalars(newest.limit(1)).first()
        if event_id is None:
            event_id = self._rows.add_event(meeting.event, meeting.on, place=meeting.place)
            # An existing contact's row may point at the event as soon as it is changed.
            self._rows.write()
        self._events[key] = event_id
        if meeting.interaction_id is not None:
            self._at_event.append({"of_interaction": meeting.interaction_id, "event": event_id})
        return event_id

    def _fill_event(self, event_id: int, record: EventRecord) -> None:
        event = self._session.get(Event, event_id)
        if event is None:
            return
        event.source_key = event.source_key or kept_key(record.key)
        event.place = event.place or line(record.place)
        event.ends_on = event.ends_on or record.ends_on

    def _packed(self, network: str, on: date | None) -> int:
        return (on.toordinal() if on else 0) << _NETWORK_BITS | self._number(network)

    def _unpacked(self, packed: int | None) -> tuple[str, date | None]:
        packed = packed or 0
        ordinal = packed >> _NETWORK_BITS
        network = list(self._networks)[packed & (2**_NETWORK_BITS - 1)]
        return network, date.fromordinal(ordinal) if ordinal else None

    def _number(self, network: str) -> int:
        return self._networks.setdefault(network, len(self._networks))


_INTERACTION = table_named("interaction")
_AT_EVENT = (
    update(_INTERACTION).where(_INTERACTION.c.id == bindparam("of_interaction")).values(event_id=bindparam("event"))
)
