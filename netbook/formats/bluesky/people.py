"""The accounts in a repository: it has DIDs alone, and the handles that its owner's posts mention."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from netbook.domain.handles import handle_on
from netbook.errors import UsageProblem

if TYPE_CHECKING:
    from datetime import datetime

    from netbook.domain.handles import Handle

BLUESKY_NETWORK = "bluesky"


class Accounts:
    """What each DID was called and when, gathered post by post."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._called: defaultdict[str, dict[str, datetime]] = defaultdict(dict)
        self._bearer: dict[str, tuple[datetime, str]] = {}
        self._handles: dict[str, Handle] = {}

    def note(self, did: str, words: str, at: datetime) -> None:
        """Take in that a post mentions an account by these words; they count if they are “@” and a handle."""
        try:
            named = handle_on(BLUESKY_NETWORK, words) if words.startswith("@") and "." in words else None
        except UsageProblem:
            return
        if named is None or named.stable_id is not None:
            return
        seen = self._called[did]
        seen[named.key] = max(at, seen.get(named.key, at))
        self._bearer[named.key] = max((at, did), self._bearer.get(named.key, (at, did)))

    def handle(self, account: str) -> Handle:
        """Return the handle of a DID: the one it was last seen under, else the DID itself.

        Raises UsageProblem if the text is no DID of a method that Bluesky has, and no handle.
        """
        if account not in self._handles:
            known = self.bare(account)
            names = self._names(account)
            if names:
                known = replace(handle_on(BLUESKY_NETWORK, names[0]), stable_id=account)
            self._handles[account] = known
        return self._handles[account]

    def bare(self, account: str) -> Handle:
        """Return the handle of a DID that says no more than the DID; raises as ``handle`` does."""
        return handle_on(BLUESKY_NETWORK, account)

    def earlier(self, did: str) -> tuple[Handle, ...]:
        """Return the handles that a DID had before, the last one first."""
        return tuple(replace(handle_on(BLUESKY_NETWORK, name), stable_id=did) for name in self._names(did)[1:])

    def _names(self, did: str) -> list[str]:
        """Return the handles of a DID, newest first; one that another account has had since is no longer its."""
        seen = self._called.get(did, {})
        own = [name for name in seen if self._bearer[name][1] == did]
        return sorted(own, key=lambda name: (seen[name], name), reverse=True)
