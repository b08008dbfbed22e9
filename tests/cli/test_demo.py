"""``netbook demo`` from the command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Netbook


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the demo a temporary folder of the test's own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_it_leaves_nothing_behind(netbook: Netbook, home: Path, temporary: Path) -> None:
    """The demo prints the same review on the same day, and touches neither the home nor the temporary folder."""
    first, second = netbook("demo"), netbook("demo")
    assert first.code == 0
    assert first.out == second.out
    assert "Going stale" in first.out
    assert list(home.iterdir()) == []
    assert list(temporary.iterdir()) == []


def test_kept_it_can_be_tried(netbook: Netbook, home: Path) -> None:
    """With --keep the book stays, every command it names works there, and undo does not empty it."""
    kept = netbook("demo", "--keep")
    found = re.search(r"--book (\S+) show ada", kept.err)
    assert found is not None
    assert netbook("--book", found[1], "show", "ada").code == 0
    assert netbook("--book", found[1], "event", "debrief", "pycon").out.count("\n") >= 3
    assert netbook("--book", found[1], "undo").code == 1
    assert list(home.iterdir()) == []
