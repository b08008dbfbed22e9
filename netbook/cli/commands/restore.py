"""``netbook restore``: a backup becomes the book again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netbook.cli.confirming import confirmed
from netbook.cli.options import netbook_command
from netbook.domain.counts import people
from netbook.domain.text import clean
from netbook.errors import UsageProblem

if TYPE_CHECKING:
    from netbook.cli.running import Run


@netbook_command("restore", short_help="Put a backup in the book's place.")
@click.argument("file", metavar="FILE")
@click.option("--yes", is_flag=True, help="Do not ask first.")
def command(run: Run, file: str, *, yes: bool) -> None:
    """Put a backup in the book's place: a file, or a name out of netbook backup --list.

    \b
    netbook backup --list
    netbook restore 2026-11-23T080000.db

    The backup stays as it is. The book that is there now is backed up first, and kept beside the new one as well;
    nothing is deleted. Close every other netbook before.
    """
    from netbook.backups import backup_named, backup_row, restore_book

    book = run.book_file
    if book is None:
        raise UsageProblem("this book is in a database, whose server restores it.", "pg_restore, or netbook import")
    source = backup_named(file, run.backups)
    if source.exists() and book.exists() and source.samefile(book):
        raise UsageProblem("that file is the book itself. Name a backup.", "netbook backup --list")
    if source.is_file():
        holds = people(backup_row(source).contacts or 0)
        question = f"Put {clean(source.name)} ({holds}) in the place of {clean(str(book))}?"
        if not confirmed(run, question, yes=yes):
            return
    restored = restore_book(source, book.absolute(), run.backups, run.now())
    if run.wishes.json:
        run.out.json(
            {
                "restored": str(restored.source),
                "book": str(restored.book),
                "replaced": None if restored.replaced is None else str(restored.replaced),
                "backup": None if restored.backup is None else str(restored.backup),
                "contacts": restored.contacts,
            }
        )
    run.out.say(f"✓ Restored {people(restored.contacts)} from {clean(str(restored.source))}")
    if restored.replaced is not None:
        run.out.say(f"  the book that was there is {clean(str(restored.replaced))}")
