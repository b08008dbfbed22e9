"""Whom the words of a command name; on a terminal an unclear name is asked about, elsewhere it is refused."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from netbook.domain.text import clean, fold, shorten
from netbook.errors import UsageProblem
from netbook.queries.naming import Called, close_names, contacts_called

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netbook.cli.running import Run

NEW = "n"
"""The answer that makes a new contact, where that is offered."""


def split_whom(words: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Part the contacts that come first from the words after them; “grace, alan” goes on after each comma."""
    count = 1
    while words[count - 1].endswith(",") and count < len(words):
        count += 1
    return " ".join(words[:count]), words[count:]


def contact_meant(run: Run, who: str) -> str:
    """Give words that name one contact; an unclear name is asked about if a person is there to answer."""
    if not run.can_ask:
        return who
    candidates = _candidates(run, who)
    chosen = ask_which(run, who, candidates) if candidates else None
    return chosen or who


def contacts_meant(run: Run, words: Sequence[str]) -> list[str]:
    """Give the words for each contact; commas part names, unless somebody is called exactly so.

    Raises:
        UsageProblem: no name is left.

    """
    names: list[str] = []
    for word in words:
        names += (
            [word]
            if "," not in word or _is_a_name(run, word)
            else [name.strip() for name in word.split(",") if name.strip()]
        )
    if not names:
        raise UsageProblem("say whom you mean: a name, a handle, or several with commas between.")
    return [name if name.startswith("#") else contact_meant(run, name) for name in names]


def _is_a_name(run: Run, words: str) -> bool:
    return any(fold(called.called) == fold(words) for called in run.book.read(contacts_called, words))


def _candidates(run: Run, who: str) -> list[Called]:
    """List who may be meant; nobody if one contact certainly is."""
    found = run.book.read(contacts_called, who)
    if len(found) == 1:
        return []
    return found or run.book.read(close_names, who)


def unclear(run: Run, who: str) -> list[Called]:
    """List several who go by these words, or those whose names are close; empty where nothing is unclear."""
    return _candidates(run, who)


def ask_which(run: Run, who: str, candidates: Sequence[Called], *, offer_new: bool = False) -> str | None:
    """Ask which contact is meant: the words that name it, :data:`NEW` for a new one, None without an answer."""
    run.out.say(f"Whom do you mean by “{shorten(who, 60)}”?")
    for number, called in enumerate(candidates, 1):
        run.out.say(f"  {number}  {called}")
    if offer_new:
        run.out.say(f"  {NEW}  a new contact, {clean(shorten(who, 60))}")
    while True:
        sys.stderr.write("Number, or Enter to leave it: ")
        sys.stderr.flush()
        answer = sys.stdin.readline(100).strip().lower()
        if not answer:
            return None
        if offer_new and answer == NEW:
            return NEW
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(candidates):
            return f"#{candidates[int(answer) - 1].id}"
        run.out.say(f"Please answer with a number from 1 to {len(candidates)}.")
