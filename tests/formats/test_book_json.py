"""netbook's own JSON."""

from __future__ import annotations

import io
import json
import random
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from netbook.domain import portable
from netbook.domain.channels import Channel, Direction
from netbook.domain.records import LeftOut, PartRecord
from netbook.formats.book_json import BOOK_JSON, BOOK_JSON_READER
from netbook.formats.book_json.reader import NOT_CLOSED, UNKNOWN_SECTION
from netbook.formats.book_json.writer import form_of
from netbook.formats.opening import open_bytes
from netbook.formats.registry import detect
from netbook.formats.streams import UnreadableFile
from tests.formats.held_book import HeldBook

PAGE = Path(__file__).resolve().parents[2] / "docs" / "exporting.md"
TODAY = date(2026, 11, 23)
ADA = portable.PersonLink("u-1", "Ada")
CONTACT = portable.PortableContact(
    "u-1",
    "Ada",
    TODAY,
    handles=(portable.PortableHandle("x", "ada", "@ada"),),
    met_online=portable.PortableMet("x", on=TODAY),
    follow_ups=(portable.PortableFollowUp(4, TODAY, what="slides"),),
)
TALK = portable.PortableInteraction(
    7, Channel.IN_PERSON, Direction.BOTH, TODAY, (ADA,), datetime(2026, 11, 23, 9, tzinfo=UTC), "\x9b\u202e"
)


BOOK = HeldBook(
    (CONTACT,),
    (TALK,),
    (portable.PortableEvent(1, "PyCon", running=True),),
    (portable.PortableTag("close", "4w"),),
    (portable.PortableSitting(2, datetime(2026, 11, 23, tzinfo=UTC)),),
    (portable.PortableAccount("x", "me", "@me"),),
)


def written() -> bytes:
    """Write the book."""
    out = io.BytesIO()
    assert BOOK_JSON.write(BOOK, out, lambda _done, _total: None) == {"contact": 1, "interaction": 1, "event": 1}
    return out.getvalue()


def test_the_form() -> None:
    """Each part stands under its key; what has its usual value is left out, dates are ISO dates."""
    form = json.loads(written())
    assert form == {
        "netbook": {"version": 1, "exported_on": "2026-11-23", "whole": True},
        "own_accounts": [{"network": "x", "key": "me", "shown": "@me"}],
        "tags": [{"name": "close", "cadence": "4w"}],
        "events": [{"number": 1, "name": "PyCon", "running": True}],
        "unresolved": [],
        "sittings": [{"number": 2, "started_at": "2026-11-23T00:00:00+00:00"}],
        "contacts": [
            {
                "uid": "u-1",
                "name": "Ada",
                "added_on": "2026-11-23",
                "handles": [{"network": "x", "key": "ada", "shown": "@ada"}],
                "met_online": {"network": "x", "on": "2026-11-23"},
                "follow_ups": [{"number": 4, "made_on": "2026-11-23", "what": "slides"}],
            }
        ],
        "interactions": [
            {
                "number": 7,
                "channel": "in person",
                "direction": "both",
                "on": "2026-11-23",
                "people": [{"uid": "u-1", "called": "Ada"}],
                "at": "2026-11-23T09:00:00+00:00",
                "note": "\x9b\u202e",
            }
        ],
    }


def test_no_byte_that_a_terminal_obeys() -> None:
    """Control and direction characters are escaped, other signs stand as they are."""
    text = written().decode()
    assert "\\u009b\\u202e" in text
    assert form_of("Zoë") == "Zoë"


@pytest.mark.parametrize(
    "kind",
    [
        *(portable.PortableContact, portable.PortableHandle, portable.PortableMet, portable.PortableIntroduction),
        *(portable.PortableFollowUp, portable.PortableDecision, portable.PortableInteraction, portable.PortableEvent),
        *(portable.PortableTag, portable.PortableSitting, portable.PortableAccount, portable.PersonLink),
        *(portable.PortableUnresolved, portable.UnresolvedLink),
    ],
)
def test_every_key_is_documented(kind: type) -> None:
    """docs/exporting.md names every key that can stand in the file."""
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name in kind.__dataclass_fields__ if f"`{name}`" not in text] == []  # type: ignore[attr-defined]


# The way back


def read(data: bytes) -> list[PartRecord | LeftOut]:
    """Read a file; gives parts and what was left out."""
    with open_bytes(data) as files:
        assert detect(files) is BOOK_JSON_READER
        found = list(BOOK_JSON_READER.read(files, nothing))
    assert all(isinstance(each, PartRecord | LeftOut) for each in found)
    return [each for each in found if isinstance(each, PartRecord | LeftOut)]


def parts(data: bytes) -> list[object]:
    """Give the parts of a file."""
    return [each.part for each in read(data) if isinstance(each, PartRecord)]


def reasons(data: bytes) -> list[tuple[int, str]]:
    """Give the lines that were left out, and why."""
    return [(each.origin.line, each.reason) for each in read(data) if isinstance(each, LeftOut)]


def nothing(done: int, total: int) -> None:
    """Take note of nothing."""
    assert done <= total


def test_what_was_written_is_read() -> None:
    """Every part comes back as it was, in the order in which one names another."""
    expected = [*BOOK.own, *BOOK.words, *BOOK.happenings, *BOOK.reviews, *BOOK.people, *BOOK.talks]
    assert parts(written()) == expected
    assert parts(written().replace(b"\n", b"\r\n")) == expected


def test_another_programs_layout() -> None:
    """Indented, on one line, in another order of the parts or with a mark before it, the same is read."""
    form = json.loads(written())
    turned = {"netbook": form["netbook"], **dict(reversed(form.items()))}
    for data in (json.dumps(form, indent=4), json.dumps(form), json.dumps(turned), "\ufeff" + json.dumps(form)):
        assert parts(data.encode()) == parts(written())


def test_broken_lines_cost_themselves_alone() -> None:
    """Of five lines two are broken: they are named with their places, and the others come in."""
    people = [CONTACT, *(portable.PortableContact(f"u-{n}", f"N{n}", TODAY) for n in range(4))]
    out = io.BytesIO()
    BOOK_JSON.write(HeldBook(tuple(people)), out, nothing)
    lines = out.getvalue().split(b"\n")
    first = next(number for number, line in enumerate(lines) if b'"u-1"' in line)
    lines[first + 1], lines[first + 3] = b"{broken,", lines[first + 3].replace(b'"u-2"', b"2")
    data = b"\n".join(lines)
    assert [part.uid for part in parts(data) if isinstance(part, portable.PortableContact)] == ["u-1", "u-1", "u-3"]
    assert [line for line, _ in reasons(data)] == [first + 2, first + 4]


@pytest.mark.parametrize(
    ("section", "form", "reason"),
    [
        ("contacts", {"uid": "u"}, "Object missing required field `added_on`"),
        ("contacts", {"uid": "", "added_on": "2026-01-01"}, "“uid” is empty"),
        ("contacts", {"uid": "u" * 3_000, "added_on": "2026-01-01"}, "longer than any"),
        ("contacts", {"uid": "u", "added_on": "2026-13-01"}, "Invalid RFC3339"),
        ("contacts", {"uid": "u", "added_on": "2026-01-01", "cadence": "now and then"}, "its cadence cannot be read"),
        ("contacts", {"uid": "u", "added_on": "2026-01-01", "birthday": "soon"}, "its birthday is none"),
        (
            "contacts",
            {"uid": "u", "added_on": "2026-01-01", "handles": [{"network": "myspace", "key": "a", "shown": "a"}]},
            "does not know its network",
        ),
        (
            "contacts",
            {
                "uid": "u",
                "added_on": "2026-01-01",
                "handles": [{"network": "x", "key": "a", "shown": "a", "status": "?"}],
            },
            "a handle has a status that is none",
        ),
        (
            "contacts",
            {
                "uid": "u",
                "added_on": "2026-01-01",
                "follow_ups": [{"number": 1, "made_on": "2026-01-01", "status": "?"}],
            },
            "a follow-up has a status that is none",
        ),
        (
            "interactions",
            {
                "number": 1,
                "channel": "call",
                "direction": "both",
                "on": "2026-01-01",
                "people": [],
                "at": "2026-01-01T00:00:00",
            },
            "2026-01-01T00:00:00 has no time zone",
        ),
        ("interactions", {"number": 1, "channel": "smoke", "direction": "both", "on": "2026-01-01"}, "Invalid enum"),
        ("events", {"number": "one", "name": "x"}, "Expected `int`, got `str`"),
        ("tags", ["close"], "Expected `object`, got `array`"),
    ],
)
def test_what_is_no_part(section: str, form: object, reason: str) -> None:
    """A thing of the wrong kind, or that the book could not keep, is left out with its reason."""
    data = json.dumps({"netbook": {"version": 1}, section: [form]}).encode()
    assert parts(data) == []
    ((place, said),) = reasons(data)
    assert place == 1
    assert reason in said


def test_keys_and_parts_of_later_versions() -> None:
    """A key that is not known is passed over, a part that is not known is named, a newer form is refused."""
    form = json.loads(written())
    form["tags"][0]["colour"] = "red"
    form["tiers"] = [{"name": "inner"}]
    data = json.dumps(form).encode()
    assert parts(data) == parts(written())
    assert [reason for _, reason in reasons(data)] == [UNKNOWN_SECTION]
    form["netbook"]["version"] = 2
    for text in (json.dumps(form).encode(), written().replace(b'"version": 1', b'"version": 2')):
        with pytest.raises(UnreadableFile, match="written by a newer netbook"):
            read(text)
    with pytest.raises(UnreadableFile, match="in which form"):
        read(b'{"netbook": {"version": "one"}}')


def test_text_is_stored_as_a_book_keeps_it() -> None:
    """NUL, lone surrogates and decomposed letters come in as everywhere else."""
    form = {"netbook": {"version": 1}, "tags": [{"name": "Zoe\u0308\0\ud800"}]}
    (tag,) = parts(json.dumps(form).encode())
    assert tag == portable.PortableTag("Zoë\ufffd\ufffd")


def test_cut_off_at_every_byte() -> None:
    """A file cut off anywhere gives the lines that are whole, and says that it is cut off; or is refused."""
    data = written()
    whole = len(read(data))
    for length in range(1, len(data) - 1):
        with open_bytes(data[:length]) as files:
            if not BOOK_JSON_READER.recognises(files):
                continue
            try:
                found = list(BOOK_JSON_READER.read(files, nothing))
            except UnreadableFile:
                continue
        assert len(found) <= whole + 2
        assert any(isinstance(each, LeftOut) and each.reason == NOT_CLOSED for each in found)


def test_random_bytes() -> None:
    """A file with some bytes changed is read as far as it is whole, or refused, never with an error."""
    noise = random.Random(5)
    whole = written()
    for _ in range(300):
        data = bytearray(whole)
        for _change in range(noise.randrange(1, 20)):
            data[noise.randrange(len(data))] = noise.randrange(256)
        with open_bytes(bytes(data)) as files:
            if BOOK_JSON_READER.recognises(files):
                with suppress(UnreadableFile):
                    assert len(list(BOOK_JSON_READER.read(files, nothing))) > 0
    with open_bytes(b'{"netbook": {' + b"[" * 100_000) as files, pytest.raises(UnreadableFile):
        list(BOOK_JSON_READER.read(files, nothing))
