"""Reading the table of contacts that netbook writes: what was written comes back, person by person."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from netbook.formats.book_csv.cells import restored, several
from netbook.formats.book_csv.columns import COLUMNS, TELLING
from netbook.formats.book_csv.handles import handle_written
from netbook.formats.csv_rows import csv_shape, heading_key
from netbook.formats.spreadsheets.cells import cell_birthday, cell_date
from netbook.formats.spreadsheets.people import read_account
from netbook.formats.spreadsheets.tables import TableFormat

if TYPE_CHECKING:
    from netbook.domain.handles import Handle
    from netbook.formats.csv_rows import CsvRow, CsvShape
    from netbook.formats.spreadsheets.people import Draft


class _BookCsvReader(TableFormat):
    """Reads netbook's own table, one person a row."""

    name: ClassVar[str] = "netbook-csv"
    label: ClassVar[str] = "netbook CSV"
    date_columns: ClassVar[tuple[str, ...]] = ("birthday", "met online on", "met in person on")
    with_companies: ClassVar[bool] = False

    def shape(self, head: bytes, *, whole: bool) -> CsvShape | None:  # noqa: ARG002 — headings stand far from the cut
        """Return the shape of a file with netbook's own headings."""
        return csv_shape(head, TELLING)

    def key(self, row: CsvRow) -> str | None:
        """Return the contact's identifier, which every export of a book has."""
        return row.get("uid") or None

    def fill(self, draft: Draft, row: CsvRow, *, day_first: bool) -> None:
        """Take everything that a person can have; what is worked out or the reader's own is left."""
        cells = {column: restored(row.cells.get(heading_key(column), "")) for column in COLUMNS}
        draft.name, draft.organisation, draft.position = cells["name"], cells["organisation"], cells["position"]
        draft.uid = cells["uid"].strip() or None
        draft.sector, draft.met_at = cells["sector"], cells["met_in_person"]
        draft.location = cells["location"]
        draft.notes = [cells["notes"]] if cells["notes"] else []
        draft.tags = {tag: tag for tag in several(cells["tags"])}
        for column, network in (("email", "email"), ("phone", "phone"), ("handles", None), ("former_handles", None)):
            for text in several(cells[column]):
                handle = handle_written(text) if network is None else read_account(text, network)
                _keep(draft, column, text, handle)
        draft.birthday = _birthday(draft, cells["birthday"], day_first=day_first)
        draft.met_network = cells["met_online"] or None
        draft.met_online_on = _day(cells["met_online_on"], day_first=day_first)
        draft.met_on = _day(cells["met_in_person_on"], day_first=day_first)


BOOK_CSV_READER = _BookCsvReader()


def _birthday(draft: Draft, cell: str, *, day_first: bool) -> str | None:
    """Read a birthday as it was written, or as a spreadsheet may have changed it."""
    day = _day(cell, day_first=day_first)
    birthday = day.isoformat() if day else cell_birthday(cell, day_first=day_first)
    if birthday is None:
        draft.remark("Birthday", cell)
    return birthday


def _day(cell: str, *, day_first: bool) -> date | None:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return cell_date(cell, day_first=day_first)


def _keep(draft: Draft, column: str, text: str, handle: Handle | None) -> None:
    if handle is None:
        draft.remark(column.replace("_", " ").capitalize(), text)
    elif column == "former_handles":
        draft.aliases.append(handle)
    else:
        draft.handles.setdefault((handle.network, handle.key), handle)
