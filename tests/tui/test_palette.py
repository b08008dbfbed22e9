"""The palette: everything is a few letters away, and nothing in it is ever read as markup."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from textual.widgets import OptionList

from netbook.domain.capture import read_capture
from netbook.tui.palette import Palette
from netbook.tui.workplace import Workplace
from netbook.usecases.log_contact import log_contact

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.conftest import Desk
    from tests.tui.conftest import Ui

TODAY = date(2026, 11, 23)
HOSTILE = (
    "[red]Mallory[/]",
    "[@click=app.quit]Mallory click[/]",
    "[/]Mallory [/bold] close",
    "Mallory \x1b[31m escape",
    "Mallory \u202egnp.exe bidi",
    "Mallory 👩‍🚀 emoji",
    "Mallory " + "x" * 300,
)


async def shown(here: Ui) -> list[str]:
    """Give the lines of the palette, the best first."""
    await here.settle()
    found = here.app.screen.query_one(OptionList)
    return [str(found.get_option_at_index(place).prompt) for place in range(found.option_count)]


def test_it_offers_the_keys_of_the_page_before_anything_is_typed(ui: Callable[..., None]) -> None:
    """Opened, it lists the commands of the page, those of the footer first, each with its key."""

    async def scenario(here: Ui) -> None:
        await here.press("ctrl+p")
        assert isinstance(here.app.screen, Palette)
        lines = await shown(here)
        assert lines[0].split()[:2] == ["d", "Done:"]
        assert any(line.startswith("^o") for line in lines)
        await here.press("escape")
        assert "This week's review" in here.text

    ui(scenario)


def test_a_command_is_run_by_its_words(ui: Callable[..., None]) -> None:
    """A command that is chosen does what its key does."""

    async def scenario(here: Ui) -> None:
        before = here.desk.card("ada").last_contact
        await here.press("ctrl+p")
        await here.type("in touch today")
        await here.press("enter")
        assert here.said.startswith("✓ Ada Lovelace: in touch today")
        await here.press("u")
        assert here.desk.card("ada").last_contact == before

    ui(scenario)


def test_a_command_of_a_list_acts_on_the_list(ui: Callable[..., None]) -> None:
    """Keys that belong to a list are done there."""

    async def scenario(here: Ui) -> None:
        await here.press("ctrl+p")
        await here.type("mark all shown")
        await here.press("enter")
        assert "marked" in here.text

    ui(scenario)


def test_a_contact_is_opened_by_name(ui: Callable[..., None]) -> None:
    """A name leads to the contact."""

    async def scenario(here: Ui) -> None:
        await here.press("ctrl+p")
        await here.type("grace")
        assert (await shown(here))[0].startswith("person  Grace Hopper")
        await here.press("enter")
        assert "─ Grace Hopper ─" in here.text

    ui(scenario)


def test_an_event_is_gone_to(ui: Callable[..., None]) -> None:
    """An event's name leads to the events, with the cursor on it."""

    async def scenario(here: Ui) -> None:
        await here.press("ctrl+p")
        await here.type("pycon de")
        assert any(line.startswith("event") and "PyCon DE" in line for line in await shown(here))
        place = next(at for at, line in enumerate(await shown(here)) if line.startswith("event"))
        await here.press(*["down"] * place, "enter")
        assert here.app.current_mode == "events"
        assert any(line.startswith("│ >") and "PyCon DE" in line for line in here.text.splitlines())

    ui(scenario)


def test_events_and_tags_are_read_once_for_each_opening(
    ui: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is typed, there are the same events and tags; the next opening sees those that were made since."""
    read: list[str] = []
    work_read = Workplace.read

    async def noted(work: Any, query: Any, *args: Any) -> Any:
        read.append(query.__name__)
        return await work_read(work, query, *args)

    async def scenario(here: Ui) -> None:
        for asked in ("fos", "new"):
            read.clear()
            await here.press("ctrl+p")
            await here.type(asked)
            assert any(asked in line.casefold() for line in await shown(here))
            assert (read.count("events"), read.count("tags")) == (1, 1)
            await here.press("escape")
            here.desk.add("@made_now Made Now at New Meetup")

    monkeypatch.setattr(Workplace, "read", noted)
    ui(scenario)


def test_a_tag_filters_people(ui: Callable[..., None]) -> None:
    """A tag leads to the people who bear it."""

    async def scenario(here: Ui) -> None:
        await here.press("ctrl+p")
        await here.type("#pioneers")
        assert (await shown(here))[0].split() == ["tag", "#pioneers"]
        await here.press("enter")
        assert here.app.current_mode == "people"
        assert "#pioneers" in here.text.splitlines()[2]

    ui(scenario)


def test_a_theme_is_put_on_and_kept(ui: Callable[..., None]) -> None:
    """A theme is worn at once and written into the settings file."""

    async def scenario(here: Ui) -> None:
        await here.press("ctrl+p")
        await here.type("netbook-light")
        await here.press("enter")
        assert here.app.theme == "netbook-light"
        assert 'theme = "netbook-light"' in here.app.work.paths.config.read_text("utf-8")
        assert here.said == "✓ Theme: netbook-light"

    ui(scenario)


def test_a_setting_is_gone_to(ui: Callable[..., None]) -> None:
    """A setting's name leads to it on the page of settings, also from that page itself."""

    async def scenario(here: Ui) -> None:
        for _ in range(2):
            await here.press("ctrl+p")
            await here.type("setting symbols")
            await here.press("enter")
            assert any("> Symbols" in line for line in here.text.splitlines())
            await here.press("g")

    ui(scenario)


def test_pages_that_lie_on_another_are_opened_too(ui: Callable[..., None]) -> None:
    """Every page is a command."""

    async def scenario(here: Ui) -> None:
        await here.press("ctrl+p")
        await here.type("insights")
        await here.press("enter")
        assert here.app.current_mode == "insights"

    ui(scenario)


def test_hostile_names_are_only_text(ui: Callable[..., None]) -> None:
    """Names, events and tags full of markup and escape codes are shown as they are and run nothing."""

    def prepare(desk: Desk) -> None:
        for number, name in enumerate(HOSTILE):
            capture = replace(read_capture(f"@mal{number}", TODAY), name=name)
            desk.book.do(log_contact, capture, TODAY, make_new=True)
        desk.met("Mallory Two at [@click=app.quit]Mallorycon[/]", make_new=True)

    async def scenario(here: Ui) -> None:
        await here.press("ctrl+p")
        await here.type("mal")
        lines = await shown(here)
        assert any("[" in line for line in lines)
        for place in range(len(lines)):
            assert "\x1b" not in here.text
            assert "\u202e" not in here.text
            if place:
                await here.press("down")
        await here.press("enter")
        assert here.app.return_code is None
        assert not isinstance(here.app.screen, Palette)
        assert "\x1b" not in here.text

    ui(scenario, demo=False, prepare=prepare)


def test_markup_that_is_typed_finds_nothing_and_breaks_nothing(ui: Callable[..., None]) -> None:
    """Whatever is typed is only text."""

    async def scenario(here: Ui) -> None:
        await here.press("ctrl+p")
        await here.type("[/]")
        assert await shown(here) == []
        await here.press("enter", "escape")
        assert "This week's review" in here.text

    ui(scenario)


def test_it_works_on_an_empty_book_and_on_every_size(
    ui: Callable[..., None], same_as_kept: Callable[[str, str], None]
) -> None:
    """An empty book still has commands; each is one line of the window."""

    async def scenario(here: Ui) -> None:
        for width, height in ((120, 36), (80, 24), (60, 16)):
            await here.resize(width, height)
            await here.press("ctrl+p")
            await here.type("snooze")
            assert await shown(here)
            same_as_kept(f"palette-{width}x{height}", here.text)
            await here.press("escape")

    ui(scenario, demo=False)
