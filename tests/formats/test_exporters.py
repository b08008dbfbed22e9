"""Writers are found like plug-ins, and a bad plug-in harms nobody."""

from __future__ import annotations

import sys
import types
from importlib.metadata import EntryPoint, EntryPoints

import pytest

from netbook.errors import UsageProblem
from netbook.formats import exporters
from netbook.formats.exporters import BUILT_IN, exporter_named, exporters_found
from netbook.formats.protocol import Exporter


class _Postcards:
    """A stranger's writer."""

    name = "postcards"
    label = "postcards"
    ending = ".post"
    takes_all = False

    def write(self, *_: object) -> dict[str, int]:
        return {"postcard": 0}


def _plug(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    module = types.ModuleType("stranger")
    module.__dict__.update(POSTCARDS=_Postcards(), NOTHING=object())
    monkeypatch.setitem(sys.modules, "stranger", module)
    entries = EntryPoints(EntryPoint(name, value, exporters.ENTRY_POINTS) for name, value in values.items())
    monkeypatch.setattr(exporters, "entry_points", lambda group: entries.select(group=group))


def test_netbooks_own_writers_keep_the_protocol() -> None:
    """Each has a name of its own, an ending that begins with a dot, and can be named in any case."""
    assert len({each.name for each in BUILT_IN}) == len(BUILT_IN)
    for each in BUILT_IN:
        assert isinstance(each, Exporter)
        assert each.ending.startswith(".")
        assert exporter_named(each.name.upper()) is each


def test_a_plug_in_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that another package brings can be named, beside netbook's own."""
    _plug(monkeypatch, postcards="stranger:POSTCARDS")
    assert exporter_named("Postcards").ending == ".post"
    assert exporters_found().formats[: len(BUILT_IN)] == BUILT_IN


@pytest.mark.parametrize("value", ["no_such_module_anywhere:WRITER", "stranger:MISSING", "stranger:NOTHING"])
def test_a_bad_plug_in_is_left_out_with_a_sentence(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Whatever is wrong with it, the others work on."""
    _plug(monkeypatch, bad=value, postcards="stranger:POSTCARDS")
    found = exporters_found()
    assert [each.name for each in found.formats][-1] == "postcards"
    assert "“bad” was left out" in found.warnings[0]


def test_a_writer_that_is_not_there_lists_those_that_are() -> None:
    """A wrong name is answered with the right ones, and a command that works."""
    with pytest.raises(UsageProblem, match=r"not a format that netbook writes\. Try: .*json") as refused:
        exporter_named("postcards")
    assert refused.value.hints[0].startswith("netbook export ")
