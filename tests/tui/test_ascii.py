"""A terminal that is not UTF-8, or has no colours, still says everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from netbook.tui.chosen_settings import draw_signs
from netbook.tui.widgets.ascii_only import in_ascii

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.conftest import Ui

PAGES = ("1", "2", "3", "4", "comma", "U", "question_mark", "ctrl+o", "ctrl+p", "a", "I", "A")


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cf", "Mn", "Me", "Mc", "Co", "Cn"])))
def test_each_character_keeps_its_cells(text: str) -> None:
    """What is spelt in ASCII is as wide as before, so no frame is broken."""
    spelt = in_ascii(text)
    assert spelt.isascii()
    assert len(spelt) == sum(cell_len(sign) for sign in text)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 16)])
def test_everything_drawn_is_ascii_and_as_wide(ui: Callable[..., None], size: tuple[int, int]) -> None:
    """On every page, each line drawn with plain letters is ASCII and fills the window."""

    async def scenario(here: Ui) -> None:
        draw_signs(here.app, ascii_signs=True)
        for key in PAGES:
            await here.press(key)
            strips = here.app.screen._compositor.render_strips()
            for strip in strips:
                text = "".join(segment.text for segment in strip)
                assert text.isascii(), (key, text)
                assert len(text) == size[0], (key, text)
            await here.press("escape", "escape")

    ui(scenario, size=size)


def test_switching_back_draws_the_signs_again(ui: Callable[..., None]) -> None:
    """The setting is obeyed at once, in both directions."""

    async def scenario(here: Ui) -> None:
        before = here.text
        draw_signs(here.app, ascii_signs=True)
        await here.settle()
        assert here.text.isascii()
        draw_signs(here.app, ascii_signs=False)
        await here.settle()
        assert here.text == before

    ui(scenario)


def test_without_colours_a_state_is_a_sign_and_words(ui: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR each row of the review still says its state by its sign, and why in words."""
    monkeypatch.setenv("NO_COLOR", "1")

    async def scenario(here: Ui) -> None:
        assert here.app.no_color
        ada = next(row for row in here.text.splitlines() if "> !! Ada Lovelace" in row)
        assert "read her talk" in ada
        alan = next(row for row in here.text.splitlines() if "!! Alan Turing" in row)
        assert "7w over" in alan
        styles = [segment.style for strip in here.app.screen._compositor.render_strips() for segment in strip]
        for style in styles:
            if style is not None and style.color is not None and style.color.triplet is not None:
                assert len(set(style.color.triplet)) == 1, "a shade of grey"

    ui(scenario, size=(80, 24))
