"""``netbook undo`` and ``netbook redo``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Netbook


def test_back_and_forth(netbook: Netbook) -> None:
    """Undo gives the book as it was before the last step, redo as it was after it."""
    netbook("add", "@ada", "Ada")
    before = netbook("list", "--json").out
    netbook("log", "ada", "call", "about engines")
    after = netbook("show", "ada", "--json").out
    undone = netbook("undo")
    assert (undone.code, undone.out) == (0, "")
    assert undone.err.startswith("✓ Taken back: Logged call")
    assert netbook("list", "--json").out == before
    redone = netbook("redo")
    assert redone.err.startswith("✓ Done again: Logged call")
    assert netbook("show", "ada", "--json").out == after


def test_several_steps_at_once(netbook: Netbook) -> None:
    """A number takes back that many steps, the newest first, and says when there are fewer."""
    for handle in ("@ada", "@grace", "@alan"):
        netbook("add", handle)
    undone = netbook("undo", "2", "--json").json
    assert [step["id"] for step in undone] == [3, 2]
    assert [form["name"] for form in netbook("list", "--json").json] == ["@ada"]
    assert "1 of 5: nothing more to undo" in netbook("undo", "5").err
    assert len(netbook("redo", "9", "--json").json) == 3


def test_nothing_left(netbook: Netbook) -> None:
    """With nothing to undo or redo, the exit code is 1 and a sentence says so."""
    nothing = netbook("undo")
    assert (nothing.code, nothing.out) == (1, "")
    assert nothing.err == "netbook: nothing to undo since this book was made.\n"
    assert netbook("redo").code == 1
    netbook("add", "@ada")
    assert netbook("redo").code == 1


def test_a_number_that_is_none(netbook: Netbook) -> None:
    """A count that is no number from 1 up ends with exit 2, and nothing is undone."""
    netbook("add", "@ada")
    for count in ("0", "x", "99999999999"):
        assert netbook("undo", count).code == 2
    assert len(netbook("list", "--json").json) == 1


def test_hostile_names_are_harmless(netbook: Netbook) -> None:
    """What is said of a step shows no control character of a name."""
    for name in ("\x1b[2Jx", "\u202eevil", "a\r\nb", "x\x00y"):
        netbook("add", "@ada")
        netbook("edit", "@ada", "--name", name)
        said = netbook("undo").err + netbook("redo").err
        assert "✓" in said
        assert not [sign for sign in said if (sign < " " and sign != "\n") or sign == "\u202e"]
