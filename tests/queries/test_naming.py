"""Naming a contact: by handle, link, name, number, beginning or word; several and nobody are said with names."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netbook.errors import NobodyMatches, SeveralMatch
from netbook.queries.naming import close_names, contacts_called
from netbook.usecases.edit import archive, change_handles

if TYPE_CHECKING:
    from tests.conftest import Desk

TODAY = date(2026, 11, 23)


@pytest.fixture
def people(desk: Desk) -> Desk:
    """Put people with similar names into a book."""
    desk.add("@ada ada@example.org Ada Lovelace")
    desk.add("mastodon.social/@grace Grace Hopper")
    desk.add("Grace Kelly", make_new=True)
    desk.add("Jörg Müller")
    desk.add("@zoe_z")
    return desk


@pytest.mark.parametrize(
    ("who", "called"),
    [
        ("@ada", "Ada Lovelace"),
        ("ada", "Ada Lovelace"),
        ("x.com/ada", "Ada Lovelace"),
        ("https://twitter.com/Ada?s=20", "Ada Lovelace"),
        ("ada@example.org", "Ada Lovelace"),
        ("ADA LOVELACE", "Ada Lovelace"),
        ("ada lov", "Ada Lovelace"),
        ("lovelace", "Ada Lovelace"),
        ("#1", "Ada Lovelace"),
        ("@grace@mastodon.social", "Grace Hopper"),
        ("grace h", "Grace Hopper"),
        ("hopper", "Grace Hopper"),
        ("jorg muller", "Jörg Müller"),
        ("müll", "Jörg Müller"),
        ("zoe", "@zoe_z"),
        ("@zoe_z", "@zoe_z"),
    ],
)
def test_one_is_found(people: Desk, who: str, called: str) -> None:
    """Whatever names one contact alone finds it, accents and case aside."""
    assert people.card(who).called == called


def test_several_are_listed(people: Desk) -> None:
    """Words that fit several contacts list them and exit with 4; nobody is picked."""
    with pytest.raises(SeveralMatch, match="fits several contacts") as caught:
        people.card("gra")
    assert caught.value.exit_code == 4
    assert caught.value.candidates == ("Grace Hopper (@grace@mastodon.social)", "Grace Kelly")


def test_namesakes_are_told_apart(people: Desk) -> None:
    """Two of the same name are listed with what tells them apart."""
    people.add("Grace Kelly @gk", make_new=True)
    with pytest.raises(SeveralMatch) as caught:
        people.card("grace kelly")
    assert set(caught.value.candidates) == {"Grace Kelly", "Grace Kelly (@gk)"}


@pytest.mark.parametrize(
    "who", ["nobody", "", "@", "#99", "#0", "%", "_", "\x00", "a" * 100_000, "'; DROP TABLE contact"]
)
def test_nobody_is_found(people: Desk, who: str) -> None:
    """Words that fit nobody are an error with exit code 4, whatever they hold."""
    with pytest.raises(NobodyMatches, match="nobody called") as caught:
        people.card(who)
    assert caught.value.exit_code == 4


def test_close_names_are_named(people: Desk) -> None:
    """A slip of the finger is answered with the names close to it."""
    with pytest.raises(NobodyMatches, match=r"Close: Ada Lovelace\."):
        people.card("ada lovelase")
    assert [called.called for called in people.book.read(close_names, "graze")] == ["Grace Hopper", "Grace Kelly"]


def test_an_exact_handle_goes_before_names(people: Desk) -> None:
    """A handle typed whole means its contact, though other names begin like it."""
    people.add("Adam Smith")
    assert people.card("ada").called == "Ada Lovelace"


def test_an_old_handle_finds_unless_somebody_has_it_now(people: Desk) -> None:
    """A renamed handle finds its contact until somebody else takes it."""
    people.book.do(change_handles, "#1", TODAY, add=["@countess"], retire=["@ada"])
    assert people.card("@ada").called == "Ada Lovelace"
    people.book.do(change_handles, "#5", TODAY, add=["@ada"])
    assert people.card("@ada").id == 5


def test_the_archive_answers_last(people: Desk) -> None:
    """An archived contact is found only where nobody else fits."""
    people.book.do(archive, ["grace kelly"], TODAY)
    assert people.card("grace").called == "Grace Hopper"
    assert people.card("grace kelly").archived


def test_many_are_cut_short(desk: Desk) -> None:
    """A list of candidates stays short, and says that there are more."""
    for number in range(12):
        desk.add(f"Ann Number{number:02d}x", make_new=True)
    with pytest.raises(SeveralMatch, match="and more") as caught:
        desk.card("ann")
    assert len(caught.value.candidates) == 8
    assert len(desk.book.read(contacts_called, "ann")) == 9


@pytest.mark.parametrize(
    "who",
    ["https://github.com/ada", "gh:ada", "github:ada", "linkedin.com/in/ada", "in/ada", "insta:ada", "ig:ada"],
)
def test_a_link_or_prefix_keeps_to_its_network(people: Desk, who: str) -> None:
    """A link or a prefix of one network never finds somebody of the same handle on another."""
    assert people.book.read(contacts_called, who) == []


@pytest.mark.parametrize(
    "who",
    ["x:ada", "X:@ada", "tw:ada", "twitter:ada", "https://mobile.twitter.com/ada", "m.twitter.com/ada/status/1"],
)
def test_every_word_for_a_network_names_it(people: Desk, who: str) -> None:
    """Codes, names, aliases and mobile hosts of a network all find its handle."""
    assert people.card(who).called == "Ada Lovelace"


def test_a_bare_handle_may_be_on_any_network(people: Desk) -> None:
    """“alan” and “@alan” find @alan@mathstodon.xyz."""
    people.add("@alan@mathstodon.xyz Turing")
    assert {people.card(who).called for who in ("alan", "@alan")} == {"Turing"}


def test_a_name_of_pictures_only(desk: Desk) -> None:
    """Somebody called by an emoji is found by it, whole or from its beginning; other emoji find nobody."""
    desk.add("😀🎈")
    assert desk.card("😀🎈").called == desk.card("😀").called == "😀🎈"
    assert desk.book.read(contacts_called, "🎈") == []
