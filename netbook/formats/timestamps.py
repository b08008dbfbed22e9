"""Instants as networks write them in their exports."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,20}))?(Z|[+-]\d\d:\d\d)", re.ASCII)
_MICROSECONDS = 6


def instant(text: str) -> datetime | None:
    """Return the UTC instant of ``2024-02-29T12:00:00.123Z`` or ``…-07:00``, or None if the text is none.

    A zone must be there, as RFC 3339 has it; parts of a microsecond are dropped.
    """
    found = _INSTANT.fullmatch(text)
    if not found or found[3] == "-00:00":
        return None
    fraction = (found[2] or "")[:_MICROSECONDS].ljust(_MICROSECONDS, "0")
    try:
        return datetime.fromisoformat(f"{found[1]}.{fraction}{found[3].replace('Z', '+00:00')}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
