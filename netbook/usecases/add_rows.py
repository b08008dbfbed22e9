"""The rows that a book is added by, and under which numbers its things stand in this one."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from netbook.db.bulk import number_on, reserve_ids, write_rows
from netbook.db.journal import insert_noted
from netbook.db.promises import FollowUpStatus
from netbook.domain.kinds import HandleStatus, MetKind
from netbook.queries.import_matches import kept_key
from netbook.usecases.import_rows import table_named
from netbook.usecases.people import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from netbook.domain.portable import (
        PortableContact,
        PortableDecision,
        PortableEvent,
        PortableFollowUp,
        PortableHandle,
        PortableInteraction,
        PortableMet,
        PortableUnresolved,
    )

_WITH_RECEIPT = (
    *("event", "contact", "found_as", "handle", "contact_tag", "where_met"),
    *("unresolved", "interaction", "participant", "waiting"),
)
"""Tables whose rows bear the receipt, or belong to some that do; parents first."""
_NOTED = ("follow_up", "decision", "introduction")
"""Tables whose rows are noted one by one."""
_COPIED = (
    *("name", "organisation", "position", "sector", "location", "notes", "birthday", "cadence", "added_on"),
    *("snoozed_on", "snoozed_until", "inbox", "archived", "uid"),
)


class BookRows:
    """Rows gathered table by table, and written a batch at a time; the write turn must be taken."""

    def __init__(self, session: Session, receipt_id: int) -> None:
        """Begin with no rows."""
        self._session = session
        self._receipt_id = receipt_id
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._next: dict[str, int] = {}
        self.first_contact = self._number("contact")
        """The first number of a contact that this import makes."""
        self._next["contact"] = self.first_contact
        self.written: Counter[str] = Counter()
        self.events: dict[int, int] = {}
        self.sittings: dict[int, int] = {}
        self.tags: dict[str, int] = {}
        self.retagged: set[int] = set()
        """Tags that have a cadence since."""
        self.unresolved: dict[tuple[str, str], int] = {}
        self.people: dict[str, int] = {}
        """The contacts of the book by their identifiers there."""

    @property
    def gathered(self) -> int:
        """How many rows wait to be written."""
        return sum(map(len, self._rows.values()))

    def made(self, contact_id: int) -> bool:
        """Say whether this import makes the contact."""
        return contact_id >= self.first_contact

    def add_event(self, event: PortableEvent, key: str) -> None:
        """Make an event."""
        number = self.events[event.number] = self._number("event")
        self._rows["event"].append(
            {
                "id": number,
                "name": event.name,
                "key": key,
                "kind": event.kind,
                "starts_on": event.starts_on,
                "ends_on": event.ends_on,
                "place": event.place,
                "hashtag": event.hashtag,
                "running": event.running,
                "source_key": event.source_key,
                "receipt_id": self._receipt_id,
                "version": 1,
            }
        )

    def add_unresolved(self, person: PortableUnresolved) -> None:
        """Put somebody known by a stable id alone among the unresolved."""
        number = self.unresolved[person.network, person.stable_id] = self._number("unresolved")
        self._rows["unresolved"].append(
            {
                "id": number,
                "network": person.network,
                "stable_id": person.stable_id,
                "url": person.url,
                "linked": person.linked,
                "receipt_id": self._receipt_id,
            }
        )

    def add_contact(self, contact: PortableContact, *, is_taken: bool = False) -> int:
        """Make a contact as it was, but for an identifier that is taken by somebody else; gives its number."""
        number = self._number("contact")
        copied = {name: getattr(contact, name) for name in _COPIED}
        copied["uid"] = None if is_taken else kept_key(contact.uid)
        self._rows["contact"].append(
            {"id": number, **copied, "sort_key": sort_key(contact.called), "receipt_id": self._receipt_id, "version": 1}
        )
        return number

    def add_handle(self, contact_id: int, handle: PortableHandle, contact: PortableContact) -> None:
        """Give a contact an account; nobody else may have it active."""
        self._rows["handle"].append(
            {
                "id": self._number("handle"),
                "contact_id": contact_id,
                "network": handle.network,
                "key": handle.key,
                "shown": handle.shown,
                "stable_id": handle.stable_id,
                "url": handle.url,
                "status": HandleStatus(handle.status),
                "status_on": handle.status_on,
                "added_on": handle.added_on or contact.added_on,
                "receipt_id": self._receipt_id,
            }
        )

    def add_key(self, contact_id: int, key: str) -> None:
        """Remember under which natural key an export names a contact."""
        self._rows["found_as"].append(
            {"contact_id": contact_id, "source_key": kept_key(key), "receipt_id": self._receipt_id}
        )

    def add_tag(self, contact_id: int, tag_id: int) -> None:
        """Put a tag on a contact that does not bear it."""
        self._rows["contact_tag"].append({"contact_id": contact_id, "tag_id": tag_id, "receipt_id": self._receipt_id})

    def add_met(self, contact_id: int, kind: MetKind, met: PortableMet) -> None:
        """Record one half of where a contact was met."""
        self._rows["where_met"].append(
            {
                "contact_id": contact_id,
                "kind": kind,
                "network": met.network,
                "event_id": None if met.event is None else self.events.get(met.event),
                "met_on": met.on,
                "receipt_id": self._receipt_id,
            }
        )

    def add_follow_up(self, contact_id: int, follow_up: PortableFollowUp) -> None:
        """Note a follow-up."""
        self._rows["follow_up"].append(
            {
                "id": self._number("follow_up"),
                "contact_id": contact_id,
                "due_on": follow_up.due_on,
                "what": follow_up.what,
                "recurrence": follow_up.recurrence,
                "status": FollowUpStatus(follow_up.status),
                "made_on": follow_up.made_on,
                "closed_on": follow_up.closed_on,
                "snoozes": follow_up.snoozes,
                "uid": None,
                "version": 1,
            }
        )

    def add_decision(self, contact_id: int, decision: PortableDecision) -> None:
        """Note what was decided in a review."""
        self._rows["decision"].append(
            {
                "id": self._number("decision"),
                "session_id": None if decision.sitting is None else self.sittings.get(decision.sitting),
                "contact_id": contact_id,
                "verdict": decision.verdict,
                "list_group": decision.list_group,
                "decided_on": decision.decided_on,
                "until": decision.until,
            }
        )

    def add_introduction(self, row: dict[str, Any]) -> None:
        """Note who brought whom together."""
        self._rows["introduction"].append({"id": self._number("introduction"), **row})

    def add_interaction(self, talk: PortableInteraction, people: Iterable[int], waiting: Iterable[int]) -> None:
        """Write down an interaction with all who took part."""
        number = self._number("interaction")
        self._rows["interaction"].append(
            {
                "id": number,
                "channel": talk.channel,
                "direction": talk.direction,
                "happened_on": talk.on,
                "happened_at": talk.at,
                "note": talk.note,
                "event_id": None if talk.event is None else self.events.get(talk.event),
                "source": talk.source,
                "source_key": None if talk.source_key is None else kept_key(talk.source_key),
                "receipt_id": self._receipt_id,
                "version": 1,
            }
        )
        for contact_id in people:
            part = {"interaction_id": number, "contact_id": contact_id, "happened_on": talk.on}
            self._rows["participant"].append(part)
        for unresolved_id in waiting:
            wait = {"interaction_id": number, "unresolved_id": unresolved_id, "receipt_id": self._receipt_id}
            self._rows["waiting"].append(wait)

    def write(self) -> None:
        """Write all rows gathered so far, parents first."""
        connection = self._session.connection()
        for name in _WITH_RECEIPT:
            write_rows(connection, table_named(name), self._rows[name])
        for name in _NOTED:
            insert_noted(self._session, table_named(name), self._rows[name])
        for name, rows in self._rows.items():
            self.written[name] += len(rows)
            if rows and name in self._next:
                number_on(connection, table_named(name))
        self._rows.clear()

    def _number(self, table: str) -> int:
        if table not in self._next:
            self._next[table] = reserve_ids(self._session.connection(), table_named(table), 0).start
        number = self._next[table]
        self._next[table] += 1
        return number
