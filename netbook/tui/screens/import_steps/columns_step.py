"""Step 2 of an import: what was recognised, and its first rows.

The columns of LinkedIn's files are known, so nothing is chosen here. A format whose columns are not known puts its
fields for choosing them in the place of this text; the steps before and after stay as they are.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from netbook.domain.counts import counted, people
from netbook.domain.dates import short_date
from netbook.tui.widgets.columns import Column, ColumnPainter
from netbook.tui.widgets.text import line, lines, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import TypeVar

    from textual.content import Content

    from netbook.domain.records import InteractionRecord, PersonRecord
    from netbook.exports import Contents
    from netbook.usecases.imports import Source

    T = TypeVar("T")

_LABEL = 14


def columns_content(source: Source, contents: Contents, today: date, cells: int) -> Content:
    """Lay out what was recognised."""
    found: list[Content | str] = [
        _row("Recognised", source.label),
        _row("Read", f"{counted(contents.records, 'record')} of {source.file}"),
        _row("Holds", f"{people(contents.people)}, {counted(contents.interactions, 'interaction')}"),
    ]
    if contents.own_account:
        found.append(_row("Your account", f"{contents.own_account} (never made a contact)"))
    if contents.skipped or contents.failed:
        words = f"{counted(contents.skipped, 'record')} skipped, {contents.failed:,} unreadable; step 4 says why"
        found.append(_row("Left out", words))
    found += [_row("Columns", columns_sentence(source))]
    if contents.first_people:
        found += ["", *_table("First people", _PERSON(today), contents.first_people, cells)]
    if contents.first_interactions:
        found += ["", *_table("First interactions", _TALK(today), contents.first_interactions, cells)]
    return lines(found)


def columns_sentence(source: Source) -> str:
    """Say whether there is anything to choose."""
    maker = source.label.removesuffix(" export")
    return f"{maker}'s columns are known; nothing to choose."


def _row(label: str, text: str) -> Content:
    return line((label.ljust(_LABEL), "muted"), text)


def _table(title: str, columns: Sequence[Column[T]], rows: Sequence[T], cells: int) -> list[Content]:
    painter = ColumnPainter(columns)
    return [
        plain(title, "heading bold"),
        plain(painter.titles(cells).rstrip(), "muted"),
        *(line(*painter(row, cells)) for row in rows),
    ]


def _PERSON(today: date) -> tuple[Column[PersonRecord], ...]:  # noqa: N802 — the columns of a table, for one day
    return (
        Column("Name", lambda row: (row.name or "–", ""), 14, 24),
        Column("Handle", lambda row: (row.handles[0].shown if row.handles else "–", "accent"), 14, 26),
        Column("Connected", lambda row: (short_date(row.met_on, today) if row.met_on else "–", "muted"), 15, 15),
        Column("Organisation", lambda row: (row.organisation or "–", ""), 12, 28),
        Column("Position", lambda row: (row.position or "–", ""), 12, 28),
    )


def _TALK(today: date) -> tuple[Column[InteractionRecord], ...]:  # noqa: N802 — the same
    return (
        Column("With", lambda row: (_with(row), ""), 14, 24),
        Column("Date", lambda row: (short_date(_day(row.at), today), "muted"), 15, 15),
        Column("Channel", lambda row: (f"{row.channel}, {row.direction}", "muted"), 17, 20),
        Column("Text", lambda row: (row.note or "", "muted"), 12, 60),
    )


def _with(row: InteractionRecord) -> str:
    return ", ".join(name or handle.shown for handle, name in row.people)


def _day(at: datetime | date) -> date:
    return at.date() if isinstance(at, datetime) else at
