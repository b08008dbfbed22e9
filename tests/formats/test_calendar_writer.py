"""Calendars out, read by other programs."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest

from netbook.domain import portable
from netbook.formats.calendar import CALENDAR_EXPORT
from netbook.formats.folding import LINE_BYTES, escaped, folded
from tests.formats.held_book import HeldBook

MADE = date(2026, 11, 1)
ADA = portable.PortableContact(
    "u-ada",
    "Ada, Lovelace",
    MADE,
    handles=(portable.PortableHandle("x", "ada", "@ada", "https://x.com/ada"),),
    birthday="1815-12-10",
    follow_ups=(
        portable.PortableFollowUp(1, MADE, date(2026, 12, 1), "send the slides"),
        portable.PortableFollowUp(2, MADE, date(2026, 12, 5), None, "FREQ=MONTHLY;UNTIL=20270601T000000Z"),
        portable.PortableFollowUp(3, MADE, None, "read her paper"),
        portable.PortableFollowUp(4, MADE, date(2026, 11, 2), "call", status="kept"),
    ),
)
LEAP = portable.PortableContact("u-leap", "Leap; Day", MADE, birthday="--02-29")
NOBODY = portable.PortableContact("u-none", None, MADE, birthday="soon")
EVENTS = (
    portable.PortableEvent(
        1, "PyCon DE", "conference", date(2026, 10, 17), date(2026, 10, 19), "Darmstadt", "#pyconde"
    ),
    portable.PortableEvent(2, "Some day"),
    portable.PortableEvent(3, "Meetup", starts_on=date(2027, 1, 30)),
)
BOOK = HeldBook((ADA, LEAP, NOBODY), happenings=EVENTS)


def written(book: HeldBook = BOOK) -> bytes:
    """Write the calendar."""
    out = io.BytesIO()
    CALENDAR_EXPORT.write(book, out, lambda _done, _total: None)
    return out.getvalue()


def things(data: bytes) -> dict[str, Any]:
    """Read a calendar with icalendar; gives its events and tasks by their summaries."""
    calendar = icalendar.Calendar.from_ical(data)
    assert all(not part.errors for part in calendar.walk())
    return {str(part["SUMMARY"]): part for part in [*calendar.walk("VEVENT"), *calendar.walk("VTODO")]}


def test_what_is_in_it() -> None:
    """Open follow-ups with a day are events, those without are tasks; events with a day, and birthdays."""
    found = things(written())
    assert {name: part.name for name, part in found.items()} == {
        "Ada, Lovelace: send the slides": "VEVENT",
        "Ada, Lovelace: get in touch": "VEVENT",
        "Ada, Lovelace: read her paper": "VTODO",
        "Ada, Lovelace: birthday": "VEVENT",
        "Leap; Day: birthday": "VEVENT",
        "PyCon DE": "VEVENT",
        "Meetup": "VEVENT",
    }
    out = io.BytesIO()
    counts = CALENDAR_EXPORT.write(BOOK, out, lambda _done, _total: None)
    assert counts == {"follow-up": 3, "event": 2, "birthday": 2}


def test_days_and_recurrences() -> None:
    """All are whole days; a recurrence ends on a day too; a leap day comes every year."""
    found = things(written())
    slides, often = found["Ada, Lovelace: send the slides"], found["Ada, Lovelace: get in touch"]
    assert (slides["DTSTART"].dt, slides["DTEND"].dt) == (date(2026, 12, 1), date(2026, 12, 2))
    assert often["RRULE"].to_ical() == b"FREQ=MONTHLY;UNTIL=20270601"
    assert "RRULE" not in slides
    pycon = found["PyCon DE"]
    assert (pycon["DTSTART"].dt, pycon["DTEND"].dt, str(pycon["LOCATION"])) == (
        *(date(2026, 10, 17), date(2026, 10, 20), "Darmstadt"),
    )
    assert found["Ada, Lovelace: birthday"]["DTSTART"].dt == date(1815, 12, 10)
    leap = found["Leap; Day: birthday"]
    assert (leap["DTSTART"].dt, leap["RRULE"]["BYMONTHDAY"]) == (date(2000, 2, 29), [-1])
    assert "https://x.com/ada" in str(slides["DESCRIPTION"])


def test_an_identifier_stays() -> None:
    """What was changed keeps its UID, so that a calendar takes it for the same; another book has others."""
    later = portable.PortableFollowUp(1, MADE, date(2027, 1, 1), "send all slides")
    changed = HeldBook(
        (portable.PortableContact("u-ada", "Ada", MADE, follow_ups=(later,)),),
        happenings=(portable.PortableEvent(1, "PyCon Germany", starts_on=date(2026, 10, 18)),),
        today=date(2027, 2, 1),
    )
    before, after = things(written()), things(written(changed))
    assert after["Ada: send all slides"]["UID"] == before["Ada, Lovelace: send the slides"]["UID"]
    assert after["PyCon Germany"]["UID"] == before["PyCon DE"]["UID"]
    assert len({str(part["UID"]) for part in before.values()}) == len(before)
    other = things(written(HeldBook(happenings=EVENTS, key="another")))
    assert other["PyCon DE"]["UID"] != before["PyCon DE"]["UID"]


@pytest.mark.parametrize("rule", ["FREQ=DAILY\r\nSUMMARY:evil", "nonsense", "FREQ=DAILY;X=\x1b[2J"])
def test_a_rule_cannot_break_out(rule: str) -> None:
    """A recurrence that is no rule is left out, so that it can begin no line of its own."""
    follow_up = portable.PortableFollowUp(1, MADE, date(2026, 12, 1), "x", rule)
    (part,) = things(written(HeldBook((portable.PortableContact("u", "Ada", MADE, follow_ups=(follow_up,)),)))).values()
    assert "RRULE" not in part


@pytest.mark.parametrize("name", ["a\nEND:VCALENDAR\nb", "x" * 500, "Zoë " * 40, "\u202eevil\x9b", "back\\slash;,:\"'"])
def test_hostile_names(name: str) -> None:
    """No name ends a line, breaks a letter in two, or holds a control character."""
    data = written(HeldBook(happenings=(portable.PortableEvent(1, name, starts_on=MADE),)))
    assert len(things(data)) == 1
    assert all(len(line) <= LINE_BYTES for line in data.split(b"\r\n"))
    assert not any(sign in data.decode() for sign in ("\x9b", "\u202e", "\x1b"))


def test_lines_are_folded_between_letters() -> None:
    """A long line goes on after a space, and what was folded is whole again when unfolded."""
    for line in ("é" * 100, "a" * 74 + "é", "a" * 75, "a" * 76, "😀" * 60):
        data = folded(line)
        assert data.endswith(b"\r\n")
        assert data[:-2].replace(b"\r\n ", b"").decode() == line
        assert all(part.decode() or True for part in data.split(b"\r\n"))
    assert escaped("a;b,c\\d\r\ne\nf") == "a\\;b\\,c\\\\d\\ne\\nf"


def test_khal_lists_it(tmp_path: Path) -> None:
    """khal, a calendar for the terminal, imports the file and lists what is in it."""
    file = tmp_path / "netbook.ics"
    file.write_bytes(written())
    settings = tmp_path / "khal.conf"
    settings.write_text(
        f"[calendars]\n[[mine]]\npath = {tmp_path / 'mine'}\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n"
        "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\ntimeformat = %H:%M\n",
        encoding="utf-8",
    )
    (tmp_path / "mine").mkdir()

    def khal(*words: str) -> str:
        done = subprocess.run(
            [Path(sys.executable).with_name("khal"), "-c", settings, *words],
            env={"HOME": str(tmp_path), "PATH": "", "LANG": "C.UTF-8"},
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        return done.stdout

    khal("import", "--batch", "-a", "mine", str(file))
    listed = khal("list", "--format", "{start-date} {title}", "2026-10-01", "150d")
    assert "2026-10-17 PyCon DE" in listed
    assert "2026-12-01 Ada, Lovelace: send the slides" in listed
    assert "2027-01-05 Ada, Lovelace: get in touch" in listed
    assert "2026-12-10 Ada, Lovelace: birthday" in listed
