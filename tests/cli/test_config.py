"""``netbook config``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Netbook


def settings_file(home: Path) -> Path:
    """Give the place of the settings file."""
    return home / ".config" / "netbook" / "config.toml"


def test_reading_makes_no_file(netbook: Netbook, home: Path) -> None:
    """Settings are listed with their defaults, and nothing is written."""
    assert netbook("config", "get", "cap").out == "5\n"
    assert netbook("config", "get", "cap", "--json").json["value"] == 5
    listed = netbook("config", "list", "--json").json
    assert {"name": "cap", "value": 5, "origin": "default"}.items() <= next(
        row for row in listed if row["name"] == "cap"
    ).items()
    assert "follow_up_days" in netbook("config").out
    assert netbook("config", "path").out == f"{settings_file(home)}\n"
    assert list(home.rglob("*")) == []


def test_setting_and_taking_out(netbook: Netbook, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A set value is kept in a private file with its comments; unset takes it out; the environment wins."""
    file = settings_file(home)
    file.parent.mkdir(parents=True)
    file.write_text("# mine\nreview_day = 'friday'\n")
    assert netbook("config", "set", "follow-up-days", "7").code == 0
    assert "# mine" in file.read_text()
    assert "follow_up_days = 7" in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert netbook("config", "get", "follow_up_days", "--origin").out == f"7  (file, {file})\n"
    monkeypatch.setenv("NETBOOK_FOLLOW_UP_DAYS", "9")
    assert netbook("config", "get", "follow_up_days", "--origin").out == "9  (environment, NETBOOK_FOLLOW_UP_DAYS)\n"
    assert "wins over the file" in netbook("config", "set", "follow_up_days", "8").err
    monkeypatch.delenv("NETBOOK_FOLLOW_UP_DAYS")
    netbook("config", "unset", "follow_up_days")
    assert netbook("config", "get", "follow_up_days").out == "14\n"
    assert netbook("config", "get", "review_day").out == "friday\n"


def test_what_does_not_fit_is_refused(netbook: Netbook, home: Path) -> None:
    """An unknown setting and a value that does not fit end with exit 2, and no file is made."""
    for arguments in (
        ["get", "mood"],
        ["set", "mood", "x"],
        ["set", "cap", "-1"],
        ["set", "cap", "9" * 5000],
        ["unset", "x"],
    ):
        refused = netbook("config", *arguments)
        assert refused.code == 2
        assert refused.err.startswith("netbook: ")
    assert list(home.rglob("*")) == []


def test_a_broken_file_is_named(netbook: Netbook, home: Path) -> None:
    """A settings file that is no TOML is refused with its name and left alone; path still works."""
    file = settings_file(home)
    file.parent.mkdir(parents=True)
    file.write_text("cap = = 3")
    for arguments in (["config", "get"], ["config", "set", "cap", "3"], ["list"]):
        refused = netbook(*arguments)
        assert refused.code == 2
        assert str(file) in refused.err
    assert file.read_text() == "cap = = 3"
    assert netbook("config", "path").code == 0


def test_the_editor_opens_the_file(
    netbook: Netbook, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Edit opens a file that explains every setting; what the editor leaves is checked."""
    script = tmp_path / "my editor"
    script.write_text("#!/bin/sh\necho 'cap = 3' >> \"$1\"\n")
    script.chmod(0o700)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{script}'")
    assert netbook("config", "edit").code == 0
    assert '# review_day = "monday"' in settings_file(home).read_text()
    assert netbook("config", "get", "cap").out == "3\n"
    assert netbook("config", "edit").code == 2
    monkeypatch.setenv("EDITOR", "false")
    assert netbook("config", "edit").code == 1
    monkeypatch.setenv("EDITOR", str(tmp_path / "not there"))
    assert netbook("config", "edit").code == 1
