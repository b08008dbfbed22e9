"""Who is offered besides the list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from netbook.queries.picks import Kind, picks
from netbook.usecases.decide import let_go, snooze
from netbook.usecases.edit import edit

if TYPE_CHECKING:
    from tests.conftest import Desk

TODAY = date(2026, 11, 23)


def _person(desk: Desk, name: str, sector: str | None, *, days_ago: int, talks: int = 3) -> int:
    desk.add(f"@{name.lower()} {name} Person", on=TODAY - timedelta(800))
    for number in range(talks):
        desk.log(f"@{name.lower()}", days_ago=days_ago + 20 * number)
    if sector:
        desk.book.do(edit, f"@{name.lower()}", {"sector": sector}, TODAY)
    return desk.card(f"@{name.lower()}").id


def test_nobody_in_an_empty_book(desk: Desk) -> None:
    """Without contacts nobody is offered."""
    assert desk.book.read(picks, TODAY) == []


def test_a_bridge_leads_out_of_the_own_sector(desk: Desk) -> None:
    """Somebody talked with, of another sector than the user's own, is offered; the own sector's are not."""
    inside = _person(desk, "Ina", "libraries", days_ago=5)
    outside = _person(desk, "Olga", "Museums", days_ago=5)
    (pick,) = desk.book.read(picks, TODAY, "Libraries")
    assert (pick.kind, pick.card.id) == (Kind.BRIDGE, outside)
    (pick,) = desk.book.read(picks, TODAY, "museums")
    assert pick.card.id == inside


def test_without_an_own_sector_the_commonest_stands_in(desk: Desk) -> None:
    """The sector of most contacts is taken for the user's own."""
    _person(desk, "Ina", "libraries", days_ago=5)
    _person(desk, "Ida", "Libraries", days_ago=5)
    outside = _person(desk, "Olga", "museums", days_ago=5)
    (pick,) = desk.book.read(picks, TODAY)
    assert pick.card.id == outside


def test_a_dormant_tie_with_talks_is_offered(desk: Desk) -> None:
    """Somebody talked with more than once, long silent, is offered; not if let go, snoozed or listed."""
    number = _person(desk, "Dora", None, days_ago=600)
    (pick,) = desk.book.read(picks, TODAY)
    assert (pick.kind, pick.card.id) == (Kind.DORMANT, number)
    assert desk.book.read(picks, TODAY, but=[number]) == []
    desk.book.do(snooze, ["@dora"], TODAY + timedelta(7), TODAY)
    assert desk.book.read(picks, TODAY) == []
    desk.undo()
    desk.book.do(let_go, ["@dora"], TODAY)
    assert desk.book.read(picks, TODAY) == []


def test_the_same_one_all_week_another_the_next(desk: Desk) -> None:
    """A pick stays for a week and then makes way."""
    for name in ("Dora", "Emma", "Fay"):
        _person(desk, name, None, days_ago=600)
    monday = date(2026, 11, 22)
    week = {desk.book.read(picks, monday + timedelta(day))[0].card.id for day in range(7)}
    assert len(week) <= 2
    month = {desk.book.read(picks, TODAY + timedelta(7 * week))[0].card.id for week in range(3)}
    assert len(month) == 3
