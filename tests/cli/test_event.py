"""``netbook event`` from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Netbook


def state(netbook: Netbook) -> tuple[str, str, str]:
    """Give what is in the book, as text."""
    return netbook("event", "list", "--json").out, netbook("list", "--json").out, netbook("review", "--json").out


@pytest.mark.parametrize(
    "words", [("add", "EuroPython", "--from", "2027-07-01"), ("start", "PyCon DE", "--until", "fri"), ("stop",)]
)
def test_undo_and_redo(netbook: Netbook, words: tuple[str, ...]) -> None:
    """Adding, starting and stopping are steps, undone and redone exactly."""
    netbook("event", "start", "Leeds meetup")
    before = state(netbook)
    assert netbook("event", *words).code == 0
    after = state(netbook)
    assert after != before
    netbook("undo")
    assert state(netbook) == before
    netbook("redo")
    assert state(netbook) == after


def test_the_running_event_is_assumed(netbook: Netbook) -> None:
    """A meeting while an event runs is one there, and the event shows whom one met."""
    netbook("event", "start", "PyCon DE", "--until", "fri")
    netbook("met", "Grace Hopper", "::", "compilers")
    shown = netbook("event", "show", "--json").json
    assert (shown["name"], shown["running"], shown["met"], shown["to_debrief"]) == ("PyCon DE", True, 1, 1)
    assert [contact["name"] for contact in shown["people_met"]] == ["Grace Hopper"]
    assert netbook("show", "grace", "--json").json["where_met"]["in_person"]["event"] == "PyCon DE"


def test_a_debrief_from_standard_input(netbook: Netbook) -> None:
    """Without answers the list is printed with its notes; answers decide in its order, w a week, x never again."""
    netbook("event", "start", "PyCon DE")
    netbook("met", "Ada Lovelace, Grace Hopper :: compilers")
    assert netbook("event", "debrief").out.splitlines() == ["Ada Lovelace  “compilers”", "Grace Hopper  “compilers”"]
    assert netbook("event", "debrief", "pycon", stdin="w\nx\n").code == 0
    assert netbook("show", "ada", "--json").json["follow_ups"][0]["due_on"] == "2026-11-30"
    assert netbook("show", "grace", "--json").json["cadence"] == "never"
    assert netbook("event", "debrief", "--json").json == []


def test_renaming(netbook: Netbook) -> None:
    """An event is renamed and its details changed or taken away, as one step; people met there stay."""
    netbook("event", "start", "PyCon DE", "--until", "fri")
    netbook("met", "Grace Hopper")
    netbook("event", "add", "PyCon DE", "--place", "Berlin", "--kind", "conference")
    before = state(netbook)
    done = netbook("event", "edit", "pycon", "--name", "PyCon DE 2026", "--place", "", "--to", "", "--json")
    assert (done.json["name"], done.json["place"], done.json["ends_on"]) == ("PyCon DE 2026", None, None)
    assert (done.json["met"], done.json["kind"]) == (1, "conference")
    assert "PyCon DE 2026" in netbook("event", "list").out
    netbook("event", "add", "Leeds")
    assert netbook("event", "edit", "leeds", "--name", "PyCon DE 2026").code == 2
    assert netbook("event", "edit", "leeds", "--name", " ").code == 2
    assert netbook("event", "edit", "leeds", "--from", "fri", "--to", "yesterday").code == 2
    netbook("undo", "2")
    assert state(netbook) == before


def test_what_is_refused(netbook: Netbook) -> None:
    """An answer that is none, an unknown event and an unreadable date change nothing."""
    netbook("event", "start", "PyCon DE")
    netbook("met", "Ada Lovelace")
    before = state(netbook)
    assert netbook("event", "debrief", stdin="z\n").code == 2
    assert netbook("event", "debrief", stdin="w\nw\n").code == 2
    assert netbook("event", "show", "europython").code == 4
    assert netbook("event", "add", "Conf", "--from", "31 feb").code == 2
    assert state(netbook) == before


@pytest.mark.parametrize("name", ["[red]x[/]", "\x1b[2Jx", "\u202eevil", "a\r\nb", "x\x00y"])
def test_hostile_names_are_harmless(netbook: Netbook, name: str) -> None:
    """No control byte of an event's name or place reaches either stream."""
    for words in (("start", "--", name), ("add", "--place", name, "--hashtag", name, "--", name), ("list",), ("show",)):
        done = netbook("event", *words)
        assert done.code == 0
        assert not any(sign in done.out + done.err for sign in ("\x1b", "\x00", "\u202e", "\r"))
