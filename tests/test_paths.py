"""Where netbook keeps its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from netbook.errors import UsageProblem
from netbook.paths import find_paths, user_path


def test_the_places_below_home() -> None:
    """With HOME alone, data, settings and log lie where the XDG specification says."""
    paths = find_paths({"HOME": "/people/ada"})
    assert paths.book == Path("/people/ada/.local/share/netbook/netbook.db")
    assert paths.backups == Path("/people/ada/.local/share/netbook/backups")
    assert paths.config == Path("/people/ada/.config/netbook/config.toml")
    assert paths.log == Path("/people/ada/.local/state/netbook/netbook.log")


def test_xdg_folders_go_before_home() -> None:
    """Absolute XDG folders are taken; relative and empty ones are ignored, as the specification asks."""
    chosen = find_paths(
        {"HOME": "/people/ada", "XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "relative", "XDG_STATE_HOME": ""}
    )
    assert chosen.book == Path("/data/netbook/netbook.db")
    assert chosen.config == Path("/people/ada/.config/netbook/config.toml")
    assert chosen.log == Path("/people/ada/.local/state/netbook/netbook.log")


def test_another_settings_file() -> None:
    """NETBOOK_CONFIG names the settings file."""
    assert find_paths({"HOME": "/people/ada", "NETBOOK_CONFIG": "/etc/netbook.toml"}).config == Path(
        "/etc/netbook.toml"
    )


@pytest.mark.parametrize("home", [None, "", "not/absolute"])
def test_no_home(home: str | None) -> None:
    """Without a home folder the sentence says what to set."""
    with pytest.raises(UsageProblem, match="no home folder") as caught:
        find_paths({} if home is None else {"HOME": home})
    assert "set HOME" in caught.value.hints[0]
    all_set = {"XDG_DATA_HOME": "/a", "XDG_CONFIG_HOME": "/b", "XDG_STATE_HOME": "/c"}
    assert find_paths(all_set).book == Path("/a/netbook/netbook.db")


def test_nobodys_home_folder_is_refused() -> None:
    """A path that begins with the home folder of nobody is a usage problem, not a bug."""
    with pytest.raises(UsageProblem, match="no such home folder"):
        user_path("~no-such-user-here/netbook.db")
