"""The interactions of an import: those that are not there yet are written, a batch at a time, with whoever took part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.census import talking_person
from netbook.domain.channels import NOT_ONLINE, Channel
from netbook.domain.records import Fate, InteractionRecord
from netbook.queries.import_matches import kept_key
from netbook.usecases.import_meetings import ZONES, Meeting
from netbook.usecases.import_people import PASSED_OVER, Link, People, Who
from netbook.usecases.import_rows import Part, Talk, day_of
from netbook.usecases.import_run import IMPORTED, MATCHED, Run

if TYPE_CHECKING:
    from collections.abc import Sequence

NOBODY_ELSE = "Nobody but you takes part."
IN_THE_FUTURE = "The date lies in the future."


class Talks:
    """Takes the interactions of an import in, a batch at a time."""

    def __init__(self, run: Run, people: People) -> None:
        """Begin with none."""
        self._run = run
        self._people = people
        self._latest = run.stamp.today + ZONES

    def take(self, records: Sequence[InteractionRecord]) -> None:
        """Write the interactions that are new, and contacts for people who are."""
        run = self._run
        self._people.prepare(self._people.strangers(records))
        taken = [talk for record in records if (talk := self._talk(record)) is not None]
        numbers = run.rows.write_interactions(taken)
        written = len(numbers) - numbers.count(None)
        run.tally.fates[IMPORTED] += written
        run.tally.fates[MATCHED] += len(numbers) - written
        for talk, number in zip(taken, numbers, strict=True):
            if number is not None:
                self._write_parts(talk, number)
        self._people.close(self)

    def write_links(self, links: Sequence[Link]) -> None:
        """Write dated follows and friendships that are not there yet."""
        talks = [Talk(link.record, kept_key(link.record.key), day_of(link.record), None, ()) for link in links]
        for link, talk, number in zip(links, talks, self._run.rows.write_interactions(talks), strict=True):
            if number is not None:
                self._add_part(talk, link.who, number, link.network)
        self._run.rows.write()

    def _talk(self, record: InteractionRecord) -> Talk | None:
        """Give an interaction with its day and those who take part besides the user; None where it is not used."""
        run, seen = self._run, self._people.seen
        others: list[Part] = []
        for handle, name in record.people:
            who = seen(handle, name)
            if who is not None or not run.is_own(handle):
                others.append((handle, name, who))
        may_be_out = bool(run.pass_over or run.tombstones)
        parts = [part for part in others if not self._is_passed_over(record, part)] if may_be_out else others
        if not parts and all(self._is_left_out(key) for key, _name in record.named):
            reason = PASSED_OVER if others or record.named else NOBODY_ELSE
            run.tally.refuse(record.origin, reason, Fate.SKIPPED)
            return None
        on = day_of(record)
        if on > self._latest:
            run.tally.refuse(record.origin, IN_THE_FUTURE, Fate.FAILED)
            return None
        event_id = run.encounters.event(record.event, on) if record.event else None
        return Talk(record, kept_key(record.key), on, event_id, parts)

    def _is_passed_over(self, record: InteractionRecord, part: Part) -> bool:
        handle, name, who = part
        if who is not None:
            return False
        run = self._run
        person = talking_person(record, handle, name)
        if run.tombstones and self._people.is_forgotten(person):
            return True
        return (handle.network, handle.key) in run.passed_over or self._people.is_passed_over(person)

    def _is_left_out(self, key: str) -> bool:
        """Say whether somebody named by a record's key was left out or forgotten."""
        return key in self._run.pass_over or self._run.tombstones.of_key(key)

    def _write_parts(self, talk: Talk, number: int) -> None:
        record = talk.record
        there: list[Who] = []
        for handle, name, seen in talk.parts:
            who = self._people.somebody(handle, name, record.origin) if seen is None else seen
            if who not in there:
                there.append(who)
                self._add_part(talk, who, number, handle.network)
        for key, name in record.named:
            known = None if self._is_left_out(key) else self._people.named(key, name, record.origin)
            if known is not None and known not in there:
                there.append(known)
                self._add_part(talk, known, number, None)

    def _add_part(self, talk: Talk, who: Who, number: int, network: str | None) -> None:
        run, record = self._run, talk.record
        if who < 0:
            run.rows.add_waiting(number, -who)
            return
        run.rows.add_participant(number, who, talk.on)
        if who < run.rows.first_contact:
            run.touched.add(who)
        if not record.tells_where_met:
            pass
        elif record.channel is Channel.IN_PERSON:
            run.encounters.met(who, Meeting(talk.on, record.event, record.place, number))
        elif network is not None and record.channel not in NOT_ONLINE:
            run.encounters.heard(who, network, talk.on)
