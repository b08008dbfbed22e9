"""Asking before what undo cannot take back: restoring a book, and forgetting somebody for good."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from netbook.errors import UsageProblem

if TYPE_CHECKING:
    from netbook.cli.running import Run

_YES = frozenset({"y", "yes"})


def confirmed(run: Run, question: str, *, yes: bool) -> bool:
    """Ask whether to go on; ``yes`` says so beforehand. The question is clean already.

    Raises:
        UsageProblem: nobody is there to answer.

    """
    if yes:
        return True
    if not run.can_ask:
        raise UsageProblem("this cannot be undone, so netbook asks first, and nobody is here to answer.", "add --yes")
    run.out.ask(f"{question} [y/N] ", end="")
    if sys.stdin.readline(100).strip().lower() in _YES:
        return True
    run.out.say("Nothing was changed.")
    return False
