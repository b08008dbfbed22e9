"""Who is meant by a name: Meta's conversations give names and nothing else.

The day of a friendship and the folder of a conversation of two stay the same from export to export, and so stand for
the person, who may marry; where neither is there, the name alone does, as long as nobody else bears it. A friend
and somebody written with are one person where nobody else in the export bears the name; of two who share a name, each
is kept apart.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netbook.formats.meta.mended import is_nameless

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from netbook.domain.handles import Handle
    from netbook.formats.meta.layout import Kept
    from netbook.formats.meta.survey import Survey

HIDDEN = "The account is closed or hidden: the export gives no name."
NAMESAKES = "Several people in the export bear this name, and a group does not say which of them this is."


@dataclass(slots=True)
class Person:
    """One person of the export, by natural keys, the first of which stands for all; by an account where one is known."""

    name: str
    keys: list[str]
    handle: Handle | None = None
    introduced: bool = False

    @property
    def people(self) -> tuple[tuple[Handle, str | None], ...]:
        """This person as one with an account."""
        return ((self.handle, self.name),) if self.handle else ()

    @property
    def named(self) -> tuple[tuple[str, str | None], ...]:
        """This person as one without an account."""
        return () if self.handle else ((self.keys[0], self.name),)


@dataclass(frozen=True, slots=True)
class Friend:
    """An entry of a list of friends: the name, and when they became friends, in seconds, as the export writes it."""

    name: str
    since: str
    on: date | None = None


@dataclass(slots=True)
class _Namesakes:
    """All that bear one name: friends, and the conversations of two with somebody of that name."""

    name: str
    friends: list[Friend] = field(default_factory=list)
    talks: dict[Kept, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def is_one(self) -> bool:
        """Say whether this is surely one person: one friend at most, and one conversation of each kind at most.

        What was said before a conversation was encrypted, and since, lies in two places.
        """
        return len(set(self.friends)) <= 1 and all(len(keys) <= 1 for keys in self.talks.values())


class Cast:
    """The people of an export by their names; ``prefix`` begins the natural keys, ``owner`` is the user's name."""

    def __init__(
        self,
        prefix: str,
        owner: str | None,
        surveys: Iterable[Survey] = (),
        *,
        friends: Iterable[Friend] = (),
        accounts: Mapping[str, Handle] | None = None,
    ) -> None:
        """Tell namesakes apart; ``accounts`` are handles by the name of their account, in small letters."""
        self._prefix = prefix
        self._owner = None if owner is None else owner.casefold()
        self._accounts = accounts or {}
        self._namesakes: dict[str, _Namesakes] = {}
        self._friends: dict[Friend, Person] = {}
        self._partners: dict[str, Person] = {}
        self._by_name: dict[str, Person | None] = {}
        for friend in friends:
            self._of(friend.name).friends.append(friend)
        for survey in surveys:
            if (partner := self.partner_name(survey)) is not None and not is_nameless(partner):
                self._of(partner).talks[survey.thread.kept][survey.key] = None
        for folded, namesakes in self._namesakes.items():
            self._settle(folded, namesakes)

    def is_owner(self, name: str) -> bool:
        """Say whether this is the user's name."""
        return self._owner is not None and name.casefold() == self._owner

    @property
    def knows_owner(self) -> bool:
        """Say whether it is known who the user is."""
        return self._owner is not None

    def friend(self, friend: Friend) -> Person:
        """Return the person behind an entry of the list of friends."""
        return self._friends[friend]

    def partner_name(self, survey: Survey) -> str | None:
        """Return the name of the other in a conversation of two, or None if it is none."""
        names = survey.participants or survey.names
        others = [name for name in names if not self.is_owner(name)]
        if self.knows_owner and len(names) == 2 and len(others) == 1:
            return others[0]
        return None

    def partner(self, survey: Survey) -> Person | None:
        """Return the other in a conversation of two, or None if it is none or the name is hidden."""
        return self._partners.get(survey.key) if self.partner_name(survey) is not None else None

    def called(self, name: str) -> Person | str:
        """Return who is meant by a name in a group, or why that is not known."""
        if is_nameless(name):
            return HIDDEN
        folded = name.casefold()
        if folded not in self._by_name:
            self._by_name[folded] = self._person(name, [f"{self._prefix}:name:{folded}"])
        return self._by_name[folded] or NAMESAKES

    def _of(self, name: str) -> _Namesakes:
        return self._namesakes.setdefault(name.casefold(), _Namesakes(name))

    def _settle(self, folded: str, namesakes: _Namesakes) -> None:
        talks = [(key, f"{self._prefix}:thread:{key}") for keys in namesakes.talks.values() for key in keys]
        friends = [
            (friend, f"{self._prefix}:friend:{folded}:{friend.since}") for friend in dict.fromkeys(namesakes.friends)
        ]
        if namesakes.is_one:
            keys = [*(key for _, key in friends), *(key for _, key in talks), f"{self._prefix}:name:{folded}"]
            one = self._by_name[folded] = self._person(namesakes.name, list(dict.fromkeys(keys)))
            self._partners.update((key, one) for key, _ in talks)
            self._friends.update((friend, one) for friend, _ in friends)
            return
        self._by_name[folded] = None
        self._partners.update((key, self._person(namesakes.name, [known])) for key, known in talks)
        self._friends.update((friend, self._person(namesakes.name, [known])) for friend, known in friends)

    def _person(self, name: str, keys: list[str]) -> Person:
        return Person(name, keys, self._accounts.get(name.casefold()))
