"""The people of an import: found in the book, made contacts of, or left to wait until somebody says who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from netbook.db.people import Contact
from netbook.domain.census import talking_person
from netbook.domain.channels import Channel
from netbook.domain.records import Fate, InteractionRecord, Origin, PersonRecord
from netbook.domain.text import plain
from netbook.queries.doubts import Doubter
from netbook.queries.duplicates import name_score
from netbook.queries.import_matches import is_bare, kept_key, known_fields, known_people, tags_worn
from netbook.queries.uids import known_uids, uid_of
from netbook.usecases.import_accounts import bare_only
from netbook.usecases.import_meetings import ZONES, Meeting
from netbook.usecases.import_rows import FILLED, line, said
from netbook.usecases.import_run import IMPORTED, MATCHED, Problem, Run
from netbook.usecases.people import rename, tag_named
from netbook.usecases.resolving import settle_waiting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netbook.domain.handles import Handle as TypedHandle
    from netbook.usecases.import_talks import Talks

OWN_ACCOUNT = "This is your own account."
PASSED_OVER = "You chose to leave this person out."
FORGOTTEN = "You had this person forgotten."
NOBODY_THERE = "Neither a name nor an account."
_LIKE_ENOUGH = 60
_SHARED = frozenset({"phone", "blog", "email"})
"""Networks on which people share an account: a family's number, an employer's page, an office's address."""


class Link(NamedTuple):
    """A dated follow or friendship: as an interaction, with whom, and on which network."""

    record: InteractionRecord
    who: Who
    network: str | None


Who = int
"""Somebody who takes part: a contact by its number, somebody unresolved by the negative of theirs."""
_MOST_SEEN = 60_000
"""People who take part whom an import remembers at once; the book is asked anew about all others."""


class People:
    """Takes the people of an import in, a batch at a time."""

    def __init__(self, run: Run) -> None:
        """Begin with nobody taken in."""
        self._run = run
        self._doubter = Doubter(run.session, run.stamp.receipt_id)
        self._keys: dict[str, int] = {}
        self._uids: dict[str, int] = {}
        self._doubts: dict[str, str] = {}
        self._nameless: set[int] = set()
        self._seen: dict[str, Who] = {}
        self._fills: list[tuple[int, PersonRecord]] = []
        self._tags: list[tuple[int, str]] = []
        self._links: list[Link] = []
        self._found: list[tuple[int, int]] = []
        self._clashes: list[tuple[Origin, str, int]] = []

    # A batch

    def prepare(self, people: Sequence[PersonRecord]) -> None:
        """Ask the book who of these is known, and who may be."""
        run = self._run
        run.accounts.learn(handle for person in people for handle in (*person.handles, *person.aliases))
        self._keys = known_people(run.session, (kept_key(key) for person in people for key in person.keys))
        self._uids = known_uids(run.session, people)
        matched = {person.key: self._match(person) for person in people}
        self._note_nameless({contact_id for contact_id in matched.values() if contact_id is not None})
        unknown = [person for person in people if person.name and matched[person.key] is None]
        self._doubts = {}
        for doubt in self._doubter.doubts(unknown):
            if (doubt.record.key, doubt.contact_id) in run.different:
                continue
            sentence = f"Possible duplicate of {doubt.called}: {', '.join(doubt.reasons)}."
            self._doubts.setdefault(doubt.record.key, sentence)

    def take(self, people: Sequence[PersonRecord], talks: Talks) -> None:
        """Take in people whom the export lists."""
        self.prepare(people)
        for person in people:
            self._take(person)
        self.close(talks)

    def close(self, talks: Talks) -> None:
        """Write the batch, with all that hangs on contacts."""
        run = self._run
        self._fill_known()
        self._put_tags()
        run.write()
        if self._links:
            talks.write_links(self._links)
        if self._found:
            self._settle_waiting()
        self._name_clashes()
        if len(self._seen) > _MOST_SEEN:
            self._seen.clear()
        for gathered in (self._fills, self._tags, self._links, self._found, self._clashes):
            gathered.clear()

    # One person

    def strangers(self, records: Sequence[InteractionRecord]) -> list[PersonRecord]:
        """Give everybody who takes part and was not seen before, once, as people of the export."""
        found: dict[str, PersonRecord] = {}
        for record in records:
            for handle, name in record.people:
                if self.seen(handle, name) is None:
                    account = _account(handle)
                    if account not in found or (name and not found[account].name):
                        found[account] = talking_person(record, handle, name)
            for key, name in record.named:
                found.setdefault(key, PersonRecord(key, record.origin, name))
        return list(found.values())

    def seen(self, handle: TypedHandle, name: str | None) -> Who | None:
        """Say who took part before with this account; None too where there is a name for whoever has none."""
        who = self._seen.get(f"{handle.network} {handle.key} {handle.stable_id}")
        return None if name and who in self._nameless else who

    def somebody(self, handle: TypedHandle, name: str | None, origin: Origin) -> Who:
        """Say who takes part in an interaction, made a contact or left to wait if nobody knows the account."""
        if (seen := self.seen(handle, name)) is not None:
            return seen
        contact_id = self._run.accounts.contact_with(handle)
        if contact_id is None:
            who = self._meet(PersonRecord(f"{handle.network}:{handle.key}", origin, name, (handle,)))
        else:
            who = contact_id
            if not is_bare(handle):
                self._give(contact_id, handle, origin)
            if name and contact_id in self._nameless:
                self._fill(contact_id, PersonRecord("", origin, name))
        self._seen[_account(handle)] = who
        return who

    def named(self, key: str, name: str | None, origin: Origin) -> Who | None:
        """Say who takes part by the natural key of their record; None where neither it nor a name is known."""
        person = PersonRecord(key, origin, name)
        contact_id = self._match(person)
        if contact_id is None and not line(name):
            return None
        return contact_id if contact_id is not None else self._meet(person)

    def is_passed_over(self, person: PersonRecord) -> bool:
        """Say whether the user left out somebody who is not known."""
        return person.key in self._run.pass_over and self._match(person) is None

    def is_forgotten(self, person: PersonRecord) -> bool:
        """Say whether the user had somebody forgotten, and did not add them again."""
        return self._run.tombstones.of_person(person) and self._match(person) is None

    def _take(self, person: PersonRecord) -> None:
        run = self._run
        contact_id = self._match(person)
        if any(run.is_own(handle) for handle in person.handles):
            run.tally.refuse(person.origin, OWN_ACCOUNT, Fate.SKIPPED)
        elif contact_id is not None:
            run.tally.fates[MATCHED] += 1
            self._add_to(contact_id, person)
        elif person.key in run.pass_over:
            run.tally.refuse(person.origin, PASSED_OVER, Fate.SKIPPED)
            run.passed_over.update((handle.network, handle.key) for handle in person.handles)
        elif run.tombstones.of_person(person):
            run.tally.refuse(person.origin, FORGOTTEN, Fate.SKIPPED)
        elif not person.handles and not line(person.name):
            run.tally.refuse(person.origin, NOBODY_THERE, Fate.SKIPPED)
        else:
            waits = bare_only(person) and run.accounts.waiting(person.handles[0]) is not None
            run.tally.fates[MATCHED if waits else IMPORTED] += 1
            self._keep_link(person, self._meet(person))

    def _meet(self, person: PersonRecord) -> Who:
        """Take in somebody who is not known."""
        if (known := self._run.same_person.get(person.key)) is not None:
            self._add_to(known, person)
            return known
        if bare_only(person):
            return -self._let_wait(person)
        contact_id = self._run.rows.add_contact(person)
        if not line(person.name):
            self._nameless.add(contact_id)
        if person.key in self._doubts:
            origin = person.origin
            self._run.tally.note(Problem(origin.file, origin.line, self._doubts[person.key]))
        self._note_all(contact_id, person)
        return contact_id

    def _let_wait(self, person: PersonRecord) -> int:
        """Give the number among the unresolved; of several bare accounts the first stands for the person."""
        accounts = self._run.accounts
        there = accounts.waiting(person.handles[0])
        return accounts.let_wait(person, person.handles[0]) if there is None else there

    def _add_to(self, contact_id: int, person: PersonRecord) -> None:
        self._note_all(contact_id, person)
        self._fill(contact_id, person)
        self._keep_link(person, contact_id)

    def _fill(self, contact_id: int, person: PersonRecord) -> None:
        if self._run.rows.made(contact_id):
            self._run.rows.fill(contact_id, person)
        else:
            self._fills.append((contact_id, person))
        if line(person.name):
            self._nameless.discard(contact_id)

    def _match(self, person: PersonRecord) -> int | None:
        """Find a contact: by UID, stable id, the record's key, its accounts, those it used once, a telephone number last."""
        by_uid = self._uids.get(uid_of(person) or "")
        if by_uid is not None:
            return by_uid
        accounts = self._run.accounts
        with_id = [handle for handle in person.handles if handle.stable_id is not None]
        for handle in with_id:
            found = accounts.contact_with(handle)
            if found is not None:
                return found
        by_record = (self._keys.get(kept_key(key)) for key in person.keys)
        if (found := next((known for known in by_record if known is not None), None)) is not None:
            return found
        for handle in sorted(person.handles, key=_sureness):
            found = accounts.contact_with(handle)
            if found is not None and not (
                handle.network in _SHARED and self._is_another(found, person, handle.network)
            ):
                return found
        return next((found for old in person.aliases if (found := accounts.contact_with(old)) is not None), None)

    def _is_another(self, contact_id: int, person: PersonRecord, network: str) -> bool:
        """Say whether somebody with the same number, page or address has quite another name: people share them.

        An address is shared only by those whom an address book keeps apart, each under a UID of their own.
        """
        if not line(person.name):
            return False
        name, uid = self._name_and_uid(contact_id)
        if network == "email" and (uid is None or uid_of(person) in (None, uid)):
            return False
        mine, theirs = plain(person.name or ""), plain(name or "")
        if not theirs or set(mine.split()) & set(theirs.split()):
            return False
        return name_score(mine, theirs) < _LIKE_ENOUGH

    def _name_and_uid(self, contact_id: int) -> tuple[str | None, str | None]:
        unwritten = self._run.rows.unwritten(contact_id)
        if unwritten is not None:
            return unwritten
        row = self._run.session.execute(select(Contact.name, Contact.uid).where(Contact.id == contact_id)).first()
        return (None, None) if row is None else (row.name, row.uid)

    # What hangs on a person

    def _note_all(self, contact_id: int, person: PersonRecord) -> None:
        run = self._run
        for handle in person.handles:
            self._give(contact_id, handle, person.origin)
        for alias in person.aliases:
            run.accounts.give_former(contact_id, alias)
        for key in map(kept_key, person.keys if _needs_key(person) else ()):
            if key not in self._keys:
                self._keys[key] = contact_id
                run.rows.add_key(contact_id, key)
        uid = uid_of(person)
        if uid is not None:
            self._uids.setdefault(uid, contact_id)
        if person.met_network:
            run.encounters.declared(contact_id, person.met_network, person.met_on)
        if person.met_event or person.met_in_person_on:
            run.encounters.met(contact_id, Meeting(person.met_in_person_on, person.met_event))
        self._tags += [(contact_id, tag) for tag in person.tags if line(tag)]

    def _give(self, contact_id: int, handle: TypedHandle, origin: Origin) -> None:
        run = self._run
        waiting = run.accounts.waiting(handle)
        if waiting is not None:
            run.accounts.resolved(handle)
            self._seen.clear()
            self._found.append((waiting, contact_id))
        given = run.accounts.give(contact_id, handle)
        if given.kept_by is not None:
            words = f"{handle.shown} belongs to {{}} already; if both are one person, netbook merge makes one of two."
            self._clashes.append((origin, words, given.kept_by))
        elif given.taken_from is not None:
            run.touched.add(given.taken_from)
            self._seen.clear()
            words = f"{handle.shown} was {{}}'s, and is another account now; theirs counts as renamed."
            self._clashes.append((origin, words, given.taken_from))

    def _keep_link(self, person: PersonRecord, who: Who) -> None:
        """Keep a dated follow or friendship as a weak interaction."""
        on = person.met_on
        if person.linked is not None and on is not None and on <= self._run.stamp.today + ZONES:
            key = f"{person.key}:link"
            link = InteractionRecord(key, person.origin, (), Channel.REACTION, person.linked, on)
            network = person.met_network or next((handle.network for handle in person.handles), None)
            self._links.append(Link(link, who, network))

    def _fill_known(self) -> None:
        """Give contacts of the book what is blank with them; nothing that is there is written over."""
        run = self._run
        fields = known_fields(
            run.session, {contact_id for contact_id, _person in self._fills}, ("name", "uid", *FILLED)
        )
        for contact_id, person in self._fills:
            has = fields.get(contact_id, {})
            new = {field: text for field in FILLED if not has.get(field) and (text := said(person, field))}
            if not has.get("uid") and (uid := uid_of(person)) is not None and self._uids.get(uid) == contact_id:
                new["uid"] = uid
            name = line(person.name) if not has.get("name") else None
            if not new and not name:
                continue
            contact = run.session.get_one(Contact, contact_id)
            for field, text in new.items():
                has[field] = text
                setattr(contact, field, text)
            if name:
                has["name"] = name
                rename(contact, name)
            run.touched.add(contact_id)

    def _put_tags(self) -> None:
        if not self._tags:
            return
        run = self._run
        numbers = {name: tag_named(run.session, name).id for name in dict.fromkeys(name for _id, name in self._tags)}
        worn = tags_worn(run.session, {contact_id for contact_id, _name in self._tags})
        for contact_id, name in self._tags:
            pair = (contact_id, numbers[name])
            if pair not in worn:
                worn.add(pair)
                run.rows.add_tag(*pair)
                run.touched.add(contact_id)

    def _settle_waiting(self) -> None:
        run = self._run
        for waited in settle_waiting(run.session, self._found, run.stamp.receipt_id):
            run.touched.add(waited.contact_id)
            if waited.online_on is not None:
                run.encounters.heard(waited.contact_id, waited.network, waited.online_on)
            elif waited.linked is not None:
                run.encounters.declared(waited.contact_id, waited.network, None)
            if waited.in_person_on is not None:
                run.encounters.met(waited.contact_id, Meeting(waited.in_person_on, None))

    def _name_clashes(self) -> None:
        run = self._run
        names = known_fields(run.session, {contact_id for *_rest, contact_id in self._clashes}, ("name", "sort_key"))
        for origin, words, contact_id in self._clashes:
            known = names.get(contact_id, {})
            called = known.get("name") or known.get("sort_key") or "somebody"
            run.tally.note(Problem(origin.file, origin.line, words.format(called)))

    def _note_nameless(self, contact_ids: set[int]) -> None:
        names = known_fields(self._run.session, contact_ids - self._nameless, ("name",))
        self._nameless.update(contact_id for contact_id, row in names.items() if row["name"] is None)


def _account(handle: TypedHandle) -> str:
    return f"{handle.network} {handle.key} {handle.stable_id}"


def _sureness(handle: TypedHandle) -> int:
    return {"email": 1, "blog": 2, "phone": 3}.get(handle.network, 0)


def _needs_key(person: PersonRecord) -> bool:
    """Say whether the natural key finds this person where the accounts would not."""
    return not any(handle.key in person.key or (handle.stable_id or "\0") in person.key for handle in person.handles)
