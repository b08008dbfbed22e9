"""The sign of a state: one or two cells that say it before any colour does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.staleness import State
from netbook.queries.review import Group, ReviewRow

if TYPE_CHECKING:
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
