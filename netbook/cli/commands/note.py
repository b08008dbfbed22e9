"""``netbook note``: something worth remembering about a contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netbook.cli.naming import contact_meant
from netbook.cli.options import netbook_command
from netbook.cli.results import print_contacts
from netbook.cli.sayings import say_done
from netbook.cli.stdin import stdin_text
from netbook.usecases.edit import add_note

if TYPE_CHECKING:
    from netbook.cli.running import Run


@netbook_command("note", short_help="Note something about a contact.")
@click.argument("who", metavar="WHO")
@click.argument("words", nargs=-1, metavar="TEXT...")
def command(run: Run, who: str, words: tuple[str, ...]) -> None:
    """Add a paragraph to the notes of a contact; “-” reads it from standard input.

    \b
    netbook note ada "reads Gödel, Escher, Bach every year"
    netbook note ada - < file.md

    A note is no contact: it leaves the clock alone. Use netbook log for what you said to each other.
    """
    text = stdin_text() if words == ("-",) else " ".join(words)
    card = run.book.do(add_note, contact_meant(run, who), text, run.today)
    print_contacts(run, [card])
    say_done(run, f"Noted on {card.called}")
