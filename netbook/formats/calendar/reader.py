"""Calendars in: the people who were asked to an event that took place, as meetings."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from netbook.domain.channels import Channel, Direction
from netbook.domain.handles import handle_on
from netbook.domain.records import Fate, InteractionRecord, LeftOut, Origin, Owner, PersonRecord
from netbook.errors import NetbookError
from netbook.formats.calendar.blocks import Kind, blocks
from netbook.formats.calendar.event import read_event
from netbook.formats.calendar.occurrences import Series, not_understood
from netbook.formats.calendar.zones import Zones
from netbook.formats.meter import Meter
from netbook.formats.streams import UnreadableFile, shown_name
from netbook.formats.vcard.values import unescaped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from netbook.domain.handles import Handle
    from netbook.domain.records import Progress, Record, Records
    from netbook.formats.calendar.blocks import Block
    from netbook.formats.calendar.event import CalendarEvent, Invited
    from netbook.formats.calendar.occurrences import Occurrence
    from netbook.formats.files import ExportFiles, Member
    from netbook.formats.protocol import Circumstances, Format

MOST_PEOPLE = 8
"""A meeting of more people than these, the user not counted, is no contact with each of them."""
CANCELLED = "This event was cancelled."
DECLINED = "You declined this event."
NOBODY = "Nobody else was asked to this event by an e-mail address."
TOO_MANY = f"More than {MOST_PEOPLE} people were asked to this event, which is no contact with each of them."
FUTURE = "This event lies in the future."
ALL_OFF = "Every time of this event was taken off."
NO_START = "This event has no date that can be read."
CUT_OFF = "This event has no end: the file is cut off or damaged here."
TOO_LARGE = "This event is larger than netbook reads."
ODD_RULE = "This event recurs by a rule that netbook does not read, so only the times it names are here."
NO_MEETING = "This is a task, a journal entry or busy time, and no event."
_ENDINGS = (".ics", ".ical", ".icalendar", ".ifb", ".vcs")
_BEGINNINGS = tuple(
    b"begin:v" + kind
    for kind in (b"calendar", b"event", b"timezone", b"todo", b"journal", b"freebusy", b"availability")
)


class CalendarFormat:
    """Reads iCalendar files, alone, in a folder or in an archive."""

    name = "ics"
    label = "calendar (iCalendar)"

    def __init__(self, circumstances: Circumstances | None = None) -> None:
        """Know the day and the user's accounts, or neither; without the day, events that recur come once."""
        self._circumstances = circumstances

    def under(self, circumstances: Circumstances) -> Format:
        """Give a reader that knows the day and the user's accounts."""
        return CalendarFormat(circumstances)

    def recognises(self, files: ExportFiles) -> bool:
        """Say whether a file begins as a calendar does."""
        return any(_is_calendar(files, member) for member in _candidates(files))

    def read(self, files: ExportFiles, progress: Progress, owner: Handle | None = None) -> Records:
        """Yield the user's account if it shows, everybody who took part, then the meetings and what was left out.

        Raises UnreadableFile if a file is damaged or none is a calendar.
        """
        members = [member for member in _candidates(files) if _is_calendar(files, member)]
        if not members:
            raise UnreadableFile(f"“{shown_name(files.label)}” holds no calendar: a file that begins BEGIN:VCALENDAR.")
        calendars = _Calendars()
        meter = Meter(progress, members)
        for member in members:
            yield from calendars.take(files, member, meter)
        own, stated = _own_accounts(calendars, owner, self._circumstances)
        if stated is not None:
            yield Owner(stated)
        last = self._circumstances.today if self._circumstances else None
        yield from _Meetings(calendars, own, last).records()
        meter.finish()


class _Calendars:
    """The events of all files, gathered by their identifiers, and the names of the calendars."""

    def __init__(self) -> None:
        self._series: dict[str, list[CalendarEvent]] = {}
        self.names: list[str] = []

    def series(self) -> list[Series]:
        """Give what was gathered."""
        return [Series(events) for events in self._series.values()]

    def events(self) -> Iterator[CalendarEvent]:
        """Give every event."""
        return (event for events in self._series.values() for event in events)

    def take(self, files: ExportFiles, member: Member, meter: Meter) -> Iterator[LeftOut]:
        """Read one file; zones may stand behind the events that name them."""
        zones = Zones()
        found: list[Block] = []
        with files.open(member.name, meter.add) as stream:
            for block in blocks(stream):
                if block.kind is Kind.ZONE:
                    zones.note(block.content)
                elif block.kind is Kind.NAME:
                    self.names.append(_text(block.content))
                else:
                    found.append(block)
        for block in found:
            origin = Origin(member.name, block.line)
            if (problem := _problem(block)) is not None:
                yield LeftOut(origin, Fate.SKIPPED if problem is NO_MEETING else Fate.FAILED, problem)
                continue
            event = read_event(block.content, zones, origin)
            self._series.setdefault(event.uid, []).append(event)


class _Meetings:
    """What becomes of the events, once it is known who the user is and what day it is."""

    def __init__(self, calendars: _Calendars, own: frozenset[str], last: date | None) -> None:
        self._calendars = calendars
        self._own = own
        self._last = last
        self._people: dict[str, PersonRecord] = {}
        self._met: set[str] = set()

    def records(self) -> Iterator[Record]:
        """Give the people, the meetings from the oldest on, and what was left out."""
        accepted: list[Occurrence] = []
        left_out: list[LeftOut] = []
        for series in self._calendars.series():
            taken, refused = self._sorted_out(series)
            accepted += taken
            left_out += refused
        accepted.sort(key=lambda each: (_day(each.at.kept), each.at.key))
        meetings = [self._meeting(occurrence) for occurrence in accepted]
        yield from self._people.values()
        yield from meetings
        yield from left_out

    def _sorted_out(self, series: Series) -> tuple[list[Occurrence], list[LeftOut]]:
        by_event: dict[int, list[Occurrence]] = {}
        for occurrence in series.occurrences(self._last):
            by_event.setdefault(id(occurrence.event), []).append(occurrence)
        taken: list[Occurrence] = []
        refused: list[LeftOut] = []
        for event in series.events:
            times = by_event.get(id(event), [])
            past = [each for each in times if self._last is None or _day(each.at.kept) <= self._last]
            reason = self._refusal(event) or (None if past else FUTURE if times else ALL_OFF)
            if reason is not None:
                refused.append(LeftOut(event.origin, Fate.FAILED if reason is NO_START else Fate.SKIPPED, reason))
                continue
            taken += past
            if not_understood(event):
                refused.append(LeftOut(event.origin, Fate.FAILED, ODD_RULE))
        return taken, refused

    def _refusal(self, event: CalendarEvent) -> str | None:
        if event.start is None:
            return NO_START
        if event.cancelled:
            return CANCELLED
        if any(each.declined and each.handle.key in self._own for each in event.invited):
            return DECLINED
        others = self._others(event)
        if not others:
            return NOBODY
        return TOO_MANY if len(others) > MOST_PEOPLE else None

    def _others(self, event: CalendarEvent) -> list[Invited]:
        return [
            each for each in event.invited if each.is_person and not each.declined and each.handle.key not in self._own
        ]

    def _meeting(self, occurrence: Occurrence) -> InteractionRecord:
        """Give the record of a meeting; the first one in person with somebody says where they met."""
        event = occurrence.event
        others = self._others(event)
        is_first = False
        for each in others:
            key = f"email:{each.handle.key}"
            known = self._people.get(key)
            if known is None:
                self._people[key] = PersonRecord(key, event.origin, each.name, (each.handle,))
            elif known.name is None and each.name:
                self._people[key] = replace(known, name=each.name)
            if event.channel is Channel.IN_PERSON and key not in self._met:
                self._met.add(key)
                is_first = True
        return InteractionRecord(
            key=f"ics:{event.uid}:{occurrence.planned.key}",
            origin=event.origin,
            people=tuple((each.handle, each.name) for each in others),
            channel=event.channel,
            direction=Direction.BOTH,
            at=occurrence.at.kept,
            note=event.name,
            event=event.name if is_first else None,
            place=event.place if is_first else None,
        )


def _own_accounts(
    calendars: _Calendars, owner: Handle | None, circumstances: Circumstances | None
) -> tuple[frozenset[str], Handle | None]:
    """Say which addresses are the user's, and which of them the calendar, or the user, says so."""
    own = {handle.key for handle in circumstances.own if handle.network == "email"} if circumstances else set()
    stated = owner if owner is not None and owner.network == "email" else None
    if stated is None and not own:
        stated = _calendar_address(calendars) or _most_invited(calendars)
    if stated is not None:
        own.add(stated.key)
    return frozenset(own), stated


def _calendar_address(calendars: _Calendars) -> Handle | None:
    """Take the name of a calendar for the user's address where it is one, as of the first calendar of an account."""
    for name in calendars.names:
        try:
            return handle_on("email", name)
        except NetbookError:
            continue
    return None


def _most_invited(calendars: _Calendars) -> Handle | None:
    """Find the address that is in more events than any other, and in at least two."""
    handles = {each.handle.key: each.handle for event in calendars.events() for each in event.invited if each.is_person}
    counts = Counter(each.handle.key for event in calendars.events() for each in event.invited if each.is_person)
    (first, most), (_second, next_most) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    return handles[first] if most > max(next_most, 1) else None


def _problem(block: Block) -> str | None:
    if block.kind is Kind.OTHER:
        return NO_MEETING
    if not block.is_whole:
        return CUT_OFF
    return TOO_LARGE if block.is_too_large else None


def _text(line: bytes) -> str:
    return unescaped(line.partition(b":")[2].decode("utf-8", "replace").strip())


def _day(at: date | datetime) -> date:
    return at.date() if isinstance(at, datetime) else at


def _candidates(files: ExportFiles) -> list[Member]:
    if len(files.members) == 1:
        return list(files.members)
    return [member for member in files.members if member.base.casefold().endswith(_ENDINGS)]


def _is_calendar(files: ExportFiles, member: Member) -> bool:
    try:
        head = files.head(member.name)
    except UnreadableFile:
        return False
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_BEGINNINGS)


CALENDAR = CalendarFormat()
