"""Captures as they come from a shell: words read by the capture grammar, flags that win over them, lines of stdin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

from netbook.cli.days import chosen_day, read_day
from netbook.domain.cadence import read_cadence
from netbook.domain.capture import Capture, MeetingCapture, join_words, read_capture, read_meeting
from netbook.domain.dates import DateRead
from netbook.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from netbook.cli.running import Run

LONGEST_LINE = 100_000
_Capture = TypeVar("_Capture", Capture, MeetingCapture)


@dataclass(frozen=True, slots=True)
class Flags:
    """The parts of a capture given as flags, so that scripts need not write prose."""

    tags: tuple[str, ...] = ()
    at: str | None = None
    on: str | None = None
    every: str | None = None
    via: str | None = None
    note: str | None = None


def capture_flags(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add a flag for every part of a capture."""
    options = [
        click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag; may be repeated."),
        click.option("--at", metavar="EVENT", help="The event where you met."),
        click.option("--on", metavar="DATE", help="The day you met."),
        click.option("--every", metavar="CADENCE", help="How often to be in touch."),
        click.option("--via", metavar="CONTACT", help="Who introduced you."),
        click.option("--note", metavar="TEXT", help="A note."),
    ]
    for option in reversed(options):
        function = option(function)
    return function


def contact_capture(run: Run, words: Sequence[str], flags: Flags) -> Capture:
    """Read the words of ``netbook add``, flags winning over them."""
    settings = run.settings
    text = words[0] if len(words) == 1 else join_words(words)
    capture = read_capture(text, run.today, default_network=settings.default_network, day_first=settings.day_first)
    return _with_flags(run, capture, flags)


def meeting_capture(run: Run, words: Sequence[str], flags: Flags) -> MeetingCapture:
    """Read the words of ``netbook met``, flags winning over them."""
    text = words[0] if len(words) == 1 else join_words(words)
    return _with_flags(run, read_meeting(text, run.today, day_first=run.settings.day_first), flags)


def stdin_lines(stream: TextIO) -> Iterator[tuple[int, str]]:
    """Give the captures of standard input, one a line, with their line numbers; blank lines are passed over.

    Raises:
        UsageProblem: there is none, or a line is longer than any capture.

    """
    found = False
    for number, line in enumerate(stream, 1):
        if len(line) > LONGEST_LINE:
            raise UsageProblem(f"line {number} of standard input is longer than any capture. Give one contact a line.")
        if line.strip():
            found = True
            yield number, line.strip()
    if not found:
        raise UsageProblem("there is nothing on standard input.", "pbpaste | netbook add -")


def _with_flags(run: Run, capture: _Capture, flags: Flags) -> _Capture:
    given: dict[str, Any] = {}
    if flags.tags:
        given["tags"] = (*capture.tags, *(tag.lstrip("#") for tag in flags.tags))
    if flags.at:
        given["event"] = flags.at
    if flags.on:
        given["on"] = read_day(run, flags.on, prefer="past")
    elif capture.on is not None and capture.date_ambiguous:
        chosen_day(run, DateRead(capture.on, ambiguous=True))
    if flags.every:
        given["cadence"] = read_cadence(flags.every)
    if flags.via:
        given["via"] = flags.via
    if flags.note:
        given["note"] = f"{capture.note}\n{flags.note}" if capture.note else flags.note
    return replace(capture, **given)
