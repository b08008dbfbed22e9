"""``netbook demo``: a look around in a made-up book, kept apart from the user's own."""

from __future__ import annotations

import shlex
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netbook.cli.options import netbook_command
from netbook.domain.text import clean

if TYPE_CHECKING:
    from netbook.cli.running import Run

_FILE = "netbook.db"
_TRIES = ("review --ask", "show ada", "event debrief pycon")


@netbook_command("demo", short_help="Look around in a made-up book.")
@click.option("--keep", is_flag=True, help="Leave the book where it is, to try commands on it.")
def command(run: Run, *, keep: bool) -> None:
    """Make a book of some 40 invented people in a temporary folder, and print its review.

    Your own book is neither opened nor made. The demo book is deleted at the end, unless --keep leaves it there.
    """
    if keep:
        folder = Path(tempfile.mkdtemp(prefix="netbook-demo-"))
        _look_around(run, folder / _FILE)
        run.out.say(f"The book stays there until you delete it: rm -r {_quoted(folder)}")
        return
    with tempfile.TemporaryDirectory(prefix="netbook-demo-") as name:
        _look_around(run, Path(name) / _FILE)
        run.out.say("This book is gone again. netbook demo --keep leaves one to try commands on.")


def _look_around(run: Run, file: Path) -> None:
    from netbook.book import Book
    from netbook.cli.commands.review import print_review
    from netbook.usecases.demo import fill_demo_book

    book = Book(str(file), run.now)
    try:
        # Past the history: the first undo must not take everybody away.
        count = book.reverse(fill_demo_book, run.today)
        run.book = book
        run.out.say(f"{count} made-up people, in {_quoted(file)}, kept apart from your data.\n")
        print_review(run)
    finally:
        book.close()
    run.out.say("\nThree commands to try on a book that you keep (netbook demo --keep):")
    for words in _TRIES:
        run.out.say(f"  netbook --book {_quoted(file)} {words}")


def _quoted(path: Path) -> str:
    return clean(shlex.quote(str(path)))
