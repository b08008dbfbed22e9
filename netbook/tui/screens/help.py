"""Help: the keys that are in force where it was asked for, three things to know, and what the signs mean."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.containers import Container, Vertical

from netbook.domain.text import clean, pad
from netbook.domain.text import plain as search_key
from netbook.tui.keys import EVERYWHERE, MARKING, MOVING, ON_CONTACTS
from netbook.tui.screens.contact_keys import ContactKeys
from netbook.tui.screens.finding import FindField, FindingPage
from netbook.tui.widgets.contact_columns import SIGN_ROLES
from netbook.tui.widgets.key_bar import hint
from netbook.tui.widgets.reader import Reader
from netbook.tui.widgets.text import line, lines, plain
from netbook.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.binding import Binding
    from textual.content import Content

    from netbook.tui.screens.page import Page
    from netbook.tui.widgets.text import Part

TO_KNOW: Final = (
    "Paste a profile link anywhere to add that person.",
    "Nothing needs saving, and u undoes everything, even after a restart.",
    "netbook never goes on-line; o hands a link to your browser.",
)
SIGNS: Final = (
    ("!!", "going stale, or a follow-up is overdue"),
    ("!", "due"),
    ("·", "fresh, or not due yet"),
    ("+", "new, not in touch yet"),
    ("→", "a promise or a follow-up is open"),
    ("z", "dormant"),
    ("✓", "done, kept or saved"),
    ("×", "let go: no more reminders"),
    ("✗", "refused; nothing was changed"),
    ("?", "in doubt"),
)
"""What each sign means."""
MOVING_WORDS: Final = "tab, shift+tab: the next pane, the one before"
_KEY_CELLS = 9
_TWO_COLUMNS = 100
_GAP = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A key, or a sign, and what it means."""

    sign: str
    words: str
    role: str = "accent bold"

    def fits(self, wanted: str) -> bool:
        """Say whether it has all words that are wanted."""
        own = search_key(self.words)
        return self.sign == wanted or all(word in own or word == self.sign.casefold() for word in wanted.split())


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under a heading."""

    heading: str
    entries: tuple[Entry, ...]


class HelpPage(FindingPage):
    """Every key of the page it was opened from, searched as one types."""

    FOOTER: ClassVar[tuple[str, ...]] = ("find", "back")

    def __init__(self, page: Page) -> None:
        """Explain a page as it is now."""
        super().__init__()
        self._tab = page.TAB
        self._of = _name_of(page)
        self._sections = sections(page)

    def compose_body(self) -> Iterable[Any]:
        """Put the text up."""
        with Container(id="body"), Vertical(classes="pane main", id="list-pane") as pane:
            pane.border_title = plain(f"Keys · {self._of}", "bold")
            yield FindField("part of a key's meaning, or the key")
            yield Reader(id="keys")

    async def load(self) -> None:
        """Show the text."""
        bar = self.query_one(TopBar)
        bar.title, bar.tab = "Help", self._tab
        self.show_found()

    def show_found(self) -> None:
        """Show the keys whose meaning has the words."""
        wanted = self.find_field.value.strip()
        found = _found(self._sections, wanted)
        reader = self.query_one("#keys", Reader)
        if not found:
            reader.show(plain(f"No key does “{clean(wanted)}”. esc shows all keys.", "muted"), from_top=True)
            return
        reader.show(lines(lay_out(found, max(20, self.size.width - 6))), from_top=True)

    def on_resize(self) -> None:
        """Lay the text out anew."""
        self.show_found()

    def focus_found(self) -> None:
        """Go to the keys."""
        self.query_one("#keys").focus()

    def action_help(self) -> None:
        """Close: the key that opened it."""
        self.dismiss()


def sections(page: Page) -> tuple[Section, ...]:
    """Group the keys that are in force on a page, and say what else there is to know."""
    named = in_force(page)
    groups = {
        "On the contact under the cursor, or those marked": ON_CONTACTS,
        "Moving": MOVING,
        "Marking": MARKING,
        "Anywhere": EVERYWHERE,
    }
    placed = {binding.id for group in groups.values() for binding in group}
    keys = {
        heading: _entries([named[each.id] for each in group if each.id in named]) for heading, group in groups.items()
    }
    here = _entries([binding for name, binding in named.items() if name not in placed])
    contacts, moving, marking, anywhere = (Section(heading, entries) for heading, entries in keys.items())
    moving = Section(moving.heading, (*moving.entries, Entry("tab", MOVING_WORDS)))
    own = Section("Here", here)
    about_contacts = type(page).chosen is not ContactKeys.chosen
    first = (contacts, own) if about_contacts else (own,)
    last = () if about_contacts else (contacts,)
    known = Section("Three things to know", tuple(Entry("", words) for words in TO_KNOW))
    signs = Section("Signs", tuple(Entry(sign, words, SIGN_ROLES.get(sign, "bold")) for sign, words in SIGNS))
    every = (*first, moving, marking, known, anywhere, signs, *last)
    return tuple(section for section in every if section.entries)


def in_force(page: Page) -> dict[str, Binding]:
    """Map names to keys, but for those of the page that mean something else in what has the focus."""
    taken: dict[str, str | None] = {}
    for node in [] if page.focused is None else page.focused.ancestors_with_self:
        if node is page:
            break
        for key, bindings in node._bindings.key_to_bindings.items():  # noqa: SLF001 — Textual has no public way
            for binding in bindings:
                taken.setdefault(key, binding.id)
    named = page.keys_by_name()
    of_page = {each.id: each for own in page._bindings.key_to_bindings.values() for each in own}  # noqa: SLF001 — the same
    return {
        name: binding
        for name, binding in named.items()
        if name not in of_page or taken.get(binding.key.split(",")[0], name) in {name, None}
    }


def _entries(bindings: Sequence[Binding]) -> tuple[Entry, ...]:
    return tuple(Entry(_pressed(binding), binding.tooltip or binding.description) for binding in bindings)


def _pressed(binding: Binding) -> str:
    return hint(binding).key


def _name_of(page: Page) -> str:
    return type(page).__name__.removesuffix("Page")


def _found(every: Sequence[Section], wanted: str) -> list[Section]:
    """Give what fits; case counts for a single letter, as S and s are two keys."""
    asked = wanted if len(wanted) == 1 else search_key(wanted)
    if not asked:
        return list(every)
    kept = [Section(each.heading, tuple(entry for entry in each.entries if entry.fits(asked))) for each in every]
    return [section for section in kept if section.entries]


def lay_out(found: Sequence[Section], cells: int) -> list[Content | str]:
    """Lay sections out under each other, or in two columns where there is room."""
    if cells < _TWO_COLUMNS:
        return [line(*parts) for parts in _column(found, cells)]
    half = (cells - _GAP) // 2
    weights = [len(_column([section], half)) for section in found]
    split = next((at for at in range(1, len(found)) if sum(weights[:at]) * 2 >= sum(weights)), len(found))
    left, right = _column(found[:split], half), _column(found[split:], half)
    together: list[Content | str] = []
    for at in range(max(len(left), len(right))):
        one = left[at] if at < len(left) else []
        other = right[at] if at < len(right) else []
        used = sum(len(text) for text, _ in one)
        together.append(line(*one, (" " * (half + _GAP - used), ""), *other))
    return together


def _column(found: Sequence[Section], cells: int) -> list[list[Part]]:
    column: list[list[Part]] = []
    for section in found:
        if column:
            column.append([])
        column.append([(section.heading, "heading bold")])
        for entry in section.entries:
            column += _wrapped(entry, cells)
    return column


def _wrapped(entry: Entry, cells: int) -> list[list[Part]]:
    """Draw one entry; what does not fit goes on below."""
    gutter = 2 + (_KEY_CELLS if entry.sign else 0)
    first, *more = textwrap.wrap(entry.words, max(10, cells - gutter)) or [""]
    head: list[Part] = [("  ", "")]
    if entry.sign:
        head.append((pad(entry.sign, _KEY_CELLS), entry.role))
    return [[*head, (first, "")], *([(" " * gutter, ""), (text, "")] for text in more)]
