"""Small charts of text: bars that can be chosen like the rows of a list, and columns of weeks over them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from netbook.domain.text import pad, width
from netbook.tui.widgets.text import line, lines, plain
from netbook.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from netbook.tui.widgets.text import Part

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_LONGEST_BAR = 40
_LEAST_BAR = 8
"""A bar this long is worth more than the words after the figure."""
_GAP = 2
_TALL, _MIDDLING = 13, 8
"""Lines within a frame from which the columns get four lines, and two."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, how long it is, and the question whom it counts."""

    key: Hashable
    """The same for the same bar whenever it is counted anew, so that the cursor stays on it."""
    label: str
    """Not cleaned yet."""
    count: int
    behind: Callable[..., Sequence[int]] = field(compare=False)
    """Lists the contacts it counts, in a session."""
    title: str
    """Names those contacts over their list; not cleaned yet."""
    aside: str = ""
    """Words after the figure, where there is room."""
    role: str = "accent"


@dataclass(frozen=True, slots=True)
class Figures:
    """What one chart shows: a sentence, the period, and the bars; a string between bars is a heading."""

    sentence: str
    rows: tuple[Bar | str, ...]
    period: str = ""
    of_weeks: bool = False
    """Whether the bars are weeks, the earliest first."""

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The bars without headings; none at all where nothing was counted."""
        bars = tuple(row for row in self.rows if isinstance(row, Bar))
        return bars if any(bar.count for bar in bars) else ()


class BarPainter:
    """Draws bars to one scale: label, bar, figure, and a word after it where there is room."""

    def __init__(self) -> None:
        """Begin without bars."""
        self.measure(())

    def measure(self, bars: Sequence[Bar]) -> None:
        """Measure the bars that will be drawn."""
        self._largest = max((bar.count for bar in bars), default=0)
        self._labels = max((width(bar.label) for bar in bars), default=0)
        self._asides = max((width(bar.aside) for bar in bars), default=0)
        self._figures = len(f"{self._largest:,}")

    def __call__(self, row: Bar, cells: int) -> list[Part]:
        """Draw one bar in so many cells."""
        labels = max(1, min(self._labels, cells // 2, cells - self._figures - 2 * _GAP - 1))
        room = cells - labels - self._figures - 2 * _GAP
        aside = self._asides + _GAP if room - self._asides - _GAP >= _LEAST_BAR else 0
        room = max(1, min(_LONGEST_BAR, room - aside))
        parts = [
            (pad(row.label, labels) + " " * _GAP, ""),
            (pad("█" * self.length(row.count, room), room) + " " * _GAP, row.role),
            (f"{row.count:{self._figures},}", "" if row.count else "muted"),
        ]
        return [*parts, (" " * _GAP + pad(row.aside, self._asides), "muted")] if aside else parts

    def length(self, count: int, cells: int) -> int:
        """Give the cells of a bar; whatever is not nought has at least one."""
        return max(1, count * cells // self._largest) if count else 0


def bucketed(counts: Sequence[int], most: int) -> tuple[list[int], int]:
    """Add neighbours up until there are at most so many numbers, full at the end; says how many make one."""
    size = max(1, -(-len(counts) // max(1, most)))
    first = len(counts) % size
    starts = [*([0] if first else []), *range(first, len(counts), size)]
    ends = [*starts, len(counts)][1:]
    return [sum(counts[start:end]) for start, end in zip(starts, ends, strict=True)], size


def columns(counts: Sequence[int], here: int | None, cells: int, height: int) -> Content:
    """Draw one column a number, to one scale; the column that holds the place ``here`` stands out."""
    sums, size = bucketed(counts, cells)
    largest = max(sums, default=0)
    if not largest:
        return Content()
    chosen = None if here is None else len(sums) - 1 - (len(counts) - 1 - here) // size
    gap = " " if 2 * len(sums) <= cells + 1 else ""
    heights = [max(1, round(number / largest * height * 8)) if number else 0 for number in sums]
    return lines(
        line(*(_cell(eighths, level, gap, chosen=place == chosen) for place, eighths in enumerate(heights)))
        for level in reversed(range(height))
    )


def _cell(eighths: int, level: int, gap: str, *, chosen: bool) -> Part:
    """Draw one column's part of a line, counted from the bottom; a column of nothing is a dot."""
    nothing = not eighths and level == 0
    sign = "·" if nothing else _EIGHTHS[max(0, min(8, eighths - level * 8))]
    return sign + gap, "heading bold" if chosen else "muted" if nothing else "accent"


class Columns(Widget):
    """The columns of a row of weeks; a picture, for the cursor is in the list below."""

    DEFAULT_CSS = "Columns { height: 2; }"

    counts: reactive[tuple[int, ...]] = reactive(())
    here: reactive[int | None] = reactive(None)
    """The place of the week under the cursor."""

    def render(self) -> Content:
        """Draw the columns as high as the widget."""
        return columns(self.counts, self.here, self.size.width, self.size.height)


class Chart(Vertical):
    """A frame with a sentence in words and the bars it speaks of, one of which is under the cursor."""

    DEFAULT_CSS = """
    Chart > .chart-title { height: 1; display: none; text-style: bold; }
    Chart > .sentence { height: auto; }
    Chart.tall > .sentence, Chart.tall > Columns { margin-bottom: 1; }
    """

    def __init__(self, title: str, *, id: str) -> None:  # noqa: A002 — Textual's name
        """Make a chart that is not counted yet."""
        super().__init__(id=id, classes="pane")
        self.heading = title
        self.place = ""
        """Which of the charts it is, said where only one is seen."""
        self.figures: Figures | None = None
        """What it shows; None until it was first counted."""
        self._counting = ""
        self._painter = BarPainter()
        self._number_of: dict[Hashable, int] = {}
        self._bar_of: dict[int, Bar] = {}

    def compose(self) -> Iterable[Any]:
        """Put the sentence over the bars."""
        yield Static(markup=False, classes="chart-title")
        yield Static(markup=False, classes="sentence")
        yield Columns()
        yield VirtualList(self._fetch, self._painter, markable=False)

    def on_mount(self) -> None:
        """Say the title."""
        self.border_title = self.heading
        self.query_one(Columns).display = False
        self._say_period()

    @property
    def rows(self) -> VirtualList[Bar]:
        """The bars as a list."""
        return self.query_one(VirtualList)

    @property
    def bar(self) -> Bar | None:
        """The bar under the cursor."""
        number = self.rows.number
        return None if number is None else self._bar_of.get(number)

    # What it shows

    def count(self, period: str = "") -> None:
        """Say that the figures of a period are being counted; those counted before stay in sight."""
        known = self.figures is not None and self.figures.period == period
        self._counting = "counting …" if known or not period else f"counting {period} …"
        if self.figures is None:
            self.query_one(".sentence", Static).update(plain("counting …", "muted"))
        self._say_period()

    def give_up(self) -> None:
        """Say that it could not be counted; figures counted before stay in sight."""
        self._counting = ""
        if self.figures is None:
            self.query_one(".sentence", Static).update(plain("This could not be counted.", "warn"))
        self._say_period()

    def show(self, figures: Figures) -> None:
        """Show figures; the cursor stays on its bar, and begins on this week where bars are weeks."""
        first = self.figures is None or not self.figures.bars
        self.figures, self._counting = figures, ""
        self.query_one(".sentence", Static).update(plain(figures.sentence))
        bars = figures.bars
        self._painter.measure(bars)
        numbers, headings = self._numbered(figures.rows if bars else ())
        self.rows.show(numbers, headings, on=numbers[-1] if first and figures.of_weeks and numbers else None)
        self._say_period()
        self.fit()

    def _numbered(self, rows: Sequence[Bar | str]) -> tuple[list[int], dict[int, str]]:
        """Give each bar the number its key has always had, and headings the negative ones."""
        numbers: list[int] = []
        headings: dict[int, str] = {}
        self._bar_of = {}
        for row in rows:
            if isinstance(row, str):
                number = -1 - len(headings)
                headings[number] = row
            else:
                number = self._number_of.setdefault(row.key, len(self._number_of))
                self._bar_of[number] = row
            numbers.append(number)
        return numbers, headings

    async def _fetch(self, numbers: Sequence[int]) -> Mapping[int, Bar]:
        return {number: self._bar_of[number] for number in numbers if number in self._bar_of}

    def say_place(self, place: str) -> None:
        """Say which of the charts this is; nothing where all are seen."""
        self.place = place
        self._say_period()

    def _say_period(self) -> None:
        period = self.figures.period if self.figures is not None else ""
        said = " · ".join(part for part in (period, self._counting, self.place) if part)
        self.border_subtitle = said
        self.query_one(".chart-title", Static).update(plain(f"{self.heading} · {said}" if said else self.heading))

    # Columns of weeks

    @on(VirtualList.Highlighted)
    def _point_out(self, event: VirtualList.Highlighted) -> None:
        event.stop()
        self.query_one(Columns).here = self.rows.cursor if self.rows.cursor >= 0 else None

    def on_resize(self) -> None:
        """Give the columns the lines that there are."""
        self.fit()

    def fit(self) -> None:
        """Show the columns where they leave room for the list."""
        drawn = self.query_one(Columns)
        figures = self.figures
        bars = figures.bars if figures is not None and figures.of_weeks else ()
        tall = self.size.height >= _TALL
        self.set_class(tall, "tall")
        drawn.display = bool(bars) and self.size.height >= _MIDDLING
        drawn.styles.height = 4 if tall else 2
        drawn.counts = tuple(bar.count for bar in bars)
