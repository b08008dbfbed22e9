"""Drives an installed netbook in a real pseudo-terminal, as a person with an empty home would: the three jobs by keys.

Usage: python .ci/screens.py NETBOOK HOME, where NETBOOK is the program and HOME an empty folder.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

SECONDS = 30.0
_ESCAPES = re.compile(rb"\x1b(?:\[[0-9;:?<>=]*[a-zA-Z]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][0-9A-B]|[=>78cM])")


class Terminal:
    """A pseudo-terminal with netbook in it."""

    def __init__(self, program: str, home: str, *, columns: int = 80, lines: int = 24) -> None:
        """Start the program."""
        self.seen = b""
        self.process, self.end = pty.fork()
        if self.process == 0:
            environment = {
                "HOME": home,
                "PATH": "/usr/bin:/bin",
                "TERM": "xterm-256color",
                "LANG": "C.UTF-8",
                "NETBOOK_TODAY": "2026-11-23",
            }
            os.execve(program, [program], environment)
        self.resize(columns, lines)

    def resize(self, columns: int, lines: int) -> None:
        """Change the window's size."""
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        os.kill(self.process, signal.SIGWINCH)

    def press(self, keys: str) -> None:
        """Press keys; what was drawn before does not count for the next wait."""
        self.seen = b""
        os.write(self.end, keys.encode())

    def wait_for(self, words: str) -> None:
        """Wait until words have been drawn."""
        until = time.monotonic() + SECONDS
        while words.encode() not in _ESCAPES.sub(b"", self.seen):
            if time.monotonic() > until or not self._read(0.2):
                text = _ESCAPES.sub(b" ", self.seen).decode("utf-8", "replace")
                sys.exit(f"“{words}” was not drawn. Seen: {text[-3000:]}")

    def wait_for_end(self) -> int:
        """Wait until the program has left; gives its exit code."""
        while self._read(SECONDS):
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])

    def _read(self, seconds: float) -> bool:
        """Read what is there; says whether the program still has the terminal."""
        ready, _, _ = select.select([self.end], [], [], seconds)
        try:
            data = os.read(self.end, 65536) if ready else b""
        except OSError:
            return False
        self.seen += data
        return bool(data) or not ready


def main(program: str, home: str) -> None:
    """Log a contact, record a meeting, decide in the review, take it back, leave."""
    terminal = Terminal(program, home)
    terminal.wait_for("Nobody here yet")
    terminal.press("a")
    terminal.wait_for("Add a contact")
    terminal.press("@ada #pioneers\r")
    terminal.wait_for("Added @ada")
    terminal.press("m")
    terminal.wait_for("Met someone")
    terminal.press("Grace Hopper at PyCon DE\r")
    terminal.wait_for("new contact")
    terminal.press("\r")
    terminal.wait_for("Met Grace Hopper")
    terminal.press("u")
    terminal.wait_for("Taken back")
    terminal.press("\x12")
    terminal.wait_for("Done again")
    terminal.resize(36, 10)
    terminal.wait_for("netbook needs 40×12; this is 36×10.")
    terminal.resize(120, 36)
    terminal.press("2")
    terminal.wait_for("Grace Hopper")
    terminal.press("q")
    code = terminal.wait_for_end()
    if code:
        sys.exit(f"netbook ended with {code}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
