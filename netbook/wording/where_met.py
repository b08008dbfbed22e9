"""Where a contact was met, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.dates import describe_date
from netbook.domain.handles import NETWORKS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from netbook.queries.cards import ContactCard


def perhaps_met_words(card: ContactCard, today: date) -> str:
    """Say where a contact was perhaps met in person; empty where nothing suggests it, and not clean yet."""
    suggested = card.perhaps_met
    return f"perhaps met at {suggested.event}, {describe_date(suggested.on, today)}" if suggested else ""


def where_met_lines(card: ContactCard, today: date) -> Iterator[str]:
    """Say where a contact was met, online and in person; not clean yet."""
    if card.met_online is not None:
        network = card.met_online.network
        where = card.met_online.event or (NETWORKS[network].label if network else "online")
        day = f", {describe_date(card.met_online.on, today)}" if card.met_online.on else ""
        yield f"met online: {where}{day}"
    if card.met_in_person is not None:
        day = f", {describe_date(card.met_in_person.on, today)}" if card.met_in_person.on else ""
        yield f"met in person{f': {card.met_in_person.event}' if card.met_in_person.event else ''}{day}"
