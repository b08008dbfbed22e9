"""Facebook accounts: names ignore case and dots, and many people have a number alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netbook.domain.handles.handle import Handle
from netbook.domain.handles.networks import NETWORKS
from netbook.domain.handles.problems import no_handle_on, no_person_on

if TYPE_CHECKING:
    from netbook.domain.handles.links import Link

# Names given today have five characters or more; some of the first members have fewer.
_NAME = re.compile(r"(?=(?:\.{0,50}[A-Za-z0-9]){3})[A-Za-z0-9.]{3,50}")
_NUMBER = re.compile(r"(?:id:)?([0-9]{1,20})")
_FACEBOOK = NETWORKS["facebook"]
_PAGES_WITH_NUMBER = frozenset({"profile.php", "story.php", "permalink.php"})


def facebook_name(text: str) -> Handle:
    """Read a name or, after ``id:`` or as digits alone, an account number."""
    name = text.removeprefix("@")
    number = _NUMBER.fullmatch(name)
    if number:
        address = f"facebook.com/profile.php?id={number[1]}"
        return Handle("facebook", f"id:{number[1]}", address, number[1], f"https://www.{address}")
    if not _NAME.fullmatch(name) or name.lower() in _FACEBOOK.pages:
        raise no_handle_on(_FACEBOOK, text)
    key = name.lower().replace(".", "")
    return Handle("facebook", key, f"facebook.com/{name}", None, f"https://www.facebook.com/{name}")


def facebook_link(link: Link) -> Handle:
    """Read a link to a profile or to a post below it; raises ``NotAPerson`` for pages, groups and the like."""
    first = link.parts[0].lower() if link.parts else ""
    if link.site in ("fb.me", "fb.watch") or not first:
        raise no_person_on(_FACEBOOK, link.brief, "a video" if link.site == "fb.watch" else "")
    number = link.asked.get("id", "")
    if first in _PAGES_WITH_NUMBER and _NUMBER.fullmatch(number):
        return facebook_name(f"id:{number.removeprefix('id:')}")
    if first == "people" and _NUMBER.fullmatch(link.parts[-1]):
        return facebook_name(link.parts[-1])
    if first in _FACEBOOK.pages:
        raise no_person_on(_FACEBOOK, link.brief, _FACEBOOK.pages[first])
    return facebook_name(link.parts[0])
