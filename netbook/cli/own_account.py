"""Whose export it is: asked once on a terminal, where neither the export nor the book says so."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from netbook.domain.text import clean
from netbook.errors import UsageProblem
from netbook.formats.owner_unclear import OwnerUnclear

if TYPE_CHECKING:
    from collections.abc import Callable

    from netbook.cli.running import Run
    from netbook.exports import ReadExport

_LONGEST_ANSWER = 1_000
_QUESTION = "  Your own account, a handle or a link (Enter alone stops here): "


def read_asking(run: Run, read: Callable[[str | None], ReadExport], me: str | None, *, may_ask: bool) -> ReadExport:
    """Read an export with the account that was given; ask for it where the reader has to know. The book remembers it.

    Raises:
        OwnerUnclear: nobody says it.
        NetbookError: whatever else the reading raises.

    """
    try:
        return read(me)
    except OwnerUnclear as problem:
        if me is not None or not may_ask:
            raise
        unclear = problem
    run.out.say(clean(unclear.sentence))
    while True:
        sys.stderr.write(_QUESTION)
        sys.stderr.flush()
        answer = sys.stdin.readline(_LONGEST_ANSWER).strip()
        if not answer:
            raise unclear
        try:
            return read(answer)
        except (OwnerUnclear, UsageProblem) as problem:
            run.out.say(f"  {clean(problem.sentence)}")
