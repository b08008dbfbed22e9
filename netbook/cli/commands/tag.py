"""``netbook tag``: tags put on contacts or taken off, and the list of all tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netbook.cli.naming import contact_meant, contacts_meant
from netbook.cli.options import FilterCommand, netbook_command
from netbook.cli.results import names, print_contacts, say_kept
from netbook.domain.counts import people
from netbook.domain.text import clean
from netbook.queries.cards import card
from netbook.queries.naming import find_contact
from netbook.queries.tags import TagRow, find_tag, tags
from netbook.usecases.edit import change_tags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netbook.cli.running import Run


@netbook_command("tag", cls=FilterCommand, short_help="Put tags on contacts, or take them off.")
@click.argument("words", nargs=-1, metavar="[WHO...] ['#TAG'...] ['-#TAG'...]")
@click.option("--add", multiple=True, metavar="TAG", help="A tag to put on; may be repeated.")
@click.option("--remove", multiple=True, metavar="TAG", help="A tag to take off; may be repeated.")
def command(run: Run, words: tuple[str, ...], *, add: tuple[str, ...], remove: tuple[str, ...]) -> None:
    """Put tags on contacts, or take them off; without words, list all tags.

    \b
    netbook tag ada '#python' '-#new'
    netbook tag '#pycon' --add '#pycon26'
    netbook tag ada "Grace Hopper" --remove '#pycon'

    A tag in the first place stands for all who bear it. Commas part names.
    """
    if not words and not (add or remove):
        _list(run, run.book.read(tags))
        return
    if not words:
        raise click.UsageError("say whose tags: netbook tag ada --add '#python'")
    who, added, removed = _sort(words)
    added, removed = [*added, *add], [*removed, *remove]
    if not added and not removed:
        _show(run, who)
        return
    kept = run.book.keep(change_tags, contacts_meant(run, who), run.today, add=added, remove=removed)
    print_contacts(run, kept.result)
    changes = [f"+#{tag.lstrip('#')}" for tag in added] + [f"-#{tag.lstrip('#')}" for tag in removed]
    say_kept(run, kept, f"Tagged {names(kept.result)}: {' '.join(changes)}")


def _sort(words: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Part the words into whom, tags to put on, and tags to take off; the first word is always whom."""
    who, added, removed = [words[0]], [], []
    for word in words[1:]:
        if word.startswith("-#"):
            removed.append(word[1:])
        elif word.startswith(("#", "+#")) and not word[1:].isdecimal():
            added.append(word.removeprefix("+"))
        else:
            who.append(word)
    return who, added, removed


def _show(run: Run, who: Sequence[str]) -> None:
    for word in who:
        if word.startswith("#") and not word[1:].isdecimal():
            _list(run, [run.book.read(find_tag, word)])
            continue
        number = run.book.read(find_contact, contact_meant(run, word))
        shown = run.book.read(card, number, run.today)
        print_contacts(run, [shown])
        if not run.wishes.json:
            run.out.line(" ".join(f"#{clean(tag)}" for tag in shown.tags) or "no tags")


def _list(run: Run, rows: Sequence[TagRow]) -> None:
    if run.wishes.json:
        run.out.json([_form(row) for row in rows])
        return
    for row in rows:
        run.out.line(f"#{clean(row.name)}  {people(row.contacts)}{f'  {row.cadence.words}' if row.cadence else ''}")
    if not rows:
        run.out.say("No tags yet: netbook tag ada '#python' makes one.")


def _form(row: TagRow) -> dict[str, object]:
    return {"tag": row.name, "cadence": row.cadence.short if row.cadence else None, "contacts": row.contacts}
