"""The form of a contact on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input, TextArea

from netbook.tui.dialogs.edit import EditDialog
from netbook.usecases.edit import edit
from tests.conftest import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Desk
    from tests.tui.conftest import Ui

SIZES = ((120, 36), (80, 24), (60, 16))


async def _open(here: Ui, who: str) -> EditDialog:
    here.app.open_contact(here.desk.card(who).id)
    await here.settle()
    await here.press("e")
    form = here.app.screen
    assert isinstance(form, EditDialog)
    return form


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_it_looks_as_kept(
    ui: Callable[..., None], same_as_kept: Callable[[str, str], None], size: tuple[int, int]
) -> None:
    """The form fits every size of window."""

    async def scenario(here: Ui) -> None:
        await _open(here, "alan")
        same_as_kept(f"edit-{size[0]}x{size[1]}", here.text)

    ui(scenario, size=size)


def test_enter_saves_what_was_typed_in_one_step(ui: Callable[..., None]) -> None:
    """Several fields become one undo step; those left alone stay."""

    async def scenario(here: Ui) -> None:
        before = here.desk.card("ada")
        form = await _open(here, "ada")
        await here.press("tab")
        await here.type("Analytical Engines")
        form.query_one(TextArea).load_text("two\nlines")
        form.query_one("#handles", Input).value += ", ms:@ada@mathstodon.xyz"
        await here.press("enter")
        assert here.said == "✓ Edited Ada Lovelace · u undo"
        after = here.desk.card("ada")
        assert after.organisation == "Analytical Engines"
        assert after.notes == "two\nlines"
        assert after.name == before.name
        assert {handle.network for handle in after.handles} == {"x", "mastodon"}
        await here.press("u")
        back = here.desk.card("ada")
        assert (back.organisation, back.notes, back.handles) == (before.organisation, before.notes, before.handles)

    ui(scenario)


def test_a_handle_taken_off_counts_as_renamed(ui: Callable[..., None]) -> None:
    """The old handle is kept and still finds the contact."""

    async def scenario(here: Ui) -> None:
        form = await _open(here, "ada")
        form.query_one("#handles", Input).value = "@countess"
        await here.press("enter")
        card = here.desk.card("@countess")
        assert {handle.shown: handle.status.value for handle in card.handles} == {
            "@countess": "active",
            "@ada": "renamed",
        }
        assert here.desk.card("@ada").id == card.id
        assert "(renamed)" in here.text

    ui(scenario)


def test_nothing_typed_changes_nothing(ui: Callable[..., None]) -> None:
    """Enter on an unchanged form makes no step, and esc asks nothing."""

    async def scenario(here: Ui) -> None:
        before = here.desk.card("alan")
        await _open(here, "alan")
        await here.press("enter")
        assert here.said == "Nothing changed: it was so already."
        await here.press("e", "escape")
        assert not isinstance(here.app.screen, EditDialog)
        assert here.desk.card("alan") == before

    ui(scenario)


def test_a_bad_handle_is_said_under_its_field_and_the_text_stays(ui: Callable[..., None]) -> None:
    """What cannot be read is refused under the handles; everything typed is still there."""

    async def scenario(here: Ui) -> None:
        form = await _open(here, "ada")
        await here.press("tab")
        await here.type("Engines")
        handles = form.query_one("#handles", Input)
        handles.value = "@ada, javascript:alert(1)"
        await here.press("enter")
        assert here.app.screen is form
        rows = here.text.splitlines()
        at = next(place for place, row in enumerate(rows) if "javascript:alert(1)" in row)
        assert "✗" in rows[at + 1]
        assert handles.value == "@ada, javascript:alert(1)"
        assert form.query_one("#organisation", Input).value == "Engines"
        assert here.desk.card("ada").organisation is None
        await here.press("escape")
        assert "throws away what you typed" in here.text
        await here.press("escape")
        assert here.app.screen is not form

    ui(scenario)


def test_somebody_elses_handle_is_refused(ui: Callable[..., None]) -> None:
    """A handle belongs to one contact; the form names its owner."""

    async def scenario(here: Ui) -> None:
        form = await _open(here, "alan")
        form.query_one("#handles", Input).value += ", @ada"
        await here.press("enter")
        assert here.app.screen is form
        assert "belongs to Ada Lovelace already" in here.text

    ui(scenario)


def test_what_was_changed_meanwhile_is_shown_beside_mine(ui: Callable[..., None]) -> None:
    """Nothing is overwritten unseen: both versions stand there, and Enter once more saves mine."""

    def meanwhile(desk: Desk) -> None:
        desk.book.do(edit, "ada", {"organisation": "Theirs", "location": "London"}, TODAY)

    async def scenario(here: Ui) -> None:
        form = await _open(here, "ada")
        await here.press("tab")
        await here.type("Mine")
        meanwhile(here.desk)
        await here.press("enter")
        assert here.app.screen is form
        assert "now in the book: Theirs" in here.text
        assert "changed meanwhile; was nothing" in here.text
        assert form.query_one("#organisation", Input).value == "Mine"
        assert form.query_one("#location", Input).value == "London"
        assert here.desk.card("ada").organisation == "Theirs"
        await here.press("enter")
        after = here.desk.card("ada")
        assert (after.organisation, after.location) == ("Mine", "London")

    ui(scenario)


def test_leaving_after_a_conflict_keeps_theirs(ui: Callable[..., None]) -> None:
    """Esc leaves the book as somebody else made it."""

    async def scenario(here: Ui) -> None:
        await _open(here, "ada")
        await here.press("tab")
        await here.type("Mine")
        here.desk.book.do(edit, "ada", {"organisation": "Theirs"}, TODAY)
        await here.press("enter", "escape", "escape")
        assert not isinstance(here.app.screen, EditDialog)
        assert here.desk.card("ada").organisation == "Theirs"

    ui(scenario)


def test_a_contact_without_handle_keeps_its_name(ui: Callable[..., None]) -> None:
    """An empty name is refused under the name where no handle would stand in for it."""

    async def scenario(here: Ui) -> None:
        form = await _open(here, "Nora Name")
        form.query_one("#name", Input).value = ""
        await here.press("enter")
        assert here.app.screen is form
        assert (
            "needs its name"
            in here.text.splitlines()[
                here.text.splitlines().index(next(row for row in here.text.splitlines() if " Name  " in row)) + 1
            ]
        )

    ui(scenario, demo=False, prepare=lambda desk: desk.add('"Nora Name"'))


def test_notes_have_several_lines(ui: Callable[..., None]) -> None:
    """Enter in the notes is a new line; from any other field it saves."""

    async def scenario(here: Ui) -> None:
        form = await _open(here, "ada")
        form.query_one(TextArea).focus()
        await here.press("end", "enter", "x")
        assert here.app.screen is form
        await here.press("tab", "enter")
        assert (here.desk.card("ada").notes or "").endswith("\nx")

    ui(scenario)


def test_hostile_values_are_typed_text(ui: Callable[..., None]) -> None:
    """Markup and escape codes in a contact open in the form and change nothing by themselves."""
    hostile = "[red]x[/] \x1b[31m\u202e" + "w" * 300 + "👩🏽‍🚀"

    async def scenario(here: Ui) -> None:
        before = here.desk.card("@evil")
        await _open(here, "@evil")
        assert "\x1b" not in here.text
        await here.press("enter")
        assert here.desk.card("@evil").notes == before.notes
        assert here.desk.card("@evil").organisation == before.organisation

    def prepare(desk: Desk) -> None:
        desk.add("@evil")
        desk.book.do(edit, "@evil", {"name": hostile, "notes": hostile, "organisation": hostile}, TODAY)

    ui(scenario, demo=False, prepare=prepare)


def test_a_birthday_that_is_none_is_refused_under_its_field(ui: Callable[..., None]) -> None:
    """What is no birthday is said under the field, the text stays, and one that is read is kept."""

    async def scenario(here: Ui) -> None:
        await here.press("2", "e", "tab", "tab", "tab", "tab", "tab")
        await here.type("31 feb\n")
        assert "✗ “31 feb” is not a birthday. Try: 10 Dec 1815" in here.text
        await here.press("ctrl+u")
        await here.type("10 dec 1815\n")
        assert here.said.startswith("✓ Edited")
        assert here.desk.card(here.said.removeprefix("✓ Edited ").partition(" · ")[0]).birthday == "1815-12-10"

    ui(scenario)
