"""``netbook promise``: what is owed to a contact, and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netbook.cli.days import chosen_day, read_day
from netbook.cli.naming import contact_meant
from netbook.cli.options import netbook_command
from netbook.cli.results import print_contacts
from netbook.cli.sayings import say_done
from netbook.domain.cadence import Cadence, read_cadence
from netbook.domain.dates import describe_date
from netbook.domain.phrases import read_promise_phrase
from netbook.errors import UsageProblem
from netbook.usecases.follow_ups import promise, recurrence_of

if TYPE_CHECKING:
    from datetime import date

    from netbook.cli.running import Run


@netbook_command("promise", short_help="Promise something to a contact, or set a follow-up.")
@click.argument("who", metavar="WHO")
@click.argument("words", nargs=-1, metavar="[WHAT...] [by DATE] [every CADENCE]")
@click.option("--due", "--on", metavar="DATE", help="By when.")
@click.option("--every", metavar="CADENCE", help="How often again: a cadence, or an RRULE such as FREQ=MONTHLY.")
def command(run: Run, who: str, words: tuple[str, ...], *, due: str | None, every: str | None) -> None:
    """Promise something to a contact, or set a follow-up; neither resets the clock.

    \b
    netbook promise ada "send slides"
    netbook promise ada "send slides" by friday
    netbook promise ada newsletter every month --due "1 dec"

    Without a date the promise stays open in the review until it is kept. One that recurs without a date begins
    after one cadence. After “::” all is text.
    """
    phrase = read_promise_phrase(words, run.today, day_first=run.settings.day_first)
    due_on = chosen_day(run, phrase.day) if phrase.day else None
    if due:
        due_on = read_day(run, due, prefer="future")
    recurrence = every.strip() if every and "=" in every else None
    cadence = read_cadence(every) if every and not recurrence else phrase.cadence
    if cadence is not None and recurrence is None:
        recurrence, due_on = _recurrence(cadence), due_on or _first_day(cadence, run.today)
    card = run.book.do(promise, contact_meant(run, who), phrase.what, due_on, run.today, recurrence=recurrence)
    print_contacts(run, [card])
    say_done(run, f"Promised {card.called}: {phrase.what}" if phrase.what else f"Follow-up with {card.called} set")
    if due_on is not None:
        run.out.say(f"  due {describe_date(due_on, run.today)}{_again(cadence, recurrence)}")


def _recurrence(cadence: Cadence) -> str:
    recurrence = recurrence_of(cadence)
    if recurrence is None:
        raise UsageProblem("what is promised every so often needs a length, not “never”.", "--every month")
    return recurrence


def _first_day(cadence: Cadence, today: date) -> date | None:
    return None if cadence.span is None else today + cadence.span.delta()


def _again(cadence: Cadence | None, recurrence: str | None) -> str:
    if recurrence is None:
        return ""
    return f", {cadence.words}" if cadence is not None else ", recurring"
