"""A bug: its traceback goes to the log, one line to the terminal."""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING, ClassVar

from netbook.cli.output import Output
from netbook.errors import NetbookError

if TYPE_CHECKING:
    from netbook.cli.running import Run


class Bug(NetbookError):
    """Something went wrong inside netbook, which the user cannot put right."""

    exit_code: ClassVar[int] = 70


def report_bug(run: Run) -> int:
    """Write the exception being handled to the log, say where it is, and give the exit code."""
    trace = traceback.format_exc()
    try:
        log = run.paths.log
        log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{run.now().isoformat()} {trace}\n")
        details = f"its details are in {log}"
    except (OSError, NetbookError):
        if sys.stderr is not None:
            sys.stderr.write(ascii(trace)[1:-1].replace("\\n", "\n") + "\n")
        details = "its details are above"
    bug = Bug(f"this is a bug in netbook; {details}. Nothing you did before is lost.")
    Output(as_json=run.wishes.json).problem(bug)
    return bug.exit_code
