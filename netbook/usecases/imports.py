"""Importing: records of an export become contacts and interactions, in one transaction, with a receipt."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from netbook.db.base import Base
from netbook.db.bulk import without_index
from netbook.db.journal import begin_import, end_import
from netbook.db.meetings import Interaction
from netbook.db.people import OwnAccount
from netbook.domain.census import Census, account_of, census_of
from netbook.domain.records import Fate, InteractionRecord, LeftOut, Owner, Record, TagRecord
from netbook.queries.import_matches import chunks, tags_worn
from netbook.usecases.add_book import add_book
from netbook.usecases.import_people import OWN_ACCOUNT, PASSED_OVER, People
from netbook.usecases.import_rows import Stamp, line
from netbook.usecases.import_run import IMPORTED, MATCHED, Problem, Run
from netbook.usecases.import_talks import IN_THE_FUTURE, NOBODY_ELSE, Talks
from netbook.usecases.people import tag_named
from netbook.usecases.receipts import Imported, Source, close_receipt, open_receipt
from netbook.usecases.settling import settle

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from netbook.domain.records import Progress

__all__ = [
    "IN_THE_FUTURE",
    "NOBODY_ELSE",
    "OWN_ACCOUNT",
    "PASSED_OVER",
    "Imported",
    "Problem",
    "Source",
    "apply_import",
]

NOT_IN_THE_BOOK = "Nobody in your book has this account."
_PEOPLE_AT_ONCE = 500
_TALKS_AT_ONCE = 4_000
_MANY = 20_000
"""Interactions from which on an index of theirs is made at the end, if there are more of them than in the book."""
_BY_CONTACT = ("contact_id", "happened_on", "interaction_id")


def apply_import(
    session: Session,
    records: Iterable[Record],
    source: Source,
    today: date,
    now: datetime,
    *,
    census: Census | None = None,
    same_person: Mapping[str, int] | None = None,
    pass_over: Collection[str] = (),
    different: Collection[tuple[str, int]] = (),
    settling: Progress | None = None,
) -> Imported:
    """Write the records of an export; new contacts go to the inbox.

    The records are gone through once, and held no more than a batch at a time; the people come from the ``census``,
    which is taken first where there is none, so that the records have to be such as can be gone through twice.

    ``same_person`` maps keys of doubtful people to the contacts the user says they are, ``pass_over`` holds the keys
    of those to leave out. A doubtful one that is in neither becomes a contact of its own, and is named among the
    problems as a possible duplicate, unless ``different`` holds the key with the contact: the user has said no.

    ``settling`` is told how many contacts stand where they belong, of how many, once the records are written.
    """
    census = census_of(records) if census is None else census
    if census.is_book:
        return add_book(session, records, source, today, now, same_person=same_person or {}, pass_over=pass_over)
    receipt_id = open_receipt(session, source, now)
    begin_import(session, receipt_id)
    run = Run(session, Stamp(receipt_id, source.format, today), same_person or {}, pass_over, different)
    _remember_owners(run, census.owners)
    people = People(run)
    talks = Talks(run, people)
    for event in census.events:
        run.tally.fates[IMPORTED if run.encounters.take_event(event) else MATCHED] += 1
    run.write()
    participant = Base.metadata.tables["participant"]
    many = census.interactions > max(_MANY, _highest(session))
    with without_index(session.connection(), participant, _BY_CONTACT, when=many):
        for batch in chunks(census.listed(), _PEOPLE_AT_ONCE):
            people.take(batch, talks)
        _take_records(run, records, talks)
    return _finish(run, source, settling)


def _highest(session: Session) -> int:
    """Give the highest number of an interaction, which is about how many there are and costs nothing to ask."""
    return session.scalar(select(func.max(Interaction.id))) or 0


def _remember_owners(run: Run, owners: Iterable[Owner]) -> None:
    """Keep the accounts that are the user's own."""
    known = {(account.network, account.key): account for account in run.session.scalars(select(OwnAccount))}
    for owner in owners:
        handle = owner.handle
        there = known.get(account_of(handle))
        if there is None:
            network, key = account_of(handle)
            there = OwnAccount(network=network, key=key, shown=handle.shown, name=line(owner.name))
            run.session.add(there)
            known[network, key] = there
        if there.stable_id is None and handle.stable_id is not None:
            there.stable_id = handle.stable_id
    run.know_own(owner.handle for owner in owners)


def _take_records(run: Run, records: Iterable[Record], talks: Talks) -> None:
    """Take in what the census did not hold, in the order of the export."""
    waiting: list[InteractionRecord] = []
    tags: list[TagRecord] = []
    for record in records:
        if isinstance(record, InteractionRecord):
            waiting.append(record)
            if len(waiting) == _TALKS_AT_ONCE:
                talks.take(waiting)
                waiting = []
        elif isinstance(record, LeftOut):
            run.tally.refuse(record.origin, record.reason, record.fate, record.count)
        elif isinstance(record, TagRecord):
            tags.append(record)
    talks.take(waiting)
    for batch in chunks(tags, _PEOPLE_AT_ONCE):
        _take_tags(run, batch)


def _take_tags(run: Run, records: list[TagRecord]) -> None:
    """Put tags on people who are in the book; nobody is made for one."""
    run.accounts.learn(record.handle for record in records)
    meant = [(record, run.accounts.contact_with(record.handle)) for record in records]
    worn = tags_worn(run.session, {contact_id for _record, contact_id in meant if contact_id is not None})
    for record, contact_id in meant:
        if contact_id is None:
            run.tally.refuse(record.origin, NOT_IN_THE_BOOK, Fate.SKIPPED)
            continue
        pair = (contact_id, tag_named(run.session, record.tag).id)
        run.tally.fates[MATCHED if pair in worn else IMPORTED] += 1
        if pair not in worn:
            worn.add(pair)
            run.rows.add_tag(*pair)
            run.touched.add(contact_id)
    run.write()


def _finish(run: Run, source: Source, settling: Progress | None) -> Imported:
    """Settle the contacts, and close the receipt."""
    session, receipt_id = run.session, run.stamp.receipt_id
    run.touched |= run.encounters.settle()
    run.write()
    run.rows.finish()
    end_import(session, receipt_id)
    settle(session, chain(run.touched, run.rows.made_contacts), settling)
    new = (run.rows.written["contact"], run.rows.written["interaction"])
    return close_receipt(session, receipt_id, source, run.tally, new)
