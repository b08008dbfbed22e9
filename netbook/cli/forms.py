"""The JSON forms: documented in docs/json.md, and stable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from netbook.queries.cards import ContactCard, MetRow
    from netbook.queries.history import StepRow
    from netbook.queries.perhaps_met import Suggestion
    from netbook.queries.review import ReviewRow
    from netbook.queries.timeline import InteractionRow
    from netbook.usecases.undo import Reversed


def contact_form(card: ContactCard) -> dict[str, Any]:
    """Give a contact as every command prints it."""
    return {
        "id": card.id,
        "name": card.called,
        "handles": [{"network": handle.network, "handle": handle.shown, "url": handle.url} for handle in card.handles],
        "organisation": card.organisation,
        "position": card.position,
        "sector": card.sector,
        "location": card.location,
        "notes": card.notes,
        "birthday": card.birthday,
        "tags": list(card.tags),
        "where_met": {
            "online": _online(card.met_online),
            "in_person": _in_person(card.met_in_person),
        },
        "perhaps_met": _perhaps(card.perhaps_met),
        "introduced_by": list(card.introduced_by),
        "last_contact": _day(card.last_contact),
        "cadence": card.cadence.short if card.cadence else None,
        "state": card.state.value,
        "due_on": _day(card.due_on),
        "stale_on": _day(card.stale_on),
        "dormant_on": _day(card.dormant_on),
        "why": card.why,
        "follow_ups": [{"due_on": _day(follow_up.due_on), "what": follow_up.what} for follow_up in card.follow_ups],
        "snoozed_until": _day(card.snoozed_until),
        "inbox": card.inbox,
        "archived": card.archived,
    }


def review_form(row: ReviewRow) -> dict[str, Any]:
    """Give a row of the review: the contact and its group."""
    return {**contact_form(row.card), "group": row.group.value}


def _online(met: MetRow | None) -> dict[str, Any] | None:
    if met is None:
        return None
    form: dict[str, Any] = {"network": met.network, "on": _day(met.on)}
    if met.event:
        form["event"] = met.event
    return form


def _in_person(met: MetRow | None) -> dict[str, Any] | None:
    return None if met is None else {"event": met.event, "on": _day(met.on)}


def _perhaps(suggested: Suggestion | None) -> dict[str, Any] | None:
    return None if suggested is None else {"event": suggested.event, "on": suggested.on.isoformat()}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def step_form(step: StepRow | Reversed, *, undone: bool, redoable: bool) -> dict[str, Any]:
    """Give a step of the history."""
    return {
        "id": step.id,
        "what": step.words,
        "at": step.at.isoformat(),
        "undone": undone,
        "redoable": redoable,
    }


def interaction_form(row: InteractionRow) -> dict[str, Any]:
    """Give one interaction of a timeline."""
    return {
        "id": row.id,
        "on": row.on.isoformat(),
        "at": None if row.at is None else row.at.isoformat(),
        "channel": row.channel.value,
        "direction": row.direction.value,
        "note": row.note,
        "event": row.event,
        "source": row.source,
    }
