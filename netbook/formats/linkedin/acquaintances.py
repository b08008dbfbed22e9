"""Who is meant where LinkedIn gives a name and no link: an account of that name that stands elsewhere in the export."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbook.formats.linkedin.cells import LINKEDIN_NETWORK, NoProfile, profile, shown_person

if TYPE_CHECKING:
    from netbook.domain.handles import Handle
    from netbook.domain.records import PersonRecord
    from netbook.formats.linkedin.talk import Talk

HIDDEN = "LinkedIn hides who this is."
SEVERAL = "Several of your connections are called so, and LinkedIn does not say which of them this is."


@dataclass(frozen=True, slots=True)
class Meant:
    """Somebody by an account, else by the natural key of a person without one; ``name`` as the row shows it."""

    name: str | None
    handle: Handle | None = None
    key: str = ""

    @property
    def word(self) -> str:
        """What stands for this person in a natural key."""
        return self.handle.key if self.handle else (self.name or "").casefold()

    @property
    def people(self) -> tuple[tuple[Handle, str | None], ...]:
        """This person as one with an account."""
        return ((self.handle, self.name),) if self.handle else ()

    @property
    def named(self) -> tuple[tuple[str, str | None], ...]:
        """This person as one without an account."""
        return () if self.handle else ((self.key, self.name),)


class Acquaintances:
    """The connections of the export by name, and those who are known from messages alone."""

    def __init__(self, talk: Talk) -> None:
        """Begin with those who take part in messages."""
        self._talk = talk
        self._connections: defaultdict[str, list[PersonRecord]] = defaultdict(list)

    def note(self, connection: PersonRecord) -> None:
        """Take in one connection."""
        if connection.name:
            self._connections[connection.name.casefold()].append(connection)

    def meant(self, name: str, link: str = "", organisation: str = "") -> Meant | NoProfile:
        """Return who is meant by a link or, without one, by a name; else why nobody is."""
        shown = shown_person(name)
        linked = profile(link) if link else None
        if isinstance(linked, NoProfile):
            return linked
        if linked is not None:
            return Meant(shown, linked)
        if shown is None:
            return NoProfile(HIDDEN, something_else=True)
        return self._called(shown, organisation)

    def _called(self, name: str, organisation: str) -> Meant | NoProfile:
        found = self._connections.get(name.casefold(), [])
        if len(found) > 1:
            work = organisation.casefold()
            found = [person for person in found if work and (person.organisation or "").casefold() == work]
            if len(found) != 1:
                return NoProfile(SEVERAL, something_else=True)
        for person in found:
            account = next((handle for handle in person.handles if handle.network == LINKEDIN_NETWORK), None)
            return Meant(name, account or next(iter(person.handles), None), person.key)
        return Meant(name, self._talk.account_called(name), f"li:name:{name.casefold()}")
