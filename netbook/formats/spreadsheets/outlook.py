"""Contacts as CSV from Outlook: the 92 columns of the program, in four languages, and those of Outlook on the web.

The program writes the code page of Windows, Outlook on the web UTF-8 with a mark. An address of type EX is the name of
a mailbox on the user's own server and no address; ``0/0/00`` is no date.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from netbook.formats.csv_rows import csv_shape
from netbook.formats.spreadsheets.cells import cell_birthday
from netbook.formats.spreadsheets.outlook_headings import LANGUAGES
from netbook.formats.spreadsheets.people import full_name
from netbook.formats.spreadsheets.tables import TableFormat, first_cell

if TYPE_CHECKING:
    from netbook.formats.csv_rows import CsvRow, CsvShape
    from netbook.formats.spreadsheets.people import Draft

_PHONES = (
    "mobile phone",
    "primary phone",
    "business phone",
    "business phone 2",
    "home phone",
    "home phone 2",
    "other phone",
    "car phone",
)
_REMARKS = {
    "company main phone": "Company main phone",
    "spouse": "Spouse",
    "children": "Children",
    "referred by": "Referred by",
    "hobby": "Hobby",
    "imaddress": "IM",
}
_NO_DATE = re.compile(r"0{1,2}[/.-]0{1,2}[/.-]0{2,4}")
_ADDRESS_SHOWN = re.compile(r"[(<]([^\s()<>@]{1,64}@[^\s()<>@]{1,255})[)>]")


class OutlookCsv(TableFormat):
    """Reads Outlook's contacts, one person a row."""

    name: ClassVar[str] = "outlook-csv"
    label: ClassVar[str] = "Outlook CSV"
    date_columns: ClassVar[tuple[str, ...]] = ("birthday", "anniversary")

    def shape(self, head: bytes, *, whole: bool) -> CsvShape | None:  # noqa: ARG002 — headings stand far from the cut
        """Return the shape of a file that begins with Outlook's headings, these in English."""
        for language in LANGUAGES:
            found = csv_shape(head, language.telling)
            if found is not None:
                return replace(found, columns=tuple(language.english.get(name, name) for name in found.columns))
        return None

    def fill(self, draft: Draft, row: CsvRow, *, day_first: bool) -> None:
        """Take names, addresses, numbers, websites, organisation, birthday, categories and notes."""
        names = ("title", "first name", "middle name", "last name", "suffix")
        draft.name = full_name(*(row.get(column) for column in names)) or row.get("nickname")
        draft.organisation = row.get("company")
        draft.position = first_cell(row, ("job title", "profession"))
        draft.places = [first_cell(row, (f"business {part}", f"home {part}")) for part in ("city", "country/region")]
        if not any(draft.places):
            draft.places = [row.get("location")]
        for number in ("", " 2", " 3"):
            self._take_email(draft, row, f"e-mail{number}")
        for column in _PHONES:
            draft.add_phones("Phone", row.get(column))
        for column in ("web page", "personal web page"):
            draft.add_website("Website", row.get(column))
        draft.add_tags(row.get("categories"))
        draft.add_note(row.get("notes"))
        self._take_dates(draft, row, day_first=day_first)
        for column, label in _REMARKS.items():
            draft.remark(label, row.get(column))

    @staticmethod
    def _take_email(draft: Draft, row: CsvRow, column: str) -> None:
        address = row.get(f"{column} address")
        if row.get(f"{column} type").upper() == "EX" or address[:3].lower() == "/o=":
            shown = _ADDRESS_SHOWN.search(row.get(f"{column} display name")[:400])
            address = shown[1] if shown else ""
        draft.add_emails("E-mail", address)

    @staticmethod
    def _take_dates(draft: Draft, row: CsvRow, *, day_first: bool) -> None:
        birthday, anniversary = (row.get(column) for column in ("birthday", "anniversary"))
        if birthday and not _NO_DATE.fullmatch(birthday):
            draft.birthday = cell_birthday(birthday, day_first=day_first)
            if draft.birthday is None:
                draft.remark("Birthday", birthday)
        if anniversary and not _NO_DATE.fullmatch(anniversary):
            draft.remark("Anniversary", cell_birthday(anniversary, day_first=day_first) or anniversary)


OUTLOOK_CSV = OutlookCsv()
