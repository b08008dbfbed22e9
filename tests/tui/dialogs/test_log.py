"""A contact logged on the screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from netbook.domain.channels import Channel, Direction
from netbook.domain.text import clean
from netbook.queries.timeline import timeline
from netbook.tui.dialogs.log import LogDialog
from netbook.usecases.edit import edit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from netbook.queries.timeline import InteractionRow
    from tests.tui.conftest import Ui

TODAY = date(2026, 11, 23)


def newest(here: Ui, who: str) -> InteractionRow:
    """Read the newest interaction with somebody."""
    return here.desk.book.read(timeline, here.desk.card(who).id)[0]


def test_one_line_says_it_all(ui: Callable[..., None]) -> None:
    """Channel, direction, text and day are echoed, then logged as one step that u takes back."""

    async def scenario(here: Ui) -> None:
        await here.press("l")
        assert "Log a contact with Ada Lovelace" in here.text
        await here.type("email by me sent the draft yesterday")
        assert "Channel   email" in here.text
        assert "Who       by me" in here.text
        assert "When      Sun 22 Nov 2026, yesterday" in here.text
        assert "Text      sent the draft" in here.text
        await here.press("enter")
        assert here.said.startswith("✓ Logged email with Ada Lovelace, Sun 22 Nov")
        assert here.said.endswith("· u undo")
        row = newest(here, "ada")
        assert (row.channel, row.direction, row.on) == (Channel.EMAIL, Direction.BY_ME, date(2026, 11, 22))
        assert row.note == "sent the draft"
        await here.press("u")
        assert newest(here, "ada").on == date(2026, 11, 3)

    ui(scenario)


def test_empty_is_the_usual_channel_today(ui: Callable[..., None]) -> None:
    """Enter at once logs the usual channel today, and the preview says so before."""

    async def scenario(here: Ui) -> None:
        await here.press("l")
        assert "message   the usual one" in here.text
        await here.press("enter")
        assert (newest(here, "ada").channel, newest(here, "ada").on) == (Channel.MESSAGE, TODAY)

    ui(scenario)


def test_channels_are_picked_with_the_arrows(ui: Callable[..., None]) -> None:
    """Down and up go through the channels and leave the rest of the line alone."""

    async def scenario(here: Ui) -> None:
        await here.press("l")
        await here.type("dm about slides")
        field = here.app.screen.query_one(Input)
        await here.press("down")
        assert field.value == "email about slides"
        assert ">email" in here.text
        await here.press("up", "up", "up", "up", "up")
        assert field.value == "about slides"
        assert ">usual" in here.text
        await here.press("up")
        assert field.value == "broadcast about slides"

    ui(scenario)


def test_several_share_one_interaction(ui: Callable[..., None], open_over: Callable[..., Awaitable[None]]) -> None:
    """One interaction is logged for all of them, as one step."""

    async def scenario(here: Ui) -> None:
        numbers = [here.desk.card(who).id for who in ("ada", "grace", "alan")]
        await open_over(here, LogDialog(numbers))
        assert "Log a contact with 3 people" in here.text
        await here.type("call :: the library")
        await here.press("enter")
        assert here.said == "✓ Logged call with 3 people · u undo"
        assert len({newest(here, who).id for who in ("ada", "grace", "alan")}) == 1
        await here.press("u")
        assert here.desk.card("grace").last_contact != TODAY

    ui(scenario)


def test_a_date_that_is_refused_keeps_the_line(ui: Callable[..., None]) -> None:
    """A day to come, or none at all, is refused under the line, which stays to be put right."""

    async def scenario(here: Ui) -> None:
        await here.press("l")
        await here.type("call tomorrow")
        assert "✗ Tue 24 Nov 2026, tomorrow, is in the future" in here.text
        await here.press("enter")
        assert isinstance(here.app.screen, LogDialog)
        field = here.app.screen.query_one(Input)
        assert field.value == "call tomorrow"
        field.value = "on 31 feb"
        await here.press("enter")
        assert "✗ “31 feb” is not a date I know" in here.text
        assert here.desk.card("ada").last_contact == date(2026, 11, 3)
        await here.press("escape")
        assert "esc once more" in here.text
        await here.press("escape")
        assert not isinstance(here.app.screen, LogDialog)

    ui(scenario)


@pytest.mark.parametrize(
    ("day_first", "read", "other"), [(True, "Fri 3 Apr 2026", "2026-03-04"), (False, "Wed 4 Mar 2026", "2026-04-03")]
)
def test_an_ambiguous_date_is_echoed_with_its_rule(
    ui: Callable[..., None], day_first: bool, read: str, other: str
) -> None:
    """The day that was read is shown with the rule, and how to write the other day."""

    async def scenario(here: Ui) -> None:
        await here.press("l")
        await here.type("call 3/4")
        assert f"When      {read}" in here.text
        assert f"({'day' if day_first else 'month'} first; Settings, or write {other})" in here.text

    ui(scenario, day_first=day_first)


def test_hostile_names_and_texts_stay_text(ui: Callable[..., None], hostile: str) -> None:
    """A name or text that holds markup or commands for a terminal is drawn harmlessly, and kept as typed."""

    async def scenario(here: Ui) -> None:
        here.desk.book.do(edit, "ada", {"name": hostile}, TODAY)
        await here.press("l")
        here.app.screen.query_one(Input).value = f"email :: {hostile}"
        await here.settle()
        assert isinstance(here.app.screen, LogDialog)
        assert not set(here.text) & {"\x1b", "\x07", "\u202e", "\u2066"}
        assert clean(hostile)[:8] in here.text
        await here.press("enter")
        assert "Logged email with" in here.said

    ui(scenario)
