"""A short list in a dialog: space or a double click picks a row, and it is as high as its rows need."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from netbook.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from netbook.tui.widgets.virtual_list import Painter

T = TypeVar("T")


class PickList(VirtualList[T]):
    """Rows of which one is picked, told as ``Opened``; up from the first row leads back to the field before it."""

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Awaitable[Mapping[int, T]]],
        paint: Painter[T],
        *,
        id: str | None = None,  # noqa: A002 — Textual's name
        most: int = 7,
    ) -> None:
        """Read and draw rows as a virtual list does, at most so many lines high."""
        super().__init__(fetch, paint, id=id, markable=False)
        self._most = most

    def show(self, numbers: Sequence[int], headings: Mapping[int, str] | None = None, *, on: int | None = None) -> None:
        """Show these rows, as high as they need; without any there is no list."""
        self.display = bool(numbers)
        self.styles.height = max(1, min(self._most, len(numbers)))
        super().show(numbers, headings, on=on)

    def action_mark(self) -> None:
        """Pick the row under the cursor."""
        if self.number is not None:
            self.post_message(self.Opened(self, self.number))

    def action_up(self) -> None:
        """Go to the row before; from the first one, back to the field."""
        if self.cursor <= 0 and self.has_focus:
            self.screen.focus_previous()
        else:
            super().action_up()
