"""Making one contact of two on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netbook.tui.dialogs.merge import MergeDialog, WhomDialog
from netbook.tui.screens.contact import ContactPage
from netbook.tui.screens.contact_list import ContactListPage
from tests.conftest import dump_book

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.conftest import Ui

SIZES = ((120, 36), (80, 24), (60, 16))


async def _open(here: Ui, who: str, other: str) -> None:
    here.app.open_contact(here.desk.card(who).id)
    await here.settle()
    await here.press("M")
    assert isinstance(here.app.screen, WhomDialog)
    await here.type(other)
    await here.press("enter")
    assert isinstance(here.app.screen, MergeDialog)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_it_looks_as_kept(
    ui: Callable[..., None], same_as_kept: Callable[[str, str], None], size: tuple[int, int]
) -> None:
    """Both contacts stand side by side on every size of window."""

    async def scenario(here: Ui) -> None:
        await _open(here, "ada", "alan")
        same_as_kept(f"merge-{size[0]}x{size[1]}", here.text)

    ui(scenario, size=size)


@pytest.mark.parametrize("swapped", [False, True])
def test_enter_merges_in_one_step_and_the_page_shows_the_kept_one(ui: Callable[..., None], *, swapped: bool) -> None:
    """Left and right choose who is kept; one u makes two of them again."""

    async def scenario(here: Ui) -> None:
        before = dump_book(here.desk.book)
        ada, alan = here.desk.card("ada"), here.desk.card("alan")
        kept, other = (alan, ada) if swapped else (ada, alan)
        await _open(here, "ada", "alan")
        if swapped:
            await here.press("right")
        await here.press("enter")
        assert here.said == f"✓ Merged {other.called} into {kept.called} · u undo"
        page = here.app.screen
        assert isinstance(page, ContactPage)
        assert page.contact == kept.id
        card = here.desk.card(f"#{kept.id}")
        assert card.name == kept.name
        assert {handle.shown for handle in card.handles} == {each.shown for each in (*ada.handles, *alan.handles)}
        await here.press("u")
        assert dump_book(here.desk.book) == before

    ui(scenario)


def test_looking_changes_nothing(ui: Callable[..., None]) -> None:
    """What would stay is found out without keeping anything; esc leaves both."""

    async def scenario(here: Ui) -> None:
        before = dump_book(here.desk.book)
        await _open(here, "ada", "alan")
        await here.press("right", "left", "escape")
        assert isinstance(here.app.screen, ContactPage)
        assert dump_book(here.desk.book) == before

    ui(scenario)


def test_nobody_of_that_name_is_said_and_the_text_stays(ui: Callable[..., None]) -> None:
    """Enter on nobody keeps the dialog open."""

    async def scenario(here: Ui) -> None:
        here.app.open_contact(here.desk.card("ada").id)
        await here.settle()
        await here.press("M")
        await here.type("zzqq [red]")
        await here.press("enter")
        assert isinstance(here.app.screen, WhomDialog)
        assert "Nobody else goes by “zzqq [red]”." in here.text
        await here.press("escape")
        assert isinstance(here.app.screen, ContactPage)

    ui(scenario)


def test_two_marked_people_are_merged(ui: Callable[..., None]) -> None:
    """M on two marked rows compares those two."""

    async def scenario(here: Ui) -> None:
        page = here.app.screen
        assert isinstance(page, ContactListPage)
        page.rows.marked = {here.desk.card("ada").id, here.desk.card("alan").id}
        await here.press("M")
        assert isinstance(here.app.screen, MergeDialog)
        await here.press("enter")
        assert here.said.startswith("✓ Merged ")

    ui(scenario)
