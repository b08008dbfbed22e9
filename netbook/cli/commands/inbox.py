"""``netbook inbox``: the people that imports found; kept or dropped, singly or in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netbook.cli.forms import contact_form
from netbook.cli.naming import contacts_meant
from netbook.cli.options import netbook_command, netbook_group
from netbook.cli.sayings import say_done
from netbook.cli.tables import contact_lines
from netbook.domain.counts import counted, people
from netbook.domain.dates import short_date
from netbook.domain.filters import read_filter
from netbook.domain.handles import NETWORKS
from netbook.errors import UsageProblem
from netbook.queries.cards import ContactCard, cards
from netbook.queries.naming import find_contact
from netbook.queries.people import inbox_contacts, list_contacts
from netbook.usecases.inbox import drop_from_inbox, keep_from_inbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from netbook.cli.running import Run

SHOWN = 20
_NAMED = 3


@netbook_group("inbox", short_help="Look through the contacts that imports found.", invoke_without_command=True)
@click.option("--all", "everybody", is_flag=True, help=f"Show all, not the first {SHOWN}.")
def command(run: Run, *, everybody: bool) -> None:
    """Look through the contacts that imports found; those you talked with come first.

    \b
    netbook inbox keep ada grace
    netbook inbox keep --talked --tag linkedin
    netbook inbox drop --matching "org:acme"

    Nobody in the inbox is ever due. Whom you keep takes part in the review; whom you drop goes to the archive, where
    the next import finds them instead of bringing them again.
    """
    if click.get_current_context().invoked_subcommand is None:
        _look(run, everybody=everybody or run.wishes.json)


def _bulk_options(function: Callable[..., Any]) -> Callable[..., Any]:
    options = [
        click.argument("words", nargs=-1, metavar="[WHO]..."),
        click.option("--all", "everybody", is_flag=True, help="Everybody in the inbox."),
        click.option("--talked", is_flag=True, help="Everybody you talked with at least once."),
        click.option("--matching", metavar="FILTER", help="Everybody in the inbox who fits the filter."),
    ]
    for option in reversed(options):
        function = option(function)
    return function


@netbook_command("keep", short_help="Take people in.")
@_bulk_options
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag for them; may be repeated.")
def keep(
    run: Run, words: tuple[str, ...], *, everybody: bool, talked: bool, matching: str | None, tags: tuple[str, ...]
) -> None:
    """Take people out of the inbox into your network."""
    ids = _meant(run, words, everybody=everybody, talked=talked, matching=matching)
    names = run.book.do(keep_from_inbox, ids, tags=tags)
    _done(run, ids, names, "Kept")


@netbook_command("drop", short_help="Put people into the archive.")
@_bulk_options
def drop(run: Run, words: tuple[str, ...], *, everybody: bool, talked: bool, matching: str | None) -> None:
    """Put people of the inbox into the archive; a later import finds them there."""
    ids = _meant(run, words, everybody=everybody, talked=talked, matching=matching)
    names = run.book.do(drop_from_inbox, ids)
    _done(run, ids, names, "Dropped")


command.add_command(keep)
command.add_command(drop)


def _look(run: Run, *, everybody: bool) -> None:
    waiting = run.book.read(inbox_contacts)
    found = run.book.read(cards, waiting if everybody else waiting[:SHOWN], run.today)
    if run.wishes.json:
        run.out.json([contact_form(card) for card in found])
        return
    if not waiting:
        run.out.say("The inbox is empty. netbook import FILE fills it; netbook review lists whom to write to.")
        return
    run.out.line(f"{people(len(waiting))} in the inbox")
    run.out.lines(contact_lines(run.out, [("?", card, _reason(run, card)) for card in found], run.today))
    if len(waiting) > len(found):
        run.out.line(f"and {people(len(waiting) - len(found))} more: netbook inbox --all")
    run.out.say(
        "netbook inbox keep NAME… takes people in, drop NAME… archives them; --talked means all you talked with"
    )


def _reason(run: Run, card: ContactCard) -> str:
    parts = [f"{counted(card.talks, 'day')} of talk"] if card.talks else []
    if card.met_online is not None:
        network = card.met_online.network
        on = f" {short_date(card.met_online.on, run.today)}" if card.met_online.on else ""
        parts.append(f"{NETWORKS[network].label if network else 'online'}{on}")
    if card.perhaps_met is not None:
        parts.append(f"perhaps met at {card.perhaps_met.event}")
    if card.position or card.organisation:
        parts.append(", ".join(part for part in (card.position, card.organisation) if part))
    parts.append(card.why)
    return " · ".join(parts)


def _meant(run: Run, words: tuple[str, ...], *, everybody: bool, talked: bool, matching: str | None) -> list[int]:
    """Give the numbers of those meant: named one by one, or all of a kind."""
    if [bool(words), everybody, talked, matching is not None].count(True) != 1:
        raise UsageProblem(
            "say who: names, or one of --all, --talked and --matching FILTER.", "netbook inbox keep --talked"
        )
    if words:
        return [run.book.read(find_contact, who) for who in contacts_meant(run, words)]
    if matching is not None:
        found = run.book.read(list_contacts, read_filter(f"{matching} is:inbox"), run.today)
    else:
        found = run.book.read(inbox_contacts, talked=talked)
    if not found:
        raise UsageProblem("nobody in the inbox fits, so nothing was changed.", "netbook inbox shows who is there")
    return found


def _done(run: Run, ids: list[int], names: list[str], verb: str) -> None:
    if run.wishes.json:
        run.out.json([contact_form(card) for card in run.book.read(cards, ids, run.today)])
    who = ", ".join(names) if len(names) <= _NAMED else people(len(names))
    say_done(run, f"{verb} {who}")
