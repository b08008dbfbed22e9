"""Colours can be read: contrast is computed from the themes' own colours, by the formula of WCAG 2."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from netbook.tui.themes import OWN, ROLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.theme import Theme

    from tests.tui.conftest import Ui

GROUNDS = ("background", "surface", "cursor")


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour."""
    parts = [part / 255 for part in Color.parse(colour).rgb]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str, ground: str) -> float:
    """Give the contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(colour), luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


def ground(theme: Theme, name: str) -> str:
    """Give a colour that text stands on."""
    colour = theme.variables["nb-cursor"] if name == "cursor" else getattr(theme, name)
    assert isinstance(colour, str)
    return colour


def test_the_formula_is_the_right_one() -> None:
    """Black on white has 21, a colour on itself 1."""
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert contrast("#777777", "#777777") == 1
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", [*GROUNDS, "panel"])
def test_body_text_has_seven(theme: Theme, name: str) -> None:
    """Text without a meaning of its own has a contrast of 7 on everything it stands on."""
    assert theme.foreground is not None
    assert contrast(theme.foreground, ground(theme, name)) >= 7


@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", [*GROUNDS, "panel"])
def test_every_meaning_has_four_and_a_half(theme: Theme, role: str, name: str) -> None:
    """The colour of a meaning has a contrast of 4.5 on page, dialog and cursor row, and on the footer's panel."""
    assert contrast(theme.variables[f"nb-{role}"], ground(theme, name)) >= 4.5


@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
def test_the_tab_in_force_can_be_read(theme: Theme) -> None:
    """The tab of the page in sight is drawn with the page's colour on the primary colour."""
    assert theme.background is not None
    assert contrast(theme.background, theme.primary) >= 4.5


@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
def test_the_cursor_row_is_a_tint(theme: Theme) -> None:
    """The cursor row differs from the page but is never the solid primary colour."""
    cursor = theme.variables["nb-cursor"]
    assert cursor.lower() != theme.primary.lower()
    assert 1.1 < contrast(cursor, ground(theme, "background")) < 3


def test_every_theme_of_textual_can_be_worn(ui: Callable[..., None]) -> None:
    """Each of Textual's themes, those of the terminal's own colours too, is put on while a page is open."""
    assert len(BUILTIN_THEMES) >= 20

    async def scenario(here: Ui) -> None:
        for name in sorted(BUILTIN_THEMES):
            here.app.theme = name
            await here.settle()
            assert "This week's review" in here.text, name
            assert here.app.theme == name

    ui(scenario)


@pytest.mark.parametrize("name", ["netbook-light", "ansi-dark", "ansi-light", "dracula"])
def test_a_theme_is_worn_from_the_start(ui: Callable[..., None], name: str) -> None:
    """The theme of the settings is the one that the program starts with."""

    async def scenario(here: Ui) -> None:
        assert here.app.theme == name
        assert "Ada Lovelace" in here.text

    ui(scenario, theme=name)


def test_a_theme_that_is_not_there_is_taken_for_ours(ui: Callable[..., None]) -> None:
    """A misspelt theme does not keep anybody from their book."""

    async def scenario(here: Ui) -> None:
        assert here.app.theme == "netbook-dark"

    ui(scenario, theme="no-such-theme")
