"""Cells: several values in one, dates in every order, birthdays with and without a year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netbook.formats.spreadsheets.cells import cell_birthday, cell_date, order_of_days, tag_words, values


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2024-04-03", date(2024, 4, 3)),
        ("2024-04-03T22:30:00Z", date(2024, 4, 3)),
        ("2024-04-03 22:30", date(2024, 4, 3)),
        ("2024/4/3", date(2024, 4, 3)),
        ("20240403", date(2024, 4, 3)),
        ("3.4.2024", date(2024, 4, 3)),
        ("03.04.24", date(2024, 4, 3)),
        ("3/4/2024", date(2024, 4, 3)),
        ("13/4/2024", date(2024, 4, 13)),
        ("4/13/2024", date(2024, 4, 13)),
        ("4/13/2024 10:15 PM", date(2024, 4, 13)),
        ("13-04-2024", date(2024, 4, 13)),
        ("3 Apr 2024", date(2024, 4, 3)),
        ("3rd April 2024", date(2024, 4, 3)),
        ("Apr 3, 2024", date(2024, 4, 3)),
        ("April 3 2024", date(2024, 4, 3)),
        ("3-Apr-24", date(2024, 4, 3)),
        ("3. März 2024", date(2024, 3, 3)),
        ("3 avril 2024", date(2024, 4, 3)),
        ("3 de abril de 2024", date(2024, 4, 3)),
        ("0/0/00", None),
        ("0001-01-01", None),
        ("1/1/4501", None),
        ("31/2/2024", None),
        ("2024-13-01", None),
        ("2024", None),
        ("spring", None),
        ("", None),
        ("3 Smarch 2024", None),
        ("1" * 5000, None),
    ],
)
def test_dates(cell: str, expected: date | None) -> None:
    """Dates of every usual form are read, and what is none is none."""
    assert cell_date(cell, day_first=True) == expected


def test_the_order_is_asked_where_the_cell_does_not_tell() -> None:
    """3/4 goes by the choice, 13/4 and 3.4. by themselves."""
    assert cell_date("3/4/2024", day_first=False) == date(2024, 3, 4)
    assert cell_date("13/4/2024", day_first=False) == date(2024, 4, 13)
    assert cell_date("3.4.2024", day_first=False) == date(2024, 4, 3)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["3/4/2024", "13/4/2024"], True),
        (["3/4/2024", "4/13/2024"], False),
        (["3/4/2024"], None),
        (["13/4/2024", "4/13/2024"], None),
        (["31.12.2024", "2024-12-31", "", "x"], None),
    ],
)
def test_a_column_tells_its_order(cells: list[str], expected: bool | None) -> None:
    """One date that can be read in one way only tells how the others are meant; two that differ tell nothing."""
    assert order_of_days(cells) is expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1987-09-07", "1987-09-07"),
        (" --12-25", "--12-25"),
        ("--1225", "--12-25"),
        ("--02-29", "--02-29"),
        ("1604-12-25", "--12-25"),
        ("25.12.", "--12-25"),
        ("25 December", "--12-25"),
        ("Dec 25", "--12-25"),
        ("7/9/45", "1945-09-07"),
        ("7/9/05", "2005-09-07"),
        ("--02-30", None),
        ("--13-01", None),
        ("soon", None),
        ("", None),
    ],
)
def test_birthdays(cell: str, expected: str | None) -> None:
    """A birthday keeps to have no year; one of two figures lies in the past."""
    assert cell_birthday(cell, day_first=True) == expected


def test_several_values() -> None:
    """Google's mark, semicolons, bars and lines part values; the extension of a number is none, nor is a word for nothing."""
    assert values("a ::: b; c|d\ne") == ["a", "b", "c", "d", "e"]
    assert values("+49 30 1234;ext=5") == ["+49 30 1234;ext=5"]
    assert values(" n/a ; - ;; ") == []
    assert tag_words("#pycon, old  friends; x ::: ") == ["pycon", "old friends", "x"]


@given(st.text(max_size=60), st.booleans())
def test_no_cell_is_too_strange(cell: str, day_first: bool) -> None:
    """Whatever stands in a cell, it is read or it is not."""
    birthday = cell_birthday(cell, day_first=day_first)
    assert birthday is None or date.fromisoformat(birthday.replace("--", "2000-")) <= date.max
    on = cell_date(cell, day_first=day_first)
    assert on is None or 1800 <= on.year < 2300
