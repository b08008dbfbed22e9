"""Birthdays in words."""

from __future__ import annotations

import pytest

from netbook.wording.birthdays import birthday_words


@pytest.mark.parametrize(
    ("kept", "words"),
    [("1987-09-07", "7 Sep 1987"), ("--12-25", "25 Dec"), ("--02-29", "29 Feb"), ("c. 1950", "c. 1950")],
)
def test_birthdays_are_shown_with_the_year_if_it_is_known(kept: str, words: str) -> None:
    """Day, month and year, without the year where it is not known; what is no date is shown as it is kept."""
    assert birthday_words(kept) == words
