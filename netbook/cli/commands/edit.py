"""``netbook edit``: what is known of a contact, changed by flags, in an editor, or from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netbook.cli.naming import contact_meant
from netbook.cli.options import netbook_command
from netbook.cli.results import print_contacts, say_kept
from netbook.errors import NetbookError, UsageProblem
from netbook.queries.cards import card
from netbook.queries.naming import find_contact
from netbook.usecases.edit import FIELDS, HandleChanges, edit_contact

if TYPE_CHECKING:
    from netbook.cli.fields_text import Edited
    from netbook.cli.running import Run
    from netbook.queries.cards import ContactCard


@netbook_command("edit", short_help="Change what is known of a contact.")
@click.argument("who", metavar="WHO")
@click.option("--name", metavar="TEXT", help="The name; empty leaves the handle to stand for it.")
@click.option("--organisation", metavar="TEXT", help="Where the contact works.")
@click.option("--position", metavar="TEXT", help="What the contact does there.")
@click.option("--sector", metavar="TEXT", help="The line of work, such as libraries.")
@click.option("--location", metavar="TEXT", help="Where the contact lives.")
@click.option("--birthday", metavar="DATE", help="The birthday, with or without the year: 10 Dec 1815.")
@click.option("--notes", metavar="TEXT", help="All of the notes; netbook note adds to them.")
@click.option("--add-handle", multiple=True, metavar="HANDLE", help="A handle or link; may be repeated.")
@click.option("--remove-handle", multiple=True, metavar="HANDLE", help="A handle that was renamed; it still finds.")
@click.option("--left-handle", multiple=True, metavar="HANDLE", help="A handle of a network the contact has left.")
@click.option(
    "--from", "file", metavar="FILE", help="Read the fields from a file such as the editor shows; “-” is stdin."
)
def command(
    run: Run,
    /,
    who: str,
    *,
    add_handle: tuple[str, ...],
    remove_handle: tuple[str, ...],
    left_handle: tuple[str, ...],
    file: str | None,
    **fields: str | None,
) -> None:
    """Change what is known of a contact, all in one step; an empty value clears a field.

    \b
    netbook edit ada --organisation "Analytical Engines" --add-handle ms:@ada@mathstodon.xyz
    netbook edit ada

    Without flags, on a terminal, your editor ($VISUAL, $EDITOR) opens with the fields; what you typed is never lost.
    A handle that was renamed or left is kept, and still finds the contact.
    """
    values = {name: value for name, value in fields.items() if value is not None}
    handles = HandleChanges(add_handle, remove_handle, left_handle)
    flags = bool(values) or handles != HandleChanges()
    if flags and file is not None:
        raise UsageProblem("--from brings all fields already. Leave it out, or the other flags.")
    who = contact_meant(run, who)
    if flags:
        _write(run, who, values, handles)
    elif file is not None:
        _take_file(run, who, file)
    elif run.can_ask:
        _open_editor(run, who)
    else:
        listed = ", ".join(f"--{field}" for field in FIELDS)
        raise UsageProblem(f"say what to change: {listed}, --add-handle, --remove-handle or --from FILE.")


def _write(run: Run, who: str, values: dict[str, Any], handles: HandleChanges, *, version: int | None = None) -> None:
    kept = run.book.keep(
        edit_contact, who, values, handles, run.today, version=version, default_network=run.settings.default_network
    )
    print_contacts(run, [kept.result])
    say_kept(run, kept, f"Edited {kept.result.called}")


def _card(run: Run, who: str) -> ContactCard:
    return run.book.read(card, run.book.read(find_contact, who), run.today)


def _take_file(run: Run, who: str, file: str) -> None:
    from netbook.cli.fields_text import read_fields

    shown = _card(run, who)
    _apply(run, shown, read_fields(_text_of(file), shown))


def _text_of(file: str) -> str:
    if file == "-":
        from netbook.cli.stdin import stdin_text

        return stdin_text()
    try:
        return Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageProblem(f"the file “{file}” cannot be read as UTF-8 text.") from error


def _apply(run: Run, shown: ContactCard, edited: Edited) -> None:
    if not edited.values and edited.handles == HandleChanges():
        print_contacts(run, [shown])
        run.out.say("Nothing changed: it was so already.")
        return
    _write(run, f"#{shown.id}", dict(edited.values), edited.handles, version=shown.version)


def _open_editor(run: Run, who: str) -> None:
    """Let the user edit the fields in an editor; the file stays where it is unless its text is in the book."""
    from netbook.cli.fields_text import read_fields, write_fields
    from netbook.editor import edit_text

    shown = _card(run, who)
    with edit_text(write_fields(shown)) as typed:
        try:
            _apply(run, shown, read_fields(typed.text, shown))
        except NetbookError as error:
            error.hints = (f"your text is kept: netbook edit '#{shown.id}' --from {typed.keep()}", *error.hints)
            raise
