"""The container and the tree in it: blocks in any order, too many or too few of them, and damage anywhere."""

from __future__ import annotations

import io
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netbook.errors import NetbookError
from netbook.formats.bluesky import car as car_module
from netbook.formats.bluesky.car import is_car, read_blocks
from netbook.formats.bluesky.repository import Repository, opened
from netbook.formats.streams import UnreadableFile

_RECORDS = {f"app.bsky.feed.post/3k{number:02d}": {"text": str(number)} for number in range(40)}


def _opened(data: bytes) -> Repository:
    return opened(read_blocks(io.BytesIO(data), "repo.car"), "repo.car")


def _paths(repository: Repository) -> list[str]:
    return [path for path, _cid in repository.records]


@pytest.mark.parametrize("version", [2, 3])
def test_every_record_is_found_in_order(writing: Any, version: int) -> None:
    """The tree is walked to its leaves, in commits of both versions, whatever the order of the blocks."""
    car = writing.repository(_RECORDS, version)
    for blocks in (car.blocks, dict(reversed(car.blocks.items()))):
        car.blocks = blocks
        repository = _opened(car.written())
        assert repository.did == writing.did
        assert _paths(repository) == sorted(_RECORDS)
        assert (repository.missing_nodes, repository.broken_nodes, repository.unreached) == (0, 0, 0)


_KEYS = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=1, max_size=13)
_PATHS = st.sets(st.builds("{}/{}".format, st.sampled_from(["app.bsky.feed.like", "app.bsky.feed.post"]), _KEYS))


@given(paths=_PATHS, version=st.sampled_from([2, 3]), chance=st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_any_repository_is_read_as_it_was_written(
    writing: Any, paths: set[str], version: int, chance: random.Random
) -> None:
    """Whatever the records and the order of their blocks, every path is found; those whose blocks are gone as well."""
    car = writing.repository({path: {"text": path} for path in paths}, version)
    blocks = list(car.blocks.items())
    chance.shuffle(blocks)
    car.blocks = dict(block for block in blocks if b"dtext" not in block[1] or chance.random() < 0.8)
    blocks_read = read_blocks(io.BytesIO(car.written()), "repo.car")
    repository = opened(blocks_read, "repo.car")
    assert _paths(repository) == sorted(paths)
    missing = sum(cid not in blocks_read.by_cid for _path, cid in repository.records)
    assert missing == len(blocks) - len(car.blocks)
    assert (repository.missing_nodes, repository.unreached, blocks_read.damaged) == (0, 0, 0)


@given(paths=_PATHS, place=st.integers(0, 100_000), junk=st.binary(max_size=20))
@settings(max_examples=80)
def test_any_damage_is_read_or_refused(writing: Any, paths: set[str], place: int, junk: bytes) -> None:
    """Bytes put in, taken out or written over anywhere never end in another exception, nor in a path that was not there."""
    data = writing.repository({path: {"text": path} for path in paths}).written()
    place %= len(data)
    for damaged in (data[:place] + junk + data[place:], data[:place] + data[place + len(junk) :]):
        try:
            assert set(_paths(_opened(damaged))) <= paths
        except NetbookError:
            continue


def test_a_repository_of_nothing_is_one(writing: Any) -> None:
    """A new account has a tree without records."""
    assert _paths(_opened(writing.repository({}).written())) == []


def test_blocks_to_which_nothing_leads_are_counted(writing: Any) -> None:
    """What was deleted or replaced may still be in the file."""
    car = writing.repository(_RECORDS)
    car.add({"text": "deleted"})
    assert _opened(car.written()).unreached == 1


def test_missing_blocks_are_counted(writing: Any) -> None:
    """A node that is not there hides its records and no others; one that is no node counts as damaged."""
    car = writing.repository(_RECORDS)
    nodes = [cid for cid, block in car.blocks.items() if block.startswith(b"\xa2\x61e")]
    del car.blocks[nodes[0]]
    repository = _opened(car.written())
    assert repository.missing_nodes == 1
    assert 0 < len(repository.records) < len(_RECORDS)
    assert repository.unreached > 0
    car.root = car.add({"did": writing.did, "data": car.add({"text": "no node"})})
    assert _opened(car.written()).broken_nodes == 1


@pytest.mark.parametrize(
    "entry",
    [
        {"p": 1, "k": b"a", "t": None},
        {"p": 0, "k": b"a" * 2_000, "t": None},
        {"p": -1, "k": b"a", "t": None},
        {"k": b"a"},
        "x",
    ],
)
def test_an_impossible_entry_is_damage(writing: Any, entry: Any) -> None:
    """A path cannot begin with more than the one before it has, nor grow without bounds."""
    car = writing.repository({})
    if isinstance(entry, dict):
        entry["v"] = car.add({"text": "x"})
    car.root = car.add({"did": writing.did, "data": car.add({"l": None, "e": [entry]})})
    repository = _opened(car.written())
    assert (repository.records, repository.broken_nodes) == ([], 1)


def test_a_tree_that_leads_to_one_node_many_times_is_walked_once(writing: Any) -> None:
    """Thirty levels of two links to the same node below are thirty steps, not a billion."""
    car = writing.repository({})
    record = car.add({"text": "x"})
    node = car.add({"l": None, "e": [{"p": 0, "k": b"a/b", "v": record, "t": None}]})
    for _ in range(30):
        node = car.add({"l": node, "e": [{"p": 0, "k": b"a/c", "v": record, "t": node}]})
    car.root = car.add({"did": writing.did, "data": node})
    assert len(_opened(car.written()).records) == 31


def test_a_block_that_is_not_what_its_identifier_says_is_damaged(writing: Any) -> None:
    """A flipped bit in a record never becomes a wrong record."""
    data = writing.repository({"app.bsky.feed.post/3k": {"text": "good"}}).written()
    blocks = read_blocks(io.BytesIO(data.replace(b"good", b"goof")), "repo.car")
    assert (blocks.damaged, blocks.cut_off) == (1, False)


def test_an_identifier_by_another_hash_is_believed(writing: Any) -> None:
    """What cannot be checked is read."""
    other = b"\x01\x71\x13\x04abcd"
    header = writing.cbor({"version": 1, "roots": [writing.link(other)]})
    section = other + writing.cbor({"a": 1})
    data = b"".join(writing.varint(len(part)) + part for part in (header, section))
    assert read_blocks(io.BytesIO(data), "x").by_cid == {other: writing.cbor({"a": 1})}


def test_what_is_no_car_is_refused(writing: Any) -> None:
    """The header must be of version 1 and name a root."""
    good = writing.cbor({"version": 1, "roots": [writing.link(b"\x01\x71\x12\x20" + bytes(32))]})
    assert is_car(writing.varint(len(good)) + good)
    for header in (
        writing.cbor({"version": 2, "roots": [writing.link(b"\x01")]}),
        writing.cbor({"version": 1, "roots": []}),
        writing.cbor({"version": 1}),
        good[:-1],
        b"",
    ):
        data = writing.varint(len(header)) + header
        assert not is_car(data)
        with pytest.raises(UnreadableFile, match="not a Bluesky repository"):
            read_blocks(io.BytesIO(data), "x.car")


def test_a_car_without_a_commit_is_refused(writing: Any) -> None:
    """Other programs write such containers too."""
    car = writing.repository({})
    car.root = car.add({"text": "something else"})
    nothing: dict[bytes, bytes] = {}
    for blocks in (car.blocks, nothing):
        car.blocks = blocks
        with pytest.raises(UnreadableFile, match="no commit"):
            _opened(car.written())


@pytest.mark.parametrize(
    "end", [b"\x00", b"\x05abc", b"\xff" * 11, b"\x80", b"\xff\xff\xff\xff\x0f" + b"x" * 50, b"\xff" * 9 + b"\x01"]
)
def test_an_end_that_makes_no_sense_is_a_cut(writing: Any, end: bytes) -> None:
    """A length that is cut off, nothing, or more than any block has ends the reading, and takes no memory."""
    blocks = read_blocks(io.BytesIO(writing.repository(_RECORDS).written() + end), "x")
    assert blocks.cut_off
    assert len(blocks.by_cid) > len(_RECORDS)


def test_a_repository_beyond_the_cap_is_refused(writing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole is held in memory, so it has a bound."""
    monkeypatch.setattr(car_module, "MOST_BYTES", 1_000)
    with pytest.raises(UnreadableFile, match="larger than"):
        read_blocks(io.BytesIO(writing.repository(_RECORDS).written()), "x.car")


def test_every_truncation_is_read_or_refused(writing: Any) -> None:
    """A file cut off anywhere is refused, or says so unless the cut is between two blocks."""
    data = writing.repository(dict(list(_RECORDS.items())[:5])).written()
    for length in range(len(data)):
        try:
            blocks = read_blocks(io.BytesIO(data[:length]), "x")
            opened(blocks, "x")
        except NetbookError:
            continue
        assert blocks.cut_off or len(blocks.by_cid) < 10


def test_every_damaged_byte_is_read_or_refused(writing: Any) -> None:
    """One wrong byte anywhere is a sentence or a count."""
    data = writing.repository(dict(list(_RECORDS.items())[:3])).written()
    whole = _opened(data)
    for place in range(len(data)):
        damaged = data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]
        try:
            blocks = read_blocks(io.BytesIO(damaged), "x")
            repository = opened(blocks, "x")
        except NetbookError:
            continue
        lost = (blocks.damaged, blocks.cut_off, repository.missing_nodes, repository.unreached)
        assert any(lost) or repository == whole


def test_two_thousand_random_files_are_read_or_refused(writing: Any) -> None:
    """Bytes at random, bare or behind a header, never end in another exception."""
    chance = random.Random(20_26)
    start = writing.repository(dict(list(_RECORDS.items())[:3])).written()
    refused = 0
    for number in range(2_000):
        data = start[: (0, 59, 250)[number % 3]] + chance.randbytes(chance.randrange(400))
        try:
            _opened(data)
        except NetbookError:
            refused += 1
    assert refused > 1_000
