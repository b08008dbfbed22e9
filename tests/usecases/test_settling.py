"""What is kept of a contact's rhythm, whatever the order of logging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.channels import Channel, Direction

if TYPE_CHECKING:
    from tests.conftest import Desk


def test_the_order_of_logging_does_not_matter(desk: Desk) -> None:
    """A contact logged day after day stands as one logged backwards, at any number of interactions."""
    desk.add("Ada Lovelace")
    desk.add("Grace Hopper")
    days = [200, 160, 90, 90, 30, 12, 12, 3, 0]
    channels = [Channel.CALL, Channel.MESSAGE, Channel.REACTION, Channel.EMAIL, Channel.BROADCAST]
    sides = [Direction.BY_ME, Direction.BOTH, Direction.BY_THEM, Direction.BY_ME]
    said = [(day, channels[place % 5], sides[place % 4]) for place, day in enumerate(days)]
    for day, channel, side in said:
        desk.log("ada", channel, days_ago=day, direction=side)
    for day, channel, side in reversed(said):
        desk.log("grace", channel, days_ago=day, direction=side)
    ada, grace = desk.card("ada"), desk.card("grace")
    assert (ada.talks, ada.why, ada.due_on, ada.stale_on, ada.dormant_on, ada.forecast, ada.last_contact) == (
        grace.talks, grace.why, grace.due_on, grace.stale_on, grace.dormant_on, grace.forecast, grace.last_contact,
    )  # fmt: skip


def test_somebody_spoken_to_is_not_known_online_only(desk: Desk) -> None:
    """Messages alone make a tie known online only, which ends sooner; a call, or a meeting, makes it more than that."""
    for name in ("Ada Lovelace", "Grace Hopper"):
        desk.add(name)
        for days_ago in (90, 60, 30):
            desk.log(name, Channel.MESSAGE, days_ago=days_ago)
    before = desk.card("ada")
    desk.log("ada", Channel.CALL, days_ago=0)
    desk.log("grace", Channel.MESSAGE, days_ago=0)
    ada, grace = desk.card("ada"), desk.card("grace")
    assert before.forecast is not None
    assert ada.forecast is not None
    assert grace.forecast is not None
    assert ada.forecast.alive > grace.forecast.alive
