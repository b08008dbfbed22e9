"""``netbook forget``: the one deletion that is true."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import click

from netbook.cli.confirming import confirmed
from netbook.cli.naming import contact_meant
from netbook.cli.options import netbook_command
from netbook.domain.counts import counted
from netbook.domain.text import clean
from netbook.queries.cards import card
from netbook.queries.naming import find_contact
from netbook.usecases.forget import forget

if TYPE_CHECKING:
    from pathlib import Path

    from netbook.cli.running import Run
    from netbook.usecases.forget import Forgotten

_SALT_BYTES = 32


@netbook_command("forget", short_help="Erase a contact for good.")
@click.argument("who", metavar="WHO")
@click.option("--yes", is_flag=True, help="Do not ask first.")
def command(run: Run, who: str, *, yes: bool) -> None:
    """Erase a contact for good: from the book, the search index, the receipts and the history; no undo brings it back.

    Only keyed hashes of the handles are kept, by which imports leave the person out from now on. Backups are not
    touched; those that still hold the person are listed. netbook archive puts a contact aside instead.
    """
    meant = contact_meant(run, who)
    shown = run.book.read(card, run.book.read(find_contact, meant), run.today)
    if not confirmed(run, f"Erase {clean(shown.called)} for good? This cannot be undone.", yes=yes):
        return
    forgotten = run.book.reverse(forget, f"#{shown.id}", run.today, secrets.token_hex(_SALT_BYTES))
    wiped = run.book.wipe()
    copies = _copies(run, forgotten)
    if run.wishes.json:
        run.out.json(
            {
                "interactions_gone": forgotten.interactions,
                "mentions": forgotten.mentions,
                "copies": [str(path) for path in copies],
                "wiped": wiped,
            }
        )
    run.out.say(f"✓ Erased {clean(forgotten.called)}, and {counted(forgotten.interactions, 'interaction')}")
    if not wiped:
        run.out.say("  another netbook is open, and its log may still hold the name: close it, then start netbook once")
    if forgotten.mentions:
        run.out.say(f"  {counted(forgotten.mentions, 'note')} about others still name this person")
    if copies:
        run.out.say(f"  {counted(len(copies), 'backup')} still hold this person; delete them when you can do without:")
        for path in copies:
            run.out.say(f"    {clean(str(path))}")


def _copies(run: Run, forgotten: Forgotten) -> list[Path]:
    from netbook.backups import copies_with

    if run.book_file is None:
        return []
    return copies_with(run.backups, run.book_file.absolute(), forgotten.accounts, forgotten.traces)
