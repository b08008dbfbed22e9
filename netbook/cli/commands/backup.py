"""``netbook backup``: a copy of the book, whole and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from netbook.cli.options import netbook_command
from netbook.domain.counts import people
from netbook.domain.dates.wording import dated
from netbook.domain.text import clean
from netbook.errors import BookProblem, UsageProblem
from netbook.paths import user_path

if TYPE_CHECKING:
    from netbook.backups import BackupRow
    from netbook.cli.running import Run

_MEGABYTE = 1_000_000


@netbook_command("backup", short_help="Copy the book, or list the copies there are.")
@click.option("-o", "--output", metavar="FILE", help="Copy to this file instead of the backups folder.")
@click.option("--force", is_flag=True, help="Replace the file of that name.")
@click.option("--list", "list_", is_flag=True, help="List the backups, the newest first.")
def command(run: Run, *, output: str | None, force: bool, list_: bool) -> None:
    """Copy the book into the backups folder, or to a FILE; the copy is checked, and only you can read it.

    \b
    netbook backup
    netbook backup -o /media/stick/netbook.db
    netbook backup --list

    netbook makes backups by itself: on the first change of a day, and before each import, merge, restore and migration.
    netbook restore goes back to one.
    """
    if list_:
        if output is not None or force:
            raise UsageProblem("--list writes nothing, so it takes neither -o nor --force.")
        _list(run)
        return
    file = run.book_file
    if file is not None and not file.exists():
        raise BookProblem(f"there is no book {file} yet, so there is nothing to back up.", "netbook add @handle")
    copy = run.book.back_up() if output is None else run.book.back_up_to(user_path(output), replace=force)
    if copy is None:
        raise UsageProblem("this book is in a database, which its server backs up.", "pg_dump, or netbook export json")
    from netbook.backups import backup_row

    row = backup_row(copy)
    if run.wishes.json:
        run.out.json(_form(row))
    run.out.say(f"✓ Backed up {people(row.contacts or 0)} to {clean(str(copy))}")


def _list(run: Run) -> None:
    from netbook.backups import list_backups

    rows = list_backups(run.backups)
    if run.wishes.json:
        run.out.json([_form(row) for row in rows])
        return
    if not rows:
        run.out.say(f"There is no backup in {clean(str(run.backups))} yet. netbook backup makes one.")
    for row in rows:
        run.out.line(_line(row))
    if rows:
        run.out.say(f"They lie in {clean(str(run.backups))} · netbook restore NAME goes back to one")


def _form(row: BackupRow) -> dict[str, Any]:
    return {
        "file": str(row.file),
        "at": None if row.at is None else row.at.isoformat(),
        "bytes": row.size,
        "contacts": row.contacts,
        "interactions": None if row.figures is None else row.figures.interactions,
        "revision": None if row.figures is None else row.figures.revision,
    }


def _line(row: BackupRow) -> str:
    at = None if row.at is None else row.at.astimezone()
    when = "" if at is None else f"{dated(at.date()):>11} {at:%H:%M}"
    holds = "cannot be read" if row.contacts is None else people(row.contacts)
    return f"{clean(row.file.name)}  {when}  {row.size / _MEGABYTE:8.1f} MB  {holds}"
