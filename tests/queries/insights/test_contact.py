"""Contacts a week, and where you talk: what counts, in which week, on which channel, and with whom."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from netbook.domain.channels import Channel, Direction
from netbook.domain.handles import handle_on
from netbook.domain.records import InteractionRecord, Origin, PersonRecord, Record
from netbook.queries.insights import (
    ContactsAWeek,
    WeekOfContact,
    contacts_a_week,
    contacts_in_week,
    contacts_on_channel,
    where_you_talk,
)
from netbook.usecases import edit
from netbook.usecases.imports import Source, apply_import

if TYPE_CHECKING:
    from netbook.book import Book
    from tests.conftest import Desk

TODAY = date(2026, 11, 23)
WEEK = timedelta(days=7)


@pytest.fixture
def talks(desk: Desk) -> Desk:
    """Log contact with three people over some weeks, and what does not count: likes, the archive, long ago."""
    for name in ("@ada", "@grace", "@zoe", "@old"):
        desk.add(name)
    desk.log("ada, grace", Channel.CALL)
    desk.log("ada", Channel.MESSAGE, days_ago=1)
    desk.log("ada", Channel.MESSAGE, days_ago=7)
    desk.log("grace", Channel.REACTION, days_ago=2)
    desk.log("zoe", Channel.BROADCAST)
    desk.log("zoe", Channel.IN_PERSON, days_ago=400)
    desk.log("old", Channel.CALL, days_ago=1)
    desk.book.do(edit.archive, ["old"], TODAY)
    return desk


def test_weeks(talks: Desk) -> None:
    """Each ISO week has its interactions, one with several people counting once, and its distinct contacts."""
    found = talks.book.read(contacts_a_week, TODAY)
    assert len(found.weeks) == 26
    assert [week.monday for week in found.weeks] == [TODAY - WEEK * back for back in reversed(range(26))]
    assert found.weeks[-2:] == (WeekOfContact(TODAY - WEEK, 2, 1), WeekOfContact(TODAY, 1, 2))
    assert found.total == 3
    assert sum(week.contacts for week in found.weeks[:-2]) == 0


def test_who_is_behind_a_week(talks: Desk) -> None:
    """A week's list has as many contacts as its bar says, those with the most interactions first, cut where asked."""
    talks.log("grace", Channel.EMAIL)
    for week in talks.book.read(contacts_a_week, TODAY, weeks=60).weeks:
        assert len(talks.book.read(contacts_in_week, week.monday, TODAY)) == week.contacts
    assert talks.book.read(contacts_in_week, TODAY, TODAY) == [2, 1]
    assert talks.book.read(contacts_in_week, TODAY, TODAY, most=1) == [2]


def test_the_future_does_not_count(talks: Desk) -> None:
    """What lies after the day that is asked about is in no bar and no list."""
    yesterday = TODAY - timedelta(days=1)
    assert talks.book.read(contacts_a_week, yesterday).total == 2
    assert talks.book.read(contacts_in_week, TODAY - WEEK, TODAY - timedelta(days=2)) == [1]


def weekly(*counts: int) -> ContactsAWeek:
    """Make weeks that end on Sun 29 Nov 2026 with these interactions."""
    monday = date(2026, 11, 23)
    weeks = [WeekOfContact(monday - WEEK * back, count, count) for back, count in enumerate(reversed(counts))]
    return ContactsAWeek(date(2026, 11, 29), tuple(reversed(weeks)))


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((4, 4, 6, 6), "6 a week on average, up from 4 in the half before; best week 23 Nov with 6."),
        ((3, 2, 1, 0), "0.5 a week on average, down from 2.5 in the half before; best week 2 Nov with 3."),
        ((1, 1), "1 a week on average, as in the half before; best week 23 Nov with 1."),
        ((2000, 3000), "3,000 a week on average, up from 2,000 in the half before; best week 23 Nov with 3,000."),
        ((2,), "2 a week on average; best week 23 Nov with 2."),
        ((0,), "Nothing logged in 1 week. Each talk, call or message you log is counted here, week by week."),
        ((0, 0), "Nothing logged in 2 weeks. Each talk, call or message you log is counted here, week by week."),
    ],
)
def test_the_sentence_of_weeks(counts: tuple[int, ...], sentence: str) -> None:
    """The latter half is set against the half before, and the latest of several best weeks is named."""
    assert weekly(*counts).sentence == sentence


def test_this_week_counts_by_its_days() -> None:
    """On a Monday one interaction is seven a week, because a seventh of the week has passed."""
    week = WeekOfContact(TODAY, 1, 1)
    assert ContactsAWeek(TODAY, (week,)).sentence == "7 a week on average; best week 23 Nov with 1."


def test_channels(talks: Desk) -> None:
    """Channels come with the most used first, without reactions, broadcasts, the archive and what is a year old."""
    found = talks.book.read(where_you_talk, TODAY)
    assert [(use.label, use.interactions, use.contacts) for use in found.channels] == [
        ("message", 2, 1),
        ("call", 1, 2),
    ]
    assert found.sentence == "3 interactions in 52 weeks: 2 message and 1 call."
    longer = talks.book.read(where_you_talk, TODAY, days=500)
    assert [use.label for use in longer.channels] == ["message", "call", "in person"]
    assert longer.sentence == "4 interactions in 500 days: 2 message, 1 call and 1 in person."


def test_an_import_names_its_network(talks: Desk) -> None:
    """Imported messages stand apart by their network, and each bar's list has as many contacts as it says."""
    handle = handle_on("linkedin", "radia-example")
    origin = Origin("messages.csv", 2)
    records: list[Record] = [
        PersonRecord("p", origin, "Radia Perlman", (handle,)),
        InteractionRecord("m", origin, ((handle, "Radia Perlman"),), Channel.MESSAGE, Direction.BY_THEM, TODAY),
    ]
    source = Source("linkedin", "LinkedIn export", "messages.csv", "digest")
    talks.book.do(apply_import, records, source, TODAY, datetime(2026, 11, 23, tzinfo=UTC))
    found = talks.book.read(where_you_talk, TODAY)
    assert [use.label for use in found.channels] == ["message", "call", "message on LinkedIn"]
    for use in found.channels:
        behind = talks.book.read(contacts_on_channel, use.channel, TODAY, network=use.network)
        assert len(behind) == use.contacts
    assert talks.book.read(contacts_on_channel, Channel.MESSAGE, TODAY) == [1]
    assert talks.book.read(contacts_on_channel, Channel.MESSAGE, TODAY, network="linkedin") == [5]
    assert talks.book.read(contacts_on_channel, Channel.CALL, TODAY, most=1) == [1]


def test_both_figures_agree(talks: Desk) -> None:
    """Over the same days, the weeks and the channels add up to the same."""
    weeks = talks.book.read(contacts_a_week, date(2026, 11, 29), weeks=52)
    assert weeks.total == talks.book.read(where_you_talk, date(2026, 11, 29), days=364).total


def test_an_empty_book(book: Book) -> None:
    """Without any contact the weeks are there and empty, and the sentences say what would be counted."""
    weeks = book.read(contacts_a_week, TODAY)
    assert (len(weeks.weeks), weeks.total, weeks.best) == (26, 0, None)
    assert weeks.sentence.startswith("Nothing logged in 26 weeks.")
    talk = book.read(where_you_talk, TODAY)
    assert (talk.channels, talk.total) == ((), 0)
    assert talk.sentence.startswith("Nothing logged in 52 weeks.")
    assert book.read(contacts_in_week, TODAY, TODAY) == book.read(contacts_on_channel, Channel.CALL, TODAY) == []
