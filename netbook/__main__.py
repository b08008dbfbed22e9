"""The program: ``netbook`` and ``python -m netbook``."""

from __future__ import annotations

import gc
import os
import sys

RARE_COLLECTIONS = 100_000
"""New objects before the collector looks: importing the ORM alone would have it look two hundred times."""


def main() -> None:
    """Run the command line and leave with its exit code.

    The book is closed and the streams are flushed by then, so the process leaves at once: taking the interpreter
    apart would cost as much time as many a command.
    """
    gc.set_threshold(RARE_COLLECTIONS)
    from netbook.cli.app import run

    os._exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
