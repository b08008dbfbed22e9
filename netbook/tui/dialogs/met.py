"""Met someone: names as one types them, whom they mean, where and when; Enter chooses, Enter again saves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.widgets import Input, Static

from netbook.domain.capture import MeetingCapture, read_meeting
from netbook.domain.dates import describe_date
from netbook.domain.text import plain as search_key
from netbook.queries.captures import Choice, choices, known_event
from netbook.tui.beside import start_beside
from netbook.tui.dialogs.add import CaptureSuggester
from netbook.tui.dialogs.dialog import Dialog
from netbook.tui.keys import key
from netbook.tui.widgets.key_bar import Hint
from netbook.tui.widgets.text import line, lines, plain
from netbook.usecases.record_meeting import Met, record_meeting
from netbook.wording.acts import counted_people

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from textual.content import Content

NEW = None
"""Chosen in place of a contact: a new one of this name."""


class MetDialog(Dialog[Met]):
    """Record a meeting with one or several people, known or new."""

    BINDINGS = [  # noqa: RUF012 — Textual's form
        key("choice-down", "down", "choose(1)", "Next", "the next contact this name may mean", "↓"),
        key("choice-up", "up", "choose(-1)", "Before", "the contact before", "↑"),
        key("complete", "tab", "complete", "Complete", "complete the tag, event or name", "tab"),
    ]
    ENTER_AHEAD = True
    HINTS = (
        Hint("enter", "Choose, then save", "save"),
        Hint("↓↑", "Another", "choose(1)"),
        Hint("tab", "Complete", "complete"),
        Hint("esc", "Cancel", "cancel"),
    )

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__("Met someone")
        self._choices: dict[str, list[Choice]] = {}
        self._chosen: dict[str, Choice | None] = {}
        self._highlighted = 0
        self._known_event: str | None = None

    def compose_fields(self) -> Iterable[Any]:
        """Hold one line, and what was read of it."""
        field = Input(
            placeholder="grace, alan   at PyCon DE   yesterday   :: what you talked about",
            suggester=CaptureSuggester(self.work),
            id="capture",
        )
        yield field
        yield Static(id="preview", markup=False)

    def on_mount(self) -> None:
        """Show where and when."""
        super().on_mount()
        self._show()

    # Reading the line

    @property
    def meeting(self) -> MeetingCapture:
        """What the line says."""
        text = self.query_one("#capture", Input).value
        return read_meeting(text, self.work.today, day_first=self.work.settings.day_first)

    def on_input_changed(self) -> None:
        """Read the line anew and look its names up."""
        super().on_input_changed()
        self.say_wrong(None)
        self._highlighted = 0
        self._chosen = {word: choice for word, choice in self._chosen.items() if word in self.meeting.who}
        self._show()
        start_beside(self, self._look_up, "look-up", exclusive=True)

    async def _look_up(self) -> None:
        meeting = self.meeting
        for word in meeting.who:
            if word not in self._choices:
                self._choices[word] = await self.work.read(choices, word, self.work.settings.default_network)
        self._known_event = await self.work.read(known_event, meeting.event)
        self._show()

    def _asked(self, meeting: MeetingCapture) -> str | None:
        """Give the name that is to be chosen for: the last one that is open."""
        return next((word for word in reversed(meeting.who) if word not in self._chosen), None)

    def action_choose(self, way: int) -> None:
        """Go to another contact that the name may mean."""
        word = self._asked(self.meeting)
        if word is not None:
            self._highlighted = (self._highlighted + way) % (len(self._choices.get(word, [])) + 1)
            self._show()

    def action_complete(self) -> None:
        """Take the completion that is shown."""
        self.query_one("#capture", Input).action_cursor_right()

    # Saving

    async def save(self) -> None:
        """Choose for every name that is open; once none is, record the meeting."""
        await self._look_up()
        meeting = self.meeting
        asked = self._asked(meeting)
        if asked is not None and not meeting.problems:
            self._choose_all(meeting, asked)
            self._show()
            return
        new = [word for word in meeting.who if self._chosen.get(word) is NEW]
        who = tuple(self._name_for(word) for word in meeting.who)
        kept = await self.keep(
            record_meeting,
            replace(meeting, who=who),
            self.work.today,
            new_names=frozenset(new),
            default_network=self.work.settings.default_network,
        )
        met = kept.result
        where = f" at {met.event}" if met.event else ""
        self.close(f"Met {counted_people(met.cards)}{where}", met)

    def _choose_all(self, meeting: MeetingCapture, asked: str) -> None:
        """Take the highlighted contact for the name asked about, and the best for the others."""
        for word in meeting.who:
            if word not in self._chosen:
                self._chosen[word] = self._option(word, self._highlighted if word == asked else None)

    def _option(self, word: str, place: int | None) -> Choice | None:
        """Give a choice for a name; without a place the best, which is a new contact where names are only alike."""
        found = self._choices.get(word, [])
        if place is None:
            place = len(found) if not found or found[0].close else 0
        return found[place] if place < len(found) else NEW

    def _name_for(self, word: str) -> str:
        choice = self._chosen.get(word)
        return word if choice is None else f"#{choice.called.id}"

    # Drawing

    def _show(self) -> None:
        meeting = self.meeting
        shown: list[Content | str] = [""]
        shown += list(self._people(meeting))
        shown += ["", *self._where_and_when(meeting)]
        self.query_one("#preview", Static).update(lines(shown))

    def _people(self, meeting: MeetingCapture) -> Iterator[Content]:
        asked = self._asked(meeting)
        for word in meeting.who:
            if word in self._chosen:
                yield _chosen_line(word, self._chosen[word])
            elif word == asked:
                yield from self._options(word)
            else:
                yield plain(f"  {word}", "muted")
        if not meeting.who:
            yield plain("Whom did you meet? A name, a handle, or several with commas.", "muted")

    def _options(self, word: str) -> Iterator[Content]:
        found = self._choices.get(word, [])
        for place, choice in enumerate(found):
            here = place == self._highlighted
            called = choice.called
            about = " · ".join(part for part in (called.organisation, called.handle) if part and part != called.called)
            close = "  (close)" if choice.close else ""
            yield line(
                (">" if here else " ", "accent bold"),
                (called.called, "bold" if here else ""),
                (f"   {about}{close}", "muted"),
            )
        here = self._highlighted == len(found)
        yield line(
            (">" if here else " ", "accent bold"), ("+ ", "new"), (f"New contact “{word}”", "bold" if here else "")
        )

    def _where_and_when(self, meeting: MeetingCapture) -> Iterator[Content]:
        today = self.work.today
        on: date = meeting.on or today
        running = self.netbook.running_event if on == today else ""
        place = (
            f"{self._known_event or meeting.event}{'' if self._known_event else '  (new event)'}"
            if meeting.event
            else ""
        )
        if not place and running:
            place = f"{running}  (running)"
        yield line(
            ("When   ", "muted"), "today" if on == today else describe_date(on, today), _hint(meeting.on, "type “on …”")
        )
        yield line(("Where  ", "muted"), place or "—", _hint(place, "type “at …”"))
        yield line(("Note   ", "muted"), meeting.note or "—", _hint(meeting.note, "type “:: …”"))
        for tag in meeting.tags:
            yield line(("Tag    ", "muted"), f"#{tag}")
        if meeting.cadence is not None:
            yield line(("Every  ", "muted"), meeting.cadence.words)
        for problem in meeting.problems:
            yield plain(f"✗ {problem.sentence}", "stale")
            yield from (plain(f"  {each}", "muted") for each in problem.hints)


def _hint(said: object, words: str) -> tuple[str, str]:
    return ("", "") if said else (f"   {words}", "muted")


def _chosen_line(word: str, choice: Choice | None) -> Content:
    if choice is None:
        return line(("+ ", "new bold"), word, ("   new contact", "muted"))
    known_by = choice.called.handle
    handle = f"   {known_by}" if known_by and known_by != choice.called.called else ""
    typed = "" if search_key(word) == search_key(choice.called.called) else f"   for “{word}”"
    return line(("✓ ", "good bold"), choice.called.called, (handle + typed, "muted"))
