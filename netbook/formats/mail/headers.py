"""The head of one message: who wrote it to whom, when and about what (RFC 5322, RFC 2047)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime
from functools import lru_cache

from netbook.domain.text import norm_line

MOST_ADDRESSES = 200
"""Addresses that are read of one header."""
_LONGEST_VALUE = 20_000
_LONGEST_DATE = 100
_MOST_COMMENTS = 40
"""Brackets in the addresses of a header; more are no comments, and reading them would go too deep."""
_BRACKETS = str.maketrans("()", "  ")
_WANTED = frozenset(
    (
        *("from", "sender", "to", "cc", "delivered-to", "x-original-to", "date", "subject", "message-id"),
        *("list-id", "list-unsubscribe", "list-post", "precedence", "auto-submitted", "x-spam-flag", "x-gmail-labels"),
    )
)
_FOLD = re.compile(r"\r?\n(?=[ \t])")
_YEARS = range(1970, 2200)
_UNKNOWN_ZONE = "-0000"


@dataclass(frozen=True, slots=True)
class Head:
    """What is read of a message; several headers of one name are put together with commas."""

    values: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """Return a header that is named in small letters; empty if there is none."""
        return self.values.get(name, "")

    def addresses(self, *names: str) -> list[tuple[str, str]]:
        """Return the names and addresses in some headers; the names may be empty."""
        return [pair for name in names for pair in _addresses(self.get(name))]

    @property
    def subject(self) -> str:
        """The subject, decoded."""
        return norm_line(decoded(self.get("subject")))


def read_head(content: bytes) -> Head:
    """Read the lines of a head; those that are no headers are passed over."""
    values: dict[str, str] = {}
    for line in _FOLD.sub("", _text(content)).split("\n"):
        name, colon, value = line.partition(":")
        key = name.strip().lower()
        if colon and key in _WANTED:
            value = value.strip()[:_LONGEST_VALUE]
            values[key] = f"{values[key]}, {value}" if key in values else value
    return Head(values)


@lru_cache(maxsize=20_000)
def _addresses(value: str) -> tuple[tuple[str, str], ...]:
    """Read the addresses of a header; the same people write to each other again and again."""
    if "@" not in value:
        return ()
    plain = value.translate(_BRACKETS) if value.count("(") > _MOST_COMMENTS else value
    found = getaddresses([plain])[:MOST_ADDRESSES]
    return tuple((name_shown(name), address) for name, address in found if "@" in address)


def decoded(text: str) -> str:
    """Read encoded words, those in a character set that nobody knows as far as that goes."""
    if "=?" not in text:
        return text
    try:
        parts = decode_header(text)
    except (HeaderParseError, ValueError):
        return text
    return "".join(part if isinstance(part, str) else _decoded_bytes(part, charset) for part, charset in parts)


def name_shown(name: str) -> str:
    """Return the name beside an address, decoded and without quotation marks; empty if it is an address itself."""
    shown = norm_line(decoded(name)).strip("'\" ")
    return "" if "@" in shown else shown


def sent_on(head: Head, separator: bytes) -> datetime | date | None:
    """Say when a message was sent: the instant, or the day where the time has no zone.

    What the mailbox wrote above the message stands in for a date that cannot be read.
    """
    text = head.get("date")
    moment = _moment(text)
    if moment is None:
        return _filed_on(separator)
    if moment.tzinfo is not None:
        return _in_utc(moment)
    return moment.replace(tzinfo=UTC) if _UNKNOWN_ZONE in text else moment.date()


def _filed_on(separator: bytes) -> datetime | date | None:
    """Read what stands behind the sender in the line above a message: “Mon Mar 04 11:20:34 +0000 2024”."""
    text = separator.decode("ascii", "replace").partition(" ")[2].partition(" ")[2]
    moment = _moment(text)
    if moment is None or moment.tzinfo is None:
        return None if moment is None else moment.date()
    return _in_utc(moment)


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text[:_LONGEST_DATE])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.year in _YEARS else None


def _in_utc(moment: datetime) -> datetime | None:
    try:
        return moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _decoded_bytes(part: bytes, charset: str | None) -> str:
    try:
        return part.decode(charset or "raw-unicode-escape", "replace")
    except (LookupError, ValueError):
        return part.decode("utf-8", "replace")
