"""Saved filters on the screen: used, saved, removed and put back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from netbook.saved_filters import TO_START_WITH, save_filter, saved_filters
from netbook.tui.dialogs.saved_filters import SavedFiltersDialog
from netbook.tui.screens.people import PeoplePage
from tests.tui.conftest import SIZES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Desk
    from tests.tui.conftest import Ui


def filters(here: Ui) -> dict[str, str]:
    """Read what is saved, in order."""
    return {saved.name: saved.text for saved in saved_filters(here.app.work.paths.config)}


def bar(here: Ui) -> str:
    """Give the text in the filter of the people page."""
    page = here.app.screen
    assert isinstance(page, PeoplePage)
    return page.bar.field.value


def test_one_to_start_with_is_used(ui: Callable[..., None]) -> None:
    """F lists the filters with whom they find, and Enter puts the one under the cursor in force, from any page."""

    async def scenario(here: Ui) -> None:
        await here.press("f")
        assert isinstance(here.app.screen, SavedFiltersDialog)
        assert all(name in here.text for name in TO_START_WITH)
        await here.press("j", "enter")
        assert bar(here) == "due:week"
        assert here.app.filter_in_force == "due:week"

    ui(scenario)


def test_the_filter_in_force_is_saved(ui: Callable[..., None]) -> None:
    """A name and Enter save the filter in force; esc changes nothing, and asks before a typed name is lost."""

    async def scenario(here: Ui) -> None:
        await here.press("2", "slash")
        await here.type("-#close is:stale")
        await here.press("enter", "f")
        await here.type("not so close")
        await here.press("escape")
        assert "esc once more" in here.text
        await here.press("enter")
        assert "Saved the filter “not so close”" in here.said
        assert filters(here)["not so close"] == "-#close is:stale"
        await here.press("escape", "f", "enter")
        assert bar(here) == "-#close is:stale"

    ui(scenario)


def test_a_name_that_does_not_do(ui: Callable[..., None]) -> None:
    """A name that is refused stays in the field, and a name that is taken is said before Enter."""

    async def scenario(here: Ui) -> None:
        await here.press("2", "slash")
        await here.type("ada")
        await here.press("enter", "f")
        await here.type("x" * 41)
        await here.press("enter")
        assert isinstance(here.app.screen, SavedFiltersDialog)
        assert "at most 40" in here.text
        assert "x" * 41 in here.text
        await here.press("ctrl+u")
        await here.type("this week")
        assert "enter replaces due:week" in here.text
        await here.press("enter")
        assert filters(here)["this week"] == "ada"

    ui(scenario)


def test_removed_and_put_back(ui: Callable[..., None]) -> None:
    """Delete takes a filter off the list at once, and u puts it back, one after the other."""

    async def scenario(here: Ui) -> None:
        await here.press("f", "delete", "delete")
        assert list(filters(here)) == list(TO_START_WITH)[2:]
        assert "u puts it back" in here.text
        await here.press("u", "u", "u")
        assert filters(here) == TO_START_WITH
        assert "Nothing was removed here." in here.text
        await here.press("delete", "delete", "delete", "delete", "delete", "enter")
        assert filters(here) == {}
        assert "no saved filter yet" in here.text
        await here.press("u")
        assert len(filters(here)) == 1
        await here.press("escape")
        assert not isinstance(here.app.screen, SavedFiltersDialog)

    ui(scenario)


def test_hostile_names_and_unreadable_filters(ui: Callable[..., None]) -> None:
    """What somebody wrote into the file is shown harmlessly; a filter that cannot be read says why."""

    async def scenario(here: Ui) -> None:
        file = here.app.work.paths.config
        for name in ("[red]x[/]", "[@click=app.exit()]y[/]", "👩‍🚀 🎉"):
            save_filter(file, name, "#[bold]z[/]")
        text = file.read_text()
        file.write_text(f'{text}"\\u001b[31m\\u202e" = "is:nothing"\n')
        await here.press("f")
        assert "[red]x[/]" in here.text
        assert "\x1b" not in here.text
        assert "\u202e" not in here.text
        await here.press("j", "j", "j", "enter")
        assert "cannot follow is:" in here.text
        assert isinstance(here.app.screen, SavedFiltersDialog)

    ui(scenario)


def test_a_settings_file_that_breaks_meanwhile(ui: Callable[..., None]) -> None:
    """A file that is no TOML any more is said, and neither overwritten nor a crash."""

    async def scenario(here: Ui) -> None:
        file = here.app.work.paths.config
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("[[[")
        here.app.filter_in_force = "ada"
        await here.press("f")
        assert "is not TOML" in " ".join(here.text.split())
        await here.type("mine")
        await here.press("enter")
        assert file.read_text() == "[[["
        assert "mine" in here.text

    ui(scenario)


@pytest.mark.parametrize("size", SIZES)
def test_looks(ui: Callable[..., None], same_as_kept: Callable[[str, str], None], size: tuple[int, int]) -> None:
    """The dialog at the three sizes, with a filter in force."""

    def prepare(desk: Desk) -> None:
        desk.add("Somebody New")

    async def scenario(here: Ui) -> None:
        await here.press("2", "slash")
        await here.type("is:stale")
        await here.press("enter", "f")
        same_as_kept(f"saved-filters-{size[0]}x{size[1]}", here.text)

    options: dict[str, Any] = {"size": size, "prepare": prepare}
    ui(scenario, **options)
