"""The footer: the keys of this page, help first and the palette last; what has no room is left out whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from netbook.domain.text import width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.binding import Binding

_GAP = 2


@dataclass(frozen=True, slots=True)
class Hint:
    """A key in the footer: how it is written, its word, and the action it runs."""

    key: str
    words: str
    action: str

    @property
    def cells(self) -> int:
        """The cells it takes."""
        return width(self.key) + 1 + width(self.words)


def hint(binding: Binding, words: str | None = None) -> Hint:
    """Make a hint of a binding."""
    return Hint(binding.key_display or binding.key.split(",")[0], words or binding.description, binding.action)


def fit(hints: Sequence[Hint], cells: int) -> list[Hint | None]:
    """Choose the hints that fit: the first and the last always, the middle from its left; None stands for “…”."""
    if len(hints) < 3:
        return list(hints)
    first, *middle, last = hints
    room = cells - 2 - first.cells - last.cells - _GAP
    kept: list[Hint | None] = []
    for place, item in enumerate(middle):
        rest = 0 if place == len(middle) - 1 else _GAP + 1
        if item.cells + _GAP + rest > room:
            kept.append(None)
            break
        kept.append(item)
        room -= item.cells + _GAP
    return [first, *kept, last]


class KeyBar(Widget):
    """One row of keys, each of which can be clicked."""

    DEFAULT_CSS = "KeyBar { height: 1; background: $panel; }"

    hints: reactive[tuple[Hint, ...]] = reactive(())

    def render(self) -> Content:
        """Draw the row, the last hint at its right end."""
        parts: list[tuple[str, str]] = []
        used = 1
        places = self._places()
        for at, item in places:
            parts.append((" " * (at - used + (1 if not parts else 0)), ""))
            if item is None:
                parts.append(("…", "$nb-muted"))
                used = at + 1
            else:
                parts += [(item.key, "bold $nb-accent"), (" ", ""), (item.words, "")]
                used = at + item.cells
        return Content.assemble(*(part for part in parts if part[0]))

    def _places(self) -> list[tuple[int, Hint | None]]:
        """Give the column where each hint begins."""
        chosen = fit(self.hints, self.size.width)
        places: list[tuple[int, Hint | None]] = []
        at = 1
        for item in chosen:
            places.append((at, item))
            at += (1 if item is None else item.cells) + _GAP
        if len(chosen) > 2 and (last := chosen[-1]) is not None:
            places[-1] = (max(places[-1][0], self.size.width - 1 - last.cells), last)
        return places

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        for at, item in self._places():
            if item is not None and at <= event.x < at + item.cells:
                self.screen.call_later(self.screen.run_action, item.action)
                return
