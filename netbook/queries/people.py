"""Lists of contacts: by words, by the terms of the filter language, sorted, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select, true

from netbook.db.meetings import Event, Interaction, Participant
from netbook.db.people import Contact, ContactTag, Handle, Introduction, Tag, WhereMet
from netbook.db.search import contacts_with_words
from netbook.db.standing import Standing
from netbook.domain.filters import Filter, Term, TermKind
from netbook.domain.kinds import HandleStatus, MetKind
from netbook.domain.text import plain
from netbook.queries.naming import contacts_called
from netbook.queries.review import WEEK

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import InstrumentedAttribute, Session


class Sort(StrEnum):
    """Orders of a list."""

    NAME = "name"
    STATE = "state"
    LAST = "last"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Shown:
    """Which contacts a list holds when no term says so."""

    inbox: bool = False
    archived: bool = False


def list_contacts(
    session: Session, wanted: Filter, today: date, *, sort: Sort = Sort.NAME, most: int | None = None
) -> list[int]:
    """Give the numbers of the contacts that fit, in order; archived and inbox ones only where a term asks for them."""
    query = (
        select(Contact.id).join(Standing, Standing.contact_id == Contact.id).where(_condition(session, wanted, today))
    )
    return list(session.scalars(query.order_by(*_order(sort, today)).limit(most)))


def count_contacts(session: Session, wanted: Filter, today: date, *, most: int | None = None) -> int:
    """Count the contacts that fit, no further than ``most``."""
    fitting = select(Contact.id).join(Standing, Standing.contact_id == Contact.id)
    counted = fitting.where(_condition(session, wanted, today)).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0


def counts_without(session: Session, wanted: Filter, today: date, *, most: int) -> list[tuple[str, int]]:
    """Say of each part of a filter that finds nobody how many the rest finds; parts that do not matter are left out."""
    words, terms = wanted.words, wanted.terms
    rests = [(term.written, Filter(words, tuple(other for other in terms if other != term))) for term in terms]
    if words:
        rests.append((f"“{' '.join(words)}”", Filter((), terms)))
    counted = [(part, count_contacts(session, rest, today, most=most)) for part, rest in rests if rest]
    return [(part, count) for part, count in counted if count]


def inbox_contacts(
    session: Session,
    *,
    most: int | None = None,
    talked: bool = False,
    fitting: tuple[Filter, date] | None = None,
) -> list[int]:
    """List who waits in the inbox, those most talked with first; ``talked`` leaves out all one never talked with.

    ``fitting`` is a filter, and the day it is asked on, that they must fit.
    """
    query = select(Contact.id).join(Standing, Standing.contact_id == Contact.id).where(Contact.inbox, ~Contact.archived)
    if talked:
        query = query.where(Standing.talks > 0)
    if fitting is not None:
        wanted, today = fitting
        waiting = Filter(wanted.words, (*wanted.terms, Term(TermKind.STATE, "inbox")))
        query = query.where(_condition(session, waiting, today))
    order = (Standing.talks.desc(), Standing.last_talk_on.desc().nulls_last(), Contact.sort_key, Contact.id)
    return list(session.scalars(query.order_by(*order).limit(most)))


def _condition(session: Session, wanted: Filter, today: date) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = [_default_scope(wanted)]
    if wanted.words:
        found = contacts_with_words(session.get_bind().dialect.name, " ".join(wanted.words))
        parts.append(Contact.id.in_(found) if found is not None else not_(true()))
    for term in wanted.terms:
        clause = _CLAUSES[term.kind](session, term, today)
        parts.append(not_(clause) if term.negated else clause)
    return and_(*parts)


def _default_scope(wanted: Filter) -> ColumnElement[bool]:
    asked = {term.value for term in wanted.terms if term.kind is TermKind.STATE}
    scope: list[ColumnElement[bool]] = []
    if "archived" not in asked:
        scope.append(~Contact.archived)
    if "inbox" not in asked:
        scope.append(~Contact.inbox)
    return and_(true(), *scope)


def _order(sort: Sort, today: date) -> tuple[ColumnElement[Any], ...]:
    name = (Contact.sort_key.expression, Contact.id.expression)
    if sort is Sort.STATE:
        return (*_coldest_first(today), *name)
    if sort is Sort.LAST:
        return (Standing.last_contact_on.is_(None), Standing.last_contact_on.desc(), *name)
    if sort is Sort.ADDED:
        return (Contact.added_on.desc(), Contact.id.desc())
    return name


def _coldest_first(today: date) -> tuple[ColumnElement[Any], ...]:
    """Order by state: overdue and going stale, due, what comes next, no date at all, dormant; each the soonest first.

    Dormant contacts come last although their day passed long ago, or they would push everybody else out of sight.
    """
    dormant = _passed(_DORMANT, today)
    late = or_(Standing.follow_up_on < today, and_(_passed(_STALE, today), not_(dormant)))
    soonest = case(
        (dormant, Standing.follow_up_on),
        (Standing.follow_up_on < Standing.due_on, Standing.follow_up_on),
        else_=func.coalesce(Standing.due_on, Standing.follow_up_on),
    )
    place = case(
        (late, 0),
        (and_(_passed(_DUE, today), not_(dormant)), 1),
        (soonest.is_not(None), 2),
        (dormant, 4),
        else_=3,
    )
    return place, soonest


def _has_tag(_session: Session, term: Term, _today: date) -> ColumnElement[bool]:
    key = plain(term.value.lstrip("#"))
    return Contact.id.in_(select(ContactTag.contact_id).join(Tag, Tag.id == ContactTag.tag_id).where(Tag.key == key))


def _was_at(_session: Session, term: Term, _today: date) -> ColumnElement[bool]:
    there = select(Event.id).where(_holds(Event.key, term.value))
    talked = select(Participant.contact_id).join(Interaction, Interaction.id == Participant.interaction_id)
    first = select(WhereMet.contact_id).where(WhereMet.event_id.in_(there))
    return or_(Contact.id.in_(talked.where(Interaction.event_id.in_(there))), Contact.id.in_(first))


def _is_on(_session: Session, term: Term, _today: date) -> ColumnElement[bool]:
    on = select(Handle.contact_id).where(Handle.network == term.value, Handle.status == HandleStatus.ACTIVE)
    return Contact.id.in_(on)


def _met(_session: Session, term: Term, _today: date) -> ColumnElement[bool]:
    kind = MetKind.ONLINE if term.value == "online" else MetKind.IN_PERSON
    return Contact.id.in_(select(WhereMet.contact_id).where(WhereMet.kind == kind))


def _last(_session: Session, term: Term, today: date) -> ColumnElement[bool]:
    if term.days is None:
        return Standing.last_contact_on.is_(None)
    day = today - timedelta(term.days)
    if term.longer:
        return Standing.last_contact_on < day
    return and_(Standing.last_contact_on.is_not(None), Standing.last_contact_on > day)


def _due(_session: Session, term: Term, today: date) -> ColumnElement[bool]:
    until = today if term.value == "now" else today + WEEK
    return and_(Standing.watched, or_(Standing.due_on <= until, Standing.follow_up_on <= until))


def _in_state(_session: Session, term: Term, today: date) -> ColumnElement[bool]:
    return _STATES[term.value](today)


def _in_sector(_session: Session, term: Term, _today: date) -> ColumnElement[bool]:
    return _holds(Contact.sector, term.value)


def _at_organisation(_session: Session, term: Term, _today: date) -> ColumnElement[bool]:
    return _holds(Contact.organisation, term.value)


def _introduced_via(session: Session, term: Term, _today: date) -> ColumnElement[bool]:
    introducers = [called.id for called in contacts_called(session, term.value)]
    return Contact.id.in_(select(Introduction.contact_id).where(Introduction.introducer_id.in_(introducers)))


def _holds(column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None], text: str) -> ColumnElement[bool]:
    """Say whether a column holds the text, whatever its case; keys are folded already, other columns here."""
    wanted = plain(text) if column.key == "key" else text.lower()
    return func.lower(column).contains(wanted, autoescape=True)


def _passed(day: ColumnElement[date | None], today: date) -> ColumnElement[bool]:
    return and_(day.is_not(None), day <= today)


def _not_yet(day: ColumnElement[date | None], today: date) -> ColumnElement[bool]:
    return or_(day.is_(None), day > today)


_DUE, _STALE, _DORMANT = (column.expression for column in (Standing.due_on, Standing.stale_on, Standing.dormant_on))
_STATES: dict[str, Callable[[date], ColumnElement[bool]]] = {
    "new": lambda _today: Standing.last_on.is_(None),
    "fresh": lambda today: and_(Standing.last_on.is_not(None), _not_yet(_DUE, today)),
    "due": lambda today: and_(_passed(_DUE, today), _not_yet(_STALE, today)),
    "stale": lambda today: and_(_passed(_STALE, today), _not_yet(_DORMANT, today)),
    "dormant": lambda today: _passed(_DORMANT, today),
    "scheduled": lambda today: Standing.follow_up_on >= today,
    "overdue": lambda today: Standing.follow_up_on < today,
    "inbox": lambda _today: Contact.inbox.is_(True),
    "archived": lambda _today: Contact.archived.is_(True),
}
_CLAUSES = {
    TermKind.TAG: _has_tag,
    TermKind.EVENT: _was_at,
    TermKind.NETWORK: _is_on,
    TermKind.MET: _met,
    TermKind.LAST: _last,
    TermKind.DUE: _due,
    TermKind.STATE: _in_state,
    TermKind.SECTOR: _in_sector,
    TermKind.ORGANISATION: _at_organisation,
    TermKind.VIA: _introduced_via,
}
