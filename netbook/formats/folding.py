"""Writing the lines of which calendars and cards are made (RFC 5545, 3.1; RFC 6350, 3.2)."""

from __future__ import annotations

import re

LINE_BYTES = 75
_LETTER_BEGINS = 0x80, 0xC0
_ESCAPED = re.compile(r"[\\;,]")
_LINE_ENDS = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")


def escaped(text: str) -> str:
    """Write a text as a value: a backslash stands before what would end it or a part of it, line ends are escaped."""
    return _LINE_ENDS.sub(r"\\n", _ESCAPED.sub(r"\\\g<0>", text))


def folded(line: str) -> bytes:
    """Break a line where it would be longer than the standard allows, and never within a letter."""
    whole = line.encode()
    parts = []
    begin, end = 0, LINE_BYTES
    while end < len(whole):
        while _LETTER_BEGINS[0] <= whole[end] < _LETTER_BEGINS[1]:
            end -= 1
        parts.append(whole[begin:end])
        begin, end = end, end + LINE_BYTES - 1
    return b"\r\n ".join([*parts, whole[begin:]]) + b"\r\n"
