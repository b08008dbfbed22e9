"""The filter as one types: a field, chips that show which terms are in force, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from netbook.domain.filters import Filter, describe, read_filter
from netbook.domain.text import shorten, width
from netbook.errors import UsageProblem
from netbook.tui.keys import IN_FILTER
from netbook.tui.widgets.text import lines, plain, style_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events
    from textual.app import ComposeResult

LONGEST = 400
"""Letters in a filter; nobody types more, but a paste can."""
_WIDEST_CHIP = 34
_PLACEHOLDER = "words, #tag at: on: met: last: due: is: sector: org: via:"


def rewritten(words: tuple[str, ...], terms: tuple[str, ...]) -> str:
    """Write a filter anew; a word that would be read as a term, or as two, is put into quotes."""
    quoted = [f'"{word}"' if " " in word or ":" in word or word[:1] in {"#", "-"} else word for word in words]
    return " ".join([*quoted, *terms])


def without(wanted: Filter, place: int) -> str:
    """Write a filter anew without one of its terms."""
    kept = [term.written for at, term in enumerate(wanted.terms) if at != place]
    return rewritten(wanted.words, tuple(kept))


class FilterInput(Input):
    """The field; Enter and the down key go on to the list."""

    BINDINGS = [*IN_FILTER]  # noqa: RUF012 — Textual's form

    class Leaving(Message):
        """The user goes on to the list; ``entered`` tells Enter from the down key."""

        def __init__(self, *, entered: bool) -> None:
            """Say how the field was left."""
            super().__init__()
            self.entered = entered

    def action_to_list(self) -> None:
        """Go to the list; the filter stays."""
        self.post_message(self.Leaving(entered=False))

    async def action_submit(self) -> None:
        """Go to the list, or add somebody where there is no list."""
        self.post_message(self.Leaving(entered=True))

    def action_clear(self) -> None:
        """Clear the filter; where it is clear already, go to the list."""
        if self.value:
            self.value = ""
        else:
            self.action_to_list()


class Chips(Widget):
    """Terms in force; a click on one takes it off. Those without room are counted."""

    DEFAULT_CSS = "Chips { width: auto; max-width: 60%; height: 1; }"

    words: reactive[tuple[str, ...]] = reactive((), layout=True)

    @dataclass
    class Removed(Message):
        """A chip was clicked."""

        place: int

    def get_content_width(self, container: object, viewport: object) -> int:  # noqa: ARG002 — Textual's signature
        """Ask for room for all chips."""
        return sum(width(text) + 1 for text in self._texts())

    def render(self) -> Content:
        """Draw the chips that fit."""
        shown = list(self._shown())
        parts: list[Content | str] = [plain(f" {text}", "accent") for _, text in shown]
        left_out = len(self.words) - len(shown)
        if left_out:
            parts.append(plain(f" +{left_out}", "muted"))
        return Content.assemble(*parts)

    def _texts(self) -> list[str]:
        return [f"[{shorten(word, _WIDEST_CHIP)} ×]" for word in self.words]

    def _shown(self) -> Iterator[tuple[int, str]]:
        texts = self._texts()
        at = 0
        for place, text in enumerate(texts):
            needed = 1 + width(text)
            rest = 0 if place == len(texts) - 1 else len(" +99")
            if at + needed + rest > self.size.width:
                return
            yield at + 1, text
            at += needed

    def on_click(self, event: events.Click) -> None:
        """Take off the term under the mouse."""
        event.stop()
        for place, (at, text) in enumerate(self._shown()):
            if at <= event.x < at + width(text):
                self.post_message(self.Removed(place))
                return


class FilterBar(Vertical):
    """The field with its chips, and below it what is wrong while there is something."""

    DEFAULT_CSS = """
    FilterBar { height: auto; }
    FilterBar > Horizontal { height: 1; }
    FilterBar .slash { width: 2; color: $nb-accent; }
    FilterBar Input { border: none; height: 1; padding: 0; width: 1fr; background: transparent; }
    FilterBar Input:focus { border: none; background: $panel; }
    FilterBar #filter-problem { height: auto; display: none; }
    """

    @dataclass
    class Changed(Message):
        """Another filter is in force."""

        wanted: Filter

    @dataclass
    class Left(Message):
        """The user goes on to the list; ``entered`` tells Enter from the down key."""

        entered: bool

    def __init__(self, placeholder: str = _PLACEHOLDER) -> None:
        """Begin without a filter."""
        super().__init__(id="filter")
        self.wanted = Filter()
        self.wrong = False
        """Whether the text is an unfinished or unknown term; the filter before it stays in force."""
        self._in_force = ""
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        """Put the field and its chips into a row."""
        with Horizontal():
            yield Static("/ ", classes="slash", markup=False)
            yield FilterInput(placeholder=self._placeholder, max_length=LONGEST, select_on_focus=False)
            yield Chips()
        yield Static(id="filter-problem", markup=False)

    @property
    def field(self) -> FilterInput:
        """The field."""
        return self.query_one(FilterInput)

    @property
    def in_force(self) -> str:
        """The filter in force as it was typed."""
        return self._in_force

    def set_text(self, text: str) -> None:
        """Put a text into the field, as if it were typed."""
        self.field.value = text
        self.field.cursor_position = len(text)

    @on(Input.Changed)
    def _read(self, event: Input.Changed) -> None:
        event.stop()
        try:
            wanted = read_filter(event.value)
        except UsageProblem as problem:
            self._say_wrong(problem)
            return
        self._say_wrong(None)
        self._in_force = event.value.strip()
        if wanted != self.wanted:
            self.wanted = wanted
            self.query_one(Chips).words = describe(wanted)
            self.post_message(self.Changed(wanted))

    def _say_wrong(self, problem: UsageProblem | None) -> None:
        self.wrong = problem is not None
        line = self.query_one("#filter-problem", Static)
        line.display = self.wrong
        line.update(
            Content() if problem is None else lines([Content.styled("  ", style_of("")) + plain(str(problem), "warn")])
        )

    @on(Chips.Removed)
    def _remove(self, event: Chips.Removed) -> None:
        event.stop()
        self.set_text(without(self.wanted, event.place))

    @on(FilterInput.Leaving)
    def _leave(self, event: FilterInput.Leaving) -> None:
        event.stop()
        self.post_message(self.Left(event.entered))
