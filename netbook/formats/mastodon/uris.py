"""Addresses of accounts and posts in the fediverse, as far as their form says something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_URI = 500
"""Characters of an address; longer ones are no accounts, and would not fit into an index."""

_PUBLIC = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_FOLLOWERS = ("/followers", "/followers_collection")

_WEB = re.compile(r"https?://([^/?#@\s]{1,260})(/[^\s<>\"]{0,2000})")
_NAME = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9_])?"
# Of the numbered accounts of Misskey and its relatives the address holds an id, which looks like no name.
_MISSKEY_ID = re.compile(r"(?=[a-z]{0,9}[0-9][a-z]{0,9}[0-9])[789a][0-9a-z]{9}(?:[0-9a-z]{6})?")
_ACTOR = re.compile(rf"/(?:(users|u|accounts|profile|author|channel)/|@)({_NAME})(?:@([^/@]{{1,253}}))?/?")
_POST = re.compile(
    rf"(/ap/users/[0-9]{{1,20}}|/(?:users|u)/{_NAME}|/@{_NAME}(?:@[^/@]{{1,253}})?)/(?!followers|following|outbox)[^/].{{0,500}}"
)
_PIXELFED_POST = re.compile(rf"/p/({_NAME})/[0-9]{{1,20}}")


def split(uri: str) -> tuple[str, str] | None:
    """Return host, in small letters, and path of a web address; None if the text is none."""
    found = _WEB.fullmatch(uri) if len(uri) <= LONGEST_URI else None
    return (found[1].lower(), found[2]) if found else None


def local_name(uri: str) -> tuple[str, str] | None:
    """Return host and name that the address of an account seems to hold; None if it holds no name."""
    parts = split(uri)
    found = _ACTOR.fullmatch(parts[1]) if parts else None
    if not parts or not found or (found[1] and (found[2].isdigit() or _MISSKEY_ID.fullmatch(found[2]))):
        return None
    return (found[3] or parts[0]).lower(), found[2]


def is_page(uri: str) -> bool:
    """Say whether an address is that of a page for people (``/@ada``), which is no stable id."""
    parts = split(uri)
    return parts is not None and parts[1].startswith("/@")


def author_of(status: str) -> str | None:
    """Return the address of the account whose post this is, or None if the post's address does not hold it."""
    parts = split(status)
    if not parts:
        return None
    found = _POST.fullmatch(parts[1])
    if found:
        return f"https://{parts[0]}{found[1]}"
    found = _PIXELFED_POST.fullmatch(parts[1])
    return f"https://{parts[0]}/users/{found[1]}" if found else None


def texts(value: Any) -> Iterator[str]:
    """Yield the addresses in a field that may hold one, several, or objects with an ``id``."""
    for each in value if isinstance(value, list) else (value,):
        found = each.get("id") if isinstance(each, dict) else each
        if isinstance(found, str):
            yield found


def text(*values: Any) -> str:
    """Return the first address in any of several fields; empty if there is none."""
    return next((found for value in values for found in texts(value)), "")


def addressees(*fields: Any) -> list[str]:
    """Return the single accounts that a post is addressed to, each once."""
    found = (each for field in fields for each in texts(field))
    return list(dict.fromkeys(each for each in found if not is_crowd(each)))


def is_crowd(uri: str) -> bool:
    """Say whether an address stands for everybody, or for somebody's followers."""
    return uri in _PUBLIC or uri.rstrip("/").endswith(_FOLLOWERS)


def mention_tags(tags: Any) -> Iterator[tuple[str, str]]:
    """Yield address and name of everybody whom a post mentions."""
    for tag in tags if isinstance(tags, list) else (tags,):
        if isinstance(tag, dict) and tag.get("type") == "Mention" and isinstance(tag.get("href"), str):
            name = tag.get("name")
            yield tag["href"], name if isinstance(name, str) else ""
