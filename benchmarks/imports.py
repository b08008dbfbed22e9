"""How fast an import is written, and in how much memory: ``python -m benchmarks.imports [INTERACTIONS]``.

Each row is measured in a process of its own, in seconds of its processor, on a new book in a temporary folder. The floor is the same rows written by
raw ``executemany`` into the same tables with the same indexes, without staleness, search, matching or undo.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from netbook.book import Book
from netbook.domain.channels import Channel, Direction
from netbook.domain.handles import Handle
from netbook.domain.records import InteractionRecord, Origin, PersonRecord
from netbook.usecases.imports import Source, apply_import

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.domain.records import Record

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
INTERACTIONS = 200_000
EACH = 20
"""Interactions a person."""
_BATCH = 5_000
_MEBIBYTE = 2**10
"""In the unit of ru_maxrss, which is kibibytes."""
_NOTE = "About as much text as a message has, which is a few dozen words more or less. "
_SOURCE = Source("x", "X archive", "invented", "0" * 64)
_ORIGIN = Origin("tweets.js")


def records(interactions: int) -> Iterator[Record]:
    """Give people, then interactions with them in the order of time, the same for the same number."""
    people = max(1, interactions // EACH)
    for number in range(people):
        name = f"{_word(number)} {_word(number * 7 + 1)}"
        yield PersonRecord(f"x:user:{10**9 + number * 7}", _ORIGIN, name, (_account(number),), met_network="x")
    chance = random.Random(interactions)
    for number in range(interactions):
        handle = _account(chance.randrange(people))
        at = NOW - timedelta(minutes=interactions - number)
        key = f"x:dm:{10**18 + number * 4_096}"
        yield InteractionRecord(key, _ORIGIN, ((handle, None),), Channel.MESSAGE, Direction.BOTH, at, _NOTE)


def _account(number: int) -> Handle:
    name = f"person_{number}"
    return Handle("x", name, f"@{name}", str(10**9 + number * 7), f"https://x.com/{name}")


def _word(number: int) -> str:
    return "".join(chr(97 + number // 26**place % 26) for place in range(4)).capitalize()


def generate(_file: Path, interactions: int) -> None:
    """Make the records, and do nothing with them: what is taken off the other two."""
    for _record in records(interactions):
        pass


def raw(file: Path, interactions: int) -> None:
    """Write the rows by executemany in one transaction."""
    Book(str(file), lambda: NOW).close()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for pragma in ("foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN IMMEDIATE")
        rows = iter(records(interactions))
        numbers: dict[str, int] = {}
        while batch := list(islice(rows, _BATCH)):
            _write_raw(connection, batch, numbers)
        connection.execute("COMMIT")


def _write_raw(connection: sqlite3.Connection, batch: list[Record], numbers: dict[str, int]) -> None:
    contacts, handles, met, talks, parts = [], [], [], [], []
    for record in batch:
        if isinstance(record, PersonRecord):
            handle = record.handles[0]
            number = numbers[handle.key] = len(numbers) + 1
            contacts.append((number, record.name, (record.name or "").lower()))
            handles.append((number, handle.key, handle.shown, handle.stable_id, handle.url))
            met.append((number,))
        elif isinstance(record, InteractionRecord) and isinstance(record.at, datetime):
            number = numbers[""] = numbers.get("", 0) + 1
            day = record.at.date().isoformat()
            talks.append((number, day, record.at.strftime("%Y-%m-%d %H:%M:%S.000000"), record.note, record.key))
            parts.append((number, numbers[record.people[0][0].key], day))
    connection.executemany(
        "INSERT INTO contact (id, name, sort_key, archived, inbox, added_on, version) "
        "VALUES (?, ?, ?, 0, 1, '2026-11-23', 1)",
        contacts,
    )
    connection.executemany(
        "INSERT INTO handle (contact_id, network, key, shown, stable_id, url, status, added_on) "
        "VALUES (?, 'x', ?, ?, ?, ?, 'active', '2026-11-23')",
        handles,
    )
    connection.executemany("INSERT INTO where_met (contact_id, kind, network) VALUES (?, 'online', 'x')", met)
    connection.executemany(
        "INSERT INTO interaction (id, channel, direction, happened_on, happened_at, note, source, source_key, version) "
        "VALUES (?, 'message', 'both', ?, ?, ?, 'x', ?, 1)",
        talks,
    )
    connection.executemany("INSERT INTO participant VALUES (?, ?, ?)", parts)


def netbook(file: Path, interactions: int) -> None:
    """Import the records, as ``netbook import`` does after parsing."""
    with closing(Book(str(file), lambda: NOW)) as book:
        book.do(apply_import, _Again(interactions), _SOURCE, NOW.date(), NOW)


class _Again:
    """Records that can be gone through again."""

    def __init__(self, interactions: int) -> None:
        self._interactions = interactions

    def __iter__(self) -> Iterator[Record]:
        return records(self._interactions)


WAYS = {"generate": generate, "raw": raw, "netbook": netbook}


def measured(way: str, interactions: int) -> tuple[float, float]:
    """Give the seconds that a way takes in a process of its own, and its peak of memory in MiB."""
    with TemporaryDirectory() as folder:
        arguments = [sys.executable, "-m", "benchmarks.imports", way, str(interactions), f"{folder}/netbook.db"]
        ran = subprocess.run(arguments, check=True, capture_output=True, text=True)
    seconds, peak = ran.stdout.split()
    return float(seconds), float(peak)


def main(arguments: list[str]) -> None:
    """Measure all, or, as the child of a measurement, one."""
    if len(arguments) == len(WAYS):
        way, count, file = arguments
        began = time.process_time()
        WAYS[way](Path(file), int(count))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEBIBYTE
        sys.stdout.write(f"{time.process_time() - began} {peak}\n")
        return
    interactions = int(arguments[0]) if arguments else INTERACTIONS
    made, _peak = measured("generate", interactions)
    raw_seconds, raw_peak = measured("raw", interactions)
    seconds, peak = measured("netbook", interactions)
    # The import goes through the records twice, once for the people.
    floor, taken = raw_seconds - made, seconds - 2 * made
    sys.stdout.write(f"{interactions:,} interactions with {interactions // EACH:,} people\n")
    sys.stdout.write(f"raw executemany  {interactions / floor:>9,.0f} a second  {raw_peak:>5.0f} MiB\n")
    sys.stdout.write(f"netbook import   {interactions / taken:>9,.0f} a second  {peak:>5.0f} MiB\n")
    sys.stdout.write(f"ratio            {taken / floor:>9.2f}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
