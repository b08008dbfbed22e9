"""``netbook export``: contacts, or everything, written to a file, a folder or standard output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from netbook.cli.options import FilterCommand, netbook_command
from netbook.cli.output import OutputProblem, ReaderGone, is_terminal
from netbook.cli.progress import progress_shown, writing_text
from netbook.domain.counts import counted
from netbook.domain.filters import read_filter
from netbook.domain.text import clean, shorten
from netbook.errors import NobodyMatches, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netbook.cli.running import Run
    from netbook.domain.filters import Filter
    from netbook.export_files import Wanted

_QUOTED_CELLS = 60


@netbook_command("export", cls=FilterCommand, short_help="Write contacts to a file that other programs read.")
@click.argument("format_name", metavar="FORMAT")
@click.argument("words", nargs=-1, metavar="[FILTER]...")
@click.option("-o", "--output", default="-", metavar="FILE|FOLDER|-", help="Where to (default: standard output).")
@click.option("--force", is_flag=True, help="Replace what is there.")
def command(run: Run, format_name: str, words: tuple[str, ...], output: str, force: bool) -> None:
    """Write the contacts that fit a FILTER, or everybody, in one FORMAT.

    \b
    netbook export json -o netbook.json       the whole book; netbook import takes it back
    netbook export json '#pycon' -o pycon.json
    netbook export ics -o netbook.ics         follow-ups, events and birthdays
    netbook export markdown -o people/        a page for every contact
    netbook export vcard -o contacts.vcf      for phones and address books

    Without a filter, json takes everything along, inbox and archive too; other formats take whom netbook list shows.
    The file can be read by you alone. docs/exporting.md says what goes into each format.
    """
    from netbook.export_files import export_to_place, place_named, what_to_export

    chosen = read_filter(" ".join(words))
    wanted = what_to_export(format_name, chosen)
    place = None if output == "-" else place_named(output, wanted.exporter, replace=force)
    _refuse_nobody(run, chosen, " ".join(words))
    if place is None:
        written = _to_standard_output(run, wanted)
    else:
        with progress_shown(run, writing_text) as progress:
            written = export_to_place(run.book, wanted, run.today, place, progress)
    _say(run, wanted, None if place is None else str(place.path), written)


def _to_standard_output(run: Run, wanted: Wanted) -> Mapping[str, int]:
    from netbook.export_files import export_to_stream

    if sys.stdout is None or is_terminal(sys.stdout):
        raise UsageProblem(
            "an export is a file, and would fill the terminal. Say where it goes.",
            f"netbook export {wanted.exporter.name} -o netbook{wanted.exporter.ending}",
        )
    try:
        with progress_shown(run, writing_text) as progress:
            written = export_to_stream(run.book, wanted, run.today, sys.stdout.buffer, progress)
        sys.stdout.buffer.flush()
    except BrokenPipeError as closed:
        raise ReaderGone from closed
    except OSError as error:
        raise OutputProblem(f"the output cannot be written: {(error.strerror or str(error)).lower()}.") from error
    return written


def _refuse_nobody(run: Run, chosen: Filter, typed: str) -> None:
    from netbook.queries.people import count_contacts

    if chosen and not run.book.read(count_contacts, chosen, run.today, most=1):
        raise NobodyMatches(f"no one matches “{shorten(typed, _QUOTED_CELLS)}”, so nothing was written.")


def _say(run: Run, wanted: Wanted, file: str | None, written: Mapping[str, int]) -> None:
    if run.wishes.json:
        form: dict[str, Any] = {"format": wanted.exporter.name, "file": file, "written": dict(written)}
        if file is None:
            run.out.json_aside(form)
        else:
            run.out.json(form)
    counts = ", ".join(counted(count, word) for word, count in written.items())
    run.out.say(f"✓ Exported {counts}" + (f" to {clean(file)}" if file else ""))
    if wanted.chosen or wanted.exporter.takes_all:
        return
    left = _left_out(run)
    if left:
        run.out.say(f"  left out: {left}; a filter such as is:inbox takes them")


def _left_out(run: Run) -> str:
    from netbook.queries.people import count_contacts

    places = {"is:inbox": "in the inbox", "is:archived": "in the archive"}
    counts = {words: run.book.read(count_contacts, read_filter(term), run.today) for term, words in places.items()}
    return ", ".join(f"{count:,} {words}" for words, count in counts.items() if count)
