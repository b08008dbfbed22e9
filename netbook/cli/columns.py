"""The columns of a table: shown with a guess at what they are, and corrected on a terminal or by ``--columns``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from netbook.domain.text import pad, shorten
from netbook.errors import UsageProblem
from netbook.exports import said_before
from netbook.formats.spreadsheets.targets import names_people, target_label, typed_columns, unclear

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netbook.cli.running import Run
    from netbook.formats.spreadsheets.headings import Table

_HEADING_CELLS = 24
_VALUES_CELLS = 32
_LONGEST_ANSWER = 10_000
_QUESTION = "  Enter if that is right, else what is not, such as 2=email, 3=ignore: "


class ColumnsChoice:
    """Says what the columns of a table are: as typed with ``--columns``, as remembered, as guessed, as corrected."""

    def __init__(self, run: Run, typed: str | None, *, may_ask: bool) -> None:
        """Take what was typed, if anything; ask on a terminal, if that is wanted and nobody has said it before."""
        self._run = run
        self._typed = typed
        self._may_ask = may_ask
        self.was_asked = False
        """Whether there was a table to say it of."""

    def __call__(self, table: Table) -> Mapping[str, str]:
        """Return what each column is.

        Raises:
            UsageProblem: what was typed does not fit the columns, or no column tells who somebody is.

        """
        self.was_asked = True
        known = said_before(self._run.book, table)
        targets = {**table.guess, **known}
        if self._typed is not None:
            targets |= typed_columns(self._typed, table.columns)
        elif self._may_ask and not known:
            targets = self._corrected(table, targets)
        if not names_people(targets):
            raise unclear(table.columns)
        if self._typed is None and known:
            self._run.out.say("The columns are what you said before; --columns changes them.")
        return targets

    def _corrected(self, table: Table, targets: Mapping[str, str]) -> dict[str, str]:
        """Show the columns until nothing about them is to be corrected; the end of the input is an answer too."""
        out = self._run.out
        while True:
            out.say("The columns, their first values, and what they are taken for:")
            for number, column in enumerate(table.columns, 1):
                values = pad(", ".join(column.samples[:3]), _VALUES_CELLS)
                heading = pad(column.title, _HEADING_CELLS)
                out.say(f"  {number:>3}  {heading}  {values}  {target_label(targets[column.name])}")
            while True:
                sys.stderr.write(_QUESTION)
                sys.stderr.flush()
                answer = sys.stdin.readline(_LONGEST_ANSWER).strip()
                if not answer:
                    return dict(targets)
                try:
                    targets = {**targets, **typed_columns(answer, table.columns)}
                    break
                except UsageProblem as problem:
                    out.say(f"  {shorten(problem.sentence, 400)}")
