"""What each insight shows: its sentence, its bars, the people behind every bar, and the periods it looks back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from netbook.domain.dates import short_date
from netbook.domain.staleness import State
from netbook.domain.text import shorten
from netbook.queries.insights import (
    PromiseState,
    contacts_a_week,
    contacts_decided_in_week,
    contacts_in_state,
    contacts_in_week,
    contacts_known,
    contacts_met_through,
    contacts_on_channel,
    contacts_with_promises,
    promises_kept,
    review_habit,
    states,
    where_met,
    where_you_talk,
)
from netbook.tui.widgets.charts import Bar, Figures
from netbook.tui.widgets.insight import (
    LONGEST_NAME,
    Insight,
    Period,
    share,
    under,
    week_words,
    weeks,
    with_people,
)
from netbook.tui.widgets.network_figures import NETWORK_INSIGHTS
from netbook.wording.signs import SIGNS

if TYPE_CHECKING:
    from datetime import date

    from netbook.book import Session
    from netbook.queries.insights import MetThrough

_STATE_ROLES = {
    State.NEW: "new",
    State.FRESH: "fresh",
    State.DUE: "due",
    State.GOING_STALE: "stale",
    State.DORMANT: "gone",
}
_PROMISE_ROLES = {
    PromiseState.KEPT: "good",
    PromiseState.DROPPED: "gone",
    PromiseState.OPEN: "promise",
    PromiseState.OVERDUE: "stale",
    PromiseState.LONG_OPEN: "due",
}


def _contacts_a_week(session: Session, today: date, period: Period) -> Figures:
    found = contacts_a_week(session, today, period.length)
    bars = [
        Bar(
            week.monday,
            week_words(week.monday, today),
            week.interactions,
            partial(contacts_in_week, monday=week.monday, today=today),
            f"In touch in the week of {short_date(week.monday, today)}",
            with_people("with", week.contacts),
        )
        for week in found.weeks
    ]
    return Figures(found.sentence, tuple(bars), period.words, of_weeks=True)


def _states(session: Session, today: date, period: Period) -> Figures:
    found = states(session, today)
    bars = [
        Bar(
            count.state,
            f"{SIGNS[count.state]:2} {count.state}",
            count.contacts,
            partial(contacts_in_state, state=count.state, today=today),
            f"State: {count.state}",
            share(count.contacts, found.total),
            _STATE_ROLES[count.state],
        )
        for count in found.states
    ]
    return Figures(found.sentence, tuple(bars), period.words)


def _where_you_talk(session: Session, today: date, period: Period) -> Figures:
    found = where_you_talk(session, today, period.length)
    bars = [
        Bar(
            (use.channel, use.network),
            use.label,
            use.interactions,
            partial(contacts_on_channel, channel=use.channel, today=today, network=use.network, days=found.days),
            f"In touch by {use.label}, {period.words}",
            with_people("with", use.contacts),
        )
        for use in found.channels
    ]
    return Figures(found.sentence, tuple(bars), period.words)


def _where_met(session: Session, today: date, period: Period) -> Figures:
    found = where_met(session, today)
    known = [
        Bar(
            count.known,
            count.known.value,
            count.contacts,
            partial(contacts_known, known=count.known),
            f"Known {count.known.value}",
            share(count.contacts, found.total),
        )
        for count in found.known
        if count.contacts
    ]
    rows = (
        *under("Known", known),
        *under("First met online, by network", [_met_bar(through) for through in found.online]),
        *under("First met in person, by event", [_met_bar(through) for through in found.in_person]),
    )
    return Figures(found.sentence, rows, period.words)


def _met_bar(through: MetThrough) -> Bar:
    named = through.network is not None or through.event is not None
    label = through.label if named else ("no network said" if through.online else "no event said")
    name = shorten(label, LONGEST_NAME)
    first = ("First met on " if through.online else "First met at ") if named else "First met, "
    return Bar(
        (through.online, through.network, through.event_id),
        label,
        through.contacts,
        partial(contacts_met_through, through=through),
        first + name,
    )


def _review_habit(session: Session, today: date, period: Period) -> Figures:
    found = review_habit(session, today, period.length)
    bars = [
        Bar(
            week.monday,
            week_words(week.monday, today),
            week.decisions,
            partial(contacts_decided_in_week, monday=week.monday, today=today),
            f"Decided about in the week of {short_date(week.monday, today)}",
            with_people("about", week.contacts),
        )
        for week in found.weeks
    ]
    return Figures(found.sentence, tuple(bars), period.words, of_weeks=True)


def _promises_kept(session: Session, today: date, period: Period) -> Figures:
    found = promises_kept(session, today)
    bars = [
        Bar(
            count.state,
            count.state.value,
            count.promises,
            partial(contacts_with_promises, state=count.state, today=today),
            f"Promises: {count.state.value}",
            with_people("to", count.contacts),
            _PROMISE_ROLES[count.state],
        )
        for count in found.states
    ]
    return Figures(found.sentence, tuple(bars), period.words)


INSIGHTS = (
    Insight("a-week", "Contacts a week", _contacts_a_week, weeks(26, 52, 104)),
    Insight("states", "States", _states),
    Insight(
        "talk",
        "Where you talk",
        _where_you_talk,
        (
            Period(91, "last 13 weeks"),
            Period(364, "last 52 weeks"),
            Period(3 * 364, "last 3 years"),
            Period(20 * 364, "last 20 years"),
        ),
        usual=1,
    ),
    Insight("met", "Where you met", _where_met),
    Insight("habit", "Review habit", _review_habit, weeks(12, 26, 52)),
    Insight("promises", "Promises kept", _promises_kept),
    *NETWORK_INSIGHTS,
)
"""All insights, in the order in which they are shown."""
