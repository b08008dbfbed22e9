"""The rows that an import writes: gathered table by table, and written a batch at a time, parents first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Boolean, Date, bindparam, case, func, select, update

from netbook.db.base import Base
from netbook.db.bulk import RowWriter, number_on, reserve_ids
from netbook.domain.cadence import kept_cadence
from netbook.domain.kinds import HandleStatus, MetKind
from netbook.domain.text import norm, norm_line, plain
from netbook.queries.import_matches import kept_key
from netbook.queries.uids import uid_of
from netbook.usecases.people import sort_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table

    from netbook.domain.channels import Direction
    from netbook.domain.handles import Handle as TypedHandle
    from netbook.domain.records import EventRecord, InteractionRecord, PersonRecord

FILLED = ("organisation", "position", "sector", "location", "notes", "birthday", "cadence")
"""What an import gives a contact that has nothing there yet, besides a name."""
_COLUMNS = {
    "contact": ("id", "name", "sort_key", *FILLED, "uid", "archived", "inbox", "added_on", "receipt_id", "version"),
    "found_as": ("contact_id", "source_key", "receipt_id"),
    "handle": (
        *("id", "contact_id", "network", "key", "shown", "stable_id", "url"),
        *("status", "status_on", "added_on", "receipt_id"),
    ),
    "contact_tag": ("contact_id", "tag_id", "receipt_id"),
    "event": ("id", "name", "key", "starts_on", "ends_on", "place", "running", "source_key", "receipt_id", "version"),
    "where_met": ("contact_id", "kind", "network", "event_id", "met_on", "receipt_id"),
    "interaction": (
        *("id", "channel", "direction", "happened_on", "happened_at", "note", "event_id"),
        *("source", "source_key", "receipt_id", "version"),
    ),
    "unresolved": ("id", "network", "stable_id", "url", "linked", "receipt_id"),
    "participant": ("interaction_id", "contact_id", "happened_on"),
    "waiting": ("interaction_id", "unresolved_id", "receipt_id"),
}
"""The columns of each table that are written, parents first."""
_NUMBERED = ("contact", "handle", "event", "interaction", "unresolved")
_STATUS, _STATUS_ON = _COLUMNS["handle"].index("status"), _COLUMNS["handle"].index("status_on")
_STABLE_ID = _COLUMNS["handle"].index("stable_id")
_UID = _COLUMNS["contact"].index("uid")
_NAME, _SORT_KEY = _COLUMNS["contact"].index("name"), _COLUMNS["contact"].index("sort_key")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every row of one import bears: the receipt's number, the format's name, and the day."""

    receipt_id: int
    format: str
    today: date


Part = tuple["TypedHandle", str | None, int | None]
"""Somebody who takes part: the account, the name that is shown, and who it is if that is known already."""


class Talk(NamedTuple):
    """An interaction to write: its stored key, its day, its event, and who takes part besides the user."""

    record: InteractionRecord
    key: str
    on: date
    event_id: int | None
    parts: Sequence[Part]


class ImportRows:
    """Rows to write, with their numbers given out as they are gathered; the write turn must be taken."""

    def __init__(self, connection: Connection, stamp: Stamp) -> None:
        """Begin with no rows."""
        self._connection = connection
        self._stamp = stamp
        self._rows: dict[str, list[list[Any]]] = {name: [] for name in _COLUMNS}
        self._writers = {
            name: RowWriter(connection, table_named(name), columns, unless=_unless(name))
            for name, columns in _COLUMNS.items()
        }
        self._next = {name: reserve_ids(connection, table_named(name), 0).start for name in _NUMBERED}
        self.first_contact = self._next["contact"]
        """The number of the first contact that this import makes; all from there on are its own."""
        self._open: dict[int, list[Any]] = {}
        self._open_handles: dict[int, list[Any]] = {}
        self._fills: list[dict[str, Any]] = []
        self._handle_changes: list[dict[str, Any]] = []
        self.written: Counter[str] = Counter()
        """How many rows of each table are new."""

    def made(self, contact_id: int) -> bool:
        """Say whether this import makes the contact."""
        return contact_id >= self.first_contact

    def unwritten(self, contact_id: int) -> tuple[str | None, str | None] | None:
        """Give name and UID of a contact that is not written yet; None for any other."""
        row = self._open.get(contact_id)
        return None if row is None else (row[_NAME], row[_UID])

    @property
    def made_contacts(self) -> range:
        """The numbers of the contacts that this import has made."""
        return range(self.first_contact, self._next["contact"])

    def add_contact(self, person: PersonRecord) -> int:
        """Make an inbox contact; gives its number."""
        contact_id = self._number("contact")
        name = line(person.name)
        called = name or (person.handles[0].shown if person.handles else "nobody")
        fields = [said(person, field) for field in FILLED]
        stamp = self._stamp
        row = [
            contact_id,
            name,
            sort_key(called),
            *fields,
            uid_of(person),
            False,
            True,
            stamp.today,
            stamp.receipt_id,
            1,
        ]
        self._rows["contact"].append(row)
        self._open[contact_id] = row
        return contact_id

    def fill(self, contact_id: int, person: PersonRecord) -> None:
        """Give a contact that this import made what another record of the same person says besides."""
        name = line(person.name)
        fields = {field: said(person, field) for field in FILLED}
        row = self._open.get(contact_id)
        if row is None:
            uid = uid_of(person)
            if name is not None or uid is not None or any(fields.values()):
                key = None if name is None else sort_key(name)
                self._fills.append({"of_contact": contact_id, "to_name": name, "to_key": key, "uid": uid, **fields})
            return
        for place, value in enumerate(fields.values(), _SORT_KEY + 1):
            row[place] = row[place] or value
        row[_UID] = row[_UID] or uid_of(person)
        if row[_NAME] is None and name is not None:
            row[_NAME], row[_SORT_KEY] = name, sort_key(name)

    def add_key(self, contact_id: int, key: str) -> None:
        """Remember under which natural key an export names a contact."""
        self._rows["found_as"].append([contact_id, kept_key(key), self._stamp.receipt_id])

    def add_handle(self, contact_id: int, handle: TypedHandle, status: HandleStatus) -> int:
        """Give a contact an account; gives the row's number. Nobody else may have it active."""
        handle_id = self._number("handle")
        stamp = self._stamp
        since = None if status is HandleStatus.ACTIVE else stamp.today
        row = [
            *(handle_id, contact_id, handle.network, norm(handle.key), norm_line(handle.shown), handle.stable_id),
            *(handle.url, status, since, stamp.today, stamp.receipt_id),
        ]
        self._rows["handle"].append(row)
        self._open_handles[handle_id] = row
        return handle_id

    def change_handle(self, handle_id: int, *, retired: bool = False, stable_id: str | None = None) -> None:
        """Change a handle that this import wrote: it is no longer used, or its stable id is known by now."""
        row = self._open_handles.get(handle_id)
        if row is None:
            self._handle_changes.append({"of_handle": handle_id, "retired": retired, "to_id": stable_id})
            return
        if retired:
            row[_STATUS], row[_STATUS_ON] = HandleStatus.RENAMED, self._stamp.today
        row[_STABLE_ID] = row[_STABLE_ID] or stable_id

    def add_tag(self, contact_id: int, tag_id: int) -> None:
        """Put a tag on a contact that does not bear it."""
        self._rows["contact_tag"].append([contact_id, tag_id, self._stamp.receipt_id])

    def add_event(self, name: str, on: date | None, record: EventRecord | None = None, place: str | None = None) -> int:
        """Make an event; gives its number."""
        event_id = self._number("event")
        shown = norm_line(name)
        ends_on = None if record is None else record.ends_on
        where = line(place if record is None else record.place)
        key = None if record is None else kept_key(record.key)
        self._rows["event"].append(
            [event_id, shown, plain(shown), on, ends_on, where, False, key, self._stamp.receipt_id, 1]
        )
        return event_id

    def add_met_online(self, contact_id: int, network: str, on: date | None) -> None:
        """Record where a contact was met online."""
        self._rows["where_met"].append([contact_id, MetKind.ONLINE, network, None, on, self._stamp.receipt_id])

    def add_met_in_person(self, contact_id: int, event_id: int | None, on: date | None) -> None:
        """Record where a contact was met in person."""
        self._rows["where_met"].append([contact_id, MetKind.IN_PERSON, None, event_id, on, self._stamp.receipt_id])

    def add_unresolved(self, handle: TypedHandle, linked: Direction | None) -> int:
        """Put somebody known by a stable id alone among the unresolved; gives the row's number."""
        number = self._number("unresolved")
        row = [number, handle.network, handle.stable_id, handle.url, linked, self._stamp.receipt_id]
        self._rows["unresolved"].append(row)
        return number

    def add_participant(self, interaction_id: int, contact_id: int, on: date) -> None:
        """Let a contact take part in an interaction."""
        self._rows["participant"].append([interaction_id, contact_id, on])

    def add_waiting(self, interaction_id: int, unresolved_id: int) -> None:
        """Let somebody unresolved take part in an interaction."""
        self._rows["waiting"].append([interaction_id, unresolved_id, self._stamp.receipt_id])

    def write_interactions(self, fresh: Sequence[Talk]) -> list[int | None]:
        """Write interactions; gives their numbers, None for those that are there already."""
        stamp = self._stamp
        first = self._next["interaction"]
        rows = [
            [
                *(number, record.channel, record.direction, on),
                record.at if isinstance(record.at, datetime) else None,
                *(norm(record.note) if record.note else None, event_id, stamp.format, key, stamp.receipt_id, 1),
            ]
            for number, (record, key, on, event_id, _parts) in enumerate(fresh, first)
        ]
        made = self._write("interaction", rows)
        numbers = range(first, first + len(rows))
        if made == len(rows):
            self._next["interaction"] += made
            return list(numbers)
        interaction = table_named("interaction")
        there = set(self._connection.scalars(select(interaction.c.id).where(interaction.c.id >= first)))
        self._next["interaction"] = max(there, default=first - 1) + 1
        return [number if number in there else None for number in numbers]

    def write(self) -> None:
        """Write all rows gathered so far."""
        if self._fills:
            self._connection.execute(_FILL, self._fills)
            self._fills.clear()
        if self._handle_changes:
            self._connection.execute(
                _CHANGE_HANDLE, [{**change, "day": self._stamp.today} for change in self._handle_changes]
            )
            self._handle_changes.clear()
        for name, rows in self._rows.items():
            self._write(name, rows)
            rows.clear()
        self._open.clear()
        self._open_handles.clear()

    def finish(self) -> None:
        """Write the rest, and let the database go on numbering behind what was written."""
        self.write()
        for name in _NUMBERED:
            if self.written[name]:
                number_on(self._connection, table_named(name))

    def _number(self, table: str) -> int:
        number = self._next[table]
        self._next[table] += 1
        return number

    def _write(self, name: str, rows: list[list[Any]]) -> int:
        written = self._writers[name].write(rows)
        self.written[name] += written
        return written


def _unless(table: str) -> str:
    return "source_key" if table == "interaction" else ""


def day_of(record: InteractionRecord) -> date:
    """Give the day of an interaction, in UTC where the export has a time."""
    at = record.at
    if not isinstance(at, datetime):
        return at
    return at.date() if at.tzinfo is UTC else at.astimezone(UTC).date()


def said(person: PersonRecord, field: str) -> str | None:
    """Give the stored form of what a record says of a person; None where nothing is left of it."""
    value = getattr(person, field)
    if not value:
        return None
    if field == "cadence":
        return kept_cadence(value)
    return (norm(value).strip("\n") or None) if field == "notes" else line(value)


def line(text: str | None) -> str | None:
    """Give the stored form of a name, organisation or position; None where nothing is left of it."""
    return (norm_line(text) or None) if text else None


def table_named(name: str) -> Table:
    """Give a table by its name."""
    return Base.metadata.tables[name]


_CONTACT, _HANDLE = (table_named(name) for name in ("contact", "handle"))
_FILL = (
    update(_CONTACT)
    .where(_CONTACT.c.id == bindparam("of_contact"))
    .values(
        sort_key=case(
            (_CONTACT.c.name.is_(None), func.coalesce(bindparam("to_key"), _CONTACT.c.sort_key)),
            else_=_CONTACT.c.sort_key,
        ),
        name=func.coalesce(_CONTACT.c.name, bindparam("to_name")),
        **{field: func.coalesce(_CONTACT.c[field], bindparam(field)) for field in (*FILLED, "uid")},
    )
)
_CHANGE_HANDLE = (
    update(_HANDLE)
    .where(_HANDLE.c.id == bindparam("of_handle"))
    .values(
        status=case((bindparam("retired", type_=Boolean()), HandleStatus.RENAMED), else_=_HANDLE.c.status),
        status_on=case(
            (bindparam("retired", type_=Boolean()), bindparam("day", type_=Date())), else_=_HANDLE.c.status_on
        ),
        stable_id=func.coalesce(_HANDLE.c.stable_id, bindparam("to_id")),
    )
)
