"""Tags: put on and taken off with space, found or made by typing, all saved as one step with Enter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual import on
from textual.widgets import Input, Static

from netbook.domain.counts import people
from netbook.domain.text import norm_line, pad, width
from netbook.domain.text import plain as search_key
from netbook.queries.cards import ContactCard
from netbook.queries.tags import tags
from netbook.tui.dialogs.one_line import ContactsDialog
from netbook.tui.keys import key
from netbook.tui.widgets.key_bar import Hint
from netbook.tui.widgets.pick_list import PickList
from netbook.tui.widgets.text import line, lines, plain
from netbook.tui.widgets.virtual_list import VirtualList
from netbook.usecases.edit import change_tags
from netbook.wording.acts import counted_people

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual import events
    from textual.content import Content

    from netbook.tui.widgets.text import Part

_NAME_CELLS = 28
_MAKE = 1_000_000_000
"""The number of the row that makes a tag of what was typed."""


@dataclass(slots=True)
class TagChoice:
    """A tag: how many bear it in the book and among the chosen, and what is wanted; None leaves it as it is."""

    name: str
    key: str
    contacts: int
    borne: int
    about: str = ""
    wanted: bool | None = None

    def turn(self, chosen: int) -> None:
        """Want the next thing: on, off, and, where only some bear it, as it is."""
        states = [None, True, False] if 0 < self.borne < chosen else [None, self.borne == 0]
        self.wanted = states[(states.index(self.wanted) + 1) % len(states)] if self.wanted in states else None

    def sign(self, chosen: int) -> Part:
        """Show who will bear it: all, some, or none."""
        on_all = self.borne == chosen if self.wanted is None else self.wanted
        if on_all:
            return ("✓", "good bold")
        return ("·", "muted") if self.borne and self.wanted is None else (" ", "")


class TagFilter(Input):
    """The field that filters tags; a tag is one word, so space is free to pick the row."""

    def on_key(self, event: events.Key) -> None:
        """Pick the row under the cursor with space."""
        dialog = self.screen
        if event.key == "space" and isinstance(dialog, TagsDialog):
            event.stop()
            event.prevent_default()
            dialog.action_turn()


class TagsDialog(ContactsDialog[list[ContactCard]]):
    """Change the tags of one contact or several."""

    BINDINGS = [  # noqa: RUF012 — Textual's form
        key("tag-down", "down", "move(1)", "Next", "the next tag", "↓"),
        key("tag-up", "up", "move(-1)", "Before", "the tag before", "↑"),
        key("tag-turn", "space", "turn", "On or off", "put the tag on or take it off", "space"),
    ]
    HINTS = (
        Hint("enter", "Save", "save"),
        Hint("space", "On or off", "turn"),
        Hint("↓↑", "Move", "move(1)"),
        Hint("esc", "Cancel", "cancel"),
    )

    def __init__(self, numbers: list[int]) -> None:
        """Be about the contacts of these numbers."""
        super().__init__("Tags of", numbers)
        self._choices: list[TagChoice] = []

    def compose_fields(self) -> Iterable[Any]:
        """Hold the filter, the tags, and what will be changed."""
        yield TagFilter(placeholder="type to find a tag or make one", id="line")
        rows: PickList[TagChoice] = PickList(self._fetch, self._paint, id="tags", most=8)
        # The field keeps the focus: one types, moves and picks without leaving it.
        rows.can_focus = False
        yield rows
        yield Static(id="preview", markup=False)

    @property
    def rows(self) -> PickList[TagChoice]:
        """The list of tags."""
        return self.query_one("#tags", PickList)

    # The tags

    async def read(self) -> None:
        """Read the tags in use, and who of the chosen bears them."""
        found = await self.work.read(tags)
        await super().read()
        worn = [{_key(name) for name in card.tags} for card in self.cards]
        self._choices = [
            TagChoice(
                row.name,
                _key(row.name),
                row.contacts,
                sum(_key(row.name) in each for each in worn),
                row.cadence.words if row.cadence else "",
            )
            for row in found
        ]
        self._choices += self._only_archived({choice.key for choice in self._choices})
        self._choices.sort(key=lambda choice: (choice.borne == 0, choice.key))
        self.show()

    def _only_archived(self, known: set[str]) -> Iterable[TagChoice]:
        """Give tags of the chosen that nobody outside the archive bears, which the list of tags leaves out."""
        for name in dict.fromkeys(name for card in self.cards for name in card.tags):
            if _key(name) not in known:
                yield TagChoice(name, _key(name), 0, sum(name in card.tags for card in self.cards))

    @property
    def text(self) -> str:
        """The word that was typed, without its sign."""
        return norm_line(self.query_one("#line", Input).value).lstrip("#").strip()

    def on_input_changed(self) -> None:
        """Filter anew."""
        self.say_wrong(None)
        self.show(first=True)

    def show(self, *, first: bool = False) -> None:
        """Show the tags that fit the word; those that begin with it come first."""
        word = _key(self.text)
        fitting = [place for place, choice in enumerate(self._choices) if word in choice.key]
        fitting.sort(
            key=lambda place: (self._choices[place].key != word, not self._choices[place].key.startswith(word))
        )
        if not word:
            fitting = list(range(len(self._choices)))
        elif not fitting or self._choices[fitting[0]].key != word:
            fitting.append(_MAKE)
        self.rows.show(fitting, on=fitting[0] if first and fitting else None)
        self._show_changes()

    async def _fetch(self, numbers: Sequence[int]) -> Mapping[int, TagChoice]:
        made = TagChoice(self.text, _MAKING, 0, 0)
        return {number: made if number == _MAKE else self._choices[number] for number in numbers}

    def _paint(self, row: TagChoice, cells: int) -> list[Part]:
        here = self._under_cursor()
        making = row.key == _MAKING
        at = (">" if (here is row or (making and here is None)) else " ", "accent bold")
        if making:
            return [at, ("+ ", "new"), (pad(f"make #{self.text}", max(8, cells - 3)), "")]
        count = "new" if not row.contacts and not row.borne else people(row.contacts)
        about = f"{count}{f' · {row.about}' if row.about else ''}"
        name = pad(f"#{row.name}", max(8, min(_NAME_CELLS, cells - 5 - width(count))))
        return [
            at,
            row.sign(len(self.cards)),
            (f" {name} ", ""),
            (pad(about, max(0, cells - width(name) - 4)), "muted"),
        ]

    def _under_cursor(self) -> TagChoice | None:
        number = self.rows.number
        return None if number is None or number == _MAKE else self._choices[number]

    # Picking

    def action_move(self, way: int) -> None:
        """Go to another tag."""
        self.rows.move_to(self.rows.cursor + way, way)

    @on(VirtualList.Highlighted)
    def _moved(self, event: VirtualList.Highlighted) -> None:
        event.stop()
        self._show_changes()

    @on(VirtualList.Opened)
    def _opened(self, event: VirtualList.Opened) -> None:
        event.stop()
        self.action_turn()

    def action_turn(self) -> None:
        """Put the tag under the cursor on, or take it off; then the word has done its work."""
        choice = self._under_cursor()
        if choice is not None:
            choice.turn(len(self.cards))
        elif self.text:
            choice = TagChoice(self.text, _key(self.text), 0, 0, wanted=True)
            self._choices.append(choice)
        self._sure = False
        self.query_one("#line", Input).value = ""
        if choice is not None:
            self.rows.show(range(len(self._choices)), on=self._choices.index(choice))
        self._show_changes()

    def _changes(self) -> tuple[list[str], list[str]]:
        """Give what Enter puts on and takes off; a word in the field counts as its tag put on."""
        added = [choice.name for choice in self._choices if choice.wanted is True and choice.borne < len(self.cards)]
        removed = [choice.name for choice in self._choices if choice.wanted is False and choice.borne]
        if self.text:
            choice = self._under_cursor()
            name = self.text if choice is None else choice.name
            on_all = choice is not None and choice.borne == len(self.cards)
            removed = [each for each in removed if each != name]
            added += [name] if name not in added and not on_all else []
        return added, removed

    def _show_changes(self) -> None:
        self.rows.refresh()
        added, removed = self._changes()
        changes = line(
            ("enter saves ", "muted"),
            *((f" +#{name}", "new") for name in added),
            *((f" -#{name}", "gone") for name in removed),
        )
        shown: list[Content | str] = [changes] if added or removed else [plain("Nothing to change yet.", "muted")]
        if not self._choices and not self.text:
            shown = [plain("No tags yet. Type a word to make one.", "muted")]
        self.query_one("#preview", Static).update(lines(["", *shown]))

    def typed(self) -> bool:
        """Count tags that were picked too."""
        return super().typed() or any(choice.wanted is not None for choice in self._choices)

    # Saving

    async def save(self) -> None:
        """Put on and take off, for all of them, in one step."""
        added, removed = self._changes()
        if not added and not removed:
            self.close("Nothing changed: it was so already.", undoable=False)
            return
        kept = await self.keep(change_tags, self.who, self.work.today, add=added, remove=removed)
        changes = " ".join([*(f"+#{name}" for name in added), *(f"-#{name}" for name in removed)])
        self.finish(kept, f"Tagged {counted_people(kept.result)}: {changes}")


_MAKING = "\n"
"""The key of the row that makes a tag, which no tag has."""


def _key(name: str) -> str:
    """Give the key that the book compares tags by."""
    return search_key(name.lstrip("#")) or name.lstrip("#").casefold()
