"""Printing: data on standard output, everything said about it on standard error; harmless on any terminal."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

from netbook.domain.text import ascii_only, clean, clean_block
from netbook.errors import NetbookError

if TYPE_CHECKING:
    from collections.abc import Iterable

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
_ELSEWHERE = 100
"""The cells of a line that is not printed on a terminal."""


class OutputProblem(NetbookError):
    """What was to be printed could not be: a full disk, for one."""


class ReaderGone(Exception):
    """The other end of the pipe was closed; the program ends quietly."""


class Output:
    """The two streams of one run."""

    def __init__(self, *, as_json: bool = False, quiet: bool = False, color: str = "auto", plain: bool = False) -> None:
        """Print JSON or text; ``quiet`` leaves confirmations out; ``color`` is auto, never or always."""
        self.as_json = as_json
        self.quiet = quiet
        self._color = "never" if plain else color

    def line(self, text: str = "") -> None:
        """Print one line of data whose foreign parts are clean already."""
        _write(sys.stdout, f"{text}\n")

    def lines(self, texts: Iterable[str]) -> None:
        """Print lines of data."""
        for text in texts:
            self.line(text)

    def json(self, value: Any) -> None:
        """Print a value as JSON, with every control character escaped."""
        self.line(_json(value))

    def json_array(self, values: Iterable[Any]) -> None:
        """Print an array as JSON, each value as soon as it comes."""
        beginning = "["
        for value in values:
            indented = _json(value).replace("\n", "\n  ")
            _write(sys.stdout, f"{beginning}\n  {indented}")
            beginning = ","
        self.line("[]" if beginning == "[" else "\n]")

    def json_aside(self, value: Any) -> None:
        """Print a value as JSON on standard error, where standard output holds a file."""
        _write(sys.stderr, f"{_json(value, indent=None)}\n")

    def say(self, text: str) -> None:
        """Say on standard error what happened; left out with --quiet."""
        if not self.quiet:
            _write(sys.stderr, f"{text}\n")

    def ask(self, text: str, end: str = "\n") -> None:
        """Print a part of a question on standard error, --quiet or not, at once."""
        _write(sys.stderr, f"{text}{end}")
        if sys.stderr is not None:
            sys.stderr.flush()

    def problem(self, error: NetbookError) -> None:
        """Print an error: what is wrong on one line, what to do below it; as JSON where that was asked for."""
        if self.as_json:
            value: dict[str, Any] = {"error": error.sentence, "exit_code": error.exit_code}
            candidates = getattr(error, "candidates", ())
            if candidates:
                value["candidates"] = list(candidates)
            _write(sys.stderr, f"{_json(value, indent=None)}\n")
            return
        _write(sys.stderr, f"netbook: {clean(error.sentence)}\n")
        for hint in error.hints[:2]:
            _write(sys.stderr, f"  {clean(hint)}\n")

    def block(self, text: str, indent: str = "") -> None:
        """Print foreign text of several lines, clean."""
        for part in clean_block(text).split("\n"):
            self.line(f"{indent}{part}".rstrip())

    def paint(self, text: str, *styles: str) -> str:
        """Colour text for standard output, where that is a terminal that wants it."""
        if not self.colorful or not text or not styles:
            return text
        return f"\x1b[{';'.join(_CODES[style] for style in styles)}m{text}\x1b[0m"

    @property
    def colorful(self) -> bool:
        """Whether standard output gets colours: never on a pipe, nor with NO_COLOR or TERM=dumb, unless told always."""
        if not is_terminal(sys.stdout):
            return False
        if self._color != "auto":
            return self._color == "always"
        return not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"

    @property
    def width(self) -> int:
        """The cells of a line: those of the terminal, 100 elsewhere."""
        if not is_terminal(sys.stdout):
            return _ELSEWHERE
        try:
            return max(40, os.get_terminal_size(sys.stdout.fileno()).columns)
        except OSError:
            return 80


def is_terminal(stream: TextIO | None) -> bool:
    """Say whether a stream is a terminal; one that was closed before the program began is None."""
    return stream is not None and not stream.closed and stream.isatty()


def _json(value: Any, indent: int | None = 2) -> str:
    # JSON leaves DEL as it is, which a terminal obeys.
    return json.dumps(value, ensure_ascii=True, indent=indent).replace("\x7f", "\\u007f")


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:
        return
    encoding = (stream.encoding or "ascii").lower().replace("-", "")
    try:
        stream.write(text if encoding.startswith("utf") else ascii_only(text))
    except BrokenPipeError as closed:
        raise ReaderGone from closed
    except OSError as error:
        raise OutputProblem(f"the output cannot be written: {(error.strerror or str(error)).lower()}.") from error
