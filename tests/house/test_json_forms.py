"""The JSON that every command prints, against docs/json.md."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netbook.cli.app import run
from netbook.cli.catalogue import COMMANDS

if TYPE_CHECKING:
    import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "json.md"
EXPORT = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Radia,Perlman,https://www.linkedin.com/in/radia-example,,Bridge Works,Engineer,12 Nov 2025\n"
    ",,,,,,07 Jun 2026\n"
)
FOLLOWING = 'window.YTD.following.part0 = [{"following": {"accountId": "12", "userLink": "https://x.com/i/user/12"}}]'
STEPS = {
    "add": "add @ada Ada #maths",
    "met": "met Grace at PyCon on 2026-11-01",
    "log": "log ada email",
    "note": "note ada hello",
    "promise": "promise ada slides",
    "kept": "kept ada slides",
    "done": "done ada",
    "snooze": "snooze ada 3w",
    "edit": "edit ada --sector press",
    "archive": "archive ada --back",
    "cadence WHO": "cadence ada 6w",
    "cadence TAG": "cadence #maths 8w",
    "tag WHO": "tag ada --add looms",
    "tag": "tag",
    "show": "show ada",
    "list": "list",
    "event add": "event add EuroPython",
    "event list": "event list",
    "event edit": "event edit EuroPython --place Prague",
    "event start": "event start PyConDE",
    "event show": "event show PyConDE",
    "event stop": "event stop",
    "event debrief": "event debrief PyCon --no-input",
    "import": "import Connections.csv",
    "import --list": "import --list",
    "export": "export json -o out.json",
    "sync": "sync cards",
    "inbox": "inbox",
    "other archive": "import following.js",
    "unresolved": "unresolved",
    "unresolved ID HANDLE": "unresolved 12 @twelve",
    "import --undo": "import --undo 1",
    "review": "review",
    "review --check": "review --check",
    "stats": "stats",
    "other": "add @ada2 Ada --new",
    "dupes": "dupes --min 0",
    "merge": "merge @ada @ada2",
    "history": "history",
    "history NUMBER": "history 1",
    "undo": "undo",
    "redo": "redo",
    "info": "info",
    "config get": "config get",
    "config list": "config list",
    "config get NAME": "config get cap",
    "config path": "config path",
    "backup": "backup",
    "backup --list": "backup --list",
    "restore": "restore 2026-11-23T120000.db --yes",
    "forget": "forget @ada --yes",
    "doctor": "doctor",
    "doctor --salvage": "doctor --salvage --yes",
    "demo": "demo",
}
"""Each form of the page and a line that prints it, in an order that makes sense to one book."""
NO_JSON = frozenset({"completion", "config set", "config unset", "config edit", "tui"})


def documented() -> dict[str, tuple[str, set[str]]]:
    """Return what the page says of each command: the sort of value, and the keys of its objects."""
    text = PAGE.read_text(encoding="utf-8")
    sample = re.search(r"^## A contact\n.*?```json\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert sample is not None
    contact = set(json.loads(sample[1]))
    found: dict[str, tuple[str, set[str]]] = {}
    for names, sort, keys in re.findall(r"^\| (`[^|]+`) \| ([a-z ]+) \| ([^|]*)\|$", text, re.MULTILINE):
        listed = set(re.findall(r"`(\w+)`", keys)) | (contact if "contact" in sort else set())
        found |= {
            name: (sort.split()[0].replace("contact", "object"), listed) for name in re.findall("`([^`]+)`", names)
        }
    return found


def form_of(value: Any) -> tuple[str, set[str]]:
    """Return the sort of a printed value, and the keys of its objects."""
    if isinstance(value, list):
        assert value, "an empty array shows no keys"
        return "array", set(value[0])
    return ("object", set(value)) if isinstance(value, dict) else ("text", set())


def test_every_form_is_as_documented(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a small book each command prints the sort of value and the keys that docs/json.md gives, no more, no fewer."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "NETBOOK_BOOK", "NETBOOK_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETBOOK_TODAY", "2026-11-23")
    monkeypatch.chdir(tmp_path)
    Path("Connections.csv").write_text(EXPORT, encoding="utf-8")
    Path("following.js").write_text(FOLLOWING, encoding="utf-8")
    printed = {}
    for name, line in STEPS.items():
        later = name.startswith("review")
        monkeypatch.setenv("NETBOOK_TODAY", "2026-12-20" if later else "2026-11-23")
        assert run([*line.split(), "--json"]) in (0, 3), line
        printed[name] = form_of(json.loads(capsys.readouterr().out))
    del printed["other"], printed["other archive"]
    assert printed == documented()


def test_no_command_is_forgotten() -> None:
    """Every verb stands in the table, or is one of those that print no JSON."""
    assert {name.split()[0] for name in (*documented(), *NO_JSON)} == set(COMMANDS)
