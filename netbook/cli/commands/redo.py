"""``netbook redo``: does again what was taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netbook.cli.forms import step_form
from netbook.cli.options import netbook_command
from netbook.cli.sayings import say_done
from netbook.usecases.undo import redo

if TYPE_CHECKING:
    from netbook.cli.running import Run


@netbook_command("redo", short_help="Do again what was taken back.")
@click.argument("count", metavar="[N]", type=click.IntRange(1, 10_000), default=1)
def command(run: Run, count: int) -> None:
    """Do again what was taken back last, or the last N things; a new change ends that possibility."""
    redone = run.book.reverse(redo, count)
    if run.wishes.json:
        run.out.json([step_form(step, undone=False, redoable=False) for step in redone])
    for step in redone:
        say_done(run, f"Done again: {step.words}")
    if len(redone) < count:
        run.out.say(f"  {len(redone)} of {count}: nothing more to redo")
