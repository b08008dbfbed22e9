"""Zip archives: read in place, and refused where they are locked, cut off or set up to mislead."""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zipfile

import pytest

from netbook.formats import archive as archive_module
from netbook.formats.opening import open_bytes
from netbook.formats.streams import UnreadableFile


def _zip(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        with zipfile.ZipFile(target, "w", method) as made:
            for name, data in members:
                made.writestr(zipfile.ZipInfo(name), data, method)
    return target.getvalue()


def _refused(data: bytes) -> str:
    """Return the sentence with which an archive, or its member “a.csv”, is refused."""
    with pytest.raises(UnreadableFile) as refused, open_bytes(data, "x.zip") as files, files.open("a.csv") as stream:
        stream.read()
    return refused.value.sentence


def test_members_are_read_in_place() -> None:
    """Names lose “./” and doubled slashes, folders are no members, backslashes part names as slashes do."""
    data = _zip(("top/", b""), ("./a.csv", b"1"), ("top//b.csv", b"22"), ("top\\c.csv", b"333"))
    with open_bytes(data, "x.zip") as files:
        assert [(member.name, member.size) for member in files.members] == [
            ("a.csv", 1),
            ("top/b.csv", 2),
            ("top/c.csv", 3),
        ]
        assert files.head("top/c.csv") == b"333"


@pytest.mark.parametrize(
    "name", ["../a.csv", "/a.csv", "x/../../a.csv", "C:\\a.csv", "c:a.csv", "..\\a.csv", "\\\\host\\a.csv"]
)
def test_names_that_lead_out_are_refused(name: str) -> None:
    """One hostile name condemns the archive."""
    assert "would land outside" in _refused(_zip(("a.csv", b"1"), (name, b"2")))


def test_a_name_with_a_nul_is_refused() -> None:
    """A name that reads differently in another program is refused."""
    data = _zip(("a.csvXY", b"1"), ("a.csv", b"2")).replace(b"a.csvXY", b"a.csv\0Y")
    assert "would land outside" in _refused(data)


@pytest.mark.parametrize("second", ["a.csv", "./a.csv", ".\\a.csv"])
def test_two_members_of_one_name_are_refused(second: str) -> None:
    """Nobody can tell which of the two is meant."""
    assert "two files named “a.csv”" in _refused(_zip(("a.csv", b"1"), (second, b"2")))


def test_an_encrypted_archive_is_refused() -> None:
    """A password is asked for nowhere: the person unpacks such an archive."""
    data = bytearray(_zip(("a.csv", b"1")))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "locked with a password" in _refused(bytes(data))


def test_a_member_under_another_name_in_its_own_header_is_refused() -> None:
    """The list of contents and the member must agree on the name."""
    data = _zip(("a.csv", b"1")).replace(b"a.csv", b"b.csv", 1)
    assert "not what the archive's list of contents says" in _refused(data)


def test_a_link_in_an_archive_is_refused() -> None:
    """A link is no file, even where it is stored as one."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        link = zipfile.ZipInfo("a.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
    assert "is a link inside the archive" in _refused(target.getvalue())


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_without_a_bound_are_refused(method: int) -> None:
    """Only stored and deflated members are read: others can unpack a few bytes to gigabytes in one step."""
    assert "packed in a way netbook does not read" in _refused(_zip(("a.csv", b"1" * 100), method=method))


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A member that unpacks to far more than it is packed to is refused before it is read."""
    monkeypatch.setattr(archive_module, "UNQUESTIONED_BYTES", 100_000)
    assert "more than netbook reads" in _refused(_zip(("a.csv", b"\0" * 3_000_000)))


def test_a_tightly_packed_file_of_honest_size_is_read() -> None:
    """A file of the same row over and over is no bomb."""
    data = b"Ada,Lovelace,,,,,01 Jan 2024\n" * 100_000
    with open_bytes(_zip(("a.csv", data)), "x.zip") as files, files.open("a.csv") as stream:
        assert stream.read() == data


@pytest.mark.parametrize("claimed", [1, 2_000_000, 2**32 - 2])
def test_a_size_that_lies_never_gets_past_the_cap(claimed: int) -> None:
    """The size in the headers is a claim: reading stops at the cap or at the damage, and says so."""
    data = bytearray(_zip(("a.csv", b"some text, not very long")))
    central = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, 22, claimed)
    struct.pack_into("<I", data, central + 24, claimed)
    assert _refused(bytes(data))


def test_a_member_with_a_flipped_bit_is_refused() -> None:
    """Damage shows in the check sum and becomes a sentence."""
    data = bytearray(_zip(("a.csv", b"some text " * 50), method=zipfile.ZIP_STORED))
    data[60] ^= 1
    assert "cut off or damaged" in _refused(bytes(data))


def test_every_truncation_of_an_archive_is_refused() -> None:
    """An archive that is cut off anywhere is refused, never half imported."""
    data = _zip(("a.csv", b"some text, not very long"), ("b.csv", b"more"))
    for length in range(len(data)):
        assert _refused(data[:length])


def test_every_flipped_byte_is_read_or_refused() -> None:
    """Damage anywhere ends in the same bytes or in a sentence, never in another exception."""
    data = _zip(("a.csv", b"some text, not very long"), ("b.csv", b"more"))
    for place in range(len(data)):
        broken = bytearray(data)
        broken[place] ^= 0xFF
        try:
            with open_bytes(bytes(broken), "x.zip") as files:
                for member in files.members:
                    with files.open(member.name) as stream:
                        stream.read()
        except UnreadableFile:
            continue


def test_an_empty_archive_has_no_members() -> None:
    """An archive of nothing is an archive."""
    with open_bytes(_zip(), "x.zip") as files:
        assert files.members == ()
