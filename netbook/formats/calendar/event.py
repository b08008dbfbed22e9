"""One event of a calendar: when, what, where, and who was asked to come (RFC 5545, 3.6.1 and 3.8.4)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbook.domain.channels import Channel
from netbook.domain.handles import handle_on
from netbook.domain.text import norm_line
from netbook.errors import NetbookError
from netbook.formats.calendar.times import Moment, moments
from netbook.formats.vcard.lines import properties
from netbook.formats.vcard.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netbook.domain.handles import Handle
    from netbook.domain.records import Origin
    from netbook.formats.calendar.zones import Zones
    from netbook.formats.vcard.lines import Property

MOST_INVITED = 500
"""Attendees that are read of one event."""
_LONGEST_TEXT = 5_000
_NO_PERSON = frozenset({"ROOM", "RESOURCE", "GROUP"})
_NO_MAILBOXES = (
    "@group.calendar.google.com",
    "@resource.calendar.google.com",
    "@group.v.calendar.google.com",
    "@import.calendar.google.com",
)
_CALL_HOSTS = re.compile(
    r"\b(?:zoom\.us|zoomgov\.com|teams\.microsoft\.com|teams\.live\.com|meet\.google\.com|webex\.com|whereby\.com|"
    r"meet\.jit\.si|gotomeet(?:ing)?\.com|bluejeans\.com|chime\.aws|join\.skype\.com|facetime\.apple\.com)\b",
    re.IGNORECASE,
)
_CALL_NAMES = re.compile(
    r"\b(?:microsoft teams|teams|zoom|google meet|hangouts?|webex|skype|facetime|jitsi|whereby|online|video ?call|"
    r"videocall|videokonferenz|visio(?:conférence)?)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://\S{1,1000}", re.IGNORECASE)
_TELEPHONE = re.compile(r"(?:tel:)?\+?[\d ()./-]{6,30}", re.ASCII | re.IGNORECASE)
_CALL_PROPERTIES = frozenset(
    {"CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK"}
)
_PLACE_PARTS = re.compile(r"[;|\n]")


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who was asked to come, or who asked."""

    handle: Handle
    name: str | None
    declined: bool = False
    is_person: bool = True


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One VEVENT; ``replaces`` is the moment of the series that it stands for instead."""

    origin: Origin
    uid: str
    start: Moment | None
    name: str | None
    place: str | None
    channel: Channel
    cancelled: bool
    invited: tuple[Invited, ...]
    replaces: Moment | None = None
    rules: tuple[str, ...] = ()
    more_days: tuple[Moment, ...] = ()
    days_off: tuple[Moment, ...] = ()

    @property
    def recurs(self) -> bool:
        """Whether it says more than one day."""
        return bool(self.rules or self.more_days)


def read_event(content: bytes, zones: Zones, origin: Origin) -> CalendarEvent:
    """Read the lines of an event; what cannot be understood of it is left out."""
    props = properties(content)
    first: dict[str, Property] = {}
    for prop in props:
        first.setdefault(prop[0].name, prop)
    name, place = _line(first.get("SUMMARY")), _line(first.get("LOCATION"))
    starts = moments(first["DTSTART"], zones) if "DTSTART" in first else []
    replaces = moments(first["RECURRENCE-ID"], zones) if "RECURRENCE-ID" in first else []
    return CalendarEvent(
        origin=origin,
        uid=_line(first.get("UID")) or _made_up_uid(content),
        start=starts[0] if starts else None,
        name=name,
        place=place,
        channel=_channel(first, plain(first["LOCATION"]) if "LOCATION" in first else ""),
        cancelled=_word(first.get("STATUS")) == "CANCELLED",
        invited=_invited(props),
        replaces=replaces[0] if replaces else None,
        rules=tuple(text for head, text in props if head.name == "RRULE")[:5],
        more_days=_all_moments(props, "RDATE", zones),
        days_off=_all_moments(props, "EXDATE", zones),
    )


def _made_up_uid(content: bytes) -> str:
    """Give an event without an identifier one that is the same in the next export."""
    return "sha1-" + hashlib.sha1(content, usedforsecurity=False).hexdigest()


def _line(prop: Property | None) -> str | None:
    return None if prop is None else norm_line(plain(prop)[:_LONGEST_TEXT]) or None


def _word(prop: Property | None) -> str:
    return "" if prop is None else prop[1].strip().upper()


def _all_moments(props: Iterable[Property], name: str, zones: Zones) -> tuple[Moment, ...]:
    return tuple(moment for prop in props if prop[0].name == name for moment in moments(prop, zones))


def _channel(first: dict[str, Property], place: str) -> Channel:
    """Say how people met: where there is a place besides the link to a call, in person."""
    rest = [
        part
        for part in _PLACE_PARTS.split(_LINK.sub(" ", place))
        if part.strip() and not _CALL_NAMES.search(part) and not _CALL_HOSTS.search(part)
    ]
    if rest and all(_TELEPHONE.fullmatch(part.strip()) for part in rest):
        return Channel.CALL
    if rest:
        return Channel.IN_PERSON
    texts = [place, *(first[name][1][:_LONGEST_TEXT] for name in ("DESCRIPTION", "URL") if name in first)]
    has_link = bool(_CALL_PROPERTIES & first.keys()) or any(_CALL_HOSTS.search(text) for text in texts)
    return Channel.VIDEO if has_link or _CALL_NAMES.search(place) or _LINK.search(place) else Channel.IN_PERSON


def _invited(props: Iterable[Property]) -> tuple[Invited, ...]:
    """List each address once; what it says as attendee goes before what it says as organiser."""
    found: dict[str, Invited] = {}
    asked = [prop for prop in props if prop[0].name == "ATTENDEE"][:MOST_INVITED]
    for prop in [*asked, *(prop for prop in props if prop[0].name == "ORGANIZER")]:
        person = _person(prop)
        if person is not None:
            found.setdefault(person.handle.key, person)
    return tuple(found.values())


def _person(prop: Property) -> Invited | None:
    head, text = prop
    address = "".join(text.split())
    if address[:7].lower() != "mailto:":
        address = "".join(head.get("EMAIL").split()) or address
    try:
        handle = handle_on("email", address)
    except NetbookError:
        return None
    name = norm_line(head.get("CN"))[:_LONGEST_TEXT]
    is_person = head.get("CUTYPE").upper() not in _NO_PERSON and not handle.key.endswith(_NO_MAILBOXES)
    return Invited(
        handle,
        None if not name or "@" in name else name,
        declined=head.get("PARTSTAT").upper() == "DECLINED",
        is_person=is_person and head.get("ROLE").upper() != "NON-PARTICIPANT",
    )
