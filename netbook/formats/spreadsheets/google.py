"""Google Contacts as “Google CSV”, with the headings before and since October 2024, told by the columns' names.

Columns come in numbered groups, as many as the fullest contact needs: ``E-mail 1 - Value``, ``E-mail 2 - Value``. The
kind of an entry stands under “Type” in old files and under “Label” in new ones; “* ” before it marks the main one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from netbook.formats.csv_rows import csv_shape
from netbook.formats.spreadsheets.cells import SEVERAL, cell_birthday
from netbook.formats.spreadsheets.people import full_name, read_account
from netbook.formats.spreadsheets.tables import TableFormat, first_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netbook.formats.csv_rows import CsvRow, CsvShape
    from netbook.formats.spreadsheets.people import Draft

_HEADINGS = (
    frozenset({"first name", "last name", "file as", "organization name", "labels"}),
    frozenset({"name", "given name", "family name", "group membership"}),
)
_NUMBERED = re.compile(r"([a-z-]{2,20}(?: [a-z]{2,10})?) ([0-9]{1,3}) - (label|type|service|value)")
_MAIN = "* "
_SYSTEM = "* "
"""What the groups begin with that Google makes of its own, such as “* myContacts”."""
_TOWN = ("city", "region", "country")


class GoogleCsv(TableFormat):
    """Reads the contacts of a Google account, one person a row."""

    name: ClassVar[str] = "google-csv"
    label: ClassVar[str] = "Google Contacts CSV"

    def shape(self, head: bytes, *, whole: bool) -> CsvShape | None:  # noqa: ARG002 — headings stand far from the cut
        """Return the shape of a file that begins with either of Google's headings."""
        return next((shape for wanted in _HEADINGS if (shape := csv_shape(head, wanted)) is not None), None)

    def fill(self, draft: Draft, row: CsvRow, *, day_first: bool) -> None:
        """Take names, addresses, numbers, websites, organisation, birthday, labels and notes."""
        draft.name = _name(row)
        draft.organisation = first_cell(row, ("organization name", "organization 1 - name"))
        draft.position = first_cell(row, ("organization title", "organization 1 - title", "occupation"))
        draft.places = [row.get(f"address 1 - {part}") for part in _TOWN]
        if not any(draft.places):
            draft.places = [" ".join(row.get("address 1 - formatted").split())]
        _note_birthday(draft, row.get("birthday"), day_first=day_first)
        _note_groups(draft, first_cell(row, ("labels", "group membership")))
        draft.add_note(row.get("notes"))
        for group, kind, value in sorted(_entries(row), key=lambda entry: not entry[1].startswith(_MAIN)):
            _take(draft, group, kind.removeprefix(_MAIN).strip(), value)


def _name(row: CsvRow) -> str:
    whole = row.get("name")
    parts = (
        ("name prefix",),
        ("first name", "given name"),
        ("middle name", "additional name"),
        ("last name", "family name"),
        ("name suffix",),
    )
    return whole or full_name(*(first_cell(row, names) for names in parts)) or first_cell(row, ("nickname", "file as"))


def _note_birthday(draft: Draft, cell: str, *, day_first: bool) -> None:
    draft.birthday = cell_birthday(cell, day_first=day_first)
    if draft.birthday is None:
        draft.remark("Birthday", cell)


def _note_groups(draft: Draft, cell: str) -> None:
    for group in cell.split(SEVERAL):
        if not group.strip().startswith(_SYSTEM):
            draft.add_tags(group)


def _entries(row: CsvRow) -> Iterator[tuple[str, str, str]]:
    """Yield the numbered entries that have a value: their group, such as “e-mail”, their kind, and the value."""
    for column, cell in row.cells.items():
        found = _NUMBERED.fullmatch(column) if cell.strip() else None
        if found is None or found[3] != "value":
            continue
        group = f"{found[1]} {found[2]} - "
        kinds = [row.get(f"{group}{name}") for name in ("service", "label", "type")]
        yield found[1], next(filter(None, kinds), ""), cell.strip()


def _take(draft: Draft, group: str, kind: str, value: str) -> None:
    if group == "e-mail":
        draft.add_emails("E-mail", value)
    elif group == "phone":
        if "fax" not in kind.casefold() and "pager" not in kind.casefold():
            draft.add_phones("Phone", value)
    elif group == "website":
        draft.add_website(kind or "Website", value)
    elif group in {"im", "custom field"}:
        _take_custom(draft, kind or "Other", value)
    elif group in {"relation", "event"}:
        for single in value.split(SEVERAL):
            draft.remark(kind.capitalize() or group.capitalize(), single)


def _take_custom(draft: Draft, kind: str, value: str) -> None:
    """Take an entry under a heading of the user's own: a handle if the heading names a network, else a note."""
    for single in value.split(SEVERAL):
        handle = read_account(f"{kind}:{single.strip()}", None) if kind.isalpha() else None
        if handle is not None:
            draft.handles.setdefault((handle.network, handle.key), handle)
        else:
            draft.remark(kind, single)


GOOGLE_CSV = GoogleCsv()
