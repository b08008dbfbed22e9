"""What single values in an X archive mean: dates, account numbers, names of accounts and links."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from netbook.domain.handles import handle_on, parse_handle
from netbook.errors import UsageProblem

if TYPE_CHECKING:
    from netbook.domain.handles import Handle

X_NETWORK = "x"

# In English whatever the machine's language is, so no strptime.
_MONTHS_IN_ORDER = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_MONTHS = {name: f"{number:02}" for number, name in enumerate(_MONTHS_IN_ORDER.split(), start=1)}
_LENGTH_OF_OLD_DATE = len("Sat Feb 18 12:33:11 +0000 2023")
_LONGEST_DATE = 40
_LONGEST_LINK = 1_000
_NAME = re.compile(r"[A-Za-z0-9_]{1,20}", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]{0,19}", re.ASCII)


def instant(text: str) -> datetime | None:
    """Return a UTC instant written as tweets, messages or the oldest archives write it, or None if it is none."""
    if len(text) > _LONGEST_DATE:
        return None
    try:
        if len(text) == _LENGTH_OF_OLD_DATE and text[3] == " ":
            month = _MONTHS[text[4:7]]
            at = datetime.fromisoformat(f"{text[26:]}-{month}-{text[8:10]}T{text[11:19]}{text[20:25]}")
        else:
            at = datetime.fromisoformat(text.strip().replace(" +", "+"))
        return at if at.tzinfo is UTC else at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (KeyError, ValueError, OverflowError):
        return None


def account_number(value: object) -> str:
    """Return the number of an account as text; empty for what is none, such as the -1 of accounts that are gone."""
    text = value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
    return text if _NUMBER.fullmatch(text) else ""


def account_called(name: str) -> Handle | None:
    """Return the account of a name, or None if no account can be called so."""
    return _account(name) if _NAME.fullmatch(name) else None


@lru_cache(maxsize=65_536)
def _account(name: str) -> Handle | None:
    try:
        return handle_on(X_NETWORK, name)
    except UsageProblem:
        return None


def account_numbered(number: str) -> Handle:
    """Return the account of a number, of which nothing else is known."""
    return handle_on(X_NETWORK, f"id:{number}")


def with_number(handle: Handle, number: str) -> Handle:
    """Return a handle that knows the number of its account."""
    return replace(handle, stable_id=number)


def account_linked(link: str) -> Handle | None:
    """Return the account on X that a link leads to, also from one of its tweets or lists; None if it names none."""
    return _linked(link) if len(link) <= _LONGEST_LINK else None


@lru_cache(maxsize=4_096)
def _linked(link: str) -> Handle | None:
    try:
        handle = parse_handle(link)
    except UsageProblem:
        return None
    return handle if handle.network == X_NETWORK else None
