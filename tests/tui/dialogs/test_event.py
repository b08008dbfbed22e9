"""The dialog that makes an event or changes one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netbook.queries.events import event_row, events, find_event
from netbook.tui.dialogs.event import EventDialog
from tests.tui.conftest import SIZES, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from netbook.queries.events import EventRow
    from tests.tui.conftest import Ui


def event(here: Ui, name: str) -> EventRow:
    """Read an event from the book."""
    return here.desk.book.read(event_row, here.desk.book.read(find_event, name), TODAY)


async def fill(here: Ui, *texts: str) -> None:
    """Type into one field after the other."""
    for place, text in enumerate(texts):
        if place:
            await here.press("tab")
        await here.type(text)


def test_making_an_event(ui: Callable[..., None]) -> None:
    """All its details are kept in one step; dates and kind are echoed as read; the cursor stands on it; u unmakes it."""

    async def scenario(here: Ui) -> None:
        await here.press("3", "N")
        await fill(here, "PyCon UK", "14 apr", "17 apr", "conf", "Leeds", "pyconuk")
        assert "→ Wed 14 Apr 2027, in 5 months" in here.text
        assert "→ conference" in here.text
        await here.press("enter")
        assert here.said == "✓ Added the event PyCon UK · u undo"
        made = event(here, "pycon uk")
        assert (made.starts_on, made.ends_on) == (date(2027, 4, 14), date(2027, 4, 17))
        assert (made.kind, made.place, made.hashtag) == ("conference", "Leeds", "#pyconuk")
        assert ">   PyCon UK" in here.text
        await here.press("u")
        assert len(here.desk.book.read(events, TODAY)) == 3

    ui(scenario)


def test_what_is_refused(ui: Callable[..., None]) -> None:
    """No name, an unknown date or kind, and an end before the start are said under their field; the text stays."""

    async def scenario(here: Ui) -> None:
        await here.press("3", "N", "enter")
        assert "✗ an event needs a name" in here.text
        await fill(here, "Chat", "31 feb")
        await here.press("enter")
        assert "“31 feb” is not a date I know" in here.text
        await here.press("ctrl+u")
        await fill(here, "14 apr", "13 apr", "party")
        await here.press("enter")
        assert "✗ it cannot end before it starts" in here.text
        await here.press("ctrl+u")
        await here.type("15 apr\n")
        assert "✗ “party” is no kind of event" in here.text
        assert isinstance(here.app.screen, EventDialog)
        assert "Chat" in here.text
        assert len(here.desk.book.read(events, TODAY)) == 3
        await here.press("escape")
        assert isinstance(here.app.screen, EventDialog)
        await here.press("escape")
        assert not isinstance(here.app.screen, EventDialog)

    ui(scenario)


def test_a_name_that_is_taken(ui: Callable[..., None]) -> None:
    """A new event never changes one that is there: the name is refused, and how to go on is said."""

    async def scenario(here: Ui) -> None:
        before = event(here, "PyCon DE")
        await here.press("3", "N")
        await fill(here, "pycon de", "14 apr")
        assert "“PyCon DE” is there already" in here.text
        await here.press("enter")
        assert isinstance(here.app.screen, EventDialog)
        assert event(here, "PyCon DE") == before

    ui(scenario)


def test_changing_an_event(ui: Callable[..., None]) -> None:
    """Fields begin with what is known; what is changed is kept, the rest stays; u brings it back."""

    async def scenario(here: Ui) -> None:
        before = event(here, "PyCon DE")
        await here.press("3", "j", "e")
        assert "2026-10-17" in here.text
        assert "→ Sat 17 Oct 2026, 5 weeks ago" in here.text
        await here.press("tab", "tab", "tab", "tab", "ctrl+u")
        await here.type("Kassel\n")
        assert here.said == "✓ Changed the event PyCon DE · u undo"
        after = event(here, "PyCon DE")
        assert (after.place, after.starts_on, after.hashtag) == ("Kassel", before.starts_on, before.hashtag)
        await here.press("u")
        assert event(here, "PyCon DE") == before
        await here.press("e", "enter")
        assert here.said == "Nothing changed: it was so already."

    ui(scenario)


def test_renaming_and_taking_away(ui: Callable[..., None]) -> None:
    """The name can be changed and a detail emptied, as one step; a name that is taken or missing is refused."""

    async def scenario(here: Ui) -> None:
        await here.press("3", "j", "e", "escape")
        assert not isinstance(here.app.screen, EventDialog)
        before = event(here, "PyCon DE")
        await here.press("e", "ctrl+u")
        await here.type("FOSDEM\n")
        assert "is there already" in here.text
        await here.press("ctrl+u", "enter")
        assert "an event needs a name" in here.text
        await here.type("PyConf")
        await here.press("tab", "tab", "ctrl+u", "enter")
        assert here.said == "✓ Renamed the event PyCon DE to PyConf · u undo"
        after = event(here, "PyConf")
        assert (after.id, after.starts_on, after.ends_on, after.met) == (before.id, before.starts_on, None, before.met)
        await here.press("u")
        assert event(here, "PyCon DE") == before

    ui(scenario)


def test_ambiguous_dates(ui: Callable[..., None]) -> None:
    """A date that could be two is echoed with the order it was read in."""

    async def scenario(here: Ui) -> None:
        await here.press("3", "N")
        await fill(here, "X", "3/4")
        assert "→ Sat 3 Apr 2027, in 4 months (day first; Settings" in here.text

    ui(scenario)


@pytest.mark.parametrize("size", SIZES)
def test_looks(ui: Callable[..., None], same_as_kept: Callable[[str, str], None], size: tuple[int, int]) -> None:
    """The dialog filled, with a field that is refused, at three sizes."""

    async def scenario(here: Ui) -> None:
        shape = f"{size[0]}x{size[1]}"
        await here.press("3", "N")
        await fill(here, "[b]PyCon[/]", "14 apr", "31 feb", "conf", "Leeds", "#p")
        await here.press("enter")
        assert "PyCon[/]" in here.text
        same_as_kept(f"event-dialog-{shape}", here.text)

    ui(scenario, size=size)
