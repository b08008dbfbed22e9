"""``netbook note``: paragraphs about a contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Netbook


@pytest.fixture
def ada(netbook: Netbook) -> Netbook:
    """Give a book that holds Ada."""
    netbook("add", "@ada", "Ada Lovelace", "--no-follow-up")
    return netbook


def test_notes_are_added(ada: Netbook) -> None:
    """Every note is a paragraph of its own and leaves the clock alone."""
    result = ada("note", "ada", "reads", "Gödel, Escher, Bach")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("✓ Noted on Ada Lovelace")
    form = ada("note", "ada", "plays chess", "--json").json
    assert form["notes"] == "reads Gödel, Escher, Bach\n\nplays chess"
    assert form["last_contact"] is None


def test_note_from_stdin(ada: Netbook) -> None:
    """“-” reads the note from standard input, lines and all; bytes that are no UTF-8 become U+FFFD."""
    ada("note", "ada", "-", stdin=b"# Ada\r\n\n- caf\xe9\n")
    assert ada("show", "ada", "--json").json["notes"] == "# Ada\r\n\n- caf\ufffd"


@pytest.mark.parametrize("stdin", ["", " \n\n", "x" * 1_000_001], ids=["nothing", "blank", "too long"])
def test_no_note(ada: Netbook, stdin: str) -> None:
    """Nothing, blanks, or more than a million bytes are refused with exit 2."""
    assert ada("note", "ada", "-", stdin=stdin).code == 2
    assert ada("note", "ada", " ").code == 2
    assert ada("note", "ada").code == 2
    assert ada("show", "ada", "--json").json["notes"] is None
