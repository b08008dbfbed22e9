"""Coming back after an absence."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from netbook.domain.channels import Channel, Direction
from netbook.domain.sitting import Sitting
from netbook.queries.catch_up import catch_up
from netbook.usecases.catching_up import amnesty, spread
from netbook.usecases.decide import done
from netbook.usecases.follow_ups import promise
from netbook.usecases.interactions import NewInteraction, log_interaction

if TYPE_CHECKING:
    from tests.conftest import Desk

TODAY = date(2026, 11, 23)
BACK = TODAY + timedelta(42)
AT_BACK = datetime(2027, 1, 4, 9, tzinfo=UTC)


def _leave(desk: Desk) -> None:
    """Talk with three people, promise one something, and go away."""
    for name, gap in (("ada", 7), ("alan", 10), ("grace", 14)):
        desk.add(f"@{name} {name.title()} Person", on=TODAY - timedelta(200))
        for number in range(6):
            desk.log(f"@{name}", days_ago=gap * number)
    desk.book.do(promise, "@ada", "send slides", TODAY + timedelta(10), TODAY)


def test_two_weeks_are_no_absence(desk: Desk) -> None:
    """Up to fourteen days away nothing is made of it, and a new book has no absence."""
    assert desk.book.read(catch_up, TODAY) is None
    _leave(desk)
    assert desk.book.read(catch_up, TODAY + timedelta(14)) is None
    assert desk.book.read(catch_up, TODAY + timedelta(15)) is not None


def test_what_went_by_is_counted_and_ranked(desk: Desk) -> None:
    """Missed follow-ups, ties gone stale and who wrote are counted; who would be lost first comes first."""
    _leave(desk)
    wrote = NewInteraction(Channel.MESSAGE, Direction.BY_THEM, BACK - timedelta(3), None)
    desk.book.do(log_interaction, ["@grace"], wrote, BACK)
    found = desk.book.read(catch_up, BACK)
    assert found is not None
    assert (found.days, found.follow_ups_missed, found.wrote) == (42, 1, 1)
    assert found.gone_stale >= 1
    assert {row.card.called for row in found.rows} >= {"Ada Person", "Alan Person"}, "dormant meanwhile, not given up"
    urgencies = [row.card.urgency for row in found.rows]
    assert urgencies == sorted(urgencies, reverse=True)


def test_a_decision_ends_it_unless_it_goes_on(desk: Desk) -> None:
    """The first decision of the day ends the absence; a catch-up that has begun goes on by its first day."""
    _leave(desk)
    found = desk.book.read(catch_up, BACK)
    assert found is not None
    desk.book.clock = lambda: AT_BACK
    desk.book.do(done, ["@ada"], BACK, Sitting(AT_BACK, AT_BACK, "going stale"))
    assert desk.book.read(catch_up, BACK) is None
    going_on = desk.book.read(catch_up, BACK, since=found.since)
    assert going_on is not None
    late = {row.card.called for row in going_on.rows if row.overdue}
    assert late == {row.card.called for row in found.rows if row.overdue} - {"Ada Person"}


def test_spreading_is_one_step_a_cap_a_day(desk: Desk) -> None:
    """So many a day from tomorrow on, in the order given; undo brings all back."""
    _leave(desk)
    numbers = [desk.card(name).id for name in ("@ada", "@alan", "@grace")]
    cards = desk.book.do(spread, numbers, BACK, a_day=2)
    assert [card.snoozed_until for card in cards] == [BACK + timedelta(1), BACK + timedelta(1), BACK + timedelta(2)]
    (step,) = desk.undo()
    assert step.words == "Spread 3 people over the days to come"
    assert desk.card("@ada", BACK).snoozed_until is None


def test_an_amnesty_lasts_as_long_as_the_own_cadence(desk: Desk) -> None:
    """Everybody rests for their own cadence, six weeks where there is none; one step."""
    _leave(desk)
    desk.add("@ada every 8w")
    numbers = [desk.card(name).id for name in ("@ada", "@alan")]
    cards = desk.book.do(amnesty, numbers, BACK)
    assert [card.snoozed_until for card in cards] == [BACK + timedelta(56), BACK + timedelta(42)]
    desk.undo()
    assert desk.card("@alan", BACK).snoozed_until is None
