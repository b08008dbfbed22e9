"""An export to import."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.screens.wizard_steps import HEADINGS, ROWS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def export(home: Path) -> Path:
    """Write a small Connections.csv into the folder for downloads."""
    folder = home / "Downloads"
    folder.mkdir(parents=True)
    file = folder / "Connections.csv"
    file.write_text(HEADINGS + ROWS, encoding="utf-8")
    return file
