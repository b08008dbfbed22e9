"""The last guard before the terminal: what a terminal obeys or an eye cannot see never leaves, whoever drew it.

Texts are cleaned, and made visible, where they are put on a widget. A field shows what is typed or pasted into it as it
is, so the guard stands behind all of them. It puts a sign in the place of each such character and takes blanks off the
end of the line instead, so that lines keep their width; where there are none to take, it takes the character away.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
SIGN = "␦"
"""Stands for a character that is there and would not be seen."""


class Harmless(LineFilter):
    """Shows control and bidi characters as signs in every line that is drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 — Textual's signature
        """Clean the segments of one line."""
        places = [place for place, (text, _, _) in enumerate(segments) if _HARMFUL.search(text)]
        if not places:
            return segments
        shown = _with(SIGN, segments)
        too_wide = sum(cell_len(text) for text, _, _ in shown) - sum(cell_len(text) for text, _, _ in segments)
        for place in range(len(shown) - 1, places[-1] - 1, -1):
            text, style, control = shown[place]
            kept = max(len(text.rstrip(" ")), len(text) - too_wide)
            too_wide -= len(text) - kept
            shown[place] = Segment(text[:kept], style, control)
        return _with("", segments) if too_wide else shown


def _with(sign: str, segments: list[Segment]) -> list[Segment]:
    return [Segment(_HARMFUL.sub(sign, text), style, control) for text, style, control in segments]
