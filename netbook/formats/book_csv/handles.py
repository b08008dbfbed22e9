"""A handle as one piece of text that people can read, and that gives the same handle back."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from netbook.domain.handles import NETWORKS, Handle, handle_on
from netbook.domain.handles.links import has_web_scheme
from netbook.errors import UsageProblem

if TYPE_CHECKING:
    from netbook.domain.portable import PortableHandle

_PIECE = re.compile(
    r"(?P<network>[a-z]{1,20}):(?P<shown>.{1,4000}?)(?: key=(?P<key>\S{1,4000}))?(?: id=(?P<id>\S{1,4000}))?"
    r"(?: url=(?P<url>\S{1,4000}))?",
    re.DOTALL,
)


def handle_text(handle: PortableHandle) -> str:
    """Write a handle as ``github:github.com/ada``, with what its text alone would not give back behind it."""
    read = _read(handle.network, handle.shown)
    text = f"{handle.network}:{handle.shown}"
    if read is None or read.key != handle.key or read.shown != handle.shown:
        text += f" key={handle.key}"
    if handle.stable_id and (read is None or read.stable_id != handle.stable_id):
        text += f" id={handle.stable_id}"
    if handle.url and (read is None or read.url != handle.url):
        text += f" url={handle.url}"
    return text


def is_plain(handle: PortableHandle) -> bool:
    """Say whether what people read of a handle gives the whole handle back, if the network is known."""
    return handle_text(handle) == f"{handle.network}:{handle.shown}"


def handle_written(text: str) -> Handle | None:
    """Read what was written; None if it is no handle."""
    found = _PIECE.fullmatch(text)
    if found is None or found["network"] not in NETWORKS:
        return None
    handle = _read(found["network"], found["shown"])
    if found["key"]:
        if not found["key"].isprintable():
            return None
        handle = Handle(found["network"], found["key"], found["shown"])
    if handle is None:
        return None
    url = found["url"] if found["url"] and has_web_scheme(found["url"]) else handle.url
    return replace(handle, stable_id=found["id"] or handle.stable_id, url=url, guess=False)


def _read(network: str, shown: str) -> Handle | None:
    try:
        return handle_on(network, shown)
    except UsageProblem:
        return None
