"""``netbook event``: conferences, meetups and chats, before, during and after."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from netbook.cli.days import read_day
from netbook.cli.forms import contact_form
from netbook.cli.options import netbook_command, netbook_group
from netbook.cli.sayings import say_done
from netbook.cli.tables import contact_lines
from netbook.domain.counts import people
from netbook.domain.dates import short_date
from netbook.domain.text import clean, norm_line, pad
from netbook.errors import NobodyMatches, UsageProblem
from netbook.queries.cards import ContactCard, cards
from netbook.queries.events import (
    EventRow,
    event_row,
    events,
    find_event,
    notes_taken,
    people_met,
    running_event,
    to_debrief,
    to_look_for,
)
from netbook.usecases.events import KINDS, EventDetails, add_event, change_event, start_event, stop_event
from netbook.wording.reasons import list_reason
from netbook.wording.signs import sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netbook.cli.running import Run

MOST_ANSWERS = 10_000
_NAME_CELLS = 30
_WHEN_CELLS = 34


@netbook_group("event", short_help="Add, run and debrief conferences, meetups and chats.", invoke_without_command=True)
def command(run: Run) -> None:
    """Add, run and debrief conferences, meetups and chats; without a command, lists them.

    While an event runs, netbook met assumes it.
    """
    if click.get_current_context().invoked_subcommand is None:
        _print_events(run)


@netbook_command("add", short_help="Add an event, or say more of one.")
@click.argument("words", nargs=-1, required=True, metavar="NAME...")
@click.option("--from", "starts", metavar="DATE", help="Its first day.")
@click.option("--to", "ends", metavar="DATE", help="Its last day.")
@click.option("--place", metavar="PLACE", help="Where it is.")
@click.option("--hashtag", metavar="#TAG", help="Its hashtag, to find those who are going.")
@click.option("--kind", type=click.Choice(KINDS), help="What it is.")
def add(run: Run, /, words: tuple[str, ...], *, starts: str | None, ends: str | None, **said: str | None) -> None:
    """Add an event, or change what is said of one that is there."""
    details = EventDetails(
        kind=said["kind"],
        starts_on=read_day(run, starts, prefer="future") if starts else None,
        ends_on=read_day(run, ends, prefer="future") if ends else None,
        place=said["place"],
        hashtag=said["hashtag"],
    )
    _changed(run, run.book.do(add_event, " ".join(words), details, run.today), "Noted")


@netbook_command("edit", short_help="Rename an event, or change what is said of it.")
@click.argument("words", nargs=-1, required=True, metavar="NAME...")
@click.option("--name", metavar="NAME", help="Its new name.")
@click.option("--from", "starts", metavar="DATE", help="Its first day; empty takes it away.")
@click.option("--to", "ends", metavar="DATE", help="Its last day; empty takes it away.")
@click.option("--place", metavar="PLACE", help="Where it is; empty takes it away.")
@click.option("--hashtag", metavar="#TAG", help="Its hashtag; empty takes it away.")
@click.option("--kind", type=click.Choice(["", *KINDS]), help="What it is; empty takes it away.")
def edit(run: Run, /, words: tuple[str, ...], *, name: str | None, **said: str | None) -> None:
    """Rename an event, or change or take away what is said of it; people met there stay.

    \b
    netbook event edit pycon --name "PyCon DE 2026" --place Darmstadt
    netbook event edit pycon --to ""
    """
    event = run.book.read(event_row, run.book.read(find_event, " ".join(words)), run.today)
    details = EventDetails(
        kind=_said(said["kind"], event.kind),
        starts_on=_said_day(run, said["starts"], event.starts_on),
        ends_on=_said_day(run, said["ends"], event.ends_on),
        place=_said(said["place"], event.place),
        hashtag=_said(said["hashtag"], event.hashtag),
    )
    _changed(run, run.book.do(change_event, event.id, name or event.name, details, run.today), "Changed")


@netbook_command("list", short_help="List events, the newest first.")
def list_(run: Run) -> None:
    """List events, the newest first: when, where, how many you met, how many wait for a debrief."""
    _print_events(run)


@netbook_command("start", short_help="Run an event from today.")
@click.argument("words", nargs=-1, required=True, metavar="NAME...")
@click.option("--until", metavar="DATE", help="Its last day; it stops by itself after it.")
def start(run: Run, words: tuple[str, ...], *, until: str | None) -> None:
    """Run an event from today, so that netbook met assumes it; it is made if it is new."""
    last_day = read_day(run, until, prefer="future") if until else None
    _changed(run, run.book.do(start_event, " ".join(words), run.today, until=last_day), "Started")


@netbook_command("stop", short_help="Stop the running event.")
def stop(run: Run) -> None:
    """Stop the running event."""
    _changed(run, run.book.do(stop_event, run.today), "Stopped")


@netbook_command("show", short_help="Show an event and its people.")
@click.argument("words", nargs=-1, metavar="[NAME]...")
def show(run: Run, words: tuple[str, ...]) -> None:
    """Show an event: before it, whom to look for there; afterwards, whom you met. Without a name, the running one."""
    event_id = _event_meant(run, words)
    event = run.book.read(event_row, event_id, run.today)
    met = run.book.read(cards, run.book.read(people_met, event_id), run.today)
    met_ids = {card.id for card in met}
    look_for = [card for card in run.book.read(to_look_for, event_id, run.today) if card.id not in met_ids]
    waiting = run.book.read(to_debrief, event_id, run.today)
    if run.wishes.json:
        groups = {"people_met": met, "look_for": look_for, "debrief": waiting}
        run.out.json(event_form(event) | {name: [contact_form(card) for card in some] for name, some in groups.items()})
        return
    run.out.lines(_event_lines(event, run.today))
    if event.ends_on is None or event.ends_on >= run.today:
        _print_people(run, "To look for there, known online only", look_for)
    _print_people(run, "Met there", met)
    if waiting:
        run.out.say(f"{people(len(waiting))} to debrief: netbook event debrief {clean(event.name)}")


@netbook_command("debrief", short_help="Decide about the people met at an event.")
@click.argument("words", nargs=-1, metavar="[NAME]...")
def debrief(run: Run, words: tuple[str, ...]) -> None:
    """Decide about the people met at an event, one key for each: w within a week, f a fortnight, Enter, x none.

    Without a terminal the list is printed, and answers are read from standard input, one a line in the list's order.
    """
    from netbook.cli.debriefing import answer_debrief, ask_debrief, person_line

    event_id = _event_meant(run, words, after=True)
    waiting = run.book.read(to_debrief, event_id, run.today)
    notes = run.book.read(notes_taken, event_id, [card.id for card in waiting])
    answers = _piped_answers(run)
    if not waiting:
        run.out.say("Nobody is left to debrief.")
    elif run.can_ask:
        ask_debrief(run, waiting, notes)
    elif answers:
        answer_debrief(run, waiting, answers)
    if run.wishes.json:
        run.out.json([contact_form(card) for card in run.book.read(to_debrief, event_id, run.today)])
    elif not run.can_ask and not answers:
        run.out.lines(person_line(card, notes) for card in waiting)


for subcommand in (add, edit, list_, start, stop, show, debrief):
    command.add_command(subcommand)


def event_form(event: EventRow) -> dict[str, Any]:
    """Give an event as JSON."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(event).items()}


def _said(text: str | None, known: str | None) -> str | None:
    """Give a detail as it shall be: as it was where nothing is said, gone where the empty text is."""
    return known if text is None else norm_line(text) or None


def _said_day(run: Run, text: str | None, known: date | None) -> date | None:
    if text is None:
        return known
    return read_day(run, text, prefer="future") if text.strip() else None


def _event_meant(run: Run, words: Sequence[str], *, after: bool = False) -> int:
    """Give the event that is named; else the running one, or the newest with people to debrief."""
    if words:
        return run.book.read(find_event, " ".join(words))
    running = run.book.read(running_event, run.today)
    if running is not None:
        return running
    if after:
        for event in run.book.read(events, run.today):
            if event.to_debrief:
                return event.id
    raise NobodyMatches("no event is running; name one.", "netbook event list shows them all")


def _piped_answers(run: Run) -> list[str]:
    if run.wishes.no_input or sys.stdin.isatty():
        return []
    answers = [text.strip().lower() for text in sys.stdin.read(MOST_ANSWERS).splitlines()]
    if len(answers) == MOST_ANSWERS:
        raise UsageProblem("there are more answers on standard input than anybody met people.")
    return answers


def _changed(run: Run, event: EventRow, verb: str) -> None:
    if run.wishes.json:
        run.out.json(event_form(event))
    when = _when(event, run.today)
    say_done(run, f"{verb} {event.name}{f', {when}' if when else ''}")


def _print_events(run: Run) -> None:
    found = run.book.read(events, run.today)
    if run.wishes.json:
        run.out.json([event_form(event) for event in found])
        return
    if not found:
        run.out.say("No events yet. netbook event add makes one; or just write “at PyCon” when you meet someone.")
    for event in found:
        mark = "*" if event.running else " "
        name, when = pad(event.name, _NAME_CELLS), pad(_when(event, run.today), _WHEN_CELLS)
        run.out.line(f"{mark} {name}  {when}  {_figures(event)}".rstrip())


def _event_lines(event: EventRow, today: date) -> list[str]:
    about = " · ".join(clean(part) for part in (_when(event, today), event.kind, event.place, event.hashtag) if part)
    return [clean(event.name), *([f"  {about}"] if about else []), f"  {_figures(event)}"]


def _figures(event: EventRow) -> str:
    parts = [f"{event.met} met", f"{event.first_met} for the first time", f"{event.talked_since} talked to since"]
    if event.to_debrief:
        parts.append(f"{event.to_debrief} to debrief")
    return " · ".join(parts) if event.met else "nobody met yet"


def _when(event: EventRow, today: date) -> str:
    running = "running, " if event.running else ""
    if event.starts_on is None:
        return running.rstrip(", ")
    if event.ends_on is None or event.ends_on == event.starts_on:
        return running + short_date(event.starts_on, today)
    return f"{running}{short_date(event.starts_on, today)} to {short_date(event.ends_on, today)}"


def _print_people(run: Run, heading: str, found: Sequence[ContactCard]) -> None:
    if found:
        run.out.line()
        run.out.line(run.out.paint(f"{heading} ({len(found)})", "bold"))
        rows = [(sign(card), card, list_reason(card)) for card in found]
        run.out.lines(contact_lines(run.out, rows, run.today))
