"""Words that nobody has: spelt as the book spells them, or left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netbook.domain.filters import read_filter
from netbook.queries.spelling import respelt

if TYPE_CHECKING:
    from tests.conftest import Desk


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("grce", "grace"),
        ("garce", "grace"),
        ("hoper", "hopper"),
        ("grace hoppper", "grace hopper"),
        ("lovelcae", "lovelace"),
        ("lovl", "love"),  # the beginning of a word that is still being typed
        ("mathmatics", "mathematics"),
        ("bletchly", "bletchley"),
        ("grce #navy", "grace"),
    ],
)
def test_a_slip_is_put_right(desk: Desk, typed: str, spelt: str) -> None:
    """A word that nobody has is replaced by the closest of names, handles, tags and organisations."""
    desk.add("@grace Grace Hopper #navy")
    desk.add("Ada Lovelace #mathematics")
    desk.add("@turing Alan Turing #bletchley")
    found = desk.book.read(respelt, read_filter(typed))
    assert found is not None
    assert " ".join(found.words) == spelt
    assert found.terms == read_filter(typed).terms


@pytest.mark.parametrize(
    "typed", ["", "grace", "gra", "grx", "zzzz", "race", "#navy", "grace zzzz", "a b c d e f g h i"]
)
def test_what_is_no_slip_stays(desk: Desk, typed: str) -> None:
    """Words that somebody has, short ones, those that are close to nothing, and long lists of words are left alone."""
    desk.add("@grace Grace Hopper #navy")
    assert desk.book.read(respelt, read_filter(typed)) is None
