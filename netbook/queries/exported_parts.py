"""What hangs on the contacts of an export, read with one query a table and chunk."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID, uuid5

from sqlalchemy import select

from netbook.db.ledger import Step
from netbook.db.meetings import Event
from netbook.db.people import Contact, ContactTag, FoundAs, Handle, Introduction, Tag, WhereMet
from netbook.db.promises import Decision, FollowUp
from netbook.domain.kinds import MetKind
from netbook.domain.portable import (
    PersonLink,
    PortableContact,
    PortableDecision,
    PortableFollowUp,
    PortableHandle,
    PortableIntroduction,
    PortableMet,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Row
    from sqlalchemy.orm import Session

_CHUNK = 500
_NAMES = UUID("6f0c8d0e-6a5b-5c0e-9d53-3f3b6f1f5a10")
"""The name space of the identifiers made here (RFC 9562, version 5)."""
_Item = TypeVar("_Item")


def chunks(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Cut what is to be asked for into parts that one statement can name."""
    remaining = iter(items)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk


def book_key(session: Session) -> str:
    """Give a text that tells this book from others: the instant of the first thing ever done in it."""
    began = session.scalar(select(Step.at).order_by(Step.id).limit(1))
    return "" if began is None else began.isoformat()


def contact_uid(known: str | None, book: str, contact_id: int) -> str:
    """Give the identifier of a contact: the one that address books know, else one that is the same in every export."""
    return known or str(uuid5(_NAMES, f"{book} contact {contact_id}"))


def derived_uids(session: Session) -> frozenset[str]:
    """Give the identifiers under which exports of this book know contacts of which address books know none."""
    book = book_key(session)
    without = session.scalars(select(Contact.id).where(Contact.uid.is_(None)))
    return frozenset(contact_uid(None, book, number) for number in without)


class Links:
    """Names and identifiers of contacts by their numbers, read as they are asked for and kept."""

    def __init__(self, session: Session, book: str, chosen: frozenset[int] | None) -> None:
        """Know nobody yet; only those ``chosen`` are ever named, or everybody where that is None."""
        self._session = session
        self._book = book
        self._chosen = chosen
        self._known: dict[int, PersonLink] = {}

    def of(self, contact_ids: Iterable[int | None]) -> dict[int, PersonLink]:
        """Give the links of contacts; those that were not chosen are missing."""
        asked = {number for number in contact_ids if number is not None}
        if self._chosen is not None:
            asked &= self._chosen
        for chunk in chunks(sorted(asked - self._known.keys())):
            query = select(Contact.id, Contact.uid, Contact.name, _FIRST_HANDLE).where(Contact.id.in_(chunk))
            for number, uid, name, handle in self._session.execute(query):
                self._known[number] = PersonLink(contact_uid(uid, self._book, number), name or handle or "nobody")
        return {number: self._known[number] for number in asked}


_FIRST_HANDLE = (
    select(Handle.shown)
    .where(Handle.contact_id == Contact.id)
    .order_by(Handle.id)
    .limit(1)
    .correlate(Contact)
    .scalar_subquery()
)


class ContactReader:
    """Contacts with all that hangs on them but their interactions."""

    def __init__(self, session: Session, book: str, links: Links) -> None:
        """Read from a session; ``book`` is the book's key."""
        self._session = session
        self._book = book
        self._links = links

    def read(self, contact_ids: Sequence[int]) -> dict[int, PortableContact]:
        """Read contacts, in the order asked for."""
        columns = (column for column in Contact.__table__.columns if column.name != "version")
        rows = self._session.execute(select(*columns).where(Contact.id.in_(contact_ids)))
        by_id = {row.id: row for row in rows}
        handles = self._by_contact(Handle, contact_ids)
        tags = self._tags(contact_ids)
        met = self._met(contact_ids)
        introductions = self._introductions(contact_ids)
        follow_ups = self._by_contact(FollowUp, contact_ids)
        decisions = self._by_contact(Decision, contact_ids)
        keys = self._by_contact(FoundAs, contact_ids)
        return {
            number: PortableContact(
                uid=contact_uid(row.uid, self._book, number),
                name=row.name,
                added_on=row.added_on,
                handles=tuple(_handle(each) for each in handles[number]),
                organisation=row.organisation,
                position=row.position,
                sector=row.sector,
                location=row.location,
                notes=row.notes,
                birthday=row.birthday,
                tags=tuple(tags[number]),
                met_online=met.get((number, MetKind.ONLINE)),
                met_in_person=met.get((number, MetKind.IN_PERSON)),
                introductions=tuple(introductions[number]),
                cadence=row.cadence,
                snoozed_on=row.snoozed_on,
                snoozed_until=row.snoozed_until,
                inbox=row.inbox,
                archived=row.archived,
                follow_ups=tuple(_follow_up(each) for each in follow_ups[number]),
                decisions=tuple(_decision(each) for each in decisions[number]),
                found_as=tuple(each.source_key for each in keys[number]),
            )
            for number in contact_ids
            if (row := by_id.get(number)) is not None
        }

    def _by_contact(
        self, mapped: type[Handle | FollowUp | Decision | FoundAs], contact_ids: Sequence[int]
    ) -> dict[int, list[Row[Any]]]:
        table = mapped.__table__
        query = select(table).where(mapped.contact_id.in_(contact_ids)).order_by(mapped.id)
        found: dict[int, list[Row[Any]]] = defaultdict(list)
        for row in self._session.execute(query):
            found[row.contact_id].append(row)
        return found

    def _tags(self, contact_ids: Sequence[int]) -> dict[int, list[str]]:
        query = select(ContactTag.contact_id, Tag.name).join(Tag, Tag.id == ContactTag.tag_id)
        found: dict[int, list[str]] = defaultdict(list)
        for number, name in self._session.execute(
            query.where(ContactTag.contact_id.in_(contact_ids)).order_by(Tag.key)
        ):
            found[number].append(name)
        return found

    def _met(self, contact_ids: Sequence[int]) -> dict[tuple[int, MetKind], PortableMet]:
        query = (
            select(WhereMet.contact_id, WhereMet.kind, WhereMet.network, WhereMet.event_id, Event.name, WhereMet.on)
            .outerjoin(Event, Event.id == WhereMet.event_id)
            .where(WhereMet.contact_id.in_(contact_ids))
        )
        return {
            (number, kind): PortableMet(network, event_id, name, on)
            for number, kind, network, event_id, name, on in self._session.execute(query)
        }

    def _introductions(self, contact_ids: Sequence[int]) -> dict[int, list[PortableIntroduction]]:
        query = select(Introduction.__table__).where(Introduction.contact_id.in_(contact_ids)).order_by(Introduction.id)
        rows = self._session.execute(query).all()
        links = self._links.of(number for row in rows for number in (row.introducer_id, row.other_id))
        found: dict[int, list[PortableIntroduction]] = defaultdict(list)
        for row in rows:
            named = [number for number in (row.introducer_id, row.other_id) if number is not None]
            if all(number in links for number in named):
                introducer, other = (links.get(number) for number in (row.introducer_id, row.other_id))
                on, note = row.introduced_on, row.note
                found[row.contact_id].append(PortableIntroduction(introducer, other, on, note))
        return found


def _handle(row: Row[Any]) -> PortableHandle:
    return PortableHandle(
        row.network, row.key, row.shown, row.url, row.stable_id, row.status.value, row.status_on, row.added_on
    )


def _follow_up(row: Row[Any]) -> PortableFollowUp:
    return PortableFollowUp(
        row.id, row.made_on, row.due_on, row.what, row.recurrence, row.status.value, row.closed_on, row.snoozes
    )


def _decision(row: Row[Any]) -> PortableDecision:
    return PortableDecision(row.verdict, row.decided_on, row.until, row.list_group, row.session_id)
