"""``netbook doctor``: what is wrong with the book and its files, and what can be mended."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netbook.cli.confirming import confirmed
from netbook.cli.options import netbook_command
from netbook.domain.text import clean, pad
from netbook.errors import BookProblem, NetbookError, UsageProblem

if TYPE_CHECKING:
    from netbook.cli.running import Run
    from netbook.doctor import Finding, Patient

_MOUNTS = Path("/proc/mounts")


@netbook_command("doctor", short_help="Look for what is wrong with the book and its files.")
@click.option("--fix", is_flag=True, help="Mend what can be mended, after a backup.")
@click.option("--salvage", "salvage_", is_flag=True, help="Take what can be read out of a damaged book.")
@click.option("--yes", is_flag=True, help="With --salvage: do not ask first.")
def command(run: Run, *, fix: bool, salvage_: bool, yes: bool) -> None:
    """Look for what is wrong with the book, its files, its backups and the place where they lie.

    Nothing is changed, unless --fix mends what needs no guess: permissions, indexes, rows that point nowhere, where
    contacts stand, and the words they are found by. The exit code is 0 if all is well, 1 if something is wrong, 5 if
    the book cannot be opened at all.

    --salvage is for a damaged book without a good backup: what can be read goes into a new book in its place, and the
    damaged one is kept beside it.
    """
    from netbook.doctor import Patient, examine, mend

    book = run.book_file
    if book is None:
        raise UsageProblem("this book is in a database, and the doctor looks at files.", "ask whoever runs the server")
    patient = Patient(book.absolute(), run.backups, run.paths.config, run.now(), _mounts())
    if salvage_:
        _salvage(run, patient, yes=yes)
        return
    backup, report = mend(patient) if fix else (None, examine(patient))
    if backup is not None:
        run.out.say(f"  backed up first to {clean(str(backup))}")
    if run.wishes.json:
        run.out.json([asdict(finding) for finding in report.findings])
    else:
        run.out.lines(_line(finding) for finding in report.findings)
    if not report.well:
        _say_what_to_do(run, patient, opened=report.opened, fix=fix)
    click.get_current_context().exit(
        0 if report.well else NetbookError.exit_code if report.opened else BookProblem.exit_code
    )


def _salvage(run: Run, patient: Patient, *, yes: bool) -> None:
    from netbook.doctor import salvage

    question = (
        f"Put what can be read out of {clean(str(patient.book))} in its place, and keep the damaged file beside it?"
    )
    if not confirmed(run, question, yes=yes):
        return
    salvaged = salvage(patient)
    if run.wishes.json:
        tables = [{"table": each.table, "rows": each.rows, "of": each.of} for each in salvaged.yields]
        replaced = None if salvaged.replaced is None else str(salvaged.replaced)
        run.out.json({"rows": salvaged.rows, "of": salvaged.of, "tables": tables, "replaced": replaced})
    else:
        run.out.lines(f"{pad(each.table, 15)}{each.rows:>9,} of {each.of:,}" for each in salvaged.yields if each.of)
    run.out.say(f"✓ Took {salvaged.rows:,} of {salvaged.of:,} rows out of the damaged book")
    if salvaged.replaced is not None:
        run.out.say(f"  the damaged one is {clean(str(salvaged.replaced))}")


def _mounts() -> str:
    return _MOUNTS.read_text(encoding="utf-8", errors="replace") if _MOUNTS.exists() else ""


def _line(finding: Finding) -> str:
    sign = "?" if finding.ok and finding.advice else "✓" if finding.ok else "×"
    return f"{sign} {pad(finding.check, 15)}{clean(finding.detail)}"


def _say_what_to_do(run: Run, patient: Patient, *, opened: bool, fix: bool) -> None:
    if not opened:
        run.out.say(
            f"The book is left as it is. netbook backup --list shows the copies in {clean(str(patient.backups))}."
        )
    elif fix:
        run.out.say("This much cannot be mended by itself.")
    else:
        run.out.say("netbook doctor --fix mends what can be mended.")
