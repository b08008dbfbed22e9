"""Which words are meant as handles or links, and under which keys a word may be stored."""

from __future__ import annotations

import re

from netbook.domain.handles.domains import ascii_domain, looks_like_domain
from netbook.domain.handles.hosts import network_of
from netbook.domain.handles.links import has_web_scheme
from netbook.domain.handles.networks import NETWORKS, WORDS
from netbook.domain.handles.parse import handle_on, parse_handle
from netbook.domain.handles.reach import is_international_number
from netbook.domain.handles.tidy import LONGEST, tidy
from netbook.errors import UsageProblem

_AT_NAME = re.compile(r"@\w")
_ADDRESS = re.compile(r"<?[^\s@<>]{1,64}@[^\s@<>]{1,190}\.[^\s@<>.]{2,63}>?")
_FOLDER = re.compile(
    r"/?(?:in/[^\s/.]{3,300}/?|u/[A-Za-z0-9_-]{3,20}/?|r/[A-Za-z0-9_]{2,21}/?|pub(?:/[^\s/]{1,100}){2,6}/?)"
)
_SCHEMES = frozenset(
    {"http", "https", "mailto", "tel", "acct", "did", "web+ap", "javascript", "data", "vbscript", "file"}
)
_NOT_BARE = re.compile(r"[@/:\s]")
_NO_BARE_NAME = frozenset({"email", "phone", "blog"})


def is_handle_word(token: str) -> bool:
    """Say whether one word is meant as a handle or a link, right or wrong, rather than as a word of a name.

    “@ada”, “gh:ada”, “in/ada”, links, e-mail addresses, numbers with “+”, and domains as ``looks_like_domain`` knows
    them are; “ada”, “J.R.R.”, “St.John”, “AC/DC” and “10:30” are not.
    """
    if len(token) > LONGEST:
        return has_web_scheme(token)
    try:
        word = tidy(token)
    except UsageProblem:
        return False
    if any(map(str.isspace, word)):
        return False
    if _AT_NAME.match(word) or _ADDRESS.fullmatch(word) or _FOLDER.fullmatch(word):
        return True
    return _has_scheme(word) or _is_address(word) or is_international_number(word)


def lookup_keys(text: str) -> tuple[str, ...]:
    """Return the keys under which what was typed may be stored on any network, the likeliest first; never raises."""
    try:
        word = tidy(text)
    except UsageProblem:
        return ()
    readings = [_key(None, word)]
    bare = word.removeprefix("@")
    if not _NOT_BARE.search(bare):
        readings += [_key(network, bare) for network in NETWORKS if network not in _NO_BARE_NAME]
    elif has_web_scheme(word):
        readings.append(_key("blog", word))
    return tuple(dict.fromkeys(key for key in readings if key is not None))


def _key(network: str | None, word: str) -> str | None:
    try:
        return (parse_handle(word) if network is None else handle_on(network, word)).key
    except UsageProblem:
        return None


def _has_scheme(word: str) -> bool:
    head, colon, tail = word.removeprefix("<").partition(":")
    if not colon or not tail:
        return False
    return head.lower() in _SCHEMES or head.lower() in WORDS or (tail.startswith("//") and tail != "//")


def _is_address(word: str) -> bool:
    """Say whether a word without scheme is a domain, alone or with a path, that is a network's or looks like one."""
    host, _slash, _path = word.partition("/")
    host = host.partition(":")[0]
    if host.lower().startswith("www.") and ascii_domain(host):
        return True
    return (network_of(host.lower()) is not None and ascii_domain(host) is not None) or looks_like_domain(host)
