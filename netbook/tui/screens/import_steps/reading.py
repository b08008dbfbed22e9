"""How far the reading of an export has come: told by the reading thread, asked by the interface."""

from __future__ import annotations

import time
from threading import Event
from typing import TYPE_CHECKING

from netbook.domain.counts import people
from netbook.tui.widgets.text import line

if TYPE_CHECKING:
    from textual.content import Content

MEBIBYTE = 2**20
_KIBIBYTE = 2**10
_BAR = 24


class Stopped(Exception):
    """The user has stopped the reading."""


class Reading:
    """A reading, or an import that is written, under way; ``stop`` ends it at the next chunk."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self.done = 0
        self.total = 0
        self._settling = False
        self._began = time.monotonic()
        self._stop = Event()

    def __call__(self, done: int, total: int) -> None:
        """Note how many bytes are read.

        Raises:
            Stopped: the reading is to end.

        """
        if self._stop.is_set():
            raise Stopped
        self.done, self.total = done, total

    def settled(self, done: int, total: int) -> None:
        """Note how many contacts stand where they belong, once all records are written.

        Raises:
            Stopped: the import is to end.

        """
        if not self._settling:
            self._settling, self._began = True, time.monotonic()
        self(done, total)

    def stop(self) -> None:
        """End it."""
        self._stop.set()

    def words(self) -> Content:
        """Draw the bar with the share, the bytes, the rate and the time left."""
        seconds = time.monotonic() - self._began
        return (settling_words if self._settling else reading_words)(self.done, self.total, seconds)


def reading_words(done: int, total: int, seconds: float) -> Content:
    """Say how far the reading is after so many seconds."""
    if not total:
        return line(("Opening … ", "muted"), ("esc stops", "muted"))
    share = min(1.0, done / total)
    filled = int(share * _BAR)
    text = f" {share:.0%} of {size_words(total)}"
    rate = done / seconds if seconds > 0 else 0.0
    if rate:
        text += f" · {size_words(int(rate))}/s · {max(0, total - done) / rate:,.0f} s left"
    return line(("━" * filled, "good"), ("─" * (_BAR - filled), "muted"), text, (" · esc stops", "muted"))


def settling_words(done: int, total: int, seconds: float) -> Content:
    """Say how many contacts of an import are settled after so many seconds."""
    share = min(1.0, done / total) if total else 1.0
    filled = int(share * _BAR)
    text = f" {share:.0%} of {people(total)}"
    if done and seconds > 0:
        text += f" · {max(0, total - done) * seconds / done:,.0f} s left"
    return line(("━" * filled, "good"), ("─" * (_BAR - filled), "muted"), text, (" · esc stops", "muted"))


def size_words(size: int) -> str:
    """Say a size in bytes: “12.3 MiB”."""
    if size >= MEBIBYTE:
        return f"{size / MEBIBYTE:,.1f} MiB"
    if size >= _KIBIBYTE:
        return f"{size / _KIBIBYTE:,.0f} KiB"
    return f"{size} B"
