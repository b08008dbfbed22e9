"""The user says who somebody is of whom only the id of an account was known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from netbook.db.journal import describe_step
from netbook.db.people import Contact, Handle
from netbook.db.sources import Unresolved
from netbook.domain.counts import people
from netbook.domain.handles import parse_handle
from netbook.domain.kinds import HandleStatus
from netbook.domain.text import shorten
from netbook.errors import NetbookError, NobodyMatches, SeveralMatch, UsageProblem
from netbook.queries.import_matches import is_bare, network_label
from netbook.usecases.people import make_contact, met_in_person, met_online
from netbook.usecases.resolving import settle_waiting
from netbook.usecases.settling import settle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from netbook.domain.handles import Handle as TypedHandle

_CELLS = 60


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who is known now, by number, and what could not be made use of."""

    contacts: tuple[int, ...]
    problems: tuple[str, ...]


def resolve_people(
    session: Session, pairs: Sequence[tuple[str, str]], today: date, *, network: str | None = None
) -> Resolved:
    """Say who people are, each by the id of an account and a handle; their conversations become a contact's.

    A new contact goes to the inbox. A pair that cannot be made use of is passed over and named, unless all are such.

    Raises:
        NetbookError: the one pair, or every one of several, cannot be made use of.

    """
    found: dict[int, None] = {}
    problems: list[NetbookError] = []
    for stable_id, text in pairs:
        try:
            found[_resolve(session, stable_id.strip(), text.strip(), today, network)] = None
        except NetbookError as problem:
            problems.append(problem)
    if not found:
        raise problems[0] if problems else UsageProblem("say an id and a handle.", "netbook unresolved 12345 @ada")
    settle(session, found)
    who = session.get_one(Contact, next(iter(found))).called if len(found) == 1 else people(len(found))
    describe_step(session, f"Put a name to {who}")
    return Resolved(tuple(found), tuple(problem.sentence for problem in problems))


def _resolve(session: Session, stable_id: str, text: str, today: date, network: str | None) -> int:
    """Give the number of the contact that somebody unresolved is."""
    row = _unresolved(session, stable_id, network)
    handle = replace(account_meant(row.network, text), stable_id=row.stable_id)
    contact = _contact(session, handle, today)
    for waited in settle_waiting(session, [(row.id, contact.id)]):
        if waited.online_on is not None or waited.linked is not None:
            met_online(contact, waited.network, waited.online_on)
        if waited.in_person_on is not None:
            met_in_person(contact, waited.in_person_on, None)
    session.expunge(row)
    session.flush()
    return contact.id


def _unresolved(session: Session, stable_id: str, network: str | None) -> Unresolved:
    query = select(Unresolved).where(Unresolved.stable_id == stable_id)
    found = session.scalars(query if network is None else query.where(Unresolved.network == network)).all()
    if not found:
        sentence = f"nobody with the id “{shorten(stable_id, _CELLS)}” waits to be known."
        raise NobodyMatches(sentence, "netbook unresolved lists who does")
    if len(found) > 1:
        networks = tuple(row.network for row in found)
        sentence = f"“{shorten(stable_id, _CELLS)}” is an id on {' and on '.join(map(network_label, networks))}."
        raise SeveralMatch(f"{sentence} Say which with --network.", candidates=networks)
    return found[0]


def account_meant(network: str, text: str) -> TypedHandle:
    """Read the handle that the user gives, on the network of the id.

    Raises:
        UsageProblem: it is unreadable, on another network, or the id once more.

    """
    handle = parse_handle(text, network)
    if handle.network != network:
        sentence = f"“{shorten(text, _CELLS)}” is on {network_label(handle.network)}, and the id is one of {network_label(network)}."
        raise UsageProblem(sentence)
    if is_bare(handle):
        raise UsageProblem(
            f"“{shorten(text, _CELLS)}” is an id again; give the handle or the profile link that it has."
        )
    return handle


def _contact(session: Session, handle: TypedHandle, today: date) -> Contact:
    """Give the contact who has the account, made if there is none; the id tells two accounts of one name apart."""
    having = session.scalars(
        select(Handle)
        .where(Handle.network == handle.network, Handle.key == handle.key)
        .order_by(Handle.status, Handle.id)
    ).first()
    if having is not None and having.stable_id in (None, handle.stable_id):
        having.stable_id = handle.stable_id
        return session.get_one(Contact, having.contact_id)
    if having is not None and having.status is HandleStatus.ACTIVE:
        having.status, having.status_on = HandleStatus.RENAMED, today
        session.flush()
    contact = make_contact(session, today, name=None, handles=[handle])
    contact.inbox = True
    return contact
