"""``netbook review``: whom to write to this week, as a list, a check for prompts, JSON, or one key a contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netbook.cli.options import netbook_command
from netbook.errors import UsageProblem
from netbook.queries.glance import glance_counts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netbook.cli.running import Run
    from netbook.queries.review import Review

SOMEBODY_OVERDUE = 3


@netbook_command("review", short_help="Show whom to write to this week.")
@click.option("--check", is_flag=True, help="Print one line; exit 3 if anyone is overdue.")
@click.option("--ask", is_flag=True, help="Ask about each: d done, s snooze, x let go, enter skip, q stop.")
@click.option("--all", "everybody", is_flag=True, help="Show more than the day's cap.")
def command(run: Run, *, check: bool, ask: bool, everybody: bool) -> None:
    """Show whom to write to this week, the coldest first.

    Follow-ups that are overdue and promises come first, then people met once, those going stale, those due this
    week, and snoozes that end. Going stale and due are capped a day (netbook config get cap).

    With --ask, one key a contact decides, and each decision is saved at once: stopping is pausing. Without a
    terminal, each line of standard input is one answer.
    """
    if check and (ask or everybody):
        raise UsageProblem("--check counts everybody and asks nothing, so it goes with neither --ask nor --all.")
    if check:
        raise click.exceptions.Exit(_check(run))
    if ask:
        from netbook.cli.asking import ask_review

        ask_review(run, cap=None if everybody else run.settings.cap)
        return
    print_review(run, everybody=everybody)


def print_review(run: Run, *, everybody: bool = False) -> None:
    """Print the list; as JSON all of it, as text up to the day's cap."""
    found = _review(run, None if everybody or run.wishes.json else run.settings.cap)
    if run.wishes.json:
        from netbook.cli.forms import review_form

        run.out.json_array(review_form(row) for row in found.rows)
        return
    from netbook.cli import review_text
    from netbook.wording.reviewing import nobody_due

    if not found.people and not found.inbox:
        review_text.teach(run)
        return
    run.out.line(counts_line(found.counts) if found.rows or found.more else nobody_due(found, run.today))
    review_text.print_rows(run, found)
    if found.more:
        run.out.line()
        run.out.line(f"and {found.more} more beyond today's cap: netbook review --all")
    review_text.print_inbox(run, found)


def counts_line(counts: Mapping[str, int]) -> str:
    """Say how many rows of each kind there are; the overdue always, the others where there are any."""
    return ", ".join(f"{count} {kind}" for kind, count in counts.items() if count or kind == "overdue")


def _check(run: Run) -> int:
    counts = _quick_counts(run)
    if counts is None:
        counts = _review(run, None).counts
    if run.wishes.json:
        run.out.json({kind.replace(" ", "_"): count for kind, count in counts.items()})
    else:
        run.out.line(counts_line(counts))
    return SOMEBODY_OVERDUE if counts["overdue"] else 0


def _quick_counts(run: Run) -> Mapping[str, int] | None:
    """Count without loading the ORM, for a shell prompt; None where the book is no file that can be read so."""
    file = run.book_file
    return None if file is None or not file.is_file() else glance_counts(file, run.today)


def _review(run: Run, cap: int | None) -> Review:
    from netbook.queries.review import review

    return run.book.read(review, run.today, cap=cap)
