"""YouTube channels: a handle, a channel id, and two older kinds of name that are never taken for one another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from netbook.domain.handles.handle import Handle
from netbook.domain.handles.letters import is_letter
from netbook.domain.handles.networks import NETWORKS
from netbook.domain.handles.problems import no_handle_on, no_person_on
from netbook.domain.text import fold

if TYPE_CHECKING:
    from netbook.domain.handles.links import Link

_YOUTUBE = NETWORKS["youtube"]
_CHANNEL = re.compile(r"UC[A-Za-z0-9_-]{22}")
_SIGNS = frozenset("_-.·")
_LENGTHS = range(3, 31)
_OLD_LENGTHS = range(1, 101)
_OLD_KINDS = frozenset({"c", "user"})


def youtube_name(text: str) -> Handle:
    """Read a handle with or without “@”, a channel id, or an older name as ``c/name`` or ``user/name``."""
    name = text.removeprefix("id:")
    if _CHANNEL.fullmatch(name):
        where = f"youtube.com/channel/{name}"
        return Handle("youtube", f"id:{name}", where, name, f"https://www.{where}")
    kind, slash, old = text.partition("/")
    if slash and kind in _OLD_KINDS and _is_name(old, _OLD_LENGTHS):
        return _handle(f"{kind}/{fold(old)}", f"{kind}/{old}")
    name = text.removeprefix("@")
    if not _is_name(name, _LENGTHS):
        raise no_handle_on(_YOUTUBE, text)
    return _handle(fold(name), f"@{name}")


def youtube_link(link: Link) -> Handle:
    """Read a link to a channel; raises ``NotAPerson`` for videos, which do not say whose they are."""
    if link.site == "youtu.be":
        raise no_person_on(_YOUTUBE, link.brief, "a video")
    first = link.parts[0] if link.parts else ""
    if first.startswith("@"):
        return youtube_name(first)
    if first == "channel" and len(link.parts) > 1:
        if not _CHANNEL.fullmatch(link.parts[1]):
            raise no_handle_on(_YOUTUBE, link.brief)
        return youtube_name(link.parts[1])
    if first in _OLD_KINDS and len(link.parts) > 1:
        return youtube_name(f"{first}/{link.parts[1]}")
    if not first or first.lower() in _YOUTUBE.pages:
        raise no_person_on(_YOUTUBE, link.brief, _YOUTUBE.pages.get(first.lower(), ""))
    found = youtube_name(f"@{first}")
    return Handle(found.network, found.key, found.shown, None, found.url, guess=True)


def _handle(key: str, path: str) -> Handle:
    return Handle("youtube", key, f"youtube.com/{path}", None, f"https://www.youtube.com/{quote(path, safe='/@')}")


def _is_name(name: str, lengths: range) -> bool:
    return len(name) in lengths and all(sign in _SIGNS or is_letter(sign) for sign in name)
