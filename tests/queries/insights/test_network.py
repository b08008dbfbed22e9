"""Where-met over time, network exit, capture debt and sectors: a small book worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from netbook.db.people import WhereMet
from netbook.domain.channels import Channel
from netbook.domain.kinds import MetKind
from netbook.queries.insights.capture_debt import (
    capture_debt,
    contacts_captured_in_week,
    contacts_not_followed_up,
)
from netbook.queries.insights.conversion import (
    contacts_met_at_last,
    contacts_never_met,
    contacts_online_first,
    online_to_in_person,
)
from netbook.queries.insights.echo_chamber import contacts_in_sector, echo_chamber
from netbook.queries.insights.network_exit import contacts_only_on, network_exit
from netbook.usecases import edit

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.conftest import Desk

TODAY = date(2026, 11, 23)
NAMES = {1: "ada", 2: "grace", 3: "zoe", 4: "alan", 5: "nora", 6: "old"}


def named(numbers: list[int]) -> list[str]:
    """Name contacts by the order in which they came into the book."""
    return [NAMES[number] for number in numbers]


@pytest.fixture
def network(desk: Desk) -> Desk:
    """Meet ada, grace and zoe online first; two of them in person later, alan in person only; old is archived."""
    desk.add("x.com/ada Ada Lovelace", on=TODAY - timedelta(500))
    desk.add("x.com/grace Grace Hopper", on=TODAY - timedelta(400))
    desk.add("mastodon.social/@zoe Zoe Zed", on=TODAY - timedelta(100))
    desk.met("Alan Turing at PyCon UK", on=TODAY - timedelta(30))
    desk.add("Nora New", on=TODAY - timedelta(3))
    desk.add("x.com/old Old Friend", on=TODAY - timedelta(300))
    desk.met("Ada Lovelace at PyCon UK", on=TODAY - timedelta(30))
    desk.met("Zoe Zed", on=TODAY - timedelta(60))
    desk.book.do(edit.archive, ["old"], TODAY)
    return desk


def test_online_first_met_later(network: Desk) -> None:
    """Ada is met after 470 days, zoe after 40, grace is still open after 400: by the estimate a third within a year."""
    found = network.book.read(online_to_in_person, TODAY)
    assert (found.total, found.whole.met) == (3, 2)
    assert found.whole.within_a_year == pytest.approx(1 / 3)
    assert found.whole.median_days == 470
    networks = {each.label: (each.contacts, each.met, each.within_a_year, each.median_days) for each in found.networks}
    assert networks == {"X": (2, 1, 0.0, 470), "Mastodon": (1, 1, None, 40)}
    assert [(event.event, event.contacts) for event in found.events] == [("PyCon UK", 1), (None, 1)]
    assert found.sentence == (
        "2 of 3 people met online first you have met in person since; within a year it is 33%, counting those it may "
        "still come to; most at PyCon UK (1)."
    )
    assert named(network.book.read(contacts_online_first, TODAY, network="x")) == ["ada", "grace"]
    event_id = found.events[0].event_id
    assert named(network.book.read(contacts_met_at_last, TODAY, event_id=event_id)) == ["ada"]
    assert named(network.book.read(contacts_met_at_last, TODAY, event_id=None)) == ["zoe"]


def test_who_is_no_conversion(network: Desk) -> None:
    """Met in person the same day or earlier, or on an unknown day, is not online first; nor is an unknown online day."""

    def move(session: Session, contact_id: int, kind: MetKind, on: date | None) -> None:
        session.execute(
            update(WhereMet).where(WhereMet.contact_id == contact_id, WhereMet.kind == kind).values(on=on),
            execution_options={"synchronize_session": False},
        )

    network.book.do(move, 1, MetKind.IN_PERSON, TODAY - timedelta(500))
    assert network.book.read(online_to_in_person, TODAY).total == 2
    network.book.do(move, 3, MetKind.IN_PERSON, None)
    assert network.book.read(online_to_in_person, TODAY).total == 1
    network.book.do(move, 2, MetKind.ONLINE, None)
    found = network.book.read(online_to_in_person, TODAY)
    assert (found.total, found.networks, found.events) == (0, (), ())
    assert found.sentence.startswith("Nobody was met online first")


def test_talked_and_never_met(network: Desk) -> None:
    """Whoever was talked with on five days and never met is named, most talks first; a call counts as talk, not as met."""
    for days in range(1, 6):
        network.log("grace", Channel.MESSAGE, days_ago=days)
    assert named(network.book.read(contacts_never_met, TODAY)) == ["grace"]
    found = network.book.read(online_to_in_person, TODAY)
    assert found.never_met == 1
    assert found.sentence.endswith("You talked on 5 days or more with 1 of them and never met.")
    assert network.book.read(contacts_never_met, TODAY, talks=6) == []


def test_who_is_lost_with_a_network(network: Desk) -> None:
    """Ada can be reached by mail too; grace on X alone and zoe on Mastodon alone would be lost; old is archived."""
    network.add("ada@example.org Ada Lovelace")
    network.log("grace", Channel.MESSAGE, days_ago=2)
    found = network.book.read(network_exit, TODAY)
    assert {exit_.label: (exit_.contacts, exit_.only_there) for exit_ in found.networks} == {
        "X": (2, 1),
        "Mastodon": (1, 1),
        "e-mail": (1, 0),
    }
    assert found.total == 3
    assert named(network.book.read(contacts_only_on, "x")) == ["grace"]
    assert (
        found.sentence
        == "If X closed, 1 person would be out of reach, 33% of those with a handle; 2 have one way only."
    )


def test_a_renamed_handle_reaches_nobody(network: Desk) -> None:
    """A handle that is no longer in use is no way to reach somebody."""
    network.add("ada@example.org Ada Lovelace")
    network.book.do(edit.change_handles, "ada", TODAY, retire=["ada@example.org"])
    assert sorted(named(network.book.read(contacts_only_on, "x"))) == ["ada", "grace"]


def test_capture_debt(network: Desk) -> None:
    """Alan, nora and zoe are new in 26 weeks; zoe was met later, which follows her up; the others wait."""
    found = network.book.read(capture_debt, TODAY)
    assert (found.total, found.waiting) == (3, 2)
    assert sum(week.followed_up for week in found.weeks) == 1
    assert named(network.book.read(contacts_not_followed_up, weeks=26, today=TODAY)) == ["alan", "nora"]
    assert found.sentence == "3 people new in the last 26 weeks, 1 followed up since; 2 wait for a first follow-up."
    network.log("alan", Channel.MESSAGE, days_ago=1)
    network.log("nora", Channel.REACTION, days_ago=1)
    found = network.book.read(capture_debt, TODAY)
    assert (found.waiting, found.weeks[-1].followed_up, found.weeks[-1].new) == (1, 0, 0)
    assert (found.weeks[-2].followed_up, found.weeks[-2].new) == (1, 1)
    monday = found.weeks[-2].monday
    assert named(network.book.read(contacts_captured_in_week, monday=monday, today=TODAY)) == ["nora"]


def test_sectors(network: Desk) -> None:
    """Two sectors as alive as each other are two; the user's own is the setting's, whatever the case of its letters."""
    for who, sector in (("ada", "Libraries"), ("grace", "libraries"), ("zoe", "Press")):
        network.book.do(edit.edit, who, {"sector": sector}, TODAY)
    found = network.book.read(echo_chamber, TODAY, "LIBRARIES")
    assert [(share.sector, share.contacts) for share in found.sectors] == [("Libraries", 2), ("Press", 1)]
    assert (found.without, found.own) == (2, "LIBRARIES")
    ada, zoe = network.card("ada").forecast, network.card("zoe").forecast
    assert ada is not None
    assert zoe is not None
    assert found.index == pytest.approx((zoe.alive - ada.alive) / (zoe.alive + ada.alive))
    assert [share.attention for share in found.sectors] == [1, 1]
    assert found.effective_attention == pytest.approx(2)
    assert sorted(named(network.book.read(contacts_in_sector, "LIBRARIES"))) == ["ada", "grace"]


def test_no_sectors(network: Desk) -> None:
    """Where nobody has a sector, how to set one is said."""
    found = network.book.read(echo_chamber, TODAY)
    assert (found.total, found.index, found.effective_contacts) == (0, None, 0)
    assert found.sentence == "No contact has a sector yet. Set some with e, and the network is compared by them."
