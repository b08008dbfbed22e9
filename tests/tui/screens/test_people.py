"""Everybody on the screen: filtered as one types, sorted, marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netbook.domain.filters import read_filter
from netbook.queries.people import Sort, count_contacts, list_contacts
from netbook.tui.screens import people as people_page
from netbook.tui.screens.people import PeoplePage
from netbook.tui.widgets.filter_bar import Chips, FilterInput, without
from netbook.tui.widgets.virtual_list import VirtualList
from tests.tui.conftest import SIZES, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Desk
    from tests.tui.conftest import Ui

HOSTILE = (
    "[red]x[/]",
    "\x1b[31mred",
    "\u202egnp.exe",
    "N" * 300,
    "👩‍🚀🎉 Party",
    "@click=app.exit() [@click=quit]q[/]",
)


def page(here: Ui) -> PeoplePage:
    """Give the page in sight."""
    assert isinstance(here.app.screen, PeoplePage)
    return here.app.screen


def called(here: Ui) -> str | None:
    """Say who is under the cursor."""
    row = page(here).rows.row
    return None if row is None else row.called


def titles(here: Ui) -> str:
    """Give the frame's title row and its count."""
    return str(page(here).query_one("#list-pane").border_subtitle).replace("\\[", "[")


def test_everybody_the_coldest_first(ui: Callable[..., None]) -> None:
    """The page lists everybody, and [ and ] change the order."""

    async def scenario(here: Ui) -> None:
        await here.press("2")
        for keys, sort, words in (
            ((), Sort.STATE, "by state"),
            (("]",), Sort.NAME, "by name"),
            (("]",), Sort.LAST, "by last contact"),
            (("]",), Sort.ADDED, "by day added"),
            (("[", "[", "["), Sort.STATE, "by state"),
        ):
            await here.press(*({"]": "right_square_bracket", "[": "left_square_bracket"}[key] for key in keys))
            expected = here.desk.book.read(list_contacts, read_filter(""), TODAY, sort=sort)
            assert list(page(here).rows.numbers) == expected
            assert titles(here) == f"35 · {words} ▼ · [ ] change"

    ui(scenario)


def test_filter_as_one_types(ui: Callable[..., None]) -> None:
    """Each letter narrows the list; Enter keeps the filter and goes to the list; esc clears it."""

    async def scenario(here: Ui) -> None:
        await here.press("2", "slash")
        await here.type("gra")
        assert page(here).rows.count == 1
        assert titles(here).startswith("1 of 35 · ")
        assert here.app.filter_in_force == "gra"
        await here.press("enter")
        assert here.app.focused is page(here).rows
        assert called(here) == "Grace Hopper"
        await here.press("space")
        assert titles(here) == "1 of 1 marked"
        await here.press("escape")
        assert (page(here).rows.marked, page(here).rows.count) == (set(), 1)
        await here.press("escape")
        assert (page(here).rows.count, here.app.filter_in_force) == (35, "")
        await here.press("escape")
        assert isinstance(here.app.screen, PeoplePage)

    ui(scenario)


def test_escape_in_the_field(ui: Callable[..., None]) -> None:
    """Esc clears the field first, and leads to the list then; the down key leaves the filter in force."""

    async def scenario(here: Ui) -> None:
        await here.press("2", "slash")
        await here.type("is:stale")
        await here.press("down")
        assert here.app.focused is page(here).rows
        assert page(here).rows.count == here.desk.book.read(count_contacts, read_filter("is:stale"), TODAY)
        await here.press("slash", "escape")
        assert isinstance(here.app.focused, FilterInput)
        assert page(here).rows.count == 35
        await here.press("escape")
        assert here.app.focused is page(here).rows

    ui(scenario)


def test_enter_waits_for_the_list(ui: Callable[..., None]) -> None:
    """Letters and Enter faster than the book answers end on whom they mean."""

    async def scenario(here: Ui) -> None:
        await here.press("2")
        await here.quick("slash", "g", "r", "a", "c", "e", "enter")
        assert here.app.focused is page(here).rows
        assert called(here) == "Grace Hopper"

    ui(scenario)


def test_an_unfinished_term_leaves_the_list(ui: Callable[..., None]) -> None:
    """While a term is wrong the list stays, the sentence says why, and Enter stays on the field."""

    async def scenario(here: Ui) -> None:
        await here.press("2", "slash")
        await here.type("gra is:")
        assert "has nothing after the colon" in here.text
        before = list(page(here).rows.numbers)
        await here.type("zzz")
        assert "cannot follow is:" in here.text
        await here.press("enter")
        assert isinstance(here.app.focused, FilterInput)
        assert page(here).bar.field.value == "gra is:zzz"
        assert list(page(here).rows.numbers) == before
        await here.press("backspace", "backspace", "backspace")
        await here.type("stale")
        assert "cannot follow" not in here.text
        assert page(here).rows.count == 1

    ui(scenario)


def test_chips_can_be_clicked_away(ui: Callable[..., None]) -> None:
    """Terms in force are shown as chips; a click takes one off and leaves the rest."""

    async def scenario(here: Ui) -> None:
        await here.press("2", "slash")
        await here.type("gra is:stale -#pycon")
        assert "[going stale ×] [not #pycon ×]" in here.text
        await here.pilot.click(Chips, offset=(3, 0))
        await here.settle()
        assert page(here).bar.field.value == "gra -#pycon"
        assert here.app.filter_in_force == "gra -#pycon"

    ui(scenario)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ('at:"py con" is:due ada', 'ada at:"py con"'),
        ('is:due "is:due" #x', '"is:due" #x'),
        ("#a is:due -on:x", "#a -on:x"),
    ],
)
def test_a_filter_is_written_anew(text: str, rest: str) -> None:
    """Without one of its terms a filter means what it meant otherwise."""
    wanted = read_filter(text)
    place = [term.written for term in wanted.terms].index("is:due")
    assert sorted(read_filter(without(wanted, place)).terms, key=str) == sorted(read_filter(rest).terms, key=str)
    assert read_filter(without(wanted, place)).words == read_filter(rest).words


def test_nobody_matches_offers_to_add(ui: Callable[..., None]) -> None:
    """Without a hit the page says what each part hides, and Enter opens the add dialog filled in."""

    async def scenario(here: Ui) -> None:
        await here.press("2", "slash")
        await here.type("qyc is:stale")
        stale = here.desk.book.read(count_contacts, read_filter("is:stale"), TODAY)
        text = " ".join(here.text.split())
        assert "No one matches “qyc is:stale”." in text
        assert f"Without “qyc” there are {stale}." in " ".join(line.strip(" │") for line in here.text.splitlines())
        await here.press("enter")
        assert type(here.app.screen).__name__ == "AddDialog"
        assert "Qyc" in here.text
        await here.press("enter")
        assert here.desk.card("qyc").called == "Qyc"
        await here.press("escape", "escape", "u")
        assert "Taken back" in here.said

    ui(scenario)


def test_nobody_left_after_a_decision(ui: Callable[..., None]) -> None:
    """Acting on the last hit leaves an empty list that still takes keys; undo brings the hit back."""

    async def scenario(here: Ui) -> None:
        await here.press("2", "slash")
        await here.type("grace is:stale")
        await here.press("enter", "d")
        assert "in touch today" in here.said
        assert page(here).rows.count == 0
        await here.press("u")
        assert page(here).rows.count == 1
        assert here.app.focused is page(here).rows

    ui(scenario)


def test_marks_act_as_one_step(ui: Callable[..., None]) -> None:
    """All shown are marked with *, and one u takes back what was done to them."""

    async def scenario(here: Ui) -> None:
        await here.press("2", "slash")
        await here.type("#crypto")
        await here.press("enter")
        count = page(here).rows.count
        assert count > 1
        await here.press("asterisk")
        assert titles(here) == f"{count} of {count} marked"
        await here.press("s")
        assert f"{count} people snoozed" in here.said or "snoozed" in here.said
        assert not page(here).rows.marked
        await here.press("u")
        assert here.said.startswith("✓ Taken back")

    ui(scenario)


def test_a_filter_from_elsewhere(ui: Callable[..., None]) -> None:
    """A filter given by the program is in force on the page, whether it was open before or not."""

    async def scenario(here: Ui) -> None:
        here.app.filter_people("is:stale")
        await here.press("2")
        assert page(here).bar.field.value == "is:stale"
        await here.press("1")
        here.app.filter_people("ada")
        await here.press("2")
        assert page(here).rows.count == 1
        here.app.filter_people("")
        await here.settle()
        assert page(here).rows.count == 35

    ui(scenario)


def test_slash_on_the_review_filters_people(ui: Callable[..., None]) -> None:
    """/ on a page that cannot filter leads to the filter of this one."""

    async def scenario(here: Ui) -> None:
        await here.press("slash")
        await here.type("ada")
        await here.press("enter")
        assert called(here) == "Ada Lovelace"

    ui(scenario)


def test_more_than_are_asked_for_at_once(ui: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    """A list longer than what is asked for first is whole in the end, keeps the cursor's place, and marks."""
    monkeypatch.setattr(people_page, "AT_ONCE", 5)

    async def scenario(here: Ui) -> None:
        await here.press("2")
        assert page(here).rows.count == 35
        await here.press("G", "space")
        last = page(here).rows.numbers[-1]
        await here.press("right_square_bracket")
        assert (page(here).rows.count, page(here).rows.marked) == (35, {last})
        here.desk.add("Somebody Else")
        await here.app.look_at_book()
        page(here).reload_if_old()
        await here.settle()
        assert (page(here).rows.count, page(here).rows.marked) == (36, {last})
        assert titles(here) == "1 of 36 marked"

    ui(scenario)


def test_an_empty_book(ui: Callable[..., None]) -> None:
    """Without anybody the page says how to begin, and every key says why it cannot act."""

    async def scenario(here: Ui) -> None:
        await here.press("2")
        assert "Nobody here yet." in here.text
        await here.press("d")
        assert "Nobody is chosen here" in here.said
        await here.press("enter", "space", "asterisk", "right_square_bracket", "slash")
        await here.type("ada")
        await here.press("enter", "enter")
        assert here.desk.card("ada").called == "Ada"

    ui(scenario, demo=False)


def test_hostile_names(ui: Callable[..., None]) -> None:
    """Foreign text in names and in the filter is shown harmlessly and does nothing."""

    def prepare(desk: Desk) -> None:
        for name in HOSTILE:
            desk.book.do(_named, name)

    async def scenario(here: Ui) -> None:
        await here.press("2")
        assert page(here).rows.count == len(HOSTILE)
        assert "[red]x[/]" in here.text
        for _ in HOSTILE:
            assert "\x1b" not in here.text
            assert "\u202e" not in here.text
            await here.press("j")
        await here.press("slash")
        page(here).bar.field.value = "#[red]x[/] \x1b[31m \u202e"
        await here.settle()
        assert "No one matches" in here.text
        assert "\x1b" not in here.text
        assert "\u202e" not in here.text
        page(here).bar.field.value = "at:[@click=app.exit()]x[/]"
        await here.settle()
        await here.pilot.click(Chips, offset=(6, 0))
        await here.settle()
        assert isinstance(here.app.screen, PeoplePage)

    ui(scenario, demo=False, prepare=prepare)


def _named(session: object, name: str) -> None:
    from netbook.domain.capture import read_capture
    from netbook.usecases.edit import edit
    from netbook.usecases.log_contact import log_contact

    logged = log_contact(session, read_capture("Somebody", TODAY), TODAY, make_new=True)  # type: ignore[arg-type]
    edit(session, f"#{logged.card.id}", {"name": name}, TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", SIZES)
def test_looks(ui: Callable[..., None], same_as_kept: Callable[[str, str], None], size: tuple[int, int]) -> None:
    """The page at the three sizes: everybody, filtered, and without a hit."""

    async def scenario(here: Ui) -> None:
        name = f"{size[0]}x{size[1]}"
        await here.press("2")
        same_as_kept(f"people-{name}", here.text)
        await here.press("slash")
        await here.type("is:stale -#eniac")
        await here.press("enter", "space")
        same_as_kept(f"people-filtered-{name}", here.text)
        await here.press("slash")
        await here.type(" qyc")
        same_as_kept(f"people-nobody-{name}", here.text)

    ui(scenario, size=size)


def test_titles_stand_over_their_columns(ui: Callable[..., None]) -> None:
    """The titles follow the width of the rows, with a scroll bar and without."""

    async def scenario(here: Ui) -> None:
        await here.press("2")
        for width, height in ((120, 36), (120, 60), (80, 24), (60, 16), (120, 36)):
            await here.resize(width, height)
            shown = here.text.splitlines()
            title = next(line for line in shown if " Name " in line and " Last " in line)
            row = next(line for line in shown if "> !!" in line)
            assert row[title.index("Last")] != " "
            assert row[title.index("Last") - 1] == " "
        assert here.app.screen.query_one(VirtualList).count == 35

    ui(scenario)


def test_a_slip_of_the_finger_still_finds(ui: Callable[..., None]) -> None:
    """A word that nobody has is looked for as the book spells it; the frame says so, and Enter goes to the list."""

    async def scenario(here: Ui) -> None:
        await here.press("2", "slash")
        await here.type("hoper")
        assert "Grace Hopper" in here.text
        assert titles(here).startswith("spelt “hopper” · 1 of")
        await here.press("enter")
        assert called(here) == "Grace Hopper"
        await here.press("escape")
        assert not titles(here).startswith("spelt")

    ui(scenario)
