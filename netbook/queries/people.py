"""Lists of contacts: by words, by the terms of the filter language, sorted, a page at a time."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from netbook.db.plain_sql import Value, fetch
from netbook.db.search_words import contacts_with_words
from netbook.domain.filters import Filter, Term, TermKind
from netbook.domain.text import plain
from netbook.queries.naming import contacts_called
from netbook.queries.review import WEEK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from netbook.db.plain_sql import Source


class Sort(StrEnum):
    """Orders of a list."""

    NAME = "name"
    STATE = "state"
    LAST = "last"
    ADDED = "added"


_ORDERS = {
    Sort.NAME: "c.sort_key, c.id",
    # Overdue and going stale, due, what comes next, no date at all, dormant; each the soonest first. Dormant contacts
    # come last although their day passed long ago, or they would push everybody else out of sight.
    Sort.STATE: """
      CASE
        WHEN s.follow_up_on < :today OR (s.stale_on <= :today AND (s.dormant_on IS NULL OR s.dormant_on > :today)) THEN 0
        WHEN s.due_on <= :today AND (s.dormant_on IS NULL OR s.dormant_on > :today) THEN 1
        WHEN s.dormant_on <= :today THEN CASE WHEN s.follow_up_on IS NULL THEN 4 ELSE 2 END
        WHEN s.due_on IS NOT NULL OR s.follow_up_on IS NOT NULL THEN 2
        ELSE 3
      END,
      CASE
        WHEN s.dormant_on <= :today OR s.follow_up_on < s.due_on THEN s.follow_up_on
        ELSE coalesce(s.due_on, s.follow_up_on)
      END,
      c.sort_key, c.id""",
    Sort.LAST: "s.last_contact_on IS NULL, s.last_contact_on DESC, c.sort_key, c.id",
    Sort.ADDED: "c.added_on DESC, c.id DESC",
}
_NUMBERS = "SELECT c.id FROM contact c JOIN standing s ON s.contact_id = c.id WHERE {fitting}"
_COUNTED = (
    "SELECT count(*) FROM (SELECT 1 FROM contact c JOIN standing s ON s.contact_id = c.id WHERE {fitting} {cut}) one"
)
_FIRST = "LIMIT :most"
_LONGEST_TALKED_WITH = "s.talks DESC, s.last_talk_on IS NULL, s.last_talk_on DESC, c.sort_key, c.id"
_TERMS = {
    TermKind.TAG: """
      c.id IN (SELECT ct.contact_id FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id WHERE t.key = :value)""",
    TermKind.EVENT: """
      c.id IN (
        SELECT p.contact_id FROM participant p JOIN interaction i ON i.id = p.interaction_id
        WHERE i.event_id IN (SELECT e.id FROM event e WHERE e.key LIKE :value ESCAPE '/')
        UNION SELECT w.contact_id FROM where_met w
        WHERE w.event_id IN (SELECT e.id FROM event e WHERE e.key LIKE :value ESCAPE '/'))""",
    TermKind.NETWORK: "c.id IN (SELECT contact_id FROM handle WHERE network = :value AND status = 'active')",
    TermKind.MET: "c.id IN (SELECT contact_id FROM where_met WHERE kind = :value)",
    TermKind.DUE: "s.watched AND (s.due_on <= :value OR s.follow_up_on <= :value)",
    TermKind.SECTOR: "lower(c.sector) LIKE :value ESCAPE '/'",
    TermKind.ORGANISATION: "lower(c.organisation) LIKE :value ESCAPE '/'",
    TermKind.VIA: "c.id IN (SELECT contact_id FROM introduction WHERE introducer_id IN :value)",
}
_NEVER = "s.last_contact_on IS NULL"
_LONGER_AGO = "s.last_contact_on < :value"
_SINCE = "s.last_contact_on IS NOT NULL AND s.last_contact_on > :value"
_STATES = {
    "new": "s.last_on IS NULL",
    "fresh": "s.last_on IS NOT NULL AND (s.due_on IS NULL OR s.due_on > :value)",
    "due": "s.due_on IS NOT NULL AND s.due_on <= :value AND (s.stale_on IS NULL OR s.stale_on > :value)",
    "stale": "s.stale_on IS NOT NULL AND s.stale_on <= :value AND (s.dormant_on IS NULL OR s.dormant_on > :value)",
    "dormant": "s.dormant_on IS NOT NULL AND s.dormant_on <= :value",
    "scheduled": "s.follow_up_on >= :value",
    "overdue": "s.follow_up_on < :value",
    "inbox": "c.inbox",
    "archived": "c.archived",
}


def list_contacts(
    source: Source, wanted: Filter, today: date, *, sort: Sort = Sort.NAME, most: int | None = None
) -> list[int]:
    """Give the numbers of the contacts that fit, in order; archived and inbox ones only where a term asks for them."""
    return _numbers(source, _conditions(source, wanted, today), _ORDERS[sort], today, most)


def those_who_fit(source: Source, wanted: Filter, today: date, among: Sequence[int]) -> list[int]:
    """Give those among listed contacts who fit, in the same order: where most do, quicker than sorting them anew."""
    words = None if wanted.terms else contacts_with_words(source, " ".join(wanted.words))
    if words is None:
        fitting, values = _conditions(source, wanted, today)
        words = _NUMBERS.format(fitting=fitting), values
    found = {number for (number,) in fetch(source, words[0], **words[1])}
    return [number for number in among if number in found]


def count_contacts(source: Source, wanted: Filter, today: date, *, most: int | None = None) -> int:
    """Count the contacts that fit, no further than ``most``."""
    fitting, values = _conditions(source, wanted, today)
    cut = {} if most is None else {"most": most}
    question = _COUNTED.format(fitting=fitting, cut=_FIRST if cut else "")
    return int(fetch(source, question, **values, **cut)[0][0])


def counts_without(source: Source, wanted: Filter, today: date, *, most: int) -> list[tuple[str, int]]:
    """Say of each part of a filter that finds nobody how many the rest finds; parts that do not matter are left out."""
    words, terms = wanted.words, wanted.terms
    rests = [(term.written, Filter(words, tuple(other for other in terms if other != term))) for term in terms]
    if words:
        rests.append((f"“{' '.join(words)}”", Filter((), terms)))
    counted = [(part, count_contacts(source, rest, today, most=most)) for part, rest in rests if rest]
    return [(part, count) for part, count in counted if count]


def inbox_contacts(
    source: Source,
    *,
    most: int | None = None,
    talked: bool = False,
    fitting: tuple[Filter, date] | None = None,
) -> list[int]:
    """List who waits in the inbox, those most talked with first; ``talked`` leaves out all one never talked with.

    ``fitting`` is a filter, and the day it is asked on, that they must fit.
    """
    waiting = Filter((), (Term(TermKind.STATE, "inbox"),))
    today = date.min
    if fitting is not None:
        wanted, today = fitting
        waiting = Filter(wanted.words, (*wanted.terms, *waiting.terms))
    conditions, values = _conditions(source, waiting, today)
    if talked:
        conditions += " AND s.talks > 0"
    return _numbers(source, (conditions, values), _LONGEST_TALKED_WITH, None, most)


Conditions = tuple[str, dict[str, Value]]
"""What must hold of a contact ``c`` and its standing ``s``, and the values in it."""


def _numbers(source: Source, conditions: Conditions, order: str, today: date | None, most: int | None) -> list[int]:
    fitting, values = conditions
    question = f"{_NUMBERS.format(fitting=fitting)} ORDER BY {order}"
    if most is not None:
        question, values = f"{question} {_FIRST}", {**values, "most": most}
    if ":today" in order:
        values = {**values, "today": today}
    return [number for (number,) in fetch(source, question, **values)]


def _conditions(source: Source, wanted: Filter, today: date) -> Conditions:
    asked = {term.value for term in wanted.terms if term.kind is TermKind.STATE}
    parts = [f"NOT c.{scope}" for scope in ("archived", "inbox") if scope not in asked] or ["1 = 1"]
    values: dict[str, Value] = {}
    if wanted.words:
        question = contacts_with_words(source, " ".join(wanted.words))
        parts.append("1 = 0" if question is None else f"c.id IN ({question[0]})")
        values = {} if question is None else dict(question[1])
    for place, term in enumerate(wanted.terms):
        clause, value = _clause(source, term, today)
        name = f"value{place}"
        if ":value" in clause:
            values[name] = value
        parts.append(f"{'NOT ' if term.negated else ''}({clause.replace(':value', f':{name}')})")
    return " AND ".join(parts), values


def _clause(source: Source, term: Term, today: date) -> tuple[str, Value]:
    """Give what a term asks, with ``:value`` in it, and the value."""
    if term.kind is TermKind.STATE:
        return _STATES[term.value], today
    if term.kind is TermKind.LAST:
        return _last_contact(term, today)
    return _TERMS[term.kind], _value(source, term, today)


def _last_contact(term: Term, today: date) -> tuple[str, Value]:
    if term.days is None:
        return _NEVER, None
    return _LONGER_AGO if term.longer else _SINCE, today - timedelta(term.days)


def _value(source: Source, term: Term, today: date) -> Value:
    value: dict[TermKind, Callable[[], Value]] = {
        TermKind.TAG: lambda: plain(term.value.lstrip("#")),
        TermKind.EVENT: lambda: _holding(plain(term.value)),
        TermKind.MET: lambda: "online" if term.value == "online" else "in person",
        TermKind.DUE: lambda: today if term.value == "now" else today + WEEK,
        TermKind.SECTOR: lambda: _holding(term.value.lower()),
        TermKind.ORGANISATION: lambda: _holding(term.value.lower()),
        TermKind.VIA: lambda: [called.id for called in contacts_called(source, term.value)],
    }
    return value[term.kind]() if term.kind in value else term.value


def _holding(text: str) -> str:
    """Write a pattern for texts that hold this one."""
    for special in "/%_":
        text = text.replace(special, f"/{special}")
    return f"%{text}%"
