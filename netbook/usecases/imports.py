"""Importing: records of an export become contacts and interactions, in one transaction, with a receipt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from netbook.db.bulk import reserve_ids
from netbook.db.journal import describe_step, note_import
from netbook.db.ledger import Receipt
from netbook.db.people import Contact, OwnAccount
from netbook.domain.records import Fate, InteractionRecord, LeftOut, Origin, Owner, PersonRecord, Record
from netbook.domain.text import norm_line
from netbook.queries.import_matches import (
    contacts_met_online,
    doubtful_matches,
    kept_key,
    known_handles,
    known_interactions,
    known_people,
    load_contacts,
    own_accounts,
    people_in,
)
from netbook.usecases.import_rows import ImportRows, Stamp, day_of, line, table_named
from netbook.usecases.people import rename
from netbook.usecases.settling import settle

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from netbook.domain.handles import Handle as TypedHandle

OWN_ACCOUNT = "This is your own account."
NOBODY_ELSE = "Nobody but you takes part."
PASSED_OVER = "You chose to leave this person out."
IN_THE_FUTURE = "The date lies in the future."
_Account = tuple[str, str]
_COUNTS = ("read", "imported", "matched", "skipped", "failed", "contacts_new", "interactions_new", "unresolved")
_ZONES = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Source:
    """What is imported: the format's name and label, the file's name, and the SHA-256 of its content."""

    format: str
    label: str
    file: str
    digest: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A record that was skipped or failed, or a possible duplicate; where it stands and why."""

    file: str
    line: int
    reason: str
    fate: Fate | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """The receipt of an import; imported + matched + skipped + failed = read."""

    receipt: int
    format: str
    read: int
    imported: int
    matched: int
    skipped: int
    failed: int
    contacts_new: int
    interactions_new: int
    unresolved: int
    problems: tuple[Problem, ...]


def apply_import(
    session: Session,
    records: Sequence[Record],
    source: Source,
    today: date,
    now: datetime,
    *,
    same_person: Mapping[str, int] | None = None,
    pass_over: Collection[str] = (),
) -> Imported:
    """Write the records of an export; new contacts go to the inbox.

    ``same_person`` maps keys of doubtful people to the contacts the user says they are, ``pass_over`` holds the keys
    of those to leave out. A doubtful one that is in neither becomes a contact of its own, and is named among the
    problems as a possible duplicate.
    """
    run = _Run(session, source, today, now)
    run.remember_owners(record for record in records if isinstance(record, Owner))
    for record in records:
        if isinstance(record, LeftOut):
            run.refuse(record.origin, record.reason, record.fate)
    people = people_in(records)
    run.decide_doubts(people, same_person or {}, pass_over)
    run.take_people([record for record in records if isinstance(record, PersonRecord)])
    run.take_interactions([record for record in records if isinstance(record, InteractionRecord)], people)
    return run.finish()


class _Run:
    """One import under way."""

    def __init__(self, session: Session, source: Source, today: date, now: datetime) -> None:
        self.session = session
        self.source = source
        self.today = today
        self.fates: Counter[str] = Counter()
        self.problems: list[Problem] = []
        self.touched: set[int] = set()
        self.known: dict[_Account, int] = {}
        self.by_key: dict[str, int] = {}
        self.own: set[_Account] = set()
        self.passed_over: set[str] = set()
        self.accounts_passed_over: set[_Account] = set()
        self.doubts: dict[str, str] = {}
        self.same_person: dict[str, int] = {}
        self.met_online: set[int] = set()
        self.contacts: dict[int, Contact] = {}
        self.receipt = self._open_receipt(now)
        self.rows = ImportRows(session.connection(), Stamp(self.receipt.id, source.format, today))

    def remember_owners(self, owners: Iterable[Owner]) -> None:
        """Keep the accounts that are the user's own."""
        self.own = own_accounts(self.session)
        for owner in owners:
            account = _account(owner.handle)
            if account not in self.own:
                self.own.add(account)
                row = OwnAccount(network=account[0], key=account[1], shown=owner.handle.shown, name=line(owner.name))
                self.session.add(row)

    def decide_doubts(
        self, people: Sequence[PersonRecord], same_person: Mapping[str, int], pass_over: Collection[str]
    ) -> None:
        """Learn who is known already, and what the user said of those who may be."""
        self.known = known_handles(self.session, (handle for person in people for handle in person.handles))
        self.by_key = known_people(self.session, (kept_key(person.key) for person in people))
        doubts = doubtful_matches(self.session, people)
        chosen = {contact.id for contact in load_contacts(self.session, set(same_person.values()))}
        for doubt in reversed(doubts):
            key = doubt.record.key
            self.doubts[key] = f"Possible duplicate of {doubt.called}: {', '.join(doubt.reasons)}."
            if same_person.get(key) in chosen:
                self.same_person[key] = same_person[key]
            if key in pass_over:
                self.passed_over.add(key)
                self.accounts_passed_over |= {_account(handle) for handle in doubt.record.handles}
        matched = {*self.known.values(), *self.by_key.values(), *self.same_person.values()}
        self.contacts = {contact.id: contact for contact in load_contacts(self.session, matched)}
        self.met_online = contacts_met_online(self.session, matched)

    def take_people(self, people: Iterable[PersonRecord]) -> None:
        """Match people to contacts, or make contacts of them."""
        for person in people:
            if any(_account(handle) in self.own for handle in person.handles):
                self.refuse(person.origin, OWN_ACCOUNT, Fate.SKIPPED)
            elif person.key in self.passed_over:
                self.refuse(person.origin, PASSED_OVER, Fate.SKIPPED)
            else:
                contact_id = self._match(person)
                self.fates["imported" if contact_id is None else "matched"] += 1
                if contact_id is None:
                    self._make_contact(person)
                else:
                    self._fill(contact_id, person)

    def take_interactions(self, records: Sequence[InteractionRecord], people: Sequence[PersonRecord]) -> None:
        """Write interactions that are not there yet, and contacts for people who are not."""
        by_account = {_account(handle): person for person in people for handle in person.handles}
        seen = known_interactions(self.session, (kept_key(record.key) for record in records))
        fresh = []
        for record in records:
            others = [handle for handle, _name in record.people if _account(handle) not in self.own]
            taking_part = [handle for handle in others if _account(handle) not in self.accounts_passed_over]
            if not taking_part:
                self.refuse(record.origin, PASSED_OVER if others else NOBODY_ELSE, Fate.SKIPPED)
            elif day_of(record) > self.today + _ZONES:
                self.refuse(record.origin, IN_THE_FUTURE, Fate.FAILED)
            elif kept_key(record.key) in seen:
                self.fates["matched"] += 1
            else:
                seen.add(kept_key(record.key))
                self.fates["imported"] += 1
                fresh.append((record, taking_part))
        ids = reserve_ids(self.session.connection(), table_named("interaction"), len(fresh))
        for interaction_id, (record, handles) in zip(ids, fresh, strict=True):
            contact_ids = dict.fromkeys(self._participant(handle, by_account) for handle in handles)
            self.touched.update(contact_ids)
            self.rows.add_interaction(interaction_id, record, contact_ids)

    def refuse(self, origin: Origin, reason: str, fate: Fate) -> None:
        """Count a record that is not used, and say why."""
        self.fates[fate] += 1
        self.problems.append(Problem(origin.file, origin.line, reason, fate))

    def finish(self) -> Imported:
        """Write all rows, settle the contacts, and close the receipt."""
        self.rows.write()
        note_import(self.session, self.receipt.id)
        settle(self.session, self.touched)
        outcome = self._outcome()
        for name in _COUNTS:
            setattr(self.receipt, name, getattr(outcome, name))
        self.receipt.problems = [
            {"file": problem.file, "line": problem.line, "reason": problem.reason} for problem in outcome.problems
        ]
        self.session.flush()
        describe_step(self.session, f"Imported {self.receipt.file} ({self.source.label})")
        return outcome

    def _open_receipt(self, now: datetime) -> Receipt:
        source = self.source
        receipt = Receipt(
            format=source.format,
            file=norm_line(source.file),
            digest=source.digest,
            at=now,
            problems=[],
            **dict.fromkeys(_COUNTS, 0),
        )
        self.session.add(receipt)
        self.session.flush()
        return receipt

    def _outcome(self) -> Imported:
        fates = self.fates
        return Imported(
            receipt=self.receipt.id,
            format=self.source.format,
            read=sum(fates.values()),
            imported=fates["imported"],
            matched=fates["matched"],
            skipped=fates[Fate.SKIPPED],
            failed=fates[Fate.FAILED],
            contacts_new=self.rows.contacts,
            interactions_new=self.rows.interactions,
            unresolved=0,
            problems=tuple(self.problems),
        )

    def _match(self, person: PersonRecord) -> int | None:
        for handle in person.handles:
            if (contact_id := self.known.get(_account(handle))) is not None:
                return contact_id
        return self.by_key.get(kept_key(person.key)) or self.same_person.get(person.key)

    def _make_contact(self, person: PersonRecord) -> int:
        contact_id = self.rows.add_contact(person)
        self._note_accounts(contact_id, person)
        self._note_where_met(contact_id, person)
        if person.key in self.doubts:
            origin = person.origin
            self.problems.append(Problem(origin.file, origin.line, self.doubts[person.key]))
        self.touched.add(contact_id)
        return contact_id

    def _fill(self, contact_id: int, person: PersonRecord) -> None:
        """Give a known contact what is still blank; nothing that is there is written over."""
        self._note_accounts(contact_id, person)
        self._note_where_met(contact_id, person)
        if self.rows.made(contact_id):
            self.rows.fill(contact_id, person)
            return
        contact = self.contacts[contact_id]
        for field in ("organisation", "position"):
            said = line(getattr(person, field))
            if said and not getattr(contact, field):
                setattr(contact, field, said)
                self.touched.add(contact_id)
        if not contact.name and line(person.name):
            rename(contact, line(person.name))
            self.touched.add(contact_id)

    def _note_accounts(self, contact_id: int, person: PersonRecord) -> None:
        """Keep what the next export knows this contact by."""
        for handle in person.handles:
            if _account(handle) not in self.known:
                self.known[_account(handle)] = contact_id
                self.rows.add_handle(contact_id, handle)
                self.touched.add(contact_id)
        key = kept_key(person.key)
        if not person.handles and key not in self.by_key:
            self.by_key[key] = contact_id
            self.rows.add_key(contact_id, key)

    def _note_where_met(self, contact_id: int, person: PersonRecord) -> None:
        if person.met_network and contact_id not in self.met_online:
            self.met_online.add(contact_id)
            on = person.met_on if person.met_on and person.met_on <= self.today + _ZONES else None
            self.rows.add_where_met(contact_id, person.met_network, on)
            self.touched.add(contact_id)

    def _participant(self, handle: TypedHandle, people: Mapping[_Account, PersonRecord]) -> int:
        known = self.known.get(_account(handle))
        if known is not None:
            return known
        person = people[_account(handle)]
        match = self._match(person)
        if match is None:
            return self._make_contact(person)
        self._fill(match, person)
        return match


def _account(handle: TypedHandle) -> _Account:
    return handle.network, handle.key
