"""Why a contact stands in a list, in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.dates import ago, short_date
from netbook.domain.staleness import State
from netbook.queries.review import Group, ReviewRow

if TYPE_CHECKING:
    from datetime import date

    from netbook.queries.cards import ContactCard


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


def short_reason(row: ReviewRow, today: date) -> str:
    """Say in a table's few words why somebody stands in the review."""
    card = row.card
    first = card.foremost_follow_up
    if first is not None and (row.group is Group.FOLLOW_UP or card.follow_up_state is State.SCHEDULED):
        return review_reason(row, today)
    if row.group is Group.MET_ONCE:
        return _met_at(card)
    parts = ["snooze over"] if row.group is Group.SNOOZED else []
    if card.due_on is not None:
        over = ago(card.due_on, today)
        parts.append(f"due {over}" if card.due_on >= today else f"{over.removesuffix(' ago')} over")
    if card.cadence is not None:
        parts.append(f"every {card.cadence.short}")
    return ", ".join(parts) or card.why


def _met_at(card: ContactCard) -> str:
    """Say where somebody was met whom the user has spoken with once."""
    met = card.met_in_person
    if met is not None:
        return f"at {met.event}" if met.event else "met in person"
    return "talked once"
