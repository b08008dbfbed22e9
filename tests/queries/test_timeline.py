"""The timeline of a contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netbook.domain.channels import Channel
from netbook.queries.timeline import timeline

if TYPE_CHECKING:
    from tests.conftest import Desk


def test_a_timeline_page_by_page(desk: Desk) -> None:
    """Interactions come newest first, and pages follow each other without gap or overlap."""
    desk.add("Ada Lovelace")
    for days in (5, 5, 3, 9, 9, 1, 0):
        desk.log("ada", Channel.CALL, days_ago=days, note=f"{days} days ago")
    everything = desk.book.read(timeline, 1)
    assert [row.on for row in everything] == sorted((row.on for row in everything), reverse=True)
    paged = []
    before = None
    while page := desk.book.read(timeline, 1, most=2, before=before):
        paged += page
        before = (page[-1].on, page[-1].id)
    assert paged == everything
    assert len(everything) == 7
