"""What the fields of Bluesky's records mean: addresses, instants, and who is spoken to in a post."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.formats.bluesky.cbor import Value

POSTS = "app.bsky.feed.post"
FOLLOWS = "app.bsky.graph.follow"

_MENTION_FACET = "app.bsky.richtext.facet#mention"
_AT_URI = re.compile(r"at://([A-Za-z0-9.:%_-]{1,2048})(?:/([A-Za-z0-9.-]{1,317})(?:/([A-Za-z0-9._:~-]{1,512}))?)?")


@dataclass(frozen=True, slots=True)
class Subject:
    """What an ``at://`` address leads to: the account (a DID, seldom a handle), and the collection below it."""

    account: str
    collection: str


def subject(uri: str) -> Subject | None:
    """Return what an ``at://`` address leads to, or None if it is none."""
    found = _AT_URI.fullmatch(uri)
    return Subject(found[1], found[2] or "") if found else None


def text_at(value: Value, *path: str) -> str:
    """Return the text that stands at a path of keys; empty if there is none."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


def number_at(value: Value, *path: str) -> int:
    """Return the whole number that stands at a path of keys; -1 if there is none."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, int) else -1


def mentions(post: dict[str, Value]) -> Iterator[tuple[str, str]]:
    """Yield the DID of everybody whom a post mentions, with the words that do it.

    Posts since the summer of 2023 say so in facets, whose places count bytes, older ones in entities, whose places
    count UTF-16 units.
    """
    text = text_at(post, "text")
    for facet in _maps(post.get("facets")):
        for feature in _maps(facet.get("features")):
            if feature.get("$type") == _MENTION_FACET and (did := text_at(feature, "did")):
                start, end = number_at(facet, "index", "byteStart"), number_at(facet, "index", "byteEnd")
                yield did, _cut(text, "utf-8", start, end)
    for entity in _maps(post.get("entities")):
        if entity.get("type") == "mention" and (did := text_at(entity, "value")):
            start, end = number_at(entity, "index", "start"), number_at(entity, "index", "end")
            yield did, _cut(text, "utf-16-le", 2 * start, 2 * end)


def quoted(post: dict[str, Value]) -> str:
    """Return the address of what a post quotes, alone or beside pictures; empty if it quotes nothing."""
    return text_at(post, "embed", "record", "uri") or text_at(post, "embed", "record", "record", "uri")


def _maps(value: Value) -> Iterator[dict[str, Value]]:
    for each in value if isinstance(value, list) else []:
        if isinstance(each, dict):
            yield each


def _cut(text: str, encoding: str, start: int, end: int) -> str:
    """Return the part between two places of an encoded text; empty where they make no sense."""
    if not 0 <= start < end:
        return ""
    return text.encode(encoding, "replace")[start:end].decode(encoding, "replace")
