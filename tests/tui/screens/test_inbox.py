"""The inbox on the screen: kept, dropped, tagged, in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from netbook.db.people import Contact
from netbook.queries.people import inbox_contacts
from netbook.tui.screens.inbox import InboxPage
from tests.tui.conftest import SIZES

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from tests.conftest import Desk
    from tests.tui.conftest import Ui


def page(here: Ui) -> InboxPage:
    """Give the page in sight."""
    assert isinstance(here.app.screen, InboxPage)
    return here.app.screen


def waiting(here: Ui) -> list[int]:
    """Read who waits in the inbox."""
    return here.desk.book.read(inbox_contacts)


def test_keep_and_drop_one_by_one(ui: Callable[..., None]) -> None:
    """Those talked with come first; w keeps, x drops into the archive, and u takes each back."""

    async def scenario(here: Ui) -> None:
        await here.press("A")
        before = waiting(here)
        assert list(page(here).rows.numbers) == before
        assert f"{len(before)} people left" in here.status.about
        first, second = (here.desk.card(f"#{number}") for number in before[:2])
        await here.press("w")
        assert here.said == f"✓ Kept {first.called} · u undo"
        kept = here.desk.card(f"#{first.id}")
        assert (kept.inbox, kept.archived) == (False, False)
        assert page(here).rows.number == second.id
        await here.press("x")
        assert here.said == f"✓ Dropped {second.called} · u undo"
        dropped = here.desk.card(f"#{second.id}")
        assert (dropped.inbox, dropped.archived) == (False, True)
        assert f"{len(before) - 2} people left" in here.status.about
        await here.press("u", "u")
        assert waiting(here) == before
        assert list(page(here).rows.numbers) == before

    ui(scenario)


def test_all_at_once_is_one_step(ui: Callable[..., None]) -> None:
    """Everybody shown is marked with *, kept by one key, said in one sentence, and taken back by one u."""

    async def scenario(here: Ui) -> None:
        await here.press("A")
        before = waiting(here)
        await here.press("asterisk", "w")
        assert here.said == f"✓ Kept {len(before)} people · u undo"
        assert waiting(here) == []
        assert f"Done. {len(before)} people looked through: {len(before)} kept, 0 dropped." in here.text
        await here.press("w", "x", "t", "slash", "space")
        assert isinstance(here.app.screen, InboxPage)
        await here.press("u")
        assert waiting(here) == before
        await here.press("space", "v", "x")
        assert len(waiting(here)) == len(before) - 2

    ui(scenario)


def test_kept_with_tags(ui: Callable[..., None]) -> None:
    """T asks for tags and keeps with them, as one step; without a tag nothing is kept."""

    async def scenario(here: Ui) -> None:
        await here.press("A")
        before = waiting(here)
        await here.press("space", "space", "t", "enter")
        assert "no tag is chosen" in here.text
        assert waiting(here) == before
        await here.type("linkedin26")
        await here.press("enter")
        assert "with #linkedin26" in here.said
        assert waiting(here) == before[2:]
        assert all("linkedin26" in here.desk.card(f"#{number}").tags for number in before[:2])
        assert not page(here).rows.marked
        await here.press("u")
        assert waiting(here) == before
        assert here.desk.card(f"#{before[0]}").tags == ()

    ui(scenario)


def test_filtered_within_the_inbox(ui: Callable[..., None]) -> None:
    """/ finds among those who wait and nobody else; marks then act on those shown; esc clears, then goes back."""

    async def scenario(here: Ui) -> None:
        await here.press("A", "slash")
        await here.type("ada")
        assert page(here).rows.count == 0
        assert "No one matches “ada”." in here.text
        await here.press("escape")
        await here.type("jean")
        await here.press("enter", "asterisk", "w")
        assert here.said.startswith("✓ Kept Jean Sammet")
        await here.press("escape")
        assert page(here).rows.count == len(waiting(here))
        await here.press("escape")
        assert not isinstance(here.app.screen, InboxPage)

    ui(scenario)


def test_an_empty_inbox(ui: Callable[..., None]) -> None:
    """Without anybody waiting the page says so, and every key says why it cannot act."""

    async def scenario(here: Ui) -> None:
        await here.press("A")
        assert "Nobody waits in the inbox. I imports an export." in here.text
        for key in ("w", "x", "t"):
            await here.press(key)
            assert here.said.startswith("Nobody is chosen here.")
        await here.press("slash")
        assert "nothing to filter" in here.said
        await here.press("escape")
        assert not isinstance(here.app.screen, InboxPage)

    ui(scenario, demo=False)


def _make_hostile(session: Session) -> None:
    names = ("[red]x[/]", "\x1b[31mred", "\u202egnp.exe", "N" * 300, "👩‍🚀🎉 Party")
    for number, name in zip(inbox_contacts(session), names, strict=False):
        values = {"name": name, "organisation": name, "position": "[@click=app.exit()]boss[/]", "notes": name}
        session.execute(update(Contact).where(Contact.id == number).values(**values))


def test_hostile_names(ui: Callable[..., None]) -> None:
    """Names, companies and positions from a file are shown harmlessly, in the list and when they are kept."""

    def prepare(desk: Desk) -> None:
        desk.book.do(_make_hostile)

    async def scenario(here: Ui) -> None:
        await here.press("A")
        assert "[red]x[/]" in here.text
        for _ in range(5):
            assert "\x1b" not in here.text
            assert "\u202e" not in here.text
            await here.press("w")
            assert here.said.startswith("✓ Kept ")
        assert waiting(here) == []

    ui(scenario, prepare=prepare)


@pytest.mark.parametrize("size", SIZES)
def test_looks(ui: Callable[..., None], same_as_kept: Callable[[str, str], None], size: tuple[int, int]) -> None:
    """The page at the three sizes: at first, and once everybody was looked through."""

    async def scenario(here: Ui) -> None:
        name = f"{size[0]}x{size[1]}"
        await here.press("A")
        same_as_kept(f"inbox-{name}", here.text)
        await here.press("asterisk", "x")
        same_as_kept(f"inbox-done-{name}", here.text)

    ui(scenario, size=size)
