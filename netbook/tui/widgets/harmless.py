"""The last guard before the terminal: what a terminal obeys or an eye cannot see never leaves, whoever drew it.

Texts are cleaned, and made visible, where they are put on a widget. A field shows what is typed or pasted into it as it
is, so the guard stands behind all of them; it takes away only what has no cell of its own, so that lines keep their
width.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


class Harmless(LineFilter):
    """Takes control and bidi characters out of every line that is drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 — Textual's signature
        """Clean the segments of one line."""
        if not any(_HARMFUL.search(text) for text, _, _ in segments):
            return segments
        return [Segment(_HARMFUL.sub("", text), style, control) for text, style, control in segments]
