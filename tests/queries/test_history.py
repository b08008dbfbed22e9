"""The history as a reader sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.channels import Channel
from netbook.queries.history import history

if TYPE_CHECKING:
    from tests.conftest import Desk


def test_the_history_is_newest_first(desk: Desk) -> None:
    """Steps are listed with their words, undone ones too, and cut after some."""
    desk.add("Ada Lovelace")
    desk.log("ada", Channel.CALL)
    desk.undo()
    rows = desk.book.read(history)
    assert [(row.words, row.undone, row.redoable) for row in rows] == [
        ("Logged call with Ada Lovelace", True, True),
        ("Added Ada Lovelace", False, False),
    ]
    assert len(desk.book.read(history, 1)) == 1
