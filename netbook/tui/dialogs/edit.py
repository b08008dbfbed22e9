"""The form of a contact: errors stand under the field they belong to, and typed text is never lost."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from textual.app import SuspendNotSupported
from textual.containers import Horizontal
from textual.widgets import Input, Label, Static, TextArea

from netbook.domain.birthdays import UnreadableBirthday
from netbook.editor import edit_text
from netbook.errors import NetbookError, NobodyMatches, UsageProblem
from netbook.queries.cards import ContactCard, cards
from netbook.tui.dialogs.dialog import Dialog, hints_here
from netbook.tui.keys import key
from netbook.tui.widgets.contact_form import (
    HANDLES,
    LABELS,
    LINES,
    NOTES,
    Filled,
    filled,
    handle_changes,
    same,
    split_handles,
)
from netbook.tui.widgets.key_bar import Hint
from netbook.tui.widgets.text import line, lines, plain
from netbook.usecases.edit import FIELDS, ChangedMeanwhile, HandleChanges, edit_contact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.content import Content

NO_EDITOR = "Here no editor can be started: this terminal cannot be handed over."
_NOTHING = "nothing"


class HandlesField(Input):
    """A field for several handles: pasted lines become one line with commas."""

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        pieces = [piece.strip() for piece in event.text.splitlines() if piece.strip()]
        self.insert_text_at_cursor(", ".join(pieces))


class EditDialog(Dialog[ContactCard]):
    """Edit what is known of a contact."""

    BINDINGS = [  # noqa: RUF012 — Textual's form
        key("form-editor", "ctrl+g", "edit_notes", "Notes in editor", "the notes in your editor", "^g"),
    ]
    HINTS = (
        Hint("enter", "Save", "save"),
        Hint("tab", "Next field", "app.focus_next"),
        Hint("^g", "Notes in editor", "edit_notes"),
        Hint("esc", "Cancel", "cancel"),
    )
    DEFAULT_CSS = """
    EditDialog TextArea { height: 5; width: 1fr; background: $panel; }
    EditDialog.-tiny TextArea { height: 3; }
    EditDialog .field > Label { width: 14; color: $nb-muted; }
    EditDialog .field { height: auto; }
    EditDialog .wrong { height: auto; padding: 0 0 0 14; display: none; }
    """

    def __init__(self, number: int) -> None:
        """Edit the contact of this number."""
        super().__init__("Edit")
        self._number = number
        self._card: ContactCard | None = None
        self._first: Filled | None = None
        """What the book had when the form was filled, or was looked at again."""

    def compose_fields(self) -> Iterable[Any]:
        """Hold a line for each field, and a line under it for what is wrong."""
        for field in LINES:
            with Horizontal(classes="field"):
                yield Label(LABELS[field])
                placeholder = "@ada, ms:@ada@mathstodon.xyz" if field == HANDLES else ""
                kind = HandlesField if field == HANDLES else Input
                yield kind(id=field, placeholder=placeholder, select_on_focus=False)
            yield Static(id=f"wrong-{field}", classes="wrong", markup=False)
        with Horizontal(classes="field"):
            yield Label(LABELS[NOTES])
            yield TextArea(id=NOTES, tab_behavior="focus", show_line_numbers=False)
        yield Static(id=f"wrong-{NOTES}", classes="wrong", markup=False)

    def on_mount(self) -> None:
        """Read the contact."""
        super().on_mount()
        self.run_worker(self._fill())

    async def _fill(self) -> None:
        try:
            card = await self._read()
        except NetbookError as problem:
            self.say_wrong(problem)
            return
        self._take(card)
        first = self._filled(card)
        for field in (*LINES, NOTES):
            self._put(field, first.text(field))
        self.query_one("#name", Input).focus()

    def _take(self, card: ContactCard) -> None:
        """Go on from a card: what is typed is measured against it."""
        self._card, self._first = card, self._filled(card)
        self.query_one("#frame").border_title = line(("Edit ", "bold"), (card.called, "bold"))

    async def _read(self) -> ContactCard:
        found = await self.work.read(cards, [self._number], self.work.today)
        if not found:
            raise NobodyMatches("This contact is not in the book any more.", "esc closes the form")
        return found[0]

    def _filled(self, card: ContactCard) -> Filled:
        return filled(card, self.work.settings.default_network)

    # The fields

    def _text(self, field: str) -> str:
        return self.query_one("#notes", TextArea).text if field == NOTES else self.query_one(f"#{field}", Input).value

    def _put(self, field: str, text: str) -> None:
        if field == NOTES:
            self.query_one("#notes", TextArea).load_text(text)
        else:
            self.query_one(f"#{field}", Input).value = text.replace("\n", " ")

    def _changed(self, first: Filled) -> list[str]:
        """List the fields that hold something other than the book."""
        return [field for field in (*LINES, NOTES) if not same(self._text(field), first.text(field).replace("\r", ""))]

    def typed(self) -> bool:
        """Say whether anything differs from what the form was filled with."""
        return self._first is not None and bool(self._changed(self._first))

    def on_text_area_changed(self) -> None:
        """Ask anew before typed text is thrown away."""
        self._sure = False

    def _say_under(self, field: str, content: Content | None) -> None:
        below = self.query_one(f"#wrong-{field}", Static)
        below.display = content is not None
        below.update("" if content is None else content)
        if content is not None:
            below.scroll_visible(animate=False)

    def _refuse(self, field: str, problem: NetbookError) -> None:
        parts = [plain(f"✗ {problem}", "stale"), *(plain(hint, "muted") for hint in hints_here(problem))]
        self._say_under(field, lines(parts))
        self.query_one(f"#{field}").focus()

    # Saving

    async def save(self) -> None:
        """Save what was changed, in one step."""
        card, first = self._card, self._first
        if card is None or first is None:
            return
        for field in (*LINES, NOTES):
            self._say_under(field, None)
        changed = self._changed(first)
        if not changed:
            self.close("Nothing changed: it was so already.", undoable=False)
            return
        handles = self._handle_changes(first) if HANDLES in changed else HandleChanges()
        if handles is None:
            return
        await self._write(card, {field: self._text(field) for field in changed if field in FIELDS}, handles)

    def _handle_changes(self, first: Filled) -> HandleChanges | None:
        """Read the typed handles; None where one cannot be read, which is said under the field."""
        typed = split_handles(self._text(HANDLES), first.handles)
        try:
            return handle_changes(typed, first.handles, self.work.settings.default_network)
        except NetbookError as problem:
            self._refuse(HANDLES, problem)
            return None

    async def _write(self, card: ContactCard, values: dict[str, str], handles: HandleChanges) -> None:
        try:
            kept = await self.keep(
                edit_contact,
                f"#{card.id}",
                values,
                handles,
                self.work.today,
                version=card.version,
                default_network=self.work.settings.default_network,
            )
        except ChangedMeanwhile:
            await self._compare()
        except UsageProblem as problem:
            nameless = "name" in values and not values["name"].strip() and handles == HandleChanges()
            self._refuse("name" if nameless else _named(problem) or HANDLES, problem)
        else:
            if kept.step is None:
                self.close("Nothing changed: it was so already.", kept.result, undoable=False)
            else:
                self.close(f"Edited {kept.result.called}", kept.result)

    async def _compare(self) -> None:
        """Show what the book has now beside what was typed; fields the user left alone take what it has."""
        before = self._first
        now = await self._read()
        if before is None:
            return
        fresh = self._filled(now)
        for field in (*LINES, NOTES):
            if same(fresh.text(field), before.text(field)):
                continue
            mine = self._text(field)
            if same(mine, before.text(field)):
                self._put(field, fresh.text(field))
                note = [("changed meanwhile; was ", "warn"), (_shown(before.text(field)), "muted")]
            else:
                note = [
                    ("now in the book: ", "warn"),
                    (_shown(fresh.text(field)), ""),
                    (" · yours stands above", "muted"),
                ]
            self._say_under(field, line(*note))
        self._take(now)
        sentence = "! Somebody changed this contact meanwhile; nothing was written. enter saves yours over it, esc leaves it as it is now."
        self.query_one("#problem", Static).update(plain(sentence, "warn"))
        self.query_one("#problem").scroll_visible(animate=False)

    # The editor

    def action_edit_notes(self) -> None:
        """Give the notes to the user's editor; they are saved with the form."""
        area = self.query_one("#notes", TextArea)
        try:
            with ExitStack() as stack:
                with self.app.suspend():
                    typed = stack.enter_context(edit_text(area.text, ".md"))
                area.load_text(typed.text.rstrip("\n"))
        except SuspendNotSupported:
            self._say_under(NOTES, plain(NO_EDITOR, "warn"))
        except NetbookError as problem:
            self._refuse(NOTES, problem)


def _named(problem: UsageProblem) -> str | None:
    """Give the field that a problem is about, if it says so."""
    return "birthday" if isinstance(problem, UnreadableBirthday) else None


def _shown(text: str) -> str:
    return " / ".join(text.split("\n")) if text.strip() else _NOTHING
