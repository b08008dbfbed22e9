"""A large tweets.js, from file to records, against whole-file parsers in the same run: ``python -m benchmarks.x_archive``.

Each way runs in a process of its own. Seconds are processor time, so that other work on the machine counts less, and
memory is the peak resident set; both are medians. The ratio to msgspec over the whole file is what travels.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.tweets import write_tweets
from netbook.formats.json_stream import JsonItems
from netbook.formats.opening import open_export
from netbook.formats.x import X_ARCHIVE

if TYPE_CHECKING:
    from collections.abc import Callable

PARSING = "netbook, tweet by tweet"
READING = "netbook, to records"
FLOOR = "msgspec, whole file"
PLAIN = "json, whole file"
MOST = 1.2 / 1.29
"""The budget for parsing, 1.2 s, as a share of what msgspec over the whole file took on the machine it was set on."""
MEBIBYTES = 64


def _parse(file: Path) -> None:
    from netbook.formats.x.shapes import TweetRecord

    with file.open("rb") as stream:
        deque(JsonItems(stream, TweetRecord), maxlen=0)


def _read(file: Path) -> None:
    with open_export(file) as files:
        deque(X_ARCHIVE.read(files, lambda done, total: None), maxlen=0)  # noqa: ARG005 — progress is not watched here


def _whole_by_msgspec(file: Path) -> None:
    import msgspec

    from netbook.formats.x.shapes import TweetRecord

    msgspec.json.decode(file.read_bytes().partition(b"=")[2], type=list[TweetRecord])


def _whole_by_json(file: Path) -> None:
    json.loads(file.read_bytes().partition(b"=")[2])


WAYS: dict[str, Callable[[Path], None]] = {
    PARSING: _parse,
    READING: _read,
    FLOOR: _whole_by_msgspec,
    PLAIN: _whole_by_json,
}


def measure(file: Path, ways: list[str], runs: int) -> dict[str, tuple[float, float]]:
    """Give the seconds and the MiB of every way, taking turns so that a busy moment hits all alike."""
    found: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    for _ in range(runs):
        for way in ways:
            command = [sys.executable, "-m", "benchmarks.x_archive", "--only", way, "--file", str(file)]
            printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            found[way].append((float(printed[0]), float(printed[1])))
    return {way: (statistics.median(s for s, _ in each), max(m for _, m in each)) for way, each in found.items()}


def _run_one(way: str, file: Path) -> None:
    began = time.process_time()
    WAYS[way](file)
    seconds = time.process_time() - began
    print(f"{seconds:.3f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f}")


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--skip-json", action="store_true", help="json over the whole file takes gigabytes of memory")
    parser.add_argument("--only", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        _run_one(given.only, given.file)
        return
    ways = [way for way in WAYS if way != PLAIN or not given.skip_json]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tweets.js"
        count = write_tweets(file, given.megabytes * 1_000_000, given.seed)
        print(f"{file.stat().st_size / 1e6:,.0f} MB, {count:,} tweets, median of {given.runs}")
        figures = measure(file, ways, given.runs)
    floor = figures[FLOOR][0]
    print(f"{'':26}{'s':>8}{'tweets/s':>12}{'× msgspec':>11}{'peak MiB':>10}")
    for way, (seconds, memory) in figures.items():
        print(f"{way:26}{seconds:8.2f}{count / seconds:12,.0f}{seconds / floor:11.2f}{memory:10.0f}")
    share, memory = figures[PARSING][0] / floor, max(figures[PARSING][1], figures[READING][1])
    print(f"parsing at most {MOST:.2f} × msgspec over the whole file: {'yes' if share <= MOST else 'no'}; ", end="")
    print(f"memory at most {MEBIBYTES} MiB: {'yes' if memory <= MEBIBYTES else 'no'}")


if __name__ == "__main__":
    main()
