"""``netbook history``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Netbook


def test_steps_are_listed_newest_first(netbook: Netbook) -> None:
    """Each command that changed something is a step; -n says how many are listed."""
    assert netbook("history").out == ""
    assert "Nothing was done" in netbook("history").err
    netbook("add", "@ada")
    netbook("add", "@grace")
    steps = netbook("history", "--json").json
    assert [step["id"] for step in steps] == [2, 1]
    assert "@grace" in steps[0]["what"]
    assert not steps[0]["undone"]
    assert len(netbook("history", "-n", "1").out.splitlines()) == 1


def test_undone_steps_say_so(netbook: Netbook) -> None:
    """A step that was undone is marked, and can be redone until something new is done."""
    netbook("add", "@ada")
    netbook("undo")
    assert "(undone; netbook redo)" in netbook("history").out
    netbook("add", "@grace")
    steps = netbook("history", "--json").json
    assert [(step["undone"], step["redoable"]) for step in steps] == [(False, False), (True, False)]


def test_a_step_shows_before_and_after(netbook: Netbook) -> None:
    """The number of a step shows what it changed, row by row."""
    netbook("add", "@ada", "Ada")
    netbook("cadence", "ada", "6w")
    shown = netbook("history", "2")
    assert "changed contact 1" in shown.out
    assert "cadence: nothing → 6w" in shown.out
    form = netbook("history", "2", "--json").json
    change = next(change for change in form["changes"] if change["table"] == "contact")
    assert (change["before"]["cadence"], change["after"]["cadence"]) == (None, "6w")


def test_a_step_that_is_not_there(netbook: Netbook) -> None:
    """An unknown step ends with exit 4, a number that is none with exit 2."""
    assert netbook("history", "7").code == 4
    assert netbook("history", "x").code == 2
    assert netbook("history", "0").code == 2


def test_hostile_names_are_harmless(netbook: Netbook) -> None:
    """Steps and changes with hostile names print no control character."""
    for name in ("[red]x[/]", "\x1b[2Jx", "\u202eevil", "a\r\nb", "x\x00y"):
        netbook("add", "@ada", "--note", name)
        netbook("edit", "@ada", "--name", name)
    for arguments in (["history"], ["history", "--json"], *(["history", str(step)] for step in range(1, 9))):
        shown = netbook(*arguments)
        assert shown.code == 0
        assert not [sign for sign in shown.out + shown.err if (sign < " " and sign != "\n") or sign == "\u202e"]
