"""Letting a contact be what a card says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.db.people import Contact, Handle, WhereMet
from netbook.domain.cadence import kept_cadence
from netbook.domain.handles import NETWORKS
from netbook.domain.kinds import HandleStatus, MetKind
from netbook.domain.text import norm, norm_line, plain
from netbook.domain.visiting_card import VisitingCard
from netbook.errors import UsageProblem
from netbook.usecases.events import event_named
from netbook.usecases.people import add_handle, add_tags, rename

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy.orm import Session

    from netbook.domain.handles import Handle as TypedHandle
    from netbook.domain.portable import PortableMet

_LINES = ("organisation", "position", "location", "sector", "birthday")


def as_kept(card: VisitingCard) -> VisitingCard:
    """Give a card in the form in which a book keeps it: text normalised, a cadence or a network only if it is one."""
    return VisitingCard(
        name=_line(card.name),
        handles=card.handles,
        tags=tuple(dict.fromkeys(tag for each in card.tags if (tag := norm_line(each).lstrip("#")))),
        notes=(norm(card.notes).strip("\n") or None) if card.notes else None,
        cadence=kept_cadence(card.cadence),
        met_online=_met(card.met_online),
        met_in_person=_met(card.met_in_person),
        former=card.former,
        **{name: _line(getattr(card, name)) for name in _LINES},
    )


def contact_from(session: Session, card: VisitingCard, uid: str, today: date) -> Contact:
    """Make an inbox contact of a card whose accounts nobody has; it is written with whatever is written next."""
    contact = Contact(name=None, sort_key="", added_on=today, inbox=True, uid=uid)
    for name in (*_LINES, "notes", "cadence"):
        setattr(contact, name, getattr(card, name))
    contact.handles = [_handle(handle, HandleStatus.ACTIVE, today) for handle in card.handles]
    contact.handles += [_handle(handle, HandleStatus.RENAMED, today) for handle in card.former]
    rename(contact, card.name)
    session.add(contact)
    if card.tags or card.met_online or card.met_in_person:
        session.flush()
        _take_tags(session, contact, VisitingCard(), card)
        for kind, met in ((MetKind.ONLINE, card.met_online), (MetKind.IN_PERSON, card.met_in_person)):
            if met is not None:
                _take_met(session, contact, kind, met, today)
    return contact


def take_card(
    session: Session, contact: Contact, ours: VisitingCard, meant: VisitingCard, today: date
) -> tuple[list[str], frozenset[TypedHandle]]:
    """Change a contact from what it is (``ours``) to what is meant.

    Gives a sentence for each account that somebody else has, and those accounts. An account that is taken out is no
    longer used, and still finds the contact.
    """
    for name in _LINES:
        if getattr(ours, name) != getattr(meant, name):
            setattr(contact, name, getattr(meant, name))
    if ours.notes != meant.notes:
        contact.notes = meant.notes
    if ours.cadence != meant.cadence:
        contact.cadence = meant.cadence
    refused = _take_handles(session, contact, meant, today)
    _take_tags(session, contact, ours, meant)
    for kind, was, is_ in (
        (MetKind.ONLINE, ours.met_online, meant.met_online),
        (MetKind.IN_PERSON, ours.met_in_person, meant.met_in_person),
    ):
        if was != is_ and is_ is not None:
            _take_met(session, contact, kind, is_, today)
    rename(contact, meant.name)
    return list(refused.values()), frozenset(refused)


def _take_handles(session: Session, contact: Contact, meant: VisitingCard, today: date) -> dict[TypedHandle, str]:
    wanted = {(handle.network, handle.key) for handle in meant.handles}
    for known in contact.handles:
        if known.status is HandleStatus.ACTIVE and (known.network, known.key) not in wanted:
            known.status, known.status_on = HandleStatus.LEFT, today
    session.flush()
    refused: dict[TypedHandle, str] = {}
    for handle in meant.handles:
        try:
            add_handle(session, contact, handle, today)
        except UsageProblem as problem:
            refused[handle] = problem.sentence
    there = {(known.network, known.key) for known in contact.handles}
    contact.handles += [
        _handle(handle, HandleStatus.RENAMED, today)
        for handle in meant.former
        if (handle.network, handle.key) not in there
    ]
    session.flush()
    return refused


def _handle(handle: TypedHandle, status: HandleStatus, today: date) -> Handle:
    return Handle(
        network=handle.network,
        key=handle.key,
        shown=handle.shown,
        stable_id=handle.stable_id,
        url=handle.url,
        status=status,
        added_on=today,
    )


def _take_tags(session: Session, contact: Contact, ours: VisitingCard, meant: VisitingCard) -> None:
    gone = _tag_keys(ours.tags) - _tag_keys(meant.tags)
    for worn in list(contact.tags):
        if worn.tag.key in gone:
            contact.tags.remove(worn)
            session.delete(worn)
    add_tags(session, contact, (tag for tag in meant.tags if norm_line(tag).lstrip("#")))


def _tag_keys(tags: Iterable[str]) -> set[str]:
    return {plain(tag.lstrip("#")) or tag.casefold() for tag in tags}


def _take_met(session: Session, contact: Contact, kind: MetKind, met: PortableMet, today: date) -> None:
    event = event_named(session, met.event_name, met.on or today) if met.event_name else None
    event_id = None if event is None else event.id
    known = next((each for each in contact.where_met if each.kind is kind), None)
    if known is None:
        contact.where_met.append(WhereMet(kind=kind, network=met.network, event_id=event_id, on=met.on))
    else:
        known.network, known.event_id, known.on = met.network, event_id, met.on


def _line(text: str | None) -> str | None:
    return (norm_line(text) or None) if text else None


def _met(met: PortableMet | None) -> PortableMet | None:
    if met is None:
        return None
    network = met.network if met.network in NETWORKS else None
    event = _line(met.event_name)
    return type(met)(network, None, event, met.on) if network or event or met.on else None
