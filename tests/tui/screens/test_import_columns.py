"""The second step of the import wizard, where the columns of any table are named."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from netbook.queries.receipts import receipts
from netbook.tui.screens.import_wizard import ImportPage
from tests.tui.conftest import SIZES
from tests.tui.screens.wizard_steps import HOSTILE, choose, knows_two, mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tui.conftest import Ui

TABLE = (
    "Wer,Reach,Firm,Since\n"
    "Ada Lovelace,ada@example.org,Engines,3/4/2026\n"
    "Grace Hopper,grace@example.org,Navy,5/4/2026\n"
)
FILE = "~/people.csv"


@pytest.fixture
def table(home: Path) -> Path:
    """Write a table whose headings say little."""
    home.mkdir(exist_ok=True)
    file = home / "people.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def _becomes(here: Ui) -> dict[str, str]:
    """Give what the step says that each column becomes."""
    page = here.app.screen
    assert isinstance(page, ImportPage)
    assert page.columns.chosen is not None
    return dict(page.columns.chosen.targets)


def test_columns_are_shown_with_a_guess(ui: Callable[..., None], table: Path) -> None:
    """Each column stands with what it becomes and its first values, and the first people as they would come in."""

    async def scenario(here: Ui) -> None:
        await choose(here, FILE)
        assert "Columns (4)" in here.text
        assert "What each column becomes" in here.text
        assert "Wer" in here.text
        assert "(ignore)" in here.text
        assert "e-mail" in here.text
        assert "ada@example.org, grace" in here.text
        assert "First people" in here.text
        assert "2 people, 0 interactions" in here.text
        assert "Change" in here.footer
        assert "Ignore" in here.footer

    ui(scenario, demo=False)


def test_a_column_is_changed_from_a_list(ui: Callable[..., None], table: Path) -> None:
    """Enter lists what a column can be; the choice shows at once, is read on →, and is remembered once imported."""

    async def scenario(here: Ui) -> None:
        before = mark(here)
        await choose(here, FILE)
        await here.press("enter")
        assert "What is Wer?" in here.text
        assert "(ignore)  (now)" in here.text
        await here.press("g", "j", "enter")
        assert _becomes(here)["wer"] == "name"
        assert "Ada Lovelace" in here.text.partition("First people")[2]
        assert mark(here) == before
        await here.press("right")
        assert "4 Confirm ●" in here.text
        await here.press("enter")
        assert here.said.startswith("✓ Imported 2 people, 0 interactions")
        assert here.desk.card("Ada Lovelace").name == "Ada Lovelace"
        assert here.desk.card("Ada Lovelace").organisation == "Engines"
        await here.press("u", "escape")
        await choose(here, FILE)
        assert _becomes(here)["wer"] == "name"

    ui(scenario, demo=False)


def test_a_changed_column_changes_the_matches(ui: Callable[..., None], table: Path) -> None:
    """Names that were not known to be names are compared with the book once they are."""

    async def scenario(here: Ui) -> None:
        await choose(here, FILE)
        await here.press("right")
        assert "nobody doubtful" in here.text
        await here.press("left", "enter", "g", "j", "enter", "right")
        assert "Maybe the same (2)" in here.text
        await here.press("y", "left")
        assert "2 Columns ●" in here.text
        assert _becomes(here)["wer"] == "name"
        await here.press("right")
        assert "✓ Ada" in here.text

    ui(scenario, demo=False, prepare=knows_two)


def test_ignored_and_taken_back(ui: Callable[..., None], table: Path) -> None:
    """X leaves a column out and goes on, u takes one change back after the other, escape in the list changes nothing."""

    async def scenario(here: Ui) -> None:
        await choose(here, FILE)
        await here.press("j", "j", "x")
        assert here.said == "Firm: left out · u takes that back"
        assert _becomes(here)["firm"] == "ignore"
        await here.press("k", "k", "x")
        assert _becomes(here)["reach"] == "ignore"
        assert "No column tells yet who somebody is" in here.text
        await here.press("right")
        assert here.said == "No column tells yet who somebody is: enter on one says what it is."
        assert "2 Columns ●" in here.text
        await here.press("u", "u")
        assert _becomes(here) == {"wer": "ignore", "reach": "email", "firm": "organisation", "since": "ignore"}
        await here.press("u")
        assert here.said == "There is no change to take back."
        await here.press("enter", "escape")
        assert _becomes(here)["wer"] == "ignore"

    ui(scenario, demo=False)


def test_columns_that_nobody_names_are_asked_for(ui: Callable[..., None], home: Path) -> None:
    """A table of nobody in particular comes to the second step, and goes on once a column tells who somebody is."""
    home.mkdir(exist_ok=True)
    (home / "people.csv").write_text("Alpha,Beta\nAda,x\nGrace,y\n")

    async def scenario(here: Ui) -> None:
        await choose(here, FILE)
        assert "2 Columns ●" in here.text
        assert "No column tells yet who somebody is" in here.text
        await here.press("right", "enter", "g", "j", "enter", "right")
        assert "4 Confirm ●" in here.text
        assert "2 people" in here.text
        await here.press("left", "left", "right", "right", "right", "enter")
        assert len(here.desk.book.read(receipts)) == 1

    ui(scenario, demo=False)


def test_leaving_asks_if_changes_would_be_lost(ui: Callable[..., None], table: Path) -> None:
    """Escape closes at once while nothing was changed; after a change it asks first."""

    async def scenario(here: Ui) -> None:
        await choose(here, FILE)
        await here.press("escape")
        assert not isinstance(here.app.screen, ImportPage)
        await choose(here, FILE)
        await here.press("x", "j", "x", "escape")
        assert isinstance(here.app.screen, ImportPage)
        assert here.said.startswith("Your answers would be lost")
        await here.press("escape")
        assert not isinstance(here.app.screen, ImportPage)
        assert here.desk.book.read(receipts) == []

    ui(scenario, demo=False)


def test_a_file_that_is_gone_meanwhile_is_said(ui: Callable[..., None], table: Path) -> None:
    """A file that cannot be read again for its changed columns is named, and the step stays."""

    async def scenario(here: Ui) -> None:
        await choose(here, FILE)
        await here.press("enter", "g", "j", "enter")
        await asyncio.to_thread(table.unlink)
        await here.press("right")
        assert here.said.startswith("✗ There is no file or folder")
        assert "2 Columns ●" in here.text

    ui(scenario, demo=False)


@pytest.mark.parametrize("size", SIZES)
def test_hostile_tables_are_harmless(ui: Callable[..., None], home: Path, size: tuple[int, int]) -> None:
    """Headings and cells reach the screen with nothing a terminal obeys, and no markup in them is obeyed."""
    home.mkdir(exist_ok=True)
    heads = ",".join(f'"{text}{place}"' for place, text in enumerate(HOSTILE))
    cells = ",".join(f'"{text}"' for text in HOSTILE)
    (home / "people.csv").write_text(f"Mail,{heads}\na@x.org,{cells}\n", encoding="utf-8")

    async def scenario(here: Ui) -> None:
        await choose(here, FILE)
        seen = [here.text]
        for _ in HOSTILE:
            await here.press("j", "enter")
            seen.append(here.text)
            await here.press("g", "j", "enter", "k")
            seen.append(here.text)
        assert "[red]x[/]" in seen[0]
        assert not any(sign in text for text in seen for sign in ("\x1b", "\u202e", "\x00"))

    ui(scenario, demo=False, size=size)


@pytest.mark.parametrize("size", SIZES)
def test_looks(
    ui: Callable[..., None], table: Path, size: tuple[int, int], same_as_kept: Callable[[str, str], None]
) -> None:
    """The step at the three sizes looks as it did when it was looked at."""
    name = f"{size[0]}x{size[1]}"

    async def scenario(here: Ui) -> None:
        await choose(here, FILE)
        same_as_kept(f"import-mapping-{name}", here.text)
        await here.press("enter")
        same_as_kept(f"import-mapping-choice-{name}", here.text)

    ui(scenario, demo=False, size=size)
