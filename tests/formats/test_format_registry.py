"""Formats are found like plug-ins, and a bad plug-in harms nobody."""

from __future__ import annotations

import sys
import types
from importlib.metadata import EntryPoint, EntryPoints

import pytest

from netbook.errors import UsageProblem
from netbook.formats import registry
from netbook.formats.linkedin import LINKEDIN
from netbook.formats.opening import open_bytes
from netbook.formats.protocol import Format
from netbook.formats.registry import UnknownFormat, detect, format_named, formats_found

_CONNECTIONS = b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


class _Postcards:
    """A stranger's format, for files that begin with “Dear”."""

    label = "box of postcards"

    def __init__(self, name: str = "postcards") -> None:
        self.name = name

    def recognises(self, files: object) -> bool:
        return files.head(files.members[0].name).startswith(b"Dear")  # type: ignore[attr-defined,no-any-return]

    def read(self, *_: object) -> object:
        return iter(())


@pytest.fixture
def plugged(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """Return a stranger's module, importable like an installed one."""
    module = types.ModuleType("stranger")
    module.__dict__.update(POSTCARDS=_Postcards(), TWIN=_Postcards("linkedin"), NOTHING=object())
    monkeypatch.setitem(sys.modules, "stranger", module)
    return module


def _plug(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    entries = EntryPoints(EntryPoint(name, value, registry.ENTRY_POINTS) for name, value in values.items())
    monkeypatch.setattr(registry, "entry_points", lambda group: entries.select(group=group))


def test_linkedin_is_a_format() -> None:
    """Netbook's own reader keeps the protocol that plug-ins keep."""
    assert isinstance(LINKEDIN, Format)
    assert formats_found().formats[0] is LINKEDIN


def test_netbooks_own_formats_need_no_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout without entry points reads what an installed netbook reads, and neither lists anything twice."""
    _plug(monkeypatch)
    without = formats_found()
    _plug(monkeypatch, linkedin="netbook.formats.linkedin:LINKEDIN")
    assert formats_found() == without
    assert without.warnings == ()


@pytest.mark.usefixtures("plugged")
def test_a_plug_in_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format that another package brings is detected and can be named."""
    _plug(monkeypatch, postcards="stranger:POSTCARDS")
    assert formats_found().warnings == ()
    assert format_named("Postcards").label == "box of postcards"
    with open_bytes(b"Dear Ada, the weather is fine.") as files:
        assert detect(files).name == "postcards"


def test_a_table_of_people_is_read_by_one_format_alone() -> None:
    """Any table can be read, and what a format of its own knows is left to that one."""
    with open_bytes(_CONNECTIONS) as files:
        assert [known.name for known in formats_found().formats if known.recognises(files)] == ["linkedin"]
    with open_bytes(b"Who,Mail\nAda,ada@example.org\n") as files:
        assert [known.name for known in formats_found().formats if known.recognises(files)] == ["csv"]


@pytest.mark.usefixtures("plugged")
@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("no_such_module_anywhere:FORMAT", "ModuleNotFoundError"),
        ("stranger:MISSING", "AttributeError"),
        ("stranger:NOTHING", "not a reader"),
        ("stranger:TWIN", "format named “linkedin” already"),
    ],
)
def test_a_bad_plug_in_is_left_out_with_a_sentence(monkeypatch: pytest.MonkeyPatch, value: str, words: str) -> None:
    """Whatever is wrong with it, the others work on."""
    _plug(monkeypatch, bad=value, postcards="stranger:POSTCARDS")
    found = formats_found()
    assert [known.name for known in found.formats] == [*(own.name for own in registry.BUILT_IN), "postcards", "csv"]
    (warning,) = found.warnings
    assert "“bad” was left out" in warning
    assert words in warning


def test_a_known_export_is_detected() -> None:
    """The format comes from the content."""
    with open_bytes(_CONNECTIONS, "letters.doc") as files:
        assert detect(files) is LINKEDIN


@pytest.mark.parametrize("data", [b"Dear Ada", b"\0" * 5000, b"%PDF-1.7", b"{}", b"<html>"])
def test_what_is_no_export_is_refused(data: bytes) -> None:
    """The refusal says what can be read, and its exit code is 2."""
    with open_bytes(data, "notes.txt") as files, pytest.raises(UnknownFormat, match="LinkedIn export") as refused:
        detect(files)
    assert refused.value.exit_code == 2
    assert refused.value.sentence.startswith("“notes.txt” ")
    assert "is not an export that netbook can read" in refused.value.sentence


def test_a_format_that_is_not_there_lists_those_that_are() -> None:
    """A wrong name is answered with the right ones."""
    assert format_named(" LinkedIn ") is LINKEDIN
    with pytest.raises(UsageProblem, match=r"“papyrus” is not a format that netbook knows\. Try: linkedin"):
        format_named("papyrus")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 x", "a PDF document"),
        (b"\xef\xbb\xbf <!DOCTYPE html>", "a web page"),
        (b"SQLite format 3\0", "a database"),
    ],
)
def test_a_refusal_says_what_the_file_looks_like(data: bytes, kind: str) -> None:
    """A file that is no export is refused with what it seems to be, where its first bytes say so."""
    with (
        open_bytes(data, "x") as files,
        pytest.raises(UnknownFormat, match=f"looks like {kind}, which is not an export"),
    ):
        detect(files)
