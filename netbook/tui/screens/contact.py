"""The page of one contact: the card, what is promised, and the timeline with a search inside it."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import SuspendNotSupported
from textual.containers import Container, Vertical
from textual.widgets import Input, Static

from netbook.domain.counts import counted
from netbook.domain.text import plain as search_key
from netbook.editor import edit_text
from netbook.queries.cards import cards
from netbook.queries.timeline import timeline
from netbook.tui.dialogs.edit import NO_EDITOR
from netbook.tui.keys import ON_CONTACT_PAGE
from netbook.tui.screens.page import Page
from netbook.tui.widgets.contact_card import whole_card
from netbook.tui.widgets.key_bar import Hint, KeyBar
from netbook.tui.widgets.reader import Reader
from netbook.tui.widgets.text import plain
from netbook.tui.widgets.timeline import PAGE_ROWS, Entry, Timeline, paint_entry
from netbook.usecases.edit import edit
from netbook.usecases.follow_ups import keep

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from netbook.queries.cards import ContactCard
    from netbook.queries.timeline import InteractionRow

_PROMISES, _INTERACTIONS = -1, -2


class ContactPage(Page):
    """Everything of one contact."""

    BINDINGS = [*ON_CONTACT_PAGE]  # noqa: RUF012 — Textual's form
    TAB = "people"
    AUTO_FOCUS = "Timeline"
    FOOTER = ("edit", "log", "done", "note", "promise", "mark", "find", "snooze", "cadence", "tags", "add-handle",
              "open-profile", "copy-handle", "notes-editor", "undo", "back")  # fmt: skip
    DEFAULT_CSS = """
    ContactPage #card-pane > Reader { height: auto; max-height: 100%; }
    ContactPage.-wide #card-pane, ContactPage.-widest #card-pane { width: 5fr; }
    ContactPage.-wide #timeline-pane, ContactPage.-widest #timeline-pane { width: 6fr; }
    ContactPage.-narrow #card-pane { height: auto; max-height: 50%; }
    ContactPage.-narrow #card-pane > Reader { max-height: 8; }
    ContactPage.-tiny #card-pane { height: auto; max-height: 6; }
    ContactPage.-tiny #card-pane > Reader { max-height: 6; }
    ContactPage #search { display: none; }
    """

    def __init__(self, number: int) -> None:
        """Show the contact of this number."""
        super().__init__()
        self.contact = number
        self._shown: ContactCard | None = None
        self._found: list[InteractionRow] = []
        self._all_read = False
        self._reading = asyncio.Lock()
        self._entries: dict[int, Entry] = {}
        self._words: tuple[str, ...] = ()
        """What the search in force looks for."""
        self._gone = ""

    def compose_body(self) -> Iterable[Any]:
        """Put the card and the timeline up."""
        with Container(id="body"):
            with Vertical(classes="pane", id="card-pane"):
                yield Reader(id="card")
            with Vertical(classes="pane", id="timeline-pane") as pane:
                pane.border_title = "Timeline"
                yield Input(id="search", placeholder="words of a note, an event, a channel, a year")
                yield Static(id="nothing", markup=False, classes="note")
                yield Timeline(self._fetch, paint_entry(lambda: self.work.today), id="rows")

    # Reading

    async def load(self) -> None:
        """Read the card and as much of the timeline as was seen already."""
        found = await self.work.look(cards, [self.contact], self.work.today)
        if not found or (found[0].archived and self._shown is not None and not self._shown.archived):
            self._leave(archived=bool(found))
            return
        async with self._reading:
            most = None if self._all_read and self._found else max(PAGE_ROWS, len(self._found))
            rows = await self.work.look(timeline, self.contact, most=most)
            self._shown, self._found = found[0], list(rows)
            self._all_read = most is None or len(rows) < most
        self.query_one(KeyBar).hints = self.hints()
        self._show_card()
        self._show_rows()

    def _leave(self, *, archived: bool) -> None:
        """Close the page of a contact that is no longer there; one just archived says so itself."""
        called = "This contact" if self._shown is None else self._shown.called
        if not archived:
            said = f"{self.netbook.said[0]} · " if self.netbook.said[0].startswith("✓") else ""
            self.say(f"{said}{called} is not in the book any more.", "warn")
        self._gone = called
        self._close_if_gone()

    def _close_if_gone(self) -> None:
        if self._gone and self.is_current:
            self.dismiss()

    def on_screen_resume(self) -> None:
        """Close the page if its contact has gone while something lay over it."""
        super().on_screen_resume()
        self._close_if_gone()

    async def _fetch(self, numbers: Sequence[int]) -> Mapping[int, Entry]:
        """Give the rows in sight; where the last one read is among them, read on."""
        if self._found and not self._all_read and self._found[-1].id * 2 in numbers:
            self.start(self._read_on(PAGE_ROWS))
        return {number: self._entries[number] for number in numbers if number in self._entries}

    async def _read_on(self, most: int | None) -> None:
        """Read older interactions, one page or all; a page that is being read already is not read twice."""
        if most is not None and self._reading.locked():
            return
        async with self._reading:
            if self._all_read or not self._found:
                return
            last = self._found[-1]
            rows = await self.work.look(timeline, self.contact, most=most, before=(last.on, last.id))
            self._found += rows
            self._all_read = most is None or len(rows) < most
            self._show_rows()

    # Showing

    @property
    def rows(self) -> Timeline:
        """The list."""
        return self.query_one(Timeline)

    def _show_card(self) -> None:
        card = self._shown
        if card is None:
            return
        pane = self.query_one("#card-pane")
        pane.border_title = plain(card.called, "bold")
        pane.border_subtitle = f"{counted(len(card.handles), 'handle')} · i adds one"
        tall = not (self.has_class("-narrow") or self.has_class("-tiny"))
        content = whole_card(card, self.work.today, tall=tall, named=self.has_class("-tiny"))
        self.query_one("#card", Reader).show(content)

    def _show_rows(self) -> None:
        card = self._shown
        if card is None:
            return
        promised = [Entry(follow_up=follow_up) for follow_up in card.follow_ups]
        talked = [Entry(interaction=row) for row in self._found]
        self._entries = {entry.number: entry for entry in (*promised, *talked)}
        numbers: list[int] = []
        headings: dict[int, str] = {}
        for heading, words, entries in (
            (_PROMISES, "Promises · space marks one kept", promised),
            (_INTERACTIONS, "Contacts", talked),
        ):
            fitting = [entry.number for entry in entries if entry.fits(self._words)]
            if fitting and promised and not self._words:
                headings[heading] = words
                numbers.append(heading)
            numbers += fitting
        self.rows.show(numbers, headings)
        self._show_nothing(bool(numbers))
        self._show_counts()

    def _show_nothing(self, something: bool) -> None:
        nothing = self.query_one("#nothing", Static)
        nothing.display = not something
        if self._words:
            nothing.update(plain(f"Nothing in the timeline matches “{' '.join(self._words)}”. esc clears."))
        else:
            nothing.update(plain("No contact recorded yet. d marks today, l logs with text, m records a meeting."))

    def _show_counts(self) -> None:
        below, count = self.rows.below, self.rows.count
        more = "" if self._all_read else "+"
        if self._words:
            place = f"{max(0, self.rows.cursor) + 1} of {count}" if count else "no hits"
            words = f"{place} · n next, N previous, esc clears"
        else:
            words = f"↓ {below:,}{more} more" if below or more else counted(len(self._found), "contact")
        self.query_one("#timeline-pane").border_subtitle = words

    @on(Timeline.Scrolled)
    @on(Timeline.Highlighted)
    def _count_anew(self, event: Timeline.Scrolled | Timeline.Highlighted) -> None:
        event.stop()
        self._show_counts()

    def on_resize(self) -> None:
        """Lay the card out anew."""
        self._show_card()
        self._show_counts()

    # Whom keys are about

    def chosen(self) -> list[int]:
        """Give this contact."""
        return [self.contact]

    def chosen_card(self) -> ContactCard | None:
        """Give its card."""
        return self._shown

    def hints(self) -> tuple[Hint, ...]:
        """Say what space does here: it keeps a promise, where there is one."""
        promised = self._shown is not None and bool(self._shown.follow_ups)
        hints = [replace(each, words="Kept") if each.action == "mark" else each for each in super().hints()]
        return tuple(each for each in hints if promised or each.action != "mark")

    # Promises

    @on(Timeline.Ticked)
    def _tick(self, event: Timeline.Ticked) -> None:
        event.stop()
        entry = self._entries.get(event.number)
        if entry is None or entry.follow_up is None:
            self.say("space marks a promise kept; this is a contact that has been. p makes a promise.", "warn")
            return
        what = entry.follow_up.what or "follow-up"
        self.start(
            self.perform(
                lambda card: f"Kept with {card.called}: {what}",
                keep,
                f"#{self.contact}",
                self.work.today,
                number=entry.follow_up.id,
            )
        )

    def action_open_contact(self) -> None:
        """Show the whole of a row: a note of several lines is cut in the list."""
        from netbook.tui.dialogs.whole import WholeDialog

        entry = self.rows.row
        if entry is None:
            self.say("Nothing to show here yet. l logs a contact.", "warn")
        else:
            self.netbook.push_screen(WholeDialog(entry, self.work.today))

    @on(Timeline.Opened)
    def _row_opened(self, event: Timeline.Opened) -> None:
        event.stop()
        self.action_open_contact()

    # Searching

    def action_find(self) -> None:
        """Search the timeline; older interactions are read for that."""
        field = self.query_one("#search", Input)
        field.display = True
        field.focus()
        if self._found:
            self.start(self._read_on(None))

    @on(Timeline.EndWanted)
    def _go_to_end(self, event: Timeline.EndWanted) -> None:
        event.stop()
        if not self._all_read:
            self.start(self._read_to_end())

    async def _read_to_end(self) -> None:
        await self._read_on(None)
        self.rows.move_to(len(self.rows.numbers) - 1, -1)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as one types."""
        event.stop()
        self._words = tuple(search_key(event.value).split())
        self._show_rows()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go from the field to the hits; an empty search is none."""
        event.stop()
        if not self._words:
            self._clear_search()
        elif self.rows.count:
            self.rows.focus()

    def _clear_search(self) -> bool:
        """End the search; says whether there was one."""
        field = self.query_one("#search", Input)
        if not field.display:
            return False
        self._words = ()
        with self.prevent(Input.Changed):
            field.value = ""
        field.display = False
        self.rows.focus()
        self._show_rows()
        return True

    def action_back(self) -> None:
        """End the search, else go back."""
        if not self._clear_search():
            super().action_back()

    def action_note(self) -> None:
        """Go to the next hit while a search is in force, else add a note."""
        if not self._go_to_hit(1):
            super().action_note()

    def action_previous_hit(self) -> None:
        """Go to the hit before."""
        if not self._go_to_hit(-1):
            self.say("No search is in force. / searches the timeline; then n and N go from hit to hit.", "warn")

    def _go_to_hit(self, way: int) -> bool:
        if not self._words:
            return False
        count = len(self.rows.numbers)
        if count:
            self.rows.move_to((self.rows.cursor + way) % count, way)
        return True

    # Notes and merging

    def action_edit_notes(self) -> None:
        """Give the notes to the user's editor."""
        if self._shown is not None:
            self.start(self._edit_notes(self._shown))

    async def _edit_notes(self, card: ContactCard) -> None:
        """Save what the editor gives back; where that is refused the text stays in its file."""
        with ExitStack() as stack:
            try:
                with self.app.suspend():
                    typed = stack.enter_context(edit_text(card.notes or "", ".md"))
            except SuspendNotSupported:
                self.say(NO_EDITOR, "warn")
                return
            if typed.text.strip("\n") == (card.notes or "").strip("\n"):
                self.say("Nothing changed in the notes.", "muted")
                return
            values = {"notes": typed.text}
            saved = await self.perform(
                lambda changed: f"Edited {changed.called}: notes",
                edit,
                f"#{card.id}",
                values,
                self.work.today,
                version=card.version,
            )
            if saved is None:
                self.say(f"{self.netbook.said[0]} Your text is kept in {typed.keep()}", "stale")

    def action_merge(self) -> None:
        """Ask with whom, then make one of the two."""
        self.start(self._merge())

    async def _merge(self) -> None:
        from netbook.tui.dialogs.merge import MergeDialog, WhomDialog

        if self._shown is None:
            return
        other = await self.ask(WhomDialog(self._shown))
        if other is None:
            return
        dialog = MergeDialog(self.contact, other)
        kept = await self.netbook.push_screen_wait(dialog)
        if kept is not None:
            self.contact = kept
            self.say(dialog.said)
            await self.refresh_book()
