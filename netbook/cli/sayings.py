"""What is said after a change, always in the same form: what happened, and how to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.text import clean

if TYPE_CHECKING:
    from netbook.cli.running import Run


def say_done(run: Run, text: str) -> None:
    """Confirm a change on standard error; the text may hold foreign names."""
    run.out.say(f"✓ {clean(text)} · netbook undo takes it back")
