"""The settings on the screen: a page over the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from netbook.config import DESCRIPTIONS
from netbook.tui.dialogs.setting import ChoiceDialog, ValueDialog
from netbook.tui.screens.settings import SettingsPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tui.conftest import Ui


def kept(here: Ui) -> str:
    """Read the settings file; empty where there is none."""
    file = here.app.work.paths.config
    return file.read_text("utf-8") if file.exists() else ""


async def go_to(here: Ui, words: str) -> None:
    """Open the settings and find one."""
    await here.press("comma", "slash")
    await here.type(words)
    await here.press("enter")


def row_of(here: Ui, label: str) -> str:
    """Give the line of a setting."""
    return next(line for line in here.text.splitlines() if f" {label}" in line and "│" in line[:1])


def test_a_choice_is_made_from_a_list(ui: Callable[..., None]) -> None:
    """Enter opens what a setting can be; the choice is written, in force at once, and r takes it back."""

    async def scenario(here: Ui) -> None:
        await here.press("comma", "enter")
        assert isinstance(here.app.screen, ChoiceDialog)
        await here.press("j", "j", "enter")
        assert here.said == "✓ Review day: Wednesday"
        assert 'review_day = "wednesday"' in kept(here)
        assert here.app.work.settings.review_day == "wednesday"
        assert "Wednesday" in row_of(here, "Review day")
        assert "file" in row_of(here, "Review day")
        await here.press("r")
        assert here.said == "✓ Review day: Monday · the default"
        assert "review_day" not in kept(here)
        assert here.app.work.settings.review_day == "monday"

    ui(scenario)


def test_a_switch_is_turned_by_enter(ui: Callable[..., None]) -> None:
    """What is one of two is changed without a dialog."""

    async def scenario(here: Ui) -> None:
        await go_to(here, "dates like")
        await here.press("enter")
        assert "day_first = false" in kept(here)
        assert "month first" in here.said
        await here.press("enter")
        assert "day_first = true" in kept(here)

    ui(scenario)


def test_a_number_that_does_not_fit_is_refused_and_stays(ui: Callable[..., None]) -> None:
    """The sentence stands under the field, what was typed stays, and nothing is written."""

    async def scenario(here: Ui) -> None:
        await go_to(here, "people a day")
        await here.press("enter")
        dialog = here.app.screen
        assert isinstance(dialog, ValueDialog)
        field = dialog.query_one(Input)
        field.value = "many"
        await here.press("enter")
        assert here.app.screen is dialog
        assert "cap is a whole number, not “many”." in here.text
        assert field.value == "many"
        assert kept(here) == ""
        field.value = "8"
        await here.press("enter")
        assert here.said == "✓ People a day: 8"
        assert here.app.work.settings.cap == 8

    ui(scenario)


def test_the_cap_is_in_force_on_the_review(ui: Callable[..., None]) -> None:
    """After a change the other pages are read anew."""

    async def scenario(here: Ui) -> None:
        await go_to(here, "people a day")
        await here.press("enter")
        here.app.screen.query_one(Input).value = "0"
        await here.press("enter", "escape", "escape")
        assert "Going stale" not in here.text

    ui(scenario)


def test_themes_are_seen_before_they_are_chosen(ui: Callable[..., None]) -> None:
    """Moving through the list puts each theme on; esc takes the first one back, enter keeps."""

    async def scenario(here: Ui) -> None:
        await go_to(here, "theme")
        await here.press("enter", "j")
        assert here.app.theme == "netbook-light"
        await here.press("escape")
        assert here.app.theme == "netbook-dark"
        assert kept(here) == ""
        await here.press("enter", "j", "enter")
        assert here.app.theme == "netbook-light"
        assert 'theme = "netbook-light"' in kept(here)
        await here.press("r")
        assert here.app.theme == "netbook-dark"

    ui(scenario)


def test_signs_change_at_once(ui: Callable[..., None]) -> None:
    """The choice of plain letters is seen on the page in sight."""

    async def scenario(here: Ui) -> None:
        await go_to(here, "symbols")
        await here.press("enter", "G", "enter")
        assert 'symbols = "ascii"' in kept(here)
        assert here.text.isascii()

    ui(scenario)


def test_comments_of_the_file_stay(ui: Callable[..., None], home: Path) -> None:
    """The file is the user's own: only the one line is changed."""
    file = home / ".config" / "netbook" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text("# mine\ncap = 7  # seven\n", "utf-8")

    async def scenario(here: Ui) -> None:
        assert here.app.work.settings.cap == 7
        await here.press("comma", "enter", "j", "enter")
        assert kept(here).startswith("# mine\ncap = 7  # seven\n")
        assert 'review_day = "tuesday"' in kept(here)

    ui(scenario)


def test_the_environment_says_that_it_wins(ui: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting fixed by a variable names it, and a change says that it waits in the file."""
    monkeypatch.setenv("NETBOOK_REVIEW_DAY", "friday")

    async def scenario(here: Ui) -> None:
        await here.press("comma")
        assert "environment" in row_of(here, "Review day")
        assert "NETBOOK_REVIEW_DAY is set in the environment" in here.text
        await here.press("enter", "g", "enter")
        assert "NETBOOK_REVIEW_DAY is set in the environment and wins" in here.said

    ui(scenario, review_day="friday")


def test_a_flag_is_told_from_the_file(ui: Callable[..., None]) -> None:
    """What is in force but stands nowhere came from the command line."""

    async def scenario(here: Ui) -> None:
        await here.press("comma")
        assert "flag" in row_of(here, "People a day")

    ui(scenario, cap=9)


def test_a_spoilt_file_is_named_and_nothing_is_lost(ui: Callable[..., None]) -> None:
    """A file that is no TOML any more is left as it is; what was in force stays in force."""

    async def scenario(here: Ui) -> None:
        await here.press("comma")
        file = here.app.work.paths.config
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("cap = = 3\n", "utf-8")
        await here.press("r")
        assert "is not TOML" in here.said
        await here.press("enter", "j", "enter")
        assert isinstance(here.app.screen, ChoiceDialog)
        assert "is not TOML" in " ".join(here.text.replace("│", " ").split())
        await here.press("escape")
        assert kept(here) == "cap = = 3\n"
        assert here.app.work.settings.cap == 5

    ui(scenario)


def test_the_editor_cannot_be_opened_without_a_terminal(ui: Callable[..., None]) -> None:
    """Where the interface cannot step aside, the file is made and named."""

    async def scenario(here: Ui) -> None:
        await here.press("comma", "e")
        assert here.said.startswith("An editor cannot be opened from here. The file is")
        assert "# cap = 5" in kept(here)

    ui(scenario)


def test_a_backup_is_made(ui: Callable[..., None]) -> None:
    """B copies the book, and the page says when that was."""

    async def scenario(here: Ui) -> None:
        await here.press("comma")
        assert "none yet" in here.text
        await here.press("B")
        assert here.said.startswith("✓ Backed up to ")
        assert len(list(here.app.work.paths.backups.glob("*.db"))) == 1
        assert "today" in row_of(here, "Last backup")

    ui(scenario)


def test_facts_are_no_settings(ui: Callable[..., None]) -> None:
    """Enter and r on what only tells say so and change nothing."""

    async def scenario(here: Ui) -> None:
        await here.press("comma", "G", "enter")
        assert "is no setting" in here.said
        await here.press("r")
        assert "is no setting" in here.said
        assert kept(here) == ""

    ui(scenario)


def test_searching_finds_and_esc_shows_all(ui: Callable[..., None]) -> None:
    """Words of the meaning find a setting; nothing found says so and breaks nothing."""

    async def scenario(here: Ui) -> None:
        await go_to(here, "bare")
        assert "A bare @handle is on" in here.text
        assert "Review day" not in here.text
        await here.press("escape", "slash")
        await here.type("[/]x")
        assert "No setting has these words" in here.text
        await here.press("enter", "enter", "r", "escape")
        assert "Review day" in here.text
        await here.press("escape")
        assert "This week's review" in here.text

    ui(scenario)


def test_hostile_values_are_only_text(ui: Callable[..., None]) -> None:
    """A path or theme full of markup is shown as it is."""

    async def scenario(here: Ui) -> None:
        await go_to(here, "red")
        assert "[red]x[/]" in here.text
        await here.press("j", "enter", "escape")
        assert here.app.return_code is None

    ui(scenario, book="[red]x[/]", theme="[@click=app.quit]red[/]")


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 16)])
def test_settings_at_every_size(
    ui: Callable[..., None], same_as_kept: Callable[[str, str], None], size: tuple[int, int]
) -> None:
    """The page, and its list of choices over it."""

    async def scenario(here: Ui) -> None:
        await here.press("comma")
        assert "~/.config/netbook/config.toml" in here.text
        same_as_kept(f"settings-{size[0]}x{size[1]}", here.text)
        await here.press("enter")
        same_as_kept(f"settings-choice-{size[0]}x{size[1]}", here.text)

    ui(scenario, size=size)


def test_every_setting_is_there(ui: Callable[..., None]) -> None:
    """Whatever can be set in the file can be set on the page."""

    async def scenario(here: Ui) -> None:
        await here.press("comma")
        page = here.app.screen
        assert isinstance(page, SettingsPage)
        rows = [page.rows.row_of(number) for number in page.rows.numbers if number >= 0]
        assert {row.name for row in rows if row is not None and row.name} == set(DESCRIPTIONS)

    ui(scenario, size=(120, 60))
