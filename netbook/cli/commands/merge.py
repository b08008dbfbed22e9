"""``netbook merge``: one contact made of two that are one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netbook.cli.naming import contact_meant
from netbook.cli.options import netbook_command
from netbook.cli.results import print_contacts, say_kept
from netbook.domain.text import clean
from netbook.usecases.merge import merge_contacts

if TYPE_CHECKING:
    from netbook.cli.running import Run


@netbook_command("merge", short_help="Make one contact of two.")
@click.argument("kept", metavar="KEPT")
@click.argument("other", metavar="OTHER")
def command(run: Run, kept: str, other: str) -> None:
    """Make one contact of two: everything of OTHER goes to KEPT, and what both have stays as KEPT has it.

    \b
    netbook merge ada "A. Lovelace"

    Handles, tags, interactions and follow-ups are kept all; notes are joined. netbook dupes lists who may be the same.
    """
    first, second = contact_meant(run, kept), contact_meant(run, other)
    run.book.back_up()
    merged = run.book.keep(merge_contacts, first, second, run.today)
    print_contacts(run, [merged.result])
    say_kept(run, merged)
    if merged.result.handles:
        run.out.say(f"  {clean(', '.join(handle.shown for handle in merged.result.handles))}")
