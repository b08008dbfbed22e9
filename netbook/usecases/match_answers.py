"""What the user says of the doubtful people of an import: the same as a contact, somebody else, or to be left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netbook.queries.doubts import Doubt

SURE = 95
"""Above this score all may be taken for the same people at once."""


@dataclass(slots=True)
class Answers:
    """Keys of people who are known contacts, of those to leave out, and of pairs that are two people."""

    same_person: dict[str, int] = field(default_factory=dict)
    pass_over: set[str] = field(default_factory=set)
    different: set[tuple[str, int]] = field(default_factory=set)

    def settled(self, doubt: Doubt) -> bool:
        """Say whether nothing is left to ask about this doubt."""
        key = doubt.record.key
        return key in self.same_person or key in self.pass_over or (key, doubt.contact_id) in self.different

    def same(self, doubt: Doubt) -> None:
        """Take the person for the contact."""
        self.forget(doubt)
        self.same_person[doubt.record.key] = doubt.contact_id

    def other(self, doubt: Doubt) -> None:
        """Take the person for somebody else than the contact."""
        self.forget(doubt)
        self.different.add((doubt.record.key, doubt.contact_id))

    def leave_out(self, doubt: Doubt) -> None:
        """Leave the person out of the import."""
        self.forget(doubt)
        self.pass_over.add(doubt.record.key)

    def same_where_sure(self, doubts: Sequence[Doubt]) -> int:
        """Take all above :data:`SURE` that are not settled for the same people; gives how many they are."""
        sure = [doubt for doubt in doubts if doubt.score > SURE]
        taken = 0
        for doubt in sure:
            if not self.settled(doubt):
                self.same(doubt)
                taken += 1
        return taken

    def forget(self, doubt: Doubt) -> None:
        """Take an answer back."""
        key = doubt.record.key
        self.same_person.pop(key, None)
        self.pass_over.discard(key)
        self.different.discard((key, doubt.contact_id))
