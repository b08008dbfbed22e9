"""What is said of contacts that wait in the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.channels import Direction
from netbook.domain.counts import counted, people
from netbook.domain.dates import short_date
from netbook.domain.handles import NETWORKS

if TYPE_CHECKING:
    from datetime import date

    from netbook.queries.cards import ContactCard


_LINKED = {Direction.BY_ME: "you follow", Direction.BY_THEM: "follows you", Direction.BOTH: "friends"}


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
    if card.perhaps_met is not None:
        parts.append(f"perhaps met at {card.perhaps_met.event}")
    return " · ".join(part for part in parts if part)


def linked_words(linked: Direction | None) -> str:
    """Say who follows whom, as far as that is known."""
    return _LINKED[linked] if linked is not None else "–"


def looked_through(kept: int, dropped: int) -> str:
    """Say how the inbox was emptied."""
    return f"Done. {people(kept + dropped)} looked through: {kept:,} kept, {dropped:,} dropped."
