"""Jump mode: a letter on everything that can have the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netbook.tui.dialogs.jump import JumpOverlay

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.conftest import Ui


def test_a_letter_gives_the_focus(ui: Callable[..., None]) -> None:
    """The letter on the second pane puts the focus there."""

    async def scenario(here: Ui) -> None:
        page = here.app.screen
        assert page.focused is not None
        assert page.focused.id == "rows"
        await here.press("ctrl+o")
        overlay = here.app.screen
        assert isinstance(overlay, JumpOverlay)
        assert " g " in here.text
        await here.press("h")
        assert here.app.screen is page
        assert page.focused is not None
        assert page.focused.id == "side"

    ui(scenario)


@pytest.mark.parametrize(("letter", "tab"), [("s", "people"), ("d", "events"), ("f", "insights"), ("a", "review")])
def test_the_letter_on_a_tab_goes_to_its_page(ui: Callable[..., None], letter: str, tab: str) -> None:
    """The first letters lie on the tabs of the first row."""

    async def scenario(here: Ui) -> None:
        await here.press("ctrl+o", letter)
        assert here.app.current_mode == tab

    ui(scenario)


@pytest.mark.parametrize("key", ["escape", "z", "f1", "ctrl+o", "enter", "1"])
def test_any_other_key_only_leaves(ui: Callable[..., None], key: str) -> None:
    """A key that is no letter on the page leaves, and does nothing else."""

    async def scenario(here: Ui) -> None:
        page, focused = here.app.screen, here.app.screen.focused
        await here.press("ctrl+o", key)
        assert here.app.screen is page
        assert page.focused is focused
        assert here.said == ""

    ui(scenario)


def test_letters_lie_on_the_page_at_every_size(
    ui: Callable[..., None], same_as_kept: Callable[[str, str], None]
) -> None:
    """What is not in sight has no letter; the page stays readable below."""

    async def scenario(here: Ui) -> None:
        for width, height in ((120, 36), (80, 24), (60, 16)):
            await here.resize(width, height)
            await here.press("ctrl+o")
            same_as_kept(f"jump-{width}x{height}", here.text)
            await here.press("escape")

    ui(scenario)


def test_another_size_of_the_window_leaves(ui: Callable[..., None]) -> None:
    """The letters would no longer lie where they lead."""

    async def scenario(here: Ui) -> None:
        page = here.app.screen
        await here.press("ctrl+o")
        await here.resize(80, 24)
        assert here.app.screen is page

    ui(scenario)


def test_keys_pressed_fast_do_no_harm(ui: Callable[..., None]) -> None:
    """Two letters at once: the first leads, the second is the page's."""

    async def scenario(here: Ui) -> None:
        await here.quick("ctrl+o", "escape", "escape", "ctrl+o", "ctrl+o", "s", "s")
        assert not isinstance(here.app.screen, JumpOverlay)

    ui(scenario, demo=False)
