"""A line on standard error that says how far a file is read or written: share, rate and the time left."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from netbook.cli.running import Run
    from netbook.domain.records import Progress

MEBIBYTE = 2**20
_SECONDS_BETWEEN = 0.1
_CELLS = 20


class ProgressLine:
    """Written over itself as bytes come in, and wiped at the end."""

    def __init__(
        self,
        write: Callable[[str], object],
        clock: Callable[[], float],
        words: Callable[[int, int, float], str] | None = None,
    ) -> None:
        """Write with ``write``; ``clock`` counts seconds, and ``words`` says how far things are."""
        self._write = write
        self._clock = clock
        self._words = words or progress_text
        self._began: float | None = None
        self._shown_at = -_SECONDS_BETWEEN
        self._longest = 0

    def __call__(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` are done, a few times a second at most."""
        now = self._clock()
        if now - self._shown_at < _SECONDS_BETWEEN:
            return
        self._shown_at = now
        if self._began is None:
            self._began = now
        text = self._words(done, total, now - self._began)
        self._write("\r" + text.ljust(self._longest))
        self._longest = max(self._longest, len(text))

    def then(self, words: Callable[[int, int, float], str]) -> Progress:
        """Give what is told of the work that follows; the line and the clock are its own from the first word on."""

        def following(done: int, total: int) -> None:
            if self._words is not words:
                self._words, self._began, self._shown_at = words, None, -_SECONDS_BETWEEN
            self(done, total)

        return following

    def wipe(self) -> None:
        """Leave the line empty."""
        if self._longest:
            self._write("\r" + " " * self._longest + "\r")


@contextmanager
def progress_shown(run: Run, words: Callable[[int, int, float], str] | None = None) -> Iterator[Progress]:
    """Give what a reader or a writer tells its progress; it is shown if a person may be looking."""
    if run.wishes.quiet or run.wishes.plain or not sys.stderr.isatty():
        yield _unseen
        return
    line = ProgressLine(_write, time.monotonic, words)
    try:
        yield line
    finally:
        line.wipe()


@contextmanager
def import_shown(run: Run) -> Iterator[tuple[Progress, Progress]]:
    """Give what an import tells of its records, and then of its contacts."""
    with progress_shown(run, importing_text) as line:
        yield line, line.then(settling_text) if isinstance(line, ProgressLine) else line


def settling_text(done: int, total: int, seconds: float) -> str:
    """Say in plain ASCII how many contacts of an import stand where they belong after so many seconds."""
    return writing_text(done, total, seconds, "Settling")


def importing_text(done: int, total: int, seconds: float) -> str:
    """Say in plain ASCII how far an import is written after so many seconds."""
    return progress_text(done, total, seconds, "Importing")


def progress_text(done: int, total: int, seconds: float, word: str = "Reading") -> str:
    """Say in plain ASCII how far the reading is after so many seconds."""
    share = min(1.0, done / total) if total else 1.0
    bar = "#" * int(share * _CELLS)
    text = f"{word} [{bar:<{_CELLS}}] {share:4.0%} of {total / MEBIBYTE:,.1f} MiB"
    rate = done / seconds if seconds > 0 else 0.0
    if rate <= 0:
        return text
    return f"{text}, {rate / MEBIBYTE:,.1f} MiB/s, {max(0, total - done) / rate:,.0f} s left"


def writing_text(done: int, total: int, seconds: float, word: str = "Writing") -> str:
    """Say in plain ASCII how many contacts are written after so many seconds."""
    share = min(1.0, done / total) if total else 1.0
    bar = "#" * int(share * _CELLS)
    text = f"{word} [{bar:<{_CELLS}}] {share:4.0%} of {total:,} contacts"
    if done <= 0 or seconds <= 0:
        return text
    return f"{text}, {max(0, total - done) * seconds / done:,.0f} s left"


def _unseen(done: int, total: int) -> None:
    """Show nothing."""
    del done, total


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
