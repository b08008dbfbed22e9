"""``netbook list``: contacts by words or by the filter language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from netbook.cli.forms import contact_form
from netbook.cli.options import FilterCommand, netbook_command
from netbook.cli.tables import contact_lines
from netbook.domain.filters import Filter, read_filter
from netbook.domain.text import shorten
from netbook.queries.cards import ContactCard, cards
from netbook.queries.people import Sort, count_contacts, list_contacts
from netbook.queries.spelling import respelt
from netbook.wording.filtering import spelt_instead
from netbook.wording.reasons import list_reason
from netbook.wording.signs import sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netbook.cli.running import Run

_PAGE = 1_000
_QUOTED_CELLS = 60


@netbook_command("list", cls=FilterCommand, short_help="List contacts, by words or by the filter language.")
@click.argument("words", nargs=-1, metavar="[FILTER]...")
@click.option("--sort", type=click.Choice([sort.value for sort in Sort]), default="name", help="The order (name).")
@click.option("--limit", metavar="N", type=click.IntRange(1), help="How many at most.")
def command(run: Run, words: tuple[str, ...], sort: str, limit: int | None) -> None:
    """List contacts that fit every word and term of the FILTER; without one, all but inbox and archive.

    \b
    A word is looked for in name, handle, organisation, tags and notes; one that nobody has, as it is spelt in the
    book. Terms:
      #tag  at:pycon  on:mastodon  met:online  met:inperson  last:>6mo  last:never
      due:now  due:week  is:new  is:due  is:stale  is:dormant  is:overdue
      is:inbox  is:archived  sector:libraries  org:acme  via:ada
    A “-” before a term turns it round: -#tag.
    """
    wanted = read_filter(" ".join(words))
    found = run.book.read(list_contacts, wanted, run.today, sort=Sort(sort), most=limit)
    if not found and (spelt := run.book.read(respelt, wanted)) is not None:
        found = run.book.read(list_contacts, spelt, run.today, sort=Sort(sort), most=limit)
        if found:
            run.out.say(spelt_instead(wanted.words, spelt.words))
    if run.wishes.json:
        run.out.json_array(contact_form(card) for card in _cards(run, found))
        return
    if not found:
        run.out.say(_nobody(run, wanted, " ".join(words)))
        return
    rows = [(sign(card), card, list_reason(card)) for card in _cards(run, found)]
    run.out.lines(contact_lines(run.out, rows, run.today))


def _cards(run: Run, ids: Sequence[int]) -> Iterator[ContactCard]:
    """Read cards a page at a time, so that the first lines come at once and memory stays small."""
    for start in range(0, len(ids), _PAGE):
        yield from run.book.read(cards, ids[start : start + _PAGE], run.today)


def _nobody(run: Run, wanted: Filter, typed: str) -> str:
    """Say that nobody fits, and which term to leave out to find somebody."""
    if not wanted:
        waiting = run.book.read(count_contacts, read_filter("is:inbox"), run.today)
        if waiting:
            return f"No contacts yet but {waiting} in the inbox. netbook inbox shows them."
        return "No contacts yet. netbook add @ada adds the first."
    sentence = f"No one matches “{shorten(typed, _QUOTED_CELLS)}”."
    for term in reversed(wanted.terms):
        others = replace(wanted, terms=tuple(other for other in wanted.terms if other != term))
        count = run.book.read(count_contacts, others, run.today) if others else 0
        if count:
            return f"{sentence} Without {shorten(term.written, _QUOTED_CELLS)} there {_are(count)}."
    return sentence


def _are(count: int) -> str:
    return "is 1" if count == 1 else f"are {count}"
