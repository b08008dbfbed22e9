"""The interactions of an import: those that are not there yet are written, a batch at a time, with whoever took part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.census import talking_person
from netbook.domain.channels import NOT_ONLINE, Channel
from netbook.domain.records import Fate, InteractionRecord, PersonRecord
from netbook.queries.import_matches import kept_key
from netbook.usecases.import_meetings import ZONES, Meeting
from netbook.usecases.import_people import PASSED_OVER, Link, People, Who
from netbook.usecases.import_rows import day_of
from netbook.usecases.import_run import IMPORTED, MATCHED, Run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netbook.domain.handles import Handle as TypedHandle

NOBODY_ELSE = "Nobody but you takes part."
IN_THE_FUTURE = "The date lies in the future."

_Part = tuple["TypedHandle", str | None]


class Talks:
    """Takes the interactions of an import in, a batch at a time."""

    def __init__(self, run: Run, people: People) -> None:
        """Begin with none."""
        self._run = run
        self._people = people

    def take(self, records: Sequence[InteractionRecord]) -> None:
        """Write the interactions that are new, and contacts for people who are."""
        run = self._run
        self._people.prepare(_talkers(records))
        taken = [(record, others) for record in records if (others := self._others(record)) is not None]
        fresh = [(record, kept_key(record.key), day_of(record), self._event(record)) for record, _others in taken]
        numbers = run.rows.write_interactions(fresh)
        written = sum(1 for number in numbers if number is not None)
        run.tally.fates[IMPORTED] += written
        run.tally.fates[MATCHED] += len(numbers) - written
        for (record, others), (_record, _key, on, _event), number in zip(taken, fresh, numbers, strict=True):
            if number is not None:
                self._write_parts(record, others, on, number)
        self._people.close(self)

    def write_links(self, links: Sequence[Link]) -> None:
        """Write dated follows and friendships that are not there yet."""
        fresh = [(link.record, kept_key(link.record.key), day_of(link.record), None) for link in links]
        numbers = self._run.rows.write_interactions(fresh)
        for link, number in zip(links, numbers, strict=True):
            if number is not None:
                self._add_part(link.record, link.who, day_of(link.record), number, link.network)
        self._run.rows.write()

    def _others(self, record: InteractionRecord) -> list[_Part] | None:
        """Give those who take part besides the user; None, and the reason noted, where the record is not used."""
        run = self._run
        others = [part for part in record.people if not run.is_own(part[0])]
        taking_part = [part for part in others if not self._is_passed_over(record, part)]
        named = [key for key, _name in record.named if not self._is_left_out(key)]
        if not taking_part and not named:
            reason = PASSED_OVER if others or record.named else NOBODY_ELSE
            run.tally.refuse(record.origin, reason, Fate.SKIPPED)
            return None
        if day_of(record) > run.stamp.today + ZONES:
            run.tally.refuse(record.origin, IN_THE_FUTURE, Fate.FAILED)
            return None
        return taking_part

    def _is_passed_over(self, record: InteractionRecord, part: _Part) -> bool:
        run = self._run
        handle, name = part
        if run.tombstones and self._people.is_forgotten(talking_person(record, handle, name)):
            return True
        if not run.pass_over:
            return False
        return (handle.network, handle.key) in run.passed_over or self._people.is_passed_over(
            talking_person(record, handle, name)
        )

    def _is_left_out(self, key: str) -> bool:
        """Say whether somebody named by a record's key was left out or forgotten."""
        return key in self._run.pass_over or self._run.tombstones.of_key(key)

    def _event(self, record: InteractionRecord) -> int | None:
        return self._run.encounters.event(record.event, day_of(record)) if record.event else None

    def _write_parts(self, record: InteractionRecord, others: Sequence[_Part], on: date, number: int) -> None:
        there: set[Who] = set()
        for handle, name in others:
            who = self._people.somebody(handle, name, record.origin)
            if who not in there:
                there.add(who)
                self._add_part(record, who, on, number, handle.network)
        for key, name in record.named:
            known = None if self._is_left_out(key) else self._people.named(key, name, record.origin)
            if known is not None and known not in there:
                there.add(known)
                self._add_part(record, known, on, number, None)

    def _add_part(self, record: InteractionRecord, who: Who, on: date, number: int, network: str | None) -> None:
        run = self._run
        contact_id, unresolved_id = who
        if contact_id is None:
            if unresolved_id is not None:
                run.rows.add_waiting(number, unresolved_id)
            return
        run.rows.add_participant(number, contact_id, on)
        run.touched.add(contact_id)
        if not record.tells_where_met:
            return
        if record.channel is Channel.IN_PERSON:
            run.encounters.met(contact_id, Meeting(on, record.event, record.place, number))
        elif network is not None and record.channel not in NOT_ONLINE:
            run.encounters.heard(contact_id, network, on)


def _talkers(records: Sequence[InteractionRecord]) -> list[PersonRecord]:
    """Give everybody who takes part, once, as people of the export."""
    found: dict[tuple[str, str], PersonRecord] = {}
    for record in records:
        for handle, name in record.people:
            account = (handle.network, handle.key)
            if account not in found or (name and not found[account].name):
                found[account] = talking_person(record, handle, name)
        for key, name in record.named:
            found.setdefault(("", key), PersonRecord(key, record.origin, name))
    return list(found.values())
