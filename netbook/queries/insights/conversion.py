"""Online first, in person later: how many of those met online were met at last, after how long, and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from netbook.db.meetings import Event
from netbook.db.people import Contact, WhereMet
from netbook.db.standing import Standing
from netbook.domain.counts import people
from netbook.domain.handles import NETWORKS
from netbook.domain.kinds import MetKind
from netbook.domain.survival import kaplan_meier
from netbook.domain.text import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

TALKS = 5
"""Somebody talked with on so many days and never met is worth looking out for."""
YEAR = 365
_LONGEST_NAME = 40
_ONLINE, _IN_PERSON = aliased(WhereMet), aliased(WhereMet)


@dataclass(frozen=True, slots=True)
class Conversion:
    """What became of those met online first, all or on one network."""

    network: str | None
    contacts: int
    met: int
    within_a_year: float | None
    """The estimated share met in person within a year, 0 to 1; None where nobody is known for so long."""
    median_days: int | None
    """The days after which half are met, by the estimate; None where half is not reached."""

    @property
    def label(self) -> str:
        """The words for the bar."""
        return "online" if self.network is None else NETWORKS[self.network].label


@dataclass(frozen=True, slots=True)
class MetAtLast:
    """An event, or no event, where people known online were met in person for the first time."""

    event_id: int | None
    event: str | None
    contacts: int


@dataclass(frozen=True, slots=True)
class OnlineToInPerson:
    """All who were met online first, by network, and the events where they were met; inbox and archive do not count."""

    whole: Conversion
    networks: tuple[Conversion, ...]
    events: tuple[MetAtLast, ...]
    never_met: int
    """Those talked with on at least :data:`TALKS` days and never met in person."""

    @property
    def total(self) -> int:
        """How many were met online first."""
        return self.whole.contacts

    @property
    def sentence(self) -> str:
        """How many were met at last, how many are to be expected within a year, and who is worth looking out for."""
        whole = self.whole
        if not whole.contacts:
            return "Nobody was met online first, with a date. Say where you met when you add somebody."
        words = f"{whole.met:,} of {people(whole.contacts)} met online first you have met in person since"
        if whole.within_a_year is not None:
            words += f"; within a year it is {round(100 * whole.within_a_year)}%, counting those it may still come to"
        named = [event for event in self.events if event.event]
        if named:
            words += f"; most at {shorten(named[0].event or '', _LONGEST_NAME)} ({named[0].contacts:,})"
        never = f" You talked on {TALKS} days or more with {self.never_met:,} of them and never met."
        return f"{words}.{never if self.never_met else ''}"


def online_to_in_person(session: Session, today: date) -> OnlineToInPerson:
    """Count those met online first; who was met in person before, the same day, or nobody knows when, is left out."""
    by_network: defaultdict[str | None, list[tuple[int, bool]]] = defaultdict(list)
    met_at: Counter[tuple[int | None, str | None]] = Counter()
    columns = (_ONLINE.network, _ONLINE.on, _IN_PERSON.on, _IN_PERSON.event_id, Event.name)
    query = _online_first(today, *columns).outerjoin(Event, Event.id == _IN_PERSON.event_id)
    for network, online_on, met_on, event_id, event in session.execute(query):
        by_network[network].append((((met_on or today) - online_on).days, met_on is not None))
        if met_on is not None:
            met_at[event_id, event] += 1
    networks = [_conversion(network, cases) for network, cases in by_network.items()]
    return OnlineToInPerson(
        _conversion(None, [case for cases in by_network.values() for case in cases]),
        tuple(sorted(networks, key=lambda each: (-each.contacts, each.label))),
        tuple(MetAtLast(*event, count) for event, count in met_at.most_common()),
        len(contacts_never_met(session, today)),
    )


def contacts_online_first(session: Session, today: date, *, network: str | None, most: int | None = None) -> list[int]:
    """List who was met online first on a network (None: where no network is known), those met in person first."""
    query = _online_first(today, Contact.id).join(Contact, Contact.id == Standing.contact_id)
    query = query.where(_ONLINE.network.is_not_distinct_from(network))
    ordered = query.order_by(_IN_PERSON.on.is_(None), _IN_PERSON.on.desc(), Contact.sort_key, Contact.id)
    return list(session.scalars(ordered.limit(most)))


def contacts_met_at_last(session: Session, today: date, *, event_id: int | None, most: int | None = None) -> list[int]:
    """List who was met online first and in person at an event (None: at no event), those met last first."""
    query = _online_first(today, Contact.id).join(Contact, Contact.id == Standing.contact_id)
    query = query.where(_IN_PERSON.on.is_not(None), _IN_PERSON.event_id.is_not_distinct_from(event_id))
    return list(session.scalars(query.order_by(_IN_PERSON.on.desc(), Contact.sort_key, Contact.id).limit(most)))


def contacts_never_met(session: Session, today: date, *, talks: int = TALKS, most: int | None = None) -> list[int]:
    """List who was met online first, talked with on so many days and never met in person: most talks first."""
    query = _online_first(today, Contact.id).join(Contact, Contact.id == Standing.contact_id)
    query = query.where(_IN_PERSON.id.is_(None), Standing.online_only, Standing.talks >= talks)
    return list(session.scalars(query.order_by(Standing.talks.desc(), Contact.sort_key, Contact.id).limit(most)))


def _online_first(today: date, *columns: Any) -> Select[Any]:
    """Select from those met online on a known day, and not met in person by then or on an unknown day."""
    online = (_ONLINE.contact_id == Standing.contact_id) & (_ONLINE.kind == MetKind.ONLINE)
    in_person = (_IN_PERSON.contact_id == Standing.contact_id) & (_IN_PERSON.kind == MetKind.IN_PERSON)
    later = (_IN_PERSON.on > _ONLINE.on) & (_IN_PERSON.on <= today)
    return (
        select(*columns)
        .select_from(Standing)
        .join(_ONLINE, online)
        .outerjoin(_IN_PERSON, in_person)
        .where(Standing.watched, _ONLINE.on <= today, or_(_IN_PERSON.id.is_(None), later))
    )


def _conversion(network: str | None, cases: Sequence[tuple[int, bool]]) -> Conversion:
    curve = kaplan_meier(cases)
    return Conversion(network, len(cases), sum(met for _, met in cases), curve.within(YEAR), curve.median)
