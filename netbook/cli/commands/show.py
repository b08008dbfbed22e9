"""``netbook show``: one contact with all that is known, and what was said last."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from netbook.cli.forms import contact_form, interaction_form
from netbook.cli.naming import contact_meant
from netbook.cli.options import netbook_command
from netbook.domain.channels import Direction
from netbook.domain.dates import describe_date
from netbook.domain.dates.wording import dated
from netbook.domain.handles import NETWORKS
from netbook.domain.text import clean, clean_block, pad, shorten
from netbook.queries.profile import Profile, profile
from netbook.wording.birthdays import birthday_words
from netbook.wording.where_met import perhaps_met_words, where_met_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from netbook.cli.running import Run
    from netbook.queries.cards import ContactCard, HandleRow
    from netbook.queries.timeline import InteractionRow

_NEWEST = 10
_LABEL = 14
_DIRECTIONS = {Direction.BY_ME: "you", Direction.BY_THEM: "they", Direction.BOTH: "both"}


@netbook_command("show", short_help="Show a contact and its latest interactions.")
@click.argument("who")
@click.option("--all", "everything", is_flag=True, help="Show the whole timeline, notes in full.")
def command(run: Run, who: str, *, everything: bool) -> None:
    """Show a contact: handles, where you met, how it stands and why, promises, notes, and the latest interactions.

    WHO is a handle, a link, a name, or the beginning of either. If several fit, a terminal asks which.
    """
    most = None if everything else _NEWEST
    found = run.book.read(profile, contact_meant(run, who), run.today, most=most)
    if run.wishes.json:
        run.out.json({**contact_form(found.card), "timeline": [interaction_form(row) for row in found.timeline]})
        return
    _print_card(run, found.card)
    _print_timeline(run, found, whole=everything)


def _print_card(run: Run, card: ContactCard) -> None:
    run.out.line(run.out.paint(clean(card.called), "bold"))
    about = [part for part in (card.organisation, card.position, card.sector, card.location) if part]
    about += [f"#{tag}" for tag in card.tags]
    if about:
        run.out.line(clean(" · ".join(about)))
    for handle in card.handles:
        run.out.line(f"  {_handle_line(handle)}")
    run.out.line()
    for line in where_met_lines(card, run.today):
        run.out.line(clean(line))
    if card.perhaps_met is not None:
        suggested = card.perhaps_met
        run.out.line(clean(perhaps_met_words(card, run.today)))
        at = shlex.quote(clean(suggested.event))
        run.out.line(f"  if so: netbook met '#{card.id}' --at {at} --on {suggested.on}")
    for label, text in _standing(card, run.today):
        run.out.line(f"{pad(label, _LABEL)}{clean(text)}")
    for follow_up in card.follow_ups:
        what = follow_up.what or "follow up"
        when = (
            f"promised {dated(follow_up.made_on)}"
            if follow_up.due_on is None
            else f"due {describe_date(follow_up.due_on, run.today)}"
        )
        run.out.line(clean(f"→ {what}, {when}{', again and again' if follow_up.recurrence else ''}"))
    if card.notes:
        run.out.line()
        run.out.line(run.out.paint("Notes", "bold"))
        run.out.block(card.notes, "  ")


def _handle_line(handle: HandleRow) -> str:
    network = NETWORKS.get(handle.network)
    label = pad(network.label if network else handle.network, _LABEL - 2)
    fate = ""
    if handle.status.value != "active":
        fate = f"({handle.status.value}{f' {dated(handle.status_on)}' if handle.status_on else ''})"
    parts = (clean(part) for part in (handle.shown, handle.url if handle.url != handle.shown else None, fate) if part)
    return label + "  ".join(parts)


def _standing(card: ContactCard, today: date) -> Iterator[tuple[str, str]]:
    if card.introduced_by:
        yield "introduced by", ", ".join(card.introduced_by)
    yield "keep in touch", _cadence(card)
    yield "state", "; ".join([card.state.value, *_milestones(card, today)])
    yield "why", card.why
    if card.last_contact:
        yield "last contact", describe_date(card.last_contact, today)
    if card.snoozed_until:
        yield "snoozed", f"until {describe_date(card.snoozed_until, today)}"
    if card.birthday:
        yield "birthday", birthday_words(card.birthday)
    if card.inbox:
        yield "inbox", "an import found this contact; netbook inbox keep takes it in"
    if card.archived:
        yield "archived", "in no list and no review; netbook archive --back takes it out"


def _cadence(card: ContactCard) -> str:
    if card.cadence is None:
        return "as the history suggests"
    words = "no reminders" if card.has_cadence_never else card.cadence.words
    return f"{words} ({f'from #{card.cadence_tag}' if card.cadence_tag else 'your choice'})"


def _milestones(card: ContactCard, today: date) -> Iterator[str]:
    for word, day in (("due", card.due_on), ("going stale", card.stale_on), ("dormant", card.dormant_on)):
        if day is not None:
            yield f"{word} {'since ' if day < today else ''}{describe_date(day, today)}"


def _print_timeline(run: Run, found: Profile, *, whole: bool) -> None:
    if not found.timeline:
        return
    run.out.line()
    run.out.line(run.out.paint("Timeline", "bold"))
    for row in found.timeline:
        run.out.line(_interaction_line(run, row, whole=whole))
        if whole and row.note and "\n" in row.note:
            run.out.block(row.note, " " * 15)
    if found.more:
        run.out.line("  … older ones: netbook show --all")


def _interaction_line(run: Run, row: InteractionRow, *, whole: bool) -> str:
    start = f"  {dated(row.on):>11}  {pad(row.channel.value, 9)}  {pad(_DIRECTIONS[row.direction], 4)}"
    note = "" if row.note is None or (whole and "\n" in row.note) else clean_block(row.note).replace("\n", " / ")
    text = clean(" · ".join(part for part in (row.event, note) if part))
    room = max(10, run.out.width - len(start) - 2)
    return f"{start}  {text if whole else shorten(text, room)}".rstrip()
