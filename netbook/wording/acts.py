"""What is said after an act on contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.counts import people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netbook.queries.cards import ContactCard


def counted_people(cards: Sequence[ContactCard]) -> str:
    """Name one contact or two, count more; not clean yet."""
    if len(cards) <= 2:
        return " and ".join(card.called for card in cards)
    return people(len(cards))
