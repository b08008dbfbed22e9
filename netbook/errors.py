"""The errors a person is meant to read.

Every class here carries a whole sentence that says what to do, and the exit code of the command line.
Only these are caught by the front ends; any other exception is a bug and shows its traceback in the log.
"""

from __future__ import annotations

from typing import ClassVar


class NetbookError(Exception):
    """Something a person can put right; ``str()`` is the sentence to show, ``hints`` are commands or words to try."""

    exit_code: ClassVar[int] = 1

    def __init__(self, sentence: str, *hints: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hints = hints


class UsageProblem(NetbookError):
    """What was typed cannot be read: an unreadable date, an unknown handle, an option that does not fit."""

    exit_code = 2


class NobodyMatches(NetbookError):
    """Nobody, or nothing, goes by the words given."""

    exit_code = 4


class SeveralMatch(NetbookError):
    """Several contacts go by the words given; ``candidates`` lists them."""

    exit_code = 4

    def __init__(self, sentence: str, *hints: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(sentence, *hints)
        self.candidates = candidates


class BookProblem(NetbookError):
    """The book is busy, newer than this program, damaged, read-only or out of reach."""

    exit_code = 5
