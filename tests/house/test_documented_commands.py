"""The commands that the documentation shows, against the program."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
NESTED = frozenset({"event", "config"})
FLAG = re.compile(r"--[a-z][a-z-]+")


def shown_lines(text: str) -> list[str]:
    """Return every piece of code of a Markdown page, each without its comment, a line each."""
    blocks = re.findall(r"^```(?:sh|console)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    inline = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    pieces = [line for block in blocks for line in block.splitlines()] + inline
    return [re.split(r"\s#\s", piece)[0].strip() for piece in pieces]


def split_words(command: str) -> list[str]:
    """Split a command line as a shell does, or at white space where a quote is left open."""
    try:
        return shlex.split(command)
    except ValueError:
        return command.split()


def commands_on(page: Path) -> set[tuple[str, ...]]:
    """Return (verb, flags…) for every call of netbook that a page shows; a nested verb is two words."""
    calls = set()
    for line in shown_lines(page.read_text(encoding="utf-8")):
        for part in re.split(r"\s(?:\||&&|·)\s", line.removeprefix("$ ")):
            words = split_words(part)
            while words and re.fullmatch(r"[A-Z_]+=\S*", words[0]):
                words = words[1:]
            if words[:1] != ["netbook"]:
                continue
            flags = [flag[0] for word in words if (flag := FLAG.match(word))]
            verbs = [word for word in words[1:] if re.fullmatch(r"[a-z]+", word)]
            depth = 2 if verbs and verbs[0] in NESTED else 1
            calls.add((" ".join(verbs[:depth]), *flags))
    return calls


@cache
def help_of(verb: str) -> str:
    """Return what ``netbook VERB --help`` prints; the empty text if there is no such verb."""
    shown = subprocess.run(
        [sys.executable, "-m", "netbook", *verb.split(), "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "200"},
    )
    return shown.stdout if shown.returncode == 0 else ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_shown_exists(page: Path) -> None:
    """Every command and every flag that a page shows is one that the program has."""
    for verb, *flags in sorted(commands_on(page)):
        assert help_of(verb), f"{page.name} shows “netbook {verb}”, and there is no such command"
        for flag in flags:
            known = [*FLAG.findall(help_of(verb) + help_of("")), "--version", "--help"]
            assert flag in known, f"{page.name} shows {flag} on “netbook {verb}”"


def test_calls_are_found(tmp_path: Path) -> None:
    """Calls are read from blocks and from running text, past settings, comments and pipes."""
    page = tmp_path / "page.md"
    page.write_text(
        "Try `netbook event start` now.\n\n```sh\nNETBOOK_TODAY=2026-11-23 netbook review --json | jq .  # rest\n```\n",
        encoding="utf-8",
    )
    assert commands_on(page) == {("event start",), ("review", "--json")}
