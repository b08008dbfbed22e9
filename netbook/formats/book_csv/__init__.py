"""Contacts as a CSV table, one a row, written for spreadsheets and read back without loss; docs/exporting.md has it."""

from netbook.formats.book_csv.reader import BOOK_CSV_READER
from netbook.formats.book_csv.writer import BOOK_CSV

__all__ = ["BOOK_CSV", "BOOK_CSV_READER"]
