"""vCard files as a whole: recognised by content, one record a card, and safe against any file."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from netbook.domain.records import Fate, LeftOut, PersonRecord, Record
from netbook.errors import NetbookError
from netbook.formats.opening import open_bytes, open_export
from netbook.formats.registry import detect
from netbook.formats.streams import UnreadableFile
from netbook.formats.vcard import VCARD
from netbook.formats.vcard.cards import NO_END
from netbook.formats.vcard.reader import NO_CARDS

MIXED = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN:Rossi;Zoë\r\nTEL;CELL:+39 06 1234567\r\n"
    "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:caff=C3=A8 =\r\ncaldo\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Lovelace\r\nitem1.EMAIL:ada@example.org\r\nitem1.X-ABLabel:_$!<Home>!$_\r\n"
    "X-SOCIALPROFILE;type=twitter;x-user=ada:http://twitter.com/ada\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:urn:uuid:1\r\nFN:Alan \r\n Turing\r\n"
    "SOCIALPROFILE;SERVICE-TYPE=Mastodon:https://example.social/@alan\r\nBDAY:--0623\r\nEND:VCARD\r\n"
)
FIXTURES = Path(__file__).resolve().parents[2] / ".." / "shared" / "fixtures"


def _ignore(done: int, total: int) -> None:
    """Take no notice of progress."""


def _read(data: bytes, label: str = "all.vcf") -> list[Record]:
    with open_bytes(data, label) as files:
        return list(VCARD.read(files, _ignore))


def _read_or_refused(data: bytes) -> list[Record] | None:
    """Return the records, or None where a sentence refuses the file; any other exception is the test's failure."""
    try:
        with open_bytes(data, "any") as files:
            return list(VCARD.read(files, _ignore)) if VCARD.recognises(files) else None
    except NetbookError:
        return None


def _zip(members: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(zipfile.ZipInfo(name), text)
    return target.getvalue()


def test_versions_mixed_in_one_file() -> None:
    """Cards of every version stand in one file, and each becomes one person with its line."""
    found = [record for record in _read(MIXED.encode()) if isinstance(record, PersonRecord)]
    assert [(person.name, person.origin.line) for person in found] == [
        ("Zoë Rossi", 1),
        ("Ada Lovelace", 8),
        ("Alan Turing", 15),
    ]
    assert found[0].notes == "caffè caldo"
    assert [handle.key for handle in found[1].handles] == ["ada@example.org", "ada"]
    assert [handle.key for handle in found[2].handles] == ["alan@example.social"]
    assert (found[2].birthday, found[2].key) == ("--06-23", "vcard:1")


@pytest.mark.parametrize("label", ["contacts.txt", "all.csv", "x"])
def test_recognised_whatever_its_name(label: str) -> None:
    """A file of cards is known by its content."""
    for encoding in ("utf-8-sig", "utf-16", "utf-16-be"):
        with open_bytes(f"\n# mine\n{MIXED.replace('BEGIN', 'begin')}".encode(encoding), label) as files:
            assert detect(files) is VCARD


@pytest.mark.parametrize(
    "data", [b"FN:Ada\n", b"From a@b Mon\n\nBEGIN:VCARD\n", b"BEGIN:VCALENDAR\n", b"{}", b"\x00\x01"]
)
def test_not_recognised(data: bytes) -> None:
    """A file that does not begin with a card is none."""
    with open_bytes(data, "all.vcf") as files:
        assert not VCARD.recognises(files)


def test_a_folder_and_a_zip(tmp_path: Path) -> None:
    """A folder or a zip of files is read file by file, whatever else lies there."""
    card = "BEGIN:VCARD\nFN:{}\nEND:VCARD\n"
    members = {
        "a/1.vcf": card.format("A"),
        "b/2.VCF": card.format("B"),
        "b/empty.vcf": "",
        "b/other.vcard": "hello\n",
        "readme.txt": card.format("X"),
        "__MACOSX/b/2.vcf": card.format("X"),
        "b/._2.vcf": card.format("X"),
    }
    for name, text in members.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    for files in (open_bytes(_zip(members), "cards.zip"), open_export(tmp_path)):
        with files:
            assert detect(files) is VCARD
            records = list(VCARD.read(files, _ignore))
        assert [record.name for record in records if isinstance(record, PersonRecord)] == ["A", "B"]
        reasons = {record.origin.file: record.reason for record in records if isinstance(record, LeftOut)}
        assert reasons["b/empty.vcf"] == NO_CARDS
        assert set(reasons) == {"b/empty.vcf", "b/other.vcard"}


def test_a_folder_without_cards() -> None:
    """A format named by the user meets files of another kind with a sentence."""
    with pytest.raises(UnreadableFile, match=r"no vCard file"):
        _read(_zip({"a.txt": "x", "b.txt": "y"}))


def test_bad_cards_among_good_ones() -> None:
    """Of n cards of which k are broken, n - k are read, and each broken one is named with its line."""
    pieces = [f"BEGIN:VCARD\nFN:{number}\n" + ("" if number % 3 == 1 else "END:VCARD\n") for number in range(60)]
    records = _read("".join(pieces).encode())
    assert [record.name for record in records if isinstance(record, PersonRecord)] == [
        str(number) for number in range(60) if number % 3 != 1
    ]
    failed = [record for record in records if isinstance(record, LeftOut)]
    assert {record.reason for record in failed} == {NO_END}
    assert [record.origin.line for record in failed] == [4 + 8 * turn for turn in range(20)]


def test_progress_rises_to_the_whole() -> None:
    """Progress never falls back and ends at the total."""
    heard: list[tuple[int, int]] = []
    with open_bytes(MIXED.encode(), "all.vcf") as files:
        for _ in VCARD.read(files, lambda done, total: heard.append((done, total))):
            pass
    assert heard == sorted(heard)
    assert heard[-1][0] == heard[-1][1] == len(MIXED.encode())


def test_reading_can_be_left_off() -> None:
    """A reader that is dropped half way leaves nothing open to warn of."""
    with open_bytes(MIXED.encode("utf-16"), "all.vcf") as files:
        assert isinstance(next(iter(VCARD.read(files, _ignore))), PersonRecord)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_every_truncation(encoding: str) -> None:
    """A file cut off anywhere yields its whole cards, one broken one at most, and no wrong person."""
    data = MIXED.encode(encoding)
    names = {record.name for record in _read(data) if isinstance(record, PersonRecord)}
    for length in range(len(data)):
        records = _read_or_refused(data[:length]) or []
        assert {record.name for record in records if isinstance(record, PersonRecord)} <= names
        assert sum(isinstance(record, LeftOut) for record in records) <= 1
        whole = data[:length].decode(encoding, "replace").replace("END:VCARD\ufffd", "").count("END:VCARD")
        assert sum(isinstance(record, PersonRecord) for record in records) == whole


def test_every_damaged_byte() -> None:
    """One wrong byte anywhere costs at most the card it is in, and the one it then runs into."""
    data = MIXED.encode()
    for place in range(len(data)):
        records = _read_or_refused(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        assert records is None or sum(isinstance(record, PersonRecord) for record in records) >= 1


def test_two_thousand_random_files_are_read_or_refused() -> None:
    """Bytes at random, bare, behind the beginning of a card or inside one, never end in an exception."""
    chance = random.Random(20_26)
    beginnings = (
        b"",
        b"BEGIN:VCARD\n",
        b"\xff\xfe",
        b"BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=utf-16:",
        b"B\0E\0G\0",
    )
    ends = (b"", b"\nEND:VCARD\n", b"\nAGENT:\nBEGIN:VCARD\n")
    for number in range(2_000):
        data = beginnings[number % 5] + chance.randbytes(chance.randrange(300)) + ends[number % 3]
        _read_or_refused(data)
        if data:
            _read(data)


def test_lines_shuffled_at_random() -> None:
    """The lines of cards in any order, with any of them doubled, are read without an exception."""
    chance = random.Random(20_27)
    lines = [*MIXED.splitlines(), "AGENT:", "AGENT:BEGIN:VCARD", ' x"', "=", 'FN;X="', "item1.X-ABLabel:", "ADR:\\"]
    for _ in range(300):
        data = "\n".join(chance.choices(lines, k=30)).encode()
        fates = Counter(type(record) for record in _read(data))
        assert sum(fates.values()) > 0


@pytest.mark.skipif(not FIXTURES.exists(), reason="the shared fixtures are not beside the project")
def test_shared_fixtures_give_the_counted_people() -> None:
    """The cards found in files of many programs are those that were counted independently; broken ones are reported.

    The index counts cards that name nobody too; these are left out with a reason.
    """
    with (FIXTURES / "INDEX.tsv").open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table, delimiter="\t") if row["format"] == "vcard"]
    assert len(rows) >= 59
    for row in rows:
        with open_export(FIXTURES / row["path"]) as files:
            assert detect(files) is VCARD, row["path"]
            records = list(VCARD.read(files, _ignore))
        left_out = [record for record in records if isinstance(record, LeftOut)]
        nobody = sum(record.reason.startswith("This card has neither") for record in left_out)
        people = sum(isinstance(record, PersonRecord) for record in records)
        assert people + nobody == int(row["contacts"]), row["path"]
        begun = int(row["count_notes"].split(" BEGIN, ")[0])
        assert len(records) == begun, row["path"]
        assert any(record.fate is Fate.FAILED for record in left_out) == (row["contacts"] == "0"), row["path"]
