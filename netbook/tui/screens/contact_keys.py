"""The keys on the contacts under the cursor or marked, the same on every page; where there are none they say so."""

from __future__ import annotations

import asyncio
import webbrowser
from functools import partial
from typing import TYPE_CHECKING

from netbook.domain.capture import MeetingCapture
from netbook.domain.dates import short_date
from netbook.domain.sitting import OUTSIDE_REVIEW, Sitting
from netbook.wording.acts import counted_people
from netbook.wording.reviewing import following

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from typing import Any, Concatenate, ParamSpec, TypeVar

    from netbook.book import Session
    from netbook.queries.cards import ContactCard
    from netbook.tui.dialogs.dialog import Dialog
    from netbook.tui.screens.page import Page

    P = ParamSpec("P")
    T = TypeVar("T")


class ContactKeys:
    """What the keys of ``ON_CONTACTS`` do; a page says in ``chosen`` whom they are about."""

    def chosen(self) -> list[int]:
        """Give the numbers of the contacts under the cursor or marked."""
        return []

    def chosen_card(self) -> ContactCard | None:
        """Give the card of the contact under the cursor, if it was read."""
        return None

    def unmark(self) -> bool:
        """Take all marks off; says whether there were any."""
        return False

    def sitting(self) -> Sitting:
        """Say in which review a decision is made."""
        return OUTSIDE_REVIEW

    def _whom(self, doing: str) -> list[str] | None:
        """Name the chosen contacts for a use case; where there are none, say so."""
        numbers = self.chosen()
        if not numbers:
            _page(self).say(f"Nobody is chosen here. Go to a contact, then {doing}.", "warn")
            return None
        return [f"#{number}" for number in numbers]

    def _one(self, doing: str) -> int | None:
        """Give the one chosen contact; where there are none or several, say so."""
        numbers = self.chosen()
        if len(numbers) == 1:
            return numbers[0]
        if numbers:
            _page(self).say(f"{len(numbers)} are marked. esc takes the marks off; then {doing}.", "warn")
        else:
            _page(self).say(f"Nobody is chosen here. Go to a contact, then {doing}.", "warn")
        return None

    # Decisions

    def action_done(self) -> None:
        """Log that one was in touch today."""
        who = self._whom("d marks it done")
        if who:
            _page(self).change(partial(self._mark_done, who, self.sitting()))

    async def _mark_done(self, who: Sequence[str], sitting: Sitting) -> None:
        from netbook.usecases.decide import done

        today = _page(self).work.today
        await self._decide(lambda cards: _done_words(cards, today), done, who, today, sitting)

    def action_snooze(self) -> None:
        """Ask again in a week."""
        who = self._whom("s snoozes it")
        if who:
            _page(self).change(partial(self._snooze, who, self.sitting()))

    async def _snooze(self, who: Sequence[str], sitting: Sitting) -> None:
        from netbook.usecases.decide import snooze
        from netbook.usecases.follow_ups import next_week

        today = _page(self).work.today
        until = next_week(today)
        words = f"snoozed to {short_date(until, today)}"
        await self._decide(lambda cards: f"{counted_people(cards)} {words}", snooze, who, until, today, sitting)

    def action_let_go(self) -> None:
        """Ask for no more reminders."""
        who = self._whom("x lets it go")
        if who:
            _page(self).change(partial(self._let_go, who, self.sitting()))

    async def _let_go(self, who: Sequence[str], sitting: Sitting) -> None:
        from netbook.usecases.decide import let_go

        today = _page(self).work.today
        await self._decide(lambda cards: f"{counted_people(cards)}: no more reminders", let_go, who, today, sitting)

    def action_ask_channel(self) -> None:
        """Make a follow-up in a week: ask for a second channel, before the one there is closes."""
        who = self._whom("H asks for a second channel")
        if who:
            _page(self).change(partial(self._ask_channel, who))

    async def _ask_channel(self, who: Sequence[str]) -> None:
        from netbook.usecases.follow_ups import ask_for_channel, next_week

        today = _page(self).work.today
        due_on = next_week(today)
        words = f"ask for a second channel, due {short_date(due_on, today)}"
        await self._decide(lambda cards: f"{counted_people(cards)}: {words}", ask_for_channel, who, due_on, today)

    def action_archive(self) -> None:
        """Put contacts into the archive."""
        who = self._whom("del archives it")
        if who:
            _page(self).change(partial(self._archive, who))

    async def _archive(self, who: Sequence[str]) -> None:
        from netbook.usecases.edit import archive

        await self._decide(lambda cards: f"{counted_people(cards)} archived", archive, who, _page(self).work.today)

    async def _decide(
        self,
        said: Callable[[T], str],
        use_case: Callable[Concatenate[Session, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        if await _page(self).perform(said, use_case, *args, **kwargs) is not None:
            self.unmark()

    # Dialogs

    def action_log(self) -> None:
        """Log a contact with its channel, date and text."""
        from netbook.tui.dialogs.log import LogDialog

        if self._whom("l logs a contact"):
            self._open_dialog(LogDialog(self.chosen()))

    def action_snooze_until(self) -> None:
        """Ask again on a day."""
        from netbook.tui.dialogs.snooze import SnoozeDialog

        if self._whom("S snoozes it until a day"):
            self._open_dialog(SnoozeDialog(self.chosen(), self.sitting()))

    def action_cadence(self) -> None:
        """Choose how often to be in touch."""
        from netbook.tui.dialogs.cadence import CadenceDialog

        if self._whom("c sets a cadence"):
            self._open_dialog(CadenceDialog(self.chosen()))

    def action_note(self) -> None:
        """Add a note."""
        from netbook.tui.dialogs.note import NoteDialog

        number = self._one("n adds a note")
        if number is not None:
            self._open_dialog(NoteDialog(number))

    def action_promise(self) -> None:
        """Make a follow-up that says what is owed."""
        from netbook.tui.dialogs.promise import PromiseDialog

        number = self._one("p makes a promise")
        if number is not None:
            self._open_dialog(PromiseDialog(number))

    def action_tags(self) -> None:
        """Put tags on, take tags off."""
        from netbook.tui.dialogs.tags import TagsDialog

        if self._whom("t changes tags"):
            self._open_dialog(TagsDialog(self.chosen()))

    def action_add_handle(self) -> None:
        """Add a handle."""
        from netbook.tui.dialogs.handle import HandleDialog

        number = self._one("i adds a handle")
        if number is not None:
            self._open_dialog(HandleDialog(number))

    def action_edit(self) -> None:
        """Edit what is known."""
        from netbook.tui.dialogs.edit import EditDialog

        number = self._one("e edits it")
        if number is not None:
            self._open_dialog(EditDialog(number))

    def action_merge(self) -> None:
        """Make one of two."""
        from netbook.tui.dialogs.merge import MergeDialog

        numbers = self.chosen()
        if len(numbers) == 2:
            self._open_dialog(MergeDialog(numbers[0], numbers[1]))
        else:
            _page(self).say("Mark two contacts with space; M makes one of them.", "warn")

    def _open_dialog(self, dialog: Dialog[Any]) -> None:
        page = _page(self)

        async def asking() -> None:
            await page.ask(dialog)
            if dialog.said:
                self.unmark()

        page.start(asking())

    def action_met_there(self) -> None:
        """Record that one met at the event where that is suggested."""
        card = self._card("E says that you met at the event suggested")
        if card is None:
            return
        suggested, page = card.perhaps_met, _page(self)
        if suggested is None:
            page.say(f"No event suggests where you met {card.called}. m records a meeting.", "warn")
            return
        meeting = MeetingCapture(who=(f"#{card.id}",), event=suggested.event, on=suggested.on)
        page.change(partial(self._met_there, meeting, f"Met {card.called} at {suggested.event}"))

    async def _met_there(self, meeting: MeetingCapture, words: str) -> None:
        from netbook.usecases.record_meeting import record_meeting

        await self._decide(lambda _met: words, record_meeting, meeting, _page(self).work.today)

    # Looking

    def action_open_contact(self) -> None:
        """Show the whole contact."""
        number = self._one("enter opens it")
        if number is not None:
            _page(self).netbook.open_contact(number)

    def action_saved_filters(self) -> None:
        """Choose a saved filter."""
        from netbook.tui.dialogs.saved_filters import SavedFiltersDialog

        page = _page(self)

        async def choosing() -> None:
            chosen = await page.ask(SavedFiltersDialog(page.netbook.filter_in_force))
            if chosen is not None:
                page.netbook.show_people(chosen)

        page.start(choosing())

    def action_open_profile(self) -> None:
        """Open the profile in the user's browser; netbook itself never goes on-line."""
        card = self._card("o opens the profile")
        if card is None:
            return
        url = next((handle.url for handle in card.handles if handle.url), None)
        if url is None:
            _page(self).say(f"{card.called} has no profile link. i adds one.", "warn")
        else:
            _page(self).start(self._browse(url))

    async def _browse(self, url: str) -> None:
        page = _page(self)
        page.say(f"→ {url} · given to your browser", "muted")
        if not await asyncio.to_thread(webbrowser.open, url):
            page.say(f"No browser could be started for {url}. y copies the handle.", "warn")

    def action_copy_handle(self) -> None:
        """Copy the handle, through the terminal."""
        card = self._card("y copies the handle")
        if card is None:
            return
        if not card.handles:
            _page(self).say(f"{card.called} has no handle. i adds one.", "warn")
            return
        shown = card.handles[0].shown
        _page(self).netbook.copy_to_clipboard(shown)
        _page(self).say(f"✓ Copied {shown}")

    def _card(self, doing: str) -> ContactCard | None:
        if self._one(doing) is None:
            return None
        card = self.chosen_card()
        if card is None:
            _page(self).say("This row is still being read. Try again.", "warn")
        return card


def _page(keys: ContactKeys) -> Page:
    """Give the page whose keys these are."""
    from netbook.tui.screens.page import Page

    if not isinstance(keys, Page):
        message = "the keys on contacts belong to a page"
        raise TypeError(message)
    return keys


def _done_words(cards: Sequence[ContactCard], today: date) -> str:
    if len(cards) > 1:
        return f"{counted_people(cards)}: in touch today"
    return f"{cards[0].called}: in touch today{following(cards[0], today)}"
