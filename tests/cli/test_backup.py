"""``netbook backup`` and ``netbook restore``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Netbook

FOLDER = ".local/share/netbook/backups"


def test_a_backup_and_the_list(netbook: Netbook, home: Path) -> None:
    """A backup says where it is and what is in it, and the list shows it, for people and as JSON."""
    netbook("add", "@ada")
    made = netbook("backup", "--json")
    assert made.json["file"] == str(home / FOLDER / "2026-11-23T120000.db")
    assert (made.json["contacts"], made.json["interactions"], made.json["bytes"] > 0) == (1, 0, True)
    assert "✓ Backed up 1 person to" in made.err
    listed = netbook("backup", "--list")
    assert listed.out.startswith("2026-11-23T120000.db")
    assert "1 person" in listed.out
    assert netbook("backup", "--list", "--json").json == [made.json]


def test_no_book_and_no_backup(netbook: Netbook, home: Path) -> None:
    """Without a book there is nothing to back up, and nothing is made."""
    nothing = netbook("backup")
    assert (nothing.code, "nothing to back up" in nothing.err) == (5, True)
    assert "There is no backup in" in netbook("backup", "--list").err
    assert netbook("backup", "--list", "--json").json == []
    assert list(home.rglob("*")) == []


def test_a_place_of_one_s_own(netbook: Netbook, tmp_path: Path) -> None:
    """-o names the file; one that is there is replaced only with --force; --list takes neither."""
    netbook("add", "@ada")
    stick = tmp_path / "stick.db"
    assert netbook("backup", "-o", str(stick)).code == 0
    assert netbook("backup", "-o", str(stick)).code == 2
    assert netbook("backup", "-o", str(stick), "--force").code == 0
    assert netbook("backup", "--list", "--force").code == 2
    assert netbook("--book", str(stick), "list", "--json").json[0]["name"] == "@ada"


def test_the_first_change_of_a_day_makes_a_backup(netbook: Netbook, home: Path) -> None:
    """The book is copied as the days before left it, once a day; the day of the first use has nothing to keep."""
    netbook("add", "@ada")
    netbook("add", "@grace")
    assert not (home / FOLDER).exists()
    netbook("list", today="2026-11-24")
    assert not (home / FOLDER).exists()
    netbook("add", "@radia", today="2026-11-24")
    netbook("add", "@zoe", today="2026-11-24")
    (row,) = netbook("backup", "--list", "--json").json
    assert (Path(row["file"]).name, row["contacts"]) == ("2026-11-24T120000.db", 2)


def test_no_room_for_a_daily_backup_keeps_nobody_from_writing(netbook: Netbook, home: Path) -> None:
    """Where the backups folder cannot be made, what is typed is still saved."""
    netbook("add", "@ada")
    (home / FOLDER).write_text("a file in the folder's place")
    assert netbook("add", "@radia", today="2026-11-24").code == 0


def test_a_merge_makes_a_backup(netbook: Netbook) -> None:
    """Before two contacts become one, the book is copied."""
    netbook("add", "@ada")
    netbook("add", "@lovelace")
    netbook("merge", "@ada", "@lovelace")
    assert netbook("backup", "--list", "--json").json[0]["contacts"] == 2


def test_going_back(netbook: Netbook, home: Path) -> None:
    """A restored book holds what the backup held; the one before is named, and opens as a book."""
    netbook("add", "@ada")
    netbook("backup")
    netbook("add", "@grace")
    restored = netbook("restore", "2026-11-23T120000.db", "--yes", "--json")
    assert restored.code == 0
    assert restored.json["contacts"] == 1
    assert [person["name"] for person in netbook("list", "--json").json] == ["@ada"]
    old = netbook("--book", restored.json["replaced"], "list", "--json").json
    assert sorted(person["name"] for person in old) == ["@ada", "@grace"]
    assert Path(restored.json["backup"]).parent == home / FOLDER
    assert "the book that was there is" in restored.err


def test_restoring_asks_first(netbook: Netbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal it asks, and only a yes goes on; where nobody can answer it refuses without --yes."""
    netbook("add", "@ada")
    netbook("backup")
    netbook("add", "@grace")
    refused = netbook("restore", "2026-11-23T120000")
    assert (refused.code, "add --yes" in refused.err) == (2, True)
    monkeypatch.setattr("netbook.cli.running.Run.can_ask", property(lambda _run: True))
    assert "Nothing was changed." in netbook("restore", "2026-11-23T120000", stdin="\n").err
    assert len(netbook("list", "--json").json) == 2
    asked = netbook("restore", "2026-11-23T120000", stdin="y\n")
    assert "Put 2026-11-23T120000.db (1 person) in the place of" in asked.err
    assert len(netbook("list", "--json").json) == 1


@pytest.mark.parametrize("name", ["nothing-of-that-name", ".local/share/netbook/netbook.db"])
def test_what_cannot_be_restored(netbook: Netbook, home: Path, name: str) -> None:
    """A file that is missing, or the book itself, is refused in a sentence."""
    netbook("add", "@ada")
    refused = netbook("restore", str(home / name), "--yes", "--json")
    assert refused.code == 2
    assert json.loads(refused.err)["exit_code"] == 2
