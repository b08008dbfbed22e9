"""Saved filters: one Enter puts one in force, a name and Enter saves the filter in force."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import Vertical
from textual.widgets import Input, Static

from netbook.domain.filters import read_filter
from netbook.domain.text import norm_line, pad, width
from netbook.errors import UsageProblem
from netbook.queries.people import count_contacts
from netbook.saved_filters import SavedFilter, put_back, remove_filter, save_filter, saved_filters
from netbook.tui.dialogs.dialog import Dialog
from netbook.tui.keys import ON_SAVED_FILTERS
from netbook.tui.widgets.key_bar import Hint
from netbook.tui.widgets.pick_list import PickList
from netbook.tui.widgets.text import line, plain
from netbook.tui.widgets.virtual_list import VirtualList
from netbook.wording.filtering import MOST_COUNTED, capped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from textual.content import Content

    from netbook.book import Session
    from netbook.tui.widgets.text import Part

_NAME_CELLS = 34


@dataclass(frozen=True, slots=True)
class FilterRow:
    """A saved filter and how many it finds; None where it cannot be read."""

    saved: SavedFilter
    found: int | None


class SavedFiltersDialog(Dialog[str]):
    """Choose a saved filter, save the one in force, or take one off the list; gives the filter chosen."""

    BINDINGS = [*ON_SAVED_FILTERS]  # noqa: RUF012 — Textual's form
    HINTS = (
        Hint("enter", "Use or save", "save"),
        Hint("tab", "List or name", "app.focus_next"),
        Hint("del", "Remove", "remove"),
        Hint("u", "Put back", "restore"),
        Hint("esc", "Close", "cancel"),
    )
    DEFAULT_CSS = """
    SavedFiltersDialog #in-force { height: auto; margin-bottom: 1; }
    SavedFiltersDialog #none { height: auto; display: none; }
    """

    def __init__(self, filter_in_force: str) -> None:
        """Offer to save the filter in force, where there is one."""
        super().__init__("Saved filters")
        self._in_force = filter_in_force.strip()
        self._filters: list[SavedFilter] = []
        self._removed: list[SavedFilter] = []

    def compose_fields(self) -> Iterable[Any]:
        """Hold a field for a name, and the list."""
        if self._in_force:
            with Vertical(id="in-force"):
                yield Static(line(("In force  ", "muted"), (self._in_force, "accent")), markup=False)
                yield Input(placeholder="a name and enter saves it", id="name", max_length=200)
        yield PickList(self._fetch, self._paint, id="filters", most=9)
        yield Static("No saved filters. Filter people with /, then f saves the filter.", id="none", markup=False)

    @property
    def rows(self) -> PickList[FilterRow]:
        """The list."""
        return self.query_one("#filters", PickList)

    def on_mount(self) -> None:
        """Read the saved filters."""
        self.run_worker(self._begin())

    async def _begin(self) -> None:
        try:
            await self._read()
        except UsageProblem as problem:
            self.say_wrong(problem)

    async def _read(self, on_name: str | None = None) -> None:
        self._filters = await asyncio.to_thread(saved_filters, self.work.paths.config)
        names = [saved.name for saved in self._filters]
        self.rows.show(range(len(names)), on=names.index(on_name) if on_name in names else None)
        self.query_one("#none").display = not names
        if self.focused is None and names:
            self.rows.focus()

    async def _fetch(self, numbers: Sequence[int]) -> Mapping[int, FilterRow]:
        asked = {number: self._filters[number] for number in numbers if number < len(self._filters)}
        counts = await self.work.read(_counts, [saved.text for saved in asked.values()], self.work.today)
        return {number: FilterRow(saved, found) for (number, saved), found in zip(asked.items(), counts, strict=True)}

    def _paint(self, row: FilterRow, cells: int) -> list[Part]:
        name_cells = max(10, min(_NAME_CELLS, cells // 2))
        count = "✗" if row.found is None else capped(min(row.found, MOST_COUNTED), whole=row.found <= MOST_COUNTED)
        rest = max(1, cells - name_cells - 2 - max(6, width(count)) - 1)
        return [
            (pad(row.saved.name, name_cells) + "  ", ""),
            (pad(row.saved.text, rest) + " ", "muted"),
            (count.rjust(6), "warn" if row.found is None else "accent"),
        ]

    # Choosing and saving

    @property
    def _typed_name(self) -> str:
        return self.query_one("#name", Input).value.strip() if self._in_force else ""

    async def save(self) -> None:
        """Save the filter in force under the name that was typed, or else put the one under the cursor in force.

        Raises:
            UsageProblem: the name does not do, the filter cannot be read, or the settings file cannot be written.

        """
        if self._typed_name:
            saved = await asyncio.to_thread(save_filter, self.work.paths.config, self._typed_name, self._in_force)
            self.close(f"✓ Saved the filter “{saved.name}”; f lists it", undoable=False)
            return
        number = self.rows.number
        if number is None:
            raise UsageProblem("there is no saved filter yet. / filters the list, then f saves the filter.")
        text = self._filters[number].text
        read_filter(text)
        self.dismiss(text)

    @on(VirtualList.Opened)
    def _opened(self, event: VirtualList.Opened) -> None:
        event.stop()
        if not self._typed_name:
            self.action_save()

    @on(Input.Changed)
    def _say_replaced(self, event: Input.Changed) -> None:
        """Say before Enter that a name is taken."""
        name = norm_line(event.value)
        taken = next((saved for saved in self._filters if saved.name == name), None)
        content: Content = plain("" if taken is None else f"enter replaces {taken.text}", "warn")
        self.query_one("#problem", Static).update(content)

    # Taking off the list

    def action_remove(self) -> None:
        """Take the filter under the cursor off the list."""
        number = self.rows.number
        if number is not None:
            self.run_worker(self._remove(self._filters[number]))

    async def _remove(self, saved: SavedFilter) -> None:
        try:
            await asyncio.to_thread(remove_filter, self.work.paths.config, saved.name)
            self._removed.append(saved)
            await self._read()
        except UsageProblem as problem:
            self.say_wrong(problem)
        else:
            self.query_one("#problem", Static).update(line((f"✓ Removed “{saved.name}” · u puts it back", "good")))

    def action_restore(self) -> None:
        """Put back what was removed last."""
        if self._removed:
            self.run_worker(self._restore(self._removed[-1]))
        else:
            self.query_one("#problem", Static).update(plain("Nothing was removed here.", "muted"))

    async def _restore(self, saved: SavedFilter) -> None:
        try:
            await asyncio.to_thread(put_back, self.work.paths.config, saved)
            self._removed.remove(saved)
            await self._read(saved.name)
        except UsageProblem as problem:
            self.say_wrong(problem)
        else:
            self.query_one("#problem", Static).update(line((f"✓ Put “{saved.name}” back", "good")))


def _counts(session: Session, texts: Sequence[str], today: date) -> list[int | None]:
    """Count whom each filter finds, a little beyond what is shown; None for one that cannot be read."""
    counts: list[int | None] = []
    for text in texts:
        try:
            wanted = read_filter(text)
        except UsageProblem:
            counts.append(None)
        else:
            counts.append(count_contacts(session, wanted, today, most=MOST_COUNTED + 1))
    return counts
