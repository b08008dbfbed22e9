"""The weekly review on the screen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from netbook.queries.notices import undebriefed_event
from netbook.queries.review import review
from netbook.tui.screens.review import ReviewPage
from netbook.usecases.edit import edit
from netbook.usecases.follow_ups import promise

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Desk
    from tests.tui.conftest import Ui

TODAY = date(2026, 11, 23)
SIZES = ((160, 40), (120, 36), (80, 24), (60, 16))
HOSTILE = (
    "[red]Eve[/] [@click=app.exit]x[/]",
    "Esc\x1b[31m\x1b]0;t\x07ape",
    "\u202eBidi\u202c",
    "👩‍👩‍👧 Famille",
    "n" * 300,
)


def test_done_is_one_key_and_goes_on(ui: Callable[..., None]) -> None:
    """One key logs today's contact, takes the row off and stands on the next; u brings it back."""

    async def scenario(here: Ui) -> None:
        before = here.desk.card("ada").last_contact
        await here.press("d")
        assert here.said.startswith("✓ Ada Lovelace: in touch today")
        assert here.desk.card("ada").last_contact != before
        page = here.app.screen
        assert isinstance(page, ReviewPage)
        assert page.chosen() == [here.desk.card("barbara").id]
        await here.press("u")
        assert here.said.startswith("✓ Taken back")
        assert here.desk.card("ada").last_contact == before
        assert page.chosen() == [here.desk.card("barbara").id], "the cursor stays where it was"

    ui(scenario)


@pytest.mark.parametrize(("key", "words"), [("s", "snoozed to Mon 30 Nov"), ("x", "no more reminders")])
def test_snooze_and_let_go_are_one_key(ui: Callable[..., None], key: str, words: str) -> None:
    """Each decision is one key, said on the status line, and undone by one."""

    async def scenario(here: Ui) -> None:
        before = here.desk.card("ada")
        await here.press(key)
        assert words in here.said
        assert here.desk.card("ada") != before
        await here.press("u")
        after = here.desk.card("ada")
        assert (after.follow_ups, after.cadence, after.snoozed_until) == (
            before.follow_ups,
            before.cadence,
            before.snoozed_until,
        )

    ui(scenario)


def test_marked_rows_act_together_as_one_step(ui: Callable[..., None]) -> None:
    """Rows that are marked are decided at once; one u takes all of it back."""

    async def scenario(here: Ui) -> None:
        await here.press("G", "v", "k", "k", "k", "v")
        page = here.app.screen
        assert isinstance(page, ReviewPage)
        marked = page.chosen()
        assert len(marked) > 2
        await here.press("s")
        assert here.said == f"✓ {len(marked)} people snoozed to Mon 30 Nov · u undo"
        assert not page.rows.marked
        await here.press("u")
        assert all(here.desk.card(f"#{number}").snoozed_until is None for number in marked)

    ui(scenario)


def test_the_whole_list_in_one_sitting_ends_with_a_summary(ui: Callable[..., None]) -> None:
    """Deciding about everybody ends with how many, how long, and the next review."""

    async def scenario(here: Ui) -> None:
        for _ in range(60):
            page = here.app.screen
            assert isinstance(page, ReviewPage)
            if not page.chosen():
                break
            await here.press("s")
        assert "✓ Done." in here.text
        assert "Next review Mon 30 Nov" in here.text

    ui(scenario)


def test_space_on_a_promise_keeps_it(ui: Callable[..., None]) -> None:
    """Space marks a row, but on a promise it says that it was kept."""

    async def scenario(here: Ui) -> None:
        await here.press("j", "space")
        assert here.said == "✓ Barbara Liskov: kept “send the CLU paper” · u undo"
        assert not here.desk.card("barbara").follow_ups

    ui(scenario)


def test_the_cap_holds_until_plus_is_pressed(ui: Callable[..., None]) -> None:
    """Going stale and due are capped a day; + shows the rest, and hides it again."""

    async def scenario(here: Ui) -> None:
        page = here.app.screen
        assert isinstance(page, ReviewPage)
        shown = page.rows.count
        found = here.desk.book.read(review, TODAY, cap=5)
        assert found.more > 0
        await here.press("+")
        assert page.rows.count >= shown + found.more - 1
        await here.press("+")
        assert page.rows.count == shown

    ui(scenario)


def test_after_an_absence_the_list_is_ranked_and_spread(ui: Callable[..., None]) -> None:
    """Back after weeks: what went by is said; W spreads the rest over days, u takes that back, Z lets all off."""

    def prepare(desk: Desk) -> None:
        for number in range(12):
            desk.add(f"@away_{number} Away Person {number}", on=TODAY - timedelta(200))
            for talk in range(5):
                desk.log(f"@away_{number}", days_ago=60 + 9 * talk)
        with desk.book.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE step SET done_at = '2026-10-01 12:00:00.000000'")

    async def scenario(here: Ui) -> None:
        assert "You were away for 8 weeks" in here.text
        assert "Catching up" in here.text
        page = here.app.screen
        assert isinstance(page, ReviewPage)
        assert page.rows.count == 5
        await here.press("W")
        assert "spread over" in here.said
        assert "a day" in here.said
        await here.press("u")
        assert "Taken back: Spread" in here.said
        await here.press("Z")
        assert "let off until" in here.said
        await here.press("u")

    ui(scenario, demo=False, prepare=prepare)


def test_nobody_yet_teaches_three_ways_in(ui: Callable[..., None]) -> None:
    """An empty book says how to begin and where the book is."""

    async def scenario(here: Ui) -> None:
        for words in ("Three ways to start", "@ada", "made-up people", "netbook.db"):
            assert words in here.text
        await here.press("d")
        assert "Nobody is chosen here" in here.said

    ui(scenario, demo=False, size=(80, 24))


def test_nobody_due_names_who_is_next(ui: Callable[..., None]) -> None:
    """With people but nobody due, the page says who comes next and when."""

    def prepare(desk: Desk) -> None:
        desk.add("@ada Ada Lovelace every 4w")
        desk.log("@ada")

    async def scenario(here: Ui) -> None:
        assert "Nobody is going stale. Next: Ada Lovelace, Mon 21 Dec." in here.text

    ui(scenario, demo=False, prepare=prepare)


def test_an_event_not_debriefed_is_asked_about(ui: Callable[..., None]) -> None:
    """Two weeks after an event the page offers its debrief: on the day of one sitting, and not after it."""

    async def scenario(here: Ui) -> None:
        assert "PyCon DE: 4 people not debriefed · b asks about each" in here.text
        tomorrow = TODAY + timedelta(1)
        assert here.desk.book.read(undebriefed_event, tomorrow) is not None
        await here.press("s", "u")
        assert "PyCon DE: 4 people not debriefed" in here.text
        assert here.desk.book.read(undebriefed_event, TODAY) is not None
        assert here.desk.book.read(undebriefed_event, tomorrow) is None

    ui(scenario)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_drawn_harmless(ui: Callable[..., None], name: str) -> None:
    """Whatever a contact is called, or was promised, no escape byte is drawn and no click runs anything."""

    def prepare(desk: Desk) -> None:
        number = desk.add("@evil").card.id
        desk.book.do(edit, f"#{number}", {"name": name, "organisation": name, "notes": name}, TODAY)
        desk.book.do(promise, f"#{number}", name, None, TODAY)

    async def scenario(here: Ui) -> None:
        assert "Follow-ups overdue, and promises (1)" in here.text
        assert not {"\x1b", "\x07", "\u202e", "\u202c"} & set(here.text)
        for x in range(2, 60, 4):
            await here.pilot.click(offset=(x, 4))
        await here.press("s")
        assert not {"\x1b", "\x07", "\u202e", "\u202c"} & set(here.text)
        assert here.app.return_code is None

    ui(scenario, demo=False, prepare=prepare)


@pytest.mark.parametrize("size", SIZES)
def test_the_page_as_drawn(
    ui: Callable[..., None], same_as_kept: Callable[[str, str], None], size: tuple[int, int]
) -> None:
    """The review looks as kept at each size, and its footer is not cut."""

    async def scenario(here: Ui) -> None:
        await here.press("d")
        same_as_kept(f"review-{size[0]}x{size[1]}", here.text)
        assert here.footer.strip().startswith("? Keys")
        assert here.footer.endswith("^p palette")

    ui(scenario, size=size)


@pytest.mark.parametrize("size", SIZES)
def test_the_first_run_as_drawn(
    ui: Callable[..., None], same_as_kept: Callable[[str, str], None], size: tuple[int, int]
) -> None:
    """The first run looks as kept at each size."""

    async def scenario(here: Ui) -> None:
        same_as_kept(f"first-run-{size[0]}x{size[1]}", here.text)

    ui(scenario, demo=False, size=size)


def test_progress_is_what_has_gone_from_the_list(ui: Callable[..., None]) -> None:
    """People decided about one by one, together or by a log all count; undo takes them out of the count again."""

    async def scenario(here: Ui) -> None:
        assert "0 of 13" in here.text
        await here.press("d")
        assert "1 of 13" in here.text
        await here.press("u")
        assert "0 of 13" in here.text
        await here.press("G", "k", "v", "k", "k", "v", "s")
        marked = int(here.said.split()[1])
        assert f"{marked} of 13" in here.text
        await here.press("+")
        assert f"{marked} of " in here.text
        await here.press("+")
        assert f"{marked} of 13" in here.text

    ui(scenario)


def test_slash_leads_to_the_filter_of_the_people(ui: Callable[..., None]) -> None:
    """From the review, / goes to the people with the cursor in the filter, and only there."""

    async def scenario(here: Ui) -> None:
        await here.quick("slash")
        await here.type("grace")
        assert here.app.current_mode == "people"
        assert "Grace Hopper" in here.text
        assert here.app.filter_in_force == "grace"

    ui(scenario)
