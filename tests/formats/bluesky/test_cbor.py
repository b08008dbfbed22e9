"""DAG-CBOR: every value is read as it was written, and bytes that are none end in a sentence, whatever they claim."""

from __future__ import annotations

import struct
import tracemalloc
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netbook.formats.bluesky.cbor import MOST_DEPTH, BadBlock, Cid, decoded, map_in

_LEAVES: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.integers(-(2**64), 2**64 - 1)
    | st.floats(allow_nan=False)
    | st.text(max_size=40)
    | st.binary(max_size=40)
)
_VALUES: st.SearchStrategy[Any] = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
    max_leaves=30,
)


def _read_or_refused(data: bytes) -> Any:
    """Return the value, or the error that refuses it; any other exception is the test's failure."""
    try:
        return decoded(data)
    except BadBlock as problem:
        return problem


@given(value=_VALUES)
@settings(max_examples=80)
def test_every_value_is_read_as_it_was_written(value: Any, writing: Any) -> None:
    """Reading undoes writing."""
    assert decoded(writing.cbor(value)) == value


@given(value=_VALUES, place=st.integers(0, 10_000), byte=st.integers(0, 255))
@settings(max_examples=150)
def test_damage_is_read_or_refused(value: Any, place: int, byte: int, writing: Any) -> None:
    """A changed byte gives another value or a sentence, and a shortened block never the same value."""
    data = writing.cbor(value)
    place %= len(data)
    for damaged in (data[:place], data[:place] + bytes([byte]) + data[place + 1 :]):
        found = _read_or_refused(damaged)
        assert len(damaged) == len(data) or isinstance(found, BadBlock)


@given(data=st.binary(max_size=200))
@settings(max_examples=200)
def test_bytes_at_random_are_read_or_refused(data: bytes) -> None:
    """Nothing but BadBlock is raised, and its sentence is whole."""
    found = _read_or_refused(data)
    assert not isinstance(found, BadBlock) or found.sentence.endswith(".")


def test_a_link_is_told_from_bytes(writing: Any) -> None:
    """A link is a Cid without its leading zero; any other tag is refused."""
    link = decoded(writing.cbor(writing.link(b"\x01\x71")))
    assert isinstance(link, Cid)
    assert bytes(link) == b"\x01\x71"
    assert not isinstance(decoded(writing.cbor(b"\x01\x71")), Cid)
    for data in (b"\xd8\x2a\x41\x01", b"\xd8\x2a\x01", b"\xc1\x01"):
        with pytest.raises(BadBlock, match="leads nowhere"):
            decoded(data)


@pytest.mark.parametrize(("form", "head"), [(">e", b"\xf9"), (">f", b"\xfa"), (">d", b"\xfb")])
def test_floats_of_every_size(form: str, head: bytes) -> None:
    """Numbers with a fraction are read in all three sizes."""
    assert decoded(head + struct.pack(form, 1.5)) == 1.5


@pytest.mark.parametrize("depth", [MOST_DEPTH + 1, 100_000])
@pytest.mark.parametrize("head", [b"\x81", b"\xa1\x61k", b"\xd8\x2a"])
def test_depth_is_bounded(head: bytes, depth: int) -> None:
    """Lists, maps and links in each other cannot exhaust the stack."""
    with pytest.raises(BadBlock, match=r"nested|nowhere"):
        decoded(head * depth + b"\x01")
    assert decoded(b"\x81" * MOST_DEPTH + b"\x01")


@pytest.mark.parametrize("kind", [2, 3, 4, 5])
def test_a_length_that_lies_allocates_nothing(kind: int) -> None:
    """A value that claims to be larger than the block is refused before memory is taken for it."""
    tracemalloc.start()
    try:
        for length in (100, 2**20, 2**40, 2**64 - 1):
            with pytest.raises(BadBlock, match="cut off"):
                decoded(bytes([kind << 5 | 27]) + length.to_bytes(8, "big") + b"\x60")
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 100_000


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "cut off"),
        (b"\x01\x01", "goes on"),
        (b"\x5f\x41a\xff", "unknown length"),
        (b"\x61\xff", "UTF-8"),
        (b"\xa1\x01\x01", "keys are no text"),
        (b"\xf8\x20", "unknown kind"),
        (b"\xe0", "unknown kind"),
    ],
)
def test_what_is_no_dag_cbor_is_refused(data: bytes, words: str) -> None:
    """The sentence says what is wrong."""
    with pytest.raises(BadBlock, match=words):
        decoded(data)


def test_a_record_is_a_map() -> None:
    """Any other value is no record."""
    assert map_in(b"\xa1\x61a\x01") == {"a": 1}
    with pytest.raises(BadBlock, match="no record"):
        map_in(b"\x80")
