"""The worked examples of docs/plug-ins.md are plug-ins that work."""

from __future__ import annotations

import io
import re
import sys
import types
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netbook.domain.records import Fate, InteractionRecord, LeftOut
from netbook.exports import read_export
from netbook.formats import exporters, registry
from netbook.formats.exporters import exporter_named
from netbook.formats.opening import open_bytes
from netbook.formats.registry import detect
from netbook.queries.exporting import take_along
from netbook.usecases.edit import edit
from netbook.usecases.imports import apply_import
from tests.conftest import NOW, TODAY

if TYPE_CHECKING:
    from netbook.domain.portable import PortableBook
    from tests.conftest import Desk

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "plug-ins.md").read_text(encoding="utf-8")


def block(mark: str) -> str:
    """Give the code under a mark of the page, or the text of its first sample."""
    found = re.search(rf"{re.escape(mark)}\n```\w+\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Install both examples as an entry point would."""
    for name, mark in (("netbook_club_runs", "worked example"), ("netbook_birthdays", "worked exporter")):
        module = types.ModuleType(name)
        exec(compile(block(f"<!-- {mark} -->"), name, "exec"), module.__dict__)  # noqa: S102 — the page's own code
        monkeypatch.setitem(sys.modules, name, module)
    line = re.search(r'\[project\.entry-points\."(.+?)"\]\n(.+?) = "(.+?)"', PAGE)
    assert line is not None
    entries = EntryPoints(
        [EntryPoint(line[2], line[3], line[1]), EntryPoint("b", "netbook_birthdays:BIRTHDAYS", "netbook.exporters")]
    )
    for module in (registry, exporters):
        monkeypatch.setattr(module, "entry_points", lambda group: entries.select(group=group))


def test_the_reader_reads_the_sample_of_the_page(desk: Desk, tmp_path: Path) -> None:
    """The sample is known by its content; its runs come in as meetings, and the line without a date is named."""
    sample = block("with whom:\n")
    with open_bytes(sample.encode(), "runs.txt") as files:
        reader = detect(files)
        assert reader.name == "club-runs"
        records = list(reader.read(files, lambda _done, _total: None))
    assert [type(record) for record in records] == [InteractionRecord, InteractionRecord, LeftOut]
    assert isinstance(records[2], LeftOut)
    assert (records[2].origin.line, records[2].fate) == (4, Fate.FAILED)
    (tmp_path / "runs.txt").write_text(sample, encoding="utf-8")
    for new in (2, 0):
        export = read_export(str(tmp_path / "runs.txt"), lambda _done, _total: None)
        made = desk.book.do(
            apply_import, export.records(lambda _done, _total: None), export.source, TODAY, NOW, census=export.census
        )
        assert (made.contacts_new, made.interactions_new, made.failed) == (new, new, 1)
    assert desk.card("Ada Lovelace").met_in_person is not None


def test_the_writer_writes(desk: Desk) -> None:
    """Whoever has a birthday stands in the list, and the count says how many."""
    desk.add("Ada Lovelace")
    desk.add("Grace Hopper")
    desk.book.do(edit, "ada", {"birthday": "1815-12-10"}, TODAY)
    out = io.BytesIO()

    def write(book: PortableBook) -> object:
        return exporter_named("birthdays").write(book, out, lambda _done, _total: None)

    assert desk.book.read(take_along, None, TODAY, write) == {"contact": 1}
    assert out.getvalue() == b"1815-12-10 Ada Lovelace\n"
