"""Which accounts are the user's own, and on which server they live."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from netbook.domain.records import Owner
from netbook.errors import UsageProblem
from netbook.formats.mastodon.accounts import FEDIVERSE, named
from netbook.formats.mastodon.uris import split, text, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.domain.handles import Handle
    from netbook.formats.mastodon.accounts import Accounts

LARGEST_ACTOR = 2**20
"""A description of an account is no longer than this, in bytes."""


@dataclass(slots=True)
class Own:
    """The user's own accounts: their addresses, and what the user or the archive says they are called."""

    given: Handle | None = None
    called: Handle | None = None
    name: str | None = None
    addresses: dict[str, None] = field(default_factory=dict)
    _accounts: Accounts | None = None
    _keys: set[str] = field(default_factory=set)

    def take_in(self, actor: dict[str, Any]) -> None:
        """Take in the description of the account that an archive holds, and of those it had before or moved to."""
        fields = (actor.get("id"), actor.get("url"), actor.get("alsoKnownAs"), actor.get("movedTo"))
        self.addresses |= dict.fromkeys(each for value in fields for each in texts(value) if split(each))
        self.called = named(text(actor.get("webfinger"))) or self.called
        shown = actor.get("name")
        self.name = " ".join(shown.split()) or None if isinstance(shown, str) else None

    def settle(self, accounts: Accounts) -> None:
        """Let what is known of the own accounts help with the others, and the other way round."""
        first = next(iter(self.addresses), None)
        parts = split(first) if first else None
        known = self.given or self.called
        if parts and known and "@" in known.key and not known.key.startswith("id:"):
            accounts.note_server(parts[0], known.key.partition("@")[2])
        self._accounts = accounts
        self._keys = {handle.key for handle in self.handles()}

    def handles(self) -> list[Handle]:
        """Return the own accounts, the one that the user names first."""
        found = [handle for handle in (self.given, self.called) if handle]
        first = next(iter(self.addresses), None)
        found = [replace(handle, stable_id=handle.stable_id or first) for handle in found]
        if self._accounts is not None:
            found += [handle for each in self.addresses if (handle := self._accounts.at(each))]
        once: dict[str, Handle] = {}
        for handle in found:
            once.setdefault(handle.key, handle)
        return list(once.values())

    def owners(self) -> Iterator[Owner]:
        """Yield the own accounts for the book."""
        for handle in self.handles():
            yield Owner(handle, self.name)

    def has(self, handle: Handle) -> bool:
        """Say whether an account is the user's own."""
        return handle.key in self._keys or handle.stable_id in self.addresses

    def wrote(self, status: str) -> bool:
        """Say whether the address of a post is below an own account's."""
        return any(status.startswith((f"{each}/", f"{each}?")) for each in self.addresses)

    def server(self) -> str | None:
        """Return the domain of the user's own account, or None if that is not known."""
        for handle in self.handles():
            if not handle.key.startswith("id:"):
                return handle.key.partition("@")[2]
        first = next(iter(self.addresses), "")
        parts = split(first)
        return self._accounts.domain_of(parts[0]) if parts and self._accounts else None


def own_account(given: Handle | None) -> Own:
    """Begin with what the user says; raises UsageProblem if that is an account elsewhere."""
    if given is not None and given.network != FEDIVERSE:
        raise UsageProblem(
            f"“{given.shown}” is not a fediverse account. Give your own, such as --me @ada@example.social"
        )
    return Own(given)


def described_actor(data: bytes) -> dict[str, Any] | None:
    """Return the description of an account that a file holds, or None if it cannot be read."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
