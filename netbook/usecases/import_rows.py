"""The rows that an import writes, gathered table by table and written at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from netbook.db.base import Base
from netbook.db.bulk import reserve_ids, write_rows
from netbook.db.people import HandleStatus, MetKind
from netbook.domain.text import norm, norm_line
from netbook.queries.import_matches import kept_key
from netbook.usecases.people import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Table

    from netbook.domain.handles import Handle as TypedHandle
    from netbook.domain.records import InteractionRecord, PersonRecord

_TABLES = ("contact", "found_as", "handle", "where_met", "interaction", "participant")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every row of one import bears: the receipt's number, the format's name, and the day."""

    receipt_id: int
    format: str
    today: date


class ImportRows:
    """Rows to write, with the contacts' numbers given out as they are gathered; the write turn must be taken."""

    def __init__(self, connection: Connection, stamp: Stamp) -> None:
        """Begin with no rows."""
        self._connection = connection
        self._stamp = stamp
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _TABLES}
        self._made: dict[int, dict[str, Any]] = {}
        self._next_contact = reserve_ids(connection, table_named("contact"), 0).start

    @property
    def contacts(self) -> int:
        """How many contacts are new."""
        return len(self._rows["contact"])

    @property
    def interactions(self) -> int:
        """How many interactions are new."""
        return len(self._rows["interaction"])

    def made(self, contact_id: int) -> bool:
        """Say whether this import makes the contact."""
        return contact_id in self._made

    def add_contact(self, person: PersonRecord) -> int:
        """Make an inbox contact; gives its number."""
        contact_id = self._next_contact
        self._next_contact += 1
        name = line(person.name)
        called = name or (person.handles[0].shown if person.handles else "nobody")
        row = {
            "id": contact_id,
            "name": name,
            "sort_key": sort_key(called),
            "organisation": line(person.organisation),
            "position": line(person.position),
            "archived": False,
            "inbox": True,
            "added_on": self._stamp.today,
            "receipt_id": self._stamp.receipt_id,
            "version": 1,
            **dict.fromkeys(
                ("sector", "location", "notes", "birthday", "uid", "cadence", "snoozed_on", "snoozed_until")
            ),
        }
        self._rows["contact"].append(row)
        self._made[contact_id] = row
        return contact_id

    def fill(self, contact_id: int, person: PersonRecord) -> None:
        """Give a contact that this import made what another record of the same person says besides."""
        row = self._made[contact_id]
        row["organisation"] = row["organisation"] or line(person.organisation)
        row["position"] = row["position"] or line(person.position)
        name = line(person.name)
        if row["name"] is None and name is not None:
            row["name"], row["sort_key"] = name, sort_key(name)

    def add_key(self, contact_id: int, key: str) -> None:
        """Remember under which key an export names a contact that has no handle there."""
        receipt_id = self._stamp.receipt_id
        row = {"contact_id": contact_id, "source_key": kept_key(key), "receipt_id": receipt_id}
        self._rows["found_as"].append(row)

    def add_handle(self, contact_id: int, handle: TypedHandle) -> None:
        """Give a contact an account, which nobody may have yet."""
        self._rows["handle"].append(
            {
                "contact_id": contact_id,
                "network": handle.network,
                "key": handle.key,
                "shown": handle.shown,
                "stable_id": handle.stable_id,
                "url": handle.url,
                "status": HandleStatus.ACTIVE,
                "status_on": None,
                "added_on": self._stamp.today,
                "receipt_id": self._stamp.receipt_id,
            }
        )

    def add_where_met(self, contact_id: int, network: str, on: date | None) -> None:
        """Record where a contact was met online."""
        self._rows["where_met"].append(
            {
                "contact_id": contact_id,
                "kind": MetKind.ONLINE,
                "network": network,
                "event_id": None,
                "met_on": on,
                "receipt_id": self._stamp.receipt_id,
            }
        )

    def add_interaction(self, interaction_id: int, record: InteractionRecord, contact_ids: Iterable[int]) -> None:
        """Record an interaction and who took part."""
        on = day_of(record)
        self._rows["interaction"].append(
            {
                "id": interaction_id,
                "channel": record.channel,
                "direction": record.direction,
                "happened_on": on,
                "happened_at": record.at if isinstance(record.at, datetime) else None,
                "note": norm(record.note) if record.note else None,
                "event_id": None,
                "source": self._stamp.format,
                "source_key": kept_key(record.key),
                "receipt_id": self._stamp.receipt_id,
                "version": 1,
            }
        )
        self._rows["participant"] += [
            {"interaction_id": interaction_id, "contact_id": contact_id, "happened_on": on}
            for contact_id in contact_ids
        ]

    def write(self) -> None:
        """Write all rows, parents first."""
        reserve_ids(self._connection, table_named("contact"), self.contacts)
        for name in _TABLES:
            write_rows(self._connection, table_named(name), self._rows[name])


def day_of(record: InteractionRecord) -> date:
    """Give the day of an interaction, in UTC where the export has a time."""
    return record.at.astimezone(UTC).date() if isinstance(record.at, datetime) else record.at


def line(text: str | None) -> str | None:
    """Give the stored form of a name, organisation or position; None where nothing is left of it."""
    return (norm_line(text) or None) if text else None


def table_named(name: str) -> Table:
    """Give a table by its name."""
    return Base.metadata.tables[name]
