"""Rules that hold for every command that changes contacts: one undo step, harmless output, nothing done by halves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Netbook


CHANGES = [
    ("met", "ada,", "Barbara Liskov", "at", "PyCon", "::", "hello"),
    ("log", "ada", "call", "yesterday", "::", "about looms"),
    ("log", "grace,", "ada", "coffee", "--at", "PyCon"),
    ("note", "ada", "runs"),
    ("promise", "ada", "slides", "by", "fri"),
    ("promise", "ada", "report", "every", "month"),
    ("kept", "ada", "post the book"),
    ("kept", "ada", "--all"),
    ("snooze", "ada,", "grace", "3 weeks"),
    ("done", "ada", "grace"),
    ("cadence", "ada", "6w"),
    ("cadence", "#maths", "monthly"),
    ("tag", "ada", "#new", "-#maths"),
    ("tag", "#maths", "--add", "numbers"),
    ("edit", "ada", "--name", "Countess Lovelace", "--organisation", "Looms", "--add-handle", "ada@example.org"),
    ("edit", "ada", "--remove-handle", "@ada", "--notes", ""),
    ("archive", "ada,grace"),
    ("merge", "ada", "grace"),
]


def fill(netbook: Netbook) -> None:
    """Put two contacts with something of everything into the book."""
    assert netbook("add", "@ada", "Ada Lovelace", "#maths", "::", "writes", today="2026-10-01").code == 0
    assert netbook("add", "@grace", "Grace Hopper", "#maths", "#navy", today="2026-10-02").code == 0
    assert netbook("met", "grace", "at", "PyCon", "on", "2026-10-05", today="2026-10-06").code == 0
    assert netbook("log", "grace", "dm", "on", "2026-10-07").code == 0
    assert netbook("promise", "ada", "post the book").code == 0
    assert netbook("snooze", "grace", "in 2 days").code == 0


def everything(netbook: Netbook) -> list[Any]:
    """Read all that the book shows."""
    people = netbook("list", "--json").json + netbook("list", "is:archived", "--json").json
    shown = [netbook("show", f"#{person['id']}", "--json").json for person in people]
    return [people, shown, netbook("tag", "--json").json]


@pytest.mark.parametrize("change", CHANGES, ids=" ".join)
def test_undo_and_redo(netbook: Netbook, change: tuple[str, ...]) -> None:
    """Every change is one step: undo gives all back as it was, redo all as it became."""
    fill(netbook)
    before = everything(netbook)
    result = netbook(*change)
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("✓ ")
    assert "netbook undo takes it back" in result.err.splitlines()[0]
    after = everything(netbook)
    assert after != before
    assert netbook("undo").code == 0
    assert everything(netbook) == before
    assert netbook("redo").code == 0
    assert everything(netbook) == after


@pytest.mark.parametrize("change", CHANGES, ids=" ".join)
def test_json_is_the_contact(netbook: Netbook, change: tuple[str, ...]) -> None:
    """With --json a change prints what show prints, an array for several; --quiet leaves standard error empty."""
    fill(netbook)
    result = netbook(*change, "--json", "--quiet")
    assert (result.code, result.err) == (0, "")
    printed = result.json if isinstance(result.json, list) else [result.json]
    if change[:2] != ("cadence", "#maths"):
        for form in printed:
            assert form.items() <= netbook("show", f"#{form['id']}", "--json").json.items()


@pytest.mark.parametrize("command", ["log", "note", "promise", "kept", "snooze", "done", "cadence", "archive", "merge"])
def test_nobody_and_several(netbook: Netbook, command: str) -> None:
    """An unknown name and one that fits several are refused with exit 4, and nothing changes."""
    fill(netbook)
    netbook("add", "@adam", "Adam Smith")
    words = {"note": ["x"], "promise": ["x"], "cadence": ["6w"], "merge": ["grace"], "log": ["call"]}.get(command, [])
    before = everything(netbook)
    nobody = netbook(command, "zzyzx", *words)
    assert (nobody.code, nobody.out) == (4, "")
    assert "nobody called “zzyzx”" in nobody.err
    several = netbook(command, "ad", *words, "--json")
    assert (several.code, several.out) == (4, "")
    assert "Adam Smith" in several.err
    assert everything(netbook) == before


def test_all_or_none(netbook: Netbook) -> None:
    """If one of several people is unknown, nothing is written for the others."""
    fill(netbook)
    before = everything(netbook)
    for command in ("done", "archive", "snooze", "log"):
        assert netbook(command, "ada,zzyzx").code == 4
    assert everything(netbook) == before


HOSTILE = ["[red]x[/]", "\x1b[2Jx", "\u202eevil", "a\r\nb", "x\x00y", "\ud800z"]


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_hostile_names(netbook: Netbook, name: str) -> None:
    """Names, tags, events and texts with control or direction signs come out harmless on both streams."""
    fill(netbook)
    for words in (
        ("met", "--new", "ada", "--at", name, "--tag", f"t{name}", "--note", name),
        ("met", "--new", name),
        ("log", "#1", "dm", name, "--at", name),
        ("log", "#1", "--channel", name),
        ("note", "#1", name),
        ("promise", "#1", name),
        ("kept", "#1", name),
        ("cadence", "#1", name),
        ("snooze", "#1", name),
        ("tag", "#1", "--add", name),
        ("tag", "#1", "--remove", name),
        ("tag",),
        ("tag", "#1"),
        ("edit", "#1", "--name", name, "--organisation", name),
        ("edit", "#1", "--add-handle", name),
        ("edit", "#2", "--name", name),
        ("dupes",),
        ("done", "#1"),
        ("archive", "#1", "#2"),
        ("archive", name),
        ("merge", "#1", "#2"),
        ("kept", name),
    ):
        result = netbook(*words)
        assert result.code in (0, 2, 4), words
        assert not re.search(
            "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", result.out + result.err
        )
