"""A list of any length: only the rows in sight are ever read or drawn.

It is given the numbers of all its rows in their order, which is cheap, and reads what stands in a row when the row
comes into sight, off the interface's thread; until then a placeholder is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from netbook.domain.text import pad
from netbook.tui.beside import start_beside
from netbook.tui.keys import MARKING, MOVING
from netbook.tui.themes import ROLES
from netbook.tui.widgets.numbered_rows import NumberedRows

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from textual import events

    from netbook.tui.widgets.text import Part

T = TypeVar("T")
Row_contra = TypeVar("Row_contra", contravariant=True)
_MOVES = {name: binding.action for binding in MOVING for name in binding.key.split(",")}
_BOLD = Style(bold=True)
MOST_KEPT = 2_000
"""Rows kept in memory; beyond them those read longest ago are forgotten."""
GUTTER = 2


class Painter(Protocol[Row_contra]):
    """Draws one row."""

    def __call__(self, row: Row_contra, cells: int) -> Sequence[Part]:
        """Give the parts of a row of so many cells; they are cleaned and padded already."""


class VirtualList(NumberedRows, ScrollView, Generic[T], can_focus=True):
    """Rows that are read when they are seen; a cursor, marks, and headings that the cursor steps over."""

    BINDINGS = [*MOVING, *MARKING]  # noqa: RUF012 — Textual's form
    COMPONENT_CLASSES = {f"virtual-list--{role}" for role in (*ROLES, "cursor")}  # noqa: RUF012 — the same
    DEFAULT_CSS = (
        "VirtualList { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }\n"
        "VirtualList > .virtual-list--cursor { background: $nb-cursor; text-style: bold; }\n"
        + "\n".join(f"VirtualList > .virtual-list--{role} {{ color: $nb-{role}; }}" for role in ROLES)
        + "\nVirtualList > .virtual-list--heading { text-style: bold; }"
    )

    cursor: reactive[int] = reactive(-1, init=False, repaint=False)
    """The place of the row under the cursor; -1 where there is none."""

    @dataclass
    class Highlighted(Message):
        """The cursor stands on another row, or on the same one read anew; ``number`` is None in an empty list."""

        rows: VirtualList[Any]
        number: int | None

        @property
        def control(self) -> VirtualList[Any]:
            """The list."""
            return self.rows

    @dataclass
    class Opened(Message):
        """A row was chosen by a double click."""

        rows: VirtualList[Any]
        number: int

        @property
        def control(self) -> VirtualList[Any]:
            """The list."""
            return self.rows

    @dataclass
    class Marked(Message):
        """Other rows are marked now."""

        rows: VirtualList[Any]

        @property
        def control(self) -> VirtualList[Any]:
            """The list."""
            return self.rows

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Awaitable[Mapping[int, T]]],
        paint: Painter[T],
        *,
        id: str | None = None,  # noqa: A002 — Textual's name
        markable: bool = True,
        before_mark: Callable[[T], bool] | None = None,
    ) -> None:
        """Read rows by their numbers with ``fetch``, draw them with ``paint``.

        ``before_mark`` may deal with a row on which space is pressed; the row is marked unless it says it did.
        """
        super().__init__(id=id)
        self._fetch = fetch
        self._paint = paint
        self.markable = markable
        self._before_mark = before_mark
        self._rows: dict[int, T] = {}
        self._old: set[int] = set()
        self._styles: dict[str, Style] = {}

    # What it shows

    def show(self, numbers: Sequence[int], headings: Mapping[int, str] | None = None, *, on: int | None = None) -> None:
        """Show these rows; the cursor stays on its row, or near it, unless ``on`` names another."""
        before = self.number if on is None else on
        place = self.cursor
        self.numbers, self.headings = numbers, headings or {}
        self._old = set(self._rows)
        if self.marked:
            self.marked &= set(numbers)
        self.virtual_size = Size(self.size.width, len(numbers))
        self._place_cursor(before, place)
        self.refresh()
        self._read_in_sight()
        self.post_message(self.Highlighted(self, self.number))

    def _place_cursor(self, number: int | None, place: int) -> None:
        found = self.index_of(number, near=place) if number is not None else None
        if found is None:
            found = self.selectable(max(0, min(place, len(self.numbers) - 1)), 1)
        self.set_reactive(VirtualList.cursor, found)
        if found >= 0:
            self._bring_into_sight()

    @property
    def number(self) -> int | None:
        """The row under the cursor."""
        return self.numbers[self.cursor] if 0 <= self.cursor < len(self.numbers) else None

    @property
    def row(self) -> T | None:
        """What stands in the row under the cursor; None while it is read."""
        number = self.number
        return None if number is None else self._rows.get(number)

    def row_of(self, number: int) -> T | None:
        """Give what stands in a row, if it was read."""
        return self._rows.get(number)

    def chosen(self) -> list[int]:
        """Give the marked rows in their order, or the one under the cursor."""
        if self.marked:
            return [number for number in self.numbers if number in self.marked]
        return [] if self.number is None else [self.number]

    def unmark(self) -> None:
        """Take all marks off."""
        if self.marked:
            self.marked = frozenset()
            self._marks_changed()

    # Reading

    def _in_sight(self) -> range:
        height = max(1, self.size.height)
        top = max(0, self.scroll_offset.y - height)
        return range(top, min(len(self.numbers), self.scroll_offset.y + 2 * height))

    def _read_in_sight(self) -> None:
        numbers = [self.numbers[place] for place in self._in_sight()]
        wanted = [number for number in numbers if number >= 0 and (number not in self._rows or number in self._old)]
        if wanted:
            start_beside(self, partial(self._read, wanted), "rows", exclusive=True)

    async def _read(self, wanted: Sequence[int]) -> None:
        found = await self._fetch(wanted)
        for number in wanted:
            self._rows.pop(number, None)
        self._rows.update(found)
        self._old.difference_update(wanted)
        while len(self._rows) > MOST_KEPT:
            self._rows.pop(next(iter(self._rows)))
        self.refresh()
        if self.number in found:
            self.post_message(self.Highlighted(self, self.number))

    # Drawing

    @property
    def cells(self) -> int:
        """The cells of a row, beside the scroll bar."""
        return self.scrollable_content_region.width

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines; what their styles come to is worked out once for all of them."""
        self._styles.clear()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw the line ``y`` of those in sight."""
        place = self.scroll_offset.y + y
        cells = self.cells
        if not 0 <= place < len(self.numbers):
            return Strip.blank(cells, self._style(""))
        number = self.numbers[place]
        if number < 0:
            text = pad(" " + self.headings.get(number, ""), cells)
            return Strip([Segment(text, self._style("heading"))], cells)
        here = "cursor " if place == self.cursor else ""
        gutter = (">" if here and self.has_focus else " ") + ("*" if number in self.marked else " ")
        segments = [Segment(gutter, self._style(f"{here}accent"))]
        row = self._rows.get(number)
        parts = self._paint(row, cells - GUTTER) if row is not None else [("…", "muted")]
        segments += [Segment(text, self._style(here + role)) for text, role in parts]
        return Strip(segments).adjust_cell_length(cells, self._style(here))

    def _style(self, roles: str) -> Style:
        """Give the style of a text with these roles, the first of which the others are laid upon."""
        style = self._styles.get(roles)
        if style is None:
            style = self.rich_style
            for word in roles.split():
                style += _BOLD if word == "bold" else self._component(word)
            self._styles[roles] = style
        return style

    def _component(self, role: str) -> Style:
        return self.get_component_rich_style(f"virtual-list--{role}", partial=True)

    # Moving

    async def on_key(self, event: events.Key) -> None:
        """Move at once: the way of a key up through the page, and down again as an action, takes longer than drawing."""
        action = _MOVES.get(event.key)
        if action is not None:
            event.stop()
            event.prevent_default()
            await self.run_action(action)

    def watch_cursor(self, before: int, after: int) -> None:
        """Draw the two rows anew, and tell."""
        for place in (before, after):
            self._refresh_row(place)
        if after >= 0:
            self._bring_into_sight()
        self.post_message(self.Highlighted(self, self.number))

    def _refresh_row(self, place: int) -> None:
        y = place - self.scroll_offset.y
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def _bring_into_sight(self) -> None:
        top, height = self.scroll_offset.y, max(1, self.size.height)
        above = 1 if self.cursor == 1 and self.numbers[0] < 0 else 0
        if self.cursor - above < top:
            target = self.cursor - above
        elif self.cursor >= top + height:
            target = self.cursor - height + 1
        else:
            return
        self.scroll_to(y=target, animate=False, force=True, immediate=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Read what comes into sight."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._read_in_sight()

    def on_resize(self) -> None:
        """Read what comes into sight, and keep the cursor there."""
        self.virtual_size = Size(self.size.width, len(self.numbers))
        if self.cursor >= 0:
            self._bring_into_sight()
        self._read_in_sight()

    def on_focus(self) -> None:
        """Show where the cursor is."""
        self._refresh_row(self.cursor)

    def on_blur(self) -> None:
        """Take the sign off the cursor."""
        self._refresh_row(self.cursor)

    def move_to(self, place: int, step: int = 1) -> None:
        """Put the cursor on a place, or the nearest row that is no heading."""
        if self.numbers:
            self.cursor = self.selectable(max(0, min(place, len(self.numbers) - 1)), step)

    def move_to_number(self, number: int) -> bool:
        """Put the cursor on a row; says whether it is there."""
        found = self.index_of(number, self.cursor)
        if found is not None:
            self.cursor = found
        return found is not None

    def action_down(self) -> None:
        """Go to the next row."""
        self.move_to(self.cursor + 1, 1)

    def action_up(self) -> None:
        """Go to the row before."""
        self.move_to(self.cursor - 1, -1)

    def action_first(self) -> None:
        """Go to the first row."""
        self.move_to(0, 1)

    def action_last(self) -> None:
        """Go to the last row."""
        self.move_to(len(self.numbers) - 1, -1)

    def action_half(self, way: int) -> None:
        """Go half a page."""
        self.move_to(self.cursor + way * max(1, self.size.height // 2), way)

    def action_page(self, way: int) -> None:
        """Go a page."""
        self.move_to(self.cursor + way * max(1, self.size.height - 1), way)

    # Marking

    def action_mark(self) -> None:
        """Mark the row, or take its mark off, and go on."""
        number = self.number
        if not self.markable or number is None:
            return
        row = self.row
        if self._before_mark is not None and row is not None and self._before_mark(row):
            return
        self.mark_one(self.cursor)
        self._marks_changed()
        self.action_down()

    def action_mark_range(self) -> None:
        """Mark all rows from the last mark to the cursor."""
        if not self.markable or self.number is None:
            return
        self.mark_up_to(self.cursor)
        self._marks_changed()

    def action_mark_all(self) -> None:
        """Mark every row, or none if all are marked."""
        if not self.markable:
            return
        self.mark_every()
        self._marks_changed()

    def _marks_changed(self) -> None:
        self.refresh()
        self.post_message(self.Marked(self))

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a double click opens."""
        place = self.scroll_offset.y + event.y
        if not 0 <= place < len(self.numbers) or self.numbers[place] < 0:
            return
        self.cursor = place
        if event.chain == 2:
            self.post_message(self.Opened(self, self.numbers[place]))
