"""Adding a book of netbook's own to this one: what is new comes in as it was, what is there already stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from netbook.db.journal import begin_import, end_import
from netbook.db.meetings import Event
from netbook.db.people import OwnAccount, Tag
from netbook.db.promises import ReviewSession
from netbook.db.sources import Unresolved
from netbook.domain.portable import (
    PortableAccount,
    PortableContact,
    PortableEvent,
    PortableInteraction,
    PortableSitting,
    PortableTag,
    PortableUnresolved,
)
from netbook.domain.records import LeftOut, PartRecord
from netbook.domain.text import plain
from netbook.usecases.add_contacts import Contacts
from netbook.usecases.add_rows import BookRows
from netbook.usecases.add_talks import Talks
from netbook.usecases.import_rows import Stamp
from netbook.usecases.import_run import IMPORTED, MATCHED, Run
from netbook.usecases.receipts import Imported, Source, close_receipt, open_receipt
from netbook.usecases.settling import settle

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from netbook.domain.portable import PortablePart
    from netbook.domain.records import Record

_AT_ONCE = {PortableContact: 500, PortableInteraction: 2_000}
_BATCH = 1_000


def add_book(
    session: Session,
    records: Iterable[Record],
    source: Source,
    today: date,
    now: datetime,
    *,
    same_person: Mapping[str, int],
    pass_over: Collection[str],
) -> Imported:
    """Write the parts of a book; its contacts are in the inbox or in the archive as they were there.

    What is there already, by identifier, account or content, is matched and only filled in where it is blank.
    ``same_person`` and ``pass_over`` are the user's answers about doubtful people, as for any import.
    """
    receipt_id = open_receipt(session, source, now)
    begin_import(session, receipt_id)
    run = Run(session, Stamp(receipt_id, source.format, today), same_person, pass_over)
    rows = BookRows(session, receipt_id)
    adding = _Adding(run, rows)
    for batch in _batches(records):
        if isinstance(batch, LeftOut):
            run.tally.refuse(batch.origin, batch.reason, batch.fate, batch.count)
        else:
            adding.take(batch)
    adding.contacts.finish()
    session.flush()
    end_import(session, receipt_id)
    settle(session, run.touched)
    return close_receipt(session, receipt_id, source, run.tally, (rows.written["contact"], rows.written["interaction"]))


def _batches(records: Iterable[Record]) -> Iterator[list[PartRecord] | LeftOut]:
    """Give parts of one kind together, some at once."""
    batch: list[PartRecord] = []
    for record in records:
        if isinstance(record, LeftOut):
            yield record
        elif isinstance(record, PartRecord):
            if batch and (type(batch[0].part) is not type(record.part) or len(batch) == _size(record.part)):
                yield batch
                batch = []
            batch.append(record)
    if batch:
        yield batch


def _size(part: PortablePart) -> int:
    return next((size for kind, size in _AT_ONCE.items() if isinstance(part, kind)), _BATCH)


class _Adding:
    """One book being added to another."""

    def __init__(self, run: Run, rows: BookRows) -> None:
        self._run = run
        self._rows = rows
        self._session = run.session
        self.contacts = Contacts(run, rows)
        self._talks = Talks(run, rows)

    def take(self, batch: list[PartRecord]) -> None:
        """Take in some parts of one kind."""
        if isinstance(batch[0].part, PortableContact):
            self.contacts.take(batch)
        elif isinstance(batch[0].part, PortableInteraction):
            self._talks.take(batch)
        else:
            for record in batch:
                self._run.tally.fates[IMPORTED if self._is_new(record.part) else MATCHED] += 1
            self._session.flush()
        self._rows.write()
        self._session.flush()
        self._session.expunge_all()

    def _is_new(self, part: PortablePart) -> bool:
        """Take in what stands for itself; says whether it was not there."""
        if isinstance(part, PortableAccount):
            return self._take_account(part)
        if isinstance(part, PortableTag):
            return self._take_tag(part)
        if isinstance(part, PortableEvent):
            return self._take_event(part)
        if isinstance(part, PortableSitting):
            return self._take_sitting(part)
        return isinstance(part, PortableUnresolved) and self._take_unresolved(part)

    def _take_account(self, part: PortableAccount) -> bool:
        query = select(OwnAccount).where(OwnAccount.network == part.network, OwnAccount.key == part.key)
        known = self._session.scalars(query).first()
        if known is None:
            self._session.add(
                OwnAccount(
                    network=part.network, key=part.key, shown=part.shown, name=part.name, stable_id=part.stable_id
                )
            )
        return known is None

    def _take_tag(self, part: PortableTag) -> bool:
        key = plain(part.name) or part.name.casefold()
        known = self._session.scalars(select(Tag).where(Tag.key == key)).first()
        if known is None:
            known = Tag(name=part.name, key=key, cadence=part.cadence)
            self._session.add(known)
            self._session.flush()
            self._rows.tags[key] = known.id
            return True
        self._rows.tags[key] = known.id
        if known.cadence is None and part.cadence is not None:
            known.cadence = part.cadence
            self._rows.retagged.add(known.id)
        return False

    def _take_event(self, part: PortableEvent) -> bool:
        key = plain(part.name) or part.name.casefold()
        same = select(Event.id).where(Event.key == key, Event.starts_on == part.starts_on)
        named = None if part.source_key is None else select(Event.id).where(Event.source_key == part.source_key)
        known = (None if named is None else self._session.scalars(named).first()) or self._session.scalars(same).first()
        if known is not None and known not in self._rows.events.values():
            self._rows.events[part.number] = known
            return False
        self._rows.add_event(part, key)
        return True

    def _take_sitting(self, part: PortableSitting) -> bool:
        query = select(ReviewSession.id).where(ReviewSession.started_at == part.started_at)
        known = self._session.scalars(query).first()
        if known is None or known in self._rows.sittings.values():
            sitting = ReviewSession(started_at=part.started_at, ended_at=part.ended_at)
            self._session.add(sitting)
            self._session.flush()
            self._rows.sittings[part.number] = sitting.id
            return True
        self._rows.sittings[part.number] = known
        return False

    def _take_unresolved(self, part: PortableUnresolved) -> bool:
        query = select(Unresolved.id).where(Unresolved.network == part.network, Unresolved.stable_id == part.stable_id)
        known = self._session.scalars(query).first()
        if known is not None:
            self._rows.unresolved[part.network, part.stable_id] = known
            return False
        self._rows.add_unresolved(part)
        return True
