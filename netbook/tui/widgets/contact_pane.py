"""What is said of one contact beside a list: why now, what to talk about, the last contacts, the rhythm of a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from netbook.domain.dates import short_date
from netbook.domain.handles import NETWORKS
from netbook.domain.text import shorten
from netbook.tui.widgets.text import line, lines, plain
from netbook.wording.where_met import perhaps_met_words, where_met_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from textual.content import Content

    from netbook.queries.cards import ContactCard, HandleRow
    from netbook.queries.timeline import InteractionRow

_BARS = "▁▂▃▄▅▆▇"
WEEKS = 24
_NOTES = 3


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A contact's card and its newest interactions."""

    card: ContactCard
    timeline: tuple[InteractionRow, ...]


def pane(glimpse: Glimpse, today: date, cells: int) -> Content:
    """Lay out the whole pane, for a column of its own."""
    card = glimpse.card
    parts: list[Content | str] = [*head(card)]
    parts += ["", plain("Why now", "heading bold"), *_why(card, today)]
    talk = list(talking_points(card, today))
    if talk:
        parts += ["", plain("Say something about", "heading bold"), *talk]
    if glimpse.timeline:
        parts += ["", plain("Last contacts", "heading bold")]
        parts += [line(("  ", ""), *contact_line(row, today)) for row in glimpse.timeline[:4]]
        parts += ["", *rhythm(glimpse.timeline, today)]
    met = [text[:1].upper() + text[1:] for text in (*where_met_lines(card, today), perhaps_met_words(card, today))]
    via = [f"Introduced by {', '.join(card.introduced_by)}"] if card.introduced_by else []
    if any(met) or via:
        parts += ["", *(plain(shorten(text, max(8, cells)), "muted") for text in [*met, *via] if text)]
    return lines(parts)


def strip(glimpse: Glimpse, today: date) -> Content:
    """Lay out the few lines that fit below a list."""
    card = glimpse.card
    first = glimpse.timeline[0] if glimpse.timeline else None
    parts: list[Content | str] = [*list(head(card))[:1]]
    parts.append(line(("Why  ", "muted"), card.why))
    parts += list(talking_points(card, today))[:1]
    if first is not None:
        parts.append(line(("Last  ", "muted"), *contact_line(first, today)))
    parts += list(talking_points(card, today))[1:2]
    return lines(parts)


def head(card: ContactCard) -> Iterator[Content]:
    """Say what the contact does, and its accounts."""
    about = [part for part in (card.organisation, card.position, card.location) if part]
    tags = [f"#{tag}" for tag in card.tags]
    handles = [handle_text(handle) for handle in card.handles]
    first = " · ".join([*about, *tags])
    if first:
        yield plain(first)
    for text in handles:
        yield plain(text, "accent")
    if not first and not handles:
        yield plain("Nothing known yet. e fills it in.", "muted")


def handle_text(handle: HandleRow) -> str:
    """Show an account with its network's code, and what became of it."""
    code = NETWORKS[handle.network].code if handle.network in NETWORKS else handle.network
    status = "" if handle.status.value == "active" else f"  ({handle.status.value})"
    return f"{code}  {handle.shown}{status}"


def _why(card: ContactCard, today: date) -> Iterator[Content]:
    yield plain(card.why)
    cadence = cadence_text(card)
    if cadence:
        yield plain(cadence, "muted")
    if card.snoozed_until:
        yield plain(f"Snoozed until {short_date(card.snoozed_until, today)}.", "muted")


def cadence_text(card: ContactCard) -> str:
    """Say what set the cadence; empty where the model alone decides."""
    if card.cadence is None:
        return ""
    origin = f"from #{card.cadence_tag}" if card.cadence_tag else "your choice"
    return f"Keep in touch {card.cadence.words} ({origin})."


def talking_points(card: ContactCard, today: date) -> Iterator[Content]:
    """Give what to talk about: what is owed, then the newest notes."""
    for follow_up in card.follow_ups:
        if follow_up.due_on is None:
            when, role = f"promised {short_date(follow_up.made_on, today)}", "promise"
        else:
            late = follow_up.due_on < today
            when, role = f"due {short_date(follow_up.due_on, today)}", "stale" if late else "promise"
        yield line(("  → ", role), follow_up.what or "follow up", (f"  {when}", "muted"))
    for note in list(reversed((card.notes or "").strip().splitlines()))[:_NOTES]:
        if note.strip():
            yield line(("  • ", "muted"), note.strip())


def contact_line(row: InteractionRow, today: date) -> list[tuple[str, str]]:
    """Show one interaction: when, how, what."""
    what = " · ".join(part for part in (row.event, (row.note or "").replace("\n", " ")) if part)
    when = f"{row.on.day:>2} {row.on:%b %Y}" if row.on.year != today.year else f"{row.on.day:>2} {row.on:%b}"
    return [(f"{when:<11}", "muted"), (f"{row.channel.value.capitalize():<10} ", ""), (what, "")]


def rhythm(timeline: Sequence[InteractionRow], today: date) -> list[Content]:
    """Draw the last year in fortnights, with words that say the same."""
    counts = [0] * WEEKS
    for row in timeline:
        place = (today - row.on).days // 15
        if 0 <= place < WEEKS:
            counts[WEEKS - 1 - place] += 1
    most = max(counts) or 1
    bars = "".join(_BARS[round(count / most * (len(_BARS) - 1))] for count in counts)
    year = sum(1 for row in timeline if row.on > today - timedelta(days=365))
    words = "once" if year == 1 else f"{year} times"
    return [line(("Last 12 months", "heading bold"), (f"  {words}", "muted")), plain(bars, "accent")]
