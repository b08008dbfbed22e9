"""The doubtful people of an import, asked about one by one on a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from netbook.domain.counts import people
from netbook.domain.text import clean, shorten
from netbook.usecases.match_answers import SURE, Answers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netbook.cli.running import Run
    from netbook.queries.doubts import Doubt

_CELLS = 40


def ask_doubts(run: Run, doubts: Sequence[Doubt]) -> Answers:
    """Ask about each doubt, the best first: y the same person, n another, x leave the row out, A all above 95.

    An empty answer, or the end of the input, leaves the rest to be contacts of their own.
    """
    answers = Answers()
    run.out.say(f"{people(len({doubt.record.key for doubt in doubts}))} may be here already.")
    for place, doubt in enumerate(doubts, 1):
        if answers.settled(doubt):
            continue
        run.out.say(_question(place, len(doubts), doubt))
        answer = _answer(run, offer_all=doubt.score > SURE)
        if not answer:
            break
        _take(answers, answer, doubt, doubts)
    return answers


def _take(answers: Answers, answer: str, doubt: Doubt, doubts: Sequence[Doubt]) -> None:
    if answer == "y":
        answers.same(doubt)
    elif answer == "n":
        answers.other(doubt)
    elif answer == "x":
        answers.leave_out(doubt)
    else:
        answers.same_where_sure(doubts)


def _question(place: int, count: int, doubt: Doubt) -> str:
    record = doubt.record
    handles = ", ".join(handle.shown for handle in record.handles)
    details = " · ".join(shorten(part, _CELLS) for part in (handles, record.organisation) if part)
    known = " · ".join(shorten(part, _CELLS) for part in (doubt.called, doubt.organisation) if part)
    found = f"{shorten(record.name or 'nobody', _CELLS)}{f' ({details})' if details else ''}"
    reasons = clean(", ".join(doubt.reasons))
    return f"{place} of {count}  {found}\n        in your book: {known}  ({doubt.score}: {reasons})"


def _answer(run: Run, *, offer_all: bool) -> str:
    offered = "y same person, n different, x leave out" + (", A all above 95" if offer_all else "")
    while True:
        sys.stderr.write(f"  {offered}, Enter to ask no more: ")
        sys.stderr.flush()
        answer = sys.stdin.readline(100).strip()
        if answer in {"", "y", "n", "x"} or (offer_all and answer == "A"):
            return answer
        run.out.say("  Please answer with one of these letters.")
