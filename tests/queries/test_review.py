"""The weekly list: groups, their order, the cap, and who never stands in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from netbook.db.people import Contact
from netbook.domain.channels import Channel
from netbook.domain.sitting import Sitting
from netbook.queries.review import Group, Review, review
from netbook.usecases import decide, edit, follow_ups
from netbook.usecases.settling import settle

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.conftest import Desk

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def listed(desk: Desk, today: date = TODAY, cap: int | None = None) -> Review:
    """Read the list."""
    return desk.book.read(review, today, cap=cap)


def rows(desk: Desk, today: date = TODAY, cap: int | None = None) -> list[tuple[str, str]]:
    """Give group and name of each row, in order."""
    return [(row.group.value, row.card.called) for row in listed(desk, today, cap).rows]


def talk(desk: Desk, name: str, *days_ago: int) -> None:
    """Add somebody and log calls."""
    desk.add(name, make_new=True)
    for days in sorted(days_ago, reverse=True):
        desk.log(name, Channel.CALL, days_ago=days)


def test_the_groups_and_their_order(desk: Desk) -> None:
    """Follow-ups overdue and open promises first, then met once, going stale, due this week; dormant and new stay out."""
    talk(desk, "Dora Due", *range(14, 200, 12))
    talk(desk, "Stan Stale", *range(50, 200, 12))
    talk(desk, "Mona Met", 5)
    talk(desk, "Otto Overdue", 5)
    talk(desk, "Rita Remote", 900)
    talk(desk, "Fred Fresh", *range(1, 200, 12))
    talk(desk, "Paul Promised", 1)
    desk.add("Nora New")
    desk.book.do(follow_ups.promise, "otto", "slides", TODAY - timedelta(3), TODAY)
    desk.book.do(follow_ups.promise, "paul", "a book", None, TODAY)
    assert rows(desk) == [
        ("follow-up overdue", "Otto Overdue"),
        ("follow-up overdue", "Paul Promised"),
        ("met once", "Mona Met"),
        ("going stale", "Stan Stale"),
        ("due", "Dora Due"),
    ]


def test_the_cap_counts_what_the_model_lists(desk: Desk) -> None:
    """No more than the cap of going stale and due are shown a day; promises and first meetings are never cut."""
    for number in range(6):
        talk(desk, f"Stan Number{number}", *range(50, 200, 12))
    talk(desk, "Mona Met", 5)
    first = listed(desk, cap=2)
    assert [row.group for row in first.rows] == [Group.MET_ONCE, Group.GOING_STALE, Group.GOING_STALE]
    assert first.more == 4
    name = first.rows[1].card.called
    desk.book.do(decide.done, [name], TODAY, Sitting(NOW, NOW, Group.GOING_STALE.value))
    after = listed(desk, cap=2)
    assert (after.decided_today, len(after.rows), after.more) == (1, 2, 4)
    assert listed(desk, cap=0).more == 5
    assert listed(desk).more == 0


def test_a_snooze_leaves_the_list_and_comes_back(desk: Desk) -> None:
    """Somebody snoozed is out of the list until the day, and stands in it from then on."""
    talk(desk, "Stan Stale", *range(50, 200, 12))
    until = TODAY + timedelta(7)
    desk.book.do(decide.snooze, ["stan"], until, TODAY)
    assert rows(desk, until - timedelta(1)) == []
    assert rows(desk, until) == [("snoozed", "Stan Stale")]
    desk.book.do(decide.done, ["stan"], TODAY)
    assert rows(desk, TODAY + timedelta(1)) == []


def test_a_later_follow_up_holds_the_model_back(desk: Desk) -> None:
    """Who has a follow-up after this week is not nagged about before; within the week it is due."""
    talk(desk, "Stan Stale", *range(50, 200, 12))
    desk.book.do(follow_ups.promise, "stan", "call", TODAY + timedelta(30), TODAY)
    assert rows(desk) == []
    assert rows(desk, TODAY + timedelta(25)) == [("due", "Stan Stale")]
    assert rows(desk, TODAY + timedelta(31)) == [("follow-up overdue", "Stan Stale")]


def test_inbox_archive_and_let_go_never_nag(desk: Desk) -> None:
    """Whom an import found, whom one archived and whom one let go are in no list, whatever is due."""
    for name in ("Ina Inbox", "Arno Archive", "Lena Letgo"):
        talk(desk, name, *range(50, 200, 12))

    def to_inbox(session: Session) -> None:
        contact = session.get_one(Contact, 1)
        contact.inbox = True
        settle(session, [1])

    desk.book.do(to_inbox)
    desk.book.do(edit.archive, ["arno"], TODAY)
    desk.book.do(decide.let_go, ["lena"], TODAY)
    found = listed(desk)
    assert (found.rows, found.inbox, found.people, found.next_up) == ((), 1, 1, None)
    assert [card.called for card in found.offered] == ["Ina Inbox"]


def test_nobody_due_names_who_is_next(desk: Desk) -> None:
    """An empty list says who turns up next, and when."""
    talk(desk, "Fred Fresh", *range(1, 200, 12))
    talk(desk, "Later Lou", *range(1, 400, 40))
    found = listed(desk)
    assert found.rows == ()
    assert found.next_up is not None
    assert found.next_up.called == "Fred Fresh"


def test_overdue_rows_are_counted(desk: Desk) -> None:
    """A row is overdue once its day has passed, not on the day."""
    desk.add("Otto Overdue", follow_up_on=TODAY)
    assert [listed(desk, TODAY + timedelta(days)).overdue for days in (0, 1)] == [0, 1]


def test_an_empty_book_has_an_empty_list(desk: Desk) -> None:
    """Nobody in the book means nobody in the list, and nobody next."""
    found = listed(desk)
    assert (found.rows, found.people, found.inbox, found.next_up, found.offered) == ((), 0, 0, None, ())


def test_a_promise_made_during_a_snooze_is_not_slept_through(desk: Desk) -> None:
    """A follow-up set after the snooze and due before its end is listed on its day; the rest of the snooze holds."""
    desk.add("Ada Lovelace", follow_up_on=TODAY)
    desk.book.do(decide.snooze, ["ada"], TODAY + timedelta(21), TODAY)
    desk.book.do(follow_ups.promise, "ada", "slides", TODAY + timedelta(2), TODAY)
    assert rows(desk, TODAY + timedelta(1)) == []
    assert rows(desk, TODAY + timedelta(2)) == [("due", "Ada Lovelace")]
    assert rows(desk, TODAY + timedelta(3)) == [("follow-up overdue", "Ada Lovelace")]
    desk.book.do(follow_ups.keep, "ada", TODAY + timedelta(3), which="slides")
    assert rows(desk, TODAY + timedelta(3)) == []
