"""Text from standard input, for commands that take “-” in place of words."""

from __future__ import annotations

import sys

from netbook.errors import UsageProblem

LONGEST_TEXT = 1_000_000
"""Bytes that a note may have."""


def stdin_text() -> str:
    """Read all of standard input as UTF-8; bytes that are none become U+FFFD.

    Raises:
        UsageProblem: there is nothing, or more than a note may have.

    """
    data = sys.stdin.buffer.read(LONGEST_TEXT + 1)
    if len(data) > LONGEST_TEXT:
        raise UsageProblem("standard input is longer than a million bytes; a note is shorter than that.")
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    if not text.strip():
        raise UsageProblem("there is nothing on standard input.", "netbook note ada - < file.md")
    return text
