"""``netbook stats``: sentences, bars and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netbook.cli.commands.stats import bar_lines
from netbook.domain.text import width

if TYPE_CHECKING:
    from tests.cli.conftest import Netbook

TITLES = [
    *("Contacts a week", "States", "Where you talk", "Where you met", "Review habit", "Promises kept"),
    *("Online first, in person later", "Who is lost if a network closes", "Capture debt", "Echo chamber"),
]
KEYS = [
    *("contacts_a_week", "states", "where_you_talk", "where_met", "review_habit", "promises_kept"),
    *("online_to_in_person", "network_exit", "capture_debt", "echo_chamber"),
]
HOSTILE = "\x1b]0;owned\x07\u202eevil"


def test_an_empty_book(netbook: Netbook) -> None:
    """Without anything in the book there are titles and sentences that say what would be counted, and no bars."""
    shown = netbook("stats")
    assert shown.code == 0
    assert [section.split("\n")[0] for section in shown.out.strip().split("\n\n")] == TITLES
    assert "Nothing logged in 26 weeks." in shown.out
    assert "█" not in shown.out


def test_sentences_and_bars(netbook: Netbook) -> None:
    """Each insight has its sentence and bars that are as long as their numbers."""
    netbook("add", "@ada", "Ada", "--no-follow-up")
    netbook("add", "mastodon.social/@grace", "Grace", "--no-follow-up")
    netbook("log", "ada", "call")
    netbook("log", "grace", "call")
    netbook("log", "ada", "email")
    netbook("promise", "ada", "slides")
    netbook("kept", "ada", "slides")
    netbook("done", "grace")
    out = netbook("stats").out
    assert "4 interactions in 52 weeks: 3 call and 1 email." in out
    assert f"  call   3 {'█' * 40}\n  email  1 {'█' * 13}\n" in out
    assert "1 of 1 promise kept, on the same day." in out
    assert "1 decision in 1 of 12 weeks: 1 done." in out
    assert "on Mastodon" in out
    assert "\x1b" not in out


def test_json(netbook: Netbook) -> None:
    """One key an insight, each with its sentence and figures that add up."""
    netbook("add", "@ada", "Ada")
    netbook("met", "Grace", "at", "PyCon")
    netbook("log", "ada", "call")
    form = netbook("stats", "--json").json
    assert list(form) == KEYS
    assert all(insight["sentence"].endswith(".") for insight in form.values())
    weeks = form["contacts_a_week"]
    assert weeks["weeks"][-1] == {"monday": "2026-11-23", "interactions": 2, "contacts": 2}
    assert weeks["total"] == sum(week["interactions"] for week in weeks["weeks"]) == 2
    assert form["states"]["total"] == sum(form["states"]["states"].values()) == 2
    assert form["where_you_talk"]["total"] == 2
    assert form["where_met"]["in_person"] == [{"event": "PyCon", "contacts": 1}]
    assert sum(form["where_met"]["known"].values()) == form["where_met"]["total"] == 2
    assert len(form["review_habit"]["weeks"]) == 12
    assert form["promises_kept"]["median_days"] is None
    assert form["online_to_in_person"]["total"] == 1
    assert form["network_exit"]["networks"] == [{"network": "x", "contacts": 1, "only_there": 1}]
    assert form["capture_debt"]["total"] == sum(week["new"] for week in form["capture_debt"]["weeks"]) == 2
    assert form["echo_chamber"]["without_sector"] == 2


def test_hostile_names(netbook: Netbook) -> None:
    """What names carry for a terminal is made visible in text, and escaped in JSON."""
    netbook("met", f"Eve {HOSTILE}", "--at", f"Fair {HOSTILE}")
    for shown in (netbook("stats"), netbook("stats", "--json")):
        assert shown.code == 0
        assert not set("\x1b\x07\u202e") & set(shown.out)
    assert "at Fair ␛" in netbook("stats").out


def test_many_events_are_summed(netbook: Netbook) -> None:
    """Of many events the first eight have a bar, and the others one together."""
    for number in range(10):
        assert netbook("met", f"Person {number}", "--new", "--at", f"Meetup {number}").code == 0
    out = netbook("stats").out
    assert "  at Meetup 7" in out
    assert "Meetup 8" not in out
    assert "  2 others" in out


@pytest.mark.parametrize("line_width", [40, 80, 100, 200])
def test_bars_fit_the_line(line_width: int) -> None:
    """No line is wider than the terminal, wide labels are cut, and the smallest number still shows."""
    bars = [("歓迎" * 30, 2_000_000), ("short", 1), ("none", 0)]
    lines = bar_lines(bars, line_width)
    assert all(width(line) <= line_width for line in lines)
    assert [line.count("█") > 0 for line in lines] == [True, True, False]
