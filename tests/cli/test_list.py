"""``netbook list``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Netbook, Result


@pytest.fixture
def people(netbook: Netbook) -> Netbook:
    """Give a book of three people."""
    netbook("add", "@ada", "Ada Lovelace", "#engines", today="2026-11-01")
    netbook("add", "@grace", "Grace Hopper", "#navy", today="2026-11-02")
    netbook("add", "@alan", "Alan Turing", "#engines", "#navy", today="2026-11-03")
    netbook("log", "grace", "call", "--on", "2026-11-10")
    return netbook


def names(result: Result) -> list[str]:
    """Give the names of a JSON list, in order."""
    assert result.code == 0, result.err
    return [form["name"] for form in result.json]


def test_everybody_by_name(people: Netbook) -> None:
    """Without a filter all contacts are listed by name, one a line, signs first."""
    listed = people("list")
    assert [line[3:].split("  ")[0] for line in listed.out.splitlines()] == [
        "Ada Lovelace",
        "Alan Turing",
        "Grace Hopper",
    ]
    assert listed.err == ""


def test_the_json_is_an_array(people: Netbook) -> None:
    """With --json an array is printed, as the json module would print it."""
    listed = people("list", "--json")
    assert names(listed) == ["Ada Lovelace", "Alan Turing", "Grace Hopper"]
    assert listed.out.startswith("[\n  {\n    ")
    assert people("list", "#nothing", "--json").json == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["#engines"], ["Ada Lovelace", "Alan Turing"]),
        (["#engines", "-#navy"], ["Ada Lovelace"]),
        (["-#navy"], ["Ada Lovelace"]),
        (["-#navy -#engines"], []),
        (["hop"], ["Grace Hopper"]),
        (["last:never", "--sort", "added"], ["Alan Turing", "Ada Lovelace"]),
        (["--sort", "last", "--limit", "1"], ["Grace Hopper"]),
        (["--limit", "2"], ["Ada Lovelace", "Alan Turing"]),
        (["-on:mastodon", "--", "hop"], ["Grace Hopper"]),
    ],
)
def test_filters_order_and_limit(people: Netbook, words: list[str], found: list[str]) -> None:
    """Words and terms must all fit; a negated term is a word and no option; order and limit hold."""
    assert names(people("list", "--json", *words)) == found


def test_an_empty_list_says_what_to_leave_out(people: Netbook) -> None:
    """Without hits, standard output is empty and a sentence says which term to leave out."""
    nobody = people("list", "ada #navy")
    assert (nobody.code, nobody.out) == (0, "")
    assert nobody.err == "No one matches “ada #navy”. Without #navy there is 1.\n"


def test_an_empty_book_says_how_to_start(netbook: Netbook) -> None:
    """An empty book says how to add the first contact."""
    assert netbook("list").err == "No contacts yet. netbook add @ada adds the first.\n"


def test_a_wrong_filter_is_refused(people: Netbook) -> None:
    """A term that does not exist, and a bad order, end with exit 2 and a sentence."""
    for words in (["las:>6mo"], ["is:bored"], ["--sort", "mood"], ["--limit", "0"]):
        refused = people("list", *words)
        assert (refused.code, refused.out) == (2, "")
        assert refused.err.startswith("netbook: ")


def test_hostile_words_are_harmless(people: Netbook) -> None:
    """A filter with control characters is echoed without them."""
    for words in ("\x1b[2Jx", "#\u202eevil", "a\r\nb", "x\x00y"):
        shown = people("list", "--", words)
        assert shown.code == 0
        assert not [sign for sign in shown.out + shown.err if (sign < " " and sign != "\n") or sign == "\u202e"]


def test_the_sign_says_the_state(netbook: Netbook) -> None:
    """A new contact bears the sign of “new” although a follow-up is scheduled; one overdue goes before."""
    netbook("add", "@ada")
    assert netbook("list").out.startswith("+  @ada")
    assert netbook("list", today="2026-12-20").out.startswith("!! @ada")


def test_a_slip_of_the_finger_still_finds(people: Netbook) -> None:
    """A word that nobody has is looked for as the book spells it, and the list says so beside it."""
    listed = people("list", "hoper")
    assert "Grace Hopper" in listed.out
    assert listed.err == "No one matches “hoper”. These match “hopper”.\n"
    assert names(people("list", "hoper", "--json")) == ["Grace Hopper"]
    assert people("list", "hoper", "#engines").out == ""
