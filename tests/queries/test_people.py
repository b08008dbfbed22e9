"""Lists of contacts: what each term of the filter language finds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netbook.domain.channels import Channel
from netbook.domain.filters import read_filter
from netbook.queries.people import Sort, count_contacts, counts_without, inbox_contacts, list_contacts
from netbook.usecases import decide, edit, follow_ups

if TYPE_CHECKING:
    from tests.conftest import Desk

TODAY = date(2026, 11, 23)
NAMES = {1: "ada", 2: "grace", 3: "linus", 4: "zoe", 5: "old"}


@pytest.fixture
def people(desk: Desk) -> Desk:
    """Put five people into a book: ada fresh, grace stale, linus new, zoe promised to, old archived."""
    desk.add("@ada Ada Lovelace #maths")
    desk.add("mastodon.social/@grace Grace Hopper #navy via ada")
    desk.add("linus@example.org Linus T")
    desk.add("Zoe Zed", follow_up_on=date(2026, 11, 20))
    desk.add("Old Friend #maths")
    desk.met("ada at PyCon UK yesterday")
    desk.log("grace", Channel.CALL, days_ago=20)
    desk.log("zoe", Channel.CALL, days_ago=300)
    desk.book.do(edit.edit, "grace", {"sector": "Defence", "organisation": "US Navy", "notes": "knows looms"}, TODAY)
    desk.book.do(edit.archive, ["old"], TODAY)
    return desk


def found(desk: Desk, text: str, sort: Sort = Sort.NAME) -> list[str]:
    """Name those that a filter finds, in order."""
    wanted = read_filter(text)
    numbers = desk.book.read(list_contacts, wanted, TODAY, sort=sort)
    assert desk.book.read(count_contacts, wanted, TODAY) == len(numbers)
    return [NAMES[number] for number in numbers]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ["ada", "grace", "linus", "zoe"]),
        ("#maths", ["ada"]),
        ("#Maths is:archived", ["old"]),
        ("-#maths", ["grace", "linus", "zoe"]),
        ("at:pycon", ["ada"]),
        ('at:"pycon uk"', ["ada"]),
        ("on:x", ["ada"]),
        ("on:mastodon", ["grace"]),
        ("-on:x", ["grace", "linus", "zoe"]),
        ("met:online", ["ada", "grace", "linus"]),
        ("met:inperson", ["ada"]),
        ("last:never", ["linus"]),
        ("last:>2w", ["grace", "zoe"]),
        ("last:<2w", ["ada"]),
        ("last:>6mo", ["zoe"]),
        ("-last:never", ["ada", "grace", "zoe"]),
        ("due:now", ["grace", "zoe"]),
        ("due:week", ["ada", "grace", "zoe"]),
        ("is:new", ["linus"]),
        ("is:fresh", ["ada"]),
        ("is:stale", ["grace"]),
        ("is:dormant", ["zoe"]),
        ("is:overdue", ["zoe"]),
        ("is:scheduled", []),
        ("is:inbox", []),
        ("is:archived", ["old"]),
        ("sector:defence", ["grace"]),
        ("org:navy", ["grace"]),
        ("via:ada", ["grace"]),
        ("via:nobody-at-all", []),
        ("loom", ["grace"]),
        ("grace is:stale on:mastodon", ["grace"]),
        ("grace -is:stale", []),
        ("sector:%", []),
        ("🎉", []),
    ],
)
def test_each_term(people: Desk, text: str, names: list[str]) -> None:
    """Each term finds whom it says and nobody else; archived contacts stay out unless asked for."""
    assert found(people, text) == names


def test_orders(people: Desk) -> None:
    """By name, by the day something is due, by the last contact, by the day they were added."""
    assert found(people, "", Sort.NAME) == ["ada", "grace", "linus", "zoe"]
    assert found(people, "", Sort.LAST) == ["ada", "grace", "zoe", "linus"]
    assert found(people, "", Sort.ADDED) == ["zoe", "linus", "grace", "ada"]
    assert found(people, "", Sort.STATE) == ["grace", "zoe", "ada", "linus"]


def test_a_page(people: Desk) -> None:
    """A list can be cut after some."""
    assert people.book.read(list_contacts, read_filter(""), TODAY, most=2) == [1, 2]


def test_states_agree_with_the_cards(people: Desk) -> None:
    """Whom a state's term finds has that state on the card, on any day to come."""
    people.book.do(decide.snooze, ["ada"], date(2026, 12, 24), TODAY)
    people.book.do(follow_ups.promise, "linus", None, date(2027, 1, 1), TODAY)
    words = {"new": "new", "fresh": "fresh", "due": "due", "stale": "going stale", "dormant": "dormant"}
    for day in (TODAY, date(2026, 11, 30), date(2026, 12, 24), date(2027, 3, 1), date(2030, 1, 1)):
        for word, state in words.items():
            numbers = people.book.read(list_contacts, read_filter(f"is:{word}"), day)
            expected = [name for name in ("ada", "grace", "linus", "zoe") if people.card(name, day).state == state]
            assert [NAMES[number] for number in numbers] == expected, (day, word)


def test_by_state(desk: Desk) -> None:
    """Late ones first, then due, then what comes next; those without a date, and dormant ones last of all."""
    desk.add("@ada Ada")
    desk.add("Grace Hopper every 4w")
    desk.add("Linus T every 4w")
    desk.add("Zoe Zed every 4w")
    desk.add("Old Friend")
    desk.add("New Friend")
    desk.log("grace", Channel.CALL, days_ago=80)
    desk.log("linus", Channel.CALL, days_ago=30)
    desk.log("zoe", Channel.CALL, days_ago=3)
    desk.log("old", Channel.CALL, days_ago=1500)
    desk.book.do(follow_ups.promise, "ada", None, date(2026, 11, 1), TODAY)
    names = {1: "ada", 2: "grace", 3: "linus", 4: "zoe", 5: "old", 6: "new"}
    states = [desk.card(name).state.value for name in ("grace", "linus", "zoe", "old", "new")]
    assert states == ["going stale", "due", "fresh", "dormant", "new"]
    numbers = desk.book.read(list_contacts, read_filter(""), TODAY, sort=Sort.STATE)
    found_names = [names[number] for number in numbers]
    assert sorted(found_names[:2]) == ["ada", "grace"]
    assert found_names[2:] == ["linus", "zoe", "new", "old"]


def test_counts_without_a_part(people: Desk) -> None:
    """Each part of a filter that finds nobody is tried to be left out; counting stops where it is told to."""
    wanted = read_filter("grace #maths")
    assert people.book.read(counts_without, wanted, TODAY, most=10) == [("#maths", 1), ("“grace”", 1)]
    assert people.book.read(counts_without, read_filter("nobody"), TODAY, most=10) == []
    assert people.book.read(count_contacts, read_filter(""), TODAY, most=2) == 2


def test_the_inbox_is_filtered(people: Desk) -> None:
    """Filtering the inbox finds nobody outside it."""
    everybody = people.book.read(inbox_contacts)
    assert everybody == []
    assert people.book.read(inbox_contacts, fitting=(read_filter("ada"), TODAY)) == []
