"""LinkedIn: the slug of a profile in any script, the old public addresses, and the ids that hide a slug."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from netbook.domain.handles.handle import Handle
from netbook.domain.handles.letters import is_letter
from netbook.domain.handles.networks import NETWORKS
from netbook.domain.handles.problems import UnknownHandle, no_handle_on, no_person_on, quoted
from netbook.domain.text import fold, norm

if TYPE_CHECKING:
    from netbook.domain.handles.links import Link

_LINKEDIN = NETWORKS["linkedin"]
_LENGTHS = range(3, 101)
_MEMBER_ID = re.compile(r"ACo[A-Za-z0-9_-]{20,80}")
_SIGNS = frozenset("-_.~'’·")
_BROKEN = "\ufffd"
_OLD_DEPTHS = range(2, 7)
_BEFORE_IN = frozenset({"mwlite", "m"})


def linkedin_name(text: str) -> Handle:
    """Read a slug, with or without ``in/`` or “@” before it, an old ``pub/name/1/2/3``, or the id of a member."""
    path = text.removeprefix("/").removesuffix("/")
    folder, slash, rest = path.partition("/")
    if slash and folder.lower() == "pub":
        return _old_address(tuple(unquote(part) for part in rest.split("/")), text)
    if slash and folder.lower() == "in":
        path = rest.partition("/")[0]
    return _profile(path.removeprefix("@").removeprefix("id:"), text)


def linkedin_link(link: Link) -> Handle:
    """Read a link to a profile or to a post, which names its author before the first “_”.

    A post is a guess, because companies post under the same form of address. Raises ``NotAPerson`` for other pages.
    """
    if link.site == "lnkd.in":
        raise UnknownHandle(
            f"{quoted(link.brief)} is a short link, which does not say where it leads. "
            "Open it, and paste the address it leads to."
        )
    parts = link.parts[1:] if link.parts and link.parts[0].lower() in _BEFORE_IN else link.parts
    match [parts[0].lower() if parts else "", *parts[1:]]:
        case ["in", slug, *_]:
            return _profile(slug, link.brief)
        case ["pub", first, *rest] if first.lower() != "dir":
            return _old_address((first, *rest), link.brief)
        case ["posts", post, *_]:
            found = _profile(post.partition("_")[0], link.brief)
            return Handle(found.network, found.key, found.shown, found.stable_id, found.url, guess=True)
        case [page, *_]:
            raise no_person_on(_LINKEDIN, link.brief, _LINKEDIN.pages.get(page, ""))
    raise no_person_on(_LINKEDIN, link.brief)


def _profile(slug: str, text: str) -> Handle:
    if _MEMBER_ID.fullmatch(slug):
        return Handle("linkedin", f"id:{slug}", f"in/{slug}", slug, f"https://www.linkedin.com/in/{slug}")
    name = _visible(slug)
    if len(name) not in _LENGTHS or not _is_slug(name):
        raise no_handle_on(_LINKEDIN, text)
    return _handle(fold(name), f"in/{name}")


def _old_address(parts: tuple[str, ...], text: str) -> Handle:
    """Read ``pub/name/a/b/c``, which is kept whole: the name alone was shared by many."""
    visible = [_visible(part) for part in parts if part]
    if len(visible) == 1:
        return _profile(visible[0], text)
    if len(visible) not in _OLD_DEPTHS or not all(map(_is_slug, visible)):
        raise no_handle_on(_LINKEDIN, text)
    path = "/".join(["pub", *visible])
    return _handle(fold(path), path)


def _handle(key: str, path: str) -> Handle:
    return Handle("linkedin", key, path, None, f"https://www.linkedin.com/{quote(path, safe='/')}")


def _visible(slug: str) -> str:
    """Decode the escapes of a slug and drop what cannot be seen in it."""
    decoded = norm(unquote(slug))
    return decoded if decoded.isascii() else norm("".join(sign for sign in decoded if fold(sign)))


def _is_slug(name: str) -> bool:
    """Say whether a slug has only letters and digits of any script, hyphens and the like, and pictures."""
    letters = [sign for sign in name if is_letter(sign) or _is_picture(sign)]
    others = len(name) - len(letters)
    return len(name) <= _LENGTHS[-1] and letters != [] and others == sum(sign in _SIGNS for sign in name)


def _is_picture(sign: str) -> bool:
    return sign != _BROKEN and unicodedata.category(sign) == "So"
