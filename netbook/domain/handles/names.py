"""Networks on which an account is one plain name: X, GitHub, Instagram, Threads, TikTok, Reddit, Telegram, Keybase, Medium."""

from __future__ import annotations

import re
from dataclasses import dataclass

from netbook.domain.handles.handle import Handle
from netbook.domain.handles.networks import NETWORKS
from netbook.domain.handles.problems import no_handle_on, no_person_on

_STABLE = re.compile(r"id:([0-9]{1,20})")
_NUMBER = re.compile(r"[0-9]{1,20}")


@dataclass(frozen=True, slots=True)
class Naming:
    """How a network names accounts: the shape of a name, its address, and how people write it; {} is the name."""

    network: str
    shape: re.Pattern[str]
    address: str
    shown: str
    by_number: str | None = None


_INSTAGRAM_SHAPE = re.compile(r"(?!.{0,30}\.\.)(?!\.)[A-Za-z0-9_.]{1,30}(?<!\.)")

NAMINGS = {
    naming.network: naming
    for naming in (
        Naming("x", re.compile(r"[A-Za-z0-9_]{1,20}"), "https://x.com/{}", "@{}", "https://x.com/i/user/{}"),
        Naming(
            "github",
            # Names of company accounts end in “_” and a short code, some old ones in a hyphen.
            re.compile(r"(?=.{1,39}\Z)(?!.{0,39}--)[A-Za-z0-9][A-Za-z0-9-]{0,38}(?:_[A-Za-z0-9]{1,10})?"),
            "https://github.com/{}",
            "github.com/{}",
        ),
        Naming("instagram", _INSTAGRAM_SHAPE, "https://www.instagram.com/{}/", "instagram.com/{}"),
        Naming("threads", _INSTAGRAM_SHAPE, "https://www.threads.com/@{}", "threads.com/@{}"),
        Naming("tiktok", re.compile(r"[A-Za-z0-9_.]{2,24}"), "https://www.tiktok.com/@{}", "tiktok.com/@{}"),
        Naming("reddit", re.compile(r"[A-Za-z0-9_-]{3,20}"), "https://www.reddit.com/user/{}", "u/{}"),
        Naming("telegram", re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}"), "https://t.me/{}", "t.me/{}"),
        Naming("keybase", re.compile(r"[A-Za-z0-9_]{2,16}"), "https://keybase.io/{}", "keybase.io/{}"),
        Naming("medium", re.compile(r"[A-Za-z0-9._-]{1,50}"), "https://medium.com/@{}", "medium.com/@{}"),
    )
}

_PAGES_ALSO_NAMES = frozenset({"x"})
"""Networks that let accounts have the name of a page; the path alone cannot lead to them."""


def named(network: str, text: str, *, guess: bool = False) -> Handle:
    """Read the name of an account, with or without “@”; raises ``UnknownHandle`` if no account can have it."""
    naming = NAMINGS[network]
    stable = _STABLE.fullmatch(text)
    if stable:
        return numbered(network, stable[1])
    name = (text.removeprefix("/").removeprefix("u/") if network == "reddit" else text).removeprefix("@")
    page = name.lower() in NETWORKS[network].pages
    if not naming.shape.fullmatch(name) or (page and network not in _PAGES_ALSO_NAMES):
        raise no_handle_on(NETWORKS[network], text)
    address = "https://x.com/intent/user?screen_name={}" if page else naming.address
    return Handle(network, name.lower(), naming.shown.format(name), None, address.format(name), guess)


def numbered(network: str, number: str) -> Handle:
    """Give the handle of an account of which only the number is known; on GitHub it has no address."""
    address = NAMINGS[network].by_number
    if network not in ("x", "github") or not _NUMBER.fullmatch(number):
        raise no_handle_on(NETWORKS[network], number)
    url = address.format(number) if address else None
    shown = url.removeprefix("https://") if url else f"{NETWORKS[network].code}:id:{number}"
    return Handle(network, f"id:{number}", shown, number, url)


def named_in_path(network: str, name: str, brief: str, *, guess: bool = False) -> Handle:
    """Read the name of an account from the first part of a path, which may be a page of the network instead."""
    pages = NETWORKS[network].pages
    if name.lower() in pages:
        raise no_person_on(NETWORKS[network], brief, pages[name.lower()])
    return named(network, name, guess=guess)
