"""Damaged files of a Facebook export: each is read as far as it goes, or refused with a sentence."""

from __future__ import annotations

import json
import random
from collections import Counter
from typing import Any

import pytest

from netbook.domain.records import LeftOut, Record
from netbook.errors import NetbookError
from netbook.formats.facebook import FACEBOOK
from netbook.formats.opening import open_bytes
from tests.formats.meta_exports import PROFILE, conversation, message_from, people_in

_SAMPLES: dict[str, Any] = {
    "message_1.json": conversation(
        ["Ada", "Me"], message_from("Ada"), message_from("Me", reactions=[{"actor": "Ada", "reaction": "x"}])
    ),
    "your_friends.json": {"friends_v2": [{"name": "Ada", "timestamp": 5}, {"name": "Bob", "timestamp": 6}]},
    "profile_information.json": PROFILE,
}


def _read_or_refused(data: bytes, name: str) -> list[Record]:
    """Return the records, none where a sentence refuses the file; any other exception is the test's failure."""
    with open_bytes(data, name) as files:
        try:
            return list(FACEBOOK.read(files, lambda _done, _total: None)) if FACEBOOK.recognises(files) else []
        except NetbookError:
            return []


@pytest.mark.parametrize("name", sorted(_SAMPLES))
def test_every_truncation_is_read_or_refused(name: str) -> None:
    """A file cut off anywhere never ends in another exception, makes nobody up, and says once that it is cut off."""
    data = json.dumps(_SAMPLES[name]).encode()
    for length in range(1, len(data)):
        records = _read_or_refused(data[:length], name)
        assert sum(isinstance(record, LeftOut) for record in records) <= 1
        assert {person.name for person in people_in(records)} <= {"Ada", "Bob", "Me"}


def test_random_files_are_read_or_refused() -> None:
    """Bytes at random, and single wrong bytes in good files, never end in another exception."""
    chance = random.Random(1961)
    fates: Counter[str] = Counter()
    for number in range(900):
        name = sorted(_SAMPLES)[number % 3]
        data = bytearray(json.dumps(_SAMPLES[name]).encode())
        if number % 2:
            data[chance.randrange(len(data))] = chance.randrange(256)
        else:
            data[60:] = chance.randbytes(chance.randrange(1, 200))
        fates["read" if _read_or_refused(bytes(data), name) else "refused"] += 1
    assert fates["read"] > 0
    assert fates["refused"] > 0
