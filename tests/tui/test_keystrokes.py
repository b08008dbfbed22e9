"""What a job may cost: the keys of each, typed text not counted, and u back to a book that exports the same bytes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from textual import events

from netbook.formats.book_json import BOOK_JSON
from netbook.queries.exporting import take_along
from tests.tui.conftest import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from netbook.domain.portable import PortableBook
    from tests.conftest import Desk
    from tests.tui.conftest import Ui

Part = tuple[str, ...] | str
"""Keys to press, or a text that is typed or pasted and counts for nothing."""


def exported(desk: Desk) -> bytes:
    """Give the whole book as the bytes of its export."""

    def write(book: PortableBook) -> bytes:
        out = io.BytesIO()
        BOOK_JSON.write(book, out, lambda _done, _total: None)
        return out.getvalue()

    return desk.book.read(take_along, None, TODAY, write)


async def do(here: Ui, *parts: Part) -> int:
    """Press and type; gives how many keys were pressed."""
    pressed = 0
    for part in parts:
        if isinstance(part, tuple):
            await here.press(*part)
            pressed += len(part)
        elif part.startswith("https://"):
            here.app.post_message(events.Paste(part))
            await here.settle()
        else:
            await here.type(part)
    return pressed


JOBS: dict[str, tuple[tuple[Part, ...], tuple[Part, ...], int]] = {
    "log a handle": ((), (("a",), "@brand_new", ("enter",)), 2),
    "from a link in the clipboard": ((), ("https://hachyderm.io/@brand_new", ("enter",)), 1),
    "a meeting, known contact, running event": ((("3", "R", "1"),), (("m",), "hop", ("enter", "enter")), 3),
    "a meeting, new contact, running event": ((("3", "R", "1"),), (("m",), "Brand New", ("enter", "enter")), 3),
    "several people, another place and date": (
        (),
        (("m",), "hop, alan, Zoe New at leeds meetup yesterday", ("enter", "enter")),
        3,
    ),
    "a review item: done": ((), (("d",),), 1),
    "a review item: a week's snooze": ((), (("s",),), 1),
    "a review item: let go": ((), (("x",),), 1),
    "a promise kept": ((("j",),), (("space",),), 1),
    "a debrief item: within a week": ((("3", "j", "b"),), (("w",),), 1),
    "a debrief item: a fortnight": ((("3", "j", "b"),), (("f",),), 1),
    "a debrief item: the usual": ((("3", "j", "b"),), (("enter",),), 1),
    "a debrief item: none": ((("3", "j", "b"),), (("x",),), 1),
    "several snoozed at once": ((("2",),), (("space", "space", "space", "s"),), 4),
    "several archived at once": ((("2",),), (("space", "space", "delete"),), 3),
}
"""Each job: what stands before it, what is pressed and typed for it, and how many keys that may be."""


@pytest.mark.parametrize("job", JOBS)
def test_keys_and_the_way_back(ui: Callable[..., None], job: str) -> None:
    """The job takes no more keys than it may, it changes the book, and u brings back every byte of its export."""
    before_it, keys, most = JOBS[job]

    async def scenario(here: Ui) -> None:
        await do(here, *before_it)
        before = exported(here.desk)
        assert await do(here, *keys) <= most
        assert exported(here.desk) != before
        await here.press("u")
        assert exported(here.desk) == before

    # The identifiers in an export come from the instant of a book's first step, which the demo book has not.
    ui(scenario, size=(80, 24), prepare=lambda desk: desk.add("@first_step"))
