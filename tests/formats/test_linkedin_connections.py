"""Connections.csv of every era: one row, one fate."""

from __future__ import annotations

from datetime import date

import pytest

from netbook.domain.records import Fate, LeftOut, Origin, PersonRecord, Record
from netbook.formats.linkedin import LINKEDIN
from netbook.formats.opening import open_bytes

_PREAMBLE = 'Notes:\n"Some addresses are missing, since their owners hide them."\n\n'
_HEADINGS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
_OLD_HEADINGS = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
_ADA = "Ada,Lovelace,https://www.linkedin.com/in/ada,,Engines,Analyst,12 Nov 2025\n"


def _read(data: str | bytes, name: str = "Connections.csv") -> list[Record]:
    with open_bytes(data.encode() if isinstance(data, str) else data, name) as files:
        assert LINKEDIN.recognises(files)
        return list(LINKEDIN.read(files, lambda _done, _total: None))


def _person(data: str | bytes) -> PersonRecord:
    (record,) = _read(data)
    assert isinstance(record, PersonRecord)
    return record


def _left_out(data: str) -> LeftOut:
    (record,) = _read(data)
    assert isinstance(record, LeftOut)
    return record


def test_a_connection_is_a_person_met_on_linkedin() -> None:
    """Name, link, organisation, position and date become one record with a natural key and its line."""
    person = _person(_PREAMBLE + _HEADINGS + _ADA)
    assert person.key == "li:conn:ada"
    assert person.origin == Origin("Connections.csv", 5)
    assert person.name == "Ada Lovelace"
    assert [(handle.network, handle.key) for handle in person.handles] == [("linkedin", "ada")]
    assert (person.organisation, person.position) == ("Engines", "Analyst")
    assert (person.met_network, person.met_on) == ("linkedin", date(2025, 11, 12))


@pytest.mark.parametrize(
    "data",
    [
        _HEADINGS + _ADA,
        "Notes:\nOne line.\n" + _HEADINGS + _ADA,
        _PREAMBLE + _HEADINGS + _ADA.rstrip("\n"),
        "\n" + _PREAMBLE + _HEADINGS + _ADA,
        (_PREAMBLE + _HEADINGS + _ADA).replace("\n", "\r\n"),
        (_HEADINGS + _ADA).replace(",", ";").replace("12 Nov 2025", "12-Nov-25"),
        (_HEADINGS + _ADA).replace(",", "\t"),
        "Notes:,,,,,,\nA sentence.,,,,,,\n,,,,,,\n" + _HEADINGS + _ADA,
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_era_and_re_saving_gives_the_same_person(data: str, encoding: str) -> None:
    """Preambles, delimiters, line ends and byte order marks make no difference but to the line."""
    person = _person(data.encode(encoding))
    assert (person.key, person.name, person.position) == ("li:conn:ada", "Ada Lovelace", "Analyst")
    assert person.met_on == date(2025, 11, 12)


def test_a_file_of_2020_has_no_links() -> None:
    """Without a link the key is made of name, company and date, and the address is the only handle."""
    rows = _read(_OLD_HEADINGS + "Ada,Lovelace,ada@example.org,Engines,Analyst,12 Nov 2020\nBob,B,,,,01 Jan 2020\n")
    ada, bob = rows
    assert isinstance(ada, PersonRecord)
    assert isinstance(bob, PersonRecord)
    assert [handle.network for handle in ada.handles] == ["email"]
    assert bob.handles == ()
    assert ada.key.startswith("li:conn:~")
    assert ada.key != bob.key


def test_the_key_without_a_link_stays_from_export_to_export() -> None:
    """The same name, company and date give the same key, and another date gives another."""
    row = "Ada,Lovelace,,Engines,{},{}\n"
    keys = [
        _person(_OLD_HEADINGS + row.format(*cells)).key
        for cells in (("Analyst", "12 Nov 2020"), ("Countess", "12-Nov-20"), ("Analyst", "13 Nov 2020"))
    ]
    assert keys[0] == keys[1] != keys[2]


def test_an_address_is_a_second_handle() -> None:
    """The link comes first, the address second."""
    person = _person(_HEADINGS + _ADA.replace(",,", ",ada@example.org,"))
    assert [handle.network for handle in person.handles] == ["linkedin", "email"]


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("Ada", '"Lovelace, Ph.D."', "Ada Lovelace, Ph.D."),
        ("🚀 Zoë", "Ünïcode (she/her)", "🚀 Zoë Ünïcode (she/her)"),
        ("Cher", "", "Cher"),
        ("", "Plato", "Plato"),
    ],
)
def test_names_are_kept_as_given(first: str, last: str, name: str) -> None:
    """Titles, emoji, pronouns and single names are no trouble."""
    assert _person(_HEADINGS + f"{first},{last},https://www.linkedin.com/in/x-y,,,,12 Nov 2025\n").name == name


@pytest.mark.parametrize("on", ["", "soon", "12 Nov 20", "12 Novembre 2025"])
def test_an_unreadable_date_does_not_cost_the_person(on: str) -> None:
    """The person is imported without the date."""
    person = _person(_HEADINGS + _ADA.replace("12 Nov 2025", on))
    assert (person.name, person.met_on) == ("Ada Lovelace", None)


def test_a_hidden_member_is_skipped_and_counted() -> None:
    """A row of nothing but a date makes no contact."""
    left_out = _left_out(_HEADINGS + ",,,,,,07 Jun 2026\n")
    assert (left_out.fate, left_out.origin.line) == (Fate.SKIPPED, 2)
    assert "hidden member" in left_out.reason


def test_a_row_of_nothing_is_skipped() -> None:
    """A row of empty cells names nobody."""
    assert _left_out(_HEADINGS + ",,,,,,\n").reason == "The row names nobody."


def test_a_company_page_is_skipped_with_its_reason() -> None:
    """A page that is no person's makes no contact."""
    left_out = _left_out(_HEADINGS + _ADA.replace("/in/ada", "/company/acme"))
    assert left_out.fate is Fate.SKIPPED
    assert "company" in left_out.reason


def test_a_link_that_cannot_be_read_does_not_cost_the_person() -> None:
    """The name is worth keeping without the link."""
    person = _person(_HEADINGS + _ADA.replace("https://www.linkedin.com/in/ada", "not a link"))
    assert (person.name, person.handles) == ("Ada Lovelace", ())


def test_the_same_person_twice_is_two_records_of_one_key() -> None:
    """Matching is the importer's; the reader loses no row."""
    first, second = _read(_HEADINGS + _ADA + _ADA)
    assert isinstance(first, PersonRecord)
    assert isinstance(second, PersonRecord)
    assert first.key == second.key


def test_broken_rows_are_reported_and_hide_no_good_ones() -> None:
    """Of five rows two are broken: three are people, two name their line."""
    records = _read(_HEADINGS + _ADA + "Bob,B\n" + _ADA + '"Cleo,C,u,,,,1 Jan 2024\n' + _ADA)
    assert [record.origin.line for record in records if isinstance(record, LeftOut)] == [3, 5]
    assert sum(isinstance(record, PersonRecord) for record in records) == 3
    assert all(record.fate is Fate.FAILED for record in records if isinstance(record, LeftOut))


def test_every_truncation_is_read_as_far_as_it_goes() -> None:
    """A file cut off anywhere behind its headings yields its whole rows and says which row is broken."""
    data = (_PREAMBLE + _HEADINGS + _ADA + _ADA.replace("Ada", '"Zoë, Ph.D."') + _ADA).encode()
    start = len((_PREAMBLE + _HEADINGS).encode())
    for length in range(start, len(data)):
        records = _read(data[:length])
        whole = data[start:length].count(b"\n")
        people = [record for record in records if isinstance(record, PersonRecord)]
        assert whole <= len(people) <= whole + 1
        assert len(records) <= whole + 1
