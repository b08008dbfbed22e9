"""The documentation's table of keys is the program's own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from netbook.tui.reference import every_screen, groups, own_bindings, pressed, reference

FILE = Path(__file__).parents[2] / "docs" / "keys.md"


def test_the_page_is_what_the_program_writes() -> None:
    """docs/keys.md is as `python -m netbook.tui.reference` writes it; after a change of keys it is written anew."""
    assert FILE.read_text("utf-8") == reference()


def test_every_key_is_in_it() -> None:
    """Each key of a group, page or dialog stands in the table with its words."""
    text = FILE.read_text("utf-8")
    own = [binding for screen in every_screen() for binding in own_bindings(screen)]
    for binding in [*own, *(each for group in groups().values() for each in group)]:
        assert pressed(binding) in text, binding
        assert binding.tooltip in text, binding


def test_the_module_prints_it() -> None:
    """The command that the page names writes the page."""
    made = subprocess.run(
        [sys.executable, "-m", "netbook.tui.reference"], capture_output=True, check=True, encoding="utf-8"
    )
    assert made.stdout == reference()
