"""The interactions of a book that is added; those that are here already, by key or by content, are not added twice."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from netbook.db.meetings import Interaction, Participant
from netbook.domain.portable import PortableInteraction
from netbook.domain.records import Fate
from netbook.queries.import_matches import chunks, kept_key, known_interactions
from netbook.usecases.import_run import IMPORTED, MATCHED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netbook.domain.records import PartRecord
    from netbook.usecases.add_rows import BookRows
    from netbook.usecases.import_run import Run

NOBODY = "Nobody who took part is in the file."
_Mark = tuple[object, ...]


class Talks:
    """Takes the interactions of a book in, a batch at a time."""

    def __init__(self, run: Run, rows: BookRows) -> None:
        """Begin with none."""
        self._run = run
        self._rows = rows
        self._session = run.session
        self._found: set[int] = set()

    def take(self, batch: Sequence[PartRecord]) -> None:
        """Take in some interactions."""
        talks = [(record, record.part) for record in batch if isinstance(record.part, PortableInteraction)]
        people = {talk.number: self._people(talk) for _record, talk in talks}
        keys = known_interactions(
            self._session, (kept_key(talk.source_key) for _record, talk in talks if talk.source_key is not None)
        )
        here = self._typed_here([talk for _record, talk in talks], people)
        for record, talk in talks:
            fate = self._fate(talk, people[talk.number], keys, here)
            if fate is None:
                self._run.tally.refuse(record.origin, NOBODY, Fate.FAILED)
            else:
                self._run.tally.fates[fate] += 1

    def _fate(
        self, talk: PortableInteraction, people: list[int], keys: set[str], here: dict[_Mark, list[int]]
    ) -> str | None:
        unresolved = self._rows.unresolved
        waiting = [
            unresolved[each.network, each.stable_id]
            for each in talk.waiting
            if (each.network, each.stable_id) in unresolved
        ]
        if not people and not waiting and (talk.people or talk.waiting):
            return None
        if talk.source_key is not None:
            if kept_key(talk.source_key) in keys:
                return MATCHED
            keys.add(kept_key(talk.source_key))
        elif numbers := here.get(_mark(talk, people)):
            self._found.add(numbers.pop())
            return MATCHED
        self._rows.add_interaction(talk, people, waiting)
        self._run.touched.update(people)
        return IMPORTED

    def _people(self, talk: PortableInteraction) -> list[int]:
        found = (self._rows.people.get(link.uid) for link in talk.people)
        return list(dict.fromkeys(number for number in found if number is not None))

    def _typed_here(self, talks: Iterable[PortableInteraction], people: dict[int, list[int]]) -> dict[_Mark, list[int]]:
        """Give what was typed into this book about the same people on the same days, by its content."""
        typed = [talk for talk in talks if talk.source_key is None]
        known = {number for talk in typed for number in people[talk.number] if not self._rows.made(number)}
        if not known:
            return {}
        days = [talk.on for talk in typed]
        numbers: set[int] = set()
        for chunk in chunks(known, 1_000):
            query = select(Participant.interaction_id).where(
                Participant.contact_id.in_(chunk), Participant.on.between(min(days), max(days))
            )
            numbers.update(self._session.scalars(query))
        return self._by_content(numbers - self._found)

    def _by_content(self, numbers: set[int]) -> dict[_Mark, list[int]]:
        found: dict[_Mark, list[int]] = defaultdict(list)
        columns = (
            Interaction.id,
            Interaction.on,
            Interaction.at,
            Interaction.channel,
            Interaction.direction,
            Interaction.note,
        )
        for chunk in chunks(sorted(numbers, reverse=True), 1_000):
            taking_part: dict[int, set[int]] = defaultdict(set)
            parts = select(Participant.interaction_id, Participant.contact_id)
            for number, contact_id in self._session.execute(parts.where(Participant.interaction_id.in_(chunk))):
                taking_part[number].add(contact_id)
            query = select(*columns).where(
                Interaction.id.in_(chunk),
                Interaction.source_key.is_(None),
                Interaction.receipt_id.is_distinct_from(self._run.stamp.receipt_id),
            )
            for number, *content in self._session.execute(query):
                found[*content, frozenset(taking_part[number])].append(number)
        return found


def _mark(talk: PortableInteraction, people: Iterable[int]) -> _Mark:
    return (talk.on, talk.at, talk.channel, talk.direction, talk.note, frozenset(people))
