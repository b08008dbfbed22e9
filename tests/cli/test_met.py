"""``netbook met``: meetings with people known or new."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Netbook


def test_known_person(netbook: Netbook) -> None:
    """Meeting a known contact makes the event, sets where-met in person, keeps the note and resets the clock."""
    netbook("add", "@grace", "Grace Hopper")
    result = netbook("met", "Grace Hopper", "at", "PyCon DE", "yesterday", "::", "compilers, promised slides")
    assert (result.code, result.out) == (0, "")
    assert result.err.splitlines() == [
        "✓ Met Grace Hopper at PyCon DE · netbook undo takes it back",
        "  Sun 22 Nov 2026, yesterday",
        "  new event: PyCon DE",
    ]
    shown = netbook("show", "grace", "--json").json
    assert shown["where_met"]["in_person"] == {"event": "PyCon DE", "on": "2026-11-22"}
    assert shown["last_contact"] == "2026-11-22"
    assert shown["state"] == "fresh"


def test_several_new_people(netbook: Netbook) -> None:
    """Several people share one meeting; flags stand for words; the event is known the second time."""
    netbook("add", "Grace Hopper")
    result = netbook(
        "met", "grace,", "Alan Turing,", "@zoe", "--at", "Leeds meetup", "--on", "last tue", "--tag", "leeds"
    )
    assert result.code == 0
    assert "new: Alan Turing, @zoe" in result.err
    assert "Tue 17 Nov 2026" in result.err
    again = netbook("met", "alan", "at", "Leeds meetup", "--json").json
    assert again["name"] == "Alan Turing"
    assert again["tags"] == ["leeds"]
    assert again["where_met"]["in_person"]["on"] == "2026-11-17"
    assert len(netbook("list", "#leeds", "--json").json) == 3


def test_json_of_one_and_of_several(netbook: Netbook) -> None:
    """One person is printed as an object, several as an array in the order named."""
    assert netbook("met", "Zoe Ünïcode", "--json").json["name"] == "Zoe Ünïcode"
    assert [form["name"] for form in netbook("met", "Kim Lee, Ann Poe", "--json").json] == ["Kim Lee", "Ann Poe"]


def test_close_name_is_refused(netbook: Netbook) -> None:
    """A name close to a known one is refused with exit 4 and both ways out; --new makes the contact."""
    netbook("add", "Grace Hopper")
    result = netbook("met", "grce")
    assert result.code == 4
    assert result.err.splitlines()[0] == "netbook: nobody called “grce”. Close: Grace Hopper."
    assert "netbook met --new grce" in result.err
    assert len(netbook("list", "--json").json) == 1
    assert netbook("met", "--new", "grce").code == 0
    assert len(netbook("list", "--json").json) == 2


@pytest.mark.parametrize(
    ("typed", "names"),
    [("9\n1\n", ["Grace Hopper"]), ("n\n", ["Grace Hopper", "Grce"]), ("\n", ["Grace Hopper"]), ("", ["Grace Hopper"])],
)
def test_asking(netbook: Netbook, monkeypatch: pytest.MonkeyPatch, typed: str, names: list[str]) -> None:
    """On a terminal a close name is asked about: a number, n for a new contact, nothing to leave it."""
    netbook("add", "Grace Hopper")
    with monkeypatch.context() as patch:
        patch.setattr("netbook.cli.running.Run.can_ask", property(lambda _run: True))
        result = netbook("met", "Grce", stdin=typed)
    assert result.code == (0 if typed.strip() else 4)
    assert "Whom do you mean by “Grce”?" in result.err
    assert result.out == ""
    assert [form["name"] for form in netbook("list", "--json").json] == names
    assert ("fresh" in str(netbook("show", "Grace Hopper", "--json").json)) == (typed == "9\n1\n")


def test_meetings_from_stdin(netbook: Netbook) -> None:
    """“-” reads one meeting a line, all of them one step; an unreadable line is named and nothing is recorded."""
    bad = netbook("met", "-", stdin="Ada Lovelace yesterday\nAlan Turing on 31 feb\n")
    assert bad.code == 2
    assert "line 2: " in bad.err
    assert netbook("list", "--json").json == []
    good = netbook("met", "-", "--json", stdin="Ada Lovelace yesterday\n\nAlan Turing :: chess\n")
    assert [form["name"] for form in good.json] == ["Ada Lovelace", "Alan Turing"]
    netbook("undo")
    assert netbook("list", "--json").json == []


def test_follow_up(netbook: Netbook) -> None:
    """--follow-up sets a day to come, and says it with its weekday."""
    result = netbook("met", "Ada Lovelace", "--follow-up", "fri")
    assert "follow up Fri 27 Nov 2026, in 4 days" in result.err
    assert netbook("show", "ada", "--json").json["follow_ups"] == [{"due_on": "2026-11-27", "what": None}]


@pytest.mark.parametrize(
    "words",
    [(), ("Ada", "on", "31 feb"), ("Ada", "on", "2026-11-24"), ("Ada", "--on", "blah"), ("Ada", "--every", "often")],
)
def test_unreadable_parts(netbook: Netbook, words: tuple[str, ...]) -> None:
    """Nobody named, an unreadable or future day, an unreadable cadence: exit 2, one sentence, nothing made."""
    result = netbook("met", *words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("netbook: ")
    assert netbook("list", "--json").json == []
