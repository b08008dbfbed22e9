"""What is exported and imported again into the book that it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Netbook

TABLES = ["csv", "vcard", "vcard4"]
NOTHING_NEW = {"imported": 0, "contacts_new": 0, "failed": 0, "problems": []}


@pytest.fixture
def by_name(netbook: Netbook) -> Netbook:
    """Give a book of three people without any account, two of them of one name, and one in the archive."""
    for words in ("Grace Hopper #navy", "Ada Lovelace :: one", "Joan Clarke"):
        netbook("add", *words.split())
    netbook("add", "--new", "Ada Lovelace", "::", "another")
    netbook("archive", "joan")
    return netbook


@pytest.mark.parametrize("format_name", TABLES)
def test_people_without_accounts_are_themselves(by_name: Netbook, tmp_path: Path, format_name: str) -> None:
    """Nobody comes twice, asked about or not, from a file of this book, though nothing but the UID says who it is."""
    before = by_name("export", "json").json
    for whom in ("-#nobody", "is:archived"):
        file = tmp_path / f"people {whom[-1]}"
        assert by_name("export", format_name, whom, "-o", str(file)).code == 0
        done = by_name("import", str(file), "--json").json
        assert {key: done[key] for key in NOTHING_NEW} == NOTHING_NEW
    after = by_name("export", "json").json
    assert _without_keys(after) == _without_keys(before)


def _without_keys(book: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**contact, "found_as": None} for contact in book["contacts"]]


def test_another_name_is_another_person(netbook: Netbook, tmp_path: Path) -> None:
    """The UID that an export alone gave decides nothing where the name differs: a copy of the book gives it to others."""
    netbook("add", "Grace", "Hopper")
    file = tmp_path / "people.csv"
    netbook("export", "csv", "-o", str(file))
    file.write_text(file.read_text(encoding="utf-8").replace("Grace Hopper", "Joan Clarke"), encoding="utf-8")
    assert netbook("import", str(file), "--json").json["contacts_new"] == 1
    assert netbook("show", "joan", "--json").json["inbox"] is True
