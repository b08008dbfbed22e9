"""What a mistake of netbook's own looks like."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Netbook


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, netbook: Netbook) -> Netbook:
    """Give a netbook whose list is broken."""

    def fail(*_: object, **__: object) -> NoReturn:
        message = "not meant to happen"
        raise ZeroDivisionError(message)

    netbook("add", "@ada")
    monkeypatch.setattr("netbook.cli.commands.list._cards", fail)
    return netbook


def test_a_bug_goes_to_the_log(broken: Netbook, home: Path) -> None:
    """One line on the terminal names the log, which only the user can read; the exit code is 70."""
    shown = broken("list")
    log = home / ".local" / "state" / "netbook" / "netbook.log"
    assert (shown.code, shown.out) == (70, "")
    assert shown.err.count("\n") == 1
    assert str(log) in shown.err
    assert "ZeroDivisionError: not meant to happen" in log.read_text("utf-8")
    assert (log.stat().st_mode & 0o777, log.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_bug_in_json(broken: Netbook) -> None:
    """With --json the sentence is an error object like any other."""
    shown = broken("list", "--json")
    assert json.loads(shown.err)["exit_code"] == shown.code == 70


def test_a_log_that_cannot_be_written(broken: Netbook, home: Path) -> None:
    """Without a log the details are printed, and a file in the place of its folder is left alone."""
    (home / ".local" / "state").write_text("mine", encoding="utf-8")
    shown = broken("list")
    assert shown.code == 70
    assert "ZeroDivisionError: not meant to happen" in shown.err
    assert "its details are above" in shown.err
    assert (home / ".local" / "state").read_text("utf-8") == "mine"
