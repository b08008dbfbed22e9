"""What is said of events: where they lie in time, what came of them, and which is still to be debriefed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from netbook.domain.channels import Channel, Direction
from netbook.queries.events import Phase, event_called, event_row, outcome
from netbook.queries.history import history
from netbook.queries.notices import undebriefed_event
from netbook.usecases.decide import debrief, let_go
from netbook.usecases.edit import archive
from netbook.usecases.events import EventDetails, add_event, note_asked, start_event
from netbook.usecases.interactions import NewInteraction, log_interaction
from tests.conftest import TODAY

if TYPE_CHECKING:
    from datetime import date

    from netbook.book import Book
    from tests.conftest import Desk


def held(book: Book, name: str, *, first: int, last: int, hashtag: str | None = None) -> int:
    """Make an event by its days before today, negative ones lying ahead; give its number."""
    days = EventDetails(starts_on=TODAY - timedelta(first), ends_on=TODAY - timedelta(last), hashtag=hashtag)
    return book.do(add_event, name, days, TODAY).id


def talk(book: Book, who: str, on: date) -> None:
    """Log a call."""
    book.do(log_interaction, [who], NewInteraction(Channel.CALL, Direction.BOTH, on), TODAY)


@pytest.mark.parametrize(
    ("first", "last", "phase"),
    [(-1, -2, Phase.BEFORE), (0, 0, Phase.DURING), (1, 0, Phase.DURING), (2, 1, Phase.AFTER)],
)
def test_where_an_event_lies(book: Book, first: int, last: int, phase: Phase) -> None:
    """The first and the last day belong to the event."""
    event = book.read(event_row, held(book, "PyCon", first=first, last=last), TODAY)
    assert event.phase(TODAY) is phase


def test_events_without_days(desk: Desk) -> None:
    """One without any day lies ahead until somebody was met there; a running one is on."""
    event = desk.book.do(add_event, "PyCon", EventDetails(), TODAY)
    assert event.phase(TODAY) is Phase.BEFORE
    desk.met("Grace at PyCon")
    assert desk.book.read(event_row, event.id, TODAY).phase(TODAY) is Phase.AFTER
    assert desk.book.do(start_event, "PyCon", TODAY).phase(TODAY) is Phase.DURING


def test_whom_to_look_for_leaves_out_those_met(desk: Desk) -> None:
    """During an event those met there are looked for no more, and after it nobody is."""
    event_id = held(desk.book, "FOSDEM", first=1, last=0, hashtag="#fosdem")
    desk.add("@zoe #fosdem")
    desk.add("@alan #fosdem")
    found = desk.book.read(outcome, event_id, TODAY)
    assert found is not None
    assert [card.called for card in found.look_for] == ["@alan", "@zoe"]
    desk.met("@zoe at FOSDEM")
    found = desk.book.read(outcome, event_id, TODAY)
    assert found is not None
    assert [card.called for card in found.look_for] == ["@alan"]
    later = desk.book.read(outcome, event_id, TODAY + timedelta(1))
    assert later is not None
    assert later.look_for == ()


def test_alive_after_ninety_days(desk: Desk) -> None:
    """Alive are those talked to later and those not dormant on the day; before that day nobody can say."""
    event_id = held(desk.book, "PyCon", first=101, last=100)
    on = TODAY - timedelta(100)
    for name in ("Silent Sam", "Late Lea", "Soon Sue"):
        desk.met(f"{name} at PyCon", on=on, make_new=True)
    talk(desk.book, "Late Lea", TODAY - timedelta(5))
    talk(desk.book, "Soon Sue", TODAY - timedelta(60))
    found = desk.book.read(outcome, event_id, TODAY)
    assert found is not None
    assert (found.event.met, found.event.talked_since, found.alive, found.cold) == (3, 2, 2, 1)
    early = desk.book.read(outcome, event_id, TODAY - timedelta(20))
    assert early is not None
    assert (early.alive, early.alive_on) == (None, on + timedelta(90))


def test_an_event_that_is_gone(book: Book) -> None:
    """Of an event that is gone nothing is said."""
    assert book.read(outcome, 77, TODAY) is None


def test_the_archive_is_not_debriefed(desk: Desk) -> None:
    """Whom the user put into the archive is not asked about."""
    event_id = held(desk.book, "PyCon", first=2, last=1)
    desk.met("Grace at PyCon", on=TODAY - timedelta(1))
    desk.book.do(archive, ["grace"], TODAY)
    assert desk.book.read(event_row, event_id, TODAY).to_debrief == 0


def test_which_event_the_review_asks_about(desk: Desk) -> None:
    """It asks about the newest one that ended two weeks ago or longer and has people left, until ninety days after."""
    for name, days in (("New", 13), ("Fit", 14), ("Older", 30), ("Ancient", 91)):
        held(desk.book, name, first=days + 1, last=days)
        desk.met(f"{name} Person at {name}", on=TODAY - timedelta(days), make_new=True)
    held(desk.book, "Nobody there", first=15, last=14)

    def asked(days: int = 14) -> str | None:
        event = desk.book.read(undebriefed_event, TODAY, days=days)
        return None if event is None else event.name

    assert (asked(), asked(days=1)) == ("Fit", "New")
    desk.book.do(debrief, "Fit Person", None, TODAY)
    assert asked() == "Older"
    desk.book.do(debrief, "Older Person", None, TODAY)
    assert asked() is None


def test_the_review_asks_once_about_an_event(desk: Desk) -> None:
    """On the day of the first asking it goes on asking, on later days it does not; no step of the history says so."""
    event_id = held(desk.book, "Fit", first=15, last=14)
    desk.met("Fit Person at Fit", on=TODAY - timedelta(14))
    steps = desk.book.read(history)
    for day, asks in ((TODAY, True), (TODAY, True), (TODAY + timedelta(1), False)):
        assert (desk.book.read(undebriefed_event, day) is not None) == asks
        desk.book.reverse(note_asked, event_id, day)
    assert desk.book.read(history) == steps
    assert desk.book.read(event_row, event_id, TODAY).to_debrief == 1


def test_letting_go_outside_a_debrief_is_no_debrief(desk: Desk) -> None:
    """Only what was decided in a debrief takes a contact off its list."""
    event_id = held(desk.book, "PyCon", first=2, last=1)
    desk.met("Grace at PyCon", on=TODAY - timedelta(1))
    desk.book.do(let_go, ["grace"], TODAY)
    assert desk.book.read(event_row, event_id, TODAY).to_debrief == 1


def test_an_event_of_exactly_this_name(book: Book) -> None:
    """Case and accents do not matter; a part of the name is not enough."""
    held(book, "Café Python", first=2, last=1)
    found = book.read(event_called, " cafe PYTHON ", TODAY)
    assert found is not None
    assert found.name == "Café Python"
    assert book.read(event_called, "cafe", TODAY) is None
