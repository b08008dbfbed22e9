"""What a step changed, in words: rows of tables become things a person knows, with before and after."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from netbook.domain.cadence import read_cadence
from netbook.domain.dates.wording import dated
from netbook.domain.handles import NETWORKS
from netbook.domain.text import shorten
from netbook.errors import NetbookError
from netbook.tui.widgets.text import line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from textual.content import Content

    from netbook.queries.history import ChangeRow

NOUNS: Final = {
    "contact": "Contact",
    "handle": "Handle",
    "where_met": "Where-met",
    "tag": "Tag",
    "contact_tag": "Tag",
    "introduction": "Introduction",
    "found_as": "Found in an export as",
    "own_account": "Account of yours",
    "event": "Event",
    "interaction": "Interaction",
    "participant": "Took part",
    "follow_up": "Follow-up",
    "review_session": "Review",
    "decision": "Decision",
    "receipt": "Import",
}
"""Tables as people call what is in them."""
LABELS: Final = {
    "contact_id": "contact",
    "introducer_id": "introduced by",
    "other_id": "to",
    "event_id": "event",
    "tag_id": "tag",
    "interaction_id": "interaction",
    "session_id": "review",
    "shown": "handle",
    "stable_id": "account number",
    "url": "link",
    "status_on": "since",
    "added_on": "added",
    "made_on": "promised",
    "closed_on": "closed",
    "due_on": "due",
    "met_on": "on",
    "introduced_on": "on",
    "happened_on": "on",
    "happened_at": "at",
    "decided_on": "decided",
    "snoozed_on": "snoozed on",
    "snoozed_until": "snoozed until",
    "starts_on": "begins",
    "ends_on": "ends",
    "list_group": "group",
    "started_at": "begun",
    "ended_at": "ended",
    "inbox": "in the inbox",
    "archived": "in the archive",
    "recurrence": "recurs",
    "source_key": "key",
    "contacts_new": "new contacts",
    "interactions_new": "new interactions",
    "imported_at": "imported",
    "taken_back_at": "taken back",
}
"""Columns as people call them; the others are words already."""
_UNTOLD = frozenset(
    {"id", "version", "sort_key", "key", "receipt_id", "session_id", "interaction_id", "digest", "source_key"}
)
"""Columns that tell a person nothing."""
_PEOPLE = frozenset({"contact_id", "introducer_id", "other_id"})
_VALUE_CELLS = 200
_VERBS = {"made": ("+", "new"), "taken away": ("×", "gone"), "changed": ("→", "promise")}


class Names:
    """What the numbers of contacts, events and tags stand for."""

    def __init__(self, people: Mapping[int, str], events: Mapping[int, str], changes: Iterable[ChangeRow]) -> None:
        """Learn names from the book, and from the rows of the step itself where the book has them no more."""
        self._people, self._events = dict(people), dict(events)
        self._tags: dict[int, str] = {}
        known = {"contact": self._people, "event": self._events, "tag": self._tags}
        for change in changes:
            for row in (change.before, change.after):
                if change.table in known and row is not None and row.get("name"):
                    known[change.table].setdefault(row["id"], row["name"])

    def of(self, column: str, number: int) -> str:
        """Name what a number stands for; the number itself where nothing is known of it."""
        if column in _PEOPLE:
            return self._people.get(number, f"contact {number}")
        if column == "event_id":
            return self._events.get(number, f"event {number}")
        if column == "tag_id":
            return f"#{self._tags[number]}" if number in self._tags else f"tag {number}"
        return str(number)


def people_in(changes: Iterable[ChangeRow]) -> list[int]:
    """Give the numbers of the contacts that rows are about."""
    numbers = {
        row[column]
        for change in changes
        for row in (change.before, change.after)
        if row is not None
        for column in (*_PEOPLE, *(["id"] if change.table == "contact" else []))
        if isinstance(row.get(column), int)
    }
    return sorted(numbers)


def change_lines(changes: Iterable[ChangeRow], names: Names) -> Iterator[Content]:
    """Say row by row what changed; rows that tell a person nothing are left out."""
    for change in changes:
        values = list(_values(change, names))
        if not values:
            continue
        verb = "made" if change.before is None else "taken away" if change.after is None else "changed"
        sign, role = _VERBS[verb]
        noun = NOUNS.get(change.table, change.table.replace("_", " ").capitalize())
        called = _called(change, names)
        yield line((f"{sign} ", role), (f"{noun} {called}" if called else noun, "bold"), (f" {verb}", "muted"))
        yield from values


def _called(change: ChangeRow, names: Names) -> str:
    """Name the row, where a change alone would not say which it is."""
    row = change.after or change.before or {}
    if change.table == "contact" and isinstance(row.get("id"), int):
        return shorten(names.of("contact_id", row["id"]), _VALUE_CELLS)
    if change.before is None or change.after is None:
        return ""
    name = row.get("shown") or row.get("name") or row.get("what")
    return shorten(name, _VALUE_CELLS) if isinstance(name, str) else ""


def _values(change: ChangeRow, names: Names) -> Iterator[Content]:
    before, after = change.before or {}, change.after or {}
    for column in after or before:
        old, new = before.get(column), after.get(column)
        if column in _UNTOLD or old == new:
            continue
        label = (f"    {LABELS.get(column, column.replace('_', ' '))}: ", "muted")
        if change.before is not None and change.after is not None:
            shown_before = (_shown(change.table, column, old, names), "gone")
            yield line(label, shown_before, (" → ", "muted"), _shown(change.table, column, new, names))
        elif (value := new if change.before is None else old) not in (None, False, ""):
            yield line(label, _shown(change.table, column, value, names))


def _shown(table: str, column: str, value: Any, names: Names) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return names.of(column, value)
    if not isinstance(value, str):
        return shorten(json.dumps(value), _VALUE_CELLS)
    return shorten(_text(table, column, value), _VALUE_CELLS)


def _text(table: str, column: str, value: str) -> str:
    """Spell a kept text: days, networks and cadences are kept short."""
    if column.endswith(("_on", "_until", "_at")) or column == "until":
        return _day(value)
    if column == "network" and value in NETWORKS:
        return NETWORKS[value].label
    if column == "cadence":
        return _cadence(value)
    return f"#{value}" if table == "tag" and column == "name" else value.replace("\n", " / ")


def _day(value: str) -> str:
    try:
        day = dated(date.fromisoformat(value[:10]))
    except ValueError:
        return value
    return f"{day} {value[11:16]}" if len(value) > len("2026-11-23") else day


def _cadence(value: str) -> str:
    try:
        return read_cadence(value).words
    except NetbookError:
        return value
