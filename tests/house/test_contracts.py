"""The rooms of the program and the arrows between them."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = ROOT / "netbook" / "domain"
ALLOWED_IN_DOMAIN = frozenset(sys.stdlib_module_names) | {"dateutil"}


def imported_modules(source: str) -> Iterator[str]:
    """Yield the dotted name of every module that the source text imports, but for neighbours in its own folder."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level != 1:
            yield "." * node.level + (node.module or "")


def strangers_in_domain(source: str) -> set[str]:
    """Return the modules a file of the domain imports and must not."""
    return {
        name
        for name in imported_modules(source)
        if name.split(".")[0] not in ALLOWED_IN_DOMAIN
        and name != "netbook.errors"
        and name.split(".")[:2] != ["netbook", "domain"]
    }


def test_every_contract_is_kept() -> None:
    """The import contracts of pyproject.toml hold."""
    linted = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert linted.returncode == 0, linted.stdout + linted.stderr
    assert "0 broken" in linted.stdout


@pytest.mark.parametrize("path", sorted(DOMAIN.rglob("*.py")), ids=lambda path: str(path.relative_to(DOMAIN)))
def test_domain_is_plain_python(path: Path) -> None:
    """The domain imports the standard library, dateutil and netbook.errors, and nothing else."""
    assert strangers_in_domain(path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(
    "line",
    ["import sqlalchemy", "from netbook.db import base", "import netbook", "from .. import x", "import rapidfuzz.fuzz"],
)
def test_a_stranger_in_the_domain_is_seen(line: str) -> None:
    """The check of the domain names an import that does not belong there."""
    assert strangers_in_domain(line) != set()
