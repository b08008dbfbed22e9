"""Dates given on the command line: read by the user's settings, and echoed where they could mean two days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.dates import DateRead, Prefer, describe_date, read_date

if TYPE_CHECKING:
    from datetime import date

    from netbook.cli.running import Run


def read_day(run: Run, text: str, *, prefer: Prefer) -> date:
    """Read a date as typed, and say how it was read if it could mean another day.

    Raises:
        UnreadableDate: it is no date.

    """
    return chosen_day(run, read_date(text, run.today, prefer=prefer, day_first=run.settings.day_first))


def chosen_day(run: Run, read: DateRead) -> date:
    """Give the day that was read, and say so if it could mean another."""
    if read.ambiguous:
        order = "day first" if run.settings.day_first else "month first"
        run.out.say(f"  read as {describe_date(read.on, run.today)} ({order}; or write {read.on.isoformat()})")
    return read.on
