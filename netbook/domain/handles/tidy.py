"""The first look at what was typed: invisible characters go, and what can be no handle is refused."""

from __future__ import annotations

import re

from netbook.domain.handles.problems import UnknownHandle, quoted
from netbook.domain.text import norm

LONGEST = 4096
"""Characters that are read at most; no link to a profile is longer."""

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]{1,64}"
)


def tidy(text: str) -> str:
    """Return the text in NFC, trimmed, without zero-width and bidi characters; raises ``UnknownHandle`` if unreadable."""
    if len(text) > LONGEST:
        raise UnknownHandle(
            f"{quoted(text)} is too long for a handle or a link. Paste the address of the profile alone."
        )
    word = norm(_UNSEEN.sub("", text)).strip()
    if not word:
        raise UnknownHandle("There is no handle here. Type one such as @ada, or paste a link to a profile.")
    return word


def one_word(word: str) -> str:
    """Return a tidy text as it is; raises ``UnknownHandle`` if it has spaces or characters that cannot be printed."""
    if any(map(str.isspace, word)):
        raise UnknownHandle(
            f"{quoted(word)} is several words, and a handle is one. Type one such as @ada, or paste a link to a profile."
        )
    if not word.isprintable():
        raise UnknownHandle(
            f"{quoted(word)} has characters that no handle has. Type it again, or paste a link to the profile."
        )
    return word
