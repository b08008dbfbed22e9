"""Dates and addresses of Bluesky, and repositories that others made."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from netbook.domain.records import Fate, InteractionRecord, LeftOut, PersonRecord
from netbook.errors import NetbookError
from netbook.formats.bluesky import BLUESKY
from netbook.formats.bluesky.fields import subject
from netbook.formats.opening import open_bytes, open_export
from netbook.formats.registry import detect
from netbook.formats.timestamps import instant

ADA = "did:plc:ada222222222222222222222"
_FIXTURES = Path(__file__).resolve().parents[3] / ".." / "shared" / "fixtures"


def _ignore(done: int, total: int) -> None:
    """Take no notice of progress."""


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2024-02-29T12:00:00Z", datetime(2024, 2, 29, 12, tzinfo=UTC)),
        ("2024-02-29T12:00:00.5Z", datetime(2024, 2, 29, 12, 0, 0, 500_000, tzinfo=UTC)),
        ("2024-02-29T05:00:00-07:00", datetime(2024, 2, 29, 12, tzinfo=UTC)),
        ("0000-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("2024-02-30T12:00:00Z", None),
        ("2024-02-29T12:00:00", None),
        ("2024-02-29", None),
        ("٢٠٢٤-02-29T12:00:00Z", None),
    ],
)
def test_instants(text: str, at: datetime | None) -> None:
    """A date has a zone and is one of the calendar's, in every form that clients write."""
    assert instant(text) == at


def test_addresses() -> None:
    """An address leads to an account and perhaps a collection."""
    found = subject(f"at://{ADA}/app.bsky.feed.post/3k")
    assert found is not None
    assert (found.account, found.collection) == (ADA, "app.bsky.feed.post")
    assert subject("https://bsky.app") is None
    assert subject(f"at://{'a' * 3_000}") is None


def _examples(name: str) -> list[str]:
    lists = _FIXTURES / "identity" / "bluesky-social__atproto-interop-tests" / "syntax"
    lines = (lists / name).read_text(encoding="utf-8").split("\n")
    return [line for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.skipif(not _FIXTURES.exists(), reason="the shared fixtures are not beside the project")
def test_bluesky_s_own_lists_of_dates_and_addresses() -> None:
    """Of the valid dates all but the year 0 are read, of the invalid ones none; every valid address is."""
    assert [text for text in _examples("datetime_syntax_valid.txt") if instant(text) is None] == [
        "0000-01-01T00:00:00.000Z"
    ]
    wrong = _examples("datetime_syntax_invalid.txt") + _examples("datetime_parse_invalid.txt")
    assert [text for text in wrong if instant(text)] == []
    assert [text for text in _examples("aturi_syntax_valid.txt") if subject(text) is None] == []


def _index() -> list[dict[str, str]]:
    if not _FIXTURES.exists():
        return []
    with (_FIXTURES / "INDEX.tsv").open(encoding="utf-8", newline="") as table:
        return [row for row in csv.DictReader(table, delimiter="\t") if row["format"] == "bluesky"]


@pytest.mark.parametrize("row", _index(), ids=lambda row: Path(row["path"]).name)
def test_shared_fixtures_give_the_counted_people_and_dates(row: dict[str, str]) -> None:
    """People, dated records and missing blocks are as many as were counted independently."""
    with open_export(_FIXTURES / row["path"]) as files:
        assert detect(files) is BLUESKY
        found = list(BLUESKY.read(files, _ignore))
    kinds = Counter(type(record) for record in found)
    assert kinds[PersonRecord] + kinds[InteractionRecord] == int(row["interactions"])
    met = {handle.key for each in found if isinstance(each, PersonRecord) for handle in each.handles}
    talked = {who.key for each in found if isinstance(each, InteractionRecord) for who, _name in each.people}
    assert len(met or talked) == int(row["contacts"])
    lost = sum(each.count for each in found if isinstance(each, LeftOut) and each.fate is Fate.FAILED)
    assert f"missing blocks {lost};" in row["count_notes"]


@pytest.mark.parametrize(
    "row", [row for row in _index() if int(row["bytes"]) < 2_000], ids=lambda row: row["path"][-14:]
)
def test_every_truncation_of_shared_fixtures_is_read_or_refused(row: dict[str, str]) -> None:
    """Cut off anywhere, a repository is refused, or yields no more than the whole and says that something is missing."""
    data = (_FIXTURES / row["path"]).read_bytes()
    for length in range(1, len(data)):
        try:
            with open_bytes(data[:length], "repo.car") as files:
                found = list(BLUESKY.read(files, _ignore))
        except NetbookError:
            continue
        dated = sum(isinstance(record, PersonRecord | InteractionRecord) for record in found)
        assert dated <= int(row["interactions"])
        assert any(isinstance(record, LeftOut) and record.fate is Fate.FAILED for record in found)
