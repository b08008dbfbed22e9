"""netbook's own JSON: a whole book, or a part of one, in a form that any program can read; docs/exporting.md has it."""

from netbook.formats.book_json.reader import BOOK_JSON_READER
from netbook.formats.book_json.writer import BOOK_JSON

__all__ = ["BOOK_JSON", "BOOK_JSON_READER"]
