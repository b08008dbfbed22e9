"""Quick capture on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from netbook.tui.dialogs.add import AddDialog
from netbook.tui.widgets.harmless import SIGN

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Desk
    from tests.tui.conftest import Ui

SIZES = ((120, 36), (80, 24), (60, 16))

HOSTILE = ("[red]x[/]", "a\x1b[31mb", "\u202eevil", "👩‍👩‍👧 Família", "x" * 300, "[@click=app.exit]go[/]")


def test_a_handle_is_two_keys(ui: Callable[..., None]) -> None:
    """a, the handle, Enter: the contact is there; u takes it away."""

    async def scenario(here: Ui) -> None:
        await here.press("a")
        await here.type("@new_here")
        await here.press("enter")
        assert here.said == "✓ Added @new_here · u undo"
        card = here.desk.card("@new_here")
        assert [handle.network for handle in card.handles] == ["x"]
        assert card.follow_ups[0].due_on is not None
        await here.press("u")
        with pytest.raises(Exception, match="nobody called"):
            here.desk.card("@new_here")

    ui(scenario)


def test_a_paste_opens_it_filled_in(ui: Callable[..., None]) -> None:
    """A link pasted outside a field is one Enter from being a contact."""

    async def scenario(here: Ui) -> None:
        from textual import events

        here.app.post_message(events.Paste("https://x.com/pasted_one?s=20\nmore"))
        await here.settle()
        assert "@pasted_one" in here.text
        await here.press("enter")
        assert here.desk.card("@pasted_one").handles[0].shown == "@pasted_one"

    ui(scenario)


def test_everything_is_echoed_before_enter(ui: Callable[..., None]) -> None:
    """Network, name, tag, event, date, cadence, note and follow-up are shown as they were read."""

    async def scenario(here: Ui) -> None:
        await here.press("a")
        await here.type("@zed Zed Shaw #python at PyCon DE on 3/4 every 6w via grace :: slides")
        for words in ("@zed", "Zed Shaw", "#python", "PyCon DE", "Fri 3 Apr 2026", "day first", "every 6 weeks"):
            assert words in here.text
        assert "Grace Hopper" in here.text
        assert "slides" in here.text
        await here.press("enter")
        card = here.desk.card("@zed")
        assert (card.name, card.tags, card.introduced_by) == ("Zed Shaw", ("python",), ("Grace Hopper",))

    ui(scenario)


def test_a_likely_duplicate_gets_the_handle_unless_told_otherwise(ui: Callable[..., None]) -> None:
    """Enter adds the handle to the contact of that name; ctrl+n makes another."""

    async def scenario(here: Ui) -> None:
        await here.press("a")
        await here.type("@turing_two Alan Turing")
        assert "Looks like Alan Turing" in here.text
        await here.press("enter")
        assert here.said == "✓ Added @turing_two to Alan Turing · u undo"
        await here.press("u", "a")
        await here.type("@turing_two Alan Turing")
        await here.press("ctrl+n")
        assert here.said.startswith("✓ Added Alan Turing (@turing_two")
        assert len(here.desk.card("@turing_two").handles) == 1

    ui(scenario)


def test_a_refused_line_stays_as_it_is(ui: Callable[..., None]) -> None:
    """What cannot be read is said under the field, and nothing that was typed is lost."""

    async def scenario(here: Ui) -> None:
        await here.press("a")
        await here.type("@ok on 31 feb")
        await here.press("enter")
        assert isinstance(here.app.screen, AddDialog)
        assert here.app.screen.query_one(Input).value == "@ok on 31 feb"
        assert "is not a date I know" in here.text
        await here.press("escape")
        assert isinstance(here.app.screen, AddDialog), "esc asks once"
        await here.press("escape")
        assert not isinstance(here.app.screen, AddDialog)

    ui(scenario)


def test_tab_completes(ui: Callable[..., None]) -> None:
    """Tags, events and introducers are completed from the book."""

    async def scenario(here: Ui) -> None:
        await here.press("a")
        await here.type("@x1 #cry")
        await here.press("tab")
        field = here.app.screen.query_one(Input)
        assert field.value == "@x1 #crypto"
        await here.type(" at europ")
        await here.press("tab")
        assert field.value.casefold() == "@x1 #crypto at europython"

    ui(scenario)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_line_is_drawn_harmless(ui: Callable[..., None], text: str) -> None:
    """Markup, control and bidi characters are text like any other."""

    async def scenario(here: Ui) -> None:
        await here.press("a")
        here.app.screen.query_one(Input).value = f"@h1 :: {text}"
        await here.settle()
        assert "\x1b" not in here.text
        assert "\u202e" not in here.text
        assert here.text.count(SIGN) == sum(not sign.isprintable() and sign != "\u200d" for sign in text)
        await here.press("enter")
        assert here.said.startswith("✓ Added")
        assert "\x1b" not in here.text
        assert here.app.return_code is None

    ui(scenario, demo=False)


@pytest.mark.parametrize("size", SIZES)
def test_the_dialog_as_drawn(
    ui: Callable[..., None], same_as_kept: Callable[[str, str], None], size: tuple[int, int]
) -> None:
    """The dialog looks as kept at each size."""

    async def scenario(here: Ui) -> None:
        await here.press("a")
        await here.type("@alan_t Alan Turing #crypto at PyCon DE every 4w :: slides")
        same_as_kept(f"add-{size[0]}x{size[1]}", here.text)

    ui(scenario, size=size)


def test_a_book_that_changed_meanwhile(ui: Callable[..., None]) -> None:
    """A save that the book refuses leaves the dialog and its text."""

    def prepare(desk: Desk) -> None:
        desk.add("@taken Somebody")

    async def scenario(here: Ui) -> None:
        await here.press("a")
        await here.type("@taken")
        assert "Somebody has this handle" in here.text
        await here.press("ctrl+n")
        assert "so no new one can have it" in here.text
        assert here.app.screen.query_one(Input).value == "@taken"

    ui(scenario, demo=False, prepare=prepare)


def test_more_fields(ui: Callable[..., None]) -> None:
    """Where there is nothing to complete, tab opens further fields, which are kept in the same step."""

    async def scenario(here: Ui) -> None:
        await here.press("a")
        await here.type("@new_here New Here")
        assert "Organisation" not in here.text
        await here.press("tab")
        assert here.app.screen.query_one("#frame").size.height < 12
        assert "tab Next field" in here.text
        assert {field.region.x for field in here.app.screen.query("#more Input")} == {21}
        await here.type("Navy")
        await here.press("tab", "tab")
        await here.type("libraries")
        await here.press("enter")
        card = here.desk.card("@new_here")
        assert (card.called, card.organisation, card.sector) == ("New Here", "Navy", "libraries")
        await here.press("u")
        with pytest.raises(Exception, match="nobody called"):
            here.desk.card("@new_here")

    ui(scenario, size=(80, 24))


def test_more_fields_are_not_lost(ui: Callable[..., None]) -> None:
    """Text in a further field is asked about before it is thrown away, as that of the line is."""

    async def scenario(here: Ui) -> None:
        await here.press("a", "tab")
        await here.type("Navy")
        await here.press("escape")
        assert "esc once more" in here.text
        await here.press("escape")
        assert not isinstance(here.app.screen, AddDialog)

    ui(scenario)
