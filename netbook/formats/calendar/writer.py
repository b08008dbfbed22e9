"""Calendars out: open follow-ups, events and birthdays, each under a UID that stays (RFC 5545)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from netbook.domain.text import clean, clean_block
from netbook.formats.folding import escaped, folded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from netbook.domain.portable import PortableBook, PortableContact, PortableEvent, PortableFollowUp
    from netbook.domain.records import Progress
    from netbook.formats.protocol import Written

_NAMES = UUID("0b0d6a3e-55f7-5d5e-8f0c-5d5f6c1f0a77")
"""The name space of the UIDs made here (RFC 9562, version 5)."""
_HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//netbook//netbook//EN",
    "CALSCALE:GREGORIAN",
    "X-WR-CALNAME:netbook",
)
_RULE = re.compile(r"(?:RRULE:)?(FREQ=[A-Z0-9=;,:+-]{1,400})", re.ASCII)
_UNTIL = re.compile(r"UNTIL=(\d{8})T\d{6}Z?", re.ASCII)
_LEAP_DAY = (2, 29)
_SOME_LEAP_YEAR = 2000
"""The year that stands in for one that is not known."""
_EVERY = 500


class _Calendar:
    """The writer of calendars."""

    name = "ics"
    label = "calendar (iCalendar)"
    ending = ".ics"
    takes_all = False

    def write(self, book: PortableBook, out: BinaryIO, progress: Progress) -> Written:
        """Write one calendar; follow-ups without a day are tasks in it, since an event needs one."""
        written = {"follow-up": 0, "event": 0, "birthday": 0}
        stamp = f"DTSTAMP:{book.today:%Y%m%d}T000000Z"
        _write(out, _HEAD)
        for done, contact in enumerate(book.contacts(), 1):
            for follow_up in contact.follow_ups:
                if follow_up.is_open:
                    _write(out, _follow_up(contact, follow_up, stamp))
                    written["follow-up"] += 1
            if (day := _birthday(contact)) is not None:
                _write(out, _birthday_lines(contact, day, stamp))
                written["birthday"] += 1
            if done % _EVERY == 0:
                progress(done, book.size)
        for event in book.events():
            if event.starts_on is not None:
                _write(out, _event(event, event.starts_on, book.key, stamp))
                written["event"] += 1
        _write(out, ("END:VCALENDAR",))
        progress(book.size, book.size)
        return written


CALENDAR_EXPORT = _Calendar()


def _follow_up(contact: PortableContact, follow_up: PortableFollowUp, stamp: str) -> Iterator[str]:
    kind = "VTODO" if follow_up.due_on is None else "VEVENT"
    what = clean(follow_up.what or "") or "get in touch"
    yield f"BEGIN:{kind}"
    yield f"UID:{_uid(f'{contact.uid} follow-up {follow_up.number}')}"
    yield stamp
    if follow_up.due_on is not None:
        yield from _days(follow_up.due_on, follow_up.due_on)
        rule = _RULE.fullmatch((follow_up.recurrence or "").strip().upper())
        if rule is not None:
            yield "RRULE:" + _UNTIL.sub(r"UNTIL=\1", rule[1])
    yield _text("SUMMARY", f"{clean(contact.called)}: {what}")
    yield _text("DESCRIPTION", _how_to_reach(contact, f"Noted on {follow_up.made_on.isoformat()}."))
    yield "CATEGORIES:Follow-up"
    yield "STATUS:NEEDS-ACTION" if follow_up.due_on is None else "TRANSP:TRANSPARENT"
    yield f"END:{kind}"


def _birthday_lines(contact: PortableContact, day: date, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(f'{contact.uid} birthday')}"
    yield stamp
    yield from _days(day, day)
    is_leap_day = (day.month, day.day) == _LEAP_DAY
    yield "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1" if is_leap_day else "RRULE:FREQ=YEARLY"
    yield _text("SUMMARY", f"{clean(contact.called)}: birthday")
    yield "CATEGORIES:Birthday"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _event(event: PortableEvent, starts_on: date, book: str, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(f'{book} event {event.number}')}"
    yield stamp
    yield from _days(starts_on, max(starts_on, event.ends_on or starts_on))
    yield _text("SUMMARY", clean(event.name))
    if event.place:
        yield _text("LOCATION", clean(event.place))
    about = [clean(part) for part in (event.kind, event.hashtag) if part]
    if about:
        yield _text("DESCRIPTION", "\n".join(about))
    yield "CATEGORIES:Event"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _birthday(contact: PortableContact) -> date | None:
    """Give the day of birth; in a leap year where the year is not known."""
    text = contact.birthday or ""
    try:
        return date.fromisoformat(f"{_SOME_LEAP_YEAR}{text[1:]}" if text.startswith("--") else text)
    except ValueError:
        return None


def _how_to_reach(contact: PortableContact, about: str) -> str:
    links = [handle.url or handle.shown for handle in contact.handles if handle.is_active]
    return clean_block("\n".join([about, *links]))


def _days(first: date, last: date) -> Iterator[str]:
    """Give whole days; the end is the day after the last one."""
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    if last < date.max:
        yield f"DTEND;VALUE=DATE:{last + timedelta(1):%Y%m%d}"


def _uid(about: str) -> str:
    return f"{uuid5(_NAMES, about)}@netbook"


def _text(name: str, text: str) -> str:
    return f"{name}:{escaped(text)}"


def _write(out: BinaryIO, lines: Iterator[str] | tuple[str, ...]) -> None:
    out.write(b"".join(map(folded, lines)))
