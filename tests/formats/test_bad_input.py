"""Every reader on bytes that are no export, or one that is broken: records, or a sentence; never anything else."""

from __future__ import annotations

import random
from collections import Counter
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.fuzz import READERS, SAMPLES, cases, kept, zipped


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_read(name: str) -> None:
    """Whole, each sample is known by its content as what it is, and nothing of it fails."""
    found = kept(SAMPLES[name], "export", forced=None)
    assert isinstance(found, Counter)
    assert found["person"] + found["interaction"] > 0
    assert found["failed"] == 0
    assert found == kept(SAMPLES[name], "export", forced=name)


@pytest.mark.parametrize("name", SAMPLES)
def test_cut_off_anywhere(name: str) -> None:
    """Cut off after any byte it is refused in a sentence, or read with no more than was there."""
    whole = kept(SAMPLES[name], "export", forced=name)
    assert isinstance(whole, Counter)
    for end in range(1, len(SAMPLES[name])):
        found = kept(SAMPLES[name][:end], "export", forced=name)
        if isinstance(found, Counter):
            assert found["interaction"] <= whole["interaction"], end
            assert found["person"] <= whole["person"] + whole["interaction"], end


@pytest.mark.parametrize("name", READERS)
def test_random_bytes(name: str) -> None:
    """Random bytes are refused in a sentence, or nothing but what failed comes of them."""
    chance = random.Random(name)
    for _ in range(60):
        found = kept(chance.randbytes(chance.randrange(1, 600)), "noise", forced=name)
        assert isinstance(found, str) or not found["interaction"], found


@pytest.mark.long
@pytest.mark.parametrize("name", READERS)
def test_two_thousand_random_files(name: str) -> None:
    """The same for 2,000 files, of signs that exports are made of too."""
    chance = random.Random(name + "long")
    for number in range(2_000):
        size = chance.randrange(1, 3_000)
        signs = b'{}[]",:=\n\r\t \\abc019' if number % 2 else bytes(range(256))
        kept(bytes(chance.choices(signs, k=size)), "noise", forced=name)


def test_a_loss_is_named() -> None:
    """An event whose beginning is broken, and a mail whose charset is no name, are told of or read all the same."""
    lost = kept(SAMPLES["ics"].replace(b"BEGIN:VEVENT", b"BEGIN:VEV"), "export", forced="ics")
    assert lost == Counter({"failed": 1})
    odd = kept(SAMPLES["mbox"].replace(b"utf-8?q", b"u\0f-8?q"), "export", forced="mbox")
    assert odd == kept(SAMPLES["mbox"], "export", forced="mbox")


def test_damaged_samples() -> None:
    """Samples with bytes changed, lost and put in, as they are and in zips, end in records or in a sentence."""
    for sample, data, forced in islice(cases(2026), 1_500):
        assert isinstance(kept(data, sample, forced=forced), Counter | str)


@given(st.binary(max_size=300), st.sampled_from(sorted(READERS)))
def test_any_bytes(data: bytes, name: str) -> None:
    """Whatever hypothesis makes of bytes, no reader breaks."""
    if data:
        kept(data, "noise", forced=name)


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "C:\\evil", "a/../../b"])
def test_a_zip_that_leads_out(name: str) -> None:
    """A zip whose members would land outside is refused whole, whatever they hold."""
    found = kept(zipped(name, SAMPLES["vcard"]), "export.zip")
    assert isinstance(found, str)
    assert "outside" in found
