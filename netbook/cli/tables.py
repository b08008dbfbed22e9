"""Lists of contacts as text: sign, name, last contact, why; columns that fit the line, the name never dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.dates import ago
from netbook.domain.handles import NETWORKS
from netbook.domain.text import clean, pad, shorten, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from netbook.cli.output import Output
    from netbook.queries.cards import ContactCard

STYLES = {"!!": ("red",), "!": ("yellow",), "+": ("green",), "→": ("cyan",), "×": ("dim",), "z": ("dim",)}
_LAST = 9
_NETWORK = 2
_GAPS = 8


def name_cells(out: Output, cards: Iterable[ContactCard]) -> int:
    """Give the width of a column that holds these contacts' names, a third of the line at most."""
    return min(max((width(clean(card.called)) for card in cards), default=0), max(16, out.width // 3))


def contact_lines(
    out: Output, rows: Sequence[tuple[str, ContactCard, str]], today: date, *, names: int | None = None
) -> list[str]:
    """Lay out (sign, contact, reason) rows in columns; ``names`` is the cells for the names, if not what these need."""
    line_width = out.width
    names = name_cells(out, (card for _, card, _ in rows)) if names is None else names
    rest = line_width - (3 + names + _NETWORK + _LAST + _GAPS)
    lines = []
    for mark, card, reason in rows:
        painted = out.paint(pad(mark, 2), *STYLES.get(mark, ()))
        cells = [
            f"{painted} {pad(card.called, names)}",
            pad(_network(card), _NETWORK),
            pad(ago(card.last_contact, today), _LAST),
        ]
        if rest > 8:
            cells.append(shorten(reason, rest))
        lines.append("  ".join(cells).rstrip())
    return lines


def _network(card: ContactCard) -> str:
    return NETWORKS[card.handles[0].network].code if card.handles else ""
