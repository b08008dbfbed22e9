"""``netbook inbox`` from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Netbook


HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ROWS = "".join(f"P{n},Person,https://www.linkedin.com/in/p{n}-person,,,,02 Sep 2025\n" for n in range(25))


@pytest.fixture
def full(netbook: Netbook) -> Netbook:
    """Fill the inbox with 25 people."""
    assert netbook("import", "-", stdin=HEAD + ROWS).code == 0
    return netbook


def state(netbook: Netbook) -> tuple[str, str]:
    """Give what is in the book, as text."""
    return netbook("inbox", "--json").out, netbook("list", "--json").out


def test_looking(full: Netbook) -> None:
    """Twenty are shown and the rest counted; --all and --json show everybody."""
    assert "and 5 people more" in full("inbox").out
    assert "more" not in full("inbox", "--all").out
    assert len(full("inbox", "--json").json) == 25


def test_an_empty_inbox_says_so(netbook: Netbook) -> None:
    """An empty inbox prints nothing on standard output."""
    empty = netbook("inbox")
    assert (empty.code, empty.out) == (0, "")
    assert "empty" in empty.err


@pytest.mark.parametrize(
    "words", ["keep p3-person", "keep --all --tag li", "drop p3-person", "drop --matching p1", "keep --matching p1"]
)
def test_undo_and_redo(full: Netbook, words: str) -> None:
    """Each way of keeping and dropping is one step, undone and redone exactly."""
    before = state(full)
    assert full("inbox", *words.split()).code == 0
    after = state(full)
    assert after != before
    full("undo")
    assert state(full) == before
    full("redo")
    assert state(full) == after


@pytest.mark.parametrize("words", ["keep", "keep --all --talked", "keep --talked", "drop --matching nobody"])
def test_unclear_is_refused(full: Netbook, words: str) -> None:
    """Nobody, two kinds at once, or a kind that fits nobody is refused with exit 2, and nothing changes."""
    before = state(full)
    assert full("inbox", *words.split()).code == 2
    assert state(full) == before
