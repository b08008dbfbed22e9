"""A table of what is found in a folder of real exports beside what an independent count expects of them.

``python -m tests.formats.reading_table FOLDER`` prints it and ends with 1 if anything differs. The folder holds the files
and an ``INDEX.tsv`` with the columns path, format, contacts, interactions and count_notes. Each file is imported on its
own into an empty book, as ``netbook import`` does it, and nothing is kept.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from netbook.book import Book
from netbook.errors import NetbookError
from netbook.exports import read_export
from netbook.usecases.imports import apply_import

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NOW = datetime(2026, 11, 25, tzinfo=UTC)
NOT_EXPORTS = "identity"

ALLOWED = {
    "sample_export.zip": (
        (2028, 22_357),
        "41 drafts are out, 2,000 connection dates are where-met; praise and 28 people in it alone are not counted",
    ),
    "network-jobs/fixtures/Connections.csv": ((10, 0), "a connection date is where-met, no interaction"),
    "crew_GRP123/message_1.json": ((3, 3), "the file alone does not say which of the three is the owner"),
    "sam_NONTXT/message_1.json": ((1, 5), "“joined the conversation” is nobody's contact"),
    "json_simple/your_activity_across_facebook/messages/inbox/alice_ABC123/message_1.json": (
        (1, 4),
        "a reaction is kept as a weak interaction of its own",
    ),
    "John_Doe_ANDROID.vcf": ((5, 0), "two cards have the same telephone number and much the same name"),
    "vcard/050.vcf": ((0, 0), "the card has neither a name nor an address, and is reported"),
    "vcard/052.vcf": ((0, 0), "the card has neither a name nor an address, and is reported"),
    "vcard/063.vcf": ((0, 0), "the cards have neither names nor addresses, and are reported"),
    "vcard/068.vcf": ((0, 0), "the card has neither a name nor an address, and is reported"),
    "issue_156_RDATE_with_PERIOD_TZID_khal_2.ics": ((1, 4), "recurrences are expanded, the count does not"),
    "rfc_6868.ics": ((0, 0), "the event has no date, and is reported"),
    "event_with_escaped_character2.ics": ((0, 0), "the event has no date, and is reported"),
    "event_with_escaped_character4.ics": ((0, 0), "the event has no date, and is reported"),
    "event_with_rsvp.ics": ((0, 0), "the event has no date, and is reported"),
}
"""Files, by the end of their paths, in which something else is right than the count says: people and interactions, and why."""


@dataclass(frozen=True)
class Reading:
    """One file: what an independent count expects, what is found, and whether the records add up."""

    format: str
    path: str
    expected: tuple[int, int]
    found: tuple[int, int]
    adds_up: bool

    @property
    def allowed(self) -> tuple[tuple[int, int], str] | None:
        """What is right instead of the count, and why."""
        return next((right for end, right in ALLOWED.items() if self.path.endswith(end)), None)

    @property
    def is_right(self) -> bool:
        """Whether just that is found which the count, or its correction, says."""
        return self.adds_up and self.found == (self.allowed[0] if self.allowed else self.expected)


def readings(folder: Path) -> Iterator[Reading]:
    """Import every file of the index, each into an empty book."""
    with tempfile.TemporaryDirectory() as place, (folder / "INDEX.tsv").open(encoding="utf-8", newline="") as index:
        book = Book(str(Path(place) / "netbook.db"), lambda: NOW)
        try:
            for row in csv.DictReader(index, delimiter="\t"):
                if row["format"] != NOT_EXPORTS:
                    expected = (int(row["contacts"]), int(row["interactions"]))
                    yield Reading(row["format"], row["path"], expected, *_found(book, folder / row["path"]))
        finally:
            book.close()


def _found(book: Book, file: Path) -> tuple[tuple[int, int], bool]:
    """Give people (with those known by an id alone) and interactions, and whether what became of the records adds up."""
    try:
        export = read_export(str(file), _silent)
    except NetbookError:
        return (0, 0), True
    made = book.preview(apply_import, export.records(_silent), export.source, NOW.date(), NOW, census=export.census)
    adds_up = made.imported + made.matched + made.skipped + made.failed == made.read
    return (made.contacts_new + made.unresolved, made.interactions_new), adds_up


def _silent(done: int, total: int) -> None:
    """Take no notice."""


def table(found: Iterable[Reading]) -> list[str]:
    """Lay the readings out by format, and under them each that differs from its count."""
    rows = sorted(found, key=lambda reading: reading.format)
    lines = [
        f"{'format':<14}{'files':>6}{'right':>7}{'people':>16}{'interactions':>18}",
        f"{'':27}{'expected found':>16}{'expected found':>18}",
    ]
    for name, group in groupby(rows, key=lambda reading: reading.format):
        each = list(group)
        people, talks = (f"{sum(r.expected[at] for r in each):,} {sum(r.found[at] for r in each):,}" for at in (0, 1))
        lines.append(f"{name:<14}{len(each):>6}{sum(r.is_right for r in each):>7}{people:>16}{talks:>18}")
    for reading in rows:
        if reading.found != reading.expected or not reading.is_right:
            why = reading.allowed[1] if reading.allowed and reading.is_right else "WRONG"
            lines += ["", reading.path, f"  expected {reading.expected}, found {reading.found}: {why}"]
    return lines


def main(arguments: list[str]) -> int:
    """Print the table of a folder."""
    found = list(readings(Path(arguments[0])))
    sys.stdout.write("\n".join(table(found)) + "\n")
    return 0 if all(reading.is_right for reading in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
