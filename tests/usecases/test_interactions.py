"""Interactions: the usual channel, days that can be logged, and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netbook.domain.channels import Channel, Direction
from netbook.errors import UsageProblem
from netbook.usecases.interactions import usual_channel

if TYPE_CHECKING:
    from tests.conftest import Desk


def test_the_future_cannot_be_logged(desk: Desk) -> None:
    """What is logged has happened, and not before 1900."""
    desk.add("Ada Lovelace")
    with pytest.raises(UsageProblem, match="is in the future"):
        desk.log("ada", days_ago=-1)
    with pytest.raises(UsageProblem, match="before 1900"):
        desk.log("ada", days_ago=50_000)
    assert desk.card("ada").last_contact is None


def test_the_usual_channel(desk: Desk) -> None:
    """Without a channel the one used most of late is meant; likes do not count."""
    found = desk.add("Ada Lovelace").card
    assert desk.book.read(usual_channel, found.id) is Channel.MESSAGE
    for channel in (Channel.CALL, Channel.CALL, Channel.EMAIL, *[Channel.REACTION] * 5):
        desk.log("ada", channel)
    assert desk.book.read(usual_channel, found.id) is Channel.CALL


def test_outreach_and_its_answer(desk: Desk) -> None:
    """What I wrote is a talk only once it is answered, also when the answer is logged later."""
    desk.add("Ada Lovelace")
    assert desk.log("ada", Channel.MESSAGE, days_ago=9, direction=Direction.BY_ME).talks == 0
    assert desk.log("ada", Channel.MESSAGE, days_ago=8, direction=Direction.BY_THEM).talks == 2
