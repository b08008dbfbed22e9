"""A meeting recorded on the screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from netbook.queries.events import events
from netbook.tui.dialogs.met import MetDialog
from netbook.usecases.events import start_event

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Desk
    from tests.tui.conftest import Ui

TODAY = date(2026, 11, 23)
SIZES = ((120, 36), (80, 24), (60, 16))


def test_a_known_contact_at_a_running_event_is_three_keys(ui: Callable[..., None]) -> None:
    """m, a part of the name, Enter, Enter: met today at the event that runs."""

    def prepare(desk: Desk) -> None:
        desk.book.do(start_event, "FOSDEM fringe", TODAY)

    async def scenario(here: Ui) -> None:
        await here.press("m")
        await here.type("hop")
        await here.press("enter")
        assert isinstance(here.app.screen, MetDialog)
        assert "✓ Grace Hopper" in here.text
        await here.press("enter")
        assert here.said == "✓ Met Grace Hopper at FOSDEM fringe · u undo"
        assert here.desk.card("grace").last_contact == TODAY
        await here.press("u")
        assert here.desk.card("grace").last_contact != TODAY

    ui(scenario, prepare=prepare)


def test_several_at_one_table(ui: Callable[..., None]) -> None:
    """Names with commas, another place and day, known and new people: still Enter twice."""

    async def scenario(here: Ui) -> None:
        await here.press("m")
        await here.type("hop, alan, newcomer at leeds meetup yesterday")
        await here.quick("enter", "enter")
        assert here.said == "✓ Met 3 people at leeds meetup · u undo"
        assert here.desk.card("newcomer").met_in_person is not None
        assert here.desk.card("alan").last_contact == date(2026, 11, 22)
        assert "leeds meetup" in [event.name for event in here.desk.book.read(events, TODAY)]

    ui(scenario)


def test_another_contact_is_chosen_with_the_arrows(ui: Callable[..., None]) -> None:
    """The arrows go through those a name may mean, a new contact last."""

    def prepare(desk: Desk) -> None:
        desk.add("@hopkins Bishop Hopkins")

    async def scenario(here: Ui) -> None:
        await here.press("m")
        await here.type("hop")
        assert "Bishop Hopkins" in here.text
        await here.press("up", "enter")
        assert "+ hop   new contact" in here.text
        await here.press("enter")
        assert here.desk.card("hop").name == "hop"

    ui(scenario, prepare=prepare)


def test_a_refused_meeting_keeps_the_line(ui: Callable[..., None]) -> None:
    """A date that does not exist is said; the line stays."""

    async def scenario(here: Ui) -> None:
        await here.press("m")
        await here.type("hop on 31 feb")
        await here.press("enter", "enter")
        assert isinstance(here.app.screen, MetDialog)
        assert here.app.screen.query_one(Input).value == "hop on 31 feb"
        assert "is not a date I know" in here.text

    ui(scenario)


def test_nobody_named(ui: Callable[..., None]) -> None:
    """Enter on an empty line asks whom."""

    async def scenario(here: Ui) -> None:
        await here.press("m", "enter")
        assert "whom did you meet?" in here.text

    ui(scenario)


@pytest.mark.parametrize("size", SIZES)
def test_the_dialog_as_drawn(
    ui: Callable[..., None], same_as_kept: Callable[[str, str], None], size: tuple[int, int]
) -> None:
    """The dialog looks as kept at each size."""

    async def scenario(here: Ui) -> None:
        await here.press("m")
        await here.type("hop, zoe at leeds meetup yesterday :: tea")
        same_as_kept(f"met-{size[0]}x{size[1]}", here.text)

    ui(scenario, size=size)
