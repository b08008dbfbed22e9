"""``netbook export``."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from netbook.cli.progress import writing_text

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Netbook


@pytest.fixture
def people(netbook: Netbook) -> Netbook:
    """Give a book of two people, one in the archive."""
    netbook("add", "@ada", "Ada Lovelace", "#engines")
    netbook("add", "@grace", "Grace Hopper", "#navy")
    netbook("archive", "grace")
    return netbook


def test_a_file_and_a_stream_are_the_same(people: Netbook, tmp_path: Path) -> None:
    """The same comes out of standard output and into a file; what is said about it stands on standard error."""
    file = tmp_path / "netbook.json"
    done = people("export", "json", "-o", str(file))
    assert (done.code, done.out) == (0, "")
    assert done.err == f"✓ Exported 2 contacts, 0 interactions, 0 events to {file}\n"
    streamed = people("export", "JSON")
    assert (streamed.code, streamed.out) == (0, file.read_text(encoding="utf-8"))
    assert streamed.err == "✓ Exported 2 contacts, 0 interactions, 0 events\n"
    assert [contact["name"] for contact in json.loads(streamed.out)["contacts"]] == ["Ada Lovelace", "Grace Hopper"]


def test_a_filter_chooses(people: Netbook) -> None:
    """Words and terms choose as for a list; whom they leave out is not there, and nobody found is exit 4."""
    assert [each["name"] for each in people("export", "json", "-#navy").json["contacts"]] == ["Ada Lovelace"]
    assert [each["name"] for each in people("export", "json", "is:archived").json["contacts"]] == ["Grace Hopper"]
    nobody = people("export", "json", "hopper", "-o", "never.json")
    assert (nobody.code, nobody.out) == (4, "")
    assert "no one matches “hopper”" in nobody.err


def test_the_summary_as_json(people: Netbook, tmp_path: Path) -> None:
    """With --json the summary is on standard output, or on standard error where standard output holds the file."""
    file = tmp_path / "netbook.json"
    done = people("export", "json", "-o", str(file), "--json")
    counts = {"contact": 2, "interaction": 0, "event": 0}
    assert done.json == {"format": "json", "file": str(file), "written": counts}
    streamed = people("export", "json", "--json", "--quiet")
    assert json.loads(streamed.err) == {"format": "json", "file": None, "written": counts}
    assert len(streamed.json["contacts"]) == 2


def test_what_is_there_stays_unless_forced(people: Netbook, tmp_path: Path) -> None:
    """A file is replaced with --force alone."""
    file = tmp_path / "netbook.json"
    file.write_text("mine", encoding="utf-8")
    refused = people("export", "json", "-o", str(file))
    assert (refused.code, file.read_text(encoding="utf-8")) == (2, "mine")
    assert "--force" in refused.err
    assert people("export", "json", "-o", str(file), "--force").code == 0
    assert file.read_text(encoding="utf-8").startswith("{")


@pytest.mark.parametrize("words", [("export",), ("export", "postcards"), ("export", "json", "las:never")])
def test_unclear_words_are_refused(netbook: Netbook, words: tuple[str, ...]) -> None:
    """A format, and a filter that can be read, are needed."""
    refused = netbook(*words)
    assert (refused.code, refused.out) == (2, "")


def test_no_file_on_a_terminal(people: Netbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal is not filled with a file, whose bytes it might obey."""
    monkeypatch.setattr("netbook.cli.commands.export.is_terminal", lambda _stream: True)
    refused = people("export", "json")
    assert (refused.code, refused.out) == (2, "")
    assert "netbook export json -o netbook.json" in refused.err


@pytest.mark.parametrize(("problem", "code"), [(BrokenPipeError(32, "x"), 0), (OSError(28, "No space left"), 1)])
def test_standard_output_that_cannot_be_written(
    people: Netbook, monkeypatch: pytest.MonkeyPatch, problem: OSError, code: int
) -> None:
    """A reader that has gone is no error; a full disk is one, in a sentence."""

    class Refusing(io.BytesIO):
        def write(self, _data: object) -> int:
            raise problem

    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(Refusing(), encoding="utf-8", write_through=True))
    done = people("export", "json")
    assert (done.code, "Traceback" in done.err) == (code, False)
    assert ("cannot be written: no space left" in done.err) is (code == 1)


def test_progress_in_words() -> None:
    """The share, how many contacts there are, and the time left once it can be told."""
    assert writing_text(0, 2_000, 0.0) == "Writing [                    ]   0% of 2,000 contacts"
    assert writing_text(500, 2_000, 1.0) == "Writing [#####               ]  25% of 2,000 contacts, 3 s left"
    assert writing_text(0, 0, 1.0) == "Writing [####################] 100% of 0 contacts"
