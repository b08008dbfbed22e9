"""CSV as people have it: shapes found, rows numbered, broken rows reported and not infectious."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netbook.formats.csv_rows import BrokenRow, CsvRow, csv_rows, csv_shape

_WANTED = frozenset({"first name", "on"})


def _rows(data: bytes, wanted: frozenset[str] = _WANTED) -> list[CsvRow | BrokenRow]:
    shape = csv_shape(data[:4096], wanted)
    assert shape is not None
    return list(csv_rows(io.BytesIO(data), shape))


def _brief(data: bytes) -> list[tuple[int, str]]:
    """Return line and first name of every good row, line and “!” of every broken one."""
    return [(row.line, row.get("first name") if isinstance(row, CsvRow) else "!") for row in _rows(data)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("preamble", [0, 2, 3, 4])
def test_every_usual_shape_is_read(delimiter: str, newline: str, encoding: str, preamble: int) -> None:
    """Delimiter, line ends, encoding and preamble are found out, and lines are counted as in the file."""
    lines = [*["Notes: what, this is; all\tabout"] * preamble, f"First Name{delimiter}On", f"Zoë{delimiter}1", ""]
    data = newline.join(lines).encode(encoding)
    assert _brief(data) == [(preamble + 2, "Zoë")]


def test_headings_are_compared_loosely() -> None:
    """Case, underscores and runs of spaces in headings do not count."""
    assert _brief(b"FIRST_NAME, on \nAda,1\n") == [(2, "Ada")]


@pytest.mark.parametrize("head", [b"", b"\xff", b"First Name\n", b"\n" * 60 + b"First Name,On\n", b'"' * 4096])
def test_no_headings_no_shape(head: bytes) -> None:
    """A file without the wanted headings near its beginning has no shape."""
    assert csv_shape(head, _WANTED) is None


def test_one_bad_byte_spoils_no_other_line() -> None:
    """A line that is not UTF-8 is read as cp1252, and the others stay what they are."""
    assert _brief("First Name,On\nZoë,1\n".encode() + b"Zo\xeb,2\n" + "Žofie,3\n".encode()) == [
        (2, "Zoë"),
        (3, "Zoë"),
        (4, "Žofie"),
    ]


def test_nul_bytes_are_dropped() -> None:
    """A NUL in a cell does not end the file."""
    assert _brief(b"First Name,On\nA\0da,1\n\0Bob,2\n") == [(2, "Ada"), (3, "Bob")]


def test_a_record_stands_at_the_line_where_it_begins() -> None:
    """Line breaks within quotation marks belong to the cell and count as lines."""
    assert _brief(b'First Name,On\n"A\nd\na",1\n\nBob,2') == [(2, "A\nd\na"), (6, "Bob")]


def test_too_few_and_too_many_cells_are_broken() -> None:
    """A row of the wrong width is named with its line; empty cells too many are forgiven."""
    rows = _rows(b"First Name,On\nAda\nBob,2,3\nCleo,4,,\nDan,5\n")
    assert [type(row).__name__ for row in rows] == ["BrokenRow", "BrokenRow", "CsvRow", "CsvRow"]
    assert rows[0] == BrokenRow(2, "The row has 1 cells where the headings have 2.")
    assert rows[1] == BrokenRow(3, "The row has 3 cells where the headings have 2.")


@pytest.mark.parametrize(
    "rest",
    ["Bob,2\nCleo,3\n", "Bob,2\nCleo,3", '"Bob",2\n"Cleo",3\n', 'Bob,"2"\nCleo,3\n', 'Bob,"2\n"\nCleo,3\n'],
)
@pytest.mark.parametrize("broken", ['"Ada,1', 'Ada,"1', '"Ada"x",1', '"A"d"a,1'])
def test_an_unpaired_quotation_mark_swallows_nothing(broken: str, rest: str) -> None:
    """The row is reported at its line, and every row after it is read."""
    found = _brief(f"First Name,On\n{broken}\n{rest}".encode())
    assert found[0] == (2, "!")
    assert [name for _, name in found[1:]] == ["Bob", "Cleo"]
    assert found[1][0] == 3


def test_the_tail_of_a_broken_record_is_not_reported_line_by_line() -> None:
    """The lines left over from a broken record of several lines are part of what was reported."""
    data = b'First Name,On,Kind\n"Ada "x\nmore text\n\nthe end",1\nBob,2,row\n'
    assert _brief(data) == [(2, "!"), (6, "Bob")]


def test_quotation_marks_out_of_place_but_paired_are_forgiven() -> None:
    """A row that reads well on its own line is a row."""
    assert _brief(b'First Name,On\n"Dr." Ada,1\nBob "B" B,2\n') == [(2, "Dr. Ada"), (3, 'Bob "B" B')]


def test_a_long_cell_is_read() -> None:
    """Cells longer than the csv module allows by default are no trouble."""
    long_name = b"x" * 300_000
    assert _brief(b"First Name,On\n" + long_name + b",1\n") == [(2, long_name.decode())]


@pytest.mark.parametrize(
    "text", ['x","\n' * 25_000, '"' * 100_000, '"a\n' * 33_000, 'x,"\n' * 25_000, '"",\n"' * 20_000, ",\n" * 50_000]
)
def test_hostile_quotation_marks_are_read(text: str) -> None:
    """A hundred thousand characters of quotation marks are read; work that grew with their square would not end."""
    _rows(b"First Name,On\n" + text.encode())


def test_what_cannot_be_sorted_out_is_said_and_not_dropped() -> None:
    """Where reading again would cost too much, the lines that were lost are named."""
    rows = _rows(b"First Name,On\n" + b'x","\n' * 25_000)
    last = rows[-1]
    assert isinstance(last, BrokenRow)
    assert "nothing up to line 25001 could be read" in last.reason


@given(st.binary(max_size=300))
def test_any_bytes_below_the_headings_are_read_or_reported(data: bytes) -> None:
    """No content raises, and lines only ever grow."""
    lines = [row.line for row in _rows(b"First Name,On\n" + data)]
    assert lines == sorted(set(lines))


_CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1, max_size=12)


@given(st.lists(st.tuples(_CELL, st.booleans()), max_size=12))
def test_broken_rows_hide_no_good_ones(rows: list[tuple[str, bool]]) -> None:
    """Of n rows with k too short, n - k are read with their cells unchanged and k are reported."""
    lines = ["First Name,On,Kind"]
    for name, is_broken in rows:
        quoted = '"' + name.replace('"', '""') + '"'
        lines.append("one,two" if is_broken else f"{quoted},1,row")
    found = _rows("\n".join(lines).encode())
    assert sum(isinstance(row, BrokenRow) for row in found) == sum(is_broken for _, is_broken in rows)
    assert [row.cells["first name"] for row in found if isinstance(row, CsvRow)] == [
        name for name, is_broken in rows if not is_broken
    ]
