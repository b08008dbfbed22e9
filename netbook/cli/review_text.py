"""What the review says, as text: its groups, the empty states, the inbox; the same for --ask and the list."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from netbook.cli.tables import contact_lines, name_cells
from netbook.domain.text import clean
from netbook.wording.reasons import review_reason
from netbook.wording.reviewing import HEADINGS
from netbook.wording.signs import row_sign

if TYPE_CHECKING:
    from netbook.cli.running import Run
    from netbook.queries.review import Review


def print_rows(run: Run, found: Review) -> None:
    """Print the rows under the heading of their group."""
    names = _names(run, found)
    for group, rows in groupby(found.rows, key=lambda row: row.group):
        run.out.line()
        run.out.line(run.out.paint(HEADINGS[group], "bold"))
        listed = [(row_sign(row), row.card, review_reason(row, run.today)) for row in rows]
        run.out.lines(contact_lines(run.out, listed, run.today, names=names))


def _names(run: Run, found: Review) -> int:
    """Give all groups, and the inbox below them, one width of names."""
    return name_cells(run.out, [*(row.card for row in found.rows), *found.offered])


def print_inbox(run: Run, found: Review) -> None:
    """Offer the inbox without nagging: those with real conversations first."""
    if not found.inbox:
        return
    run.out.line()
    waiting = "1 person waits" if found.inbox == 1 else f"{found.inbox} people wait"
    run.out.line(run.out.paint(f"From your imports: {waiting} in the inbox", "bold"))
    offered = [
        ("?", card, f"{card.talks} {'day' if card.talks == 1 else 'days'} of talk. {card.why}")
        for card in found.offered
    ]
    run.out.lines(contact_lines(run.out, offered, run.today, names=_names(run, found)))
    run.out.line("netbook inbox shows them all; netbook inbox keep NAME takes one in.")


def teach(run: Run) -> None:
    """Say how to start, to somebody whose book is empty."""
    run.out.lines(
        [
            "Nobody here yet. Three ways to start:",
            "",
            "  netbook add @ada                              a handle, or paste a link: x.com/ada, in/ada",
            '  netbook met "Grace Hopper" at PyCon yesterday   somebody you just met',
            "  netbook import Connections.csv                people you know already: LinkedIn",
            "",
            "netbook demo looks around with made-up people, kept apart from your data.",
            f"Your data: {clean(run.book_shown)}",
        ]
    )
