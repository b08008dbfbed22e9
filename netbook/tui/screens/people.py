"""Everybody in the book: filtered as one types, in the order one wants, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import Container, Vertical

from netbook.domain.counts import people
from netbook.domain.filters import Filter, TermKind
from netbook.domain.text import shorten
from netbook.queries.people import Sort, count_contacts, counts_without, list_contacts, those_who_fit
from netbook.queries.spelling import respelt
from netbook.tui.keys import ON_PEOPLE
from netbook.tui.screens.contact_list import ContactListPage
from netbook.tui.widgets.contact_columns import people_columns
from netbook.tui.widgets.filter_bar import FilterBar
from netbook.tui.widgets.reader import Reader
from netbook.tui.widgets.status_line import StatusLine
from netbook.tui.widgets.text import lines, plain
from netbook.tui.widgets.titles import Titles
from netbook.tui.widgets.virtual_list import VirtualList
from netbook.wording.filtering import MOST_COUNTED, capped, name_to_add, nobody_matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from textual.content import Content

    from netbook.queries.exporting import Chosen

AT_ONCE = MOST_COUNTED
_SPELT_CELLS = 20
"""Rows that are asked for first: enough to fill any screen, and quicker than all of a big book."""
_SORTS = {
    Sort.STATE: "by state",
    Sort.NAME: "by name",
    Sort.LAST: "by last contact",
    Sort.ADDED: "by day added",
}


class PeoplePage(ContactListPage):
    """All contacts, with a filter over them."""

    BINDINGS = [*ON_PEOPLE]  # noqa: RUF012 — Textual's form
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-tall")]  # noqa: RUF012 — the same
    DEFAULT_CSS = "PeoplePage.-low .side { display: none; }"
    TAB = "people"
    FOOTER = ("open", "find", "log", "mark", "tags", "saved-filters", "add", "met", "done", "sort-next", "undo")

    def __init__(self) -> None:
        """Make the page; it begins with everybody, the coldest first."""
        super().__init__()
        self._sort = Sort.STATE
        self._painter = people_columns(lambda: self.work.today)
        self._everybody = 0
        self._counted = -1
        """The version of the book in which everybody was counted."""
        self._whole = True
        """Whether the list holds all who fit, and not only the first of them."""
        self._ranking: list[int] = []
        """Everybody in order, from which a filter takes those who fit."""
        self._ranked: tuple[Sort, int, date] | None = None
        """In which order, in which version of the book, on which day."""
        self._spelt = ""
        """The words that were looked for in place of those typed, which nobody has."""
        self._looking = False
        self._entered = False
        """Whether Enter was pressed before the list had followed what was typed."""

    def compose_body(self) -> Iterable[Any]:
        """Put the filter, the list and the pane up."""
        with Container(id="body"):
            with Vertical(classes="pane main", id="list-pane") as pane:
                pane.border_title = "People"
                yield FilterBar()
                yield Titles(self._painter)
                yield VirtualList(self.fetch_cards, self._painter, id="rows")
                yield Reader(id="nobody")
            yield Reader(classes="pane side", id="side")

    def on_mount(self) -> None:
        """Begin with the list."""
        self.query_one("#nobody").display = False

    @property
    def bar(self) -> FilterBar:
        """The filter."""
        return self.query_one(FilterBar)

    def on_screen_resume(self) -> None:
        """Take over a filter that was chosen elsewhere."""
        super().on_screen_resume()
        if self.netbook.filter_in_force != self.bar.in_force:
            self.filter_by(self.netbook.filter_in_force)

    # The list

    async def load(self) -> None:
        """List who fits; their cards are read as they come into sight."""
        self._look_up()

    def _look_up(self, *, anew: bool = False) -> None:
        self._looking = self._looking or anew
        self.replace_work(self._find, "list")

    async def _find(self) -> None:
        wanted, today = self.bar.wanted, self.work.today
        numbers = await self._listed(wanted) or await self._show_spelt(wanted)
        if self._counted != self.netbook.version:
            version = self.netbook.version
            everybody = await self.work.look(count_contacts, Filter(), today) if wanted else len(numbers)
            self._everybody, self._counted = everybody, version
            self.show_counts()
        if not numbers:
            without = await self.work.look(counts_without, wanted, today, most=MOST_COUNTED + 1)
            self._say_nobody(without)

    async def _listed(self, wanted: Filter) -> list[int]:
        """Show who fits: picked out of everybody where these are listed, else the first of them, then all."""
        sort, today, version = self._sort, self.work.today, self.netbook.version
        ranking = self._ranking_for(wanted)
        if ranking is not None:
            numbers = await self.work.look(those_who_fit, wanted, today, ranking) if wanted else ranking
            return self._shown(numbers, whole=True)
        # Marks on rows further down would be lost if only the first rows were shown for a moment, and so would the
        # place of the cursor when the same list is read anew.
        if not self.rows.marked and (self._looking or not self.rows.numbers):
            numbers = await self.work.look(list_contacts, wanted, today, sort=sort, most=AT_ONCE)
            whole = len(numbers) < AT_ONCE
            self._shown(numbers, whole=whole)
            if whole:
                return numbers
        numbers = await self.work.look(list_contacts, wanted, today, sort=sort)
        if not wanted:
            self._ranking, self._ranked = numbers, (sort, version, today)
        return self._shown(numbers, whole=True)

    def _shown(self, numbers: list[int], *, whole: bool) -> list[int]:
        if numbers:
            self._show(numbers, whole=whole)
        return numbers

    def _ranking_for(self, wanted: Filter) -> list[int] | None:
        """Give everybody in order if that was read and still holds, and the filter asks for nobody beyond."""
        beyond = any(term.kind is TermKind.STATE and term.value in {"inbox", "archived"} for term in wanted.terms)
        as_it_is = self._ranked == (self._sort, self.netbook.version, self.work.today)
        return self._ranking if as_it_is and not beyond else None

    async def _show_spelt(self, wanted: Filter) -> list[int]:
        """List whom a filter that finds nobody finds with its words spelt as in the book; nobody where there is none."""
        spelt, numbers = await self.work.look(respelt, wanted), []
        if spelt is not None:
            numbers = await self.work.look(list_contacts, spelt, self.work.today, sort=self._sort)
        self._show(numbers, whole=True, spelt=" ".join(spelt.words) if spelt is not None and numbers else "")
        return numbers

    def _show(self, numbers: Sequence[int], *, whole: bool, spelt: str = "") -> None:
        self._whole, self._spelt = whole, spelt
        nobody = self.query_one("#nobody", Reader)
        was_on = self.focused
        nobody.display = not numbers
        self.rows.display = self.query_one(Titles).display = bool(numbers)
        self.rows.show(numbers, on=numbers[0] if self._looking and numbers else None)
        if not numbers:
            self._say_nobody(())
        if self._entered:
            self._go_on()
        elif was_on in {None, self.rows, nobody}:
            self._focus_list()
        self._looking = self._entered = False
        self.call_after_refresh(self.query_one(Titles).refresh)
        self.show_counts()

    def _focus_list(self) -> None:
        (self.rows if self.rows.numbers else self.query_one("#nobody", Reader)).focus()

    def on_resize(self) -> None:
        """Lay the titles out anew too."""
        super().on_resize()
        self.call_after_refresh(self.query_one(Titles).refresh)
        self.call_after_refresh(self.show_counts)

    def show_counts(self) -> None:
        """Say how many rows there are of how many, in which order, or how many are marked."""
        count, marked = self.rows.count, len(self.rows.marked)
        shown = capped(count, whole=self._whole)
        if marked:
            words = f"{marked:,} of {shown} marked"
        else:
            of = f" of {self._everybody:,}" if self.bar.wanted and self._counted >= 0 else ""
            words = f"{shown}{of} · {_SORTS[self._sort]} ▼ · [ ] change"
        if self._spelt:
            words = f"spelt “{shorten(self._spelt, _SPELT_CELLS)}” · {words}"
        self.query_one("#list-pane").border_subtitle = words.replace("[", r"\[")
        # Where there is no frame, the line below says it.
        self.query_one(StatusLine).about = words if self.has_class("-tiny") else ""

    def action_sort(self, way: int) -> None:
        """Take the next order, or the one before."""
        orders = list(_SORTS)
        self._sort = orders[(orders.index(self._sort) + way) % len(orders)]
        self._look_up(anew=True)

    def whom_to_export(self) -> tuple[Chosen | None, str]:
        """Give those who are marked, else those who fit the filter, else everybody."""
        if self.rows.marked:
            marked = tuple(self.rows.chosen())
            return marked, people(len(marked))
        return (self.bar.wanted, self.bar.in_force) if self.bar.wanted else (None, "")

    # The filter

    def filter_by(self, text: str) -> None:
        """Put a filter in force, and go to the list."""
        self.bar.set_text(text)
        self._focus_list()

    def action_find(self) -> None:
        """Go to the filter."""
        self.bar.field.focus()

    @on(FilterBar.Changed)
    def _filter(self, event: FilterBar.Changed) -> None:
        event.stop()
        self.netbook.filter_in_force = self.bar.in_force
        self._look_up(anew=True)

    @on(FilterBar.Left)
    def _leave_filter(self, event: FilterBar.Left) -> None:
        event.stop()
        if self.bar.wrong and event.entered:
            return
        if event.entered and self._looking:
            self._entered = True
        elif event.entered:
            self._go_on()
        else:
            self._focus_list()

    def _go_on(self) -> None:
        """Go to the list, or add whom was looked for in vain."""
        if self.rows.numbers or not self._newcomer:
            self._focus_list()
        else:
            self.action_add(self._newcomer)

    def action_open_contact(self) -> None:
        """Show the whole contact, or add whom was looked for in vain."""
        if self.rows.numbers or not self._newcomer:
            super().action_open_contact()
        else:
            self.action_add(self._newcomer)

    def action_back(self) -> None:
        """Take marks off, else clear the filter, else go back."""
        if self.unmark():
            return
        if self.bar.field.value:
            self.bar.set_text("")
        else:
            super().action_back()

    # Nobody to show

    @property
    def _newcomer(self) -> str:
        return name_to_add(self.bar.wanted.words)

    def _say_nobody(self, without: Sequence[tuple[str, int]]) -> None:
        self.query_one("#nobody", Reader).show(self._nobody(without))

    def _nobody(self, without: Sequence[tuple[str, int]]) -> Content:
        if self.bar.wanted:
            return lines([" ".join(nobody_matches(self.bar.in_force, without, self._newcomer))])
        return lines(
            [
                "Nobody here yet.",
                "",
                plain("a adds a contact · m records a meeting · I brings people from an export", "muted"),
                plain("A opens the inbox, where people that imports found wait", "muted"),
            ]
        )

    def empty_side(self) -> Content:
        """Say what stands in the pane of an empty list."""
        return plain(f"{people(self._everybody)} in the book." if self._everybody else "", "muted")
