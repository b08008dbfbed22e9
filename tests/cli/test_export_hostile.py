"""Hostile strings leave the book in every format, and come back unchanged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from netbook.domain.text import norm, norm_line

if TYPE_CHECKING:
    from tests.cli.conftest import Netbook

GOLDEN = Path(__file__).resolve().parents[2] / ".." / "shared" / "golden" / "hostile_strings.jsonl"
OWN = ("[red]x[/]", "\x1b[2Jx", "\u202eevil", "x\x9b31m", "=cmd|'/c calc'!A0", "a\r\nEND:VCARD\r\nb", "e\u0301" * 300)
OBEYED = ("\x1b", "\x9b", "\x07", "\u202e", "\u2066")
FORMATS = {"json": ".json", "csv": ".csv", "ics": ".ics", "markdown": ".md", "vcard": ".vcf", "vcard4": ".vcf"}


def texts() -> list[str]:
    """Give hostile strings of our own, and those that lie beside the project."""
    found = list(OWN)
    if GOLDEN.exists():
        for line in GOLDEN.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.append(row["s"] if "s" in row else row["pre"] + row["repeat"][0] * row["repeat"][1] + row["post"])
    return [text for text in map(norm, found) if norm_line(text)]


def book_of(hostile: list[str]) -> dict[str, Any]:
    """Make a book in which each text is a name, a note, an organisation, a promise, an event and what was said."""
    contacts = [
        {
            "uid": f"u-{number}",
            "name": norm_line(text),
            "added_on": "2026-01-01",
            "organisation": norm_line(text),
            "notes": text,
            "met_in_person": {"event": number, "on": "2026-01-01"},
            "follow_ups": [{"number": 1, "made_on": "2026-01-01", "due_on": "2026-12-01", "what": norm_line(text)}],
        }
        for number, text in enumerate(hostile, 1)
    ]
    events = [
        {"number": number, "name": norm_line(text), "starts_on": f"{1900 + number}-01-01", "place": norm_line(text)}
        for number, text in enumerate(hostile, 1)
    ]
    talks = [
        {
            "number": number,
            "channel": "call",
            "direction": "both",
            "on": "2026-01-01",
            "people": [{"uid": f"u-{number}", "called": norm_line(text)}],
            "note": text,
        }
        for number, text in enumerate(hostile, 1)
    ]
    return {"netbook": {"version": 1}, "events": events, "contacts": contacts, "interactions": talks}


@pytest.fixture
def full(netbook: Netbook) -> Netbook:
    """Give a book of hostile strings."""
    done = netbook("import", "-", "--json", stdin=json.dumps(book_of(texts())))
    assert (done.code, done.json["failed"], done.json["contacts_new"]) == (0, 0, len(texts())), done.err
    return netbook


def test_they_come_back_from_json_unchanged(full: Netbook) -> None:
    """Every text is, in every place, what it was."""
    form = full("export", "json").json
    hostile = texts()
    assert [contact["notes"] for contact in form["contacts"]] == hostile
    assert [contact["name"] for contact in form["contacts"]] == [norm_line(text) for text in hostile]
    assert [event["name"] for event in form["events"]] == [norm_line(text) for text in hostile]
    assert [talk["note"] for talk in form["interactions"]] == hostile


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_them(full: Netbook, tmp_path: Path, name: str) -> None:
    """No text breaks an export, and what a terminal would obey is in none that people read on one."""
    file = tmp_path / f"out{FORMATS[name]}"
    done = full("export", name, "-o", str(file))
    assert done.code == 0, done.err
    assert file.stat().st_size > 1_000
    assert not any(sign in done.err + done.out for sign in OBEYED)
    if name in {"json", "markdown", "ics"}:
        written = file.read_text(encoding="utf-8")
        assert not any(sign in written for sign in OBEYED)
