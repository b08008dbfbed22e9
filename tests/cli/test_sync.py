"""``netbook sync``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from netbook.cli.running import Run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Netbook

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{}\r\nFN:{}\r\nNOTE:{}\r\nEND:VCARD\r\n"


@pytest.fixture
def folder(home: Path) -> Path:
    """Name a folder in the home."""
    return home / "cards"


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a person sit at the terminal, who types what standard input holds."""
    monkeypatch.setattr(Run, "can_ask", property(lambda _run: True))


def test_both_ways(netbook: Netbook, folder: Path) -> None:
    """The summary says what was done on each side; a second run has nothing to do."""
    netbook("add", "@ada", "Ada Lovelace")
    done = netbook("sync", str(folder), "--no-follow-ups")
    assert (done.code, done.out) == (
        0,
        "cards: 1 change, 0 the same on both sides\n  new there          1  Ada Lovelace\n",
    )
    assert done.err == "✓ In step with cards · netbook undo takes back what changed here\n"
    (folder / "new.vcf").write_text(CARD.format("n", "Alan \x1b[31mTuring", "x"), encoding="utf-8")
    (folder / "bad.vcf").write_text("BEGIN:VCARD\n", encoding="utf-8")
    done = netbook("sync", str(folder), "--no-follow-ups")
    assert "  new here           1  Alan " in done.out
    assert "Left alone:\n  bad.vcf: The end of this card is missing.\n" in done.out
    assert "\x1b" not in done.out
    done = netbook("sync", str(folder), "--no-follow-ups")
    assert done.out.startswith("cards: 0 changes, 2 the same on both sides\n")
    assert done.err == ""
    assert "Alan" in netbook("inbox").out


def test_json_and_dry_run(netbook: Netbook, folder: Path) -> None:
    """A dry run prints the same, and writes nothing."""
    netbook("add", "@ada", "Ada Lovelace")
    done = netbook("sync", str(folder), "--no-follow-ups", "--dry-run", "--json")
    assert (done.code, done.json["new_there"], done.json["dry_run"]) == (0, ["Ada Lovelace"], True)
    assert done.err == "This was a dry run: nothing was written.\n"
    assert not folder.exists()
    assert netbook("sync", str(folder), "--no-follow-ups", "--json").json == {
        "folder": "cards",
        "dry_run": False,
        "new_here": [],
        "changed_here": [],
        "archived_here": [],
        "new_there": ["Ada Lovelace"],
        "changed_there": [],
        "removed_there": [],
        "same": 0,
        "follow_ups": None,
        "conflicts": [],
        "problems": [],
    }


@pytest.fixture
def conflict(netbook: Netbook, folder: Path) -> Netbook:
    """Give a book and a folder of which both have changed one note."""
    folder.mkdir()
    (folder / "a.vcf").write_text(CARD.format("a", "Ada", "one"), encoding="utf-8")
    netbook("sync", str(folder))
    netbook("edit", "ada", "--notes", "ours")
    (folder / "a.vcf").write_text(CARD.format("a", "Ada", "theirs"), encoding="utf-8")
    return netbook


def test_a_conflict_is_shown(conflict: Netbook, folder: Path) -> None:
    """Without a terminal both sides keep their own, the exit code says so, and an option settles it."""
    done = conflict("sync", str(folder))
    assert done.code == 1
    assert "  Ada, notes\n      ours:   “ours”\n      theirs: “theirs”\n" in done.out
    assert done.err.startswith("netbook: 1 field was changed on both sides; each side has kept its own.")
    shown = conflict("sync", str(folder), "--json")
    assert shown.json["conflicts"] == [
        {"uid": "a", "name": "Ada", "field": "notes", "before": "one", "ours": "ours", "theirs": "theirs"}
    ]
    assert json.loads(shown.err)["exit_code"] == 1
    assert conflict("sync", str(folder), "--ours", "--theirs").code == 2
    done = conflict("sync", str(folder), "--theirs")
    assert (done.code, conflict("show", "ada", "--json").json["name"]) == (0, "Ada")
    assert "theirs" in conflict("show", "ada").out


@pytest.mark.parametrize(("typed", "note"), [("what?\no\n", "ours"), ("t\n", "theirs"), ("\n", None), ("", None)])
@pytest.mark.usefixtures("at_terminal")
def test_a_conflict_is_asked_about(conflict: Netbook, folder: Path, typed: str, note: str | None) -> None:
    """On a terminal each field is asked about; Enter leaves both sides as they are."""
    done = conflict("sync", str(folder), stdin=typed)
    assert done.code == (1 if note is None else 0)
    assert "1 of 1  Ada, notes" in done.err
    assert (note or "ours") in conflict("show", "ada").out
    assert f"NOTE:{note or 'theirs'}".encode() in (folder / "a.vcf").read_bytes()


@pytest.mark.usefixtures("at_terminal")
def test_an_empty_folder_is_asked_about(conflict: Netbook, folder: Path) -> None:
    """An emptied folder is asked about on a terminal, and refused with any answer but yes."""
    (folder / "a.vcf").unlink()
    done = conflict("sync", str(folder), stdin="\n")
    assert done.code == 1
    assert "1 of 1 cards have gone from cards" in done.err
    done = conflict("sync", str(folder), "--theirs", "--json", stdin="y\n")
    assert (done.code, done.json["archived_here"]) == (0, ["Ada"])


def test_follow_ups(netbook: Netbook, folder: Path, home: Path) -> None:
    """Follow-ups have a folder of their own, which may be another, or be left out."""
    netbook("add", "@ada", "Ada Lovelace")
    netbook("promise", "ada", "slides", "--due", "2026-12-01")
    assert netbook("sync", str(folder), "--no-follow-ups", "--json").json["follow_ups"] is None
    assert not (folder / "follow-ups").exists()
    done = netbook("sync", str(folder))
    assert "cards/follow-ups: 2 changes" in done.out
    assert "new there          2  Ada Lovelace: get in touch, Ada Lovelace: slides" in done.out
    assert {file.suffix for file in (folder / "follow-ups").iterdir()} == {".ics"}
    netbook("sync", str(folder), "--follow-ups", str(home / "tasks"))
    assert len(list((home / "tasks").iterdir())) == 2
    assert netbook("sync", str(folder), "--follow-ups", "x", "--no-follow-ups").code == 2


def test_what_is_no_folder(netbook: Netbook, home: Path) -> None:
    """A file is no folder."""
    (home / "file").write_text("x", encoding="utf-8")
    assert netbook("sync", str(home / "file")).code == 2
