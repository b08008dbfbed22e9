"""``netbook dupes``: contacts that may be one and the same person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from netbook.cli.options import netbook_command
from netbook.queries.duplicates import WORTH_ASKING, possible_duplicates

if TYPE_CHECKING:
    from netbook.cli.running import Run
    from netbook.queries.naming import Called


@netbook_command("dupes", short_help="List contacts that may be the same person.")
@click.option(
    "--min",
    "at_least",
    type=click.IntRange(0, 100),
    default=WORTH_ASKING,
    show_default=True,
    metavar="SCORE",
    help="The lowest score to list, from 0 to 100.",
)
def command(run: Run, *, at_least: int) -> None:
    """List pairs of contacts that may be the same person, with a score and the reasons, best first.

    netbook merge makes one contact of two.
    """
    pairs = run.book.read(possible_duplicates, at_least=at_least)
    if run.wishes.json:
        run.out.json(
            [
                {
                    "score": pair.score,
                    "reasons": list(pair.reasons),
                    "first": _form(pair.first),
                    "second": _form(pair.second),
                }
                for pair in pairs
            ]
        )
        return
    for pair in pairs:
        run.out.line(f"{pair.score:3}  {pair.first}  =?  {pair.second}  · {', '.join(pair.reasons)}")
    if pairs:
        first, second = pairs[0].first.id, pairs[0].second.id
        run.out.say(f"To make one contact of the first two: netbook merge '#{first}' '#{second}'")
    else:
        run.out.say("No two contacts look like the same person.")


def _form(called: Called) -> dict[str, Any]:
    return {"id": called.id, "name": called.called, "handle": called.handle}
