"""What a person types or pastes, read as an account."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from netbook.domain.handles.blog import blog_link
from netbook.domain.handles.bluesky import bluesky_at_uri, bluesky_link, bluesky_name, is_bluesky_name
from netbook.domain.handles.domains import ascii_domain, looks_like_domain
from netbook.domain.handles.facebook import facebook_link, facebook_name
from netbook.domain.handles.fediverse import fediverse_link, fediverse_name
from netbook.domain.handles.hosts import PERSONAL, is_profile_site, network_of, site_of
from netbook.domain.handles.linkedin import linkedin_link, linkedin_name
from netbook.domain.handles.links import has_web_scheme, read_link
from netbook.domain.handles.matrix import matrix_link, matrix_name
from netbook.domain.handles.names import NAMINGS, named
from netbook.domain.handles.networks import NETWORKS, WORDS, network_named
from netbook.domain.handles.problems import UnknownHandle, no_handle_on, no_person_on, quoted
from netbook.domain.handles.profiles import PROFILES
from netbook.domain.handles.reach import (
    bracketed_address,
    email_address,
    is_phone_number,
    phone_number,
    plain_address,
    plain_number,
)
from netbook.domain.handles.tidy import one_word, tidy
from netbook.domain.handles.youtube import youtube_link, youtube_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netbook.domain.handles.handle import Handle
    from netbook.domain.handles.links import Link
    from netbook.domain.handles.networks import Network

_SCHEMES: Mapping[str, Callable[[str], Handle]] = MappingProxyType(
    {
        "mailto": email_address,
        "tel": phone_number,
        "acct": fediverse_name,
        "did": bluesky_name,
    }
)
_NOT_OPENED = frozenset({"javascript", "data", "file", "vbscript", "blob", "about", "http", "https"})
_LINKED: Mapping[str, Callable[[Link], Handle]] = MappingProxyType(
    {
        **PROFILES,
        "bluesky": bluesky_link,
        "linkedin": linkedin_link,
        "youtube": youtube_link,
        "facebook": facebook_link,
        "matrix": matrix_link,
    }
)
_NAMED: Mapping[str, Callable[[str], Handle]] = MappingProxyType(
    {
        **{network: partial(named, network) for network in NAMINGS},
        "mastodon": fediverse_name,
        "bluesky": bluesky_name,
        "linkedin": linkedin_name,
        "youtube": youtube_name,
        "facebook": facebook_name,
        "matrix": matrix_name,
        "email": email_address,
        "phone": phone_number,
    }
)
_WITH_DOTS = frozenset({"instagram", "threads", "tiktok", "youtube", "facebook", "medium"})
"""Networks whose handles may have dots in them, so that “@ada.lovelace” may be theirs."""

_PLAIN: Mapping[str, Callable[[str], Handle | None]] = MappingProxyType({"email": plain_address, "phone": plain_number})
"""Quick readings of what imports bring by the hundred thousand."""

_WITH_SPACES = frozenset({"email", "phone"})
_NUMBERS_WITH_DOTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}")
_HOST_ENDS = re.compile("[/:?#]")
_TELEGRAM_CLIENT = "//resolve?domain="
_FEDIVERSE_CLIENT = "web+ap://"


def parse_handle(text: str, default_network: str = "x") -> Handle:
    """Read a handle or a link of any network; “@ada” and “ada” are accounts on the default network.

    Raises ``NotAPerson`` for a link that leads to a company, a group and the like, ``UnknownHandle`` for anything
    else that cannot be read, and ``UnknownNetwork`` if there is no such default network.
    """
    default = network_named(default_network).name
    word = tidy(text)
    inside = bracketed_address(word)
    if inside and "@" in inside and not inside.startswith("@") and "/" not in inside:
        return email_address(inside)
    word = inside or word
    if is_phone_number(word) and not _NUMBERS_WITH_DOTS.fullmatch(word):
        return phone_number(word, guess=not word.startswith("+"))
    return _by_scheme(word) or _by_form(one_word(word), default)


def handle_on(network: str, text: str) -> Handle:
    """Read a handle on the one network that is named: bare, with “@”, with the network's prefix, or as a link.

    Raises ``UnknownHandle``, ``NotAPerson`` or, for the name of the network, ``UnknownNetwork``.
    """
    quick = _PLAIN.get(network)
    if quick is not None and (found := quick(text)) is not None:
        return found
    known = network_named(network)
    word = tidy(text)
    head, colon, tail = word.partition(":")
    if colon and WORDS.get(head.lower()) is known:
        word = tidy(tail)
    if known.name not in _WITH_SPACES:
        one_word(word)
    if known.name == "telegram" and word.lower().startswith(_TELEGRAM_CLIENT):
        word = word[len(_TELEGRAM_CLIENT) :].partition("&")[0]
    if known.name == "blog":
        return _on_blog(word)
    link = _link_on(known.name, word)
    return _NAMED[known.name](word) if link is None else _on_network(known, link)


def _by_scheme(word: str) -> Handle | None:
    """Read what begins with a scheme (``https:``) or with the name of a network (``gh:``); None if it does not."""
    head, colon, tail = word.partition(":")
    scheme = head.lower()
    if not colon or not _SCHEME.fullmatch(head):
        return None
    if has_web_scheme(word) or word.lower().startswith(_FEDIVERSE_CLIENT):
        return _linked(_read(one_word(word)))
    if scheme in _SCHEMES:
        return _SCHEMES[scheme](word)
    if word.lower().startswith("at://"):
        return bluesky_at_uri(word)
    if scheme in WORDS:
        return handle_on(WORDS[scheme].name, tail)
    if tail.startswith("//") or scheme in _NOT_OPENED:
        raise UnknownHandle(
            f"{quoted(word)} is not the address of a profile. Paste one that begins with https://, or type a handle."
        )
    return None


def _by_form(word: str, default: str) -> Handle:
    """Read what has no scheme by the signs in it."""
    if word.startswith("@"):
        return _at_name(word, default)
    if "/" in word:
        return _path(word)
    if "@" in word:
        return email_address(word, guess=True)
    if "." in word:
        return _dotted(word, default)
    return handle_on(default, word)


def _at_name(word: str, default: str) -> Handle:
    name = word[1:]
    if ":" in name and "@" not in name:
        return bluesky_name(word) if name.startswith("did:") else matrix_name(word)
    if "@" in name:
        return fediverse_name(word)
    likely = looks_like_domain(name.lower())
    if "." in name and (likely or default not in _WITH_DOTS):
        return bluesky_name(word, guess=not likely)
    return handle_on(default, word)


def _path(word: str) -> Handle:
    folder = word.removeprefix("/").partition("/")[0].lower()
    if folder in ("in", "pub"):
        return linkedin_name(word)
    if folder == "u":
        return named("reddit", word)
    if folder == "r":
        raise no_person_on(NETWORKS["reddit"], word, "a community")
    if ascii_domain(_host(word)) is None:
        raise UnknownHandle(
            f"{quoted(word)} is neither a handle nor a link. Type one such as @ada, or paste a link to a profile."
        )
    return _linked(read_link(word))


def _dotted(word: str, default: str) -> Handle:
    """Read a bare domain name: the site of a network or, as a guess, a handle on Bluesky or a blog."""
    host = _host(word).lower()
    if network_of(host) or host.startswith("www.") or host != word.lower():
        return _linked(read_link(word))
    likely = looks_like_domain(word)
    if default in _WITH_DOTS and not likely:
        return handle_on(default, word)
    if is_bluesky_name(word) or word.lower().endswith(".invalid"):
        return bluesky_name(word, guess=True)
    if likely or (not word.isascii() and ascii_domain(word)):
        return replace(blog_link(read_link(word)), guess=True)
    raise no_handle_on(NETWORKS[default], word)


def _linked(link: Link) -> Handle:
    if link.network is None:
        return fediverse_link(link) or blog_link(link)
    if not is_profile_site(link.site, link.before_site):
        raise no_person_on(NETWORKS[link.network], link.brief)
    return _LINKED[link.network](link)


def _on_network(known: Network, link: Link) -> Handle:
    if link.network == known.name:
        return _linked(link)
    found = fediverse_link(link) if known.name == "mastodon" and link.network is None else None
    if found is not None:
        return found
    where = f"on {NETWORKS[link.network].label}" if link.network else "of another site"
    raise UnknownHandle(
        f"{quoted(link.brief)} is a page {where}, not on {known.label}. Paste an address like {known.example}."
    )


def _on_blog(word: str) -> Handle:
    link = read_link(word)
    if link.network is not None:
        raise UnknownHandle(
            f"{quoted(link.brief)} is a page on {NETWORKS[link.network].label}, not a blog. Type it without “blog:”."
        )
    return blog_link(link)


def _link_on(network: str, word: str) -> Link | None:
    """Return the link that a text without scheme is meant as on this network, or None if it is a name."""
    if has_web_scheme(word) or word.lower().startswith(_FEDIVERSE_CLIENT):
        return _read(word)
    host = _host(word).lower()
    if network in _WITH_SPACES or ascii_domain(host) is None:
        return None
    if "/" in word and (network_of(host) or network == "mastodon" or looks_like_domain(host)):
        return read_link(word)
    site = site_of(host)
    personal = site is not None and site[0] == network and site[1] in PERSONAL and network != "bluesky"
    return read_link(word) if personal else None


def _read(word: str) -> Link:
    fediverse = word.lower().startswith(_FEDIVERSE_CLIENT)
    return read_link(f"https://{word[len(_FEDIVERSE_CLIENT) :]}" if fediverse else word)


def _host(word: str) -> str:
    """Return what stands before the first slash, colon or question mark."""
    return _HOST_ENDS.split(word, maxsplit=1)[0]
