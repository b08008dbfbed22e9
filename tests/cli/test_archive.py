"""``netbook archive``, ``netbook merge`` and ``netbook dupes``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Netbook


@pytest.fixture
def two(netbook: Netbook) -> Netbook:
    """Give a book that holds the same person twice."""
    netbook("add", "@ada", "Ada Lovelace", "#maths", "::", "writes")
    netbook("add", "--new", "@ada@mathstodon.xyz", "Lovelace Ada", "#looms", "::", "weaves")
    return netbook


def test_archive_and_back(two: Netbook) -> None:
    """An archived contact is in no list and comes back whole; doing it twice changes nothing."""
    result = two("archive", "@ada")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("✓ Ada Lovelace put into the archive")
    assert [form["name"] for form in two("list", "--json").json] == ["Lovelace Ada"]
    assert two("archive", "#1").err == "Nothing changed: it was so already.\n"
    back = two("archive", "#1", "--back", "--json").json
    assert (back["archived"], back["tags"], back["notes"]) == (False, ["maths"], "writes")
    assert len(two("archive", "#1", "#2", "--json").json) == 2


def test_dupes(two: Netbook) -> None:
    """Pairs come with a score, the reasons, and the command that merges them."""
    result = two("dupes")
    assert result.code == 0
    assert "Ada Lovelace (@ada)" in result.out
    assert "same handle on another network" in result.out
    assert "netbook merge '#1' '#2'" in result.err
    (pair,) = two("dupes", "--json").json
    assert set(pair) == {"score", "reasons", "first", "second"}
    assert {pair["first"]["id"], pair["second"]["id"]} == {1, 2}
    assert 80 <= pair["score"] <= 100
    assert two("dupes", "--min", "101").code == 2


def test_no_dupes(netbook: Netbook) -> None:
    """Nobody alike: an empty list, and a sentence on standard error."""
    netbook("add", "@ada", "Ada Lovelace")
    result = netbook("dupes")
    assert (result.code, result.out) == (0, "")
    assert "No two contacts" in result.err
    assert netbook("dupes", "--json").json == []


def test_merge(two: Netbook) -> None:
    """Everything of the second goes to the first; afterwards there is one contact, found by either handle."""
    result = two("merge", "#1", "#2")
    assert (result.code, result.out) == (0, "")
    assert result.err.splitlines() == [
        "✓ Merged Lovelace Ada into Ada Lovelace · netbook undo takes it back",
        "  @ada, @ada@mathstodon.xyz",
    ]
    form = two("show", "@ada@mathstodon.xyz", "--json").json
    assert (form["id"], form["tags"], form["notes"]) == (1, ["looms", "maths"], "writes\n\nweaves")
    assert len(two("list", "--json").json) == 1
    assert two("dupes", "--json").json == []


def test_merge_with_itself(two: Netbook) -> None:
    """Both names meaning the same contact is refused with exit 2."""
    assert two("merge", "#1", "Ada Lovelace").code == 2
    assert len(two("list", "--json").json) == 2
