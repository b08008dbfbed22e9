"""Decisions of a review: done, snoozed, let go."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from netbook.db.promises import Decision, FollowUp, FollowUpStatus, ReviewSession
from netbook.domain.sitting import Sitting
from netbook.errors import UsageProblem
from netbook.usecases import decide, follow_ups

if TYPE_CHECKING:
    from tests.conftest import Desk

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_done_logs_and_keeps_what_is_due(desk: Desk) -> None:
    """Done means in touch today; follow-ups due by today are kept, later ones stay, and the decision is noted."""
    desk.add("Ada Lovelace", follow_up_on=TODAY)
    desk.book.do(follow_ups.promise, "ada", "later", TODAY + timedelta(9), TODAY)
    (found,) = desk.book.do(decide.done, ["ada"], TODAY, Sitting(NOW, NOW, "due"))
    assert (found.last_contact, [each.what for each in found.follow_ups]) == (TODAY, ["later"])
    noted = desk.book.read(lambda session: session.scalars(select(Decision)).one())
    assert (noted.verdict, noted.list_group, noted.decided_on) == ("done", "due", TODAY)
    assert desk.book.read(lambda session: session.scalar(select(func.count()).select_from(ReviewSession))) == 1


def test_a_snooze_moves_follow_ups_and_ends_with_a_talk(desk: Desk) -> None:
    """Snoozed follow-ups move to the day, later ones stay, each move is counted; a talk after it ends the snooze."""
    desk.add("Ada Lovelace", follow_up_on=date(2026, 11, 20))
    until = TODAY + timedelta(9)
    (found,) = desk.book.do(decide.snooze, ["ada"], until, TODAY)
    assert (found.snoozed_until, found.follow_ups[0].due_on) == (until, until)
    assert desk.book.read(lambda session: session.scalars(select(FollowUp.snoozes)).one()) == 1
    assert desk.card("ada", until).snooze_ended
    assert desk.log("ada").snoozed_until is None
    with pytest.raises(UsageProblem, match="in the future"):
        desk.book.do(decide.snooze, ["ada"], TODAY, TODAY)


def test_letting_go(desk: Desk) -> None:
    """Somebody let go is never due, and what was promised is dropped."""
    desk.met("Ada Lovelace on 1 Nov 2026")
    desk.book.do(follow_ups.promise, "ada", "slides", TODAY, TODAY, recurrence="FREQ=WEEKLY")
    (found,) = desk.book.do(decide.let_go, ["ada"], TODAY)
    assert (found.has_cadence_never, found.due_on, found.follow_ups) == (True, None, ())
    statuses = desk.book.read(lambda session: list(session.scalars(select(FollowUp.status))))
    assert statuses == [FollowUpStatus.DROPPED]
