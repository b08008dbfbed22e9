"""What must not stand in any file of the project."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (".ci", "docs", "migrations", "netbook", "requirements", "tests")

# Written so that no pattern is found in this file itself.
FORBIDDEN = {
    "a package registry": r"py[p]i\.org|pythonhoste[d]\.org|(?i:arti[f]actory|de[v]pi|sona[t]ype|j[f]rog)",
    "an option that names a registry": r"--(?:extra-)?[i]ndex-url[ =]\S*:|--find-[l]inks[ =]",
    "a path of one machine": r"(?<![\w.~$})-])/(?:home|root|Users|opt|mnt|srv|work|workspace)/[\w.]",
    "a mark of unfinished work": r"\b(?:TO[D]O|FIX[M]E|X{3}|HA[C]K)\b",
    "a key or a password": r"-----BEGIN [A-Z ]*PRIVATE [K]EY|\bgh[pousr]_\w{30}|\bAKIA\w{16}\b",
}


def project_files() -> list[Path]:
    """Return the files git tracks or would track; without git, those of the known folders and of the top level."""
    git = shutil.which("git")
    if git is not None and (ROOT / ".git").exists():
        listed = subprocess.run(
            [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        paths = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")] + list(ROOT.glob("*"))
    return sorted(path for path in paths if path.is_file() and "__pycache__" not in path.parts)


def lines_with(pattern: str, text: str) -> list[str]:
    """Return the lines of the text in which the pattern is found, each cut at 120 characters."""
    return [line.strip()[:120] for line in text.splitlines() if re.search(pattern, line)]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    """No file names a package registry, a path of one machine, unfinished work or a secret."""
    found = {
        str(path.relative_to(ROOT)): lines
        for path in project_files()
        if (lines := lines_with(FORBIDDEN[what], path.read_text(encoding="utf-8", errors="replace")))
    }
    assert found == {}


def test_no_file_names_this_checkout() -> None:
    """No file holds the folder in which the project happens to lie."""
    assert [path for path in project_files() if str(ROOT) in path.read_text(encoding="utf-8", errors="replace")] == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a package registry", "see https://py" + "pi.org/project/netbook"),
        ("an option that names a registry", "--find" + "-links wheels"),
        ("a path of one machine", 'open("/ho' + 'me/ada/book.db")'),
        ("a mark of unfinished work", "# TO" + "DO: later"),
    ],
)
def test_the_patterns_have_teeth(what: str, line: str) -> None:
    """Each pattern finds what it is there for."""
    assert lines_with(FORBIDDEN[what], line) == [line]


def test_an_address_on_the_web_is_no_path() -> None:
    """A web address with a folder called home is not taken for a path of a machine."""
    assert lines_with(FORBIDDEN["a path of one machine"], "https://example.org/home/ada and ~/opt/x") == []


def test_pins_are_hashed() -> None:
    """Every requirement of every pinned list has an exact version and at least one hash."""
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        pins = path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        assert pins, path.name
        assert [pin for pin in pins if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", pin)] == [], path.name
