"""The import wizard on the screen."""

from __future__ import annotations

import asyncio
import stat
import threading
from typing import TYPE_CHECKING, Any

import pytest

from netbook.queries.naming import find_contact
from netbook.queries.receipts import receipts
from netbook.tui.screens.import_steps import reads_file
from netbook.tui.screens.import_steps.reading import Reading, Stopped
from netbook.tui.screens.import_wizard import ImportPage
from tests.tui.conftest import SIZES
from tests.tui.screens.wizard_steps import HEADINGS, HOSTILE, ROWS, choose, contacts, knows_two, mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netbook.domain.records import Progress
    from netbook.exports import ReadExport
    from tests.conftest import Desk
    from tests.tui.conftest import Ui


def test_from_the_file_to_the_inbox(ui: Callable[..., None], export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """File, columns, confirm: nothing is written before the last enter; u takes all of it back, ^r does it again."""

    async def scenario(here: Ui) -> None:
        before = mark(here)
        await choose(here)
        assert "3 people, 0 interactions" in here.text
        assert "known already; nothing to choose" in here.text
        await here.press("right")
        assert "nobody doubtful" in here.text
        assert "3 Matches ✓  4 Confirm ●" in here.text
        assert "3 people" in here.text
        assert mark(here) == before
        await here.press("enter")
        assert here.said == "✓ Imported 3 people, 0 interactions · u undo"
        assert here.desk.card("zed").inbox
        await here.press("u")
        assert mark(here) != before
        assert here.desk.book.read(receipts) == []
        assert "Import 1 was taken back." in here.text
        await here.press("ctrl+r")
        assert "✓ Imported as import 1." in here.text
        opened: list[tuple[str, ...]] = []
        monkeypatch.setattr(here.app, "open_page", lambda *names: opened.append(names))
        await here.press("enter")
        assert opened == [("inbox", "InboxPage")]

    ui(scenario, demo=False)


def test_bad_records_are_listed_and_saved(ui: Callable[..., None], export: Path, home: Path) -> None:
    """Records left out are listed with file and line, and saved in a file for the user alone."""

    async def scenario(here: Ui) -> None:
        await choose(here)
        await here.press("right", "enter")
        assert "This is a hidden member" in here.text
        file = home / ".local" / "state" / "netbook" / "import-1-problems.txt"
        assert "~/.local/state/netbook/import-1-problems.txt" in here.text
        assert "skipped: Connections.csv, line 7: This is a hidden member" in file.read_text(encoding="utf-8")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert list((home / ".local" / "share" / "netbook" / "backups").iterdir())

    ui(scenario, demo=False)


def test_a_list_that_cannot_be_saved_is_said(ui: Callable[..., None], export: Path, home: Path) -> None:
    """The import stands even where the list of bad records cannot be saved, and the page says so."""

    async def scenario(here: Ui) -> None:
        (home / ".local" / "state").write_text("in the way")
        await choose(here)
        await here.press("right", "enter")
        assert "✗ The list of problems could not be saved" in here.text
        assert len(here.desk.book.read(receipts)) == 1

    ui(scenario, demo=False)


def test_same_different_and_skip(ui: Callable[..., None], export: Path) -> None:
    """With y the import fills the known contact, with n it makes another one, x leaves the row out; the counts say so before enter."""

    async def scenario(here: Ui) -> None:
        ada, grace = contacts(here, "@ada", "@grace")
        await choose(here)
        await here.press("enter")
        assert "Maybe the same (2)" in here.text
        assert "Row 4 → Ada Lovelace" in here.text
        assert "+add" in here.text
        await here.press("y", "x")
        assert here.said == "All are decided: → goes on."
        await here.press("right")
        assert "1 person, 0 interactions" in here.text
        assert "You chose to leave this person out." in here.text
        await here.press("enter")
        card = here.desk.card(f"#{ada}")
        assert (card.organisation, [handle.network for handle in card.handles]) == ("Engines", ["x", "linkedin"])
        assert here.desk.card(f"#{grace}").organisation is None
        await here.press("u")
        assert here.desk.card(f"#{ada}").organisation is None

    ui(scenario, demo=False, prepare=knows_two)


def test_answers_can_be_changed_and_taken_back(ui: Callable[..., None], export: Path) -> None:
    """Each u takes back one answer after the other, enter goes round the answers, and the book is not touched."""

    async def scenario(here: Ui) -> None:
        before = mark(here)
        page = await choose(here)
        await here.press("enter", "n", "y")
        assert [sign in here.text for sign in ("+ Ada", "✓ Grace")] == [True, True]
        await here.press("u")
        assert "? Grace" in here.text
        await here.press("u", "u")
        assert here.said == "There is no answer to take back."
        assert not page.matches.decided
        for sign in "✓+×?":
            await here.press("enter")
            assert f"{sign} Ada" in here.text
        await here.press("A")
        assert here.said == "None above 95 is open."
        assert mark(here) == before

    ui(scenario, demo=False, prepare=knows_two)


def test_all_above_95_at_once(ui: Callable[..., None], export: Path) -> None:
    """A takes those with the same name and organisation for the same people, in one answer."""

    def same_work(desk: Desk) -> None:
        knows_two(desk)

    async def scenario(here: Ui) -> None:
        await choose(here)
        await here.press("right", "right", "enter")
        assert len(here.desk.book.read(receipts)) == 1
        second = export.with_name("Second.csv")
        second.write_text((HEADINGS + ROWS).replace("in/zed-z", "in/zed-other"), encoding="utf-8")
        await here.press("escape")
        await choose(here, "~/Downloads/Second.csv")
        await here.press("right")
        assert "98" in here.text
        await here.press("A")
        assert here.said == "1 above 95 taken for the same · u takes that back"
        await here.press("u")
        assert here.said == "The last answer is taken back."

    ui(scenario, demo=False, prepare=same_work)


def test_leaving_asks_only_if_answers_would_be_lost(ui: Callable[..., None], export: Path) -> None:
    """Escape closes at once while nothing was answered; with an answer it, and every key that leaves, asks first."""

    async def scenario(here: Ui) -> None:
        await choose(here)
        await here.press("escape")
        assert not isinstance(here.app.screen, ImportPage)
        await choose(here)
        await here.press("enter", "y")
        for key in ("1", "q", "ctrl+q", "escape"):
            await here.press("y", key)
            assert isinstance(here.app.screen, ImportPage), key
            assert here.said.startswith("Your answers would be lost"), key
        await here.press("escape")
        assert not isinstance(here.app.screen, ImportPage)
        assert here.desk.book.read(receipts) == []

    ui(scenario, demo=False, prepare=knows_two)


def test_going_back_loses_no_answer(ui: Callable[..., None], export: Path) -> None:
    """← and → go between the steps; answers stay, also when the same file is read again."""

    async def scenario(here: Ui) -> None:
        page = await choose(here)
        await here.press("right", "y", "right", "left")
        assert "✓ Ada" in here.text
        await here.press("left", "left", "enter", "enter")
        assert "✓ Ada" in here.text
        assert page.matches.decided == 1

    ui(scenario, demo=False, prepare=knows_two)


def test_stopping_the_reading_changes_nothing(
    ui: Callable[..., None], export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Escape while a file is read ends the reading, in its thread too, and keeps the path."""
    ended = threading.Event()
    begun = threading.Event()

    def endless(name: str, progress: Progress, *, me: str | None = None, **_: object) -> ReadExport:
        assert (name, me) == ("~/Downloads/Connections.csv", None)
        try:
            while True:
                progress(3 * 2**20, 10 * 2**20)
                begun.set()
                ended.wait(0.001)
        finally:
            ended.set()

    monkeypatch.setattr(reads_file, "read_export", endless)

    async def scenario(here: Ui) -> None:
        before = mark(here)
        await here.press("I")
        await here.type("~/Downloads/Connections.csv")
        await here.pilot.press("enter")
        assert await asyncio.to_thread(begun.wait, 5)
        page = here.app.screen
        assert isinstance(page, ImportPage)
        page._tick()
        await here.pilot.pause()
        assert "30% of 10.0 MiB" in here.text
        assert "left" in here.text
        await here.press("escape")
        assert await asyncio.to_thread(ended.wait, 5)
        assert here.said == "Stopped reading. Nothing was changed."
        assert "~/Downloads/Connections.csv" in here.text
        assert mark(here) == before
        assert isinstance(here.app.screen, ImportPage)

    ui(scenario, demo=False)


def test_cancelling_leaves_nothing_behind(
    ui: Callable[..., None], export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Escape while the book is copied cancels the import, and so does every key that leaves while it is written."""
    going, may_go_on = threading.Event(), threading.Event()

    async def scenario(here: Ui) -> None:
        book = here.app.work.book
        back_up, keep = book.back_up, book.keep

        def slow(function: Callable[..., Any]) -> Callable[..., Any]:
            def waiting(*arguments: Any, **named: Any) -> Any:
                going.set()
                assert may_go_on.wait(5)
                return function(*arguments, **named)

            return waiting

        async def while_it_goes_on(*keys: str) -> None:
            await here.pilot.press("enter")
            assert await asyncio.to_thread(going.wait, 5)
            await here.pilot.press(*keys)
            may_go_on.set()
            await here.settle()
            going.clear()
            may_go_on.clear()

        before = mark(here)
        await choose(here)
        await here.press("right")
        monkeypatch.setattr(book, "back_up", slow(back_up))
        await while_it_goes_on("escape")
        assert here.said == "Cancelled before anything was written."
        assert here.desk.book.read(receipts) == []
        monkeypatch.setattr(book, "back_up", back_up)
        monkeypatch.setattr(book, "keep", slow(keep))
        await while_it_goes_on("escape", "q", "ctrl+q", "1", "enter")
        assert here.said == "Cancelled. Nothing was written."
        assert mark(here) == before
        monkeypatch.setattr(book, "keep", keep)
        await here.press("enter")
        assert "✓ Imported as import 1." in here.text

    ui(scenario, demo=False)


def test_the_settling_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the records are written, the share is that of the people, with a clock of its own, until it is stopped."""
    seconds = iter([0.0, 10.0, 12.0])
    monkeypatch.setattr("netbook.tui.screens.import_steps.reading.time.monotonic", lambda: next(seconds))
    reading = Reading()
    reading(10, 10)
    reading.settled(1_000, 4_000)
    assert "25% of 4,000 people · 6 s left · esc stops" in reading.words().plain
    reading.stop()
    with pytest.raises(Stopped):
        reading.settled(2_000, 4_000)


@pytest.mark.parametrize("size", SIZES)
def test_hostile_names_are_harmless(ui: Callable[..., None], home: Path, size: tuple[int, int]) -> None:
    """Names in the file, in the book and of the file itself reach the screen with nothing a terminal obeys."""
    folder = home / "Downloads"
    folder.mkdir(parents=True)
    rows = "".join(
        f'"{name}",Lovelace,https://www.linkedin.com/in/p-{place},,"{name}","{name}",02 Sep 2025\n'
        for place, name in enumerate(HOSTILE)
    )
    (folder / "linkedin \x1b[31m[red]x\u202e.zip").write_bytes(b"no")
    file = folder / "Connections \u202e\x1b[1m.csv"
    file.write_text(HEADINGS + rows, encoding="utf-8")

    def prepare(desk: Desk) -> None:
        for place, name in enumerate(HOSTILE):
            desk.add(f"@p{place}")
            desk.book.do(_rename, f"@p{place}", f"{name} Lovelace")

    async def scenario(here: Ui) -> None:
        seen: list[str] = []
        await here.press("I")
        seen.append(here.text)
        await here.type("~/Downloads/Conn")
        await here.press("tab", "enter")
        assert "2 Columns ●" in here.text
        seen.append(here.text)
        await here.press("right")
        assert f"Maybe the same ({len(HOSTILE)})" in here.text
        for _ in HOSTILE:
            seen.append(here.text)
            await here.press("n")
        await here.press("right")
        seen.append(here.text)
        await here.press("enter")
        assert "✓ Imported as import 1." in here.text
        seen.append(here.text)
        assert not any(sign in text for text in seen for sign in ("\x1b", "\u202e", "\x00"))

    ui(scenario, demo=False, size=size, prepare=prepare)


def _rename(session: Any, who: str, name: str) -> None:
    from netbook.db.people import Contact
    from netbook.usecases.people import rename

    rename(session.get_one(Contact, find_contact(session, who)), name)


def test_those_known_by_an_id_alone_are_counted(ui: Callable[..., None], export: Path) -> None:
    """Whoever an export knows by an id alone is no person yet, and is counted before and after the import."""
    data = export.parent / "x"
    data.mkdir()
    account = '[{"account": {"username": "me", "accountId": "1"}}]'
    following = '[{"following": {"accountId": "11"}}, {"following": {"accountId": "12"}}]'
    (data / "account.js").write_text(f"window.YTD.account.part0 = {account}", encoding="utf-8")
    (data / "following.js").write_text(f"window.YTD.following.part0 = {following}", encoding="utf-8")

    async def scenario(here: Ui) -> None:
        await choose(here, f"{data}/")
        assert here.app.screen.query_one("#recognised").size.height > SIZES[-1][1] // 2
        await here.press("right")
        assert "Ids       2 people known by an id alone" in here.text
        await here.press("enter")
        assert here.said == "✓ Imported 0 people, 0 interactions, 2 people known by an id alone · u undo"
        await here.press("escape", "I")
        assert "0 people, 2 by id" in here.text

    ui(scenario, demo=False, size=(80, 24))


@pytest.mark.parametrize("size", SIZES)
def test_looks(
    ui: Callable[..., None], export: Path, size: tuple[int, int], same_as_kept: Callable[[str, str], None]
) -> None:
    """Each step at the three sizes looks as it did when it was looked at."""
    name = f"{size[0]}x{size[1]}"

    async def scenario(here: Ui) -> None:
        await here.press("I")
        same_as_kept(f"import-file-{name}", here.text)
        await here.press("escape")
        await choose(here)
        same_as_kept(f"import-columns-{name}", here.text)
        await here.press("right", "y")
        same_as_kept(f"import-matches-{name}", here.text)
        await here.press("right")
        same_as_kept(f"import-confirm-{name}", here.text)
        await here.press("enter")
        same_as_kept(f"import-done-{name}", here.text)

    ui(scenario, demo=False, size=size, prepare=knows_two)
