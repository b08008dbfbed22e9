"""Calendars in: who was met, when and how."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netbook.domain.channels import Channel, Direction
from netbook.domain.handles import handle_on
from netbook.domain.records import Fate, InteractionRecord, LeftOut, Owner, PersonRecord, Record
from netbook.formats.calendar import CALENDAR, reader
from netbook.formats.opening import open_bytes, open_export
from netbook.formats.protocol import Circumstances, CircumstantialFormat
from netbook.formats.registry import detect

if TYPE_CHECKING:
    from netbook.domain.handles import Handle

TODAY = date(2026, 11, 23)
SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "fixtures"
ADA = "ATTENDEE;CN=Ada;PARTSTAT=ACCEPTED:mailto:ada@example.com\n"
START = "DTSTART:20261019T090000Z\n"


def event(*lines: str, start: str = START, uid: str = "u-1") -> str:
    """Write one event."""
    return f"BEGIN:VEVENT\nUID:{uid}\n{start}" + "".join(lines) + "END:VEVENT\n"


def calendar(*events: str) -> bytes:
    """Write a calendar with the line ends of the standard."""
    text = "BEGIN:VCALENDAR\nVERSION:2.0\n" + "".join(events) + "END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def read(
    data: bytes, *, me: str | None = "me@example.com", own: tuple[Handle, ...] = (), today: date | None = TODAY
) -> list[Record]:
    """Read a calendar from memory."""
    owner = None if me is None else handle_on("email", me)
    known = CALENDAR if today is None else CALENDAR.under(Circumstances(today, own))
    with open_bytes(data) as files:
        assert detect(files) is CALENDAR
        return list(known.read(files, lambda _done, _total: None, owner))


def meetings(data: bytes, **given: object) -> list[InteractionRecord]:
    """Give the meetings of a calendar."""
    return [each for each in read(data, **given) if isinstance(each, InteractionRecord)]  # type: ignore[arg-type]


def days(data: bytes) -> list[str]:
    """Give the days of the meetings."""
    return [f"{each.at:%m-%d}" for each in meetings(data)]


def reasons(data: bytes, **given: object) -> list[tuple[Fate, str]]:
    """Give why events were left out."""
    return [(each.fate, each.reason) for each in read(data, **given) if isinstance(each, LeftOut)]  # type: ignore[arg-type]


def test_a_past_event_is_a_meeting() -> None:
    """Everybody but the user took part; the event's name and place come with the first meeting in person."""
    me = "ORGANIZER:MAILTO:me@example.com\n"
    data = calendar(event(ADA, me, "SUMMARY:Lunch\\, at last\n", "LOCATION:Leeds\n"))
    owner, person, meeting = read(data)
    assert owner == Owner(handle_on("email", "me@example.com"))
    assert isinstance(person, PersonRecord)
    assert (person.name, person.handles[0].key, person.met_network) == ("Ada", "ada@example.com", None)
    assert isinstance(meeting, InteractionRecord)
    assert [(handle.key, name) for handle, name in meeting.people] == [("ada@example.com", "Ada")]
    assert (meeting.channel, meeting.direction) == (Channel.IN_PERSON, Direction.BOTH)
    assert meeting.at == datetime(2026, 10, 19, 9, tzinfo=UTC)
    assert (meeting.note, meeting.event, meeting.place) == ("Lunch, at last", "Lunch, at last", "Leeds")
    assert meeting.key == "ics:u-1:20261019T090000Z"
    assert meeting.origin.line == 3
    assert isinstance(CALENDAR, CircumstantialFormat)


def test_only_the_first_meeting_names_an_event() -> None:
    """Where they met is the first event shared in person; later ones, and calls, are no events of their own."""
    first, second = (
        event(ADA, "SUMMARY:One\n"),
        event(ADA, "SUMMARY:Two\n", uid="u-2", start="DTSTART:20261020T090000Z\n"),
    )
    call = event(ADA, "LOCATION:Zoom\nSUMMARY:Call\n", uid="u-0", start="DTSTART:20261001T090000Z\n")
    assert [(each.note, each.event) for each in meetings(calendar(second, first, call))] == [
        *(("Call", None), ("One", "One"), ("Two", None)),
    ]


@pytest.mark.parametrize(
    ("lines", "fate", "reason"),
    [
        (ADA + "STATUS:CANCELLED\n", Fate.SKIPPED, reader.CANCELLED),
        (ADA + "ATTENDEE;PARTSTAT=DECLINED:mailto:ME@example.com\n", Fate.SKIPPED, reader.DECLINED),
        ("ATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.com\n", Fate.SKIPPED, reader.NOBODY),
        ("ATTENDEE;CUTYPE=ROOM:mailto:room@example.com\n", Fate.SKIPPED, reader.NOBODY),
        ("ATTENDEE;CUTYPE=RESOURCE:mailto:car@example.com\n", Fate.SKIPPED, reader.NOBODY),
        ("ATTENDEE:mailto:x@resource.calendar.google.com\n", Fate.SKIPPED, reader.NOBODY),
        ("ATTENDEE;ROLE=NON-PARTICIPANT:mailto:ada@example.com\n", Fate.SKIPPED, reader.NOBODY),
        ("ATTENDEE:urn:uuid:1\nORGANIZER:mailto:me@example.com\n", Fate.SKIPPED, reader.NOBODY),
        ("".join(f"ATTENDEE:mailto:a{n}@example.com\n" for n in range(9)), Fate.SKIPPED, reader.TOO_MANY),
        (ADA + "DTSTART:20261124T090000Z\n", Fate.SKIPPED, reader.FUTURE),
        (ADA + "DTSTART:soon\n", Fate.FAILED, reader.NO_START),
        (ADA + "DTSTART:20261019T090000Z\nEXDATE:20261019T090000Z\n", Fate.SKIPPED, reader.ALL_OFF),
    ],
)
def test_what_is_no_meeting(lines: str, fate: Fate, reason: str) -> None:
    """Each event that is no contact with anybody is left out, with its reason."""
    data = calendar(event(lines, start="" if "DTSTART" in lines else START))
    assert reasons(data) == [(fate, reason)]
    assert meetings(data) == []


def test_eight_people_are_a_meeting() -> None:
    """Up to eight people are met; who is a room or has declined is not counted."""
    people = "".join(f"ATTENDEE:mailto:a{n}@example.com\n" for n in range(8))
    room = "ATTENDEE;CUTYPE=ROOM:mailto:room@example.com\nATTENDEE;PARTSTAT=DECLINED:mailto:no@example.com\n"
    (meeting,) = meetings(calendar(event(people, room, ADA.replace("ada@", "me@"))))
    assert len(meeting.people) == 8


@pytest.mark.parametrize(
    ("lines", "channel"),
    [
        ("", Channel.IN_PERSON),
        ("LOCATION:Room 4\n", Channel.IN_PERSON),
        ("LOCATION:Room 4; Microsoft Teams Meeting\n", Channel.IN_PERSON),
        ("LOCATION:Room 4\nX-GOOGLE-CONFERENCE:https://meet.google.com/abc\n", Channel.IN_PERSON),
        ("X-GOOGLE-CONFERENCE:https://meet.google.com/abc\n", Channel.VIDEO),
        ("LOCATION:https://example.zoom.us/j/1\n", Channel.VIDEO),
        ("LOCATION:Microsoft Teams-Besprechung\n", Channel.VIDEO),
        ("DESCRIPTION:Join: https://teams.microsoft.com/l/x\n", Channel.VIDEO),
        ("LOCATION:+44 113 496 0000\n", Channel.CALL),
    ],
)
def test_how_people_met(lines: str, channel: Channel) -> None:
    """A place is in person, a link to a call without a place is video, a number is a call."""
    (meeting,) = meetings(calendar(event(ADA, lines)))
    assert meeting.channel is channel


@pytest.mark.parametrize(
    ("line", "key", "name"),
    [
        ("ATTENDEE;CN=Ada:MAILTO:ada@ example.com\n", "ada@example.com", "Ada"),
        ('ATTENDEE;CN="Lovelace, Ada":mailto:Ada@Example.COM\n', "ada@example.com", "Lovelace, Ada"),
        ("ATTENDEE;CN=ada@example.com:mailto:ada@example.com\n", "ada@example.com", None),
        ("ATTENDEE;CN=A^'da:mailto:ada@example.com\n", "ada@example.com", 'A"da'),
        ("ATTENDEE;CN=Ada;EMAIL=ada@example.com:/principals/7/\n", "ada@example.com", "Ada"),
        ("ATTENDEE;CN=Ad\n a:mai\n lto:ada@example.com\n", "ada@example.com", "Ada"),
        ("ORGANIZER;CN=Ada:mailto:ada@example.com\n", "ada@example.com", "Ada"),
    ],
)
def test_addresses_as_programs_write_them(line: str, key: str, name: str | None) -> None:
    """Folded, quoted, in capitals, with spaces from bad folding, or beside the address."""
    ((handle, called),) = meetings(calendar(event(line)))[0].people
    assert (handle.key, called) == (key, name)


@pytest.mark.parametrize(
    ("start", "at"),
    [
        ("DTSTART;VALUE=DATE:20261019", date(2026, 10, 19)),
        ("DTSTART:20261019", date(2026, 10, 19)),
        ("DTSTART:20261019T093000", date(2026, 10, 19)),
        ("DTSTART;TZID=Nowhere/Known:20261019T093000", date(2026, 10, 19)),
        ("DTSTART;TZID=Europe/Berlin:20261019T093000", datetime(2026, 10, 19, 7, 30, tzinfo=UTC)),
        (
            'DTSTART;TZID="/freeassociation.example/Europe/Berlin":20261019T093000',
            datetime(2026, 10, 19, 7, 30, tzinfo=UTC),
        ),
        ("DTSTART;TZID=W. Europe Standard Time:20261019T093000", datetime(2026, 10, 19, 7, 30, tzinfo=UTC)),
        ("DTSTART;TZID=New Zealand Standard Time:20261019T093000", datetime(2026, 10, 18, 20, 30, tzinfo=UTC)),
        ("DTSTART:2026-10-19T09:30:00Z", datetime(2026, 10, 19, 9, 30, tzinfo=UTC)),
    ],
)
def test_when(start: str, at: date) -> None:
    """All-day events and times without a zone stay days; a known zone gives the instant."""
    (meeting,) = meetings(calendar(event(ADA, start=f"{start}\n")))
    assert meeting.at == at


ZONE = (
    "BEGIN:VTIMEZONE\nTZID:Our own\nBEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n"
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T020000\n"
    "TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
)


def test_a_zone_that_the_calendar_describes() -> None:
    """A zone of the calendar's own is read from its description, before or behind the event."""
    asked = event(ADA, start="DTSTART;TZID=Our own:20261019T093000\n")
    for data in (calendar(ZONE, asked), calendar(asked, ZONE)):
        assert meetings(data)[0].at == datetime(2026, 10, 19, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "nonsense"])
def test_a_zone_without_end_is_left_alone(rule: str) -> None:
    """A description that would take for ever to work out is none, and the day is kept."""
    zone = ZONE.replace("FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", rule)
    assert meetings(calendar(zone, event(ADA, start="DTSTART;TZID=Our own:20261019T093000\n")))[0].at == date(
        2026, 10, 19
    )


def test_a_series() -> None:
    """Times up to today, without those taken off; moved and cancelled ones are as they were, whatever their order."""
    series = event(ADA, "RRULE:FREQ=WEEKLY\nEXDATE:20261102T090000Z\n", "SUMMARY:Chat\n")
    moved = event(ADA, "RECURRENCE-ID:20261026T090000Z\n", "SUMMARY:Late\n", start="DTSTART:20261027T180000Z\n")
    cancelled = event(ADA, "RECURRENCE-ID:20261109T090000Z\nSTATUS:CANCELLED\n", start="DTSTART:20261109T090000Z\n")
    data = calendar(moved, series, cancelled)
    assert days(data) == ["10-19", "10-27", "11-16", "11-23"]
    assert [each.note for each in meetings(data)] == ["Chat", "Late", "Chat", "Chat"]
    assert [each.key[-16:] for each in meetings(data)][1] == "20261026T090000Z"
    assert reasons(data) == [(Fate.SKIPPED, reader.CANCELLED)]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("RDATE:20261021T090000Z,20261022T090000Z\n", ["10-19", "10-21", "10-22"]),
        ("RDATE;VALUE=PERIOD:20261021T090000Z/PT1H\n", ["10-19", "10-21"]),
        ("RRULE:FREQ=DAILY;UNTIL=20261021T090000Z\n", ["10-19", "10-20", "10-21"]),
        ("RRULE:FREQ=DAILY;COUNT=4\nEXDATE;VALUE=DATE:20261020\n", ["10-19", "10-21", "10-22"]),
        ("RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261020T090000\n", ["10-19", "10-21"]),
        ("RRULE:FREQ=MONTHLY;BYDAY=-1MO\n", ["10-19", "10-26"]),
        ("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\n", ["10-19"]),
        ("RECURRENCE-ID;RANGE=THISANDFUTURE:20261019T090000Z\nRDATE:20261021T090000Z\n", ["10-19", "10-21"]),
    ],
)
def test_times_that_are_named_or_ruled(lines: str, found: list[str]) -> None:
    """Dates, periods, ends and counts of rules, and single times or whole days taken off."""
    assert days(calendar(event(ADA, lines))) == found


def test_a_rule_that_is_not_read() -> None:
    """The times that an event names are there, and that there are more is said."""
    data = calendar(event(ADA, "RRULE:FREQ=HOURLY\nRDATE:20261021T090000Z\n"))
    assert days(data) == ["10-19", "10-21"]
    assert reasons(data) == [(Fate.FAILED, reader.ODD_RULE)]


def test_summer_time() -> None:
    """A series keeps the time of the clock on the wall, so its instants move with summer time."""
    data = calendar(event(ADA, "RRULE:FREQ=WEEKLY;COUNT=2\n", start="DTSTART;TZID=Europe/Berlin:20261019T090000\n"))
    assert [each.at for each in meetings(data)] == [
        datetime(2026, 10, 19, 7, tzinfo=UTC),
        datetime(2026, 10, 26, 8, tzinfo=UTC),
    ]


def test_without_the_day() -> None:
    """A reader that is not told the day takes a series once, rather than go on for ever."""
    assert len(meetings(calendar(event(ADA, "RRULE:FREQ=DAILY\n")), today=None)) == 1


def owner_of(records: list[Record]) -> list[str]:
    """Give the accounts that a reader says are the user's."""
    return [each.handle.key for each in records if isinstance(each, Owner)]


def test_who_the_user_is() -> None:
    """Told, else known to the book, else the calendar's name, else the address in most events, else nobody."""
    twice = [event(ADA, "ATTENDEE:mailto:me@example.com\n"), event("ATTENDEE:mailto:me@example.com\n", uid="u-2")]
    name = "X-WR-CALNAME:grace@example.com\n"
    me = handle_on("email", "known@example.com")
    assert owner_of(read(calendar(name, *twice), me="told@example.com")) == ["told@example.com"]
    assert owner_of(read(calendar(name, *twice), me=None, own=(me,))) == []
    assert owner_of(read(calendar(name, *twice), me=None)) == ["grace@example.com"]
    assert owner_of(read(calendar(*twice), me=None)) == ["me@example.com"]
    assert owner_of(read(calendar(event(ADA)), me=None)) == []
    known = event(ADA, "ATTENDEE;PARTSTAT=DECLINED:mailto:known@example.com\n")
    assert reasons(calendar(known), me=None, own=(me,)) == [(Fate.SKIPPED, reader.DECLINED)]


@pytest.mark.parametrize(
    "data",
    [
        event(ADA).encode(),
        b"\xef\xbb\xbf" + calendar(event(ADA)),
        calendar() + calendar(event(ADA)) + calendar(),
        calendar(event(ADA)).replace(b"\r\n", b"\n"),
        calendar(event("BEGIN:VALARM\nATTENDEE:mailto:no@example.com\nDTSTART:20200101\nEND:VALARM\n", ADA)),
        calendar(event("ATTACH;ENCODING=BASE64:" + "A" * 100_000 + "\n", ADA)),
        calendar(event("DESCRIPTION:" + "A" * 200_000 + "\n", ADA)),
    ],
    ids=["bare event", "BOM", "several calendars", "LF", "reminder", "attachment", "long line"],
)
def test_shapes_of_files(data: bytes) -> None:
    """However a program wraps it, the event is found, and nothing but the event."""
    (meeting,) = meetings(data)
    assert [handle.key for handle, _ in meeting.people] == ["ada@example.com"]


def test_tasks_and_journals_are_named() -> None:
    """What is no event is left out by name, and hides no event."""
    data = calendar("BEGIN:VTODO\nUID:t\nEND:VTODO\n", event(ADA), "BEGIN:VJOURNAL\nEND:VJOURNAL\n")
    assert reasons(data) == [(Fate.SKIPPED, reader.NO_MEETING)] * 2
    assert len(meetings(data)) == 1


def test_an_archive_of_calendars() -> None:
    """Each calendar of an archive is read; the same event in two of them is one meeting, by its key."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("Takeout/Calendar/me.ics", calendar(event(ADA), event(ADA, uid="u-2")))
        archive.writestr("Takeout/Calendar/work.ics", calendar(event(ADA)))
        archive.writestr("Takeout/archive_browser.html", "<html>")
    found = meetings(held.getvalue())
    assert {each.key for each in found} == {"ics:u-1:20261019T090000Z", "ics:u-2:20261019T090000Z"}
    assert {each.origin.file for each in found} == {"Takeout/Calendar/me.ics", "Takeout/Calendar/work.ics"}


def test_broken_events_hide_no_good_ones() -> None:
    """Of four events two are cut off or undated; the other two come in, and the broken ones are named with their lines."""
    cut = event(ADA, uid="u-3").replace("END:VEVENT\n", "")
    data = calendar(event(ADA, uid="u-1"), cut, event(ADA, uid="u-2"), event(ADA, start="DTSTART:x\n", uid="u-4"))
    assert [each.key.split(":")[1] for each in meetings(data)] == ["u-1", "u-2"]
    left = [each for each in read(data) if isinstance(each, LeftOut)]
    assert sorted((each.origin.line, each.reason) for each in left) == [(8, reader.CUT_OFF), (17, reader.NO_START)]


def test_an_event_too_large_is_named() -> None:
    """An event of more than a mebibyte is not kept in memory."""
    data = calendar(event("".join(f"X-{n}:{'a' * 60_000}\n" for n in range(20))), event(ADA))
    assert reasons(data) == [(Fate.FAILED, reader.TOO_LARGE)]
    assert len(meetings(data)) == 1


WHOLE = calendar(
    ZONE,
    event(ADA, "RRULE:FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20261101\nEXDATE:20261020T090000Z\n", "LOCATION:Zoom\n"),
    event(ADA, start="DTSTART;TZID=Our own:20261019T093000\n", uid="u-2"),
)


def read_leniently(data: bytes) -> int:
    """Read whatever is recognised; gives the number of records."""
    with open_bytes(data) as files:
        if not CALENDAR.recognises(files):
            return 0
        return len(list(CALENDAR.under(Circumstances(TODAY)).read(files, lambda _done, _total: None, None)))


def test_cut_off_at_every_byte() -> None:
    """A calendar cut off anywhere gives what is whole and names what is not, never an error."""
    counts = [read_leniently(WHOLE[:length]) for length in range(1, len(WHOLE) + 1)]
    assert counts[-1] == len(read(WHOLE, me=None)) > 0
    begun = WHOLE.index(b"BEGIN:VEVENT") + len("BEGIN:VEVENT") + 1
    assert min(counts[begun:]) > 0


def test_random_bytes() -> None:
    """Random bytes, and a calendar with some bytes changed, are read or refused without an error."""
    noise = random.Random(7)
    for _ in range(300):
        data = bytearray(WHOLE)
        for _change in range(noise.randrange(1, 30)):
            data[noise.randrange(len(data))] = noise.randrange(256)
        assert read_leniently(bytes(data)) >= 0
        assert read_leniently(b"BEGIN:VEVENT\n" + noise.randbytes(400)) >= 0


def fixtures() -> list[dict[str, str]]:
    """List the samples that may lie beside the project."""
    index = SHARED / "INDEX.tsv"
    if not index.exists():
        return []
    with index.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines, delimiter="\t") if row["format"] == "ics"]


@pytest.mark.parametrize("row", fixtures(), ids=lambda row: Path(row["path"]).name)
def test_samples(row: dict[str, str]) -> None:
    """People are as counted, the user among them, but for those of events without any date; each has a meeting."""
    with open_export(SHARED / row["path"]) as files:
        assert detect(files) is CALENDAR
        records = list(CALENDAR.under(Circumstances(TODAY)).read(files, lambda _done, _total: None, None))
    undated = sum(isinstance(each, LeftOut) and each.reason == reader.NO_START for each in records)
    people = sum(isinstance(each, PersonRecord) for each in records)
    assert people <= int(row["contacts"]) <= people + undated
    found = sum(isinstance(each, InteractionRecord) for each in records)
    assert (found > 0) == (people > 0)
