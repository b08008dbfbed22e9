"""``netbook import`` from the command line."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netbook.cli.commands.import_ import FORMATS
from netbook.formats.registry import BUILT_IN, CSV

if TYPE_CHECKING:
    from tests.cli.conftest import Netbook


CONNECTIONS = (
    "Notes:\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ada,Lovelace,https://www.linkedin.com/in/ada-l,,Engines,Analyst,02 Sep 2025\n"
    "Grace,Hopper,https://www.linkedin.com/in/grace-h,,Navy,Admiral,03 Sep 2025\n"
    ",,,,,,04 Sep 2025\n"
)
SAMPLE = Path(__file__).resolve().parents[2] / ".." / "shared" / "fixtures" / "linkedin"
SAMPLE /= "silkyrich__linkedin-export-viewer/fixtures/sample_export.zip"


@pytest.fixture
def connections(tmp_path: Path) -> str:
    """Write a small Connections.csv."""
    file = tmp_path / "Connections.csv"
    file.write_text(CONNECTIONS, encoding="utf-8")
    return str(file)


def state(netbook: Netbook) -> tuple[str, str]:
    """Give what is in the book, as text."""
    return netbook("inbox", "--json").out, netbook("list", "--json").out


def test_json_has_the_promised_keys(netbook: Netbook, connections: str) -> None:
    """The receipt has the keys of the documentation, its four fates add up, and the people are in the inbox."""
    done = netbook("import", connections, "--json")
    assert done.code == 0
    assert list(done.json) == [
        *("format", "receipt", "read", "imported", "matched", "skipped", "failed"),
        *("contacts_new", "interactions_new", "unresolved", "problems"),
    ]
    fates = ("imported", "matched", "skipped", "failed")
    assert sum(done.json[fate] for fate in fates) == done.json["read"] == 3
    assert (done.json["receipt"], done.json["contacts_new"], done.json["skipped"]) == (1, 2, 1)
    assert netbook("show", "ada", "--json").json["inbox"] is True
    assert netbook("review", "--json").json == []


def test_a_dry_run_writes_nothing(netbook: Netbook, connections: str, home: Path) -> None:
    """A dry run counts what would come, has no receipt, makes no backup and leaves the book as it was."""
    before = state(netbook)
    done = netbook("import", connections, "--dry-run", "--json")
    assert (done.code, done.json["receipt"], done.json["contacts_new"]) == (0, None, 2)
    assert "nothing was written" in done.err
    assert state(netbook) == before
    assert netbook("import", "--list", "--json").json == []
    assert not list(home.rglob("backups/*.db"))


def test_the_same_file_again(netbook: Netbook, connections: str) -> None:
    """The same file again matches everybody and adds nobody; standard input is read like a file."""
    netbook("import", connections)
    before = state(netbook)
    again = netbook("import", "-", "--json", stdin=CONNECTIONS)
    assert (again.json["matched"], again.json["contacts_new"], again.json["interactions_new"]) == (2, 0, 0)
    assert state(netbook) == before


def test_undo_redo_and_take_back(netbook: Netbook, connections: str) -> None:
    """Undo, redo and taking the import back each give the book as it was before or after; then all comes in again."""
    before = state(netbook)
    netbook("import", connections)
    after = state(netbook)
    for words, expected in (("undo", before), ("redo", after), ("import --undo 1", before), ("undo", after)):
        assert netbook(*words.split()).code == 0
        assert state(netbook) == expected
    assert netbook("redo").code == 0
    assert netbook("import", "--undo", "1").code == 2
    assert netbook("import", connections, "--json").json["contacts_new"] == 2


@pytest.mark.parametrize("content", [b"hello\n", b"", b"PK\x03\x04cut", b"\x00\xff" * 500])
def test_no_export_is_refused(netbook: Netbook, tmp_path: Path, content: bytes) -> None:
    """What is no export is refused with exit 2 and one sentence, and no contact comes in."""
    file = tmp_path / "thing"
    file.write_bytes(content)
    refused = netbook("import", str(file))
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("netbook: ")
    assert netbook("inbox", "--json").json == []


@pytest.mark.parametrize("words", [(), ("a", "--list"), ("--list", "--undo", "1"), ("nowhere.csv",)])
def test_unclear_words_are_refused(netbook: Netbook, words: tuple[str, ...]) -> None:
    """A file, --list and --undo are told apart, and a file that is not there is said to be missing."""
    assert netbook("import", *words).code == 2


def test_a_namesake_is_named(netbook: Netbook, connections: str) -> None:
    """Without a terminal a doubtful person becomes a contact of their own, and the problem says so."""
    netbook("add", "@ada", "Ada Lovelace")
    done = netbook("import", connections, "--json")
    assert "Possible duplicate of Ada Lovelace: same name." in [each["reason"] for each in done.json["problems"]]
    assert done.json["contacts_new"] == 2


@pytest.mark.parametrize("name", ["[red]x[/]", "\x1b[2Jx", "\u202eevil", "x\x00y"])
def test_hostile_names_are_harmless(netbook: Netbook, tmp_path: Path, name: str) -> None:
    """No control byte of a name, a file's name included, reaches either stream."""
    folder = tmp_path / f"{name.translate({0: None, 47: None})}.zip"
    with zipfile.ZipFile(folder, "w") as archive:
        archive.writestr("Connections.csv", CONNECTIONS.replace("Ada", name).replace("Engines", name))
    netbook("add", "--", "@ada", f"{name} Lovelace")
    for words in (("import", str(folder)), ("import", "--list"), ("inbox",), ("inbox", "keep", "--all")):
        done = netbook(*words)
        assert done.code == 0
        assert not any(sign in done.out + done.err for sign in ("\x1b", "\x00", "\u202e", "\r"))


@pytest.mark.skipif(not SAMPLE.exists(), reason="the samples beside the project are not there")
def test_a_large_export(netbook: Netbook) -> None:
    """A real-sized export comes in whole, its owner is no contact, and the review offers those talked with first."""
    done = netbook("import", str(SAMPLE), "--json")
    assert done.json["failed"] == 0
    assert done.json["read"] == 24_419
    assert done.json["read"] == sum(done.json[fate] for fate in ("imported", "matched", "skipped", "failed"))
    assert done.json["contacts_new"] > 1_900
    review = netbook("review")
    assert "days of talk" in review.out.split("From your imports")[1].splitlines()[1]


def test_help_names_the_formats() -> None:
    """Help names every format that netbook brings, in the order in which they are asked."""
    assert FORMATS.split(", ") == [known.name for known in (*BUILT_IN, CSV)]


def test_whoever_waits_is_counted(netbook: Netbook) -> None:
    """Accounts of which an export has no more than the id are said to wait, and where to look."""
    done = netbook("import", "-", stdin='window.YTD.following.part0 = [{"following": {"accountId": "1234"}}]')
    assert "  ids      1 person known by an id alone; netbook unresolved lists them\n" in done.out
