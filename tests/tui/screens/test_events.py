"""Events on the screen: before, during and after, and what the keys do."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from netbook.queries.events import event_row, find_event, running_event
from netbook.tui.screens.debrief import DebriefPage
from netbook.tui.screens.some_people import SomePeoplePage
from netbook.usecases.edit import archive
from netbook.usecases.events import EventDetails, add_event, start_event
from tests.tui.conftest import SIZES, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from netbook.queries.events import EventRow
    from tests.conftest import Desk
    from tests.tui.conftest import Ui

EMPTY = "No events yet. N makes one; or just write “at PyCon”"
HOSTILE = ("[red]x[/] [@click=app.exit]y", "\x1b[31mred\x1b[0m", "\u202eevil", "n" * 300, "👩\u200d🔬 lab", "a\nb")


def event(here: Ui, name: str) -> EventRow:
    """Read an event from the book."""
    return here.desk.book.read(event_row, here.desk.book.read(find_event, name), TODAY)


def test_before_after_and_figures(ui: Callable[..., None]) -> None:
    """Beside an event ahead stands whom to look for; beside one that is over what came of it."""

    async def scenario(here: Ui) -> None:
        await here.press("3")
        for words in ("Begins Sat 30 Jan 2027", "To look for there, known online only (3)", "Erna Hoover", "@erna_h"):
            assert words in here.text
        await here.press("j")
        for words in ("4 met, 4 of them for the first time", "1 followed up", "known on Sun 17 Jan", "To debrief (4)"):
            assert words in here.text
        await here.press("j")
        assert "3 of 3 still alive after 90 days" in here.text

    ui(scenario, size=(139, 36))


def test_a_running_event(ui: Callable[..., None]) -> None:
    """R runs an event from today and the first row shows it; R again stops it; u takes each back."""

    async def scenario(here: Ui) -> None:
        before = event(here, "FOSDEM")
        await here.press("3", "R")
        assert here.said == "✓ Started FOSDEM (was 30–31 Jan 27) · u undo"
        assert here.text.splitlines()[0].endswith("FOSDEM · Mon 23 Nov · W48")
        assert "Running, day 1" in here.text
        assert here.desk.book.read(running_event, TODAY) == before.id
        await here.press("R")
        assert here.said == "✓ Stopped FOSDEM; its last day is Mon 23 Nov · u undo"
        assert here.desk.book.read(running_event, TODAY) is None
        await here.press("u", "u")
        assert event(here, "FOSDEM") == before

    ui(scenario)


def test_starting_another_stops_the_first(ui: Callable[..., None]) -> None:
    """One event runs at a time, and both are named; the cursor begins on the running one."""

    def prepare(desk: Desk) -> None:
        desk.book.do(start_event, "Leeds meetup", TODAY - timedelta(1), until=TODAY + timedelta(1))

    async def scenario(here: Ui) -> None:
        await here.press("3")
        assert "> * Leeds meetup" in here.text
        assert "Running, day 2 of 3, until Tue 24 Nov" in here.text
        await here.press("k", "R")
        assert here.said.endswith("; Leeds meetup stopped · u undo")
        assert event(here, "FOSDEM").running
        assert not event(here, "Leeds").running

    ui(scenario, prepare=prepare)


def test_the_list_of_people_met(ui: Callable[..., None]) -> None:
    """Enter lists those met, with the keys of contacts; where nobody was met yet, those to look for; esc goes back."""

    async def scenario(here: Ui) -> None:
        await here.press("3", "enter")
        assert isinstance(here.app.screen, SomePeoplePage)
        assert "To look for at FOSDEM" in here.text
        await here.press("escape", "j", "enter")
        assert "Met at PyCon DE" in here.text
        await here.press("j", "d")
        assert here.said.startswith("✓ Kathleen Booth: in touch today")
        assert here.desk.card("kathleen").last_contact == TODAY
        await here.press("escape")
        assert "─ Events ─" in here.text

    ui(scenario)


def test_contacts_that_are_gone_leave_the_list(ui: Callable[..., None]) -> None:
    """A contact merged or forgotten meanwhile is no row any more."""

    async def scenario(here: Ui) -> None:
        await here.press("3")
        here.app.open_page("some_people", "SomePeoplePage", "Some [b]people[/]", [999_999, here.desk.card("ada").id])
        await here.settle()
        assert "Some [b]people[/]" in here.text
        assert "1 person" in here.text
        assert "Ada Lovelace" in here.text

    ui(scenario)


def test_debriefing_from_the_list(ui: Callable[..., None]) -> None:
    """The debrief asks about the people of the event under the cursor, and says so where nobody is left or was met."""

    async def scenario(here: Ui) -> None:
        await here.press("3", "b")
        assert here.said == "Nobody was met at FOSDEM yet. m records a meeting."
        await here.press("j", "b")
        assert isinstance(here.app.screen, DebriefPage)
        await here.press("w", "w", "w", "w", "enter")
        assert here.said.startswith("✓ 4 people debriefed, nobody is left")
        assert "✓ all" in here.text
        await here.press("b")
        assert here.said.startswith("All debriefed")

    ui(scenario)


def test_filtering(ui: Callable[..., None]) -> None:
    """/ filters by name, place or hashtag; keys in the field are text; esc brings all back."""

    async def scenario(here: Ui) -> None:
        await here.press("3", "slash")
        await here.type("krak")
        assert "1 of 3 events" in here.text
        await here.press("enter", "R")
        assert event(here, "EuroPython").running
        await here.press("escape")
        assert "3 events" in here.text
        await here.press("slash")
        await here.type("RNbq")
        assert "No event is called “RNbq”. esc clears." in here.text
        await here.press("escape")
        assert "PyCon DE" in here.text

    ui(scenario)


def test_no_events(ui: Callable[..., None]) -> None:
    """An empty page says how to begin; keys that need an event say so and do nothing."""

    async def scenario(here: Ui) -> None:
        await here.press("3")
        assert EMPTY in here.text
        for key in ("enter", "b", "R", "e"):
            await here.press(key)
            assert here.said.startswith("No event is chosen here. N makes one")
        await here.press("d")
        assert here.said.startswith("Nobody is chosen here")
        await here.press("N")
        await here.type("PyCon UK\n")
        assert here.said == "✓ Added the event PyCon UK · u undo"
        assert "PyCon UK" in here.text
        await here.press("u")
        assert EMPTY in here.text

    ui(scenario, demo=False)


@pytest.mark.parametrize("size", SIZES)
def test_hostile_names(ui: Callable[..., None], size: tuple[int, int]) -> None:
    """Names, places and hashtags that are markup or escape codes are shown as text and do nothing."""

    def prepare(desk: Desk) -> None:
        for name in HOSTILE:
            desk.book.do(add_event, name, EventDetails(starts_on=TODAY, place=name, hashtag=f"#{name}"), TODAY)

    async def scenario(here: Ui) -> None:
        await here.press("3")
        for _ in HOSTILE:
            await here.press("R", "enter", "j")
            assert "\x1b" not in here.text
            assert "\u202e" not in here.text
        assert all(len(row) <= size[0] for row in here.text.splitlines() if row.isascii())
        await here.press("slash")
        await here.type("[red]")
        assert "[red]x[/]" in here.text

    ui(scenario, demo=False, size=size, prepare=prepare)


def test_changes_from_elsewhere(ui: Callable[..., None]) -> None:
    """What is changed beside the interface shows after undo or any act here: rows are read anew."""

    async def scenario(here: Ui) -> None:
        await here.press("3", "j")
        here.desk.book.do(archive, ["hedy"], TODAY)
        await here.app.look_at_book()
        here.app.screen.reload_if_old()  # type: ignore[attr-defined]  # an events page
        await here.settle()
        assert "3 left" in here.text

    ui(scenario)


@pytest.mark.parametrize("size", SIZES)
def test_looks(ui: Callable[..., None], same_as_kept: Callable[[str, str], None], size: tuple[int, int]) -> None:
    """The page before, after and while running, at three sizes."""

    async def scenario(here: Ui) -> None:
        shape = f"{size[0]}x{size[1]}"
        await here.press("3")
        same_as_kept(f"events-before-{shape}", here.text)
        await here.press("j")
        same_as_kept(f"events-after-{shape}", here.text)
        await here.press("R")
        same_as_kept(f"events-running-{shape}", here.text)
        await here.press("enter")
        same_as_kept(f"events-people-{shape}", here.text)

    ui(scenario, size=size)
