"""What the insights about the network itself show: how it is met, kept, reached and mixed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from netbook.domain.dates import short_date
from netbook.domain.text import shorten
from netbook.queries.insights import (
    capture_debt,
    contacts_captured_in_week,
    contacts_in_sector,
    contacts_met_at_last,
    contacts_never_met,
    contacts_not_followed_up,
    contacts_online_first,
    contacts_only_on,
    echo_chamber,
    network_exit,
    online_to_in_person,
)
from netbook.queries.insights.conversion import TALKS
from netbook.tui.widgets.charts import Bar, Figures
from netbook.tui.widgets.insight import LONGEST_NAME, Insight, Period, share, under, week_words, weeks

if TYPE_CHECKING:
    from datetime import date

    from netbook.book import Session


def _online_to_in_person(session: Session, today: date, period: Period) -> Figures:
    found = online_to_in_person(session, today)
    networks = [
        Bar(
            each.network,
            each.label,
            each.contacts,
            partial(contacts_online_first, today=today, network=each.network),
            f"Met online first on {each.label}",
            f"{each.met:,} met since",
        )
        for each in found.networks
    ]
    events = [
        Bar(
            ("event", each.event_id),
            each.event or "at no event",
            each.contacts,
            partial(contacts_met_at_last, today=today, event_id=each.event_id),
            f"Known online, met at {shorten(each.event, LONGEST_NAME) if each.event else 'no event'}",
        )
        for each in found.events
    ]
    never = partial(contacts_never_met, today=today)
    unmet = Bar("never", f"talked {TALKS} days or more", found.never_met, never, "Talked with, and never met")
    rows = (
        *under("Met online first, by network", networks),
        *under("Met at last, by event", events),
        *under("Never met in person", [unmet] if found.never_met else []),
    )
    return Figures(found.sentence, rows, period.words)


def _network_exit(session: Session, today: date, period: Period) -> Figures:
    found = network_exit(session, today)
    bars = [
        Bar(
            each.network,
            each.label,
            each.only_there,
            partial(contacts_only_on, network=each.network),
            f"Nowhere but on {each.label}",
            f"of {each.contacts:,}",
            "due",
        )
        for each in found.networks
    ]
    return Figures(found.sentence, tuple(bars), period.words)


def _capture_debt(session: Session, today: date, period: Period) -> Figures:
    found = capture_debt(session, today, period.length)
    waiting = Bar(
        "waiting",
        "wait for a first follow-up",
        found.waiting,
        partial(contacts_not_followed_up, weeks=period.length, today=today),
        "New, and not followed up yet",
        role="due",
    )
    new = [
        Bar(
            week.monday,
            week_words(week.monday, today),
            week.new,
            partial(contacts_captured_in_week, monday=week.monday, today=today),
            f"New in the week of {short_date(week.monday, today)}",
            f"{week.followed_up:,} followed up" if week.followed_up else "",
        )
        for week in reversed(found.weeks)
    ]
    return Figures(found.sentence, (waiting, *under("New contacts, by week", new)), period.words)


def _echo_chamber(session: Session, today: date, period: Period, own_sector: str) -> Figures:
    found = echo_chamber(session, today, own_sector)
    bars = [
        Bar(
            each.sector.casefold(),
            shorten(each.sector, LONGEST_NAME),
            each.contacts,
            partial(contacts_in_sector, sector=each.sector),
            f"Sector: {shorten(each.sector, LONGEST_NAME)}",
            share(each.contacts, found.total),
        )
        for each in found.sectors
    ]
    return Figures(found.sentence, tuple(bars), period.words)


NETWORK_INSIGHTS = (
    Insight("conversion", "Online first, in person later", _online_to_in_person),
    Insight("exit", "Who is lost if a network closes", _network_exit),
    Insight("debt", "Capture debt", _capture_debt, weeks(26, 52, 104)),
    Insight("chamber", "Echo chamber", _echo_chamber, by_sector=True),
)
"""The insights about the network itself, in the order in which they are shown."""
