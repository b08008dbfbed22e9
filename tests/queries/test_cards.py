"""Cards as a reader sees them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from netbook.domain.channels import Channel
from netbook.queries.cards import cards

if TYPE_CHECKING:
    from tests.conftest import Desk

TODAY = date(2026, 11, 23)


def test_cards_come_in_the_order_asked_for(desk: Desk) -> None:
    """Many cards are read at once, in order, those that are gone left out."""
    for number in range(5):
        desk.add(f"Person Number{number}", make_new=True)
    found = desk.book.read(cards, [4, 99, 2, 5], TODAY)
    assert [each.id for each in found] == [4, 2, 5]
    assert desk.book.read(cards, [], TODAY) == []


def test_a_card_says_why(desk: Desk) -> None:
    """A card says when one last spoke and how that compares, and a like is not a contact."""
    desk.add("Ada Lovelace")
    for days in (36, 24, 12):
        desk.log("ada", Channel.CALL, days_ago=days)
    found = desk.log("ada", Channel.REACTION, days_ago=1)
    assert found.last_contact == date(2026, 11, 11)
    assert found.why == "You usually talk every 12 days; it has been 12 days (a light touch 1 day ago)."
    assert found.urgency > 0
