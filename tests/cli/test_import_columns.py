"""``netbook import`` of tables: what their columns are is guessed, said, asked, and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Netbook

TABLE = "Wer,Reach,Since,Joined\nAda Lovelace,ada@example.org,3/4/2026,x\nZoë,zoe@example.org,5/4/2026,y\n"


@pytest.fixture
def table(tmp_path: Path) -> str:
    """Write a table whose headings say little."""
    file = tmp_path / "people.csv"
    file.write_text(TABLE, encoding="utf-8")
    return str(file)


def _people(netbook: Netbook) -> list[tuple[str | None, str]]:
    found = netbook("inbox", "--json").json
    return sorted((person["name"], person["handles"][0]["handle"]) for person in found)


def test_a_table_needs_a_column_that_tells_who(netbook: Netbook) -> None:
    """Without a terminal, a table of nobody in particular is refused with its columns and what to say."""
    done = netbook("import", "-", stdin="Alpha,Beta\n1,2\n")
    assert done.code == 2
    assert "The columns are: “Alpha”, “Beta”." in done.err
    assert '--columns "Alpha=name"' in done.err
    assert netbook("import", "--list", "--json").json == []


def test_a_guess_is_enough_without_a_terminal(netbook: Netbook, table: str) -> None:
    """The cells tell what the headings do not."""
    done = netbook("import", table, "--json")
    assert (done.json["format"], done.json["contacts_new"]) == ("csv", 2)
    assert _people(netbook) == [(address, address) for address in ("ada@example.org", "zoe@example.org")]


def test_columns_are_said_once(netbook: Netbook, table: str) -> None:
    """What --columns says holds for the next file with these headings, and undo of the import leaves it."""
    done = netbook("import", table, "--columns", "wer=name,Since=last contact")
    assert done.code == 0
    assert _people(netbook) == [("Ada Lovelace", "ada@example.org"), ("Zoë", "zoe@example.org")]
    assert netbook("show", "ada", "--json").json["last_contact"] == "2026-04-03"
    assert netbook("undo").code == 0
    assert _people(netbook) == []
    again = netbook("import", "-", stdin=TABLE.replace(",", ";").replace("Wer", "WER"))
    assert "what you said before" in again.err
    assert _people(netbook)[0] == ("Ada Lovelace", "ada@example.org")
    assert all(step["what"].startswith("Imported ") for step in netbook("history", "--json").json)
    other = netbook("import", table, "--columns", "Wer=ignore", "--dry-run", "--json")
    assert other.json["matched"] == 4


def test_a_dry_run_remembers_nothing(netbook: Netbook, table: str) -> None:
    """What was only looked at is asked again."""
    assert netbook("import", table, "--columns", "Wer=name", "--dry-run").code == 0
    assert "before" not in netbook("import", table).err


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Wer", "does not say what a column is"),
        ("Wer=colour", "is nothing a column can be"),
        ("Who=name", "The columns are: “Wer”, “Reach”, “Since”, “Joined”."),
        ("Reach=ignore", "No column here is known to hold a name"),
    ],
)
def test_what_cannot_be_meant_is_refused(netbook: Netbook, table: str, typed: str, words: str) -> None:
    """A column or a word that is not there is named, with those that are; nothing is changed."""
    done = netbook("import", table, "--columns", typed)
    assert done.code == 2
    assert words in done.err
    assert _people(netbook) == []


def test_known_columns_are_not_said(netbook: Netbook) -> None:
    """A LinkedIn file needs no --columns, and says so; --format csv reads it as any table."""
    data = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nAda,L,,a@x.org,,,02 Sep 2025\n"
    refused = netbook("import", "-", "--columns", "Company=notes", stdin=data)
    assert refused.code == 2
    assert "Leave it out." in refused.err
    done = netbook("import", "-", "--format", "csv", "--columns", "Company=notes", "--json", stdin=data)
    assert (done.json["format"], done.json["contacts_new"]) == ("csv", 1)


def test_columns_are_asked_on_a_terminal(netbook: Netbook, table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The columns are shown with their first values and the guess, until Enter says that they are right."""
    monkeypatch.setattr("netbook.cli.running.Run.can_ask", property(lambda _run: True))
    done = netbook("import", table, stdin="1=nme\n1=name, since=met on\n\n")
    assert "1  Wer                       Ada Lovelace, Zoë                 (ignore)" in done.err
    assert "2  Reach                     ada@example.org, zoe@example.org  e-mail" in done.err
    assert "“nme” is nothing a column can be" in done.err
    assert "1  Wer                       Ada Lovelace, Zoë                 name" in done.err
    assert _people(netbook)[0] == ("Ada Lovelace", "ada@example.org")
    again = netbook("import", table, "--yes")
    assert "first values" not in again.err
    assert "what you said before" in again.err


def test_hostile_headings_are_harmless(netbook: Netbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Headings and cells reach the terminal without anything it would obey."""
    monkeypatch.setattr("netbook.cli.running.Run.can_ask", property(lambda _run: True))
    done = netbook("import", "-", "--dry-run", stdin="\u202eName,Mail\nA\u202e\u009bb,a@x.org\n")
    assert done.code == 0
    assert not {"\x1b", "\u202e", "\u009b"} & set(done.err + done.out)
    refused = netbook("import", "-", stdin="\u009bOne,\u202eTwo\n1,2\n")
    assert not {"\x1b", "\u202e", "\u009b"} & set(refused.err)


def test_days_are_meant_as_they_are_set(netbook: Netbook) -> None:
    """Where no cell tells, 3/4 is what the setting says."""
    data = "Name,Mail,Last contact\nAda,a@x.org,3/4/2026\n"
    assert netbook("config", "set", "day_first", "false").code == 0
    netbook("import", "-", stdin=data)
    assert netbook("show", "ada", "--json").json["last_contact"] == "2026-03-04"


def test_a_last_contact_is_no_first_one(netbook: Netbook) -> None:
    """The day of the last contact makes nobody met online on that day; the day and event of meeting are what is said."""
    data = "Name,Mail,Last contact,Met on,Event\nAda,a@x.org,2026-05-05,2026-04-03,PyCon\nBob,b@x.org,2026-05-06,,\n"
    assert netbook("import", "-", stdin=data).code == 0
    ada, bob = (netbook("show", name, "--json").json for name in ("ada", "bob"))
    assert (ada["last_contact"], bob["last_contact"]) == ("2026-05-05", "2026-05-06")
    assert (ada["where_met"]["online"], bob["where_met"]["online"]) == (None, None)
    assert ada["where_met"]["in_person"] == {"event": "PyCon", "on": "2026-04-03"}


def test_what_was_exported_comes_back(netbook: Netbook, tmp_path: Path) -> None:
    """A table that netbook wrote gives the same people in another book, and adds nobody to its own."""
    netbook("add", "@ada", "Ada", "=Lovelace", "#maths", "::", "=2+3")
    netbook("add", "grace@example.org", "Grace")
    file = str(tmp_path / "out.csv")
    assert netbook("export", "csv", "-o", file).code == 0
    same = netbook("import", file, "--json")
    assert (same.json["format"], same.json["contacts_new"], same.json["failed"]) == ("netbook-csv", 0, 0)
    netbook("add", "Nobody Inparticular")
    assert netbook("export", "csv", "-o", file, "--force").code == 0
    netbook("--book", str(tmp_path / "other.db"), "import", file)
    found = netbook("--book", str(tmp_path / "other.db"), "inbox", "--json").json
    assert sorted((person["name"], [handle["handle"] for handle in person["handles"]]) for person in found) == [
        ("Ada =Lovelace", ["@ada"]),
        ("Grace", ["grace@example.org"]),
        ("Nobody Inparticular", []),
    ]
