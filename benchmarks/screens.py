"""The terminal interface in a pseudo-terminal, against an empty Textual app: ``python -m benchmarks.screens``.

First paint is the first byte of a frame, rows shown the first byte with the name of a contact in it, a key the time
until the terminal has been drawn on again. Memory is the peak resident set. Every figure is a median, and the ratio to
the empty app of the same run is what travels.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.books import make_book

_EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("READY")
Empty().run()
"""
_ESCAPES = re.compile(rb"\x1b(?:\[[0-9;:?<>=]*[a-zA-Z]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][0-9A-B]|[=>78cM])")
_SECONDS = 60.0
_A_NAME = "[A-Z][a-zë]+ [A-Z][a-z]+ [0-9]+"
_QUIET_SECONDS = 0.12
KEYS = {"arrow": ["j"] * 40, "page": ["\x1b[6~", "\x1b[5~"] * 5, "home and end": ["G", "g"] * 5}
BUDGETS = {"first paint": 1.1, "rows shown": 1.3, "peak memory": 1.5}
"""At most so many times an empty Textual app."""


@dataclass
class Figures:
    """What was measured, in milliseconds, memory in MiB."""

    first_paint: list[float] = field(default_factory=list)
    rows_shown: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    keys: dict[str, list[float]] = field(default_factory=dict)


class Terminal:
    """A program in a pseudo-terminal of 120×36."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        """Start the program and the clock."""
        self.seen = b""
        self.began = time.perf_counter()
        self.process, self.end = pty.fork()
        if self.process == 0:
            os.execve(command[0], command, environment)
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))

    def read(self, seconds: float) -> bool:
        """Read what is drawn within so many seconds; says whether anything was."""
        if not select.select([self.end], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.end, 1 << 20)
        except OSError:
            return False
        self.seen += data
        return bool(data)

    def until(self, words: str) -> float:
        """Wait until something that fits an expression is drawn; gives the milliseconds since the start."""
        limit = time.perf_counter() + _SECONDS
        wanted = re.compile(words.encode())
        while not wanted.search(_ESCAPES.sub(b"", self.seen)):
            self.read(0.05)
            if time.perf_counter() > limit:
                sys.exit(f"“{words}” was not drawn within {_SECONDS:.0f} s: {self.seen[-400:]!r}")
        return (time.perf_counter() - self.began) * 1000

    def key(self, pressed: str) -> float | None:
        """Press a key; gives the milliseconds until something is drawn, None if nothing had to be."""
        while self.read(_QUIET_SECONDS):
            pass
        begun = time.perf_counter()
        os.write(self.end, pressed.encode())
        drawn = self.read(1.0)
        return (time.perf_counter() - begun) * 1000 if drawn else None

    def memory(self) -> float:
        """Give the peak resident set in MiB."""
        status = Path(f"/proc/{self.process}/status").read_text("utf-8")
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0

    def stop(self) -> None:
        """End the program."""
        os.kill(self.process, signal.SIGKILL)
        os.close(self.end)
        os.waitpid(self.process, 0)


def main() -> None:
    """Measure at some sizes and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, nargs="+", default=[100, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        books = {count: Path(folder) / f"{count}.db" for count in chosen.contacts}
        for count, file in books.items():
            make_book(file, count)
        empty, sized = Figures(), {count: Figures() for count in books}
        for run in range(chosen.runs + 1):  # the first warms up and does not count
            _measure_empty(empty, folder, counts=run > 0)
            for count, file in books.items():
                _measure(sized[count], file, folder, counts=run > 0)
        _print(empty, sized)


def _environment(folder: str, book: Path | None = None) -> dict[str, str]:
    environment = {"HOME": folder, "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": os.environ["PATH"]}
    environment["NETBOOK_TODAY"] = "2026-11-23"
    if book is not None:
        environment["NETBOOK_BOOK"] = str(book)
    return environment


def _measure_empty(figures: Figures, folder: str, *, counts: bool) -> None:
    terminal = Terminal([sys.executable, "-c", _EMPTY], _environment(folder))
    shown = terminal.until("READY")
    time.sleep(0.3)
    if counts:
        figures.first_paint.append(shown)
        figures.memory.append(terminal.memory())
    terminal.stop()


def _measure(figures: Figures, book: Path, folder: str, *, counts: bool) -> None:
    terminal = Terminal([sys.executable, "-m", "netbook"], _environment(folder, book))
    painted, shown = terminal.until("This week"), terminal.until(_A_NAME)
    terminal.key("2")
    terminal.until("by state")
    keys = {name: [terminal.key(pressed) for pressed in presses] for name, presses in KEYS.items()}
    terminal.key("/")
    keys["filter letter"] = [terminal.key(letter) for letter in "person_12"]
    if counts:
        figures.first_paint.append(painted)
        figures.rows_shown.append(shown)
        figures.memory.append(terminal.memory())
        for name, times in keys.items():
            figures.keys.setdefault(name, []).extend(each for each in times if each is not None)
    terminal.stop()


def _print(empty: Figures, sized: dict[int, Figures]) -> None:
    floor, floor_memory = statistics.median(empty.first_paint), statistics.median(empty.memory)
    print(f"an empty Textual app: first paint {floor:.0f} ms, peak memory {floor_memory:.0f} MiB")
    for count, figures in sized.items():
        print(f"\n{count:,} contacts")
        rows = [
            ("first paint", statistics.median(figures.first_paint), floor, "ms"),
            ("rows shown", statistics.median(figures.rows_shown), floor, "ms"),
            ("peak memory", statistics.median(figures.memory), floor_memory, "MiB"),
        ]
        for name, value, base, unit in rows:
            ratio, budget = value / base, BUDGETS[name]
            held = "holds" if ratio <= budget else "MISSED"
            print(f"  {name:<14}{value:8.0f} {unit:<4}{ratio:6.2f} × (at most {budget}) {held}")
        for name, times in figures.keys.items():
            ordered = sorted(times)
            at95 = ordered[int(len(ordered) * 0.95)]
            print(f"  {name:<14}{statistics.median(times):8.1f} ms median, {at95:.1f} ms at the 95th percentile")


if __name__ == "__main__":
    main()
