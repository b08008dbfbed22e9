"""``netbook history``: what was done to the book, and what each step changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from netbook.cli.forms import step_form
from netbook.cli.options import netbook_command
from netbook.domain.dates.wording import dated
from netbook.domain.text import clean, shorten
from netbook.queries.history import ChangeRow, StepRow, history, one_step, step_changes

if TYPE_CHECKING:
    from netbook.cli.running import Run

_VALUE_CELLS = 60
_UNTOLD = frozenset({"id", "version", "sort_key"})
"""Columns that tell a person nothing."""


@netbook_command("history", short_help="List what was done, with before and after.")
@click.argument("step", type=click.IntRange(1, 2**31 - 1), required=False)
@click.option("-n", "most", metavar="N", type=click.IntRange(1, 100_000), default=20, help="How many steps (20).")
def command(run: Run, step: int | None, most: int) -> None:
    """List what was done, the newest first; with the number of a STEP, what it changed, before and after."""
    if step is not None:
        _print_step(run, run.book.read(one_step, step), run.book.read(step_changes, step))
        return
    steps = run.book.read(history, most)
    if run.wishes.json:
        run.out.json_array(step_form(row, undone=row.undone, redoable=row.redoable) for row in steps)
        return
    if not steps:
        run.out.say("Nothing was done to this book yet.")
    for row in steps:
        run.out.line(_step_line(run, row))


def _print_step(run: Run, row: StepRow, changes: list[ChangeRow]) -> None:
    if run.wishes.json:
        listed = [{"table": change.table, "before": change.before, "after": change.after} for change in changes]
        run.out.json({**step_form(row, undone=row.undone, redoable=row.redoable), "changes": listed})
        return
    run.out.line(_step_line(run, row))
    for change in changes:
        lines = [line for name in change.after or change.before or {} if (line := _value_line(change, name))]
        if lines:
            run.out.line(f"  {_verb(change)} {change.table.replace('_', ' ')}{_number(change)}")
            run.out.lines(f"    {line}" for line in lines)


def _step_line(run: Run, row: StepRow) -> str:
    at = row.at.astimezone()
    fate = " (undone; netbook redo)" if row.redoable else " (undone)" if row.undone else ""
    number = f"#{row.id}"
    return f"{number:>5}  {dated(at.date()):>11} {at:%H:%M}  {shorten(row.words, max(20, run.out.width - 50))}{fate}"


def _verb(change: ChangeRow) -> str:
    return "made" if change.before is None else "deleted" if change.after is None else "changed"


def _number(change: ChangeRow) -> str:
    number = (change.after or change.before or {}).get("id")
    return "" if number is None else f" {number}"


def _value_line(change: ChangeRow, name: str) -> str:
    """Say what became of one value; nothing where it stayed, or tells a person nothing."""
    before, after = (change.before or {}).get(name), (change.after or {}).get(name)
    if before == after or name in _UNTOLD:
        return ""
    if change.before is None:
        return f"{name}: {_shown(after)}"
    if change.after is None:
        return f"{name}: {_shown(before)}"
    return f"{name}: {_shown(before)} → {_shown(after)}"


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    return shorten(clean(value) if isinstance(value, str) else json.dumps(value), _VALUE_CELLS)
