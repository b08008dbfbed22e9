"""The list of tags, on every database."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from netbook.domain.cadence import read_cadence
from netbook.domain.capture import read_capture
from netbook.errors import NobodyMatches
from netbook.queries.tags import TagRow, find_tag, tags
from netbook.usecases.edit import archive, set_tag_cadence
from netbook.usecases.log_contact import log_contact

if TYPE_CHECKING:
    from netbook.book import Book

TODAY = date(2026, 11, 23)


def test_tags(book: Book) -> None:
    """Tags stand by name, with those outside the archive who bear them; one without people needs a cadence to stay."""
    assert book.read(tags) == []
    for line in ("Ada Lovelace #pycon #Maths", "Grace Hopper #pycon"):
        book.do(log_contact, read_capture(line, TODAY), TODAY)
    monthly = read_cadence("monthly")
    book.do(set_tag_cadence, "#Maths", monthly)
    assert book.read(tags) == [TagRow("Maths", monthly, 1), TagRow("pycon", None, 2)]
    book.do(archive, ["Ada Lovelace", "Grace Hopper"], TODAY)
    assert book.read(tags) == [TagRow("Maths", monthly, 0)]


def test_find_tag(book: Book) -> None:
    """A tag is found with or without its sign, whatever the case."""
    book.do(log_contact, read_capture("Ada Lovelace #PyCon", TODAY), TODAY)
    assert book.read(find_tag, "#pycon") == book.read(find_tag, "PYCON") == TagRow("PyCon", None, 1)
    with pytest.raises(NobodyMatches):
        book.read(find_tag, "#python")
