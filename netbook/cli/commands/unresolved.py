"""``netbook unresolved``: people of whom imports knew but the id of an account, and who they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from netbook.cli.forms import contact_form
from netbook.cli.options import netbook_command
from netbook.cli.results import say_kept
from netbook.cli.stdin import stdin_text
from netbook.domain.counts import counted, people
from netbook.domain.dates import ago
from netbook.domain.handles import network_named
from netbook.domain.text import clean, pad
from netbook.errors import UsageProblem
from netbook.queries.cards import cards
from netbook.queries.import_matches import network_label
from netbook.queries.unresolved import UnresolvedRow, count_unresolved, unresolved_people
from netbook.wording.waiting import linked_words

if TYPE_CHECKING:
    from netbook.cli.running import Run

SHOWN = 20
_ID_CELLS = 24
_TALK_CELLS = 18
_PARTS = re.compile(r"[\s,]{1,20}")


@netbook_command("unresolved", short_help="Say who people are of whom only an id is known.")
@click.argument("stable_id", metavar="[ID]", required=False)
@click.argument("handle", metavar="[HANDLE]", required=False)
@click.option("--network", metavar="NETWORK", help="The network of the id, where two have the same.")
@click.option("--all", "everybody", is_flag=True, help=f"List all, not the first {SHOWN}.")
def command(run: Run, stable_id: str | None, handle: str | None, *, network: str | None, everybody: bool) -> None:
    """List people of whom imports knew but the id of an account, those you talked with most first; or say who they are.

    \b
    netbook unresolved
    netbook unresolved 783214 @ada
    netbook unresolved - < ids.txt

    The link opens the account in your browser, where its handle stands. “-” reads lines of an id and a handle, with a
    space, a comma or a tab between. What you said to each other is theirs then; netbook undo takes it back.
    """
    if stable_id is None:
        _list(run, everybody=everybody or run.wishes.json)
        return
    if stable_id == "-":
        if handle is not None:
            raise UsageProblem("“-” takes its handles from standard input.", "netbook unresolved - < ids.txt")
        pairs = _pairs(stdin_text())
    elif handle is None:
        raise UsageProblem("say the id and the handle.", "netbook unresolved 783214 @ada")
    else:
        pairs = [(stable_id, handle)]
    _resolve(run, pairs, network)


def _resolve(run: Run, pairs: list[tuple[str, str]], network: str | None) -> None:
    from netbook.usecases.unresolved import resolve_people

    on = None if network is None else network_named(network).name
    kept = run.book.keep(resolve_people, pairs, run.today, network=on)
    found = run.book.read(cards, kept.result.contacts, run.today)
    if run.wishes.json:
        run.out.json([contact_form(card) for card in found])
    for problem in kept.result.problems:
        run.out.say(f"  passed over: {clean(problem)}")
    who = clean(found[0].called) if len(found) == 1 else people(len(found))
    say_kept(run, kept, f"Put a name to {who}")


def _pairs(text: str) -> list[tuple[str, str]]:
    """Read lines of an id and a handle; an empty line, and one that begins with “#”, says nothing."""
    pairs: list[tuple[str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        parts = _PARTS.split(line.strip(), maxsplit=1)
        if len(parts) == 1:
            raise UsageProblem(f"line {number:,} has no handle after the id.", "783214 @ada")
        pairs.append((parts[0], parts[1]))
    return pairs


def _list(run: Run, *, everybody: bool) -> None:
    rows = run.book.read(unresolved_people, most=None if everybody else SHOWN)
    if run.wishes.json:
        run.out.json([_form(row) for row in rows])
        return
    if not rows:
        run.out.say("Nobody waits to be known. Some exports, such as those of X, name people by an id alone.")
        return
    count = run.book.read(count_unresolved)
    run.out.line(f"{people(count)} of whom only an id is known")
    for row in rows:
        run.out.line(_line(run, row))
    if count > len(rows):
        run.out.line(f"and {people(count - len(rows))} more: netbook unresolved --all")
    run.out.say("netbook unresolved ID HANDLE says who it is; “-” reads many from standard input")


def _line(run: Run, row: UnresolvedRow) -> str:
    said = linked_words(row.linked)
    if row.talks:
        said = f"{counted(row.talks, 'time')}, {ago(row.last_on, run.today)}"
    parts = (
        pad(row.stable_id, _ID_CELLS),
        pad(network_label(row.network), 10),
        pad(said, _TALK_CELLS),
        clean(row.url or ""),
    )
    return "  ".join(parts).rstrip()


def _form(row: UnresolvedRow) -> dict[str, Any]:
    return {
        "id": row.stable_id,
        "network": row.network,
        "url": row.url,
        "linked": None if row.linked is None else row.linked.value,
        "interactions": row.talks,
        "last": None if row.last_on is None else row.last_on.isoformat(),
    }
