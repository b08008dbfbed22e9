"""Mastodon and the rest of the fediverse: a name on a server, whose web site may have another name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netbook.domain.handles.domains import account_domain
from netbook.domain.handles.handle import Handle
from netbook.domain.handles.hosts import NOT_FEDIVERSE, network_of
from netbook.domain.handles.networks import NETWORKS
from netbook.domain.handles.problems import UnknownHandle, no_handle_on, quoted

if TYPE_CHECKING:
    from netbook.domain.handles.links import Link

_MASTODON = NETWORKS["mastodon"]
_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9_])?")
_NUMBER = re.compile(r"[0-9]{1,20}")
_AT_SERVER = re.compile(rf"id:({_NUMBER.pattern})@(.{{1,253}})")
_CLIENT_FOLDERS = frozenset({"web", "deck"})
_BELOW_USER = frozenset({"statuses", "followers", "following", "outbox", "inbox", "collections"})


def fediverse_name(text: str) -> Handle:
    """Read ``@name@server``, with or without its first “@” or ``acct:``; a bare name lacks its server."""
    numbered = _AT_SERVER.fullmatch(text)
    domain = account_domain(numbered[2]) if numbered else None
    if numbered and domain:
        return _numbered(numbered[1], domain)
    name, at, server = text.removeprefix("acct:").removeprefix("@").partition("@")
    if not at and _NAME.fullmatch(name):
        raise UnknownHandle(
            f"{quoted(text)} does not say on which server the account is. Write it like {_MASTODON.example}.",
            f"@{name}@mastodon.social",
        )
    return _account(name, server, text)


def fediverse_link(link: Link) -> Handle | None:
    """Read a profile or a post on any server, or return None if the link does not have the form of one.

    It is a guess unless the account is shown with its own domain, because a server's web site may have another name.
    """
    parts = link.parts[1:] if link.parts and link.parts[0] in _CLIENT_FOLDERS else link.parts
    if not parts or link.port or account_domain(link.host) is None or not _is_server(link.host):
        return None
    match parts:
        case ["ap", "users", number, *_] if _NUMBER.fullmatch(number):
            return _numbered(number, link.host)
        case [first, *_] if first.startswith("@"):
            return _at_host(first[1:], link.host)
        case ["users", name] | ["u", name]:
            return _at_host(name, link.host, actor=parts[0] == "users")
        case ["users", name, below, *_] if below in _BELOW_USER:
            return _at_host(name, link.host, actor=True)
    return None


def _at_host(name: str, host: str, *, actor: bool = False) -> Handle | None:
    local, at, server = name.partition("@")
    if not _NAME.fullmatch(local) or (at and account_domain(server) is None):
        return None
    if at:
        return _account(local, server, f"@{name}") if _can_be_server(server) else None
    if actor and _NUMBER.fullmatch(local):
        return None
    found = _account(local, host, name)
    stable = f"https://{host}/users/{local}" if actor else None
    return Handle(found.network, found.key, found.shown, stable, found.url, guess=True)


def _account(name: str, server: str, text: str) -> Handle:
    domain = account_domain(server)
    if domain is None or not _NAME.fullmatch(name):
        raise no_handle_on(_MASTODON, text)
    if not _can_be_server(domain):
        other = NETWORKS[network_of(domain) or "blog"]
        raise UnknownHandle(
            f"{quoted(text)} is not a handle on {_MASTODON.label}: {domain} belongs to {other.label}. "
            f"For an account there, write it like {other.example}.",
            f"{other.code}:{name}",
        )
    url = f"https://{domain}/@{name}" if _is_server(domain) else None
    return Handle("mastodon", f"{name.lower()}@{domain}", f"@{name}@{domain}", None, url)


def _numbered(number: str, domain: str) -> Handle:
    where = f"{domain}/ap/users/{number}"
    url = f"https://{where}"
    return Handle("mastodon", f"id:{number}@{domain}", where, url, url)


def _is_server(host: str) -> bool:
    return network_of(host) is None and host.removeprefix("www.") not in NOT_FEDIVERSE


def _can_be_server(domain: str) -> bool:
    """Say whether accounts can have this domain: Threads answers the fediverse under its own, other networks do not."""
    return network_of(domain) in (None, "threads")
