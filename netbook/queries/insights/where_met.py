"""Where people were met: online by network, in person by event; and who is known in which of the two ways."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import aliased

from netbook.db.meetings import Event
from netbook.db.people import Contact, WhereMet
from netbook.db.standing import Standing
from netbook.domain.counts import people
from netbook.domain.handles import NETWORKS
from netbook.domain.kinds import MetKind
from netbook.domain.text import shorten
from netbook.queries.insights.words import listed

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

_LONGEST_NAME = 40


class Known(StrEnum):
    """In which of the two ways somebody is known."""

    ONLINE = "online only"
    IN_PERSON = "in person only"
    BOTH = "online and in person"
    UNSAID = "not said where"


@dataclass(frozen=True, slots=True)
class MetThrough:
    """How many contacts were first met on one network, or at one event."""

    online: bool
    network: str | None
    """The network's name in the book; None in person, and online where no network is known."""
    event_id: int | None
    event: str | None
    """The event's name; None online, and in person where it was at no event."""
    contacts: int

    @property
    def label(self) -> str:
        """The words for the bar: “Mastodon”, “PyCon UK”."""
        if self.online:
            return "online" if self.network is None else NETWORKS[self.network].label
        return "in person" if self.event is None else self.event


@dataclass(frozen=True, slots=True)
class KnownCount:
    """How many contacts are known in one way."""

    known: Known
    contacts: int


@dataclass(frozen=True, slots=True)
class WhereYouMet:
    """The networks and events, most contacts first, and the ways; neither inbox nor archive counts."""

    online: tuple[MetThrough, ...]
    in_person: tuple[MetThrough, ...]
    known: tuple[KnownCount, ...]

    @property
    def total(self) -> int:
        """How many contacts there are, each once."""
        return sum(count.contacts for count in self.known)

    @property
    def sentence(self) -> str:
        """How many people are known in which way, and through what most of them were met."""
        if not self.total:
            return "Nobody is here yet. Say where you met when you add somebody, and networks and events are compared."
        ways = listed([f"{count.contacts:,} {count.known}" for count in self.known if count.contacts])
        named = [through for through in (*self.online, *self.in_person) if through.network or through.event]
        if not named:
            return f"{people(self.total)}: {ways}."
        top = max(named, key=lambda through: through.contacts)
        where = f"{'on' if top.online else 'at'} {shorten(top.label, _LONGEST_NAME)}"
        return f"{people(self.total)}: {ways}; most {where} ({top.contacts:,})."


def where_met(session: Session, today: date) -> WhereYouMet:  # noqa: ARG001 — every insight is asked with the day
    """Count the contacts by the network or the event of the first meeting, and by the ways they are known."""
    online = _met(MetKind.ONLINE, WhereMet.network, func.count()).group_by(WhereMet.network)
    in_person = (
        _met(MetKind.IN_PERSON, WhereMet.event_id, Event.name, func.count())
        .outerjoin(Event, Event.id == WhereMet.event_id)
        .group_by(WhereMet.event_id, Event.name)
    )
    networks = [MetThrough(True, network, None, None, count) for network, count in session.execute(online)]
    events = [MetThrough(False, None, number, name, count) for number, name, count in session.execute(in_person)]
    return WhereYouMet(_most_first(networks), _most_first(events), _known_counts(session))


def contacts_met_through(session: Session, through: MetThrough, most: int | None = None) -> list[int]:
    """List who was met on the network or at the event of a bar, those met last first."""
    if through.online:
        met = _met(MetKind.ONLINE, Contact.id).where(WhereMet.network.is_not_distinct_from(through.network))
    else:
        met = _met(MetKind.IN_PERSON, Contact.id).where(WhereMet.event_id.is_not_distinct_from(through.event_id))
    met = met.join(Contact, Contact.id == WhereMet.contact_id)
    ordered = met.order_by(WhereMet.on.desc().nulls_last(), Contact.sort_key, Contact.id)
    return list(session.scalars(ordered.limit(most)))


def contacts_known(session: Session, known: Known, most: int | None = None) -> list[int]:
    """List who is known in one of the ways, by name."""
    query = _with_known(Contact.id).join(Contact, Contact.id == Standing.contact_id).where(_KNOWN.in_([known.value]))
    return list(session.scalars(query.order_by(Contact.sort_key, Contact.id).limit(most)))


_ONLINE, _IN_PERSON = aliased(WhereMet), aliased(WhereMet)
_KNOWN: ColumnElement[str] = case(
    (_ONLINE.id.is_not(None) & _IN_PERSON.id.is_not(None), Known.BOTH.value),
    (_ONLINE.id.is_not(None), Known.ONLINE.value),
    (_IN_PERSON.id.is_not(None), Known.IN_PERSON.value),
    else_=Known.UNSAID.value,
)


def _known_counts(session: Session) -> tuple[KnownCount, ...]:
    known = _KNOWN.label("known")
    found: dict[str, int] = dict(session.execute(_with_known(known, func.count()).group_by(known)).all())
    return tuple(KnownCount(way, found.get(way.value, 0)) for way in Known)


def _with_known(*columns: Any) -> Select[Any]:
    """Select from the watched contacts with both halves of where-met; a contact has at most one of each."""
    online = (_ONLINE.contact_id == Standing.contact_id) & (_ONLINE.kind == MetKind.ONLINE)
    in_person = (_IN_PERSON.contact_id == Standing.contact_id) & (_IN_PERSON.kind == MetKind.IN_PERSON)
    joined = select(*columns).select_from(Standing).outerjoin(_ONLINE, online).outerjoin(_IN_PERSON, in_person)
    return joined.where(Standing.watched)


def _met(kind: MetKind, *columns: Any) -> Select[Any]:
    joined = select(*columns).select_from(WhereMet).join(Standing, Standing.contact_id == WhereMet.contact_id)
    return joined.where(Standing.watched, WhereMet.kind == kind)


def _most_first(found: list[MetThrough]) -> tuple[MetThrough, ...]:
    return tuple(sorted(found, key=lambda through: (-through.contacts, through.label, through.event_id or 0)))
