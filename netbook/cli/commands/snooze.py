"""``netbook snooze``: somebody left out of the review for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netbook.cli.days import read_day
from netbook.cli.naming import contacts_meant, split_whom
from netbook.cli.options import netbook_command
from netbook.cli.results import names, print_contacts
from netbook.cli.sayings import say_done
from netbook.domain.dates import describe_date
from netbook.errors import UsageProblem
from netbook.usecases.decide import snooze
from netbook.usecases.follow_ups import next_week

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netbook.cli.running import Run

_LEADS = ("until", "till", "for")


@netbook_command("snooze", short_help="Leave a contact out of the review for a while.")
@click.argument("words", nargs=-1, required=True, metavar="WHO [DATE]")
@click.option("--until", metavar="DATE", help="The day the contact comes back (default: in a week).")
def command(run: Run, words: tuple[str, ...], *, until: str | None) -> None:
    """Leave contacts out of the review until a day, and move their follow-ups there.

    \b
    netbook snooze ada
    netbook snooze ada "3 weeks"
    netbook snooze grace, alan until 1 dec
    """
    whom, rest = split_whom(words)
    until_day = _until(run, rest, until)
    cards = run.book.do(snooze, contacts_meant(run, [whom]), until_day, run.today)
    print_contacts(run, cards)
    say_done(run, f"{names(cards)} snoozed")
    run.out.say(f"  until {describe_date(until_day, run.today)}")


def _until(run: Run, words: Sequence[str], flag: str | None) -> date:
    if flag and words:
        raise UsageProblem("the day is given twice, as words and by --until. Leave one of them out.")
    text = flag or " ".join(words[1:] if words and words[0].lower() in _LEADS else words)
    if not text and not words:
        return next_week(run.today)
    return read_day(run, text, prefer="future")
