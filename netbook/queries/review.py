"""The weekly list: whom to write to, coldest first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, func, or_, select

from netbook.db.people import Contact
from netbook.db.promises import Decision
from netbook.db.standing import Standing
from netbook.domain.staleness import State
from netbook.queries.cards import ContactCard, cards
from netbook.queries.glance import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

WEEK = timedelta(days=6)
"""The last day of the week that begins today."""


class Group(StrEnum):
    """The groups of the review, in the order they are shown."""

    FOLLOW_UP = "follow-up overdue"
    MET_ONCE = "met once"
    GOING_STALE = "going stale"
    DUE = "due"
    SNOOZED = "snoozed"


_ORDER = {group: place for place, group in enumerate(Group)}
_CAPPED = frozenset({Group.GOING_STALE, Group.DUE})


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One contact of the list, and why it stands there."""

    group: Group
    card: ContactCard
    overdue: bool
    """Whether a date has passed: of a follow-up, or of the day the contact was due."""


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


def review(session: Session, today: date, *, cap: int | None = None) -> Review:
    """Read the list for today; ``cap`` limits how many going stale or due are shown a day, None shows all.

    Follow-ups, promises, people met once and snoozes that end are never capped: the user asked for each of them.
    """
    rows = review_rows(session, today)
    decided = _decided_today(session, today)
    shown = rows if cap is None else _capped(rows, max(0, cap - decided))
    return Review(
        rows=tuple(shown),
        more=len(rows) - len(shown),
        decided_today=decided,
        next_up=None if rows else _next_up(session, today),
        inbox=session.scalar(select(func.count()).select_from(Contact).where(Contact.inbox, ~Contact.archived)) or 0,
        offered=tuple(_offered(session, today)),
        people=session.scalar(select(func.count()).select_from(Contact).where(~Contact.inbox, ~Contact.archived)) or 0,
        counts=_counts(rows),
    )


def review_rows(session: Session, today: date) -> list[ReviewRow]:
    """Read every row of the list: groups in order, and within a group the coldest first."""
    ids = session.scalars(select(Standing.contact_id).where(_listed(today))).all()
    rows = [_row(contact, today) for contact in cards(session, ids, today)]
    return sorted((row for row in rows if row is not None), key=_place)


def _counts(rows: Sequence[ReviewRow]) -> dict[str, int]:
    found = Counter(_kind(row) for row in rows)
    return {kind: found[kind] for kind in KINDS}


def _kind(row: ReviewRow) -> str:
    if row.overdue:
        return "overdue"
    return {Group.FOLLOW_UP: "promised", Group.MET_ONCE: "new", Group.SNOOZED: "snoozed back"}.get(
        row.group, "due this week"
    )


def _listed(today: date) -> ColumnElement[bool]:
    """Say which contacts may stand in the list; each part is one indexed comparison with a date."""
    week = today + WEEK
    # A snooze moves what was owed to its end, so a follow-up due before that was made since, and is meant.
    not_asleep = or_(Standing.back_on.is_(None), Standing.back_on <= today, Standing.follow_up_on <= today)
    by_model = and_(
        Standing.due_on <= week,
        or_(Standing.dormant_on.is_(None), Standing.dormant_on > today),
        or_(Standing.follow_up_on.is_(None), Standing.follow_up_on <= week),
    )
    reasons = or_(Standing.follow_up_on <= week, Standing.promised_on <= today, Standing.back_on <= today, by_model)
    return and_(Standing.watched, not_asleep, reasons)


def _row(contact: ContactCard, today: date) -> ReviewRow | None:
    group = _group(contact)
    if group is None:
        return None
    late_follow_up = contact.follow_up_state is State.FOLLOW_UP_OVERDUE
    late_contact = (
        contact.follow_up_state in (State.DUE, State.GOING_STALE)
        and contact.due_on is not None
        and contact.due_on < today
    )
    return ReviewRow(group, contact, overdue=late_follow_up or late_contact)


def _group(contact: ContactCard) -> Group | None:
    """Say in which group a contact stands: what the user asked for goes before what the model says."""
    promised = any(follow_up.due_on is None for follow_up in contact.follow_ups)
    if promised or contact.follow_up_state is State.FOLLOW_UP_OVERDUE:
        return Group.FOLLOW_UP
    if contact.follow_up_state is State.SCHEDULED:
        return Group.DUE
    if contact.snooze_ended:
        return Group.SNOOZED
    met_once = contact.talks == 1 and contact.cadence is None
    return (_MET_ONCE_GROUPS if met_once else _GROUPS).get(contact.state)


_GROUPS = {State.GOING_STALE: Group.GOING_STALE, State.DUE: Group.DUE, State.FRESH: Group.DUE}
_MET_ONCE_GROUPS = {State.GOING_STALE: Group.MET_ONCE, State.DUE: Group.MET_ONCE}


def _place(row: ReviewRow) -> tuple[int, bool, date, float, str]:
    """Order rows: dated follow-ups before promises without a date, those due by their day, the others by urgency."""
    contact = row.card
    day, undated = date.max, False
    first = contact.foremost_follow_up
    if row.group is Group.FOLLOW_UP and first is not None:
        day, undated = first.due_on or first.made_on, first.due_on is None
    elif row.group is Group.DUE:
        day = contact.due_on or date.max
    return _ORDER[row.group], undated, day, -contact.urgency, contact.called


def _capped(rows: list[ReviewRow], cap: int) -> list[ReviewRow]:
    shown, counted = [], 0
    for row in rows:
        counted += row.group in _CAPPED
        if row.group not in _CAPPED or counted <= cap:
            shown.append(row)
    return shown


def _decided_today(session: Session, today: date) -> int:
    query = select(func.count(Decision.contact_id.distinct())).where(
        Decision.decided_on == today, Decision.list_group.in_(_CAPPED)
    )
    return session.scalar(query) or 0


def _next_up(session: Session, today: date) -> ContactCard | None:
    """Find who turns up next: the earliest of due days and follow-ups from now on."""
    soonest = func.coalesce(Standing.follow_up_on, Standing.due_on)
    query = select(Standing.contact_id).where(Standing.watched, soonest > today).order_by(soonest).limit(1)
    found = session.scalars(query).first()
    return None if found is None else cards(session, [found], today)[0]


def _offered(session: Session, today: date, most: int = 5) -> list[ContactCard]:
    query = (
        select(Contact.id)
        .join(Standing, Standing.contact_id == Contact.id)
        .where(Contact.inbox, ~Contact.archived, Standing.talks > 0)
        .order_by(Standing.talks.desc(), Standing.last_talk_on.desc(), Contact.id)
        .limit(most)
    )
    return cards(session, session.scalars(query).all(), today)
