"""``netbook completion``, and what a shell asks of the program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Netbook


ROOT = Path(__file__).resolve().parents[2]


def completed(words: str, home: Path) -> tuple[list[str], str]:
    """Complete as bash asks for it; gives the words, and the modules that were imported for it."""
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: sys.stderr.write(' '.join(sys.modules)))\n"
        "from netbook.cli.app import run\n"
        "run([])\n"
    )
    asked = words.split(" ")
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "_NETBOOK_COMPLETE": "bash_complete"}
    environment |= {"COMP_WORDS": words, "COMP_CWORD": str(len(asked) - 1)}
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return [line.partition(",")[2] for line in ran.stdout.splitlines()], ran.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_for_each_shell(netbook: Netbook, shell: str) -> None:
    """The script names the program and the variable by which it asks."""
    printed = netbook("completion", shell)
    assert (printed.code, printed.err) == (0, "")
    assert f"_NETBOOK_COMPLETE={shell}_complete" in printed.out
    assert netbook("completion", "tcsh").code == 2


def test_command_names(tmp_path: Path) -> None:
    """Commands are completed without importing any of them, nor the ORM."""
    words, modules = completed("netbook re", tmp_path)
    assert words == ["review", "redo", "restore"]
    assert "netbook.cli.commands.review" not in modules
    assert "sqlalchemy" not in modules


def test_options_of_a_command(tmp_path: Path) -> None:
    """Options of a command are completed; an unknown command completes nothing and fails nowhere."""
    words, _modules = completed("netbook review --as", tmp_path)
    assert words == ["--ask"]
    words, modules = completed("netbook nonsense --as", tmp_path)
    assert "Traceback" not in modules
    assert "--ask" not in words
