"""Which web site belongs to which network."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_BY_NETWORK = {
    "x": "x.com twitter.com fxtwitter.com vxtwitter.com fixupx.com fixvx.com twittpr.com xcancel.com",
    "bluesky": "bsky.app bsky.social main.bsky.dev staging.bsky.dev deer.social blacksky.community catsky.social "
    "zeppelin.social witchsky.app fxbsky.app bskyx.app bsyy.app",
    "linkedin": "linkedin.com lnkd.in",
    "github": "github.com github.io raw.githubusercontent.com",
    "instagram": "instagram.com instagr.am",
    "threads": "threads.net threads.com",
    "youtube": "youtube.com youtu.be youtube-nocookie.com",
    "facebook": "facebook.com fb.com fb.me fb.watch",
    "tiktok": "tiktok.com",
    "reddit": "reddit.com redd.it",
    "telegram": "t.me telegram.me telegram.dog web.telegram.org",
    "matrix": "matrix.to",
    "keybase": "keybase.io",
    "medium": "medium.com",
}
_NETWORK: Mapping[str, str] = MappingProxyType(
    {host: network for network, hosts in _BY_NETWORK.items() for host in hosts.split()}
)
PERSONAL = frozenset({"github.io", "bsky.social", "medium.com", "t.me"})
"""Sites on which the part before the domain is the name of an account: ``ada.github.io``."""

# Sites that write an account as the fediverse does (/@ada, /u/ada) and are no part of it.
NOT_FEDIVERSE = frozenset(
    {
        "substack.com",
        "producthunt.com",
        "hashnode.com",
        "unsplash.com",
        "hub.docker.com",
        "stackoverflow.com",
        "kaggle.com",
        "vimeo.com",
        "openstreetmap.org",
        "dev.to",
        "codeberg.org",
        "gitlab.com",
        "bitbucket.org",
    }
)
SHORT_LINKS = frozenset({"t.co", "bit.ly", "tinyurl.com", "lnkd.in", "fb.me", "goo.gl", "ow.ly", "buff.ly", "is.gd"})
"""Sites whose links lead elsewhere and do not say where."""

_SAME_SITE = re.compile(
    r"(?:www|m|mobile|touch|mbasic|web|amp|old|new|np|i|sh|gist|vm|vt|music|[a-z]{2}(?:-[a-z]{2})?)?"
)
_NITTER = "nitter"


def site_of(host: str) -> tuple[str, str, str] | None:
    """Return the network of a host in lower case, the network's own domain, and what stands before it; None if none."""
    labels = host.split(".")
    for start in range(len(labels) - 1):
        domain = ".".join(labels[start:])
        if domain in _NETWORK:
            return _NETWORK[domain], domain, ".".join(labels[:start])
    if _NITTER in labels[:-1]:
        return "x", host, ""
    return None


def network_of(host: str) -> str | None:
    """Return the name of the network to which a host in lower case belongs, or None."""
    site = site_of(host)
    return site[0] if site else None


def is_profile_site(domain: str, before: str) -> bool:
    """Say whether profiles are found on such a host: www, mobile and country sites, not documentation and the like."""
    return domain in PERSONAL or _SAME_SITE.fullmatch(before) is not None
