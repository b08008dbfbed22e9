"""``netbook cadence``: how often to be in touch, with one contact or with all who bear a tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netbook.cli.naming import contact_meant
from netbook.cli.options import netbook_command
from netbook.cli.results import print_contacts, say_kept
from netbook.domain.cadence import Cadence, read_cadence
from netbook.domain.dates import describe_date
from netbook.domain.text import clean
from netbook.queries.cards import ContactCard, card
from netbook.queries.naming import find_contact
from netbook.queries.tags import TagRow, find_tag
from netbook.usecases.edit import set_cadence, set_tag_cadence

if TYPE_CHECKING:
    from netbook.cli.running import Run

_CLEARING = ("none", "default", "usual")


@netbook_command("cadence", short_help="Say how often to be in touch, with a contact or a #tag.")
@click.argument("who", metavar="WHO|'#TAG'")
@click.argument("words", nargs=-1, metavar="[CADENCE]")
@click.option("--every", metavar="CADENCE", help="The cadence, in place of words.")
def command(run: Run, who: str, words: tuple[str, ...], *, every: str | None) -> None:
    """Say how often to be in touch; without a cadence, show the one in force.

    \b
    netbook cadence ada 6w
    netbook cadence '#close' monthly

    A cadence is such as fortnightly, every 2 weeks, 6w, monthly, quarterly. “never” means no reminders at all;
    “default” leaves it to the tags and to how often you have been in touch.
    """
    text = every or " ".join(words)
    is_tag = who.startswith("#") and not who[1:].isdecimal()
    if not text:
        _show(run, who, is_tag=is_tag)
        return
    cadence = None if text.strip().lower() in _CLEARING else read_cadence(text)
    if is_tag:
        _set_for_tag(run, who, cadence)
        return
    kept = run.book.keep(set_cadence, [contact_meant(run, who)], cadence, run.today)
    (changed,) = kept.result
    print_contacts(run, [changed])
    say_kept(run, kept, f"Cadence of {changed.called}: {_in_force(changed)}")
    if changed.due_on:
        run.out.say(f"  due {describe_date(changed.due_on, run.today)}")


def _set_for_tag(run: Run, name: str, cadence: Cadence | None) -> None:
    kept = run.book.keep(set_tag_cadence, name, cadence)
    if run.wishes.json:
        tag = name.lstrip("#")
        run.out.json({"tag": tag, "cadence": cadence.short if cadence else None, "contacts": kept.result})
    bearing = "1 person bears it" if kept.result == 1 else f"{kept.result} people bear it"
    say_kept(run, kept, f"Cadence of {name}: {cadence.words if cadence else 'none'}; {bearing}")


def _show(run: Run, who: str, *, is_tag: bool) -> None:
    if is_tag:
        row = run.book.read(find_tag, who)
        _show_tag(run, row)
        return
    number = run.book.read(find_contact, contact_meant(run, who))
    shown = run.book.read(card, number, run.today)
    print_contacts(run, [shown])
    if not run.wishes.json:
        run.out.line(clean(_in_force(shown)))


def _show_tag(run: Run, row: TagRow) -> None:
    if run.wishes.json:
        short = row.cadence.short if row.cadence else None
        run.out.json({"tag": row.name, "cadence": short, "contacts": row.contacts})
    else:
        run.out.line(row.cadence.words if row.cadence else "none")


def _in_force(shown: ContactCard) -> str:
    """Say the cadence in force and where it comes from; not clean yet."""
    if shown.cadence is None:
        return "none set; by how often you have been in touch"
    return f"{shown.cadence.words}{f', by #{shown.cadence_tag}' if shown.cadence_tag else ''}"
