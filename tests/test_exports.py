"""What lies around and can be imported: which folders are exports themselves, and which files are offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netbook.exports import candidates, holds_export, likely_exports

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty home with a folder for downloads."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    (tmp_path / "Downloads").mkdir()
    return tmp_path


@pytest.mark.parametrize("name", ["Connections.csv", "messages.csv", "data/account.js", "data/tweets.js", "tweet.js"])
def test_an_unpacked_export_is_known_by_its_files(home: Path, name: str) -> None:
    """A folder with one of these in it is imported as a whole; any other is only on the way to one."""
    file = home / "Downloads" / "unpacked" / name
    assert not holds_export("~/Downloads/unpacked")
    file.parent.mkdir(parents=True)
    file.touch()
    assert holds_export("~/Downloads/unpacked")
    assert holds_export("~/Downloads/unpacked/")
    assert not holds_export("~/Downloads")


def test_archives_in_the_downloads_are_offered(home: Path) -> None:
    """Those of LinkedIn and of X are told by their names, unpacked ones by what they hold too."""
    for name in ("Basic_LinkedInDataExport.zip", "twitter-2024-01-02-abc.zip", "holiday.zip", "Connections.csv"):
        (home / "Downloads" / name).touch()
    for folder in ("twitter-2024-01-02-abc/data", "twitter-empty"):
        (home / "Downloads" / folder).mkdir(parents=True)
    (home / "Downloads" / "twitter-2024-01-02-abc" / "data" / "tweets.js").touch()
    assert sorted(candidate.name for candidate in likely_exports()) == [
        "Basic_LinkedInDataExport.zip",
        "Connections.csv",
        "twitter-2024-01-02-abc.zip",
        "twitter-2024-01-02-abc/",
    ]


def test_a_lone_file_of_an_archive_can_be_named(home: Path) -> None:
    """What is typed is completed to the files that can be imported."""
    for name in ("tweets.js", "tweets.txt"):
        (home / name).touch()
    assert [candidate.name for candidate in candidates("~/tw")] == ["tweets.js"]
