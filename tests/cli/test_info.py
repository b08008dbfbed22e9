"""``netbook info``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Netbook


def test_a_fresh_home_stays_empty(netbook: Netbook, home: Path) -> None:
    """On a fresh machine every place is “not there”, and info makes none of them."""
    shown = netbook("info")
    assert shown.code == 0
    assert shown.out.count("not there") == 4
    assert list(home.rglob("*")) == []


def test_what_is_there_is_counted(netbook: Netbook, home: Path) -> None:
    """A book that is there is counted, and looking at it makes no file."""
    netbook("add", "@ada")
    netbook("log", "ada", "call")
    before = sorted(home.rglob("*"))
    form = netbook("info", "--json").json
    assert form["places"]["book"] == {"path": str(home / ".local/share/netbook/netbook.db"), "exists": True}
    assert not form["places"]["settings"]["exists"]
    assert (form["book"]["contacts"], form["book"]["interactions"]) == (1, 1)
    assert {"netbook", "python", "sqlite", "sqlalchemy"} <= set(form["versions"])
    assert sorted(home.rglob("*")) == before


def test_another_book(netbook: Netbook, tmp_path: Path) -> None:
    """--book is what is looked at; one that is no book is left alone; a password in a URL is not shown."""
    other = tmp_path / "other.db"
    other.write_text("no book at all")
    shown = netbook("--book", str(other), "info")
    assert shown.code == 0
    assert str(other) in shown.out
    assert other.read_text() == "no book at all"
    secret = netbook("info", "--book", "postgresql://ada:secret@db.example/net")
    assert secret.code == 0
    assert "secret" not in secret.out
