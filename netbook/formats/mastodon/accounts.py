"""Who stands behind the address of an account: a server's web site may have another name than its accounts.

What an address looks like is a guess, until a mention shows which name belongs to it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from netbook.domain.handles import Handle, handle_on
from netbook.errors import UsageProblem
from netbook.formats.mastodon.uris import is_page, local_name, split

FEDIVERSE = "mastodon"


class Accounts:
    """The names and addresses that were seen together, gathered mention by mention."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._called: dict[str, str] = {}
        self._address_at: dict[tuple[str, str], str] = {}
        self._domains: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._address_of: dict[str, str] = {}
        self._listed: set[str] = set()
        self._known: dict[str, Handle | None] = {}

    def note_mention(self, address: str, name: str) -> None:
        """Take in that a mention gives this name to this address; a later one wins."""
        parts = split(address)
        if parts is None:
            return
        self._known.clear()
        place = local_name(address)
        if place is not None:
            self._address_at.setdefault((place[0], place[1].lower()), address)
        handle = named(name)
        if handle is None:
            self._called.setdefault(address, name.removeprefix("@"))
            return
        self._called[address] = handle.shown
        self._domains[parts[0]][handle.key.partition("@")[2]] += 1
        if not is_page(address):
            self._address_of[handle.key] = address

    def note_listed(self, handle: Handle) -> None:
        """Take in that a list of accounts names this one."""
        self._listed.add(handle.key)

    def note_server(self, host: str, domain: str) -> None:
        """Take in that the accounts of a web site have this domain."""
        self._domains[host.lower()][domain] += 1

    def at(self, address: str) -> Handle | None:
        """Return the handle of an account by its address, with no more than that where its name is not known.

        None if the text is no address.
        """
        if address not in self._known:
            self._known[address] = self._at(address)
        return self._known[address]

    def with_address(self, handle: Handle) -> Handle:
        """Return a handle with the address that belongs to it, where a mention showed one."""
        address = self._address_of.get(handle.key)
        return _found_at(handle, address) if address else handle

    def domain_of(self, host: str) -> str:
        """Return the domain that the accounts of a web site have, as far as mentions show it; else its own name."""
        seen = self._domains.get(host.lower())
        return seen.most_common(1)[0][0] if seen else host.lower()

    def _at(self, address: str) -> Handle | None:
        parts = split(address)
        if parts is None:
            return None
        place = local_name(address)
        if is_page(address) and place is not None:
            address = self._address_at.get((place[0], place[1].lower()), address)
        handle = self._named_by_mention(address, parts[0]) or self._guessed(address)
        if handle is None:
            return _bare(address)
        bearer = self._address_of.get(handle.key)
        if is_page(address):
            return _found_at(handle, bearer) if bearer else handle
        # Where another address has the name, this account has lost it, or never had it.
        return _found_at(handle, address) if bearer in (None, address) else _bare(address)

    def _named_by_mention(self, address: str, host: str) -> Handle | None:
        name = self._called.get(address, "")
        return named(name if "@" in name else f"{name}@{self.domain_of(host)}") if name else None

    def _guessed(self, address: str) -> Handle | None:
        """Return what the form of an address seems to say, checked against the lists and the domains of servers."""
        place = local_name(address)
        if place is None:
            return None
        host, name = place
        domain = self.domain_of(host)
        labels = host.split(".")
        parents = (".".join(labels[start:]) for start in range(len(labels) - 1))
        listed = next((parent for parent in parents if f"{name.lower()}@{parent}" in self._listed), None)
        handle = named(f"{name}@{listed or domain}")
        sure = listed is not None or (is_page(address) and f"@{host}" in address.lower())
        return handle and replace(handle, guess=not sure)


def named(name: str) -> Handle | None:
    """Return the handle of ``@ada@example.org``, or None if it is none or lacks its server."""
    if "@" not in name.removeprefix("@"):
        return None
    try:
        return handle_on(FEDIVERSE, name)
    except UsageProblem:
        return None


def _found_at(handle: Handle, address: str) -> Handle:
    """Return a handle with its stable address, which opens it where the web site has another name than the account."""
    parts = split(address)
    elsewhere = parts is not None and parts[0] != handle.key.partition("@")[2]
    return replace(handle, stable_id=address, url=address if elsewhere else handle.url)


def _bare(address: str) -> Handle | None:
    """Return the handle of an account of which only the address is known."""
    try:
        read = handle_on(FEDIVERSE, address)
    except UsageProblem:
        read = None
    if read is not None and read.key.startswith("id:"):
        return read
    parts = split(address)
    if parts is None or not address.isprintable():
        return None
    return Handle(FEDIVERSE, f"id:{address}", f"{parts[0]}{parts[1]}", address, address)
