"""The page of one contact on the screen."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from netbook.domain.channels import Channel, Direction
from netbook.queries.timeline import timeline
from netbook.tui.app import NetbookApp
from netbook.tui.screens.contact import ContactPage
from netbook.tui.widgets.timeline import Timeline
from netbook.usecases.edit import archive, edit
from netbook.usecases.events import EventDetails, add_event
from netbook.usecases.follow_ups import promise
from netbook.usecases.interactions import NewInteraction, log_interaction
from tests.conftest import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from tests.conftest import Desk
    from tests.tui.conftest import Ui

SIZES = ((120, 36), (80, 24), (60, 16))
HOSTILE = "[red]x[/] \x1b[31m\u202eevil " + "é" * 300 + " 👩🏽‍🚀"


async def _open(here: Ui, who: str) -> ContactPage:
    here.app.open_contact(here.desk.card(who).id)
    await here.settle()
    page = here.app.screen
    assert isinstance(page, ContactPage)
    return page


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_it_looks_as_kept(
    ui: Callable[..., None], same_as_kept: Callable[[str, str], None], size: tuple[int, int]
) -> None:
    """The card, the promises and the timeline stand on every size of window."""

    async def scenario(here: Ui) -> None:
        await _open(here, "ada")
        same_as_kept(f"contact-{size[0]}x{size[1]}", here.text)

    ui(scenario, size=size)


def test_enter_in_the_review_opens_it_and_esc_goes_back(ui: Callable[..., None]) -> None:
    """Enter shows the whole contact; esc and q lead back."""

    async def scenario(here: Ui) -> None:
        for way_back in ("escape", "q"):
            await here.press("enter")
            assert isinstance(here.app.screen, ContactPage)
            await here.press(way_back)
            assert not isinstance(here.app.screen, ContactPage)

    ui(scenario)


def test_space_keeps_a_promise_and_u_brings_it_back(ui: Callable[..., None]) -> None:
    """The row under the cursor is the promise; space marks it kept, in one undo step."""

    async def scenario(here: Ui) -> None:
        before = here.desk.card("ada").follow_ups
        assert before
        await _open(here, "ada")
        await here.press("space")
        assert here.said.startswith("✓ Kept with Ada Lovelace: ")
        assert len(here.desk.card("ada").follow_ups) == len(before) - 1
        await here.press("u")
        assert here.desk.card("ada").follow_ups == before

    ui(scenario)


def test_space_on_a_contact_that_has_been_changes_nothing(ui: Callable[..., None]) -> None:
    """Only a promise can be kept; elsewhere space says so."""

    async def scenario(here: Ui) -> None:
        await _open(here, "ada")
        before = here.desk.card("ada")
        await here.press("G", "space")
        assert "marks a promise kept" in here.said
        assert here.desk.card("ada") == before

    ui(scenario)


def test_one_of_several_promises_is_kept_alone(ui: Callable[..., None]) -> None:
    """The promise under the cursor is kept, and no other."""

    def prepare(desk: Desk) -> None:
        desk.add("@lone")
        for what in ("first thing", "second thing"):
            desk.book.do(promise, "@lone", what, None, TODAY)

    async def scenario(here: Ui) -> None:
        await _open(here, "@lone")
        await here.press("j", "space")
        assert [each.what for each in here.desk.card("@lone").follow_ups] == ["first thing"]

    ui(scenario, demo=False, prepare=prepare)


def _much(desk: Desk, count: int = 140) -> None:
    def log_all(session: Session) -> None:
        for place in range(count):
            note = f"letter {place} {'needle' if place % 40 == 10 else 'hay'}"
            new = NewInteraction(Channel.EMAIL, Direction.BOTH, TODAY - timedelta(place), note)
            log_interaction(session, ["@busy"], new, TODAY)

    desk.add("@busy Busy Bee")
    desk.book.do(log_all)


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> int:
    """Read fewer interactions at once, so that a few make a long timeline."""
    monkeypatch.setattr("netbook.tui.screens.contact.PAGE_ROWS", 40)
    return 40


def test_a_long_timeline_is_read_as_one_scrolls(ui: Callable[..., None], short_pages: int) -> None:
    """Opening reads one page; going on reads the next, and G the rest."""

    async def scenario(here: Ui) -> None:
        page = await _open(here, "@busy")
        rows = page.query_one(Timeline)
        everything = len(here.desk.book.read(timeline, page.contact, most=None))
        assert rows.count == short_pages
        assert "+ more" in here.text
        for _ in range(4):
            await here.press("pagedown")
        assert short_pages < rows.count < everything
        await here.press("G")
        assert rows.count == everything
        assert rows.cursor == everything - 1
        assert f"{everything} contacts" in here.text

    ui(scenario, demo=False, prepare=_much, size=(80, 24))


@pytest.mark.usefixtures("short_pages")
def test_slash_filters_and_n_goes_from_hit_to_hit(ui: Callable[..., None]) -> None:
    """While a search is in force n and N go to hits, older rows are read for it, and esc ends it."""

    async def scenario(here: Ui) -> None:
        page = await _open(here, "@busy")
        rows = page.query_one(Timeline)
        await here.press("slash")
        await here.type("needle")
        assert rows.count == 4
        await here.press("enter")
        for key, letter in (("n", 50), ("n", 90), ("N", 50), ("N", 10), ("N", 130), ("n", 10)):
            await here.press(key)
            assert rows.row is not None
            assert rows.row.interaction is not None
            assert (rows.row.interaction.note or "").startswith(f"letter {letter} ")
        await here.press("escape")
        assert rows.count == 140
        assert isinstance(here.app.screen, ContactPage)
        await here.press("N")
        assert "No search is in force" in here.said

    ui(scenario, demo=False, prepare=_much, size=(80, 24))


def test_a_search_without_hits_says_so(ui: Callable[..., None]) -> None:
    """What was typed is repeated, and esc clears it."""

    async def scenario(here: Ui) -> None:
        await _open(here, "ada")
        await here.press("slash")
        await here.type("zzz[red]")
        assert "Nothing in the timeline matches “zzz[red]”. esc clears." in here.text
        await here.press("enter", "escape")
        assert "Nothing in the timeline" not in here.text

    ui(scenario)


def test_enter_shows_a_whole_note(ui: Callable[..., None]) -> None:
    """A note of several lines is cut in its row; Enter shows it all, and esc closes that."""

    async def scenario(here: Ui) -> None:
        await _open(here, "@wordy")
        await here.press("enter")
        assert "third line" in here.text
        await here.press("escape")
        assert isinstance(here.app.screen, ContactPage)

    def prepare(desk: Desk) -> None:
        desk.add("@wordy")
        desk.log("@wordy", Channel.CALL, note="first line\n" + "x" * 200 + "\nthird line")

    ui(scenario, demo=False, prepare=prepare)


def test_archiving_goes_back_and_undo_brings_the_contact_back(ui: Callable[..., None]) -> None:
    """A contact put into the archive has no page to stay on."""

    async def scenario(here: Ui) -> None:
        await _open(here, "ada")
        await here.press("delete")
        assert not isinstance(here.app.screen, ContactPage)
        assert here.said == "✓ Ada Lovelace archived · u undo"
        await here.press("u")
        assert not here.desk.card("ada").archived

    ui(scenario)


def test_an_archived_contact_can_be_looked_at(ui: Callable[..., None]) -> None:
    """Somebody found in the archive has a page, which says where they are."""

    async def scenario(here: Ui) -> None:
        await _open(here, "ada")
        assert "In the archive" in here.text

    ui(scenario, prepare=lambda desk: desk.book.do(archive, ["ada"], TODAY))


def test_a_contact_that_is_gone_closes_its_page(ui: Callable[..., None]) -> None:
    """Undo of the adding takes the contact away; the page says so and closes."""

    async def scenario(here: Ui) -> None:
        await _open(here, "@brief")
        await here.press("u")
        assert not isinstance(here.app.screen, ContactPage)
        assert "is not in the book any more" in here.said
        await here.press("ctrl+r")
        assert here.desk.card("@brief").called == "@brief"

    ui(scenario, prepare=lambda desk: desk.add("@brief"))


def test_a_contact_that_was_never_there_is_said_to_be_gone(ui: Callable[..., None]) -> None:
    """A number that stands for nobody opens no page."""

    async def scenario(here: Ui) -> None:
        here.app.open_contact(999_999)
        await here.settle()
        assert not isinstance(here.app.screen, ContactPage)
        assert "is not in the book any more" in here.said

    ui(scenario)


def test_an_empty_timeline_says_how_to_begin(ui: Callable[..., None]) -> None:
    """Somebody with a handle alone has no contacts; the keys that make one are named."""

    async def scenario(here: Ui) -> None:
        await _open(here, "@lone")
        assert "No contact recorded yet" in here.text
        await here.press("enter")
        assert "Nothing to show here yet" in here.said

    def prepare(desk: Desk) -> None:
        desk.add("@lone", on=TODAY)

    ui(scenario, demo=False, prepare=prepare)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_hostile_text_stays_text(ui: Callable[..., None], size: tuple[int, int]) -> None:
    """Markup, escape codes and direction marks in names and notes are shown, never obeyed."""

    def prepare(desk: Desk) -> None:
        desk.add("@evil")
        desk.book.do(edit, "@evil", {"name": HOSTILE, "notes": HOSTILE, "organisation": HOSTILE}, TODAY)
        desk.book.do(promise, "@evil", HOSTILE, None, TODAY)
        desk.log("@evil", Channel.CALL, note=HOSTILE)

    async def scenario(here: Ui) -> None:
        await _open(here, "@evil")
        for keys in ((), ("enter",), ("escape",), ("slash",), ("escape",)):
            await here.press(*keys)
            assert "\x1b" not in here.text
            assert "\u202e" not in here.text
            assert "[red]x[/]" in here.text

    ui(scenario, demo=False, prepare=prepare, size=size)


def test_notes_go_through_the_editor(ui: Callable[..., None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """ctrl+g gives the notes to the editor; what comes back is one undo step."""
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\nprintf "typed in an editor\\n" > "$1"\n')
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(editor))
    monkeypatch.setattr(NetbookApp, "suspend", lambda _app: contextlib.nullcontext())

    async def scenario(here: Ui) -> None:
        before = here.desk.card("ada").notes
        await _open(here, "ada")
        await here.press("ctrl+g")
        assert here.desk.card("ada").notes == "typed in an editor"
        await here.press("ctrl+g")
        assert here.said == "Nothing changed in the notes."
        await here.press("u")
        assert here.desk.card("ada").notes == before

    ui(scenario)


def test_without_a_terminal_to_hand_over_ctrl_g_says_so(ui: Callable[..., None]) -> None:
    """Where the program cannot be suspended no editor is started."""

    async def scenario(here: Ui) -> None:
        await _open(here, "ada")
        await here.press("ctrl+g")
        assert here.said.startswith("Here no editor can be started")

    ui(scenario)


def test_the_keys_on_contacts_work_on_this_one(ui: Callable[..., None]) -> None:
    """Done, snooze, let go and copy are about the contact of the page."""

    async def scenario(here: Ui) -> None:
        await _open(here, "alan")
        await here.press("d")
        assert here.desk.card("alan").last_contact == TODAY
        await here.press("s")
        assert here.desk.card("alan").snoozed_until is not None
        await here.press("x")
        assert here.desk.card("alan").has_cadence_never
        await here.press("y")
        assert here.said.startswith("✓ Copied")
        await here.press("u", "u", "u")
        assert here.desk.card("alan").last_contact != TODAY

    ui(scenario)


def test_one_key_says_that_one_met_at_the_event_suggested(ui: Callable[..., None]) -> None:
    """Where an event is suggested, E records the meeting there; where none is, it says so."""

    async def scenario(here: Ui) -> None:
        day = TODAY - timedelta(days=900)
        here.desk.add("Quentin Xyz @quentin", on=TODAY - timedelta(days=600))
        await _open(here, "quentin")
        await here.press("E")
        assert "No event suggests where you met Quentin Xyz" in here.text
        await here.press("escape")
        here.desk.add("Wilhelmina Xyz @wilhelmina", on=day)
        here.desk.book.do(add_event, "Rust Fair", EventDetails(starts_on=day), TODAY)
        await _open(here, "wilhelmina")
        assert "Perhaps met at Rust Fair" in here.text
        await here.press("E")
        assert "Met Wilhelmina Xyz at Rust Fair" in here.text
        met = here.desk.card("wilhelmina").met_in_person
        assert met is not None
        assert (met.event, met.on) == ("Rust Fair", day)

    ui(scenario)
