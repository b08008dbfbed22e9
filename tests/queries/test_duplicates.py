"""Who may be one and the same person, and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netbook.queries.duplicates import likely_duplicate, name_score, possible_duplicates
from netbook.usecases.edit import archive, edit

if TYPE_CHECKING:
    from tests.conftest import Desk

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("name", "other", "least", "most"),
    [
        ("grace hopper", "grace hopper", 100, 100),
        ("hopper grace", "grace hopper", 95, 99),
        ("grace hoper", "grace hopper", 90, 99),
        ("grace hopper", "linus torvalds", 0, 60),
        ("grace", "grace hopper", 0, 0),
        ("ann", "anna", 0, 0),
    ],
)
def test_how_alike_names_are(name: str, other: str, least: int, most: int) -> None:
    """The order of words does not matter, one word alone has to be the same, and only the same name is 100."""
    assert least <= name_score(name, other) <= most
    assert name_score(name, other) == name_score(other, name)


def test_a_likely_duplicate(desk: Desk) -> None:
    """The same name, accents and case aside, is found; a likeness alone is not, nor is the archive."""
    desk.add("Jörg Müller")
    found = desk.book.read(likely_duplicate, "jorg MULLER")
    assert found is not None
    assert (found.id, found.score, found.reason) == (1, 100, "same name")
    turned = desk.book.read(likely_duplicate, "Müller Jörg")
    assert turned is not None
    assert turned.reason == "nearly the same name"
    assert desk.book.read(likely_duplicate, "Jörg Maier") is None
    assert desk.book.read(likely_duplicate, "🎉") is None
    desk.book.do(archive, ["#1"], TODAY)
    assert desk.book.read(likely_duplicate, "Jörg Müller") is None


def test_pairs_with_their_reasons(desk: Desk) -> None:
    """Pairs are listed best first, with what they share."""
    desk.add("Grace Hopper @gracehopper")
    desk.add("Grace Hoper mastodon.social/@gracehopper", make_new=True)
    desk.add("Linus Torvalds")
    desk.add("Linus Torvalds @other", make_new=True)
    desk.add("Zoe Zed")
    for number in ("#1", "#2"):
        desk.book.do(edit, number, {"organisation": "Navy"}, TODAY)
    pairs = desk.book.read(possible_duplicates)
    assert [{pair.first.id, pair.second.id} for pair in pairs] == [{1, 2}, {3, 4}]
    assert pairs[0].reasons == ("name", "same handle on another network", "same organisation")
    assert (pairs[1].score, pairs[1].reasons) == (100, ("same name",))
    assert desk.book.read(possible_duplicates, most=1) == pairs[:1]


def test_strangers_are_no_pair(desk: Desk) -> None:
    """People who share a first name, or nothing, are not taken for one."""
    for name in ("Ann Smith", "Ann Jones", "Bob Brown", "@ann"):
        desk.add(name, make_new=True)
    assert desk.book.read(possible_duplicates) == []
