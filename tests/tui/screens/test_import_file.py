"""The first step of the import wizard: the file."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from textual.events import Paste

from netbook.exports import candidates, completed, download_folder, pasted_path
from netbook.tui.screens.import_steps.reading import reading_words
from tests.tui.screens.wizard_steps import choose

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tui.conftest import Ui


@pytest.mark.parametrize("content", ["hello\n", "", "%PDF-1.4", "PK\x03\x04cut"])
def test_what_is_no_export_is_refused_under_the_field(ui: Callable[..., None], export: Path, content: str) -> None:
    """A file that is no export, or is not there, is refused in a sentence, and the path stays to be corrected."""
    export.with_name("other.csv").write_text(content)

    async def scenario(here: Ui) -> None:
        for name in ("other.csv", "nowhere.csv"):
            await choose(here, f"~/Downloads/{name}")
            assert "✗ " in here.text
            assert f"~/Downloads/{name}" in here.text
            assert "1 File ●" in here.text
            await here.press("escape")
        await choose(here, "~nobody-of-that-name/x.csv")
        assert "there is no such home folder" in here.text
        await here.press("escape")
        await choose(here, "-")
        assert "There is no file or folder" in here.text

    ui(scenario, demo=False)


def test_the_path_is_completed_and_chosen(ui: Callable[..., None], export: Path) -> None:
    """Tab completes, ↓ goes to what can be imported, enter opens a folder and reads a file."""
    (export.parent / "deep").mkdir()
    (export.parent / "readme.txt").write_text("no")

    async def scenario(here: Ui) -> None:
        await here.press("I")
        assert "Found in ~/Downloads/ (1)" in here.text
        await here.type("~/Do")
        await here.press("tab")
        assert "~/Downloads/" in here.text
        assert "deep/" in here.text
        assert "readme.txt" not in here.text
        await here.type("C")
        await here.press("tab", "tab", "up", "down", "enter")
        assert "2 Columns ●" in here.text
        await here.press("left", "ctrl+u")
        await here.type("~/Downloads/deep")
        await here.press("down", "enter")
        assert "~/Downloads/deep/" in here.text
        await here.press("enter")
        assert "A folder. Choose a file in it" in here.text
        await here.press("enter")
        assert "✗ " in here.text

    ui(scenario, demo=False)


def test_a_paste_becomes_the_path(ui: Callable[..., None], export: Path) -> None:
    """A path pasted in the form of a link or in quotes, in the field or beside it, is read."""

    async def scenario(here: Ui) -> None:
        await here.press("I")
        here.app.screen.post_message(Paste(f"file://{export}"))
        await here.settle()
        await here.press("down")
        here.app.screen.post_message(Paste(f"{export}"))
        await here.settle()
        await here.press("enter")
        assert "2 Columns ●" in here.text

    ui(scenario, demo=False)


def test_the_owner_is_asked_for(ui: Callable[..., None], home: Path) -> None:
    """Messages that do not show who the user is ask for the account, and are read once it is given."""
    home.mkdir(exist_ok=True)
    row = "c1,,{0},https://www.linkedin.com/in/{1},{2},https://www.linkedin.com/in/{3},2025-09-02 10:00:00 UTC,,hi,INBOX\n"
    heads = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
    with zipfile.ZipFile(home / "talk.zip", "w") as archive:
        archive.writestr("messages.csv", heads + row.format("Ada L", "ada-l", "Zed Z", "zed-z"))

    async def scenario(here: Ui) -> None:
        await choose(here, "~/talk.zip")
        assert "Your account" in here.text
        await here.type("in/nobody at all")
        await here.press("enter")
        assert "✗ " in here.text
        await here.quick(*("backspace",) * 16)
        await here.type("linkedin.com/in/zed-z")
        await here.press("enter")
        assert "in/zed-z (never made a contact)" in here.text
        assert "1 person, 1 interaction" in here.text

    ui(scenario, demo=False)


def test_an_earlier_import_is_taken_back(ui: Callable[..., None], export: Path) -> None:
    """Delete on an earlier import takes it back, u brings it again; on anything else del says what it is for."""

    async def scenario(here: Ui) -> None:
        await choose(here)
        await here.press("right", "enter", "I")
        assert "Earlier imports (1)" in here.text
        await here.press("down", "delete")
        assert here.said.startswith("Go to an earlier import")
        await here.press("G", "delete")
        assert here.said == "✓ Took back import 1: 3 people, 0 interactions gone · u undo"
        assert "taken back" in here.text
        await here.press("delete")
        assert here.said.startswith("✗ import 1 was taken back already.")
        await here.press("u")
        assert here.desk.card("zed").name == "Zed Zettel"

    ui(scenario, demo=False)


def test_how_paths_are_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Quotes, escapes and file: links are taken off; the folder for downloads is the one the desktop is set to."""
    for text in (
        "/x/a b.zip",
        "'/x/a b.zip'",
        '"/x/a b.zip"',
        "/x/a\\ b.zip",
        "file:///x/a%20b.zip",
        " /x/a b.zip ",
    ):
        assert pasted_path(text) == "/x/a b.zip"
    assert download_folder() == "~/Downloads/"
    (home / ".config").mkdir(parents=True)
    (home / ".config" / "user-dirs.dirs").write_text('# x\nXDG_DOWNLOAD_DIR="$HOME/Geladen"\n')
    assert download_folder() == "~/Geladen/"
    for name in ("Geladen", "Gestern", ".hidden"):
        (home / name).mkdir()
    found = candidates("~/ge")
    assert [candidate.typed for candidate in found] == ["~/Geladen/", "~/Gestern/"]
    assert completed("~/ge", found) == "~/Ge"
    assert completed("~/Ge", found) == "~/Ge"
    assert candidates("~/nowhere/") == []


def test_reading_is_said_in_bytes_and_seconds() -> None:
    """The progress says the share, the bytes, the rate and the time left, and nothing of it before it is known."""
    assert reading_words(0, 0, 0).plain == "Opening … esc stops"
    said = reading_words(5 * 2**20, 10 * 2**20, 2).plain
    assert "50% of 10.0 MiB · 2.5 MiB/s · 2 s left · esc stops" in said
