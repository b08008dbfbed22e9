"""Review habit and promises kept: decisions and promises by week and by what became of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from netbook.queries.insights import (
    PromiseState,
    WeekOfReview,
    contacts_decided_in_week,
    contacts_with_promises,
    promises_kept,
    review_habit,
)
from netbook.usecases import decide, edit, follow_ups

if TYPE_CHECKING:
    from netbook.book import Book
    from tests.conftest import Desk

TODAY = date(2026, 11, 23)
WEEK = timedelta(days=7)


@pytest.fixture
def people(desk: Desk) -> Desk:
    """Put three people into a book, without follow-ups."""
    for name in ("@ada", "@grace", "@zoe"):
        desk.add(name)
    return desk


def promise(desk: Desk, who: str, what: str | None, made: int, due: int | None = None) -> None:
    """Promise something, so many days ago, due in so many days from today."""
    due_on = None if due is None else TODAY + timedelta(due)
    desk.book.do(follow_ups.promise, who, what, due_on, TODAY - timedelta(made))


def test_decisions(people: Desk) -> None:
    """Each week has its decisions by kind and its distinct contacts; weeks without any have none; a debrief is other."""
    last_week = TODAY - WEEK
    people.book.do(decide.done, ["ada"], last_week)
    people.book.do(decide.snooze, ["ada", "grace"], TODAY + WEEK, last_week + timedelta(days=6))
    people.book.do(decide.let_go, ["zoe"], TODAY)
    people.book.do(decide.debrief, "ada", None, TODAY)
    people.book.do(decide.done, ["ada"], TODAY - WEEK * 12)
    found = people.book.read(review_habit, TODAY)
    assert found.weeks[-2:] == (WeekOfReview(last_week, 1, 2, 0, 2), WeekOfReview(TODAY, 0, 0, 1, 1))
    assert [week.decisions for week in found.weeks] == [0] * 10 + [3, 1]
    assert found.weeks_with_decisions == 2
    assert found.sentence == "4 decisions in 2 of 12 weeks: 1 done, 2 snoozed and 1 let go."
    assert people.book.read(contacts_decided_in_week, last_week, TODAY) == [2, 1]
    assert people.book.read(contacts_decided_in_week, last_week, TODAY, most=1) == [2]


def test_decisions_stay_with_the_archive(people: Desk) -> None:
    """Who is archived later was decided about all the same; a week's list has as many contacts as its bar says."""
    people.book.do(decide.let_go, ["zoe"], TODAY)
    people.book.do(edit.archive, ["zoe"], TODAY)
    found = people.book.read(review_habit, TODAY, weeks=1)
    assert found.sentence == "1 decision in 1 of 1 week: 1 let go."
    assert people.book.read(contacts_decided_in_week, TODAY, TODAY) == [3]
    for week in people.book.read(review_habit, TODAY).weeks:
        assert len(people.book.read(contacts_decided_in_week, week.monday, TODAY)) == week.contacts


def test_promises(people: Desk) -> None:
    """Promises are kept, dropped or open, and of the open some overdue or old; a date without words is no promise."""
    promise(people, "ada", "slides", 10)
    people.book.do(follow_ups.keep, "ada", TODAY - timedelta(4))
    promise(people, "ada", "a book", 3)
    people.book.do(follow_ups.keep, "ada", TODAY)
    promise(people, "ada", None, 3, due=-1)
    promise(people, "grace", "a call", 15, due=-1)
    promise(people, "grace", "a link", 14)
    promise(people, "zoe", "a talk", 1, due=5)
    people.book.do(decide.let_go, ["zoe"], TODAY)
    found = people.book.read(promises_kept, TODAY)
    assert {count.state: (count.promises, count.contacts) for count in found.states} == {
        PromiseState.KEPT: (2, 1),
        PromiseState.DROPPED: (1, 1),
        PromiseState.OPEN: (2, 1),
        PromiseState.OVERDUE: (1, 1),
        PromiseState.LONG_OPEN: (1, 1),
    }
    assert (found.total, found.median_days) == (5, 4.5)
    assert found.sentence == (
        "2 of 5 promises kept, half of them within 4.5 days; "
        "1 dropped, 2 open, 1 overdue and 1 open longer than two weeks."
    )
    for count in found.states:
        assert len(people.book.read(contacts_with_promises, count.state, TODAY)) == count.contacts


def test_who_was_promised_something(people: Desk) -> None:
    """Open promises list the earliest made first, kept ones the latest kept; archived contacts are left out."""
    for days, who in ((1, "ada"), (9, "grace"), (5, "zoe")):
        promise(people, who, "slides", days)
    assert people.book.read(contacts_with_promises, PromiseState.OPEN, TODAY) == [2, 3, 1]
    assert people.book.read(contacts_with_promises, PromiseState.OPEN, TODAY, most=2) == [2, 3]
    for days, who in ((2, "zoe"), (0, "grace")):
        people.book.do(follow_ups.keep, who, TODAY - timedelta(days))
    assert people.book.read(contacts_with_promises, PromiseState.KEPT, TODAY) == [2, 3]
    people.book.do(edit.archive, ["grace"], TODAY)
    assert people.book.read(contacts_with_promises, PromiseState.KEPT, TODAY) == [3]
    assert people.book.read(promises_kept, TODAY).sentence == "1 of 2 promises kept, after 3 days; 1 open."


@pytest.mark.parametrize(("days", "words"), [(0, "on the same day"), (1, "after 1 day")])
def test_one_promise_kept(people: Desk, days: int, words: str) -> None:
    """One promise says when it was kept, and nothing of what there is none of."""
    promise(people, "ada", "slides", days)
    people.book.do(follow_ups.keep, "ada", TODAY)
    assert people.book.read(promises_kept, TODAY).sentence == f"1 of 1 promise kept, {words}."


def test_an_empty_book(book: Book) -> None:
    """Without decisions and promises all counts are nought, and the sentences say what would be counted."""
    habit, promises = book.read(review_habit, TODAY), book.read(promises_kept, TODAY)
    assert (len(habit.weeks), habit.total) == (12, 0)
    assert habit.sentence.startswith("No decisions in 12 weeks.")
    assert (promises.total, promises.median_days) == (0, None)
    assert promises.sentence.startswith("Nothing promised yet.")
    assert book.read(contacts_decided_in_week, TODAY, TODAY) == []
    assert book.read(contacts_with_promises, PromiseState.OPEN, TODAY) == []
