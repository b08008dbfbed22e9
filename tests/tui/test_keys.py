"""The keys hold together: each is declared once, means one thing, and is found in help, palette and documentation."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netbook.tui.dialogs.dialog import Dialog
from netbook.tui.keys import EVERYWHERE, MARKING, MOVING, ON_CONTACTS
from netbook.tui.palette import owned_keys
from netbook.tui.reference import every_screen, groups, own_bindings
from netbook.tui.screens.help import HelpPage, in_force
from netbook.tui.screens.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.binding import Binding

    from tests.tui.conftest import Ui

NEVER = {"ctrl+b", "ctrl+a", "ctrl+s", "ctrl+j", "ctrl+enter", "ctrl+m", "ctrl+i", "ctrl+h"}
"""Keys that multiplexers and terminals keep for themselves, or that are the same byte as another key."""

PAIRS = {
    "enter": {"open", "change", "wizard-go"},  # the thing under the cursor: opened, changed, or gone on with
    "e": {"edit", "edit-file"},  # edit, on the settings the file
    "x": {"let-go", "inbox-drop"},  # no more reminders: in the inbox, out of it
    "t": {"tags", "inbox-tags"},  # tags: in the inbox they keep besides
    "N": {"previous-hit", "new-event"},  # in the words of both: only after / it is the previous hit
}
"""Keys whose name differs between pages because the words for it do."""

EXPECTED = {
    "1": "review", "2": "people", "3": "events", "4": "insights", "a": "add", "m": "met", "I": "import",
    "comma": "settings", "question_mark": "help", "f1": "help", "ctrl+p": "palette", "ctrl+o": "jump", "slash": "find",
    "escape": "back", "q": "quit", "ctrl+q": "leave", "u": "undo", "ctrl+z": "undo", "ctrl+r": "redo",
    "ctrl+y": "redo", "U": "history",
    "d": "done", "l": "log", "s": "snooze", "S": "snooze-until", "c": "cadence", "x": "let-go", "n": "note",
    "p": "promise", "o": "open-profile", "y": "copy-handle", "t": "tags", "e": "edit", "i": "add-handle",
    "enter": "open", "M": "merge", "f": "saved-filters", "delete": "archive",
    "j": "down", "down": "down", "k": "up", "up": "up", "g": "first", "home": "first", "G": "last", "end": "last",
    "ctrl+d": "half-down", "ctrl+u": "half-up", "pagedown": "page-down", "pageup": "page-up",
    "space": "mark", "v": "mark-range", "asterisk": "mark-all",
}  # fmt: skip
"""The table of keys as it was designed."""

OPENED_BY = {
    "ReviewPage": ("1",),
    "PeoplePage": ("2",),
    "EventsPage": ("3",),
    "InsightsPage": ("4",),
    "SettingsPage": ("comma",),
    "ImportPage": ("I",),
    "InboxPage": ("A",),
    "UnresolvedPage": ("A", "O"),
    "HistoryPage": ("U",),
    "ContactPage": ("2", "enter"),
    "SomePeoplePage": ("3", "enter"),
}
BASES = {"Page", "ContactListPage", "FindingPage", "WizardView", "ReadsFile", "HelpPage"}
"""Pages that are not opened by themselves, and help, which explains the others."""


def pages() -> list[type[Page]]:
    """Give every class of pages."""
    return [screen for screen in every_screen() if issubclass(screen, Page)]


def dialogs() -> list[type[Dialog[object]]]:
    """Give every class of dialogs."""
    return [screen for screen in every_screen() if issubclass(screen, Dialog)]


def every_binding() -> Iterator[Binding]:
    """Give every key that is declared anywhere."""
    for group in groups().values():
        yield from group
    for screen in every_screen():
        yield from own_bindings(screen)


def split(binding: Binding) -> list[str]:
    """Give the keys of a binding."""
    return [key.strip() for key in binding.key.split(",")]


def test_there_is_something_to_check() -> None:
    """Pages and dialogs are found."""
    assert {"ReviewPage", "SettingsPage", "HelpPage"} <= {page.__name__ for page in pages()}
    assert {"AddDialog", "MetDialog"} <= {dialog.__name__ for dialog in dialogs()}


def test_every_key_has_a_name_a_word_and_a_tooltip() -> None:
    """Footer, help, palette and keymap need all three."""
    for binding in every_binding():
        assert binding.id, binding
        assert binding.description, binding
        assert binding.tooltip, binding


def test_some_keys_are_never_used() -> None:
    """No key is one that a terminal or a multiplexer keeps for itself."""
    for binding in every_binding():
        assert not NEVER & set(split(binding)), binding


def test_the_designed_table_is_in_force() -> None:
    """Each key of the design does on a page what the design says."""
    found = {key: binding.id for binding in (*EVERYWHERE, *ON_CONTACTS, *MOVING, *MARKING) for key in split(binding)}
    for key, name in EXPECTED.items():
        assert found.get(key) == name, key


@pytest.mark.parametrize("screen", every_screen(), ids=lambda screen: screen.__name__)
def test_no_two_keys_of_a_page_collide(screen: type[Page | Dialog[object]]) -> None:
    """What a page or dialog declares has each key once and each name once."""
    keys = [key for binding in own_bindings(screen) for key in split(binding)]
    assert len(keys) == len(set(keys))
    names = [binding.id for binding in own_bindings(screen)]
    assert len(names) == len(set(names))


def test_a_list_takes_no_key_from_its_page() -> None:
    """Keys that move and mark mean nothing else on any page."""
    taken = {key for binding in (*MOVING, *MARKING) for key in split(binding)}
    for page in pages():
        own = {key for binding in own_bindings(page) for key in split(binding)}
        assert not own & taken, page.__name__


def test_a_key_means_one_thing_on_all_pages() -> None:
    """The same key has the same name on every page, except for pairs that are listed with their reason."""
    meanings: dict[str, set[str]] = defaultdict(set)
    for page in pages():
        for binding in own_bindings(page):
            for key in split(binding):
                meanings[key].add(str(binding.id))
    for key, names in meanings.items():
        assert len(names) == 1 or names <= PAIRS.get(key, set()), (key, names)


def test_every_page_is_opened_by_this_test() -> None:
    """A new page is added to those whose help and palette are looked at below."""
    assert {page.__name__ for page in pages()} - BASES == set(OPENED_BY)


@pytest.mark.parametrize("name", sorted(OPENED_BY))
def test_every_key_is_in_help_and_palette(ui: Callable[..., None], name: str) -> None:
    """On each page, help says what every key in force does, and the palette offers it with its key."""

    async def scenario(here: Ui) -> None:
        await here.press(*OPENED_BY[name])
        page = here.app.screen
        assert isinstance(page, Page)
        assert type(page).__name__ == name
        named = in_force(page)
        assert {"help", "palette", "undo", "add"} <= set(named)
        offered = set(owned_keys(page))
        assert set(named) - offered <= {each for each in named if not _in_sight(page, each)}
        await here.press("f1")
        if not isinstance(here.app.screen, HelpPage):  # a field has the focus and takes no f1
            return
        text = " ".join(here.text.replace("│", " ").split())
        for binding in named.values():
            if binding.id not in {"filter-done", "filter-down", "filter-clear"}:
                assert binding.tooltip in text, binding
        await here.press("escape")
        assert here.app.screen is page

    ui(scenario, size=(90, 160))


def _in_sight(page: Page, name: str) -> bool:
    """Say whether a key belongs to the page, or to a widget that is drawn."""
    nodes = [page, *(node for node in page.query("*").results() if node.region.area)]
    return any(each.id == name for node in nodes for own in node._bindings.key_to_bindings.values() for each in own)


def test_every_key_is_documented() -> None:
    """The documentation's table has the tooltip of every key."""
    text = (Path(__file__).parents[2] / "docs" / "keys.md").read_text("utf-8")
    for binding in every_binding():
        assert binding.tooltip in text, binding


def test_screen_letters_are_off_in_dialogs(ui: Callable[..., None]) -> None:
    """While a dialog is open no letter does what it does on a page, and the palette stays shut."""

    async def scenario(here: Ui) -> None:
        await here.press("c")
        dialog = here.app.screen
        assert isinstance(dialog, Dialog)
        await here.press("ctrl+p", "ctrl+o", "U", "2")
        assert here.app.screen is dialog

    ui(scenario)
