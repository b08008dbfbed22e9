"""The figures of where-met, exit, debt and sectors against slow and obvious second ones, on books of any kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import exp, log
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netbook.book import Book
from netbook.db.meetings import Interaction, Participant
from netbook.db.people import Contact, Handle, WhereMet
from netbook.domain.channels import Channel, Direction
from netbook.domain.kinds import HandleStatus, MetKind
from netbook.domain.staleness import History, forecast, replay
from netbook.domain.touches import Touch, weigh
from netbook.queries.insights.capture_debt import capture_debt, contacts_not_followed_up
from netbook.queries.insights.conversion import YEAR, contacts_never_met, online_to_in_person
from netbook.queries.insights.echo_chamber import echo_chamber
from netbook.queries.insights.network_exit import contacts_only_on, network_exit
from netbook.usecases.settling import settle

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TODAY = date(2026, 11, 23)
NETWORKS = ("x", "mastodon", "email")
SECTORS = ("press", "libraries", "museums")


@dataclass(frozen=True)
class Person:
    """One contact of a made-up book; days are counted back from today."""

    added: int
    online: tuple[str, int] | None
    in_person: int | None
    handles: frozenset[str]
    sector: str | None
    talks: tuple[tuple[int, Channel, Direction], ...]
    watched: bool

    @property
    def talk_days(self) -> set[date]:
        """Days of contact that was more than a reaction."""
        return {back(days) for days, channel, _ in self.talks if channel is not Channel.REACTION}


def back(days: int) -> date:
    """Give the day so many days before today."""
    return TODAY - timedelta(days)


DAYS = st.integers(0, 600)
TALKS = st.tuples(
    DAYS,
    st.sampled_from([Channel.MESSAGE, Channel.REACTION, Channel.CALL, Channel.MENTION]),
    st.sampled_from(Direction),
)
PEOPLE = st.lists(
    st.builds(
        Person,
        added=DAYS,
        online=st.none() | st.tuples(st.sampled_from(NETWORKS), DAYS),
        in_person=st.none() | DAYS,
        handles=st.frozensets(st.sampled_from(NETWORKS)),
        sector=st.none() | st.sampled_from(SECTORS),
        talks=st.lists(TALKS, max_size=8).map(tuple),
        watched=st.booleans() | st.just(value=True),
    ),
    max_size=9,
)


def write(session: Session, people: list[Person]) -> None:
    """Put people into an empty book."""
    for number, person in enumerate(people, 1):
        session.add(Contact(id=number, sort_key=f"p{number}", sector=person.sector, added_on=back(person.added)))
        session.flush()
        session.get_one(Contact, number).inbox = not person.watched
        for network in person.handles:
            handle = Handle(contact_id=number, network=network, key=f"p{number}", shown=f"p{number}", added_on=TODAY)
            handle.status = HandleStatus.ACTIVE
            session.add(handle)
        if person.online:
            network, days = person.online
            session.add(WhereMet(contact_id=number, kind=MetKind.ONLINE, network=network, on=back(days)))
        if person.in_person is not None:
            session.add(WhereMet(contact_id=number, kind=MetKind.IN_PERSON, on=back(person.in_person)))
        for days, channel, direction in person.talks:
            talk = Interaction(channel=channel, direction=direction, on=back(days))
            talk.participants = [Participant(contact_id=number, on=back(days))]
            session.add(talk)
    settle(session, range(1, len(people) + 1))


@settings(max_examples=25)
@given(PEOPLE)
def test_every_figure(tmp_path_factory: pytest.TempPathFactory, people: list[Person]) -> None:
    """Whatever the book, the figures are those of the definitions taken word by word."""
    book = Book(str(tmp_path_factory.mktemp("slowly") / "netbook.db"), lambda: datetime(2026, 11, 23, tzinfo=UTC))
    try:
        book.do(write, people)
        seen = [person for person in people if person.watched]
        check_conversion(book, seen)
        check_exit(book, people)
        check_debt(book, people)
        check_sectors(book, seen)
    finally:
        book.close()


def check_conversion(book: Book, seen: list[Person]) -> None:
    """Compare the estimate with the product over the days of a year."""
    first = [
        person for person in seen if person.online and (person.in_person is None or person.in_person < person.online[1])
    ]
    found = book.read(online_to_in_person, TODAY)
    assert found.total == len(first)
    assert found.whole.met == sum(person.in_person is not None for person in first)
    cases = [
        (person.online[1] - (person.in_person or 0), person.in_person is not None) for person in first if person.online
    ]
    if all(days < YEAR for days, _ in cases):
        assert found.whole.within_a_year is None
    else:
        survived = 1.0
        for day in range(YEAR + 1):
            at_risk = sum(days >= day for days, _ in cases)
            if at_risk:
                survived *= 1 - sum(happened and days == day for days, happened in cases) / at_risk
        assert found.whole.within_a_year == pytest.approx(1 - survived)
    assert len(book.read(contacts_never_met, TODAY, talks=1)) == sum(
        person.in_person is None
        and not any(channel is Channel.CALL for _, channel, _ in person.talks)
        and replayed(person).talks >= 1
        for person in first
    )


def check_exit(book: Book, people: list[Person]) -> None:
    """Compare who is on one network alone."""
    found = book.read(network_exit, TODAY)
    for network in NETWORKS:
        there = [n for n, person in enumerate(people, 1) if person.watched and network in person.handles]
        alone = {n for n in there if people[n - 1].handles == {network}}
        row = next((exit_ for exit_ in found.networks if exit_.network == network), None)
        assert (row.contacts, row.only_there) if row else (len(there), len(alone)) == (0, 0)
        assert set(book.read(contacts_only_on, network)) == alone
    assert found.total == sum(person.watched and bool(person.handles) for person in people)


def check_debt(book: Book, people: list[Person]) -> None:
    """Compare who is new within 26 weeks and not followed up."""
    window = TODAY - timedelta(TODAY.weekday()) - timedelta(weeks=25)
    waiting, total = set(), 0
    for number, person in enumerate(people, 1):
        met = [
            back(days) for days in (person.in_person, person.online[1] if person.online else None) if days is not None
        ]
        began = min([back(person.added), *met])
        if person.watched and back(person.added) >= window and began >= window:
            total += 1
            if not any(day > began for day in person.talk_days):
                waiting.add(number)
    found = book.read(capture_debt, TODAY)
    assert (found.total, found.waiting) == (total, len(waiting))
    assert set(book.read(contacts_not_followed_up, weeks=26, today=TODAY)) == waiting


def check_sectors(book: Book, seen: list[Person]) -> None:
    """Compare the weights of the sectors, and the effective number by its definition."""
    found = book.read(echo_chamber, TODAY, "press")
    alive = dict.fromkeys(SECTORS, 0.0)
    attention = dict.fromkeys(SECTORS, 0)
    for person in seen:
        if person.sector:
            online_only = person.in_person is None and not any(
                channel is Channel.CALL for _, channel, _ in person.talks
            )
            figures = forecast(replayed(person), TODAY, online_only=online_only)
            alive[person.sector] += figures.alive if figures else 0
            attention[person.sector] += sum(day >= TODAY - timedelta(91) for day in person.talk_days)
    for share in found.sectors:
        assert share.alive == pytest.approx(alive[share.sector])
        assert share.attention == attention[share.sector]
    total = sum(alive.values())
    if total:
        shares = [weight / total for weight in alive.values() if weight]
        assert found.effective_contacts == pytest.approx(exp(-sum(p * log(p) for p in shares)))
        assert found.index == pytest.approx((total - 2 * alive["press"]) / total)
    else:
        assert found.index is None


def replayed(person: Person) -> History:
    """Replay a person's history through the model."""
    touches = [Touch(back(days), channel, direction) for days, channel, direction in person.talks]
    return replay((day.on, day.weight) for day in weigh(touches))
