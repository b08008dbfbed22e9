"""What single values of a Meta export mean: text that was encoded twice, names, and instants.

Meta writes every byte of its UTF-8 as a character of its own, so that “é” is read as “Ã©”; this is undone string by
string, after the file was parsed, and what was written properly is left alone.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

_NAMELESS = frozenset(
    {
        "facebook user",
        "facebook-nutzer",
        "facebook-nutzer/in",
        "utilisateur facebook",
        "usuario de facebook",
        "utente di facebook",
        "instagram user",
        "instagram-nutzer",
        "instagram-nutzer/in",
        "utilisateur instagram",
        "usuario de instagram",
        "utente di instagram",
    }
)
_LATEST_SECOND = 253_402_300_799
"""The last second of the year 9999, in seconds since 1970."""


def mended(text: str) -> str:
    """Return a text as it was meant."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def text_in(value: Any) -> str:
    """Return a value as it was meant if it is a text, else nothing."""
    return mended(value) if isinstance(value, str) else ""


def name_in(value: Any) -> str:
    """Return a value as a name on one line; nothing if it is none."""
    return " ".join(text_in(value).split())


def is_nameless(name: str) -> bool:
    """Say whether this stands for an account that is closed, and whose name Meta no longer gives."""
    return not name or name.casefold() in _NAMELESS


def instant_of(value: Any, *, per_second: int = 1) -> datetime | None:
    """Return the instant of a number of seconds, or of ``per_second``-ths, since 1970; None if there is none."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    if not 0 < value <= _LATEST_SECOND * per_second:
        return None
    return datetime.fromtimestamp(value / per_second, UTC)
