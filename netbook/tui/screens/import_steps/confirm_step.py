"""Step 4 of an import: what it would do, while it is written, and what it did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from netbook.domain.counts import counted, people
from netbook.domain.records import Fate
from netbook.domain.text import clean
from netbook.exports import home_shortened, place_of
from netbook.tui.widgets.text import line, lines, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.content import Content

    from netbook.usecases.imports import Imported, Problem, Source

MOST_REASONS = 10
MOST_SHOWN = 200
"""Bad records listed on the screen; the file lists all."""
_LABEL = 10


@dataclass(frozen=True, slots=True)
class Done:
    """An import that was made, and where its bad records are listed."""

    outcome: Imported
    backup: Path | None
    problems_file: Path | None
    unsaved: str = ""
    """Why the list could not be saved."""


def preview_content(source: Source, preview: Imported, backups: Path | None, cells: int) -> Content:
    """Say exactly what the import would do, in lines of so many cells."""
    copied = (
        f"First the book is copied into {home_shortened(backups)}."
        if backups
        else "The book is on a database server, which makes its own backups."
    )
    return lines(
        [
            plain("Nothing is written until you press enter.", "warn bold"),
            "",
            *_counts(source, preview, cells),
            "",
            plain("New people go to the inbox, where nobody nags. The whole import is one undo step.", "muted"),
            plain(copied, "muted"),
            *_listed(preview.problems),
        ]
    )


def busy_content(words: str, seconds: float, progress: Content | None = None) -> Content:
    """Say what is going on, for how long, and how far it is."""
    told = plain(f"{words} {seconds:.0f} s" if seconds >= 1 else words, "accent bold")
    return lines([told] if progress is None else [told, progress])


def result_content(source: Source, done: Done, cells: int, *, taken_back: bool) -> Content:
    """Say what the import did, and how to take it back, in lines of so many cells."""
    outcome = done.outcome
    found: list[Content | str] = (
        [plain(f"Import {outcome.receipt} was taken back.", "warn bold"), plain("^r does it again.", "muted")]
        if taken_back
        else [
            plain(f"✓ Imported as import {outcome.receipt}.", "good bold"),
            plain("enter goes to the inbox · u takes the whole import back", "muted"),
        ]
    )
    found += ["", *_counts(source, outcome, cells)]
    if done.backup:
        found += ["", plain(f"The book as it was: {home_shortened(done.backup)}", "muted")]
    if done.problems_file:
        found.append(plain(f"Records with problems: {home_shortened(done.problems_file)}", "muted"))
    if done.unsaved:
        found.append(plain(f"✗ The list of problems could not be saved: {done.unsaved}", "stale"))
    return lines([*found, *_listed(outcome.problems)])


def _counts(source: Source, outcome: Imported, cells: int) -> list[Content]:
    doubtful = sum(1 for problem in outcome.problems if problem.fate is None)
    found = [
        _row("Read", f"{counted(outcome.read, 'record')} of {source.file} · {source.label}"),
        _row("New", f"{people(outcome.contacts_new)}, {counted(outcome.interactions_new, 'interaction')}"),
        _row("Matched", f"{counted(outcome.matched, 'record')} here already"),
    ]
    if outcome.unresolved:
        known = f"{people(outcome.unresolved)} known by an id alone: O in the inbox says who they are"
        found.append(_row("Ids", known))
    if doubtful:
        found.append(_row("Doubtful", f"{people(doubtful)} of a known name: contacts of their own"))
    for word, count, fate in (("Skipped", outcome.skipped, Fate.SKIPPED), ("Failed", outcome.failed, Fate.FAILED)):
        if count:
            found.append(_row(word, counted(count, "record")))
            reasons: Counter[str] = Counter()
            for problem in outcome.problems:
                reasons[problem.reason] += problem.count if problem.fate is fate else 0
            for text, times in (+reasons).most_common(MOST_REASONS):
                found += _reason(text, times, cells)
    return found


def _reason(text: str, times: int, cells: int) -> list[Content]:
    """Give a reason beside how often it was one, each of its lines under the first."""
    room = _LABEL + 6
    first, *more = wrap(clean(text), max(room, cells - room)) or [""]
    return [line((f"{times:>{_LABEL + 4},}  ", "muted"), first), *(plain(" " * room + each) for each in more)]


def _listed(problems: Sequence[Problem]) -> list[Content]:
    """List the records that could not be read and the possible duplicates, each with its place."""
    found: list[Content] = []
    for heading, fate in (
        ("These records could not be read:", Fate.FAILED),
        ("These people may be here already:", None),
    ):
        bad = [problem for problem in problems if problem.fate is fate]
        if bad:
            found += [plain(""), plain(heading, "heading bold")]
            found += [line((f"  {place_of(problem)}: ", "muted"), problem.sentence) for problem in bad[:MOST_SHOWN]]
        if len(bad) > MOST_SHOWN:
            found.append(plain(f"  and {len(bad) - MOST_SHOWN:,} more", "muted"))
    return found


def _row(label: str, text: str) -> Content:
    return line((label.ljust(_LABEL), "muted"), text)
