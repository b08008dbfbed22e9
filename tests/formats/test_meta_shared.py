"""Real files of Facebook, Instagram and TikTok exports that stand beside the project, where there are any."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netbook.domain.channels import Channel
from netbook.domain.records import Fate, InteractionRecord, LeftOut, PersonRecord, Record
from netbook.formats.facebook import FACEBOOK
from netbook.formats.instagram import INSTAGRAM
from netbook.formats.opening import open_export
from netbook.formats.streams import UnreadableFile
from netbook.formats.tiktok import TIKTOK

if TYPE_CHECKING:
    from netbook.formats.protocol import Format

_FIXTURES = Path(__file__).resolve().parents[2] / ".." / "shared" / "fixtures"
_FORMATS: dict[str, Format] = {"facebook": FACEBOOK, "instagram": INSTAGRAM, "tiktok": TIKTOK}
_MESSENGER = _FIXTURES / "facebook" / "kenn-io__msgvault" / "internal" / "fbmessenger" / "testdata"

needs_fixtures = pytest.mark.skipif(not _FIXTURES.exists(), reason="the shared fixtures are not beside the project")


def _rows() -> list[dict[str, str]]:
    if not _FIXTURES.exists():
        return []
    with (_FIXTURES / "INDEX.tsv").open(encoding="utf-8", newline="") as table:
        return [row for row in csv.DictReader(table, delimiter="\t") if row["format"] in _FORMATS]


def _read(known: Format, path: Path) -> list[Record]:
    with open_export(path) as files:
        return list(known.read(files, lambda _done, _total: None))


def _dated(records: list[Record]) -> int:
    """Count what the index counts: friendships with a day, messages, and messages that were taken back or mean nothing."""
    talks = [record for record in records if isinstance(record, InteractionRecord)]
    reactions = sum(":reaction:" in record.key for record in talks)
    skipped = sum(record.count for record in records if isinstance(record, LeftOut))
    friends = sum(isinstance(record, PersonRecord) and record.linked is not None for record in records)
    return len(talks) - reactions + skipped + friends


@pytest.mark.parametrize("row", _rows(), ids=lambda row: str(row["path"])[-60:])
def test_files_give_the_counted_people_and_interactions(row: dict[str, str]) -> None:
    """What was counted independently is found; what holds nobody is refused with a sentence."""
    known, path = _FORMATS[row["format"]], _FIXTURES / row["path"]
    if row["contacts"] == "0" and not path.name.startswith("profile_information"):
        with pytest.raises(UnreadableFile):
            _read(known, path)
        return
    records = _read(known, path)
    people = {record.name or record.handles[0].key for record in records if isinstance(record, PersonRecord)}
    # A lone group does not say who the user is, so that the index has one person less.
    people -= {"Test User"}
    assert len(people) == int(row["contacts"])
    assert _dated(records) - (row["format"] == "tiktok") * len(people) == int(row["interactions"])
    assert not any(isinstance(record, LeftOut) and record.fate is Fate.FAILED for record in records)


@needs_fixtures
def test_conversations_beside_each_other_show_the_user() -> None:
    """In one folder all conversations have the user in common, and no other exception than a sentence comes of any."""
    records = _read(FACEBOOK, _MESSENGER)
    names = {record.name for record in records if isinstance(record, PersonRecord)}
    assert "Test User" not in names
    assert {"Alice Example", "Bob Example", "Zoe Archive", "Dave Multi", "Good Sibling"} <= names
    notes = [record.note for record in records if isinstance(record, InteractionRecord)]
    assert "café time?" in notes
    failed = [record.origin.file for record in records if isinstance(record, LeftOut) and record.fate is Fate.FAILED]
    assert all("broken_BAD" in file for file in failed)
    assert failed
    calls = [record for record in records if isinstance(record, InteractionRecord) and record.channel is Channel.CALL]
    assert len(calls) == 1
