"""A book held in memory, as writers of files are given one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.domain import portable


@dataclass(frozen=True)
class HeldBook:
    """Some contacts and what belongs to them, on Mon 23 Nov 2026."""

    people: tuple[portable.PortableContact, ...] = ()
    talks: tuple[portable.PortableInteraction, ...] = ()
    happenings: tuple[portable.PortableEvent, ...] = ()
    words: tuple[portable.PortableTag, ...] = ()
    reviews: tuple[portable.PortableSitting, ...] = ()
    own: tuple[portable.PortableAccount, ...] = ()
    unknown: tuple[portable.PortableUnresolved, ...] = ()
    today: date = date(2026, 11, 23)
    key: str = "book"
    is_whole: bool = True

    @property
    def size(self) -> int:
        """How many contacts there are."""
        return len(self.people)

    def contacts(self) -> Iterator[portable.PortableContact]:
        """Give every contact."""
        return iter(self.people)

    def histories(self) -> Iterator[tuple[portable.PortableContact, tuple[portable.PortableInteraction, ...]]]:
        """Give every contact with its interactions."""
        for contact in self.people:
            yield contact, tuple(talk for talk in self.talks if contact.uid in {link.uid for link in talk.people})

    def interactions(self) -> Iterator[portable.PortableInteraction]:
        """Give every interaction."""
        return iter(self.talks)

    def events(self) -> Iterator[portable.PortableEvent]:
        """Give every event."""
        return iter(self.happenings)

    def tags(self) -> Iterator[portable.PortableTag]:
        """Give every tag."""
        return iter(self.words)

    def sittings(self) -> Iterator[portable.PortableSitting]:
        """Give every sitting."""
        return iter(self.reviews)

    def unresolved(self) -> Iterator[portable.PortableUnresolved]:
        """Give everybody who is known by a stable id alone."""
        return iter(self.unknown)

    def own_accounts(self) -> Iterator[portable.PortableAccount]:
        """Give the user's own accounts."""
        return iter(self.own)
