"""Any CSV with a person a row: its columns are what the user, or else a guess, says they are."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, ClassVar, Self

from netbook.domain.handles import NETWORKS
from netbook.domain.records import PersonRecord
from netbook.formats.files import BytesFile
from netbook.formats.spreadsheets.cells import cell_birthday, cell_date, is_nothing
from netbook.formats.spreadsheets.headings import Table, looked_at
from netbook.formats.spreadsheets.people import full_name
from netbook.formats.spreadsheets.tables import TableFormat, readable_head, table_members
from netbook.formats.spreadsheets.targets import DATES, Target, names_people, unclear
from netbook.formats.streams import UnreadableFile, shown_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netbook.domain.handles import Handle
    from netbook.domain.records import Progress, Records
    from netbook.formats.csv_rows import CsvRow, CsvShape
    from netbook.formats.files import ExportFiles
    from netbook.formats.protocol import Format
    from netbook.formats.spreadsheets.people import Draft
    from netbook.formats.spreadsheets.tables import Choices


class CsvFormat(TableFormat):
    """Reads any CSV, one person a row."""

    name: ClassVar[str] = "csv"
    label: ClassVar[str] = "CSV table"

    def __init__(self, choices: Choices | None = None, others: tuple[Format, ...] = ()) -> None:
        """Read with these choices, or with a guess; leave to ``others`` what they recognise."""
        super().__init__(choices)
        self._others = others

    def told(self, choices: Choices) -> Self:
        """Return a reader that knows these choices."""
        return type(self)(choices, self._others)

    def table(self, files: ExportFiles) -> Table | None:
        """Return the table to be read; None if the files are none, or several with different columns."""
        tables: list[Table] = []
        for member in table_members(files):
            head = readable_head(files, member)
            looked = looked_at(head, whole=len(head) >= member.size)
            if looked is None or (tables and tables[0].digest != looked[0].digest):
                return None
            tables.append(looked[0])
        return tables[0] if tables else None

    def recognises(self, files: ExportFiles) -> bool:
        """Say whether these files are one table, or several with the same columns, that no other format knows."""
        return self.table(files) is not None and not any(other.recognises(files) for other in self._others)

    def read(self, files: ExportFiles, progress: Progress, owner: Handle | None = None) -> Records:
        """Yield one person a row, and an interaction for a last contact.

        Raises UnreadableFile if there is no such table, and ColumnsUnclear if neither the user nor a guess says which columns tell who somebody is.
        """
        table = self.table(files)
        if table is None:
            raise UnreadableFile(
                f"“{shown_name(files.label)}” is not one table of people. Name one CSV file, with a heading over each column."
            )
        targets = {**table.guess, **(self.choices.columns or {})}
        if not names_people(targets):
            raise unclear(table.columns)
        reader = self.told(replace(self.choices, columns=targets))
        yield from super(CsvFormat, reader).read(files, progress, owner)

    def shape(self, head: bytes, *, whole: bool) -> CsvShape | None:
        """Return the shape of any table."""
        looked = looked_at(head, whole=whole)
        return looked[1] if looked else None

    def dates(self) -> Sequence[str]:
        """Return the columns that are dates."""
        return [column for column, target in self._targets().items() if target in DATES]

    def fill(self, draft: Draft, row: CsvRow, *, day_first: bool) -> None:
        """Put every cell where its column goes."""
        parts: dict[str, str] = {}
        for column, target in self._targets().items():
            cell = row.get(column)
            if is_nothing(cell):
                continue
            if target in _PARTS:
                parts.setdefault(target, cell)
            else:
                _take(draft, target, column, cell, day_first=day_first)
        names = (parts.get(target, "") for target in (Target.FIRST_NAME, Target.LAST_NAME))
        draft.name = full_name("", parts.get(Target.NAME, "")) or full_name("", *names)
        draft.organisation = parts.get(Target.ORGANISATION, "")
        draft.position = parts.get(Target.POSITION, "")
        draft.sector = parts.get(Target.SECTOR, "")
        draft.met_at = parts.get(Target.MET_AT, "")

    def _targets(self) -> Mapping[str, str]:
        return self.choices.columns or {}


_PARTS = frozenset(
    {
        Target.NAME,
        Target.FIRST_NAME,
        Target.LAST_NAME,
        Target.ORGANISATION,
        Target.POSITION,
        Target.SECTOR,
        Target.MET_AT,
    }
)
"""Targets of which a person has one: the first column that says something counts."""


def _take(draft: Draft, target: str, column: str, cell: str, *, day_first: bool) -> None:
    label = column.capitalize()
    if target in DATES:
        _take_date(draft, target, label, cell, day_first=day_first)
    elif target == Target.LOCATION:
        draft.places.append(cell)
    elif target == Target.NOTES:
        draft.add_note(cell)
    elif target == Target.TAGS:
        draft.add_tags(cell)
    elif target == Target.EMAIL:
        draft.add_emails(label, cell)
    elif target == Target.PHONE:
        draft.add_phones(label, cell)
    elif target == Target.HANDLE or target in NETWORKS:
        draft.add_accounts(label, cell, None if target == Target.HANDLE else target)


def _take_date(draft: Draft, target: str, label: str, cell: str, *, day_first: bool) -> None:
    if target == Target.BIRTHDAY:
        draft.birthday = draft.birthday or cell_birthday(cell, day_first=day_first)
        read = draft.birthday is not None
    else:
        on = cell_date(cell, day_first=day_first)
        read = on is not None
        if target == Target.MET_ON:
            draft.met_on = draft.met_on or on
        else:
            draft.last_contact = max(filter(None, (draft.last_contact, on)), default=None)
    if not read:
        draft.remark(label, cell)


def first_people(table: Table, choices: Choices, most: int) -> list[PersonRecord]:
    """Return the first people of a table as such a choice reads them; nobody where it does not say who they are."""
    if not names_people({**table.guess, **(choices.columns or {})}):
        return []
    with BytesFile(table.head, "table") as files:
        records = CsvFormat(choices).read(files, lambda _done, _total: None)
        return list(islice((record for record in records if isinstance(record, PersonRecord)), most))
