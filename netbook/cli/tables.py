"""Lists of contacts as text: sign, name, last contact, why; columns that fit the line, the name never dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.dates import ago, short_date
from netbook.domain.handles import NETWORKS
from netbook.domain.staleness import State
from netbook.domain.text import clean, pad, shorten, width
from netbook.queries.review import Group, ReviewRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from netbook.cli.output import Output
    from netbook.queries.cards import ContactCard

SIGNS = {
    State.GOING_STALE: "!!",
    State.FOLLOW_UP_OVERDUE: "!!",
    State.DUE: "!",
    State.FRESH: "·",
    State.SCHEDULED: "·",
    State.NEW: "+",
    State.DORMANT: "z",
}
STYLES = {"!!": ("red",), "!": ("yellow",), "+": ("green",), "→": ("cyan",), "×": ("dim",), "z": ("dim",)}
_LAST = 9
_NETWORK = 2
_GAPS = 8


def sign(card: ContactCard) -> str:
    """Give the sign of a contact's state, two cells wide at most."""
    if card.has_cadence_never:
        return "×"
    if card.follow_up_state is State.FOLLOW_UP_OVERDUE:
        return SIGNS[card.follow_up_state]
    if any(follow_up.due_on is None for follow_up in card.follow_ups):
        return "→"
    return SIGNS[card.state]


def row_sign(row: ReviewRow) -> str:
    """Give the sign of a review row: a follow-up within the week is a promise, not a state."""
    scheduled = row.card.follow_up_state is State.SCHEDULED
    return "→" if scheduled or (row.group is Group.FOLLOW_UP and not row.overdue) else sign(row.card)


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


def review_reason(row: ReviewRow, today: date) -> str:
    """Say in a few words why somebody stands in the review."""
    card = row.card
    first = card.foremost_follow_up
    if first is not None and (row.group is Group.FOLLOW_UP or card.follow_up_state is State.SCHEDULED):
        what = first.what or "follow up"
        if first.due_on is None:
            return f"{what}, promised {short_date(first.made_on, today)}"
        return f"{what}, due {short_date(first.due_on, today)}"
    if row.group is Group.SNOOZED:
        return f"back from a snooze. {card.why}"
    if row.group is Group.DUE and card.due_on is not None and card.due_on > today:
        return f"due {short_date(card.due_on, today)}. {card.why}"
    return card.why


def list_reason(card: ContactCard) -> str:
    """Say how a contact stands, for a list."""
    parts = [card.state.value]
    if card.inbox:
        parts = ["inbox"]
    if card.archived:
        parts = ["archived"]
    if card.cadence is not None:
        parts.append(card.cadence.words)
    if card.organisation:
        parts.append(card.organisation)
    parts += [f"#{tag}" for tag in card.tags]
    return " · ".join(parts)


def _network(card: ContactCard) -> str:
    return NETWORKS[card.handles[0].network].code if card.handles else ""
