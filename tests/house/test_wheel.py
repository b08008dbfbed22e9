"""What the wheel carries."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel_members(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Build the wheel in a folder of its own and return the names of the files in it."""
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = folder.glob("netbook-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_the_migrations_are_in(wheel_members: list[str]) -> None:
    """An installed netbook can make a book: the wheel holds every migration and its environment."""
    assert any(re.fullmatch(r"netbook/migrations/versions/0001_\w+\.py", name) for name in wheel_members)
    packed = {name.removeprefix("netbook/") for name in wheel_members if name.startswith("netbook/migrations/")}
    wanted = {str(path.relative_to(ROOT)) for path in (ROOT / "migrations").rglob("*.py")}
    assert packed >= wanted


def test_the_types_and_the_licence_are_in(wheel_members: list[str]) -> None:
    """The wheel tells type checkers that it is typed, and carries its licence."""
    assert "netbook/py.typed" in wheel_members
    assert any(name.endswith("/licenses/LICENSE") for name in wheel_members)


def test_nothing_else_is_in(wheel_members: list[str]) -> None:
    """The wheel holds the package and its description: no tests, no documentation, no caches."""
    strays = [name for name in wheel_members if not re.match(r"netbook(-[\w.]+\.dist-info)?/", name)]
    assert strays == []
    assert [name for name in wheel_members if "__pycache__" in name or "/tests/" in name] == []
