"""The contacts of a book that is added: made as they were, or found here and filled in where they are blank."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from netbook.db.people import Contact, Introduction
from netbook.domain.census import as_person
from netbook.domain.handles import Handle
from netbook.domain.kinds import MetKind
from netbook.domain.portable import PortableContact
from netbook.domain.records import Fate, PersonRecord
from netbook.domain.text import plain
from netbook.queries.doubts import Doubter
from netbook.queries.exported_parts import ContactReader, Links, book_key, derived_uids
from netbook.queries.import_matches import chunks, kept_key, known_people
from netbook.queries.uids import known_uids
from netbook.usecases.import_people import PASSED_OVER
from netbook.usecases.import_run import IMPORTED, MATCHED, Problem
from netbook.usecases.people import rename, tag_named
from netbook.usecases.settling import settle_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netbook.domain.portable import PortableDecision, PortableFollowUp, PortableHandle, PortableIntroduction
    from netbook.domain.records import Origin, PartRecord
    from netbook.usecases.add_rows import BookRows
    from netbook.usecases.import_run import Run

TWICE = "This contact is in the file already, under the same identifier."
NOT_IN_FILE = "It was introduced by, or to, somebody who is not in the file."
_FILLED = (
    *("organisation", "position", "sector", "location", "notes", "birthday", "cadence"),
    *("snoozed_on", "snoozed_until"),
)
_NOBODYS_ALONE = frozenset({"phone"})
"""Networks on which people share an account, so that it does not say who somebody is."""


class _Introduced(NamedTuple):
    """An introduction that waits until everybody is there."""

    origin: Origin
    contact_id: int
    introduction: PortableIntroduction


class Contacts:
    """Takes the contacts of a book in, a batch at a time."""

    def __init__(self, run: Run, rows: BookRows) -> None:
        """Begin with nobody."""
        self._run = run
        self._rows = rows
        self._session = run.session
        self._doubter = Doubter(run.session, run.stamp.receipt_id)
        key = book_key(run.session)
        self._here = ContactReader(run.session, key, Links(run.session, key, None))
        self._active: set[tuple[str, str]] = set()
        self._keys: set[str] = set()
        self._introduced: list[_Introduced] = []
        self._taken = derived_uids(run.session)
        """Identifiers that exports of this book give to contacts who were here before."""

    def take(self, batch: Sequence[PartRecord]) -> None:
        """Take in some contacts."""
        people = [(record, record.part) for record in batch if isinstance(record.part, PortableContact)]
        persons = {contact.uid: as_person(contact, record.origin) for record, contact in people}
        meant = self._meant(people, persons)
        there = self._here.read(sorted({number for number in meant.values() if not self._rows.made(number)}))
        doubts = self._doubts([persons[contact.uid] for _record, contact in people if contact.uid not in meant])
        for record, contact in people:
            self._take(record.origin, contact, meant, there, doubts)

    def finish(self) -> None:
        """Write who introduced whom, now that everybody is there, and settle tags that have a cadence since."""
        for batch in chunks(self._introduced, 1_000):
            known = self._known_introductions({each.contact_id for each in batch})
            for each in batch:
                self._introduce(each, known)
            self._rows.write()
        for tag_id in self._rows.retagged:
            settle_tag(self._session, tag_id)

    def _meant(
        self, people: Iterable[tuple[PartRecord, PortableContact]], persons: dict[str, PersonRecord]
    ) -> dict[str, int]:
        """Say which of these are in this book: by identifier, by what the user said, by an account, by natural key."""
        run = self._run
        run.accounts.learn(handle for person in persons.values() for handle in person.handles)
        uids = known_uids(self._session, persons.values())
        keys = known_people(self._session, {kept_key(key) for _record, contact in people for key in contact.found_as})
        self._keys |= keys.keys()
        meant: dict[str, int] = {}
        for _record, contact in people:
            person = persons[contact.uid]
            by_account = (
                run.accounts.contact_with(handle) for handle in person.handles if handle.network not in _NOBODYS_ALONE
            )
            by_key = (keys.get(kept_key(key)) for key in contact.found_as)
            said = (uids.get(kept_key(contact.uid)), run.same_person.get(person.key))
            found = next((number for number in (*said, *by_account, *by_key) if number is not None), None)
            if found is not None and not self._rows.made(found):
                meant[contact.uid] = found
        return meant

    def _doubts(self, unknown: Sequence[PersonRecord]) -> dict[str, str]:
        found: dict[str, str] = {}
        for doubt in self._doubter.doubts([person for person in unknown if person.name]):
            sentence = f"Possible duplicate of {doubt.called}: {', '.join(doubt.reasons)}."
            found.setdefault(doubt.record.key, sentence)
        return found

    def _take(
        self,
        origin: Origin,
        contact: PortableContact,
        meant: dict[str, int],
        there: dict[int, PortableContact],
        doubts: dict[str, str],
    ) -> None:
        tally = self._run.tally
        key = f"netbook:{contact.uid}"
        if contact.uid in self._rows.people:
            tally.refuse(origin, TWICE, Fate.FAILED)
            return
        known = meant.get(contact.uid)
        if known is None and key in self._run.pass_over:
            tally.refuse(origin, PASSED_OVER, Fate.SKIPPED)
            return
        tally.fates[IMPORTED if known is None else MATCHED] += 1
        if known is None:
            number = self._rows.add_contact(contact, is_taken=kept_key(contact.uid) in self._taken)
            self._run.touched.add(number)
            if key in doubts:
                tally.note(Problem(origin.file, origin.line, doubts[key]))
            self._add_missing(number, contact, PortableContact("", None, contact.added_on), origin)
        else:
            number = known
            self._add_missing(number, contact, there[number], origin)
            self._fill(number, contact, there[number])
        self._rows.people[contact.uid] = number
        self._introduced += [_Introduced(origin, number, each) for each in contact.introductions]

    def _fill(self, number: int, contact: PortableContact, here: PortableContact) -> None:
        """Give a contact what is still blank; nothing that is there is written over."""
        blank = [name for name in _FILLED if getattr(here, name) is None and getattr(contact, name) is not None]
        if here.snoozed_on is not None:
            blank = [name for name in blank if name != "snoozed_until"]
        needs_name = here.name is None and contact.name is not None
        if not blank and not needs_name:
            return
        row = self._session.get_one(Contact, number)
        for name in blank:
            setattr(row, name, getattr(contact, name))
        if needs_name:
            rename(row, contact.name)
        self._run.touched.add(number)

    def _add_missing(self, number: int, contact: PortableContact, here: PortableContact, origin: Origin) -> None:
        """Add what hangs on a contact and is not there."""
        before = self._rows.gathered
        accounts = {(handle.network, handle.key) for handle in here.handles}
        for handle in contact.handles:
            if (handle.network, handle.key) not in accounts:
                self._add_handle(number, handle, contact, origin)
        self._add_tags(number, contact.tags, here.tags)
        if contact.met_online is not None and here.met_online is None:
            self._rows.add_met(number, MetKind.ONLINE, contact.met_online)
        if contact.met_in_person is not None and here.met_in_person is None:
            self._rows.add_met(number, MetKind.IN_PERSON, contact.met_in_person)
        for follow_up in _missing(contact.follow_ups, here.follow_ups):
            self._rows.add_follow_up(number, follow_up)
        for decision in _undecided(contact.decisions, here.decisions):
            self._rows.add_decision(number, decision)
        for key in contact.found_as:
            self._add_key(number, kept_key(key))
        if self._rows.gathered > before:
            self._run.touched.add(number)

    def _add_tags(self, number: int, names: Iterable[str], here: Iterable[str]) -> None:
        borne = {_tag_key(name) for name in here}
        for name in names:
            if _tag_key(name) not in borne:
                borne.add(_tag_key(name))
                self._rows.add_tag(number, self._tag(name))

    def _add_key(self, number: int, key: str) -> None:
        if key not in self._keys:
            self._keys.add(key)
            self._rows.add_key(number, key)

    def _add_handle(self, number: int, handle: PortableHandle, contact: PortableContact, origin: Origin) -> None:
        """Give a contact an account, unless somebody else uses it."""
        account = (handle.network, handle.key)
        if handle.is_active:
            holder = self._run.accounts.by_key(Handle(handle.network, handle.key, handle.shown))
            if account in self._active or (holder is not None and holder.active and holder.contact_id != number):
                sentence = f"{handle.shown} is the account of somebody else here, so {contact.called} comes without it."
                self._run.tally.note(Problem(origin.file, origin.line, sentence))
                return
            self._active.add(account)
        self._rows.add_handle(number, handle, contact)

    def _tag(self, name: str) -> int:
        key = _tag_key(name)
        if key not in self._rows.tags:
            self._rows.tags[key] = tag_named(self._session, name).id
        return self._rows.tags[key]

    def _introduce(self, each: _Introduced, known: set[tuple[int | None, ...]]) -> None:
        ends = (each.introduction.introducer, each.introduction.other)
        numbers = [None if link is None else self._rows.people.get(link.uid) for link in ends]
        if any(link is not None and number is None for link, number in zip(ends, numbers, strict=True)):
            self._run.tally.note(Problem(each.origin.file, each.origin.line, NOT_IN_FILE))
            return
        introducer_id, other_id = numbers
        if (each.contact_id, introducer_id, other_id) in known:
            return
        known.add((each.contact_id, introducer_id, other_id))
        self._run.touched.add(each.contact_id)
        self._rows.add_introduction(
            {
                "introducer_id": introducer_id,
                "contact_id": each.contact_id,
                "other_id": other_id,
                "introduced_on": each.introduction.on,
                "note": each.introduction.note,
            }
        )

    def _known_introductions(self, contact_ids: set[int]) -> set[tuple[int | None, ...]]:
        query = select(Introduction.contact_id, Introduction.introducer_id, Introduction.other_id)
        return {tuple(row) for row in self._session.execute(query.where(Introduction.contact_id.in_(contact_ids)))}


def _missing(follow_ups: Sequence[PortableFollowUp], here: Sequence[PortableFollowUp]) -> Iterable[PortableFollowUp]:
    """Give the follow-ups that are not there; one that was kept or put off here since is there."""
    left = [(each.made_on, each.what, each.recurrence) for each in here]
    for follow_up in follow_ups:
        mark = (follow_up.made_on, follow_up.what, follow_up.recurrence)
        if mark in left:
            left.remove(mark)
        else:
            yield follow_up


def _undecided(decisions: Sequence[PortableDecision], here: Sequence[PortableDecision]) -> Iterable[PortableDecision]:
    left = [replace(each, sitting=None) for each in here]
    for decision in decisions:
        mark = replace(decision, sitting=None)
        if mark in left:
            left.remove(mark)
        else:
            yield decision


def _tag_key(name: str) -> str:
    return plain(name) or name.casefold()
