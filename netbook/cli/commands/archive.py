"""``netbook archive``: contacts put aside, with all that is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netbook.cli.naming import contacts_meant
from netbook.cli.options import netbook_command
from netbook.cli.results import names, print_contacts, say_kept
from netbook.usecases.edit import archive

if TYPE_CHECKING:
    from netbook.cli.running import Run


@netbook_command("archive", short_help="Put a contact into the archive, or take it out.")
@click.argument("words", nargs=-1, required=True, metavar="WHO...")
@click.option("--back", is_flag=True, help="Take the contacts out of the archive.")
def command(run: Run, words: tuple[str, ...], *, back: bool) -> None:
    """Put contacts into the archive: nothing is lost, but they are in no list and never due.

    Commas part names. netbook list is:archived shows them; --back takes them out.
    """
    kept = run.book.keep(archive, contacts_meant(run, words), run.today, archived=not back)
    print_contacts(run, kept.result)
    say_kept(run, kept, f"{names(kept.result)} {'taken out of' if back else 'put into'} the archive")
