"""The book read by sqlite3 alone: the same answers as through the ORM, and nothing but answers."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from netbook.book import Book
from netbook.db.plain_sql import fetch, first, instant
from netbook.domain.channels import Channel, Direction
from netbook.domain.filters import Filter, read_filter
from netbook.domain.staleness import State
from netbook.errors import BookProblem
from netbook.plain_book import PlainBook, open_plainly
from netbook.queries.cards import ContactCard, cards
from netbook.queries.catch_up import away_since, catch_up
from netbook.queries.naming import close_names, contacts_called
from netbook.queries.notices import book_mark, running_event_name, undebriefed_event
from netbook.queries.people import Sort, count_contacts, list_contacts, those_who_fit
from netbook.queries.picks import picks
from netbook.queries.review import Group, first_rows, review, review_rows
from netbook.queries.spelling import respelt
from netbook.queries.timeline import timeline
from netbook.usecases.demo import fill_demo_book
from netbook.usecases.interactions import NewInteraction, log_interaction
from tests.conftest import NOW, TODAY, clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAYS = [TODAY + timedelta(days) for days in (0, 1, 6, 15, 40, 200, 900)]
EVERYBODY = "SELECT id FROM contact ORDER BY id"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """Fill the made-up book once."""
    book = Book(str(tmp_path_factory.mktemp("demo") / "netbook.db"), clock)
    book.reverse(fill_demo_book, TODAY)
    yield book
    book.close()


@pytest.fixture
def plain(demo: Book) -> Iterator[PlainBook]:
    """Open the same file plainly."""
    opened = open_plainly(str(demo.file))
    assert opened is not None
    yield opened
    opened.close()


@pytest.mark.parametrize("today", DAYS)
def test_it_answers_as_the_orm_does(demo: Book, plain: PlainBook, today: date) -> None:
    """Every question of the first screens has the same answer both ways."""
    for cap in (None, 0, 3):
        assert plain.read(review, today, cap=cap) == demo.read(review, today, cap=cap)
        assert plain.read(first_rows, today, cap=cap, most=9) == demo.read(first_rows, today, cap=cap, most=9)
    assert plain.read(catch_up, today) == demo.read(catch_up, today)
    assert plain.read(away_since, today) == demo.read(away_since, today)
    assert plain.read(picks, today, "libraries", but=[1, 2]) == demo.read(picks, today, "libraries", but=[1, 2])
    assert plain.read(undebriefed_event, today, days=1) == demo.read(undebriefed_event, today, days=1)
    assert plain.read(running_event_name, today) == demo.read(running_event_name, today)
    assert plain.read(book_mark) == demo.read(book_mark)


def test_cards_and_timelines_are_the_same(demo: Book, plain: PlainBook) -> None:
    """Each contact has the same card and the same history both ways."""
    numbers = [number for (number,) in plain.read(fetch, EVERYBODY)]
    assert len(numbers) > 30
    assert plain.read(cards, numbers, TODAY) == demo.read(cards, numbers, TODAY)
    for number in numbers:
        whole = plain.read(timeline, number)
        assert whole == demo.read(timeline, number)
        if whole:
            before = (whole[0].on, whole[0].id)
            assert plain.read(timeline, number, most=2, before=before) == whole[1:3]


FILTERS = (
    "", "a", "grace", "hopper compilers", "#pycon", "-#pycon", "at:pycon", "-at:pycon", "on:mastodon", "met:online",
    "met:inperson", "last:never", "last:>2mo", "-last:>2mo", "last:<3w", "due:now", "due:week", "is:new", "is:fresh",
    "is:due", "is:stale", "is:dormant", "is:overdue", "is:scheduled", "is:inbox", "is:archived", "sector:lib",
    "-sector:lib", "org:a", "org:%", "via:ada", "via:nobody", "on:x is:stale -#maths", "🎉",
)  # fmt: skip


@pytest.mark.parametrize("text", FILTERS)
def test_filters_find_the_same(demo: Book, plain: PlainBook, text: str) -> None:
    """A filter finds the same contacts both ways, counts them, and takes them out of a listed order as it sorts them."""
    wanted = read_filter(text)
    for sort in Sort:
        found = plain.read(list_contacts, wanted, TODAY, sort=sort)
        assert found == demo.read(list_contacts, wanted, TODAY, sort=sort)
        assert plain.read(list_contacts, wanted, TODAY, sort=sort, most=2) == found[:2]
        assert plain.read(count_contacts, wanted, TODAY) == len(found)
        assert plain.read(count_contacts, wanted, TODAY, most=3) == min(len(found), 3)
        if text not in {"is:inbox", "is:archived"}:
            everybody = plain.read(list_contacts, Filter(), TODAY, sort=sort)
            assert plain.read(those_who_fit, wanted, TODAY, everybody) == found


@pytest.mark.parametrize(
    "who", ["ada", "@ada", "x.com/ada", "#1", "grace hopper", "gra", "hop", "lovelac", "🎉", "no-one"]
)
def test_names_find_the_same(demo: Book, plain: PlainBook, who: str) -> None:
    """Whoever may be meant by a name is the same both ways, and so are those of a close one."""
    assert plain.read(contacts_called, who) == demo.read(contacts_called, who)
    assert plain.read(close_names, who) == demo.read(close_names, who)
    wanted = read_filter(who)
    assert plain.read(respelt, wanted) == demo.read(respelt, wanted)


@pytest.mark.parametrize("today", DAYS)
def test_the_list_follows_its_rules(plain: PlainBook, today: date) -> None:
    """Groups, order and what is overdue are what the cards say, and a shorter list is the beginning of the whole."""
    everybody = plain.read(cards, [number for (number,) in plain.read(fetch, EVERYBODY)], today)
    rows = plain.read(review_rows, today)
    expected = [(group_of(card), card) for card in everybody if is_listed(card, today)]
    ranked = sorted((place_of(group, card), card.id) for group, card in expected if group is not None)
    assert [row.card.id for row in rows] == [number for _, number in ranked]
    for row in rows:
        late_tie = row.card.due_on is not None and row.card.due_on < today
        assert row.overdue == (row.card.follow_up_state in LATE[late_tie])
    for cap in (0, 1, 4):
        capped = [row for row in rows if row.group in {Group.GOING_STALE, Group.DUE}][cap:]
        shown = [row for row in rows if row not in capped]
        assert list(plain.read(review, today, cap=cap).rows) == shown
        for most in (1, 5, 500):
            beginning = plain.read(first_rows, today, cap=cap, most=most)
            assert list(beginning.rows) == shown[:most]
            assert sum(beginning.sizes.values()) == len(shown)


LATE = {
    False: {State.FOLLOW_UP_OVERDUE},
    True: {State.FOLLOW_UP_OVERDUE, State.DUE, State.GOING_STALE},
}


def is_listed(card: ContactCard, today: date) -> bool:
    """Say whether anything brings a contact into the list of a week, and no snooze keeps it out."""
    week = today + timedelta(6)
    dated = min((follow_up.due_on for follow_up in card.follow_ups if follow_up.due_on), default=None)
    if card.archived or card.inbox or card.has_cadence_never:
        return False
    if card.snoozed_until is not None and not (dated is not None and dated <= today):
        return False
    promised = any(follow_up.due_on is None for follow_up in card.follow_ups)
    by_model = card.due_on is not None and card.due_on <= week and card.state is not State.DORMANT
    if dated is not None and dated > week:
        by_model = False
    return (dated is not None and dated <= week) or promised or card.snooze_ended or by_model


def group_of(card: ContactCard) -> Group | None:
    """Say in which group a contact stands: what the user asked for goes before what the model says."""
    if any(follow_up.due_on is None for follow_up in card.follow_ups):
        return Group.FOLLOW_UP
    if card.follow_up_state in {State.FOLLOW_UP_OVERDUE, State.SCHEDULED}:
        return Group.FOLLOW_UP if card.follow_up_state is State.FOLLOW_UP_OVERDUE else Group.DUE
    if card.snooze_ended:
        return Group.SNOOZED
    met_once = card.talks == 1 and card.cadence is None
    if met_once:
        return Group.MET_ONCE if card.state in {State.GOING_STALE, State.DUE} else None
    return {State.GOING_STALE: Group.GOING_STALE, State.DUE: Group.DUE, State.FRESH: Group.DUE}.get(card.state)


def place_of(group: Group, card: ContactCard) -> tuple[int, bool, date, float, str]:
    """Order rows: dated follow-ups before promises without a date, those due by their day, the others by urgency."""
    on, undated = date.max, False
    if group is Group.FOLLOW_UP:
        undated = card.follow_up_state is not State.FOLLOW_UP_OVERDUE
        dated = [follow_up.due_on for follow_up in card.follow_ups if follow_up.due_on]
        made = [follow_up.made_on for follow_up in card.follow_ups if not follow_up.due_on]
        on = min(made) if undated else min(dated)
    elif group is Group.DUE:
        on = card.due_on or date.max
    return list(Group).index(group), undated, on, -card.urgency, card.called


def test_what_another_wrote_is_seen(empty_book: Path, tmp_path: Path) -> None:
    """A change made meanwhile, by this program or another, is in the next answer."""
    file = tmp_path / "netbook.db"
    file.write_bytes(empty_book.read_bytes())
    plain = open_plainly(str(file))
    assert plain is not None
    book = Book(str(file), clock)
    book.reverse(fill_demo_book, TODAY)
    before = plain.read(book_mark)
    book.do(log_interaction, ["#1"], NewInteraction(Channel.CALL, Direction.BOTH, TODAY), TODAY)
    assert plain.read(book_mark) != before
    assert plain.read(cards, [1], TODAY)[0].last_contact == TODAY
    last_step = "SELECT max(done_at) FROM step WHERE done_at <= :now"
    assert [instant(each.read(first, last_step, now=NOW)) for each in (book, plain)] == [NOW, NOW]
    assert [each.read(first, last_step, now=NOW - timedelta(seconds=1)) for each in (book, plain)] == [None, None]
    book.close()
    plain.close()
    assert not file.with_name("netbook.db-wal").exists()


def test_nothing_can_be_written(plain: PlainBook) -> None:
    """A question that would write is refused."""
    with pytest.raises(BookProblem):
        plain.read(fetch, "DELETE FROM contact")


def test_what_cannot_be_read_plainly(tmp_path: Path, empty_book: Path) -> None:
    """A server, a missing file, another program's database, a damaged file, or another revision are left to the whole book."""
    assert open_plainly("postgresql://localhost/netbook") is None
    assert open_plainly(str(tmp_path / "missing.db")) is None
    assert open_plainly(str(tmp_path)) is None
    junk = tmp_path / "junk.db"
    junk.write_bytes(b"no database at all" * 99)
    assert open_plainly(str(junk)) is None
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE something (id INTEGER)")
    connection.close()
    assert open_plainly(str(other)) is None
    newer = tmp_path / "newer.db"
    newer.write_bytes(empty_book.read_bytes())
    with sqlite3.connect(newer) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert open_plainly(str(newer)) is None
