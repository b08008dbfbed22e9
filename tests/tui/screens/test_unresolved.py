"""People known by an id alone, on the screen: counted in the inbox, opened in a browser, and named."""

from __future__ import annotations

import webbrowser
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from netbook.domain.channels import Channel, Direction
from netbook.domain.handles import Handle
from netbook.domain.records import InteractionRecord, Origin, PersonRecord, Record
from netbook.queries.unresolved import count_unresolved
from netbook.tui.dialogs.resolve import ResolveDialog
from netbook.tui.screens.inbox import InboxPage
from netbook.tui.screens.unresolved import UnresolvedPage
from netbook.usecases.imports import Source, apply_import

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.conftest import Desk
    from tests.tui.conftest import Ui

HERE = Origin("following.js")
LINK = "https://x.com/i/user/12"


def bare(number: str, link: str | None) -> Handle:
    """Give an account of which the id alone is known."""
    return Handle("x", f"id:{number}", number, number, link)


def three_wait(desk: Desk) -> None:
    """Import three people by their ids, two of them with a message each."""
    records: list[Record] = [
        PersonRecord("x:user:11", HERE, None, (bare("11", None),), linked=Direction.BY_ME),
        *(
            InteractionRecord(
                f"t{number}",
                HERE,
                ((bare(number, LINK), None),),
                Channel.MESSAGE,
                Direction.BOTH,
                date(2026, 11, int(number)),
            )
            for number in ("12", "13")
        ),
    ]
    source = Source("x", "X archive", "x.zip", "0")
    desk.book.do(apply_import, records, source, date(2026, 11, 23), datetime(2026, 11, 23, tzinfo=UTC))


def test_the_inbox_counts_them_and_leads_there(ui: Callable[..., None]) -> None:
    """The inbox says how many wait, O opens the list, those talked with last first, and esc goes back."""

    async def scenario(here: Ui) -> None:
        await here.press("A")
        assert "3 people known by an id alone: O says who" in here.text
        await here.press("O")
        page = here.app.screen
        assert isinstance(page, UnresolvedPage)
        assert [row.stable_id for row in page._found.values()] == ["13", "12", "11"]
        assert all(words in here.text for words in ("1 time", "you follow", LINK, "Name"))
        await here.press("escape")
        assert isinstance(here.app.screen, InboxPage)

    ui(scenario, demo=False, prepare=three_wait)


def test_a_name_is_put_to_one(ui: Callable[..., None]) -> None:
    """Enter asks for the handle, says what it reads, refuses another network, saves, and u takes it back."""

    async def scenario(here: Ui) -> None:
        await here.press("A", "O", "enter")
        assert isinstance(here.app.screen, ResolveDialog)
        assert "Who is 13?" in here.text
        await here.type("in/ada")
        assert "is on LinkedIn, and the id is one of X" in here.text
        await here.press("ctrl+u")
        await here.type("@ada")
        assert "✓ X  @ada" in here.text
        await here.press("enter")
        assert here.said == "✓ 13 is @ada · u undo"
        assert isinstance(here.app.screen, UnresolvedPage)
        assert here.desk.book.read(count_unresolved) == 2
        assert here.desk.card("@ada").talks == 1
        await here.press("u")
        assert here.desk.book.read(count_unresolved) == 3
        assert "13" in here.text

    ui(scenario, demo=False, prepare=three_wait)


def test_the_account_is_opened(ui: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    """The key o gives the link to the browser; where there is none it says so."""
    opened: list[str] = []

    def browse(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(webbrowser, "open", browse)

    async def scenario(here: Ui) -> None:
        await here.press("A", "O", "o")
        assert opened == [LINK]
        await here.press("G", "o")
        assert here.said == "There is no link for 11 on X."
        assert opened == [LINK]

    ui(scenario, demo=False, prepare=three_wait)


def test_nobody_waits(ui: Callable[..., None]) -> None:
    """An empty list says so, and its keys too."""

    async def scenario(here: Ui) -> None:
        await here.press("A", "O")
        assert "Nobody waits to be known" in here.text
        await here.press("enter")
        assert here.said.startswith("Nobody waits to be known")
        await here.press("o")
        assert isinstance(here.app.screen, UnresolvedPage)

    ui(scenario)
