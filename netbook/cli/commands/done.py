"""``netbook done``: in touch today by the usual channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netbook.cli.naming import contacts_meant
from netbook.cli.options import netbook_command
from netbook.cli.results import names, print_contacts
from netbook.cli.sayings import say_done
from netbook.usecases.decide import done

if TYPE_CHECKING:
    from netbook.cli.running import Run


@netbook_command("done", short_help="You were in touch today by the usual channel.")
@click.argument("words", nargs=-1, required=True, metavar="WHO...")
def command(run: Run, words: tuple[str, ...]) -> None:
    """Log that you were in touch today by the usual channel, and keep the follow-ups that have come due.

    \b
    netbook done ada
    netbook done ada "Grace Hopper"

    Commas part names too. The usual channel is the one most used of late, a message at first.
    """
    cards = run.book.do(done, contacts_meant(run, words), run.today)
    print_contacts(run, cards)
    say_done(run, f"In touch with {names(cards)} today")
