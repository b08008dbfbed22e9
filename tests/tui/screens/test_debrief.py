"""The debrief of an event on the screen: one key for each of the people met there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from netbook.queries.events import find_event, to_debrief
from netbook.tui.screens.debrief import DebriefPage
from netbook.usecases.events import EventDetails, add_event
from netbook.usecases.merge import merge_contacts
from tests.tui.conftest import SIZES, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Desk
    from tests.tui.conftest import Ui

FIRST_WORDS = ("first time", "seen again", "known online before")
OPEN = ("3", "j", "b")
HOSTILE = ("[red]x[/] [@click=app.exit]y", "\x1b[31mred", "\u202eevil", "n" * 300, "👩\u200d🔬 lab")


def left(here: Ui) -> list[str]:
    """Name who is still to be debriefed after the conference of the demo book."""
    cards = here.desk.book.read(to_debrief, here.desk.book.read(find_event, "PyCon DE"), TODAY)
    return [card.called for card in cards]


def asked(here: Ui) -> str:
    """Give the line that names who is asked about."""
    return next(row for row in here.text.splitlines() if any(words in row for words in FIRST_WORDS))


def test_one_key_answers(ui: Callable[..., None]) -> None:
    """w, f, Enter and x are one key each, kept at once; then all are debriefed, and the counts are said."""

    async def scenario(here: Ui) -> None:
        await here.press(*OPEN)
        assert "0 of 4" in here.text
        assert "“frequency hopping over lunch”" in here.text
        await here.press("w")
        assert "✓ Hedy Lamarr: follow up by Mon 30 Nov · u undo" in here.text
        assert here.desk.card("hedy").follow_ups[0].due_on == TODAY + timedelta(7)
        await here.press("f")
        assert here.desk.card("kathleen").follow_ups[0].due_on == TODAY + timedelta(14)
        await here.press("enter")
        assert here.desk.card("linus").follow_ups == ()
        assert left(here) == ["Zoë Ünïcode"]
        await here.press("x")
        assert here.desk.card("zoë").has_cadence_never
        for words in (
            "✓ All debriefed.",
            "4 of 4",
            "1 person to follow up within a week",
            "1 person without reminders",
        ):
            assert words in here.text
        await here.press("enter")
        assert not isinstance(here.app.screen, DebriefPage)

    ui(scenario)


def test_undo_goes_back_to_the_person(ui: Callable[..., None]) -> None:
    """Undo takes the last answer back and asks about that contact again; redo answers again."""

    async def scenario(here: Ui) -> None:
        before = here.desk.card("hedy")
        await here.press(*OPEN, "w", "k", "k", "u")
        assert "Hedy Lamarr" in asked(here)
        assert "0 of 4" in here.text
        assert here.desk.card("hedy").follow_ups == before.follow_ups
        assert len(left(here)) == 4
        await here.press("ctrl+r")
        assert "1 of 4" in here.text
        assert "Hedy Lamarr" not in asked(here)
        await here.press("u", "w", "w", "w", "x", "u")
        assert "Zoë Ünïcode" in asked(here)
        await here.press("enter")
        assert "1 person at the usual cadence" in here.text
        assert "without reminders" not in here.text

    ui(scenario)


def test_skipping(ui: Callable[..., None]) -> None:
    """Skipping with k or the arrows goes round without deciding anything; an answer is about whom is shown."""

    async def scenario(here: Ui) -> None:
        await here.press(*OPEN, "k")
        assert "Kathleen Booth" in asked(here)
        await here.press("up", "up")
        assert "Zoë Ünïcode" in asked(here)
        await here.press("down")
        assert "Hedy Lamarr" in asked(here)
        assert len(left(here)) == 4
        await here.press("up", "x")
        assert here.desk.card("zoë").has_cadence_never
        assert "Hedy Lamarr" in asked(here)
        await here.press("w", "w", "k")
        assert "There is nobody else left." in here.text

    ui(scenario)


def test_keys_typed_ahead(ui: Callable[..., None]) -> None:
    """Keys as fast as they come are answers for one contact each, in order."""

    async def scenario(here: Ui) -> None:
        await here.press(*OPEN)
        await here.quick("w", "f", "x")
        assert left(here) == ["Zoë Ünïcode"]
        assert here.desk.card("hedy").follow_ups[0].due_on == TODAY + timedelta(7)
        assert here.desk.card("linus").has_cadence_never

    ui(scenario)


def test_stopping_is_pausing(ui: Callable[..., None]) -> None:
    """Leaving keeps what was answered and says what is left; opening again goes on there."""

    async def scenario(here: Ui) -> None:
        await here.press(*OPEN, "w", "escape")
        assert here.said == "✓ 1 person debriefed, 3 left for later · u takes the last answer back"
        assert "3 left" in here.text
        await here.press("b")
        assert "1 of 4" in here.text
        await here.press("escape", "u")
        assert len(left(here)) == 4

    ui(scenario)


def test_renaming(ui: Callable[..., None]) -> None:
    """Renaming gives a right name and goes on asking; a refused one keeps the text; screen letters are off meanwhile."""

    def prepare(desk: Desk) -> None:
        desk.met("tall guy from the build team at PyCon DE on 18 oct", make_new=True)

    async def scenario(here: Ui) -> None:
        await here.press(*OPEN, "k", "k", "k", "r")
        await here.press("ctrl+a", "ctrl+k", "enter")
        assert "without a handle a contact needs its name" in here.text
        await here.type("Wim x")
        await here.press("enter")
        assert "is now called Wim x · u undo" in here.text
        assert here.desk.card("wim").name == "Wim x"
        assert "Wim x" in asked(here)
        await here.press("u")
        assert here.desk.card("tall").name == "tall guy from the build team"

    ui(scenario, prepare=prepare)


def test_details_on_the_way(ui: Callable[..., None]) -> None:
    """A tag is put on in its own dialog; the same contact is asked about afterwards."""

    async def scenario(here: Ui) -> None:
        await here.press(*OPEN, "t")
        await here.type("pycon")
        await here.press("enter")
        assert "pycon" in here.desk.card("hedy").tags
        assert "Hedy Lamarr" in asked(here)
        for key in ("c", "p", "i"):
            await here.press(key)
            assert not isinstance(here.app.screen, DebriefPage)
            await here.press("escape")
            assert isinstance(here.app.screen, DebriefPage)
        assert len(left(here)) == 4

    ui(scenario)


def test_somebody_gone_meanwhile(ui: Callable[..., None]) -> None:
    """An answer about a contact merged away elsewhere is refused in words, and the next one is asked about."""

    async def scenario(here: Ui) -> None:
        await here.press(*OPEN)
        here.desk.book.do(merge_contacts, "ada", "hedy", TODAY)
        await here.press("w")
        assert "✗" in here.text
        assert "Hedy Lamarr" not in asked(here)

    ui(scenario)


@pytest.mark.parametrize("size", SIZES)
def test_hostile_names(ui: Callable[..., None], size: tuple[int, int]) -> None:
    """Names and notes that are markup or escape codes are text here too."""

    def prepare(desk: Desk) -> None:
        desk.book.do(add_event, HOSTILE[0], EventDetails(starts_on=TODAY), TODAY)
        for name in HOSTILE:
            capture = f'"{name}" :: {name}'
            desk.book.do(_meet, name, capture)

    async def scenario(here: Ui) -> None:
        await here.press("3", "b")
        assert isinstance(here.app.screen, DebriefPage)
        for _ in HOSTILE:
            assert "\x1b" not in here.text
            assert "\u202e" not in here.text
            await here.press("r", "escape", "w")
        assert "All debriefed." in here.text

    ui(scenario, demo=False, size=size, prepare=prepare)


def _meet(session: object, name: str, note: str) -> object:
    from netbook.domain.capture import MeetingCapture
    from netbook.usecases.record_meeting import record_meeting

    meeting = MeetingCapture((name,), event=HOSTILE[0], on=TODAY, note=note)
    return record_meeting(session, meeting, TODAY, make_new=True)  # type: ignore[arg-type]  # the book gives a session


@pytest.mark.parametrize("size", SIZES)
def test_looks(ui: Callable[..., None], same_as_kept: Callable[[str, str], None], size: tuple[int, int]) -> None:
    """The first question, one after an answer, and the end, at three sizes."""

    async def scenario(here: Ui) -> None:
        shape = f"{size[0]}x{size[1]}"
        await here.press(*OPEN)
        same_as_kept(f"debrief-first-{shape}", here.text)
        await here.press("w")
        same_as_kept(f"debrief-answered-{shape}", here.text)
        await here.press("f", "x", "enter")
        same_as_kept(f"debrief-done-{shape}", here.text)

    ui(scenario, size=size)
