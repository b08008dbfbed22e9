"""The weekly list: whom to write to, coldest first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from heapq import nsmallest
from typing import TYPE_CHECKING, Any

from netbook.db.plain_sql import day, fetch, first
from netbook.domain.staleness import History, forecast, urgency
from netbook.queries.cards import ContactCard, cards
from netbook.queries.glance import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from netbook.db.plain_sql import Source

Row = tuple[Any, ...]
WEEK = timedelta(days=6)
"""The last day of the week that begins today."""


class Group(StrEnum):
    """The groups of the review, in the order they are shown."""

    FOLLOW_UP = "follow-up overdue"
    MET_ONCE = "met once"
    GOING_STALE = "going stale"
    DUE = "due"
    SNOOZED = "snoozed"


_CAPPED = (Group.GOING_STALE, Group.DUE)
"""Groups that the model fills; the user asked for each row of the others."""
_KINDS_OF = {Group.FOLLOW_UP: "promised", Group.MET_ONCE: "new", Group.SNOOZED: "snoozed back"}
_MOST_OFFERED = 5

# A snooze moves what was owed to its end, so a follow-up due before that was made since, and is meant.
# What the user asked for goes before what the model says.
_LISTED = """
SELECT s.*,
  CASE
    WHEN s.promised_on IS NOT NULL OR s.follow_up_on < :today THEN 'follow-up overdue'
    WHEN s.follow_up_on IS NOT NULL THEN 'due'
    WHEN s.back_on <= :today THEN 'snoozed'
    WHEN s.last_on IS NULL OR s.dormant_on <= :today THEN NULL
    WHEN s.talks = 1 AND s.cadence IS NULL
      THEN CASE WHEN s.due_on <= :today OR s.stale_on <= :today THEN 'met once' END
    WHEN s.stale_on <= :today THEN 'going stale'
    ELSE 'due'
  END AS list_group,
  CASE
    WHEN s.follow_up_on IS NOT NULL THEN s.follow_up_on < :today
    ELSE s.last_on IS NOT NULL AND s.due_on < :today AND (s.dormant_on IS NULL OR s.dormant_on > :today)
  END AS overdue
FROM standing s
WHERE s.watched AND (s.back_on IS NULL OR s.back_on <= :today OR s.follow_up_on <= :today) AND (
  s.follow_up_on <= :week OR s.promised_on <= :today OR s.back_on <= :today
  OR (s.due_on <= :week AND (s.dormant_on IS NULL OR s.dormant_on > :today)
    AND (s.follow_up_on IS NULL OR s.follow_up_on <= :week)))
"""
_SIZES = f"SELECT list_group, overdue, count(*) FROM ({_LISTED}) listed GROUP BY list_group, overdue"  # noqa: S608 — made of constants
# Dated follow-ups go before promises without a date, and those due by their day.
_IN_GROUP = f"""
SELECT contact_id, overdue, list_group = 'follow-up overdue' AND (follow_up_on IS NULL OR follow_up_on >= :today),
  CASE
    WHEN list_group = 'due' THEN due_on
    WHEN list_group = 'follow-up overdue' THEN CASE WHEN follow_up_on < :today THEN follow_up_on ELSE promised_on END
  END,
  touches, gaps, gap_sum, carry, last_on, talks, last_talk_on, talk_sum, online_only
FROM ({_LISTED}) listed WHERE list_group = :list_group
"""  # noqa: S608 — made of constants
_DECIDED = """
SELECT count(DISTINCT contact_id) FROM decision WHERE decided_on = :today AND list_group IN ('going stale', 'due')
"""
_PEOPLE = "SELECT count(*) FROM contact WHERE NOT inbox AND NOT archived"
_INBOX = "SELECT count(*) FROM contact WHERE inbox AND NOT archived"
_NEXT_UP = """
SELECT contact_id FROM standing WHERE watched AND coalesce(follow_up_on, due_on) > :today
ORDER BY coalesce(follow_up_on, due_on) LIMIT 1
"""
_OFFERED = """
SELECT c.id FROM contact c JOIN standing s ON s.contact_id = c.id WHERE c.inbox AND NOT c.archived AND s.talks > 0
ORDER BY s.talks DESC, s.last_talk_on DESC, c.id LIMIT :most
"""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One contact of the list, and why it stands there."""

    group: Group
    card: ContactCard
    overdue: bool
    """Whether a date has passed: of a follow-up, or of the day the contact was due."""


@dataclass(frozen=True, slots=True)
class FirstRows:
    """The beginning of the list, and how many rows of each group all of it shows."""

    rows: tuple[ReviewRow, ...]
    sizes: Mapping[Group, int]


@dataclass(frozen=True, slots=True)
class Review:
    """The list of a day: what to show, and what there is besides."""

    rows: tuple[ReviewRow, ...]
    more: int
    """How many more wait beyond the day's cap."""
    decided_today: int
    next_up: ContactCard | None
    """Who will be next, when nobody is due."""
    inbox: int
    """Contacts that an import found and nobody has looked at."""
    offered: tuple[ContactCard, ...]
    """The inbox contacts with the most talks, offered first."""
    people: int
    counts: Mapping[str, int]
    """How many rows there are of each kind in ``KINDS``, those beyond the cap too; each row counts once."""

    @property
    def overdue(self) -> int:
        """How many of the rows are past their date."""
        return sum(row.overdue for row in self.rows)


def review(source: Source, today: date, *, cap: int | None = None) -> Review:
    """Read the list for today; ``cap`` limits how many going stale or due are shown a day, None shows all.

    Follow-ups, promises, people met once and snoozes that end are never capped: the user asked for each of them.
    """
    sizes = _Sizes(source, today)
    decided = first(source, _DECIDED, today=today)
    shown = tuple(_rows(source, today, sizes.shown(cap, decided)))
    return Review(
        rows=shown,
        more=sizes.total - len(shown),
        decided_today=decided,
        next_up=None if sizes.total else _next_up(source, today),
        inbox=first(source, _INBOX),
        offered=tuple(cards(source, [number for (number,) in fetch(source, _OFFERED, most=_MOST_OFFERED)], today)),
        people=first(source, _PEOPLE),
        counts=sizes.kinds(),
    )


def review_rows(source: Source, today: date) -> list[ReviewRow]:
    """Read every row of the list: groups in order, and within a group the coldest first."""
    return list(_rows(source, today, _Sizes(source, today).shown(None, 0)))


def first_rows(source: Source, today: date, *, cap: int | None, most: int) -> FirstRows:
    """Read the beginning of the same list, ``most`` rows, which fill a screen."""
    sizes = _Sizes(source, today).shown(cap, first(source, _DECIDED, today=today))
    left, wanted = most, {}
    for group, count in sizes.items():
        wanted[group] = min(count, left)
        left -= wanted[group]
    return FirstRows(tuple(_rows(source, today, wanted)), sizes)


class _Sizes:
    """How many rows there are in each group."""

    def __init__(self, source: Source, today: date) -> None:
        self._counted = [
            (Group(group), bool(overdue), count)
            for group, overdue, count in fetch(source, _SIZES, today=today, week=today + WEEK)
            if group is not None
        ]
        self.total = sum(count for _, _, count in self._counted)

    def shown(self, cap: int | None, decided: int) -> dict[Group, int]:
        """Give how many of each group are shown, in their order, if so many were decided about today already."""
        found = {}
        left = self.total if cap is None else max(0, cap - decided)
        for group in Group:
            found[group] = sum(count for counted, _, count in self._counted if counted is group)
            if group in _CAPPED:
                found[group] = min(found[group], left)
                left -= found[group]
        return found

    def kinds(self) -> dict[str, int]:
        """Give how many rows there are of each kind in ``KINDS``."""
        found = Counter[str]()
        for group, overdue, count in self._counted:
            found["overdue" if overdue else _KINDS_OF.get(group, "due this week")] += count
        return {kind: found[kind] for kind in KINDS}


def _rows(source: Source, today: date, wanted: Mapping[Group, int]) -> Iterator[ReviewRow]:
    """Read so many rows of each group, the coldest first."""
    for group, count in wanted.items():
        if count:
            yield from _best(source, today, group, count)


def _best(source: Source, today: date, group: Group, count: int) -> list[ReviewRow]:
    """Read the first rows of a group; cards are read of those alone that may be among them."""
    found = fetch(source, _IN_GROUP, today=today, week=today + WEEK, list_group=group.value)
    places = {row[0]: (bool(row[2]), day(row[3]) or date.max) for row in found}
    if count < len(found):
        found = _least(found, count, lambda row: places[row[0]])
        found = _least(found, count, lambda row: (places[row[0]], -_urgency(row[4:], today)))
    overdue = {row[0]: bool(row[1]) for row in found}
    rows = [ReviewRow(group, card, overdue[card.id]) for card in cards(source, list(overdue), today)]
    return sorted(rows, key=lambda row: (places[row.card.id], -row.card.urgency, row.card.called))[:count]


def _least(rows: list[Row], count: int, key: Callable[[Row], Any]) -> list[Row]:
    """Give the first rows by a key, and all that are level with the last of them."""
    keyed = [(key(row), row) for row in rows]
    last = nsmallest(count, [place for place, _ in keyed])[-1]
    return [row for place, row in keyed if place <= last]


def _urgency(statistics: Row, today: date) -> float:
    touches, gaps, gap_sum, carry, last_on, talks, last_talk_on, talk_sum, online_only = statistics
    history = History(touches, gaps, gap_sum, carry, day(last_on), talks, day(last_talk_on), talk_sum)
    expected = forecast(history, today, online_only=bool(online_only))
    return 0.0 if expected is None else urgency(expected.risk, talks)


def _next_up(source: Source, today: date) -> ContactCard | None:
    """Find who turns up next: the earliest of due days and follow-ups from now on."""
    found = first(source, _NEXT_UP, today=today)
    return None if found is None else cards(source, [found], today)[0]
