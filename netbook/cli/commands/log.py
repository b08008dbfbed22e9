"""``netbook log``: a message, call, like or other contact with people who are in the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netbook.cli.days import chosen_day, read_day
from netbook.cli.naming import contacts_meant, split_whom
from netbook.cli.options import netbook_command
from netbook.cli.results import names, print_contacts
from netbook.cli.sayings import say_done
from netbook.cli.stdin import stdin_text
from netbook.domain.channels import Channel, Direction, channel_named
from netbook.domain.dates import describe_date
from netbook.domain.phrases import LogPhrase, read_log_phrase
from netbook.domain.text import clean, shorten
from netbook.errors import UsageProblem
from netbook.usecases.interactions import NewInteraction, log_interaction

if TYPE_CHECKING:
    from datetime import date

    from netbook.cli.running import Run

_SHOWN = 60


@netbook_command("log", short_help="Log a message, call, like or other contact.")
@click.argument("words", nargs=-1, required=True, metavar="WHO [CHANNEL] [TEXT...] [on DATE]")
@click.option("--channel", metavar="CHANNEL", help="The channel, such as email, call or dm.")
@click.option("--by-me", "direction", flag_value=Direction.BY_ME.value, help="You wrote, and have no answer yet.")
@click.option("--by-them", "direction", flag_value=Direction.BY_THEM.value, help="They wrote to you.")
@click.option("--both", "direction", flag_value=Direction.BOTH.value, help="You were in touch both ways (the default).")
@click.option("--on", metavar="DATE", help="The day it happened (default: today).")
@click.option("--at", metavar="EVENT", help="The event at which it happened; made if it is not there.")
@click.option("--note", metavar="TEXT", help="What it was about.")
def command(
    run: Run,
    words: tuple[str, ...],
    *,
    channel: str | None,
    direction: str | None,
    on: str | None,
    at: str | None,
    note: str | None,
) -> None:
    """Log that you were in touch; the contact's clock starts anew.

    \b
    netbook log ada email "sent the draft"
    netbook log ada call yesterday
    netbook log grace, alan coffee on friday :: the new library

    \b
    in person  met, coffee, lunch, dinner, drinks
    call       phone, ring              video    zoom, teams, facetime
    message    dm, pm, chat, text, sms, whatsapp, signal, telegram
    email      mail                     reply    replied
    comment    commented                mention  mentioned, @
    reaction   like, fav, boost, repost, retweet, rt
    broadcast  newsletter (like a reaction, never counts as the last contact)

    Without a channel word it is the usual channel. “by me” or “by them” after the channel is --by-me or --by-them:
    what you wrote and nobody answered counts little. A date at the end is taken off the text; after “::” all is
    text. “-” as the last word reads the text from standard input.
    """
    whom, rest = split_whom(words)
    text = None
    if rest and rest[-1] == "-":
        text, rest = stdin_text(), rest[:-1]
    phrase = read_log_phrase(rest, run.today, day_first=run.settings.day_first)
    new = NewInteraction(
        channel=_channel(channel) if channel else phrase.channel,
        direction=Direction(direction) if direction else phrase.direction or Direction.BOTH,
        on=_day(run, on, phrase),
        note="\n".join(part for part in (phrase.text, note, text) if part) or None,
        event=at,
    )
    logged = run.book.do(log_interaction, contacts_meant(run, [whom]), new, run.today)
    print_contacts(run, logged.cards)
    usual = "" if new.channel else ", the usual channel"
    way = "" if new.direction is Direction.BOTH else f", {new.direction}"
    say_done(run, f"Logged {logged.channel}{usual}{way} with {names(logged.cards)}")
    run.out.say(f"  {describe_date(new.on, run.today)}{f', at {clean(logged.event)}' if logged.event else ''}")
    if new.note:
        run.out.say(f"  {shorten(new.note, _SHOWN)}")


def _channel(word: str) -> Channel:
    found = channel_named(word)
    if found is None:
        raise UsageProblem(
            f"“{shorten(word, _SHOWN)}” is not a channel. There are: {', '.join(each.value for each in Channel)}."
        )
    return found


def _day(run: Run, flag: str | None, phrase: LogPhrase) -> date:
    if flag:
        return read_day(run, flag, prefer="past")
    return chosen_day(run, phrase.day) if phrase.day else run.today
