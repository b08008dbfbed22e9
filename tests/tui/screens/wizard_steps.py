"""Steps that tests of the import wizard share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Paste

from netbook.queries.naming import find_contact
from netbook.queries.notices import book_mark
from netbook.queries.receipts import receipts
from netbook.tui.screens.import_wizard import ImportPage

if TYPE_CHECKING:
    from tests.conftest import Desk
    from tests.tui.conftest import Ui

HEADINGS = "Notes:\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ROWS = (
    "Ada,Lovelace,https://www.linkedin.com/in/ada-l,,Engines,Analyst,02 Sep 2025\n"
    "Grace,Hopper,https://www.linkedin.com/in/grace-h,,Navy,Admiral,03 Sep 2025\n"
    "Zed,Zettel,https://www.linkedin.com/in/zed-z,,Papers,Clerk,04 Sep 2025\n"
    ",,,,,,04 Sep 2025\n"
)
HOSTILE = ("[red]x[/]", "\x1b[31mred", "\u202eevil", "n" * 300, "👩‍🚀")


def knows_two(desk: Desk) -> None:
    """Put two namesakes of people in the export into an empty book, one at the same organisation."""
    desk.add("@ada Ada Lovelace")
    desk.add("@grace Grace Hopper")


def mark(here: Ui) -> object:
    """Give what is another value after every change of the book."""
    return here.desk.book.read(book_mark), here.desk.book.read(receipts)


def contacts(here: Ui, *names: str) -> list[int]:
    """Give the numbers of contacts by name."""
    return [here.desk.book.read(find_contact, name) for name in names]


async def choose(here: Ui, path: str = "~/Downloads/Connections.csv") -> ImportPage:
    """Open the wizard and read a file."""
    await here.press("I")
    here.app.screen.query_one("#path").post_message(Paste(path))
    await here.settle()
    await here.press("enter")
    page = here.app.screen
    assert isinstance(page, ImportPage)
    return page
