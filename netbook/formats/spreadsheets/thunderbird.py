"""The address book of Thunderbird as CSV: 36 named columns and, in some versions, an empty one at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from netbook.formats.csv_rows import csv_shape
from netbook.formats.spreadsheets.cells import cell_birthday
from netbook.formats.spreadsheets.people import full_name
from netbook.formats.spreadsheets.tables import TableFormat, first_cell

if TYPE_CHECKING:
    from netbook.formats.csv_rows import CsvRow, CsvShape
    from netbook.formats.spreadsheets.people import Draft

_HEADINGS = frozenset({"first name", "last name", "display name", "primary email", "secondary email"})


class ThunderbirdCsv(TableFormat):
    """Reads Thunderbird's contacts, one person a row."""

    name: ClassVar[str] = "thunderbird-csv"
    label: ClassVar[str] = "Thunderbird CSV"

    def shape(self, head: bytes, *, whole: bool) -> CsvShape | None:  # noqa: ARG002 — headings stand far from the cut
        """Return the shape of a file that begins with Thunderbird's headings."""
        return csv_shape(head, _HEADINGS)

    def fill(self, draft: Draft, row: CsvRow, *, day_first: bool) -> None:
        """Take names, addresses, numbers, websites, organisation, birthday and notes."""
        draft.name = (
            full_name("", row.get("first name"), row.get("last name")) or row.get("display name") or row.get("nickname")
        )
        draft.organisation = first_cell(row, ("organization", "organisation"))
        draft.position = row.get("job title")
        draft.places = [first_cell(row, (f"work {part}", f"home {part}")) for part in ("city", "country")]
        for column in ("primary email", "secondary email"):
            draft.add_emails("E-mail", row.get(column))
        for column in ("mobile number", "work phone", "home phone"):
            draft.add_phones("Phone", row.get(column))
        for column in ("web page 2", "web page 1"):
            draft.add_website("Website", row.get(column))
        _note_birthday(draft, [row.get(f"birth {part}") for part in ("year", "month", "day")], day_first=day_first)
        draft.add_note(row.get("notes"))
        for number in range(1, 5):
            draft.remark(f"Custom {number}", row.get(f"custom {number}"))


def _note_birthday(draft: Draft, parts: list[str], *, day_first: bool) -> None:
    year, month, day = (part.lstrip("0") for part in parts)
    if not month or not day:
        return
    written = f"{year.zfill(4)}-{month}-{day}" if year else f"--{month.zfill(2)}-{day.zfill(2)}"
    draft.birthday = cell_birthday(written, day_first=day_first)
    if draft.birthday is None:
        draft.remark("Birthday", written)


THUNDERBIRD_CSV = ThunderbirdCsv()
