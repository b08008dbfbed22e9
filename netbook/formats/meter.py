"""How far the reading of several files has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netbook.domain.records import Progress
    from netbook.formats.files import Member


class Meter:
    """Adds up the bytes read; a file that is read twice is to be given twice."""

    def __init__(self, progress: Progress, members: Iterable[Member]) -> None:
        """Begin with nothing read of these files."""
        self._progress = progress
        self._total = sum(member.size for member in members)
        self._done = 0

    def add(self, count: int) -> None:
        """Note ``count`` more bytes."""
        self._done = min(self._done + count, self._total)
        self._progress(self._done, self._total)

    def finish(self) -> None:
        """Note that everything is read."""
        self._progress(self._total, self._total)
