"""Filters kept under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.saved_filters import saved_filters
from netbook.tui.dialogs.saved_filters import SavedFiltersDialog
from netbook.tui.screens.people import PeoplePage

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.conftest import Ui


def test_one_to_start_with_is_applied(ui: Callable[..., None]) -> None:
    """F lists a few useful filters; Enter filters the people by the one chosen."""

    async def scenario(here: Ui) -> None:
        await here.press("2", "f")
        assert isinstance(here.app.screen, SavedFiltersDialog)
        assert "going stale" in here.text
        await here.press("enter")
        assert isinstance(here.app.screen, PeoplePage)
        assert here.app.filter_in_force == "is:stale"
        assert here.app.screen.rows.count == 5

    ui(scenario)


def test_the_filter_in_force_is_kept_under_a_name(ui: Callable[..., None]) -> None:
    """Typing a name and Enter keeps the filter, in the settings file."""

    async def scenario(here: Ui) -> None:
        await here.press("2", "slash")
        await here.type("#crypto")
        await here.press("enter", "f")
        await here.type("ciphers")
        await here.press("enter")
        kept = saved_filters(here.app.work.paths.config)
        assert ("ciphers", "#crypto") in [(each.name, each.text) for each in kept]

    ui(scenario)
