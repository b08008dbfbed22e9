"""The inbox on the screen: people that imports found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netbook.queries.people import inbox_contacts
from netbook.tui.screens.inbox import InboxPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.conftest import Ui

SIZES = ((120, 36), (80, 24), (60, 16))


def inbox(here: Ui) -> list[int]:
    """List who waits."""
    return here.desk.book.read(inbox_contacts)


def page_of(here: Ui) -> InboxPage:
    """Give the page in sight, which must be the inbox."""
    page = here.app.screen
    assert isinstance(page, InboxPage)
    return page


def test_those_with_conversations_come_first(ui: Callable[..., None]) -> None:
    """Who was talked with most stands first."""

    async def scenario(here: Ui) -> None:
        await here.press("A")
        assert list(page_of(here).rows.numbers) == inbox(here)
        assert "Jean Sammet" in here.text

    ui(scenario)


def test_one_key_keeps_and_one_drops(ui: Callable[..., None]) -> None:
    """W takes somebody into the network, x puts somebody into the archive; u takes either back."""

    async def scenario(here: Ui) -> None:
        await here.press("A")
        first, second, *_ = inbox(here)
        await here.press("w")
        assert "Jean Sammet" in here.said
        assert not here.desk.card(f"#{first}").inbox
        await here.press("x")
        assert here.desk.card(f"#{second}").archived
        await here.press("u", "u")
        assert inbox(here)[:2] == [first, second]

    ui(scenario)


def test_all_at_once_is_one_step(ui: Callable[..., None]) -> None:
    """Marked people are kept together, and one u brings all back."""

    async def scenario(here: Ui) -> None:
        await here.press("A", "*")
        waiting = inbox(here)
        await here.press("w")
        assert inbox(here) == []
        await here.press("u")
        assert inbox(here) == waiting

    ui(scenario)


def test_nobody_waits(ui: Callable[..., None]) -> None:
    """An empty inbox says where people would come from; its keys say that nobody is chosen."""

    async def scenario(here: Ui) -> None:
        await here.press("A")
        assert "Nobody waits in the inbox." in here.text
        await here.press("w", "x")
        assert here.app.is_running
        await here.press("escape")
        assert "Nobody here yet" in here.text

    ui(scenario, demo=False)


@pytest.mark.parametrize("size", SIZES)
def test_the_page_as_drawn(
    ui: Callable[..., None], same_as_kept: Callable[[str, str], None], size: tuple[int, int]
) -> None:
    """The inbox looks as kept at each size."""

    async def scenario(here: Ui) -> None:
        await here.press("A", "space")
        same_as_kept(f"inbox-{size[0]}x{size[1]}", here.text)

    ui(scenario, size=size)
