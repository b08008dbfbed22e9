"""What is taken along from a book: read in chunks within one snapshot, for everybody or for those a filter chooses."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from netbook.db.meetings import Event, Interaction, Participant
from netbook.db.people import Contact, ContactTag, OwnAccount, Tag, WhereMet
from netbook.db.promises import Decision, ReviewSession
from netbook.db.sources import Unresolved, Waiting
from netbook.domain.filters import Filter
from netbook.domain.portable import (
    PortableAccount,
    PortableContact,
    PortableEvent,
    PortableInteraction,
    PortableSitting,
    PortableTag,
    PortableUnresolved,
    UnresolvedLink,
)
from netbook.queries.exported_parts import ContactReader, Links, book_key, chunks
from netbook.queries.people import list_contacts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from sqlalchemy.orm import InstrumentedAttribute, Session

    from netbook.domain.portable import PortableBook

T = TypeVar("T")


Chosen = Filter | tuple[int, ...]
"""Whom to take along: those who fit a filter, or contacts by their numbers."""


def take_along(session: Session, wanted: Chosen | None, today: date, give: Callable[[PortableBook], T]) -> T:
    """Call ``give`` with the contacts that are chosen, or with the whole book, while the snapshot is open."""
    return give(_BookRead(session, wanted, today))


class _BookRead:
    """A book as its session sees it, given chunk by chunk."""

    def __init__(self, session: Session, wanted: Chosen | None, today: date) -> None:
        self._session = session
        self._ids = _numbers(session, wanted, today)
        self._chosen = None if wanted is None else frozenset(self._ids)
        self._all_things = not wanted
        self._today = today
        self._key = book_key(session)
        self._links = Links(session, self._key, self._chosen)
        self._contacts = ContactReader(session, self._key, self._links)

    @property
    def today(self) -> date:
        """The day of the export."""
        return self._today

    @property
    def key(self) -> str:
        """A text that tells this book from others."""
        return self._key

    @property
    def is_whole(self) -> bool:
        """Whether no filter chose."""
        return self._chosen is None

    @property
    def size(self) -> int:
        """How many contacts there are."""
        return len(self._ids)

    def contacts(self) -> Iterator[PortableContact]:
        """Give every contact, in the order of the filter's list."""
        for chunk in chunks(self._ids):
            yield from self._contacts.read(chunk).values()

    def histories(self) -> Iterator[tuple[PortableContact, tuple[PortableInteraction, ...]]]:
        """Give every contact with its interactions, the oldest first."""
        for chunk in chunks(self._ids):
            talks = self._talks_of(chunk)
            for contact_id, contact in self._contacts.read(chunk).items():
                yield contact, tuple(talks[contact_id])

    def interactions(self) -> Iterator[PortableInteraction]:
        """Give every interaction once, in the order in which they came into the book."""
        for chunk in chunks(self._interaction_ids()):
            yield from self._read_interactions(chunk)

    def events(self) -> Iterator[PortableEvent]:
        """Give every event, in the order in which they came into the book."""
        columns = (Event.id, Event.name, Event.kind, Event.starts_on, Event.ends_on, Event.place, Event.hashtag)
        met = self._used(WhereMet.event_id, WhereMet.contact_id)
        talked = self._used(Interaction.event_id, Participant.contact_id)
        for row in self._session.execute(select(*columns, Event.running, Event.source_key).order_by(Event.id)):
            if met is None or talked is None or row.id in met or row.id in talked:
                yield PortableEvent(*row)

    def tags(self) -> Iterator[PortableTag]:
        """Give every tag, in the order in which they came into the book."""
        used = self._used(ContactTag.tag_id, ContactTag.contact_id)
        for tag_id, name, cadence in self._session.execute(select(Tag.id, Tag.name, Tag.cadence).order_by(Tag.id)):
            if used is None or tag_id in used:
                yield PortableTag(name, cadence)

    def sittings(self) -> Iterator[PortableSitting]:
        """Give every sitting of the review, the oldest first."""
        used = self._used(Decision.session_id, Decision.contact_id)
        query = select(ReviewSession.id, ReviewSession.started_at, ReviewSession.ended_at)
        for row in self._session.execute(query.order_by(ReviewSession.id)):
            if used is None or row.id in used:
                yield PortableSitting(*row)

    def unresolved(self) -> Iterator[PortableUnresolved]:
        """Give everybody who is known by a stable id alone; nobody where a filter chose."""
        query = select(Unresolved.network, Unresolved.stable_id, Unresolved.url, Unresolved.linked)
        for row in self._session.execute(query.order_by(Unresolved.id)) if self.is_whole else ():
            yield PortableUnresolved(*row)

    def own_accounts(self) -> Iterator[PortableAccount]:
        """Give the user's own accounts; none where a filter chose."""
        columns = (OwnAccount.network, OwnAccount.key, OwnAccount.shown, OwnAccount.name, OwnAccount.stable_id)
        query = select(*columns).order_by(OwnAccount.id)
        for row in self._session.execute(query) if self.is_whole else ():
            yield PortableAccount(*row)

    def _used(
        self,
        wanted: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
        contact: InstrumentedAttribute[int],
    ) -> set[int | None] | None:
        """Give the numbers that the chosen contacts have to do with; None for all, where no filter chose anybody."""
        if self._all_things:
            return None
        query = select(wanted)
        if wanted.class_ is Interaction:
            query = query.join(Participant, Participant.interaction_id == Interaction.id)
        found: set[int | None] = set()
        for chunk in chunks(self._ids):
            found.update(self._session.scalars(query.where(contact.in_(chunk)).distinct()))
        return found

    def _interaction_ids(self) -> Sequence[int]:
        if self._chosen is None:
            return self._session.scalars(select(Interaction.id).order_by(Interaction.id)).all()
        used = self._used(Participant.interaction_id, Participant.contact_id) or set()
        return sorted(number for number in used if number is not None)

    def _talks_of(self, contact_ids: Sequence[int]) -> dict[int, list[PortableInteraction]]:
        query = (
            select(Participant.contact_id, Participant.interaction_id)
            .where(Participant.contact_id.in_(contact_ids))
            .order_by(Participant.contact_id, Participant.on, Participant.interaction_id)
        )
        parts = self._session.execute(query).all()
        numbers = sorted({number for _contact_id, number in parts})
        read = {talk.number: talk for chunk in chunks(numbers) for talk in self._read_interactions(chunk)}
        found: dict[int, list[PortableInteraction]] = defaultdict(list)
        for contact_id, number in parts:
            found[contact_id].append(read[number])
        return found

    def _read_interactions(self, numbers: Sequence[int]) -> Iterator[PortableInteraction]:
        query = select(Participant.interaction_id, Participant.contact_id)
        parts = self._session.execute(
            query.where(Participant.interaction_id.in_(numbers)).order_by(Participant.contact_id)
        ).all()
        links = self._links.of(contact_id for _number, contact_id in parts)
        people = defaultdict(list)
        for number, contact_id in parts:
            if contact_id in links:
                people[number].append(links[contact_id])
        waiting = self._waiting(numbers)
        for row in self._session.execute(_INTERACTIONS.where(Interaction.id.in_(numbers)).order_by(Interaction.id)):
            number, channel, direction, on, *rest = row
            part = (tuple(people[number]), *rest, tuple(waiting[number]))
            yield PortableInteraction(number, channel, direction, on, *part)

    def _waiting(self, numbers: Sequence[int]) -> dict[int, list[UnresolvedLink]]:
        found: dict[int, list[UnresolvedLink]] = defaultdict(list)
        query = select(Waiting.interaction_id, Unresolved.network, Unresolved.stable_id)
        joined = query.join(Unresolved, Unresolved.id == Waiting.unresolved_id).order_by(Unresolved.id)
        rows = self._session.execute(joined.where(Waiting.interaction_id.in_(numbers))) if self.is_whole else ()
        for number, network, stable_id in rows:
            found[number].append(UnresolvedLink(network, stable_id))
        return found


_INTERACTIONS = select(
    Interaction.id,
    Interaction.channel,
    Interaction.direction,
    Interaction.on,
    Interaction.at,
    Interaction.note,
    Interaction.event_id,
    Event.name,
    Interaction.source,
    Interaction.source_key,
).outerjoin(Event, Event.id == Interaction.event_id)


def _numbers(session: Session, wanted: Chosen | None, today: date) -> Sequence[int]:
    if wanted is None:
        return session.scalars(select(Contact.id).order_by(Contact.id)).all()
    return list_contacts(session, wanted, today) if isinstance(wanted, Filter) else wanted
