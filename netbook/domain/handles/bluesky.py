"""Bluesky: a handle is a domain name, and the account behind it a DID."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netbook.domain.handles.handle import Handle
from netbook.domain.handles.networks import NETWORKS
from netbook.domain.handles.problems import UnknownHandle, no_handle_on, no_person_on, quoted

if TYPE_CHECKING:
    from netbook.domain.handles.links import Link

_BLUESKY = NETWORKS["bluesky"]
_LONGEST = 253  # characters, by the specification of handles
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_TOP_LABEL = re.compile(r"[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_BARE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{1,16}[A-Za-z0-9]")
_DID = re.compile(r"did:(?:plc:[a-z2-7]{24}|web:[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}(?:%3A[0-9]{1,5})?)")
_NO_ACCOUNT = "invalid"


def is_bluesky_name(text: str) -> bool:
    """Say whether a text can be a handle by the specification; ``handle.invalid`` stands for a broken one and is none."""
    labels = text.split(".") if len(text) <= _LONGEST else []
    if len(labels) < 2 or labels[-1].lower() == _NO_ACCOUNT:
        return False
    return all(map(_LABEL.fullmatch, labels)) and _TOP_LABEL.fullmatch(labels[-1]) is not None


def bluesky_name(text: str, *, guess: bool = False) -> Handle:
    """Read a handle with or without “@”, or a DID, alone or after ``id:``; a bare name lacks its domain."""
    did = text.removeprefix("id:").removeprefix("@")
    if _DID.fullmatch(did):
        return Handle("bluesky", f"id:{did}", did, did, f"https://bsky.app/profile/{did}")
    name = text.removeprefix("@")
    if is_bluesky_name(name):
        key = name.lower()
        return Handle("bluesky", key, f"@{key}", None, f"https://bsky.app/profile/{key}", guess)
    if name.lower() == f"handle.{_NO_ACCOUNT}":
        raise UnknownHandle(
            f"{quoted(text)} is what Bluesky shows for an account whose handle is broken. Paste its DID, did:plc:…, "
            f"or its handle, such as {_BLUESKY.example}."
        )
    if _BARE_NAME.fullmatch(name):
        raise UnknownHandle(
            f"{quoted(text)} is only half of a Bluesky handle, which is a whole domain name. "
            f"Write it like {_BLUESKY.example}.",
            f"@{name.lower()}.bsky.social",
        )
    raise no_handle_on(_BLUESKY, text)


def bluesky_at_uri(text: str) -> Handle:
    """Read the account of an ``at://`` address; what stands below it, such as a post, is dropped."""
    return bluesky_name(text[len("at://") :].partition("/")[0])


def bluesky_link(link: Link) -> Handle:
    """Read a link to a profile, or to a post, list or feed below it, in any of the known apps."""
    if link.site == "bsky.social" and link.before_site not in ("", "www"):
        return bluesky_name(link.host)
    if link.parts[:1] == ("profile",) and len(link.parts) > 1:
        return bluesky_name(link.parts[1])
    pages = {"starter-pack": "a starter pack", "start": "a starter pack", "search": "a search", "hashtag": "a hashtag"}
    raise no_person_on(_BLUESKY, link.brief, pages.get(link.parts[0], "") if link.parts else "")
