"""Help: made from the keys that are in force, and searched as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.tui.screens.help import SIGNS, TO_KNOW, HelpPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.conftest import Ui


def test_it_explains_the_page_it_was_opened_from(ui: Callable[..., None]) -> None:
    """Keys of the review stand in its help, and not in that of the settings; esc and ? close it."""

    async def scenario(here: Ui) -> None:
        await here.press("question_mark")
        assert "Keys · Review" in here.text
        assert "beyond today's cap" in here.text
        await here.press("question_mark")
        assert not isinstance(here.app.screen, HelpPage)
        await here.press("comma", "f1")
        assert "Keys · Settings" in here.text
        assert "copy the book into the backups folder" in here.text
        assert "beyond today's cap" not in here.text
        await here.press("escape")
        assert "Review day" in here.text
        await here.press("escape")
        assert "This week's review" in here.text

    ui(scenario, size=(90, 120))


def test_signs_and_three_things_stand_in_it(ui: Callable[..., None]) -> None:
    """Everything that is drawn without words is explained."""

    async def scenario(here: Ui) -> None:
        await here.press("question_mark")
        for sign, words in SIGNS:
            assert any(sign in line and words in line for line in here.text.splitlines())
        for words in TO_KNOW:
            assert words in here.text

    ui(scenario, size=(90, 120))


def test_it_is_searched_as_one_types(ui: Callable[..., None]) -> None:
    """Words find keys by what they do; a single letter finds the key itself, upper and lower case apart."""

    async def scenario(here: Ui) -> None:
        await here.press("question_mark", "slash")
        await here.type("remind")
        assert "no more reminders" in here.text
        assert "copy the handle" not in here.text
        await here.press("escape", "slash")
        await here.type("S")
        assert "ask again on a day you choose" in here.text
        assert "ask again in a week" not in here.text
        await here.press("enter", "escape")
        assert "ask again in a week" in here.text
        await here.press("escape")
        assert "This week's review" in here.text

    ui(scenario, size=(90, 120))


def test_what_finds_nothing_says_so(ui: Callable[..., None]) -> None:
    """Markup and nonsense are only text."""

    async def scenario(here: Ui) -> None:
        await here.press("question_mark", "slash")
        await here.type("[red]xyz[/]")
        assert "No key does “[red]xyz[/]”. esc shows all keys." in here.text
        await here.press("escape")
        assert "in touch today" in here.text

    ui(scenario)


def test_help_at_every_size(ui: Callable[..., None], same_as_kept: Callable[[str, str], None]) -> None:
    """Two columns where there is room; it scrolls where there is none."""

    async def scenario(here: Ui) -> None:
        await here.press("comma", "question_mark")
        for width, height in ((120, 36), (80, 24), (60, 16)):
            await here.resize(width, height)
            same_as_kept(f"help-{width}x{height}", here.text)
        await here.press("G")
        assert "archive" in here.text

    ui(scenario)
