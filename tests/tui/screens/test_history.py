"""The history on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netbook.tui.screens.history import HistoryPage
from netbook.usecases.edit import edit
from tests.conftest import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from tests.conftest import Desk
    from tests.tui.conftest import Ui

SIZES = ((120, 36), (80, 24), (60, 16))


def _some_steps(desk: Desk) -> None:
    desk.book.do(edit, "ada", {"organisation": "Engines", "location": "London"}, TODAY)
    desk.add("@new New Person #tagged at PyCon DE :: a note")
    desk.book.do(edit, "alan", {"position": "breaker"}, TODAY)
    desk.undo()


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_it_looks_as_kept(
    ui: Callable[..., None], same_as_kept: Callable[[str, str], None], size: tuple[int, int]
) -> None:
    """Steps and what they changed stand on every size of window."""

    async def scenario(here: Ui) -> None:
        await here.press("U", "j")
        same_as_kept(f"history-{size[0]}x{size[1]}", here.text)

    ui(scenario, size=size, prepare=_some_steps)


def test_before_and_after_stand_in_words(ui: Callable[..., None]) -> None:
    """A change names the contact, the field, what it was and what it is."""

    async def scenario(here: Ui) -> None:
        await here.press("U", "G")
        assert "→ Contact Ada Lovelace changed" in here.text
        assert "organisation: nothing → Engines" in here.text
        assert "location: nothing → London" in here.text

    ui(scenario, prepare=_some_steps, size=(160, 40))


def test_u_takes_back_the_newest_and_marks_it(ui: Callable[..., None]) -> None:
    """Undo works here as everywhere; the step stays in the list, marked, and ^r does it again."""

    async def scenario(here: Ui) -> None:
        await here.press("d", "U")
        assert isinstance(here.app.screen, HistoryPage)
        assert "(undone)" not in here.text
        await here.press("u")
        assert "(undone)" in here.text
        await here.press("ctrl+r")
        assert "(undone)" not in here.text

    ui(scenario)


def test_enter_on_an_older_step_explains_the_order(ui: Callable[..., None]) -> None:
    """Nothing is undone out of order: Enter says what u would take back, and changes nothing."""

    async def scenario(here: Ui) -> None:
        await here.press("U", "enter")
        assert here.said.startswith("This step is undone. ^r does again")
        await here.press("j", "enter")
        assert here.said == "This is the newest step: u takes it back."
        await here.press("j", "enter")
        assert here.said.startswith("Undo goes in order; this one is 2 steps back. u takes back the newest: ")
        assert here.desk.card("ada").organisation == "Engines"
        await here.press("escape")
        assert not isinstance(here.app.screen, HistoryPage)

    ui(scenario, prepare=_some_steps)


def test_an_empty_history_says_so(ui: Callable[..., None]) -> None:
    """A new book has no steps."""

    async def scenario(here: Ui) -> None:
        await here.press("U")
        assert "Nothing was done to this book yet." in here.text
        await here.press("enter", "u")
        assert "undo" in here.said.lower()

    ui(scenario, demo=False)


def test_older_steps_are_read_as_one_scrolls(ui: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    """A long history opens with its newest part, and the rest is read on the way down."""
    monkeypatch.setattr("netbook.tui.screens.history._FIRST", 80)

    def prepare(desk: Desk) -> None:
        desk.add("@many")
        for place in range(100):
            desk.book.do(_rename, place)

    async def scenario(here: Ui) -> None:
        await here.press("U")
        page = here.app.screen
        assert isinstance(page, HistoryPage)
        assert page.rows.count == 80
        await here.press("G", "G")
        assert page.rows.count == 101

    ui(scenario, demo=False, prepare=prepare, size=(80, 24))


def _rename(session: Session, place: int) -> None:
    edit(session, "@many", {"location": f"place {place}"}, TODAY)


def test_hostile_text_stays_text(ui: Callable[..., None]) -> None:
    """What was typed by strangers is shown, never obeyed."""
    hostile = "[red]x[/] \x1b[31m\u202e" + "w" * 300

    async def scenario(here: Ui) -> None:
        await here.press("U")
        assert "[red]x[/]" in here.text
        assert "\x1b" not in here.text
        assert "\u202e" not in here.text

    def prepare(desk: Desk) -> None:
        desk.add("@evil")
        desk.book.do(edit, "@evil", {"name": hostile, "notes": hostile}, TODAY)

    ui(scenario, demo=False, prepare=prepare)
