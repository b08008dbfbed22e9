"""What the review page says: its groups, its progress, the end of it, and what it says to somebody new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.counts import counted, people
from netbook.domain.dates import short_date
from netbook.tui.widgets.contact_columns import Listed, listed, picked
from netbook.tui.widgets.text import line, lines, plain
from netbook.wording.reviewing import HEADINGS, MINUTES_A_CONTACT, next_review, nobody_due

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from textual.content import Content

    from netbook.queries.catch_up import CatchUp
    from netbook.queries.picks import Pick
    from netbook.queries.review import Group, Review, ReviewRow

Rows = tuple[list[int], dict[int, str], dict[int, Listed]]
"""The numbers of all rows, the headings among them by their negative numbers, and what stands in the rows."""
_BAR = 30
_BELOW_SHORT = 72
"""Windows narrower than this get no examples."""
_PANE_FROM = 100
_LONG_BAR_FROM = 110
"""Windows at least so wide have room for a long bar, beside the pane."""


def grouped(
    rows: Sequence[ReviewRow], offered: Sequence[Pick], today: date, sizes: Mapping[Group, int] | None = None
) -> Rows:
    """Lay out the review: its groups, then who is offered besides; ``sizes`` counts groups that are not whole yet."""
    numbers: list[int] = []
    headings: dict[int, str] = {}
    shown: dict[int, Listed] = {}
    groups = list(dict.fromkeys(row.group for row in rows))
    for group in groups:
        members = [row for row in rows if row.group is group]
        _head(numbers, headings, f"{HEADINGS[group]} ({sizes[group] if sizes else len(members)})")
        for row in members:
            numbers.append(row.card.id)
            shown[row.card.id] = listed(row, today)
    if offered:
        _head(numbers, headings, "Not due, but worth a word")
        for pick in offered:
            numbers.append(pick.card.id)
            shown[pick.card.id] = picked(pick, today)
    return numbers, headings, shown


def ranked(absence: CatchUp, today: date, cap: int | None) -> Rows:
    """Lay out the catch-up: who would be lost first, as many as today takes."""
    rows = absence.rows[:cap]
    numbers: list[int] = []
    headings: dict[int, str] = {}
    if rows:
        _head(numbers, headings, f"Most to lose first ({len(rows)} of {len(absence.rows)})")
    numbers += [row.card.id for row in rows]
    return numbers, headings, {row.card.id: listed(row, today) for row in rows}


def _head(numbers: list[int], headings: dict[int, str], words: str) -> None:
    number = -1 - len(headings)
    headings[number] = words
    numbers.append(number)


def progress(decided: int, left: int, cells: int) -> Content:
    """Draw how far the sitting is."""
    total = decided + left
    bar = _BAR if cells >= _LONG_BAR_FROM or _BELOW_SHORT <= cells < _PANE_FROM else _BAR // 2
    filled = round(decided / total * bar) if total else 0
    minutes = max(1, round(left * MINUTES_A_CONTACT))
    return line(
        ("━" * filled, "good"),
        ("─" * (bar - filled), "muted"),
        (f"  {decided} of {total} · about {minutes} min left", "muted"),
    )


def catching_up(absence: CatchUp, cap: int) -> Content:
    """Say what went by during an absence, and the two keys that deal with all of it."""
    weeks = round(absence.days / 7)
    parts = [
        f"{counted(absence.follow_ups_missed, 'follow-up')} passed",
        f"{people(absence.gone_stale)} went stale",
        f"{people(absence.wrote)} wrote to you",
    ]
    went_by = [part for part in parts if not part.startswith("0 ")] or ["nothing went by"]
    rest = max(0, len(absence.rows) - cap)
    keys = f"W spreads the other {rest:,} over the days to come, {cap} a day · " if rest else ""
    return lines(
        [
            plain(f"You were away for {weeks} weeks: {', '.join(went_by)}.", "bold"),
            plain(f"{keys}Z lets all off until their own cadence comes round. u takes either back.", "muted"),
        ]
    )


def about(found: Review) -> str:
    """Say how many people there are, and what waits elsewhere."""
    more = f" · {found.more} more beyond today's cap, + shows them" if found.more else ""
    waiting = f" · {people(found.inbox)} in the inbox, A sorts them" if found.inbox else ""
    return f"{people(found.people)}{more}{waiting}"


def nobody_left(found: Review, decided: int, spent: str, today: date, review_day: str) -> Content:
    """Say that the list is done, or that nobody was due, and what could come next."""
    parts: list[Content | str] = []
    if decided:
        following = short_date(next_review(today, review_day), today)
        parts += [plain(f"✓ Done. {people(decided)}, {spent}. Next review {following}.", "good bold"), ""]
    if not decided or not found.more:
        parts += [plain(nobody_due(found, today)), ""]
    if found.more:
        parts.append(plain(f"+ shows {found.more} more beyond today's cap.", "muted"))
    if found.inbox:
        parts.append(plain(f"A sorts the {people(found.inbox)} in the inbox.", "muted"))
    return lines([*parts, plain("a add · m met · 2 people", "muted")])


def welcome(book: str, cells: int) -> Content:
    """Teach three ways to start; the examples only where there is room for them."""
    ways = [
        ("a", "type a handle or paste a link", "@ada   x.com/ada   in/ada"),
        ("m", "note somebody you just met", "Grace at PyCon yesterday"),
        ("I", "bring people you know already", "a LinkedIn export"),
        ("", "", ""),
        ("D", "look around with 40 made-up people", "(kept apart)"),
    ]
    wide = cells >= _BELOW_SHORT
    lead = [plain("Nobody here yet. Three ways to start:", "bold"), plain("")]
    shown = [
        line((f"  {key:<4}", "accent bold"), f"{words:<36}", (example if wide else "", "muted"))
        for key, words, example in ways
    ]
    about = [
        plain(""),
        plain("Every week this page lists whom to write to, coldest first."),
        plain(""),
        line(("Your data: ", "muted"), book),
        plain("No account, no network, no set-up. ? lists every key.", "muted"),
    ]
    return lines([*lead, *shown, *about])
