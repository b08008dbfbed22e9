"""``netbook kept``: a promise or follow-up that is done with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netbook.cli.naming import contact_meant
from netbook.cli.options import netbook_command
from netbook.cli.results import print_contacts, say_kept
from netbook.domain.dates import describe_date
from netbook.domain.text import clean
from netbook.usecases.follow_ups import keep

if TYPE_CHECKING:
    from netbook.cli.running import Run


@netbook_command("kept", short_help="Mark a promise or follow-up as kept.")
@click.argument("who", metavar="WHO")
@click.argument("words", nargs=-1, metavar="[WHICH...]")
@click.option("--all", "every", is_flag=True, help="Every open one, or every one whose words fit.")
def command(run: Run, who: str, words: tuple[str, ...], *, every: bool) -> None:
    """Mark a promise or follow-up as kept: the only promise, the only follow-up, or the one whose words fit.

    \b
    netbook kept ada
    netbook kept ada slides

    One that recurs is there again for its next date. Keeping does not reset the clock; netbook done does both.
    """
    kept_step = run.book.keep(keep, contact_meant(run, who), run.today, which=" ".join(words) or None, every=every)
    print_contacts(run, [kept_step.result])
    say_kept(run, kept_step)
    for follow_up in kept_step.result.follow_ups:
        due = f", due {describe_date(follow_up.due_on, run.today)}" if follow_up.due_on else ""
        run.out.say(f"  still open: {clean(follow_up.what or 'follow-up')}{due}")
