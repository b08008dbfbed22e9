"""``netbook tag``: put on, taken off, listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Netbook


@pytest.fixture
def ada(netbook: Netbook) -> Netbook:
    """Give a book that holds Ada and Grace, both with a tag."""
    netbook("add", "@ada", "Ada Lovelace", "#pycon", "#maths")
    netbook("add", "@grace", "Grace Hopper", "#pycon")
    return netbook


def tags_of(netbook: Netbook, who: str) -> list[str]:
    """Read the tags of one contact."""
    tags: list[str] = netbook("show", who, "--json").json["tags"]
    return tags


def test_words_and_flags(ada: Netbook) -> None:
    """“#x” puts on and “-#x” takes off, as --add and --remove do, in one step."""
    result = ada("tag", "ada", "#looms", "-#maths")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("✓ Tagged Ada Lovelace: +#looms -#maths")
    assert tags_of(ada, "ada") == ["looms", "pycon"]
    ada("tag", "ada", "--add", "maths", "--add", "#new", "--remove", "#looms")
    assert tags_of(ada, "ada") == ["maths", "new", "pycon"]


def test_all_who_bear_a_tag(ada: Netbook) -> None:
    """A tag in the first place stands for all who bear it; further names and numbers join in."""
    result = ada("tag", "#pycon", "--add", "#pycon26", "--json")
    assert [form["tags"] for form in result.json] == [["maths", "pycon", "pycon26"], ["pycon", "pycon26"]]
    ada("tag", "#1", "grace", "#both")
    assert "both" in tags_of(ada, "ada")
    assert "both" in tags_of(ada, "grace")
    assert ada("tag", "#nobody", "#x").code == 4


def test_list(ada: Netbook) -> None:
    """Without words all tags are listed, with their people and cadence; the archive does not count."""
    ada("cadence", "#pycon", "8w")
    assert ada("tag").out == "#maths  1 person\n#pycon  2 people  every 8 weeks\n"
    ada("archive", "ada")
    assert ada("tag", "--json").json == [{"tag": "pycon", "cadence": "8w", "contacts": 1}]
    assert ada("tag", "grace").out == "#pycon\n"
    assert ada("tag", "#pycon").out == "#pycon  1 person  every 8 weeks\n"
    assert ada("tag", "#nobody").code == 4


def test_nothing_to_change(ada: Netbook) -> None:
    """A tag that is there already changes nothing, makes no step, and says so."""
    result = ada("tag", "ada", "#pycon", "-#absent")
    assert result.code == 0
    assert result.err == "Nothing changed: it was so already.\n"


def test_nobody_named(ada: Netbook) -> None:
    """Tags without people are refused with exit 2, and a tag needs a word."""
    assert ada("tag", "--add", "x").code == 2
    assert ada("tag", "ada", "--add", "#").code == 2


def test_no_tags_yet(netbook: Netbook) -> None:
    """An empty list says how to make the first tag, on standard error."""
    result = netbook("tag")
    assert (result.code, result.out) == (0, "")
    assert "No tags yet" in result.err
