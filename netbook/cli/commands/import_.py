"""``netbook import``: an export of a network becomes contacts in the inbox and interactions, as one undo step."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from netbook.cli.options import netbook_command
from netbook.cli.progress import import_shown, progress_shown
from netbook.cli.sayings import say_done
from netbook.domain.counts import counted, people
from netbook.domain.records import Fate
from netbook.domain.text import clean, pad, shorten
from netbook.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netbook.cli.running import Run
    from netbook.exports import ReadExport
    from netbook.queries.receipts import ReceiptRow
    from netbook.usecases.imports import Imported, Problem
    from netbook.usecases.match_answers import Answers

MOST_PROBLEMS = 10
FORMATS = (
    "linkedin, x, bluesky, github, facebook, instagram, tiktok, vcard, ics, mbox, json, mastodon, google-csv, "
    "outlook-csv, thunderbird-csv, netbook-csv, csv"
)
"""The names of the formats that netbook brings, written out so that help needs none of their readers."""
_FILE_CELLS = 32
_COUNTS = ("read", "imported", "matched", "skipped", "failed", "contacts_new", "interactions_new", "unresolved")


@netbook_command("import", short_help="Import an export of a network.")
@click.argument("file", metavar="FILE|FOLDER|ZIP|-", required=False)
@click.option(
    "--format", "format_name", metavar="NAME", help=f"The format (default: found from the content): {FORMATS}."
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@click.option("--yes", is_flag=True, help="Ask nothing: people who may be here already become contacts of their own.")
@click.option("--me", metavar="HANDLE-OR-LINK", help="Your own account, if the export does not show which it is.")
@click.option("--columns", metavar="HEADING=WHAT,…", help="What the columns of a table are, where it is not seen.")
@click.option("--list", "list_", is_flag=True, help="List the imports that were made.")
@click.option("--undo", "take_back", type=click.IntRange(1), metavar="N", help="Take import N back.")
def command(run: Run, /, file: str | None, *, list_: bool, take_back: int | None, **choices: Any) -> None:
    """Import an export of a network: a file, a folder, a zip or tar archive, or “-” for standard input.

    \b
    netbook import Basic_LinkedInDataExport.zip
    netbook import Connections.csv --dry-run
    netbook import people.csv --columns "Who=name,Reach=email"
    netbook import --undo 3

    New people go to the inbox, where nobody nags. Importing again adds only what is new. The whole import is one
    step for netbook undo; netbook import --undo takes it back later too, and keeps whom you kept.
    """
    if [file is not None, list_, take_back is not None].count(True) != 1:
        raise UsageProblem("name one file or folder to import, or --list, or --undo N.", "netbook import export.zip")
    if list_:
        _list(run)
    elif take_back is not None:
        _take_back(run, take_back)
    elif file is not None:
        _import(run, file, **choices)


def _import(run: Run, file: str, *, dry_run: bool, yes: bool, **how: Any) -> None:
    export = _read(run, file, may_ask=run.can_ask and not yes, **how)
    if dry_run:
        imported = _apply(run, export, None)
    else:
        answers = _asked(run, export) if run.can_ask and not yes else None
        run.book.back_up()
        imported = _apply(run, export, answers, keep=True)
        _remember_columns(run, export)
    if run.wishes.json:
        run.out.json(receipt_form(imported, written=not dry_run))
    else:
        _print(run, export, imported)
    if dry_run:
        run.out.say("This was a dry run: nothing was written.")
        return
    say_done(run, f"Imported {export.source.file} as import {imported.receipt}")
    run.out.say(f"  netbook inbox · netbook review · netbook import --undo {imported.receipt}")


def _read(
    run: Run, file: str, *, format_name: str | None, me: str | None, columns: str | None, may_ask: bool
) -> ReadExport:
    from netbook.cli.columns import ColumnsChoice
    from netbook.cli.own_account import read_asking
    from netbook.exports import read_export
    from netbook.formats.protocol import Circumstances
    from netbook.queries.own_accounts import own_handles

    circumstances = Circumstances(run.today, run.book.read(own_handles))
    choice = ColumnsChoice(run, columns, may_ask=may_ask)

    def read(me: str | None) -> ReadExport:
        with progress_shown(run) as progress:
            return read_export(
                file,
                progress,
                format_name=format_name,
                me=me,
                columns=choice,
                day_first=run.settings.day_first,
                circumstances=circumstances,
            )

    export = read_asking(run, read, me, may_ask=may_ask)
    if columns is not None and not choice.was_asked:
        raise UsageProblem(
            f"--columns is for tables of any columns, and those of {export.source.label} are known. Leave it out.",
            "netbook import FILE --format csv --columns … reads it as any table",
        )
    return export


def _remember_columns(run: Run, export: ReadExport) -> None:
    from netbook.usecases.columns import remember_columns

    if export.mapped is not None:
        run.book.do(remember_columns, export.mapped.table.digest, export.mapped.targets)


def _asked(run: Run, export: ReadExport) -> Answers | None:
    from netbook.cli.matching import ask_doubts
    from netbook.queries.doubts import doubtful_matches

    doubts = run.book.read(doubtful_matches, export.census.everybody())
    return ask_doubts(run, doubts) if doubts else None


def _apply(run: Run, export: ReadExport, answers: Answers | None, *, keep: bool = False) -> Imported:
    from netbook.usecases.imports import apply_import

    given: dict[str, Any] = {}
    if answers is not None:
        given = {
            "same_person": answers.same_person,
            "pass_over": answers.pass_over,
            "different": answers.different,
        }
    run_it = run.book.do if keep else run.book.preview
    with import_shown(run) as (progress, settling):
        given |= {"census": export.census, "settling": settling}
        return run_it(apply_import, export.records(progress), export.source, run.today, run.now(), **given)


def receipt_form(imported: Imported, *, written: bool) -> dict[str, Any]:
    """Give the receipt as JSON; a dry run has no number."""
    return {
        "format": imported.format,
        "receipt": imported.receipt if written else None,
        **{name: getattr(imported, name) for name in _COUNTS},
        "problems": [
            {"file": problem.file, "line": problem.line, "reason": problem.sentence} for problem in imported.problems
        ],
    }


def _print(run: Run, export: ReadExport, imported: Imported) -> None:
    out = run.out
    out.line(f"{clean(export.source.file)}: {clean(export.source.label)}, {counted(imported.read, 'record')} read")
    out.line(
        f"  new      {people(imported.contacts_new)}, {counted(imported.interactions_new, 'interaction')}"
        f" ({counted(imported.imported, 'record')})"
    )
    out.line(f"  matched  {counted(imported.matched, 'record')} here already")
    if imported.unresolved:
        out.line(f"  ids      {people(imported.unresolved)} known by an id alone; netbook unresolved lists them")
    _print_reasons(run, "skipped", imported.skipped, imported.problems, Fate.SKIPPED)
    _print_reasons(run, "failed", imported.failed, imported.problems, Fate.FAILED)
    _print_places(run, "These records could not be read:", imported.problems, Fate.FAILED)
    _print_places(run, "These people may be here already:", imported.problems, None)


def _print_reasons(run: Run, word: str, count: int, problems: Sequence[Problem], fate: Fate) -> None:
    if not count:
        return
    run.out.line(f"  {word:<8} {counted(count, 'record')}")
    reasons: Counter[str] = Counter()
    for problem in problems:
        reasons[problem.reason] += problem.count if problem.fate is fate else 0
    for reason, times in (+reasons).most_common(MOST_PROBLEMS):
        run.out.line(f"    {times:>6,}  {clean(reason)}")


def _print_places(run: Run, heading: str, problems: Sequence[Problem], fate: Fate | None) -> None:
    found = [problem for problem in problems if problem.fate is fate]
    if not found:
        return
    run.out.line(heading)
    for problem in found[:MOST_PROBLEMS]:
        place = f"{problem.file}, line {problem.line}" if problem.line else problem.file
        run.out.line(f"    {clean(place)}: {clean(problem.sentence)}")
    if len(found) > MOST_PROBLEMS:
        run.out.line(f"    and {len(found) - MOST_PROBLEMS:,} more; --json lists them all")


def _list(run: Run) -> None:
    from netbook.queries.receipts import receipts

    rows = run.book.read(receipts)
    if run.wishes.json:
        run.out.json([_row_form(row) for row in rows])
    elif not rows:
        run.out.say("No imports yet. netbook import FILE makes one; a LinkedIn export is a start.")
    for row in rows if not run.wishes.json else ():
        gone = f" · taken back {row.taken_back_at:%Y-%m-%d}" if row.taken_back_at else ""
        run.out.line(
            f"{row.id:>4}  {row.at:%Y-%m-%d}  {pad(row.file, _FILE_CELLS)}  {shorten(row.format, 12)}  "
            f"{people(row.contacts_new)}, {counted(row.interactions_new, 'interaction')}{gone}"
        )


def _row_form(row: ReceiptRow) -> dict[str, Any]:
    return {
        "receipt": row.id,
        "format": row.format,
        "file": row.file,
        "at": row.at.isoformat(),
        **{name: getattr(row, name) for name in _COUNTS},
        "taken_back_at": row.taken_back_at.isoformat() if row.taken_back_at else None,
    }


def _take_back(run: Run, number: int) -> None:
    from netbook.usecases.take_back import take_back_import

    run.book.back_up()
    taken = run.book.do(take_back_import, number, run.now())
    if run.wishes.json:
        form = {name: getattr(taken, name) for name in ("receipt", "file", "contacts_gone", "interactions_gone")}
        run.out.json({**form, "contacts_kept": list(taken.contacts_kept)})
    gone = f"{people(taken.contacts_gone)}, {counted(taken.interactions_gone, 'interaction')} gone"
    say_done(run, f"Took back import {taken.receipt}, {taken.file}: {gone}")
    if taken.contacts_kept:
        names = ", ".join(clean(name) for name in taken.contacts_kept[:MOST_PROBLEMS])
        more = (
            f" and {len(taken.contacts_kept) - MOST_PROBLEMS:,} more"
            if len(taken.contacts_kept) > MOST_PROBLEMS
            else ""
        )
        run.out.say(f"  kept, because you did something with them since: {names}{more}")
