"""Settings: what wins over what, what is refused, and a file that keeps its comments."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from netbook.config import DESCRIPTIONS, Settings, load, parse_value, set_value, variable
from netbook.errors import UsageProblem

if TYPE_CHECKING:
    from pathlib import Path


def test_the_order_of_sources(tmp_path: Path) -> None:
    """The environment goes before the file, the file before the default, and each value knows where it came from."""
    file = tmp_path / "config.toml"
    file.write_text('cap = 7\nreview_day = "friday"\n')
    settings, origins = load(file, {"NETBOOK_CAP": "9"})
    assert (settings.cap, settings.review_day, settings.follow_up_days) == (9, "friday", 14)
    sources = [origins[name].source for name in ("cap", "review_day", "follow_up_days")]
    assert sources == ["environment", "file", "default"]


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    """Without a file the defaults are in force, and an empty variable is none."""
    assert load(tmp_path / "config.toml", {"NETBOOK_CAP": ""})[0] == Settings()


def test_every_setting_is_described() -> None:
    """Each setting has its sentence and its variable."""
    assert set(DESCRIPTIONS) == set(Settings.__dataclass_fields__)
    assert variable("day_first") == "NETBOOK_DAY_FIRST"


def test_writing_keeps_comments(tmp_path: Path) -> None:
    """A setting that is written or taken out leaves comments, order and other settings as they were."""
    file = tmp_path / "netbook" / "config.toml"
    assert set_value(file, "cap", "7") == 7
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text('# my settings\ncap = 7  # enough\nreview_day = "friday"\nunknown = 1\n')
    set_value(file, "cap", "8")
    set_value(file, "day-first", "no")
    set_value(file, "review-day", None)
    assert file.read_text() == "# my settings\ncap = 8  # enough\nunknown = 1\nday_first = false\n"
    assert load(file, {})[0] == Settings(cap=8, day_first=False)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cap", "many"),
        ("cap", "-1"),
        ("cap", "99999999"),
        ("cap", "٣"),
        ("day_first", "perhaps"),
        ("review_day", "someday"),
        ("follow_up_days", "3651"),
        ("no_such_setting", "1"),
    ],
)
def test_values_that_do_not_fit(tmp_path: Path, name: str, text: str) -> None:
    """A value that does not fit is refused by its name, before anything is written."""
    with pytest.raises(UsageProblem) as caught:
        set_value(tmp_path / "config.toml", name, text)
    assert name in caught.value.sentence
    assert not (tmp_path / "config.toml").exists()


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("ON", True), ("0", False), (" false ", False)])
def test_words_for_true_and_false(text: str, value: object) -> None:
    """Several words switch a setting on and off."""
    assert parse_value("day_first", text) is value


@pytest.mark.parametrize(
    "content", [b"cap = [", b"\xff\xfe", b'cap = "five"', b"cap = true", b'review_day = "someday"', b"day_first = 1"]
)
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes) -> None:
    """A broken file, or a value of another kind, is a sentence with exit code 2, not a traceback; so is writing to it."""
    file = tmp_path / "config.toml"
    file.write_bytes(content)
    with pytest.raises(UsageProblem) as caught:
        load(file, {})
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("content", [b"cap = [", b"\xff\xfe"])
def test_a_broken_file_is_not_written_over(tmp_path: Path, content: bytes) -> None:
    """A file that cannot be read is left as it is when a setting is written."""
    file = tmp_path / "config.toml"
    file.write_bytes(content)
    with pytest.raises(UsageProblem, match="settings file"):
        set_value(file, "cap", "7")
    assert file.read_bytes() == content


def test_a_folder_in_the_file_s_place(tmp_path: Path) -> None:
    """What cannot be read or written says why."""
    with pytest.raises(UsageProblem, match="cannot be read"):
        load(tmp_path, {})
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageProblem, match="cannot be"):
        set_value(tmp_path / "file" / "config.toml", "cap", "7")
