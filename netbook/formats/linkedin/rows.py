"""What all files of the export have in common: every row becomes one record, also a broken one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from netbook.domain.records import Fate, LeftOut
from netbook.formats.csv_rows import BrokenRow
from netbook.formats.streams import OnRead, shown_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from netbook.formats.csv_rows import CsvRow
    from netbook.formats.linkedin.cells import NoProfile
    from netbook.formats.linkedin.parts import Part

NO_HEADINGS = "The headings of this file are missing, so nothing could be read from it."

_Record = TypeVar("_Record")


def records_of(
    part: Part, read: Callable[[CsvRow], _Record], on_read: OnRead | None = None, *, no_headings: str = NO_HEADINGS
) -> Iterator[_Record | LeftOut]:
    """Yield what ``read`` makes of each row of a file, and a failure for each row that is none."""
    if part.shape is None:
        yield LeftOut(part.origin(0), Fate.FAILED, no_headings)
    for row in part.rows(on_read):
        if isinstance(row, BrokenRow):
            yield LeftOut(part.origin(row.line), Fate.FAILED, row.reason)
        else:
            yield read(row)


def undated(part: Part, row: CsvRow, column: str) -> LeftOut:
    """Return the failure of a row whose date cannot be read."""
    reason = f"“{shown_name(row.get(column))}” is not a date that netbook can read."
    return LeftOut(part.origin(row.line), Fate.FAILED, reason)


def nobody(part: Part, row: CsvRow, why: NoProfile) -> LeftOut:
    """Return what becomes of a row that names nobody: skipped where it names something else, else failed."""
    return LeftOut(part.origin(row.line), Fate.SKIPPED if why.something_else else Fate.FAILED, why.reason)
