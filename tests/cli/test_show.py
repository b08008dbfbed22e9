"""``netbook show``."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Netbook


HOSTILE = ["[red]x[/]", "\x1b[2Jx", "\u202eevil", "a\r\nb", "x\x00y"]


def test_everything_known_is_shown(netbook: Netbook) -> None:
    """A card names handles with their network, where-met, cadence, why, promises, notes and the last interactions."""
    netbook("add", "@ada", "Ada Lovelace", "#engines", "every 6w", "::", "reads Homer")
    netbook("met", "ada", "at", "PyCon DE", "on", "2026-11-20")
    netbook("promise", "ada", "send slides")
    shown = netbook("show", "ada")
    assert shown.code == 0
    assert shown.err == ""
    for part in (
        "Ada Lovelace",
        "X ",
        "@ada",
        "https://x.com/ada",
        "#engines",
        "met online: X, Mon 23 Nov 2026, today",
        "met in person: PyCon DE, Fri 20 Nov 2026, 3 days ago",
        "every 6 weeks (your choice)",
        "fresh; due ",
        "You asked for every 6 weeks",
        "→ send slides, promised 23 Nov 2026",
        "  reads Homer",
        "20 Nov 2026  in person",
    ):
        assert part in shown.out


def test_the_form_is_one_object_with_a_timeline(netbook: Netbook) -> None:
    """With --json a contact is one object, its interactions beside it."""
    netbook("add", "@ada")
    netbook("log", "ada", "email", "sent the draft")
    form = netbook("show", "@ada", "--json").json
    assert form["name"] == "@ada"
    assert form["handles"] == [{"network": "x", "handle": "@ada", "url": "https://x.com/ada"}]
    assert [row["channel"] for row in form["timeline"]] == ["email"]
    assert form["timeline"][0]["note"] == "sent the draft"


def test_ten_interactions_unless_all_are_asked_for(netbook: Netbook) -> None:
    """The card shows the ten newest interactions, and with --all every one."""
    netbook("add", "@ada")
    for day in range(1, 13):
        netbook("log", "ada", "email", f"letter {day}.", "--on", f"2026-11-{day:02}")
    shown = netbook("show", "ada")
    assert "letter 12." in shown.out
    assert "letter 2." not in shown.out
    assert "netbook show --all" in shown.out
    assert "letter 1." in netbook("show", "ada", "--all").out


def test_nobody_and_several_are_refused(netbook: Netbook) -> None:
    """Nobody, and several without a terminal, end with exit 4; the candidates are listed."""
    netbook("add", "@ada1", "Ada Lovelace")
    netbook("add", "@ada2", "Ada Yonath")
    several = netbook("show", "ada")
    assert several.code == 4
    assert "Ada Lovelace" in several.err
    assert "Ada Yonath" in several.err
    nobody = netbook("show", "grace")
    assert nobody.code == 4
    assert nobody.out == ""


def test_a_terminal_is_asked_which(netbook: Netbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal, the number typed chooses among several; without an answer it refuses as elsewhere."""
    netbook("add", "@ada1", "Ada Lovelace")
    netbook("add", "@ada2", "Ada Yonath")
    monkeypatch.setattr("netbook.cli.running.Run.can_ask", property(lambda _run: True))
    chosen = netbook("show", "ada", stdin="2\n")
    assert chosen.code == 0
    assert chosen.out.startswith("Ada Yonath")
    assert "Whom do you mean by “ada”?" in chosen.err
    assert netbook("show", "ada", stdin="9\n").code == 4
    assert netbook("show", "ada").code == 4


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_harmless(netbook: Netbook, name: str) -> None:
    """No control character of a name, note or interaction reaches a terminal."""
    netbook("add", "@ada", "--note", name)
    netbook("edit", "ada", "--name", f"Ada {name}")
    netbook("log", "@ada", "email", "--note", f"{name}\nsecond line")
    for arguments in (["show", "@ada"], ["show", "@ada", "--all"], ["show", "@ada", "--json"]):
        shown = netbook(*arguments)
        assert shown.code == 0
        assert not [sign for sign in shown.out + shown.err if (sign < " " and sign != "\n") or sign in "\x7f\u202e"]


def test_the_hint_of_the_archive_works(netbook: Netbook) -> None:
    """The command that takes somebody out of the archive, as the card names it, does so."""
    netbook("add", "@ada")
    netbook("archive", "ada")
    assert "netbook archive --back takes it out" in netbook("show", "ada").out
    assert netbook("archive", "--back", "ada", "--json").json["archived"] is False


def test_where_one_perhaps_met_is_suggested_with_the_command_that_says_so(netbook: Netbook) -> None:
    """An event about the day of connecting is suggested; the command that is shown beside it is the answer yes."""
    netbook("event", "add", "Rust Fair", "--from", "2026-11-20")
    netbook("add", "@ada", "Ada Lovelace", "on", "2026-11-21")
    assert "perhaps met at Rust Fair" in netbook("inbox").out + netbook("show", "ada").out
    assert netbook("show", "ada", "--json").json["perhaps_met"] == {"event": "Rust Fair", "on": "2026-11-20"}
    (command,) = (line for line in netbook("show", "ada").out.splitlines() if "if so: netbook " in line)
    assert netbook(*shlex.split(command.partition("netbook ")[2])).code == 0
    shown = netbook("show", "ada").out
    assert "met in person: Rust Fair" in shown
    assert "perhaps" not in shown
