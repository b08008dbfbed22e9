"""``netbook add``: a new contact from one line, the first of the three jobs."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from netbook.cli.captures import Flags, capture_flags, contact_capture, stdin_lines
from netbook.cli.days import read_day
from netbook.cli.forms import contact_form
from netbook.cli.options import netbook_command
from netbook.cli.sayings import say_done
from netbook.domain.dates import describe_date
from netbook.domain.text import clean
from netbook.errors import UsageProblem
from netbook.usecases.log_contact import Logged, log_contacts
from netbook.wording.where_met import where_met_lines

if TYPE_CHECKING:
    from netbook.cli.running import Run
    from netbook.domain.capture import Capture


@netbook_command("add", short_help="Add a contact from a handle, a link or a name.")
@click.argument("words", nargs=-1, metavar="CAPTURE...")
@click.option("--new", is_flag=True, help="Make another contact even if one of this name is there.")
@click.option("--follow-up", metavar="DATE", help="When to follow up (default: in 14 days).")
@click.option("--no-follow-up", is_flag=True, help="Set no follow-up.")
@capture_flags
def command(
    run: Run, words: tuple[str, ...], *, new: bool, follow_up: str | None, no_follow_up: bool, **flags: Any
) -> None:
    """Add a contact from a handle, a link or a name.

    \b
    CAPTURE is  HANDLE-OR-LINK… [NAME] [#TAG…] [at EVENT] [on DATE]
                [every CADENCE] [via CONTACT] [:: NOTE]
    One token is enough: netbook add @ada, or paste a link of any network.

    “-” reads one capture a line from standard input. A known handle updates its contact; somebody of the same name
    gets the handle added, unless --new.
    """
    follow_up_on = _follow_up_on(run, follow_up, no_follow_up=no_follow_up)
    captures = _captures(run, words, Flags(**flags))
    several = run.book.do(log_contacts, captures, run.today, make_new=new, follow_up_on=follow_up_on)
    if run.wishes.json:
        forms = [contact_form(logged.card) for logged in several]
        run.out.json(forms[0] if words != ("-",) else forms)
    for logged in several:
        _say(run, logged)


def _captures(run: Run, words: tuple[str, ...], flags: Flags) -> list[Capture]:
    """Read one capture from the words, or one a line from standard input; none is logged unless all can be read."""
    if words != ("-",):
        return [contact_capture(run, words, flags)]
    captures = []
    for number, line in stdin_lines(sys.stdin):
        capture = contact_capture(run, [line], flags)
        for problem in capture.problems:
            raise UsageProblem(f"line {number}: {problem.sentence} Nothing was added.", *problem.hints)
        captures.append(capture)
    return captures


def _follow_up_on(run: Run, text: str | None, *, no_follow_up: bool) -> date | None:
    if no_follow_up or (text is None and not run.settings.follow_up_days):
        return None
    if text is None:
        return run.today + timedelta(days=run.settings.follow_up_days)
    return read_day(run, text, prefer="future")


def _say(run: Run, logged: Logged) -> None:
    card = logged.card
    handles = ", ".join(handle.shown for handle in card.handles)
    if logged.made:
        say_done(run, f"Added {card.called}{f' ({handles})' if card.name and handles else ''}")
    elif logged.new_handles and logged.because != "same handle":
        say_done(run, f"Added {', '.join(logged.new_handles)} to {card.called}: {logged.because}")
        run.out.say("  somebody else? netbook undo, then add again with --new")
    else:
        say_done(run, f"{card.called} is here already ({logged.because}); updated")
    for line in where_met_lines(card, run.today):
        run.out.say(f"  {clean(line)}")
    if logged.made and logged.follow_up_on:
        run.out.say(f"  follow up {describe_date(logged.follow_up_on, run.today)}")
