"""Birthdays, with a year and without."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netbook.domain.birthdays import read_birthday
from netbook.errors import UsageProblem
from netbook.wording.birthdays import birthday_words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1815-12-10", "1815-12-10"),
        ("--12-10", "--12-10"),
        ("--1210", "--12-10"),
        ("10 Dec 1815", "1815-12-10"),
        ("10. december 1815", "1815-12-10"),
        ("Dec 10, 1815", "1815-12-10"),
        (" dec 10 ", "--12-10"),
        ("29 feb", "--02-29"),
    ],
)
def test_what_is_read(typed: str, kept: str) -> None:
    """A birthday is read as it is kept, day first or month first, with or without its year."""
    assert read_birthday(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "10", "1815", "31 feb", "29 feb 1815", "10 dezember", "0000-01-01", "10/12/1815"]
)
def test_what_is_refused(typed: str) -> None:
    """What is no birthday, or could be two, is refused with examples."""
    with pytest.raises(UsageProblem, match="Try: 10 Dec 1815"):
        read_birthday(typed)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_what_is_shown_reads_back(day: date) -> None:
    """Every birthday reads back from the words that it is shown in."""
    assert read_birthday(birthday_words(str(day))) == str(day)
    assert read_birthday(birthday_words(f"-{str(day)[4:]}")) == f"-{str(day)[4:]}"
