"""The debrief of an event: one key for each contact met there, on a terminal or as lines of standard input."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING

from netbook.cli.sayings import say_done
from netbook.domain.sitting import Sitting
from netbook.domain.text import clean, shorten
from netbook.errors import UsageProblem
from netbook.queries.notices import DEBRIEF
from netbook.usecases.decide import debrief, let_go

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netbook.cli.running import Run
    from netbook.queries.cards import ContactCard

KEYS = "w within a week, f a fortnight, Enter usual cadence, x none, k skip, q stop"
_DAYS = {"w": 7, "f": 14}
_ANSWERS = frozenset({"", "w", "f", "x", "k", "q"})
_NOTE_CELLS = 200


def ask_debrief(run: Run, waiting: Sequence[ContactCard], notes: Mapping[int, str]) -> None:
    """Ask about each contact in turn; what was answered is kept at once, so stopping is pausing."""
    run.out.say(KEYS)
    for place, card in enumerate(waiting, 1):
        run.out.say(f"{place} of {len(waiting)}  {person_line(card, notes)}")
        answer = _asked(run)
        if answer in {None, "q"}:
            return
        if answer is not None:
            decide(run, card, answer)


def answer_debrief(run: Run, waiting: Sequence[ContactCard], answers: Sequence[str]) -> None:
    """Take answers given as lines, one for each contact in turn.

    Raises:
        UsageProblem: a line is no answer, or there are more lines than contacts; nothing is decided then.

    """
    for number, answer in enumerate(answers, 1):
        if answer not in _ANSWERS:
            raise UsageProblem(f"line {number} of standard input, “{shorten(answer, 40)}”, is no answer. Use: {KEYS}.")
    if len(answers) > len(waiting):
        raise UsageProblem(f"there are {len(answers)} answers for {len(waiting)} contacts; nothing was decided.")
    for card, answer in zip(waiting, answers, strict=False):
        if answer == "q":
            return
        decide(run, card, answer)


def decide(run: Run, card: ContactCard, answer: str) -> None:
    """Keep one answer about one contact."""
    who = f"#{card.id}"
    if answer == "x":
        run.book.do(let_go, [who], run.today, Sitting(group=DEBRIEF))
        say_done(run, f"{card.called}: no reminders")
    elif answer in _DAYS:
        due_on = run.today + timedelta(days=_DAYS[answer])
        run.book.do(debrief, who, due_on, run.today)
        say_done(run, f"{card.called}: follow up by {due_on:%a} {due_on.day} {due_on:%b}")
    elif not answer:
        run.book.do(debrief, who, None, run.today)
        say_done(run, f"{card.called}: the usual cadence")


def person_line(card: ContactCard, notes: Mapping[int, str]) -> str:
    """Name a contact with the note taken then, on one harmless line."""
    note = notes.get(card.id) or card.notes
    return clean(card.called) + (f"  “{shorten(note, _NOTE_CELLS)}”" if note else "")


def _asked(run: Run) -> str | None:
    while True:
        sys.stderr.write("  w f Enter x k q: ")
        sys.stderr.flush()
        text = sys.stdin.readline(100)
        answer = text.strip().lower()
        if not text:
            return None
        if answer in _ANSWERS:
            return answer
        run.out.say(f"  Please answer: {KEYS}.")
