"""Writing a book as JSON, one thing a line, as it is read: memory does not grow with the book."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from netbook.formats.book_json.parts import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from netbook.domain.portable import PortableBook
    from netbook.domain.records import Progress
    from netbook.formats.protocol import Written

_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""Control and direction characters, which JSON would let through as they are."""
_EVERY = 500


class _BookJson:
    """The writer of netbook's own JSON."""

    name = "json"
    label = "netbook JSON"
    ending = ".json"
    takes_all = True

    def write(self, book: PortableBook, out: BinaryIO, progress: Progress) -> Written:
        """Write every part of a book under a key of its own, the head first."""
        head = {"version": VERSION, "exported_on": book.today.isoformat(), "whole": book.is_whole}
        out.write(b'{\n"netbook": ' + _line(head))
        written = {"contact": 0, "interaction": 0, "event": 0}
        for key, word, things in (
            ("own_accounts", "", book.own_accounts()),
            ("tags", "", book.tags()),
            ("events", "event", book.events()),
            ("sittings", "", book.sittings()),
            ("contacts", "contact", _counted(book.contacts(), book.size, progress)),
            ("unresolved", "", book.unresolved()),
            ("interactions", "interaction", book.interactions()),
        ):
            count = _write_array(out, key, things)
            if word:
                written[word] = count
        out.write(b"\n}\n")
        progress(book.size, book.size)
        return written


BOOK_JSON = _BookJson()


def form_of(value: object) -> Any:
    """Turn a portable value into what JSON can hold; a field that has its default is left out."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, tuple):
        return [form_of(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {
            name: form_of(content)
            for name, default in _fields(type(value))
            if (content := getattr(value, name)) is not None and content != default
        }
    return value


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, field.default) for field in fields(kind))


def _write_array(out: BinaryIO, key: str, things: Iterable[object]) -> int:
    out.write(f',\n"{key}": ['.encode())
    count = 0
    for count, thing in enumerate(things, 1):
        out.write((b",\n" if count > 1 else b"\n") + _line(form_of(thing)))
    out.write(b"\n]" if count else b"]")
    return count


def _line(form: object) -> bytes:
    text = json.dumps(form, ensure_ascii=False)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode()


def _counted(things: Iterable[object], size: int, progress: Progress) -> Iterator[object]:
    for count, thing in enumerate(things, 1):
        yield thing
        if count % _EVERY == 0:
            progress(count, size)
