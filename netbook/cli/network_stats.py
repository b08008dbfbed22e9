"""The figures of ``netbook stats`` about the network itself: how it is met, kept, reached and mixed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netbook.domain.dates import short_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from netbook.queries.insights import CaptureDebt, EchoChamber, Insights, NetworkExit, OnlineToInPerson

Bars = list[tuple[str, int]]
Section = tuple[str, str, Bars]
"""Title, sentence, and the label and number of each bar."""


def network_sections(found: Insights, today: date, largest: Callable[[Bars], Bars]) -> list[Section]:
    """Give title, sentence and bars of each figure; ``largest`` adds up those that are too many to show."""
    conversion, exits = found.online_to_in_person, found.network_exit
    debt, chamber = found.capture_debt, found.echo_chamber
    at_last = [(event.event or "at no event", event.contacts) for event in conversion.events]
    met = [(f"{each.label}, met since", each.met) for each in conversion.networks]
    weeks = [(short_date(week.monday, today), week.new) for week in debt.weeks]
    return [
        ("Online first, in person later", conversion.sentence, largest(met) + largest(at_last)),
        (
            "Who is lost if a network closes",
            exits.sentence,
            largest([(exit_.label, exit_.only_there) for exit_ in exits.networks]),
        ),
        ("Capture debt", debt.sentence, weeks),
        ("Echo chamber", chamber.sentence, largest([(share.sector, share.contacts) for share in chamber.sectors])),
    ]


def network_forms(found: Insights) -> dict[str, Any]:
    """Give each figure as JSON."""
    return {
        "online_to_in_person": _conversion_form(found.online_to_in_person),
        "network_exit": _exit_form(found.network_exit),
        "capture_debt": _debt_form(found.capture_debt),
        "echo_chamber": _chamber_form(found.echo_chamber),
    }


def _conversion_form(found: OnlineToInPerson) -> dict[str, Any]:
    whole = found.whole
    return {
        "sentence": found.sentence,
        "total": found.total,
        "met": whole.met,
        "within_a_year": whole.within_a_year,
        "median_days": whole.median_days,
        "networks": [
            {
                "network": each.network,
                "contacts": each.contacts,
                "met": each.met,
                "within_a_year": each.within_a_year,
                "median_days": each.median_days,
            }
            for each in found.networks
        ],
        "events": [{"event": each.event, "contacts": each.contacts} for each in found.events],
        "never_met": found.never_met,
    }


def _exit_form(found: NetworkExit) -> dict[str, Any]:
    return {
        "sentence": found.sentence,
        "total": found.total,
        "networks": [
            {"network": each.network, "contacts": each.contacts, "only_there": each.only_there}
            for each in found.networks
        ],
    }


def _debt_form(found: CaptureDebt) -> dict[str, Any]:
    return {
        "sentence": found.sentence,
        "total": found.total,
        "waiting": found.waiting,
        "weeks": [
            {"monday": week.monday.isoformat(), "new": week.new, "followed_up": week.followed_up}
            for week in found.weeks
        ],
    }


def _chamber_form(found: EchoChamber) -> dict[str, Any]:
    return {
        "sentence": found.sentence,
        "total": found.total,
        "own_sector": found.own,
        "effective_contacts": found.effective_contacts,
        "effective_attention": found.effective_attention,
        "external_internal_index": found.index,
        "without_sector": found.without,
        "sectors": [
            {"sector": each.sector, "contacts": each.contacts, "alive": each.alive, "attention": each.attention}
            for each in found.sectors
        ],
    }
