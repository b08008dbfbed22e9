"""The command reference of the documentation."""

from __future__ import annotations

from pathlib import Path

from netbook.cli.reference import reference

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"


def test_the_page_is_current() -> None:
    """docs/commands.md is what the commands say of themselves now."""
    assert PAGE.read_text("utf-8") == reference(), "run: python -m netbook.cli.reference > docs/commands.md"
