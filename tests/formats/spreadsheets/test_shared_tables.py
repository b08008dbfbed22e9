"""The folder of real files that stands beside the project, where there is one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from netbook.domain.records import InteractionRecord, PersonRecord
from netbook.errors import NetbookError
from netbook.formats.opening import open_bytes, open_export
from netbook.formats.registry import formats_found

FIXTURES = Path(__file__).resolve().parents[3] / ".." / "shared" / "fixtures"
_FORMATS = {"google-csv": "google-csv", "generic-csv": "csv"}


def _listed() -> list[tuple[str, str, int, int]]:
    if not FIXTURES.exists():
        return []
    with (FIXTURES / "INDEX.tsv").open(encoding="utf-8", newline="") as index:
        rows = list(csv.DictReader(index, delimiter="\t"))
    return [
        (row["path"], _FORMATS[row["format"]], int(row["contacts"]), int(row["interactions"]))
        for row in rows
        if row["format"] in _FORMATS
    ]


@pytest.mark.parametrize(("path", "name", "contacts", "interactions"), _listed())
def test_real_files_are_read_as_counted(path: str, name: str, contacts: int, interactions: int) -> None:
    """One format alone knows each file, and finds in it what was counted by hand."""
    with open_export(FIXTURES / path) as files:
        known = [each for each in formats_found().formats if each.recognises(files)]
        assert [each.name for each in known] == [name]
        records = list(known[0].read(files, lambda _done, _total: None))
    assert sum(isinstance(record, PersonRecord) for record in records) == contacts
    assert sum(isinstance(record, InteractionRecord) for record in records) == interactions


@pytest.mark.parametrize(("path", "name", "contacts", "interactions"), _listed())
def test_real_files_cut_off_anywhere(path: str, name: str, contacts: int, interactions: int) -> None:
    """Truncation at any byte is refused in a sentence, or gives no more people than there are."""
    whole = (FIXTURES / path).read_bytes()
    known = next(each for each in formats_found().formats if each.name == name)
    for end in range(1, len(whole)):
        with open_bytes(whole[:end]) as files:
            try:
                records = list(known.read(files, lambda _done, _total: None))
            except NetbookError:
                continue
        assert sum(isinstance(record, PersonRecord) for record in records) <= contacts
        assert not any(isinstance(record, InteractionRecord) for record in records)
