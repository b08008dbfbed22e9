"""What a command gives back: the contacts it changed as JSON, and whether it changed anything at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.cli.forms import contact_form
from netbook.cli.sayings import say_done
from netbook.queries.history import history

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netbook.cli.running import Run
    from netbook.queries.cards import ContactCard


def print_contacts(run: Run, cards: Sequence[ContactCard]) -> None:
    """Print one contact as a JSON object, several as an array; nothing without --json."""
    if run.wishes.json:
        forms = [contact_form(card) for card in cards]
        run.out.json(forms[0] if len(forms) == 1 else forms)


def names(cards: Sequence[ContactCard]) -> str:
    """Name a few contacts, or count many; not clean yet."""
    if len(cards) > 3:
        return f"{len(cards)} people"
    return ", ".join(card.called for card in cards)


def newest_step(run: Run) -> int:
    """Give the number of the newest step of the history; 0 in a new book."""
    steps = run.book.read(history, 1)
    return steps[0].id if steps else 0


def newest_words(run: Run) -> str:
    """Give the words under which the newest step stands in the history; not clean yet."""
    return run.book.read(history, 1)[0].words


def say_changed(run: Run, before: int, text: str) -> None:
    """Confirm a change, or say that everything was so already, when no step came after ``before``."""
    if newest_step(run) == before:
        run.out.say("Nothing changed: it was so already.")
    else:
        say_done(run, text)
