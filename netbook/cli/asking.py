"""Asking a person, one key a contact, what to do in the review."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from netbook.cli.output import is_terminal
from netbook.domain.counts import people
from netbook.domain.dates import ago, describe_date, short_date
from netbook.domain.sitting import Sitting
from netbook.domain.text import clean, shorten
from netbook.errors import NobodyMatches, SeveralMatch, UsageProblem
from netbook.queries.cards import ContactCard, cards
from netbook.queries.review import ReviewRow, review
from netbook.usecases.decide import done, let_go, snooze
from netbook.usecases.follow_ups import keep, next_week
from netbook.usecases.undo import undo
from netbook.wording.reasons import review_reason
from netbook.wording.reviewing import (
    HEADINGS,
    MINUTES_A_CONTACT,
    following,
    minutes_spent,
    next_review,
    nobody_due,
)
from netbook.wording.signs import row_sign

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from datetime import date, datetime

    from netbook.cli.running import Run

MOST_UNREADABLE = 3
_LONGEST_KEY_PRESS = 8
"""Characters that come at once: more of them are something pasted, which answers nothing."""
_NOTE_CELLS = 100
_KEYS = "d done · s snooze a week · x let go · k promise kept · enter skip · u undo · o link · q stop · ? help"
_HELP = (
    "d  done: you were in touch today, by the usual channel",
    "s  snooze: ask again in a week",
    "x  let go: no more reminders",
    "k  kept: the promise or follow-up shown first is kept",
    "enter or space  skip: decide another time",
    "u  undo your last decision",
    "o  print the link of the profile",
    "q  stop: everything decided so far is saved already",
)


class Answer(Enum):
    """What one key, or one line, says."""

    DONE = ("d", "done")
    SNOOZE = ("s", "snooze")
    LET_GO = ("x", "let go")
    KEPT = ("k", "kept")
    SKIP = ("", " ", "\r", "\n", "skip", "enter")
    UNDO = ("u", "undo")
    OPEN = ("o", "open")
    QUIT = ("q", "\x04", "quit", "stop")
    HELP = ("?", "h", "help")


_ANSWERS = {word: answer for answer in Answer for word in answer.value}


def ask_review(run: Run, *, cap: int | None) -> None:
    """Go through the review, one answer a contact; each decision is saved at once, so stopping is pausing.

    Raises:
        UsageProblem: asking was forbidden, or what standard input holds are no answers.

    """
    if run.wishes.json or run.wishes.no_input:
        option = "--json prints data" if run.wishes.json else "--no-input forbids questions"
        raise UsageProblem(f"--ask asks, and {option}. Leave one of them out.")
    found = run.book.read(review, run.today, cap=cap)
    if not found.rows:
        run.out.say(nobody_due(found, run.today))
        return
    asking = _Asking(run, found.rows, run.now(), more=found.more)
    try:
        with _typed_answers() as answers:
            asking.go(answers)
    finally:
        asking.finish()


@dataclass
class _Asking:
    """One sitting: the rows, the place in them, and the places decided about, so that undo can go back."""

    run: Run
    rows: tuple[ReviewRow, ...]
    started_at: datetime
    more: int = 0
    place: int = 0
    decided: list[int] = field(default_factory=list)
    unreadable: int = 0

    def go(self, answers: Iterator[str]) -> None:
        """Present contact after contact until all are decided, the answers end, or one says stop."""
        while self.place < len(self.rows):
            row = self._present()
            if row is None:
                self.place += 1
                continue
            answer = self._answer(answers)
            if answer is None or answer is Answer.QUIT:
                return
            self._act(answer, row)

    def finish(self) -> None:
        """Say what was done, and when the next review is."""
        count = people(len(set(self.decided)))
        spent = minutes_spent(self.run.now() - self.started_at)
        left = len(self.rows) - self.place + self.more
        if self.place < len(self.rows):
            self.run.out.say(f"Stopped. {count}, {spent}; {left} left. netbook review --ask goes on.")
            return
        following = short_date(next_review(self.run.today, self.run.settings.review_day), self.run.today)
        beyond = f" {self.more} more: netbook review --ask --all." if self.more else ""
        self.run.out.say(f"Done. {count}, {spent}. Next review {following}.{beyond}")

    def _present(self) -> ReviewRow | None:
        """Show the contact as it is now; None where it is gone meanwhile."""
        row = self.rows[self.place]
        now = self.run.book.read(cards, [row.card.id], self.run.today)
        if not now:
            return None
        current = ReviewRow(row.group, now[0], row.overdue)
        left = len(self.rows) - self.place
        self.run.out.ask("")
        minutes = max(1, round(left * MINUTES_A_CONTACT))
        self.run.out.ask(f"{self.place + 1} of {len(self.rows)} · {HEADINGS[row.group]} · about {minutes} min left")
        for line in _contact_lines(current, self.run.today):
            self.run.out.ask(clean(line))
        return current

    def _answer(self, answers: Iterator[str]) -> Answer | None:
        """Read answers until one is understood; None at the end of the input."""
        while True:
            self.run.out.ask(f"{_KEYS} ▸ ", end="")
            typed = next(answers, None)
            if typed is None:
                self.run.out.ask("")
                return None
            answer = _ANSWERS.get(typed.strip().lower() if len(typed) > 1 else typed.lower())
            self.run.out.ask("" if answer is None else answer.name.lower().replace("_", " "))
            if answer is Answer.HELP:
                self.run.out.ask("\n".join(_HELP))
            elif answer is not None:
                self.unreadable = 0
                return answer
            else:
                self._unreadable(typed)

    def _unreadable(self, typed: str) -> None:
        self.unreadable += 1
        if self.unreadable >= MOST_UNREADABLE and not is_terminal(sys.stdin):
            raise UsageProblem(
                f"“{shorten(typed, 60)}” is no answer. Answers are: d, s, x, k, u, o, q, or an empty line."
            )
        self.run.out.ask(f"“{shorten(typed, 20)}” is no answer; ? explains them.")

    def _act(self, answer: Answer, row: ReviewRow) -> None:
        try:
            if answer is Answer.SKIP:
                self.place += 1
            elif answer is Answer.OPEN:
                self._print_link(row.card)
            elif answer is Answer.UNDO:
                self._undo()
            else:
                self._decide(answer, row)
        except (NobodyMatches, SeveralMatch, UsageProblem) as problem:
            self.run.out.problem(problem)

    def _decide(self, answer: Answer, row: ReviewRow) -> None:
        run = self.run
        who = f"#{row.card.id}"
        sitting = Sitting(self.started_at, run.now(), row.group.value)
        if answer is Answer.DONE:
            card = run.book.do(done, [who], run.today, sitting)[0]
            said = f"in touch today{following(card, run.today)}"
        elif answer is Answer.SNOOZE:
            until = next_week(run.today)
            card = run.book.do(snooze, [who], until, run.today, sitting)[0]
            said = f"snoozed until {describe_date(until, run.today)}"
        elif answer is Answer.LET_GO:
            card = run.book.do(let_go, [who], run.today, sitting)[0]
            said = "no more reminders"
        else:
            kept = self._promise(row.card)
            card = run.book.do(keep, who, run.today, number=kept)
            said = "kept"
        self.decided.append(self.place)
        run.out.say(f"✓ {clean(card.called)}: {said} · u takes it back")
        if answer is not Answer.KEPT or not card.follow_ups:
            self.place += 1

    @staticmethod
    def _promise(card: ContactCard) -> int:
        if card.foremost_follow_up is None:
            raise NobodyMatches(f"nothing is promised to {card.called}.")
        return card.foremost_follow_up.id

    def _undo(self) -> None:
        if not self.decided:
            self.run.out.ask("Nothing is decided yet. netbook undo takes back what you did before this review.")
            return
        (undone,) = self.run.book.reverse(undo, self.run.now(), 1)
        self.place = self.decided.pop()
        self.run.out.say(f"✓ Taken back: {clean(undone.words)}")

    def _print_link(self, card: ContactCard) -> None:
        url = next((handle.url for handle in card.handles if handle.url), None)
        if url is None:
            self.run.out.ask(f"{clean(card.called)} has no profile link. netbook edit adds one.")
        else:
            self.run.out.line(clean(url))
            sys.stdout.flush()


def _contact_lines(row: ReviewRow, today: date) -> Iterator[str]:
    card = row.card
    about = " · ".join(part for part in (card.organisation, card.position) if part)
    yield f"{row_sign(row)} {card.called}{f' · {about}' if about else ''} · last contact {ago(card.last_contact, today)}"
    handles = ", ".join(handle.shown for handle in card.handles[:3])
    if handles and handles != card.called:
        yield f"   {handles}"
    yield f"   {review_reason(row, today)}"
    for follow_up in card.follow_ups:
        when = (
            f"due {short_date(follow_up.due_on, today)}"
            if follow_up.due_on
            else f"promised {short_date(follow_up.made_on, today)}"
        )
        yield f"   → {follow_up.what or 'follow up'}, {when}"
    if card.notes:
        yield f"   • {shorten(card.notes.strip().splitlines()[-1], _NOTE_CELLS)}"


@contextmanager
def _typed_answers() -> Generator[Iterator[str]]:
    """Give the answers: keys as they are pressed on a terminal, else the lines of standard input."""
    if not is_terminal(sys.stdin):
        yield (line.strip() for line in sys.stdin or ())
        return
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    tty.setcbreak(descriptor)
    try:
        yield _keys(descriptor)
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _keys(descriptor: int) -> Iterator[str]:
    """Read key presses; arrows and other sequences are one key that means nothing, and a paste answers nothing."""
    while pressed := os.read(descriptor, 4096).decode("utf-8", "replace"):
        if pressed.startswith("\x1b") or len(pressed) > _LONGEST_KEY_PRESS:
            yield pressed
        else:
            yield from pressed
