"""The text of a message or a post, as it is kept with its interaction."""

from __future__ import annotations

NOTE_CHARACTERS = 2_000
"""How much of a text is kept as the note of its interaction."""


def kept_note(text: str) -> str | None:
    """Return a text with plain line ends, cut at the length that is kept; None where nothing is left of it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(plain) > NOTE_CHARACTERS:
        plain = plain[: NOTE_CHARACTERS - 1].rstrip() + "…"
    return plain or None
