"""The README and the documentation against what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from netbook.cli.app import run

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"(?<!!)\[[^\]\n]{1,200}\]\(([^)\s]{1,300})\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def marked_command(name: str) -> str:
    """Return the one line of the code block that follows ``<!-- NAME -->`` in the README."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(rf"<!-- {re.escape(name)} -->\n+```sh\n([^\n]+)\n```\n", readme)
    assert block is not None, name
    return block[1]


def anchors(page: Path) -> set[str]:
    """Return the anchors that a page's headings get from a Markdown renderer."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#{1,6} +(.+)$", text, re.MULTILINE)
    return {re.sub(r"[ ]+", "-", re.sub(r"[^\w\- ]", "", heading.lower())).strip("-") for heading in headings}


def test_the_demo_is_one_line() -> None:
    """One command on a fresh machine makes an environment, installs netbook and starts the demo."""
    command = marked_command("demo command")
    assert command.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert command.endswith("&& .venv/bin/netbook demo")


def test_the_test_run_is_one_line() -> None:
    """One command on a fresh machine installs the pinned test tools and runs the whole suite."""
    command = marked_command("test command")
    assert command.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert "-r requirements/test.txt" in command
    assert ".venv/bin/python -m pytest" in command


def test_the_picture_is_marked() -> None:
    """The README's picture of the review stands between two marks, so that it can be made again."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    picture = re.search(r"<!-- picture: begin -->\n```text\n(.+?)\n```\n<!-- picture: end -->", readme, re.DOTALL)
    assert picture is not None
    assert "\x1b" not in picture[1]
    assert max(len(line) for line in picture[1].splitlines()) <= 100


def test_the_picture_is_current(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The README's picture is what netbook demo prints on Mon 23 Nov 2026, to the letter."""
    monkeypatch.setenv("NETBOOK_TODAY", "2026-11-23")
    assert run(["demo"]) == 0
    picture = (ROOT / "README.md").read_text(encoding="utf-8").partition("<!-- picture: begin -->\n```text\n")[2]
    assert picture.partition("\n```\n<!-- picture: end -->")[0] == capsys.readouterr().out.rstrip("\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page names a file, and a heading in it, that exist."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        wanted = (page.parent / name).resolve() if name else page
        assert wanted.is_file(), f"{page.name} links to {target}"
        assert not anchor or anchor in anchors(wanted), f"{page.name} links to {target}"


def test_every_page_is_in_the_contents() -> None:
    """Every page under docs/ is named in the site's contents, and every page named is there."""
    contents = (ROOT / ".ci" / "mkdocs.yml").read_text(encoding="utf-8")
    named = set(re.findall(r"([\w-]+\.md)$", contents, re.MULTILINE))
    assert named == {path.name for path in (ROOT / "docs").glob("*.md")}
