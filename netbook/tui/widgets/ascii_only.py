"""Everything drawn with plain ASCII, for a terminal that is not UTF-8; each sign keeps its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("─━═╌╍┄┅╴╶╸╺▔▁▂▃", "-"),
        **dict.fromkeys("│┃║╎╏┆┇▌▐▏▕", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╯╰╔╗╚╝┏┓┗┛", "+"),
        **dict.fromkeys("█▇▆▅▄▓▀", "#"),
        **dict.fromkeys("░▒▪●", "o"),
        **dict.fromkeys("“”„", '"'),
        **dict.fromkeys("‘’", "'"),
        "·": ".",
        "•": "*",
        "→": ">",
        "←": "<",
        "↑": "^",
        "↓": "v",
        "✓": "+",
        "✗": "x",
        "×": "x",
        "…": "~",
        "–": "-",
        "—": "-",
        "▼": "v",
        "▲": "^",
        "‹": "<",
        "›": ">",
        "≥": ">",
        "≤": "<",
    }
)


def in_ascii(text: str) -> str:
    """Spell text in ASCII with as many cells as before."""
    text = text.translate(_SIGNS)
    if text.isascii():
        return text
    return "".join(sign if sign.isascii() else "?" * cell_len(sign) for sign in text)


class AsciiOnly(LineFilter):
    """Spells every line that is drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 — Textual's signature
        """Spell the segments of one line."""
        return [Segment(in_ascii(text), style, control) for text, style, control in segments]
