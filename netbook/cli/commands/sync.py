"""``netbook sync``: folders of vCards and tasks, and the book, each brought up to what the other has changed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from netbook.cli.options import netbook_command
from netbook.domain.counts import counted
from netbook.domain.text import clean, shorten
from netbook.errors import NetbookError, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netbook.cli.running import Run
    from netbook.domain.syncing import BothSynced, SyncChoice, SyncConflict, Synced
    from netbook.domain.three_way import Side
    from netbook.sync_files import Places

MOST_NAMES = 10
_CELLS = 60
_LISTS = {
    "new_here": "new here",
    "changed_here": "changed here",
    "archived_here": "archived here",
    "new_there": "new there",
    "changed_there": "changed there",
    "removed_there": "removed there",
}
_DROPPED = {"archived_here": "dropped_here"}
"""What is said of a follow-up in another word than of a contact."""
_WORDS = {"due_on": "due", "met_online": "where-met online", "met_in_person": "where-met in person"}


class Unsettled(NetbookError):
    """Some fields were changed on both sides, and each side has kept its own."""


@netbook_command("sync", short_help="Keep a folder of vCards in step with the book.")
@click.argument("folder", metavar="FOLDER")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@click.option("--ours", is_flag=True, help="Where both sides have changed the same, the book's counts.")
@click.option("--theirs", is_flag=True, help="Where both sides have changed the same, the folder's counts.")
@click.option("--yes", is_flag=True, help="Go on even where most files have gone on one side.")
@click.option("--follow-ups", metavar="FOLDER", help="Where tasks are kept (default: follow-ups/ in the folder).")
@click.option("--no-follow-ups", is_flag=True, help="Leave follow-ups out.")
def command(run: Run, /, folder: str, **wanted: Any) -> None:
    """Bring a FOLDER of vCards, one file a contact, and the book in step: what either has changed, the other gets.

    Follow-ups become tasks, one .ics file each, in a folder of their own inside it.

    \b
    netbook sync ~/.contacts/netbook --dry-run
    netbook sync ~/.contacts/netbook

    Programs such as vdirsyncer take such a folder to an address book server, and so to a phone; docs/syncing.md has
    it step by step. New people from the folder go to the inbox. What both sides have changed is asked about; without
    a terminal, or --ours or --theirs, each side keeps its own until it is settled. It is one step for netbook undo.
    """
    from netbook.sync_files import places

    if wanted["ours"] and wanted["theirs"]:
        raise UsageProblem("--ours and --theirs exclude each other. Choose one, or neither to be asked.")
    if wanted["no_follow_ups"] and wanted["follow_ups"]:
        raise UsageProblem("--follow-ups and --no-follow-ups exclude each other. Choose one.")
    where = places(folder, wanted["follow_ups"], with_follow_ups=not wanted["no_follow_ups"])
    choice = _choice("ours" if wanted["ours"] else "theirs" if wanted["theirs"] else None, yes=wanted["yes"])
    dry_run = wanted["dry_run"]
    synced = _sync(run, where, choice, dry_run=True) if dry_run else _asked(run, where, choice)
    if run.wishes.json:
        run.out.json(synced_form(synced, dry_run=dry_run))
    else:
        _print(run, synced)
    if dry_run:
        run.out.say("This was a dry run: nothing was written.")
    elif synced.changes:
        run.out.say(f"✓ In step with {clean(synced.cards.folder)} · netbook undo takes back what changed here")
    if synced.conflicts and not dry_run:
        raise _unsettled(folder, len(synced.conflicts))


def _choice(side: str | None, answers: Mapping[tuple[str, str], Side] | None = None, *, yes: bool) -> SyncChoice:
    from netbook.domain.syncing import SyncChoice
    from netbook.domain.three_way import Side

    return SyncChoice(None if side is None else Side(side), answers or {}, let_most_go=yes)


def _sync(run: Run, where: Places, choice: SyncChoice, *, dry_run: bool = False) -> BothSynced:
    from netbook.sync_files import sync

    return sync(run.book, where, run.today, run.now(), choice, dry_run=dry_run)


def _asked(run: Run, where: Places, choice: SyncChoice) -> BothSynced:
    """Look first, ask a person at a terminal what is to be asked, then do it."""
    from netbook.usecases.sync import SyncRefused

    if not run.can_ask:
        return _sync(run, where, choice)
    try:
        before = _sync(run, where, choice, dry_run=True)
    except SyncRefused as refused:
        run.out.problem(refused)
        if not _agrees("Let them go?"):
            raise
        choice = _choice(choice.side, choice.answers, yes=True)
        before = _sync(run, where, choice, dry_run=True)
    if before.conflicts and choice.side is None:
        choice = _choice(None, _answers(run, before.conflicts), yes=choice.let_most_go)
    return _sync(run, where, choice)


def _agrees(question: str) -> bool:
    sys.stderr.write(f"{question} y or Enter for no: ")
    sys.stderr.flush()
    return sys.stdin.readline(100).strip().lower() in {"y", "yes"}


def _answers(run: Run, conflicts: Sequence[SyncConflict]) -> dict[tuple[str, str], Side]:
    """Ask about each field that both sides have changed: o the book's, t the folder's, Enter leave both."""
    from netbook.domain.three_way import Side

    answers: dict[tuple[str, str], Side] = {}
    for place, conflict in enumerate(conflicts, 1):
        run.out.say(f"{place} of {len(conflicts)}  {_question(conflict)}")
        while True:
            sys.stderr.write("  o ours, t theirs, Enter leave both as they are: ")
            sys.stderr.flush()
            answer = sys.stdin.readline(100)
            if answer.strip() in {"", "o", "t"}:
                break
        if not answer:
            break
        if answer.strip():
            answers[conflict.uid, conflict.field] = Side.OURS if answer.strip() == "o" else Side.THEIRS
    return answers


def _question(conflict: SyncConflict) -> str:
    ours, theirs = _value(conflict.ours), _value(conflict.theirs)
    return f"{shorten(conflict.called, _CELLS)}, {_word(conflict.field)}\n      ours:   {ours}\n      theirs: {theirs}"


def _word(field: str) -> str:
    return _WORDS.get(field, field)


def _value(text: str | None) -> str:
    return "nothing" if text is None else f"“{shorten(' '.join(text.split()), _CELLS)}”"


def _unsettled(folder: str, count: int) -> Unsettled:
    fields = "1 field was" if count == 1 else f"{count} fields were"
    return Unsettled(
        f"{fields} changed on both sides; each side has kept its own. Everything else is in step.",
        f"netbook sync {shorten(folder, _CELLS)}            on a terminal: asks about each",
        f"netbook sync {shorten(folder, _CELLS)} --ours     or --theirs: settles all",
    )


def synced_form(synced: BothSynced, *, dry_run: bool) -> dict[str, Any]:
    """Give the outcome as JSON."""
    follow_ups = synced.follow_ups
    return {
        "folder": synced.cards.folder,
        "dry_run": dry_run,
        **_lists(synced.cards),
        "follow_ups": None if follow_ups is None else _lists(follow_ups, _DROPPED),
        "conflicts": [
            {
                "uid": each.uid,
                "name": each.called,
                "field": each.field,
                "before": each.before,
                "ours": each.ours,
                "theirs": each.theirs,
            }
            for each in synced.conflicts
        ],
        "problems": [{"file": each.file, "reason": each.reason} for each in synced.left],
    }


def _lists(synced: Synced, renamed: Mapping[str, str] | None = None) -> dict[str, Any]:
    lists = {(renamed or {}).get(name, name): list(getattr(synced, name)) for name in _LISTS}
    return {**lists, "same": synced.same}


def _print(run: Run, synced: BothSynced) -> None:
    out = run.out
    _print_lists(run, "", synced.cards)
    if synced.follow_ups is not None and (synced.follow_ups.changes or synced.follow_ups.same):
        _print_lists(run, f"{clean(synced.cards.folder)}/", synced.follow_ups, _DROPPED)
    if synced.conflicts:
        out.line("Changed on both sides:")
        for conflict in synced.conflicts:
            out.line(f"  {_question(conflict)}")
    if synced.left:
        out.line("Left alone:")
        for left in synced.left[:MOST_NAMES]:
            out.line(f"  {clean(left.file)}: {clean(left.reason)}")
        if len(synced.left) > MOST_NAMES:
            out.line(f"  and {len(synced.left) - MOST_NAMES:,} more; --json lists them all")


def _print_lists(run: Run, within: str, synced: Synced, renamed: Mapping[str, str] | None = None) -> None:
    head = f"{within}{clean(synced.folder)}"
    run.out.line(f"{head}: {counted(synced.changes, 'change')}, {synced.same:,} the same on both sides")
    for name, words in _LISTS.items():
        names = getattr(synced, name)
        if names:
            said = (renamed or {}).get(name, words).replace("_", " ")
            shown = ", ".join(shorten(each, _CELLS) for each in names[:MOST_NAMES])
            more = f" and {len(names) - MOST_NAMES:,} more" if len(names) > MOST_NAMES else ""
            run.out.line(f"  {said:<14} {len(names):>5,}  {shown}{more}")
