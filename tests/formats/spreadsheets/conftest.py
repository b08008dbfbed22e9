"""Small files of invented people, read by one of the readers of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netbook.domain.records import PersonRecord
from netbook.formats.opening import open_bytes
from netbook.formats.registry import detect

if TYPE_CHECKING:
    from collections.abc import Callable

    from netbook.domain.records import Record
    from netbook.formats.protocol import Format


def read_with(known: Format, data: str | bytes, name: str = "people.csv") -> list[Record]:
    """Read a file with a format that must be the one found from its content."""
    with open_bytes(data.encode() if isinstance(data, str) else data, name) as files:
        assert detect(files).name == known.name
        return list(known.read(files, lambda _done, _total: None))


@pytest.fixture
def read() -> Callable[..., list[Record]]:
    """Give the function that reads a file with a format."""
    return read_with


@pytest.fixture
def one() -> Callable[..., PersonRecord]:
    """Give a function that reads a file with one person in it."""

    def read_one(known: Format, data: str | bytes) -> PersonRecord:
        (record,) = read_with(known, data)
        assert isinstance(record, PersonRecord)
        return record

    return read_one
