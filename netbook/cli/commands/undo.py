"""``netbook undo``: takes back what was done last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netbook.cli.forms import step_form
from netbook.cli.options import netbook_command
from netbook.domain.text import clean
from netbook.usecases.undo import undo

if TYPE_CHECKING:
    from netbook.cli.running import Run


@netbook_command("undo", short_help="Take back what you did last.")
@click.argument("count", metavar="[N]", type=click.IntRange(1, 10_000), default=1)
def command(run: Run, count: int) -> None:
    """Take back what you did last, or the last N things, across restarts.

    Each command that changed something is one step, an import too. netbook redo puts a step back.
    """
    undone = run.book.reverse(undo, run.now(), count)
    if run.wishes.json:
        run.out.json([step_form(step, undone=True, redoable=True) for step in undone])
    for step in undone:
        run.out.say(f"✓ Taken back: {clean(step.words)} · netbook redo does it again")
    if len(undone) < count:
        run.out.say(f"  {len(undone)} of {count}: nothing more to undo")
