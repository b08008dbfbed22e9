"""Links to the networks on which an account is one plain name."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from netbook.domain.handles.handle import Handle
from netbook.domain.handles.names import named, named_in_path, numbered
from netbook.domain.handles.networks import NETWORKS
from netbook.domain.handles.problems import NotAPerson, no_person_on

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netbook.domain.handles.links import Link

_GIST_ID = re.compile(r"[0-9a-f]{20,40}")
_SHORT_LINK_ID = re.compile(r"[A-Za-z0-9]{4,20}")
_MEDIUM_ID = re.compile(r"[0-9a-f]{8,16}")
_X_PAGES_WITH_NAMES = frozenset({"intent", "share", "search"})


def _page(link: Link, what: str = "") -> NotAPerson:
    return no_person_on(NETWORKS[link.network or "blog"], link.brief, what)


def _first(link: Link, what: str = "") -> str:
    """Return the first part of the path; raises ``NotAPerson`` if there is none."""
    if not link.parts:
        raise _page(link, what)
    return link.parts[0]


def _second(link: Link, what: str = "") -> str:
    if len(link.parts) < 2:
        raise _page(link, what)
    return link.parts[1]


def _x(link: Link) -> Handle:
    """Read a profile, a post, an old link with its path in the fragment, or a link by account number."""
    name = link.asked.get("screen_name")
    if name and (not link.parts or link.parts[0].lower() in _X_PAGES_WITH_NAMES):
        return named("x", name)
    number = link.asked.get("user_id")
    if number and link.parts[:1] == ("intent",):
        return numbered("x", number)
    if link.parts[:2] == ("i", "user"):
        return numbered("x", link.parts[2] if len(link.parts) > 2 else "")
    if not link.parts and link.raw_fragment.startswith("!/"):
        return named_in_path("x", link.raw_fragment[2:].partition("/")[0], link.brief)
    first = _first(link)
    if first.startswith("@"):
        return named("x", first)
    if first == "i" and "status" in link.parts:
        raise _page(link, "a post whose link does not name its author")
    return named_in_path("x", first, link.brief)


def _github(link: Link) -> Handle:
    """Read a profile, a gist, a site on github.io, or a repository, whose owner may not be the person meant."""
    if link.site == "github.io":
        if not link.before_site:
            raise _page(link)
        return named("github", link.before_site.rpartition(".")[2])
    first = _first(link)
    if first.lower() in ("sponsors", "stars"):
        return named_in_path("github", _second(link), link.brief)
    if link.before_site == "gist" and _GIST_ID.fullmatch(first):
        raise _page(link, "a gist whose link does not name its author")
    guess = len(link.parts) > 1 and link.before_site != "gist"
    return named_in_path("github", first, link.brief, guess=guess)


def _instagram(link: Link) -> Handle:
    """Read a profile, a story, or a post below a profile; a bare post does not say whose it is."""
    first = _first(link).lower()
    if first == "_u" or (first == "stories" and _second(link).lower() != "highlights"):
        return named_in_path("instagram", _second(link), link.brief)
    return named_in_path("instagram", link.parts[0].removeprefix("@"), link.brief)


def _threads(link: Link) -> Handle:
    first = _first(link)
    return named("threads", first) if first.startswith("@") else named_in_path("threads", first, link.brief)


def _tiktok(link: Link) -> Handle:
    """Read a profile or a video; a short link is kept as it is, since it does not say where it leads."""
    first = _first(link)
    short = first if link.before_site in ("vm", "vt") else ""
    if first == "t" and len(link.parts) > 1:
        short = link.parts[1]
    if short and _SHORT_LINK_ID.fullmatch(short):
        host = "tiktok.com/t" if first == "t" else f"{link.before_site}.tiktok.com"
        where = f"{host}/{short}"
        url = f"https://www.{where}/" if first == "t" else f"https://{where}/"
        return Handle("tiktok", where, where, None, url, guess=True)
    if not first.startswith("@"):
        raise _page(link)
    return named("tiktok", first)


def _reddit(link: Link) -> Handle:
    """Read a profile; a link to a post or comment names the community but not its author."""
    kind = _first(link).lower()
    second = _second(link)
    if kind in ("u", "user"):
        return named_in_path("reddit", second, link.brief)
    if kind == "r" and second.lower().startswith("u_"):
        return named("reddit", second[2:])
    if kind == "r":
        post = "comments" in link.parts
        raise _page(link, "a post whose link does not name its author" if post else "a community")
    raise _page(link)


def _telegram(link: Link) -> Handle:
    """Read a profile, also from a post in a channel, a preview, or the web client, which has it in the fragment."""
    if link.site == "web.telegram.org":
        name = link.raw_fragment.removeprefix("/im?p=")
        if not name.startswith("@"):
            raise _page(link)
        return named("telegram", name)
    if link.site == "t.me" and link.before_site not in ("", "www"):
        return named_in_path("telegram", link.before_site, link.brief)
    first = _first(link)
    if first.startswith("+"):
        raise _page(link, "an invitation to a group")
    name = _second(link) if first == "s" else first
    return named_in_path("telegram", name.removeprefix("@"), link.brief)


def _keybase(link: Link) -> Handle:
    return named_in_path("keybase", _first(link), link.brief)


def _medium(link: Link) -> Handle:
    """Read a profile or an article below it; everything else belongs to a publication."""
    if link.before_site not in ("", "www", "m"):
        return named("medium", link.before_site)
    first = _first(link)
    if first.startswith("@"):
        return named("medium", first)
    if first == "u" and _MEDIUM_ID.fullmatch(_second(link)):
        number = link.parts[1]
        return Handle("medium", f"id:{number}", f"medium.com/u/{number}", number, f"https://medium.com/u/{number}")
    raise _page(link, "a publication" if len(link.parts) == 1 else "a page of a publication")


PROFILES: Mapping[str, Callable[[Link], Handle]] = MappingProxyType(
    {
        "x": _x,
        "github": _github,
        "instagram": _instagram,
        "threads": _threads,
        "tiktok": _tiktok,
        "reddit": _reddit,
        "telegram": _telegram,
        "keybase": _keybase,
        "medium": _medium,
    }
)
"""How a link to each of these networks is read."""
