"""Saved filters: those to start with, the user's own in the settings file, and its comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netbook.config import Settings, load, set_in_table, set_value
from netbook.domain.filters import read_filter
from netbook.errors import UsageProblem
from netbook.saved_filters import (
    TO_START_WITH,
    SavedFilter,
    put_back,
    remove_filter,
    save_filter,
    saved_filters,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Name a settings file that is not there yet."""
    return tmp_path / "netbook" / "config.toml"


def test_those_to_start_with_can_be_read(file: Path) -> None:
    """Without a file there are a few, each of which is a filter."""
    assert [saved.name for saved in saved_filters(file)] == list(TO_START_WITH)
    assert all(read_filter(text) for text in TO_START_WITH.values())


def test_saved_removed_and_put_back(file: Path) -> None:
    """A filter is kept under its name, replaced, removed, and put back; one to start with too."""
    save_filter(file, " close  friends ", "#close is:stale ")
    assert saved_filters(file)[0] == SavedFilter("close friends", "#close is:stale")
    save_filter(file, "close friends", "#close")
    assert saved_filters(file)[0].text == "#close"
    remove_filter(file, "close friends")
    remove_filter(file, "this week")
    assert [saved.name for saved in saved_filters(file)] == [name for name in TO_START_WITH if name != "this week"]
    put_back(file, SavedFilter("this week", TO_START_WITH["this week"]))
    put_back(file, SavedFilter("close friends", "#close"))
    assert {saved.name: saved.text for saved in saved_filters(file)} == {"close friends": "#close", **TO_START_WITH}


def test_the_file_keeps_its_comments_and_settings(file: Path) -> None:
    """Saving a filter leaves everything else as it was, and settings written later do not fall into the table."""
    file.parent.mkdir()
    file.write_text('# mine\ncap = 7  # enough\n\n[filters]\n# near and dear\nclose = "#close"\nodd = 1\n')
    save_filter(file, 'a "b"', "is:due")
    set_value(file, "review-day", "friday")
    text = file.read_text()
    assert "# mine\ncap = 7  # enough" in text
    assert "# near and dear\nclose" in text
    assert "odd = 1" in text
    assert load(file, {})[0] == Settings(cap=7, review_day="friday")
    assert [saved.name for saved in saved_filters(file)][:2] == ["close", 'a "b"']


@pytest.mark.parametrize(
    ("name", "text"), [("", "is:due"), (" \n ", "is:due"), ("x" * 41, "is:due"), ("x", ""), ("x", "is:nothing")]
)
def test_what_is_refused(file: Path, name: str, text: str) -> None:
    """A filter needs a name of some length, and must be one; nothing is written."""
    with pytest.raises(UsageProblem):
        save_filter(file, name, text)
    assert not file.exists()


def test_a_setting_is_no_table(file: Path) -> None:
    """Something else under the name of the table is left alone, and said."""
    file.parent.mkdir()
    file.write_text("filters = 1\n")
    assert [saved.name for saved in saved_filters(file)] == list(TO_START_WITH)
    with pytest.raises(UsageProblem, match="no table"):
        set_in_table(file, "filters", "x", "is:due")
    assert file.read_text() == "filters = 1\n"
