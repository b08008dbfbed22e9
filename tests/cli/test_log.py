"""``netbook log``: interactions of every channel, direction and date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Netbook


@pytest.fixture
def ada(netbook: Netbook) -> Netbook:
    """Give a book that holds Ada and Grace."""
    netbook("add", "@ada", "Ada Lovelace", "--no-follow-up", today="2026-10-01")
    netbook("add", "@grace", "Grace Hopper", "--no-follow-up", today="2026-10-01")
    return netbook


def test_channel_then_text(ada: Netbook) -> None:
    """The first word is the channel, the rest is text, and today is the day; all of it is echoed."""
    result = ada("log", "ada", "email", "sent the draft")
    assert (result.code, result.out) == (0, "")
    assert result.err.splitlines() == [
        "✓ Logged email with Ada Lovelace · netbook undo takes it back",
        "  Mon 23 Nov 2026, today",
        "  sent the draft",
    ]
    assert ada("show", "ada", "--json").json["last_contact"] == "2026-11-23"


@pytest.mark.parametrize("words", [("call", "yesterday"), ("call", "--on", "yesterday"), ("call", "on", "22 nov")])
def test_dates_look_back(ada: Netbook, words: tuple[str, ...]) -> None:
    """A date at the end or after --on is the day it happened; one without a year is past."""
    assert ada("log", "ada", *words, "--json").json["last_contact"] == "2026-11-22"
    assert ada("log", "grace", "call", "--on", "24 nov", "--json").json["last_contact"] == "2025-11-24"


def test_usual_channel(ada: Netbook) -> None:
    """Without a channel word the usual one is taken, and said."""
    ada("log", "ada", "call", "on", "2026-11-01")
    assert "Logged call, the usual channel with Ada" in ada("log", "ada").err
    assert "Logged message, the usual channel with Grace" in ada("log", "grace", "sent a card").err


def test_reactions_are_no_contact(ada: Netbook) -> None:
    """A like is logged and does not count as the last contact."""
    assert ada("log", "ada", "like", "--json").json["last_contact"] is None


@pytest.mark.parametrize("words", [("dm", "by", "me", "hello"), ("dm", "hello", "--by-me")])
def test_direction(ada: Netbook, words: tuple[str, ...]) -> None:
    """What I wrote and nobody answered counts less than being in touch both ways."""
    mine = ada("log", "ada", *words, "--json").json
    both = ada("log", "grace", "dm", "hello", "--json").json
    assert mine["last_contact"] == both["last_contact"] == "2026-11-23"
    assert mine["why"] != both["why"] or mine["due_on"] != both["due_on"]
    assert ", by me with" in ada("log", "ada", *words).err


def test_several_people_and_event(ada: Netbook) -> None:
    """Commas name several people, who share the interaction; in person at an event it is where they were met."""
    forms = ada("log", "grace,", "ada", "coffee", "--at", "PyCon", "--json").json
    assert [form["name"] for form in forms] == ["Grace Hopper", "Ada Lovelace"]
    assert {form["where_met"]["in_person"]["event"] for form in forms} == {"PyCon"}


def test_text_from_everywhere(ada: Netbook) -> None:
    """Words, --note and “-” on standard input make one note."""
    result = ada("log", "ada", "--note", "and more", "dm", "hello", "-", stdin="from a file\n")
    assert result.code == 0
    assert "hello" in result.err
    note = str(ada("show", "ada", "--json").json)
    assert all(part in note for part in ("hello", "and more", "from a file"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("call", "--on", "31 feb"), "“31 feb” is not a date I know"),
        (("call", "on", "blah"), "“blah” is not a date I know"),
        (("call", "tomorrow"), "in the future"),
        (("--channel", "smoke"), "“smoke” is not a channel"),
        (("dm", "-"), "nothing on standard input"),
    ],
)
def test_refused(ada: Netbook, words: tuple[str, ...], said: str) -> None:
    """What cannot be read is refused with exit 2 and one sentence; nothing is logged."""
    result = ada("log", "ada", *words)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert ada("show", "ada", "--json").json["last_contact"] is None


def test_ambiguous_date_is_said(ada: Netbook) -> None:
    """A date that could be two days is echoed as it was read, with a way to write it plainly."""
    assert (
        "read as Fri 3 Apr 2026, 8 months ago (day first; or write 2026-04-03)"
        in ada("log", "ada", "dm", "on", "3/4").err
    )


def test_somebody_must_be_named(netbook: Netbook) -> None:
    """Without a contact the usage is explained, exit 2."""
    result = netbook("log")
    assert result.code == 2
    assert "WHO" in result.err
