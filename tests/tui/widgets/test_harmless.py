"""The last guard before the terminal."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from netbook.tui.widgets.harmless import SIGN, Harmless

_BLACK = Color(0, 0, 0)


@pytest.mark.parametrize(
    ("drawn", "shown"),
    [
        (["ab", "c   ", "│"], ["ab", "c   ", "│"]),
        (["\u202eevil", " ", "     ", "│"], [f"{SIGN}evil", " ", "    ", "│"]),
        (["\x1b[31m\x00", " ", "  "], [f"{SIGN}[31m{SIGN}", " ", ""]),
        (["\x1b\x07\u200bx", " ", " "], ["x", " ", " "]),
        (["full\u202e", "│"], ["full", "│"]),
        (["  \u202e\u202e", " "], ["  ", " "]),
    ],
)
def test_what_is_not_seen_is_shown_in_the_room_there_is(drawn: list[str], shown: list[str]) -> None:
    """A sign stands for each character that an eye cannot see, and the line keeps its width; without room it goes."""
    found = [each.text for each in Harmless().apply([Segment(text) for text in drawn], _BLACK)]
    assert found == shown
    assert cell_len("".join(found)) == sum(map(cell_len, drawn))
