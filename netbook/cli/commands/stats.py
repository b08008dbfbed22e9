"""``netbook stats``: the insights as sentences and bars, or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netbook.cli.network_stats import network_forms, network_sections
from netbook.cli.options import netbook_command
from netbook.domain.dates import short_date
from netbook.domain.text import clean, pad, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netbook.cli.running import Run
    from netbook.queries.insights import Insights, MetThrough

_MOST_BARS = 8
_LONGEST_LABEL = 28
_LONGEST_BAR = 40
_GAPS = 4

Bars = list[tuple[str, int]]
"""The label, not cleaned yet, and the number of each bar."""


@netbook_command("stats", short_help="Show figures of the whole book, in words and bars.")
def command(run: Run) -> None:
    """Show figures of the whole book: contacts a week, states, where you talk and met, reviews, promises, your network.

    Each has one sentence and its bars. There are no scores: docs/insights.md has every formula and its limits.
    """
    from netbook.queries.insights import all_insights

    found = run.book.read(all_insights, run.today, run.settings.sector)
    if run.wishes.json:
        run.out.json(_form(found))
        return
    for place, (title, sentence, bars) in enumerate(_sections(run, found)):
        if place:
            run.out.line()
        run.out.line(run.out.paint(title, "bold"))
        run.out.line(clean(sentence))
        run.out.lines(bar_lines(bars, run.out.width))


def bar_lines(bars: Bars, line_width: int) -> list[str]:
    """Lay out bars that fit a line, as long as their numbers say; a number that is not nought has at least a cell."""
    largest = max((count for _, count in bars), default=0)
    if not largest:
        return []
    labels = min(max(width(label) for label, _ in bars), _LONGEST_LABEL, line_width // 3)
    figures = len(f"{largest:,}")
    cells = max(1, min(_LONGEST_BAR, line_width - labels - figures - _GAPS - 1))
    return [
        f"  {pad(label, labels)}  {count:{figures},} {'█' * (max(1, count * cells // largest) if count else 0)}".rstrip()
        for label, count in bars
    ]


def _sections(run: Run, found: Insights) -> list[tuple[str, str, Bars]]:
    """Give title, sentence and bars of each insight; where there are too many bars, the largest and the rest."""
    week, states, talk = found.contacts_a_week, found.states, found.where_you_talk
    met, habit, promises = found.where_met, found.review_habit, found.promises_kept
    ways = [(count.known.value, count.contacts) for count in met.known if count.contacts]
    return [
        (
            "Contacts a week",
            week.sentence,
            [(short_date(bar.monday, run.today), bar.interactions) for bar in week.weeks],
        ),
        ("States", states.sentence, [(bar.state.value, bar.contacts) for bar in states.states]),
        ("Where you talk", talk.sentence, _largest([(bar.label, bar.interactions) for bar in talk.channels])),
        ("Where you met", met.sentence, ways + _largest(_met_bars(met.online)) + _largest(_met_bars(met.in_person))),
        (
            "Review habit",
            habit.sentence,
            [(short_date(bar.monday, run.today), bar.decisions) for bar in habit.weeks],
        ),
        (
            "Promises kept",
            promises.sentence,
            [(bar.state.value, bar.promises) for bar in promises.states],
        ),
        *network_sections(found, run.today, _largest),
    ]


def _met_bars(met: Sequence[MetThrough]) -> Bars:
    return [(f"{'on' if bar.network else 'at'} {bar.label}" if _named(bar) else bar.label, bar.contacts) for bar in met]


def _named(bar: MetThrough) -> bool:
    return bar.network is not None or bar.event is not None


def _largest(bars: Bars) -> Bars:
    if len(bars) <= _MOST_BARS:
        return bars
    rest = bars[_MOST_BARS:]
    return [*bars[:_MOST_BARS], (f"{len(rest)} others", sum(count for _, count in rest))]


def _form(found: Insights) -> dict[str, Any]:
    week, talk, met = found.contacts_a_week, found.where_you_talk, found.where_met
    habit, promises = found.review_habit, found.promises_kept
    return {
        "contacts_a_week": {
            "sentence": week.sentence,
            "total": week.total,
            "weeks": [
                {"monday": bar.monday.isoformat(), "interactions": bar.interactions, "contacts": bar.contacts}
                for bar in week.weeks
            ],
        },
        "states": {
            "sentence": found.states.sentence,
            "total": found.states.total,
            "states": {bar.state.value: bar.contacts for bar in found.states.states},
        },
        "where_you_talk": {
            "sentence": talk.sentence,
            "days": talk.days,
            "total": talk.total,
            "channels": [
                {
                    "channel": bar.channel.value,
                    "network": bar.network,
                    "interactions": bar.interactions,
                    "contacts": bar.contacts,
                }
                for bar in talk.channels
            ],
        },
        "where_met": {
            "sentence": met.sentence,
            "total": met.total,
            "known": {bar.known.value: bar.contacts for bar in met.known},
            "online": [{"network": bar.network, "contacts": bar.contacts} for bar in met.online],
            "in_person": [{"event": bar.event, "contacts": bar.contacts} for bar in met.in_person],
        },
        "review_habit": {
            "sentence": habit.sentence,
            "total": habit.total,
            "weeks": [
                {
                    "monday": bar.monday.isoformat(),
                    "done": bar.done,
                    "snoozed": bar.snoozed,
                    "let_go": bar.let_go,
                    "contacts": bar.contacts,
                }
                for bar in habit.weeks
            ],
        },
        "promises_kept": {
            "sentence": promises.sentence,
            "total": promises.total,
            "median_days": promises.median_days,
            "states": {
                bar.state.value: {"promises": bar.promises, "contacts": bar.contacts} for bar in promises.states
            },
        },
        **network_forms(found),
    }
