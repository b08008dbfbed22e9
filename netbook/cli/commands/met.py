"""``netbook met``: a meeting in person with people known or new, the second of the three jobs."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from netbook.cli.captures import Flags, capture_flags, meeting_capture, stdin_lines
from netbook.cli.days import read_day
from netbook.cli.naming import NEW, ask_which, unclear
from netbook.cli.options import netbook_command
from netbook.cli.results import names, print_contacts
from netbook.cli.sayings import say_done
from netbook.domain.dates import describe_date
from netbook.domain.handles import is_handle_word
from netbook.domain.text import clean
from netbook.errors import UsageProblem
from netbook.usecases.record_meeting import Met, record_meeting, record_meetings

if TYPE_CHECKING:
    from netbook.cli.running import Run
    from netbook.domain.capture import MeetingCapture


@netbook_command("met", short_help="Record that you met people in person.")
@click.argument("words", nargs=-1, metavar="WHO... [at EVENT] [on DATE]")
@click.option("--new", is_flag=True, help="Make new contacts even if some of these names are there.")
@click.option("--follow-up", metavar="DATE", help="When to follow up.")
@capture_flags
def command(run: Run, words: tuple[str, ...], *, new: bool, follow_up: str | None, **flags: Any) -> None:
    """Record that you met people in person, known or new; their clocks start anew.

    \b
    netbook met "Grace Hopper" at PyCon DE yesterday :: compilers, promised slides
    netbook met grace, alan, zoe --at "Leeds meetup" --on "last tue"

    Commas part the people. The event is made if it is not there; while an event runs it is assumed. “-” reads one
    meeting a line from standard input. With --json, one person is an object and several are an array.
    """
    follow_up_on = read_day(run, follow_up, prefer="future") if follow_up else None
    network = run.settings.default_network
    if words == ("-",):
        meetings = _lines(run, Flags(**flags))
        several = run.book.do(
            record_meetings, meetings, run.today, make_new=new, follow_up_on=follow_up_on, default_network=network
        )
    else:
        capture, new_names = _ask(run, meeting_capture(run, words, Flags(**flags)), make_new=new)
        met = run.book.do(
            record_meeting,
            capture,
            run.today,
            make_new=new,
            new_names=new_names,
            follow_up_on=follow_up_on,
            default_network=network,
        )
        several = [met]
    print_contacts(run, [card for met in several for card in met.cards])
    for met in several:
        _say(run, met)
    if follow_up_on:
        run.out.say(f"  follow up {describe_date(follow_up_on, run.today)}")


def _lines(run: Run, flags: Flags) -> list[MeetingCapture]:
    """Read one meeting a line; none is recorded unless all can be read."""
    meetings = []
    for number, line in stdin_lines(sys.stdin):
        meeting = meeting_capture(run, [line], flags)
        for problem in meeting.problems:
            raise UsageProblem(f"line {number}: {problem.sentence} Nothing was recorded.", *problem.hints)
        meetings.append(meeting)
    return meetings


def _ask(run: Run, capture: MeetingCapture, *, make_new: bool) -> tuple[MeetingCapture, frozenset[str]]:
    """Put the chosen contacts in place of unclear names; gives the names besides that are to be new contacts."""
    if make_new or not run.can_ask:
        return capture, frozenset()
    people, new_names = [], set()
    for who in capture.who:
        candidates = [] if is_handle_word(who) else unclear(run, who)
        chosen = ask_which(run, who, candidates, offer_new=True) if candidates else None
        if chosen == NEW:
            new_names.add(who)
        people.append(who if chosen in (None, NEW) else chosen)
    return replace(capture, who=tuple(people)), frozenset(new_names)


def _say(run: Run, met: Met) -> None:
    say_done(run, f"Met {names(met.cards)}{f' at {met.event}' if met.event else ''}")
    run.out.say(f"  {describe_date(met.on, run.today)}")
    if met.event_made:
        run.out.say(f"  new event: {clean(met.event or '')}")
    made = [card.called for card in met.cards if card.id in met.made]
    if made:
        run.out.say(f"  new: {clean(', '.join(made))}")
