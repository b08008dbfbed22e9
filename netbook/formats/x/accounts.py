"""Who stands behind the number of an account: names seen beside it, the newest first."""

from __future__ import annotations

from collections import defaultdict
from html import unescape
from typing import TYPE_CHECKING, NamedTuple, cast

from netbook.formats.x.cells import account_called, account_number, account_numbered, with_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from netbook.domain.handles import Handle
    from netbook.formats.x.shapes import User

CERTAIN = 0
"""The tweet itself says which number belongs to which name."""
DERIVED = 1
"""Number and name stand in one picture's source and link; believed where nothing certain is known."""


class Person(NamedTuple):
    """An account as it is best known: its handle, the name it goes by, and the handles that it once had."""

    handle: Handle
    name: str | None = None
    aliases: tuple[Handle, ...] = ()


class Accounts:
    """The numbers and names that were seen together, and what they come to once all have been seen."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._seen: dict[tuple[str, str], tuple[int, int, str | None]] = {}
        self._people: dict[str, Person] = {}
        self._number_of: dict[str, str] = {}

    def see(self, number: str, name: str, shown: str | None, at: int, rank: int = CERTAIN) -> None:
        """Note that a tweet shows this number under this name; ``at`` is the tweet's number, which grows with time."""
        known = self._seen.get((number, name))
        if known is None or (-rank, at) > (-known[1], known[0]):
            self._seen[number, name] = (at, rank, shown or (known[2] if known else None))

    def see_all(self, users: Iterable[User], at: int) -> None:
        """Note what a tweet says of everybody whom it names."""
        seen = self._seen
        for user in users:
            number, name = user.id_str, user.screen_name
            if not number or not name:
                number = account_number(number or user.id)
                if not number or not name:
                    continue
            known = seen.get((number, name))
            if (known is None or at > known[0] or known[1] != CERTAIN) and account_number(number):
                self.see(number, name, user.name, at)

    def settle(self) -> None:
        """Give every number the name of the newest tweet; a name that two have had belongs to whoever had it last."""
        names: defaultdict[str, dict[str, tuple[int, int, str | None]]] = defaultdict(dict)
        for (number, name), seen in sorted(self._seen.items(), key=lambda pair: (-pair[1][1], pair[1][0])):
            handle = account_called(name)
            if handle is not None:
                names[number].pop(handle.key, None)
                names[number][handle.key] = seen
        holders: dict[str, tuple[int, int, str]] = {}
        for number, seen_as in names.items():
            key, (at, rank, _shown) = next(reversed(seen_as.items()))
            holders[key] = max(holders.get(key, (-DERIVED - 1, -1, "")), (-rank, at, number))
        self._number_of = {key: number for key, (_rank, _at, number) in holders.items()}
        spelled = {handle.key: handle for _number, name in self._seen if (handle := account_called(name)) is not None}
        self._people = {number: self._person(number, seen_as, spelled) for number, seen_as in names.items()}
        self._seen.clear()

    def _person(
        self, number: str, seen_as: dict[str, tuple[int, int, str | None]], spelled: dict[str, Handle]
    ) -> Person:
        newest = next(reversed(seen_as))
        named = next((shown for _at, _rank, shown in reversed(seen_as.values()) if shown), None)
        aliases = [spelled[key] for key in seen_as if key != newest and self._number_of.get(key, number) == number]
        mine = self._number_of[newest] == number
        handle = with_number(spelled[newest], number) if mine else account_numbered(number)
        return Person(handle, unescape(named) if named else None, tuple(aliases))

    def known_by_number(self) -> Mapping[object, Person]:
        """Give the accounts by their numbers, once all have been seen; the mapping grows with ``numbered``."""
        return cast("Mapping[object, Person]", self._people)

    def numbered(self, number: str) -> Person:
        """Return the account of a number, with no more than that where nothing else is known."""
        person = self._people.get(number)
        if person is None:
            person = self._people[number] = Person(account_numbered(number))
        return person

    def called(self, name: str) -> Person | None:
        """Return the account of a name, with its number where that is known; None if nobody can be called so."""
        handle = account_called(name)
        if handle is None:
            return None
        number = self._number_of.get(handle.key)
        return self._people[number] if number else Person(handle)

    def find(self, number: object, name: str | None) -> tuple[str, Person] | None:
        """Return an account by what a tweet says of it, and its number there, or else its name, for natural keys.

        A number that is none, such as -1, stands for an account that is gone.
        """
        person = self._people.get(number) if type(number) is str else None
        if person is not None:
            return str(number), person
        if number:
            plain = account_number(number)
            return (plain, self.numbered(plain)) if plain else None
        person = self.called(name) if name else None
        return (str(name).lower(), person) if person else None

    def renamed(self) -> Iterator[tuple[str, Person]]:
        """Yield everybody who has had more than one handle."""
        return ((number, person) for number, person in self._people.items() if person.aliases)
