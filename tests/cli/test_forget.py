"""``netbook forget``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from tests.cli.conftest import Netbook


def test_it_asks_first(netbook: Netbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a yes erases; a script has to say --yes; undo does not bring the contact back."""
    netbook("add", "@ada", "Ada Lovelace")
    netbook("backup")
    assert netbook("forget", "ada").code == 2
    monkeypatch.setattr("netbook.cli.running.Run.can_ask", property(lambda run: not run.wishes.json))
    assert "Nothing was changed." in netbook("forget", "ada", stdin="n\n").err
    erased = netbook("forget", "ada", stdin="y\n")
    assert "✓ Erased Ada Lovelace" in erased.err
    assert "1 backup still hold this person" in erased.err
    netbook("undo", "5")
    assert netbook("list", "--json").json == []
    assert netbook("forget", "ada", "--yes").code == 4
