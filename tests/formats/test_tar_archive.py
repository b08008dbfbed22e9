"""Tar archives: gone through once, read in place from anywhere, and refused where they are cut off or set up to mislead."""

from __future__ import annotations

import gzip
import io
import random
import tarfile
from typing import TYPE_CHECKING

import pytest

from netbook.exports import digest_of
from netbook.formats import tape as tape_module
from netbook.formats.opening import open_bytes, open_export
from netbook.formats.streams import UnreadableFile
from netbook.formats.tape import GzipTape
from netbook.formats.tar_archive import TarArchive

if TYPE_CHECKING:
    from pathlib import Path

    from netbook.formats.files import ExportFiles

_FORMATS = [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]


def _tar(*members: tuple[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=form) as made:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            made.addfile(info, io.BytesIO(data))
    return target.getvalue()


def _of_kind(kind: bytes, name: str = "a.csv", target: str = "/etc/passwd") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, target
        tar.addfile(info)
    return made.getvalue()


def _contents(files: ExportFiles) -> dict[str, bytes]:
    found = {}
    for member in files.members:
        with files.open(member.name) as stream:
            found[member.name] = stream.read()
    return found


def _refused(data: bytes) -> str:
    """Return the sentence with which an archive, or its member “a.csv”, is refused."""
    with pytest.raises(UnreadableFile) as refused, open_bytes(data, "x.tar") as files, files.open("a.csv") as stream:
        stream.read()
    return refused.value.sentence


@pytest.mark.parametrize("form", _FORMATS)
@pytest.mark.parametrize("packed", [False, True])
def test_members_are_read_in_place(tmp_path: Path, form: int, packed: bool) -> None:
    """Every way of writing long names is read, from the disk and from memory, packed or not."""
    long = f"{'folder/' * 20}{'é' * 30}.json" if form != tarfile.USTAR_FORMAT else f"{'f/' * 60}{'n' * 90}.json"
    members = {"a.csv": b"1" * 1_000, long: b"{}", "empty": b""}
    data = _tar(*members.items(), form=form)
    data = gzip.compress(data) if packed else data
    (tmp_path / "x").write_bytes(data)
    with open_bytes(data) as files:
        assert isinstance(files, TarArchive)
        assert _contents(files) == members
    with open_export(tmp_path / "x") as files:
        assert _contents(files) == members


def test_two_members_can_be_read_side_by_side() -> None:
    """Each reader keeps its own place."""
    one, two = random.Random(1).randbytes(300_000), random.Random(2).randbytes(300_000)
    with (
        open_bytes(gzip.compress(_tar(("a", one), ("b", two)))) as files,
        files.open("b", buffer_bytes=1_000) as second,
        files.open("a", buffer_bytes=1_000) as first,
    ):
        pieces = [(first.read(100_000), second.read(100_000)) for _ in range(3)]
    assert b"".join(piece for piece, _ in pieces) == one
    assert b"".join(piece for _, piece in pieces) == two


def test_any_place_is_reached_from_a_noted_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Places are noted on the way, thinned out when they are many, and all lead to the same bytes; pieces may follow."""
    monkeypatch.setattr(tape_module, "_FIRST_SPACING", 1_000)
    monkeypatch.setattr(tape_module, "MOST_MARKS", 16)
    chance = random.Random(3)
    data = bytes(chance.choices(b"abcdefgh", k=200_000))
    tape = GzipTape(io.BytesIO(gzip.compress(data[:120_000]) + gzip.compress(data[120_000:]) + b"\0" * 20))
    tape.go_to(10**9)
    assert tape.position == len(data)
    assert len(tape._marks) <= 17
    for place in [*chance.choices(range(len(data)), k=60), len(data), 0]:
        tape.go_to(place)
        assert tape.read(50) == data[place : place + 50] or tape.position > 120_000 >= place
    unread = io.BytesIO(gzip.compress(data))
    tape = GzipTape(unread)
    tape.go_to(150_000)
    before = unread.tell()
    tape.go_to(149_990)
    assert tape.read(5) == data[149_990:149_995]
    assert unread.tell() >= before - 65_536


@pytest.mark.parametrize("name", ["../a.csv", "/a.csv", "x/../../a.csv", "C:\\a.csv", "..\\a.csv", "\\\\host\\a.csv"])
def test_names_that_lead_out_are_refused(name: str) -> None:
    """One hostile name condemns the archive."""
    assert "would land outside" in _refused(_tar(("a.csv", b"1"), (name, b"2")))


def test_two_members_of_one_name_are_refused() -> None:
    """Nobody can tell which of the two is meant."""
    assert "two files named “a.csv”" in _refused(_tar(("a.csv", b"1"), ("./a.csv", b"2")))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE])
def test_links_are_never_followed(kind: bytes) -> None:
    """A link is no file, whatever it leads to."""
    assert "is a link inside the archive" in _refused(_of_kind(kind))


@pytest.mark.parametrize("kind", [tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.GNUTYPE_SPARSE])
def test_what_is_no_file_is_not_read(kind: bytes) -> None:
    """Pipes and devices are refused when they are opened, and so are files with holes."""
    assert "not an ordinary file" in _refused(_of_kind(kind))


def test_folders_are_no_members() -> None:
    """Folders are passed over in both their forms."""
    data = _of_kind(tarfile.DIRTYPE, "folder")[:512] + _tar(("old/", b""), ("a.csv", b"1"), form=tarfile.USTAR_FORMAT)
    with open_bytes(data) as files:
        assert [member.name for member in files.members] == ["a.csv"]


@pytest.mark.parametrize("packed", [False, True])
def test_every_truncation_is_refused(packed: bool) -> None:
    """An archive that is cut off anywhere is refused, never half imported."""
    data = _tar(("a.csv", b"some text" * 100), ("b.csv", b"more"), form=tarfile.USTAR_FORMAT)[: 512 * 7]
    data = gzip.compress(data) if packed else data
    end = len(data) if packed else len(data) - 511
    for length in range(3, end, 1 if packed else 13):
        assert _refused(data[:length])


@pytest.mark.parametrize("packed", [False, True])
def test_every_damaged_byte_is_read_or_refused(packed: bool) -> None:
    """Damage anywhere ends in bytes or in a sentence, never in another exception."""
    data = _tar(("a.csv", b"some text"), (f"{'n' * 150}.csv", b"more"))[: 512 * 9]
    data = gzip.compress(data) if packed else data
    refused = 0
    for place in range(len(data)):
        broken = data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]
        try:
            with open_bytes(broken) as files:
                _contents(files)
        except UnreadableFile:
            refused += 1
    assert refused > 10


def test_two_thousand_random_files_are_read_or_refused() -> None:
    """Bytes at random behind either beginning never end in another exception."""
    chance = random.Random(20_26)
    start = _tar(("a.csv", b"text"), (f"{'n' * 150}.csv", b"more"))
    for number in range(2_000):
        keep = chance.randrange(len(start))
        data = start[:keep] + chance.randbytes(chance.randrange(600))
        data = gzip.compress(data, 1) if number % 4 == 0 else b"\x1f\x8b\x08" + data if number % 4 == 1 else data
        try:
            with open_bytes(data) as files:
                assert len(files.members) <= 3
        except UnreadableFile:
            continue


def _sealed(header: bytearray) -> bytes:
    """Give a header the sum of its bytes."""
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header)


@pytest.mark.parametrize(
    "size",
    [b"\x80" + b"\0" * 3 + b"\xff" * 8, b"\xff" * 12, b"77777777777\0", b"-0000000007\0", b"not a number"],
)
@pytest.mark.parametrize("kind", [b"0", b"L", b"x", b"K", b"g"])
def test_a_size_that_lies_is_refused(size: bytes, kind: bytes) -> None:
    """Sizes beyond the end, below nothing or that are none end in a sentence and take no memory."""
    header = bytearray(_tar(("a.csv", b"text"), form=tarfile.USTAR_FORMAT)[:512])
    header[124:136] = size
    header[156:157] = kind
    assert "cut off or damaged" in _refused(_sealed(header) + b"\0" * 2_048)


@pytest.mark.parametrize(
    "fields", [b"9 size=-5\n", b"12 size=nine\n", b"999 path=a\n", b"x path=a\n", b"0 path=a\n", b"7 path\n"]
)
def test_further_fields_that_make_no_sense_are_refused(fields: bytes) -> None:
    """A list of fields that cannot be followed is damage."""
    header = bytearray(_tar(("x", fields), form=tarfile.USTAR_FORMAT)[:512])
    header[156:157] = b"x"
    data = _sealed(header) + fields.ljust(512, b"\0") + _tar(("a.csv", b"1"))
    assert "cut off or damaged" in _refused(data)


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What unpacks to far more than it is packed to is refused while it is gone through."""
    monkeypatch.setattr(tape_module, "UNQUESTIONED_BYTES", 100_000)
    monkeypatch.setattr(tape_module, "_FIRST_SPACING", 50_000)
    assert "more than netbook reads" in _refused(gzip.compress(_tar(("a.csv", b"\0" * 3_000_000))))


def test_what_is_packed_and_no_tar_is_refused() -> None:
    """A single file packed by gzip says that it is no archive."""
    assert "holds no tar archive" in _refused(gzip.compress(b'{"a": 1}' * 200))
    assert "holds no tar archive" in _refused(gzip.compress(b""))


def test_a_text_that_begins_like_one_is_a_file() -> None:
    """Only a header with the right sum makes a tar."""
    for data in (b"a.csv", b"\0" * 2_000, b"x" * 2_000):
        with open_bytes(data, "x") as files:
            assert not isinstance(files, TarArchive)


def test_the_digest_is_that_of_the_contents(tmp_path: Path) -> None:
    """A tar and the folder it unpacks to have one digest, whatever the order of the members."""
    members = {"b.json": b"2" * 5_000, "a/c.json": b"3", "a.json": b""}
    for name, data in members.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    with open_export(tmp_path) as folder:
        digests = {digest_of(folder)}
    for order in (list(members), sorted(members)):
        with open_bytes(gzip.compress(_tar(*((name, members[name]) for name in order)))) as files:
            digests.add(digest_of(files))
    assert len(digests) == 1
