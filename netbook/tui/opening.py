"""Starting the interface: only with a terminal on both ends; a bug comes back to whoever started it."""

from __future__ import annotations

import locale
import os
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from netbook.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from netbook.book import Book
    from netbook.tui.workplace import Workplace


def can_draw(environment: Mapping[str, str]) -> bool:
    """Say whether pages can be drawn: a terminal on both ends that is not dumb."""
    streams = (sys.stdin, sys.stdout)
    terminal = all(stream is not None and not stream.closed and stream.isatty() for stream in streams)
    return terminal and environment.get("TERM", "") not in {"", "dumb"}


def refuse() -> UsageProblem:
    """Make the error for a place where nothing can be drawn."""
    return UsageProblem(
        "this needs a terminal.", "netbook review prints the list; netbook review --ask works line by line."
    )


def open_interface(work: Workplace) -> int:
    """Run the interface until the user leaves; gives the exit code.

    Raises:
        NetbookError: the book cannot be used.

    """
    while _run(work):
        with made_up(work) as demo:
            _run(demo)
    return 0


def _run(work: Workplace) -> bool:
    """Run the interface on one book; says whether the user left to look around in a made-up one."""
    from netbook.tui.app import NetbookApp

    app = NetbookApp(work, ascii_signs=wants_ascii(work.settings.symbols))
    try:
        app.run()
    finally:
        work.close()
    if app.failure is not None:
        raise app.failure
    if app.refused is not None:
        raise app.refused
    return app.wants_demo


@contextmanager
def made_up(work: Workplace) -> Iterator[Workplace]:
    """Give a workplace with a made-up book, which is gone afterwards; the user's own is not touched."""
    with tempfile.TemporaryDirectory(prefix="netbook-demo-") as folder:
        file = Path(folder) / "netbook.db"
        opened: list[Book] = []

        def open_book() -> Book:
            from netbook.book import Book
            from netbook.usecases.demo import fill_demo_book

            book = Book(str(file), work.now)
            opened.append(book)
            # Past the history: the first undo must not take everybody away.
            book.reverse(fill_demo_book, work.today)
            return book

        try:
            yield replace(work, open_book=open_book, open_plainly=lambda: None, book_shown=str(file), demo=True)
        finally:
            for book in opened:
                book.close()


def wants_ascii(symbols: str) -> bool:
    """Say whether signs are drawn with plain letters: as the setting says, else as the terminal's encoding does."""
    if symbols != "auto":
        return symbols == "ascii"
    ctype = os.environ.get("LC_CTYPE") or ""
    # In the C locale Python itself names a UTF-8 one there, whatever the terminal is.
    if sys.flags.utf8_mode and ctype.startswith("C."):
        ctype = ""
    wish = os.environ.get("LC_ALL") or ctype or os.environ.get("LANG") or ""
    if wish in {"", "C", "POSIX"}:
        return True
    encoding = wish.partition(".")[2] or locale.getpreferredencoding(do_setlocale=False)
    return encoding.partition("@")[0].replace("-", "").lower() != "utf8"
