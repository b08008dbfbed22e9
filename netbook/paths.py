"""Where netbook keeps its files, by the XDG base directory specification."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from netbook.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Paths:
    """The files and folders of one user; none of them need exist."""

    config: Path
    book: Path
    backups: Path
    log: Path


def find_paths(environment: Mapping[str, str]) -> Paths:
    """Work out the places from XDG_* and HOME; NETBOOK_CONFIG names another configuration file.

    Raises:
        UsageProblem: neither HOME nor the XDG folders are set.

    """
    data = _base(environment, "XDG_DATA_HOME", ".local/share")
    config = _base(environment, "XDG_CONFIG_HOME", ".config")
    state = _base(environment, "XDG_STATE_HOME", ".local/state")
    chosen = environment.get("NETBOOK_CONFIG")
    return Paths(
        config=user_path(chosen) if chosen else config / "config.toml",
        book=data / "netbook.db",
        backups=data / "backups",
        log=state / "netbook.log",
    )


def user_path(name: str) -> Path:
    """Read a path as typed; a leading ~ is the user's home folder.

    Raises:
        UsageProblem: it begins with ~ and there is no such home folder.

    """
    try:
        return Path(name).expanduser()
    except RuntimeError as error:
        raise UsageProblem(f"“{name}” begins with ~, and there is no such home folder. Give the whole path.") from error


def _base(environment: Mapping[str, str], variable: str, below_home: str) -> Path:
    """Give netbook's folder; a relative XDG folder is ignored, as the specification asks."""
    chosen = environment.get(variable, "")
    if chosen.startswith("/"):
        return Path(chosen) / "netbook"
    home = environment.get("HOME", "")
    if not home.startswith("/"):
        sentence = "there is no home folder (HOME is not set), so netbook does not know where the book is."
        raise UsageProblem(sentence, "set HOME, or give --book PATH and NETBOOK_CONFIG")
    return Path(home) / below_home / "netbook"
