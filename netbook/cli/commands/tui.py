"""``netbook tui``, and ``netbook`` alone on a terminal: the screens."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

from click.exceptions import Exit

from netbook import config
from netbook.cli.options import netbook_command

if TYPE_CHECKING:
    from netbook.cli.running import Run


@netbook_command("tui", short_help="Open the screens.")
def command(run: Run) -> None:
    """Open the screens: the weekly review, people, events and insights.

    netbook alone does the same on a terminal. Every key is listed by ? inside.
    """
    from netbook.tui.opening import can_draw, refuse

    if not can_draw(os.environ):
        raise refuse()
    raise Exit(open_screens(run))


def open_screens(run: Run) -> int:
    """Run the interface on this run's book until the user leaves; gives the exit code."""
    from netbook.plain_book import open_plainly
    from netbook.tui.opening import open_interface
    from netbook.tui.workplace import Workplace

    work = Workplace(
        paths=run.paths,
        load_settings=lambda: config.load(run.paths.config, os.environ)[0],
        open_book=lambda: run.book,
        open_plainly=lambda: open_plainly(run.book_name),
        book_shown=run.book_shown,
        day=lambda: run.today if os.environ.get("NETBOOK_TODAY") else date.today(),
        now=run.now,
    )
    return open_interface(work)
