"""Web addresses, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, quote, unquote

from netbook.domain.handles.domains import ascii_domain
from netbook.domain.handles.hosts import site_of
from netbook.domain.handles.problems import UnknownHandle, quoted
from netbook.domain.text import norm

_PORT = re.compile(r"[0-9]{1,5}")
_DEFAULT_PORTS = {"http": "80", "https": "443"}
_SAFE_IN_PATH = "!$&'()*+,;=:@~"
_SCHEME = re.compile(r"(?i:https?)://")


@dataclass(frozen=True)
class Link:
    """A web address: ``host`` in lower case with A-labels, ``path`` with its escapes in one form, no fragment.

    ``port`` is empty for the usual one; ``raw_fragment`` is kept for the sites that put the account there.
    """

    scheme: str
    host: str
    port: str
    path: str
    query: tuple[tuple[str, str], ...]
    raw_fragment: str

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Return the parts of the path, decoded and without empty ones."""
        return tuple(norm(unquote(part)) for part in self.path.split("/") if part)

    @cached_property
    def asked(self) -> dict[str, str]:
        """Return the query, its names in lower case, and the first value of each."""
        return {name.lower(): value for name, value in reversed(self.query)}

    @cached_property
    def network(self) -> str | None:
        """Return the name of the network to which the host belongs, or None."""
        site = site_of(self.host)
        return site[0] if site else None

    @property
    def site(self) -> str:
        """Return the network's own domain, without what stands before it; the whole host of any other site."""
        site = site_of(self.host)
        return site[1] if site else self.host

    @property
    def before_site(self) -> str:
        """Return what stands before the network's own domain: “gist” in ``gist.github.com``."""
        site = site_of(self.host)
        return site[2] if site else ""

    @property
    def brief(self) -> str:
        """Return the address as people say it: without scheme, www, query and closing slash."""
        return f"{self.host.removeprefix('www.')}{unquote(self.path)}".rstrip("/")


def has_web_scheme(text: str) -> bool:
    """Say whether a text begins with ``http://`` or ``https://``."""
    return _SCHEME.match(text) is not None


def read_link(text: str) -> Link:
    """Take an address apart; one without a scheme counts as https. Raises ``UnknownHandle`` if it leads nowhere."""
    found = _SCHEME.match(text)
    scheme = found[0][:-3].lower() if found else "https"
    rest, _, fragment = text[found.end() if found else 0 :].partition("#")
    rest, _, query = rest.partition("?")
    authority, slash, path = rest.partition("/")
    if "@" in authority:
        shown = f"{scheme}://…@{authority.rpartition('@')[2]}"
        raise UnknownHandle(
            f"{quoted(shown)} has a user name or password in front of its host, which is a way to mislead. "
            "Paste the address without it."
        )
    name, colon, port = authority.partition(":")
    host = ascii_domain(name)
    if host is None or (colon and not _PORT.fullmatch(port)):
        raise UnknownHandle(f"{quoted(text)} is not the address of a web page. Write it like https://ada.example/.")
    usual = port.lstrip("0") in ("", _DEFAULT_PORTS[scheme])
    pairs = tuple(parse_qsl(query, keep_blank_values=True))
    return Link(scheme, host, "" if usual else port.lstrip("0"), slash + one_form(path), pairs, fragment)


def one_form(path: str) -> str:
    """Write a path with the fewest escapes, each in capitals, and other scripts in NFC; ``%2F`` stays as it is."""
    return "/".join(quote(norm(unquote(part)), safe=_SAFE_IN_PATH) for part in path.split("/"))
