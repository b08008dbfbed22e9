"""What a command gives back: the contacts it changed as JSON, and whether it changed anything at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netbook.cli.forms import contact_form
from netbook.cli.sayings import say_done
from netbook.domain.counts import named_or_counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netbook.book import Kept
    from netbook.cli.running import Run
    from netbook.queries.cards import ContactCard


def print_contacts(run: Run, cards: Sequence[ContactCard]) -> None:
    """Print one contact as a JSON object, several as an array; nothing without --json."""
    if run.wishes.json:
        forms = [contact_form(card) for card in cards]
        run.out.json(forms[0] if len(forms) == 1 else forms)


def names(cards: Sequence[ContactCard]) -> str:
    """Name a few contacts, or count many; not clean yet."""
    return named_or_counted([card.called for card in cards])


def say_kept(run: Run, kept: Kept[Any], text: str | None = None) -> None:
    """Confirm a change, in the words of its undo step unless others are given, or say that it changed nothing."""
    if kept.step is None:
        run.out.say("Nothing changed: it was so already.")
    else:
        say_done(run, text or kept.step)
