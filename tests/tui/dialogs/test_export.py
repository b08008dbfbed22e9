"""Exporting from the screens."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from netbook.export_files import export_to_place
from netbook.tui.dialogs import export
from netbook.tui.dialogs.export import ExportDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.conftest import Ui


def named(here: Ui, name: str) -> Path:
    """Put a name into the field; gives the file in the home folder."""
    here.app.screen.query_one(Input).value = f"~/{name}"
    return Path.home() / name


def names(file: Path) -> list[str]:
    """Read who is in a file."""
    return [contact["name"] for contact in json.loads(file.read_text("utf-8"))["contacts"]]


def test_everything_from_the_settings(ui: Callable[..., None]) -> None:
    """X on the settings proposes a file of everything; enter writes it, private, and says what is in it."""

    async def scenario(here: Ui) -> None:
        await here.press("comma", "X")
        assert isinstance(here.app.screen, ExportDialog)
        assert "Export everything" in here.text
        assert "the whole book, inbox and archive too" in here.text
        await here.press("enter")
        file = Path.home() / "netbook.json"
        assert here.said == "✓ Exported 40 contacts, 137 interactions, 3 events to ~/netbook.json"
        assert len(names(file)) == 40
        assert file.stat().st_mode & 0o777 == 0o600

    ui(scenario)


def test_the_ending_says_what(ui: Callable[..., None]) -> None:
    """As one types, the kind of file and whom it takes are said; an ending that is none is refused, and stays."""

    async def scenario(here: Ui) -> None:
        await here.press("X")
        named(here, "people.csv")
        await here.settle()
        assert "What      CSV" in here.text
        assert "everybody but inbox and archive" in here.text
        named(here, "people.doc")
        await here.press("enter")
        assert "“.doc” is no ending of a file that netbook writes" in here.text
        assert here.app.screen.query_one(Input).value == "~/people.doc"
        folder = named(here, "people/")
        await here.press("enter")
        assert here.said == "✓ Exported 35 files to ~/people/"
        assert len(list(folder.iterdir())) == 35

    ui(scenario)


def test_those_who_are_shown_or_marked(ui: Callable[..., None]) -> None:
    """On People X is about the marked, else about those who fit the filter."""

    async def scenario(here: Ui) -> None:
        await here.press("2", "slash")
        await here.type("#pioneers")
        await here.press("enter", "X")
        assert "Export: #pioneers" in here.text
        file = named(here, "pioneers.json")
        await here.press("enter")
        assert names(file) == ["Ada Lovelace"]
        await here.press("escape", "space", "space", "X")
        assert "Export: 2 people" in here.text
        file = named(here, "two.json")
        await here.press("enter")
        assert len(names(file)) == 2

    ui(scenario)


def test_a_file_that_is_there_is_replaced_by_a_second_enter(ui: Callable[..., None]) -> None:
    """The first Enter says that the name is taken, the second replaces; another name begins anew; esc keeps it."""

    async def scenario(here: Ui) -> None:
        await here.press("X")
        file = named(here, "mine.json")
        file.write_text("mine", "utf-8")
        await here.press("enter")
        assert "is there already" in here.text
        assert "enter once more replaces it" in here.text
        assert file.read_text("utf-8") == "mine"
        other = named(here, "other.json")
        other.write_text("other", "utf-8")
        await here.press("enter")
        assert other.read_text("utf-8") == "other"
        await here.press("enter")
        assert len(names(other)) == 40
        assert file.read_text("utf-8") == "mine"

    ui(scenario)


def test_a_name_that_was_typed_is_not_lost_unasked(ui: Callable[..., None]) -> None:
    """Escape closes at once where nothing was typed, and asks once more where something was."""

    async def scenario(here: Ui) -> None:
        await here.press("X", "escape")
        assert not isinstance(here.app.screen, ExportDialog)
        await here.press("X")
        named(here, "x.json")
        await here.press("escape")
        assert "esc once more" in here.text
        await here.press("escape")
        assert not isinstance(here.app.screen, ExportDialog)
        assert not list(Path.home().glob("*.json"))

    ui(scenario)


def test_stopping_leaves_nothing(ui: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Escape while it writes stops it; the dialog says so and stays, and there is no file."""
    begun, ended = Event(), Event()

    def endless(*parts: Any) -> Any:
        try:
            while True:
                parts[-1](1, 40)
                begun.set()
                ended.wait(0.001)
        finally:
            ended.set()

    async def scenario(here: Ui) -> None:
        await here.press("X")
        file = named(here, "slow.json")
        monkeypatch.setattr(export, "export_to_place", endless)
        await here.pilot.press("enter")
        assert await asyncio.to_thread(begun.wait, 5)
        await here.press("escape")
        assert await asyncio.to_thread(ended.wait, 5)
        await here.settle()
        assert "Stopped: nothing was written." in here.text
        assert not file.exists()
        monkeypatch.setattr(export, "export_to_place", export_to_place)
        await here.press("enter")
        assert len(names(file)) == 40

    ui(scenario)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 16)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_dialog_looks_the_same(
    ui: Callable[..., None], same_as_kept: Callable[[str, str], None], size: tuple[int, int]
) -> None:
    """The dialog is as it was kept, at each size."""

    async def scenario(here: Ui) -> None:
        await here.press("comma", "X")
        same_as_kept(f"export-{size[0]}x{size[1]}", here.text)

    ui(scenario, size=size)
