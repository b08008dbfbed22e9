"""The LinkedIn export as a whole: recognised by content, read in order, and safe against any file."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from netbook.domain.records import Fate, InteractionRecord, LeftOut, Owner, PersonRecord, Record
from netbook.errors import NetbookError
from netbook.formats.linkedin import LINKEDIN
from netbook.formats.opening import open_bytes, open_export
from netbook.formats.streams import UnreadableFile

_LINK = "https://www.linkedin.com/in/"
_CONNECTIONS = (
    'Notes:\n"A sentence."\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n'
    f"Ada,Lovelace,{_LINK}ada,,Engines,Analyst,12 Nov 2025\n,,,,,,13 Nov 2025\n"
)
_MESSAGE_HEADINGS = "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
_MESSAGES = (
    f"{_MESSAGE_HEADINGS}c1,Ada,{_LINK}ada,Me,{_LINK}mine,2026-02-01 08:00:00 UTC,,Hello,INBOX\n"
    f'c2,Me,{_LINK}mine,Bob,{_LINK}bob,2026-02-02 08:00:00 UTC,,"Hello,\nBob",INBOX\n'
)
_COACHING = f"{_MESSAGE_HEADINGS}g1,Coach,,Me,{_LINK}mine,2026-02-01 08:00:00 UTC,,Well done,INBOX\n"
_MEMBERS = {
    "Ad_Targeting.csv": "Member Age\n30\n",
    "Connections.csv": _CONNECTIONS,
    "guide_messages.csv": _COACHING,
    "messages.csv": _MESSAGES,
}
_FIXTURES = Path(__file__).resolve().parents[2] / ".." / "shared" / "fixtures"


def _zip(members: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(zipfile.ZipInfo(name), text)
    return target.getvalue()


def _ignore(done: int, total: int) -> None:
    """Take no notice of progress."""


def _read(data: bytes, label: str = "x.zip") -> list[Record]:
    with open_bytes(data, label) as files:
        return list(LINKEDIN.read(files, _ignore))


def _read_or_refused(data: bytes, label: str) -> list[Record] | None:
    """Return the records, or None where a sentence refuses the file; any other exception is the test's failure."""
    try:
        with open_bytes(data, label) as files:
            return list(LINKEDIN.read(files, _ignore)) if LINKEDIN.recognises(files) else None
    except NetbookError:
        return None


def test_owner_then_people_then_messages_then_what_is_not_read() -> None:
    """The order of the records is fixed, whatever the order of the files."""
    records = _read(_zip(_MEMBERS))
    assert [type(record) for record in records] == [
        Owner,
        PersonRecord,
        LeftOut,
        InteractionRecord,
        InteractionRecord,
        LeftOut,
    ]


def test_people_without_links_take_the_account_of_their_name() -> None:
    """In exports of 2020 a person is the account of the same name in the messages, if nobody else is called so."""
    connections = (
        "First Name,Last Name,Email Address,Company,Position,Connected On\n"
        "Ida,Rhodes,,Bureau,Analyst,01 Mar 2020\n"
        "Joan,Smith,,Mill,Weaver,02 Mar 2020\n"
        "Joan,Smith,,Forge,Smith,03 Mar 2020\n"
    )
    head = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
    link = "https://www.linkedin.com/in/"
    rows = [
        f"c1,,Ida Rhodes,{link}ida-rhodes,Me Myself,2020-04-01 08:00:00 UTC,,hello,INBOX",
        f"c1,,Me Myself,{link}me-myself,Ida Rhodes,2020-04-01 09:00:00 UTC,,hi,INBOX",
        f"c2,,Joan Smith,{link}joan-smith,Me Myself,2020-04-02 08:00:00 UTC,,hello,INBOX",
        f"c2,,Me Myself,{link}me-myself,Joan Smith,2020-04-02 09:00:00 UTC,,hi,INBOX",
    ]
    records = _read(_zip({"Connections.csv": connections, "messages.csv": head + "\n".join(rows) + "\n"}))
    people = [record for record in records if isinstance(record, PersonRecord)]
    assert [[handle.key for handle in person.handles] for person in people] == [["ida-rhodes"], [], []]


def test_every_row_has_one_fate() -> None:
    """Records but the owner are as many as the rows of connections, messages and coaching chats."""
    fates = Counter(
        record.fate.value if isinstance(record, LeftOut) else type(record).__name__ for record in _read(_zip(_MEMBERS))
    )
    assert fates == {"Owner": 1, "PersonRecord": 1, "InteractionRecord": 2, "skipped": 2}


@pytest.mark.parametrize("name", ["connections.csv", "Connections (1).csv", "my contacts.csv", "top/Connections.csv"])
def test_a_member_is_known_by_its_headings(name: str) -> None:
    """Neither the name nor the folder of a file matters."""
    records = _read(_zip({name: _CONNECTIONS, "other.csv": "a,b\n"}))
    assert sum(isinstance(record, PersonRecord) for record in records) == 1


@pytest.mark.parametrize(("text", "kind"), [(_CONNECTIONS, PersonRecord), (_MESSAGES, InteractionRecord)])
def test_a_lone_file_of_any_name_is_read(tmp_path: Path, text: str, kind: type[Record]) -> None:
    """One file suffices, from the disk, from standard input or in a folder."""
    (tmp_path / "anything.txt").write_text(text, encoding="utf-8")
    for path in (tmp_path, tmp_path / "anything.txt"):
        with open_export(path) as files:
            assert LINKEDIN.recognises(files)
            assert any(isinstance(record, kind) for record in LINKEDIN.read(files, _ignore))
    assert any(isinstance(record, kind) for record in _read(text.encode(), "standard input"))


def test_the_twin_files_of_a_mac_are_passed_over() -> None:
    """What a Mac adds to a zip is read as nothing."""
    twins = {"__MACOSX/Connections.csv": _CONNECTIONS, "a/._Connections.csv": _CONNECTIONS}
    assert _read(_zip(twins | {"a/Connections.csv": _CONNECTIONS})) == _read(_zip({"a/Connections.csv": _CONNECTIONS}))


@pytest.mark.parametrize(
    "members", [{}, {"a.csv": "x,y\n1,2\n"}, {"Connections.csv": ""}, {"messages.csv": "<html></html>"}]
)
def test_other_archives_are_not_recognised(members: dict[str, str]) -> None:
    """A name without the headings is not enough."""
    with open_bytes(_zip(members), "x.zip") as files:
        assert not LINKEDIN.recognises(files)


def test_a_file_without_its_headings_is_reported() -> None:
    """An import of nobody is never called a success: the file that could not be read is named."""
    for name in ("Connections.csv", "messages.csv"):
        records = _read(_zip(_MEMBERS | {name: "Something,else\n1,2\n"}))
        failed = [record for record in records if isinstance(record, LeftOut) and record.fate is Fate.FAILED]
        assert [(record.origin.file, record.origin.line) for record in failed] == [(name, 0)]


def test_forced_upon_another_file_it_says_what_is_missing() -> None:
    """A format named by the user meets a file of another kind with a sentence."""
    with pytest.raises(UnreadableFile, match=r"neither LinkedIn's Connections\.csv nor"):
        _read(b"BEGIN:VCARD\nEND:VCARD\n", "all.vcf")


def test_a_named_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """A link out of the folder is an error where it is messages.csv, and ignored where it is something else."""
    (tmp_path / "secret").write_text(_MESSAGES, encoding="utf-8")
    export = tmp_path / "export"
    export.mkdir()
    (export / "Connections.csv").write_text(_CONNECTIONS, encoding="utf-8")
    (export / "other.csv").symlink_to(tmp_path / "secret")
    with open_export(export) as files:
        assert LINKEDIN.recognises(files)
    (export / "messages.csv").symlink_to(tmp_path / "secret")
    with open_export(export) as files, pytest.raises(UnreadableFile, match="leads out of the folder"):
        LINKEDIN.recognises(files)


def test_progress_rises_to_the_whole() -> None:
    """Progress never falls back and ends at the total."""
    heard: list[tuple[int, int]] = []
    with open_bytes(_zip(_MEMBERS), "x.zip") as files:
        for _ in LINKEDIN.read(files, lambda done, total: heard.append((done, total))):
            pass
    assert heard == sorted(heard)
    assert heard[-1][0] == heard[-1][1] > 0


class _StoppedError(Exception):
    """What the test's progress raises to stop the reading."""


def test_progress_can_stop_the_reading() -> None:
    """What progress raises comes out of the reader."""

    def stop(done: int, total: int) -> None:
        raise _StoppedError

    with open_bytes(_zip(_MEMBERS), "x.zip") as files, pytest.raises(_StoppedError):
        list(LINKEDIN.read(files, stop))


def test_reading_can_be_left_off() -> None:
    """A reader that is dropped half way leaves nothing open to warn of."""
    with open_bytes(_zip(_MEMBERS), "x.zip") as files:
        assert isinstance(next(iter(LINKEDIN.read(files, _ignore))), Owner)


def test_every_truncation_of_a_zip_is_refused() -> None:
    """Nothing is taken from an archive that is cut off."""
    data = _zip(_MEMBERS)
    for length in range(len(data)):
        assert not _read_or_refused(data[:length], "x.zip")


def test_every_truncation_of_messages_is_read_or_refused() -> None:
    """A file cut off anywhere yields at most one broken row and no wrong person."""
    data = _MESSAGES.encode()
    for length in range(len(data)):
        records = _read_or_refused(data[:length], "messages.csv") or []
        assert sum(isinstance(record, LeftOut) for record in records) <= 1
        people = {
            handle.key for record in records if isinstance(record, InteractionRecord) for handle, _ in record.people
        }
        assert people <= {"ada", "mine", "bob"}


def test_two_thousand_random_files_are_read_or_refused() -> None:
    """Bytes at random, bare, behind the headings or in a zip's clothes, never end in another exception."""
    chance = random.Random(20_26)
    beginnings = (b"", _MESSAGE_HEADINGS.encode(), _CONNECTIONS.encode(), b"PK\x03\x04", b"PK\x05\x06", b"\xff\xfe")
    for number in range(2_000):
        data = beginnings[number % len(beginnings)] + chance.randbytes(chance.randrange(400))
        _read_or_refused(data, "any")


def test_every_damaged_byte_of_a_zip_is_read_or_refused() -> None:
    """One wrong byte anywhere is a sentence, or does not matter."""
    data = _zip(_MEMBERS)
    for place in range(len(data)):
        _read_or_refused(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :], "x.zip")


@pytest.mark.parametrize("suffix", ["Connections.csv", "sample_export.zip"])
@pytest.mark.skipif(not _FIXTURES.exists(), reason="the shared fixtures are not beside the project")
def test_shared_fixtures_give_the_counted_people_and_messages(suffix: str) -> None:
    """The people and messages found in exports made by others are those that were counted independently."""
    with (_FIXTURES / "INDEX.tsv").open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table, delimiter="\t") if row["format"] == "linkedin"]
    (row,) = (row for row in rows if row["path"].endswith(suffix))
    with open_export(_FIXTURES / row["path"]) as files:
        assert LINKEDIN.recognises(files)
        records = list(LINKEDIN.read(files, _ignore))
    assert sum(isinstance(record, PersonRecord) for record in records) == int(row["contacts"])
    from_messages = [
        record for record in records if not isinstance(record, Owner) and record.origin.file == "messages.csv"
    ]
    if suffix.endswith(".zip"):
        assert "messages.csv: 146 people/20000 dated rows" in row["count_notes"]
        assert len(from_messages) == 20_000
        talked_with = _people([record for record in from_messages if isinstance(record, InteractionRecord)])
        # The index counts the last person only of a group whose links are parted by spaces: 146 of these.
        assert len(talked_with) == 152
        assert not any(isinstance(record, LeftOut) and record.fate is Fate.FAILED for record in records)
        owners = [record.handle.key for record in records if isinstance(record, Owner)]
        assert owners[0] == "fake-ada-byron-lovelace"
        assert "Invitations.csv: 151 people/162 dated rows" in row["count_notes"]
        invited = [
            record
            for record in records
            if isinstance(record, InteractionRecord) and record.origin.file == "Invitations.csv"
        ]
        # The index counts the invited by name, 151 of them; three names belong to two accounts each.
        assert (len(invited), len({name for record in invited for _, name in record.people})) == (162, 151)
        assert len(_people(invited)) == 154
        assert sum(isinstance(record, PersonRecord) for record in records) + len(from_messages) + len(invited) == int(
            row["interactions"]
        )


def _people(records: list[InteractionRecord]) -> set[str]:
    return {handle.key for record in records for handle, _ in record.people}
