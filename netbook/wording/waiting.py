"""What is said of contacts that wait in the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.dates import short_date
from netbook.domain.handles import NETWORKS
from netbook.wording.counts import counted, people

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netbook.queries.cards import ContactCard

NAMED = 3
"""Up to so many people are named; more are counted."""


def talk(card: ContactCard) -> str:
    """Count the days on which there was talk; empty where there was none."""
    return f"{counted(card.talks, 'day')} of talk" if card.talks else ""


def known_of(card: ContactCard, today: date) -> str:
    """Say what else an import knew: the work, and where the contact comes from."""
    parts = [", ".join(part for part in (card.position, card.organisation) if part)]
    if card.met_online is not None:
        network = card.met_online.network
        on = f" {short_date(card.met_online.on, today)}" if card.met_online.on else ""
        parts.append(f"{NETWORKS[network].label if network else 'online'}{on}")
    return " · ".join(part for part in parts if part)


def named_or_counted(names: Sequence[str]) -> str:
    """Name a few people, count more; not clean yet."""
    return ", ".join(names) if len(names) <= NAMED else people(len(names))


def looked_through(kept: int, dropped: int) -> str:
    """Say how the inbox was emptied."""
    return f"Done. {people(kept + dropped)} looked through: {kept:,} kept, {dropped:,} dropped."
